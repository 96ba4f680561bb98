/**
 * YAML text -> validated spec. Every problem is reported at once, each with `file:line:column`, the key path and the
 * nearest right word. Pure: text and a file name come in, nothing is read.
 */
import type { Document, LineCounter, Node as YamlNode } from "yaml";
import type * as z from "zod";
import { ConnectorError, type Problem } from "../errors.ts";
import { parseSpec, readSpec } from "./document.ts";
import { type KeyPath, nameOf, parseKeyPath, resolveKeyPath, showKeyPath } from "./keypath.ts";
import { suggestName } from "./naming.ts";
import { NO_REQUEST, type Spec, specSchema } from "./schema.ts";
import { keysAt, schemasAt, typesAt, wordsAt } from "./shape.ts";
import type { SyntaxFault } from "./syntax.ts";
import { hintFor, nearest, orList } from "./words.ts";

/** A spec with the knowledge of where each key stands. */
export interface LoadedSpec {
  readonly spec: Spec;
  readonly file: string;
  /** The text, with `--set` overrides written into it (comments and order kept). */
  readonly text: string;
  /** `connector.yaml:12:7` of a key path, or of the nearest key above it; `--set …` for what an option brought. */
  locate(place: string): string | undefined;
  /** What `--set` and {@link LoadOptions.origins} brought: to be handed on where the text is changed and loaded again. */
  readonly origins: readonly Origin[];
  /** Runs a later step (resolve, check, renderable; asynchronous ones too) and gives its problems the file's line and column. */
  within<T>(step: () => T): T;
}

export interface LoadOptions {
  /** `key=value` overrides, as given by `--set`. */
  readonly set?: readonly string[];
  /** What other options have written into the text. */
  readonly origins?: readonly Origin[];
  /** What the text says, where an edit knows it: then it is read only to tell where something stands. */
  readonly value?: unknown;
}

/** A part of the spec that came from the command line: problems in it are told with the option. */
export interface Origin {
  /** As it is typed: `--base-url`, `--set connector.title=X`. */
  readonly place: string;
  /** Key path with names of list elements, which stay right where other elements go. */
  readonly at: string;
}

/**
 * @param text the YAML text
 * @param file what the file is called in messages
 * @throws ConnectorError naming every problem of syntax or schema
 */
export async function loadSpec(text: string, file: string, options: LoadOptions = {}): Promise<LoadedSpec> {
  const yaml = await import("yaml");
  refuseHuge(text, file);
  if (options.value !== undefined) {
    const locate = (path: KeyPath) => {
      const { document, lines } = readSpec(yaml, text);
      return locatePath(file, document, lines, [], path);
    };
    return checked(options.value, { file, text, origins: [], locate });
  }
  const overrides = options.set ?? [];
  const { document, lines } = overrides.length > 0 ? parseSpec(yaml, text) : readSpec(yaml, text);
  if (document.errors.length > 0) {
    const { slipsOf } = await import("./syntax.ts");
    // One slip makes many: the first are the ones to look at.
    throw new ConnectorError(
      slipsOf(text, document.errors, await lastQuote(document))
        .slice(0, SYNTAX_ERRORS)
        .map(({ offset, ...slip }) => ({ place: position(file, lines, offset), ...slip })),
    );
  }
  const set = await applyOverrides(document, overrides);
  const value = plainValue(document, file);
  const origins = [...set, ...(options.origins ?? [])];
  const brought = origins.map(({ place, at }) => ({ place, path: resolveKeyPath(value, parseKeyPath(at) ?? []) }));
  return checked(value, {
    file,
    text: overrides.length > 0 ? document.toString({ lineWidth: 120 }) : text,
    origins,
    locate: (path) => locatePath(file, document, lines, brought, path),
  });
}

/** @throws ConnectorError naming every problem of what was read */
function checked(
  value: unknown,
  { locate, ...read }: Pick<LoadedSpec, "file" | "text" | "origins"> & { readonly locate: (path: KeyPath) => string },
): LoadedSpec {
  const result = specSchema.safeParse(value);
  if (!result.success) {
    const problems = describeIssues(result.error.issues, value).map((issue) => placed(issue, value, locate));
    throw new ConnectorError(problems.sort((a, b) => lineOf(a) - lineOf(b)));
  }
  refuseControls(value, locate);
  const find = (place: string): string | undefined => {
    const path = parseKeyPath(place);
    return path === undefined ? undefined : locate(resolveKeyPath(value, path));
  };
  return { ...read, spec: result.data, locate: find, within: (step) => withPlaces(step, find) };
}

/** Characters of a spec's text. The largest of a known system has some 20,000; a text far beyond is no spec. */
const LONGEST = 1_000_000;
/** How many problems of syntax are told. */
const SYNTAX_ERRORS = 5;
/** Where the last text in quotes begins. */
async function lastQuote(document: Document.Parsed): Promise<number | undefined> {
  const { visit } = await import("yaml");
  let found: number | undefined;
  visit(document, {
    Scalar: (_, node) => {
      if (node.type === "QUOTE_DOUBLE" || node.type === "QUOTE_SINGLE") found = node.range?.[0];
    },
  });
  return found;
}

/** @throws ConnectorError for what would keep the parser busy for minutes */
function refuseHuge(text: string, file: string): void {
  if (text.length > LONGEST) {
    throw new ConnectorError({ place: file, message: `has ${text.length} characters, a spec at most ${LONGEST}` });
  }
}

/** Control characters but tab and line ends, halves of surrogate pairs, and the two that are no characters: XML takes none. */
const UNWRITABLE = /[^\P{Cc}\t\n\r]|[\p{Cs}\uFFFE\uFFFF]/u;

/**
 * Texts land in Python and XML, where no quoting helps against these characters.
 * @throws ConnectorError naming every key and value that holds one
 */
function refuseControls(value: unknown, locate: (path: KeyPath) => string): void {
  const problems: Problem[] = [];
  const look = (path: KeyPath, text: string, what: string): void => {
    const [character] = UNWRITABLE.exec(text) ?? [];
    if (character === undefined) return;
    const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    problems.push({
      place: locate(path),
      message: `${showKeyPath(value, path)}: ${what} holds the unprintable character U+${code}`,
      hint: "remove it",
    });
  };
  const walk = (node: unknown, path: KeyPath): void => {
    if (typeof node === "string") look(path, node, "the text");
    if (typeof node !== "object" || node === null) return;
    for (const [key, one] of Object.entries(node)) {
      const below = [...path, Array.isArray(node) ? Number(key) : key];
      look(below, key, "the key");
      walk(one, below);
    }
  };
  walk(value, []);
  if (problems.length > 0) throw new ConnectorError(problems);
}

/**
 * Validates a spec that no file holds (a draft): problems have key paths only.
 * @throws ConnectorError
 */
export function validateSpec(value: unknown): Spec {
  const result = specSchema.safeParse(value);
  if (result.success) return result.data;
  throw new ConnectorError(
    describeIssues(result.error.issues, value).map((issue) => ({
      place: showKeyPath(value, issue.path),
      message: issue.message,
      ...(issue.hint === undefined ? {} : { hint: issue.hint }),
    })),
  );
}

function withPlaces<T>(step: () => T, find: (place: string) => string | undefined): T {
  try {
    const result = step();
    if (!(result instanceof Promise)) return result;
    return result.catch((error: unknown) => {
      throw withPlace(error, find);
    }) as T;
  } catch (error) {
    throw withPlace(error, find);
  }
}

function withPlace(error: unknown, find: (place: string) => string | undefined): unknown {
  if (!(error instanceof ConnectorError)) return error;
  return new ConnectorError(
    error.problems.map((problem) => {
      const position = problem.place === undefined ? undefined : find(problem.place);
      return position === undefined
        ? problem
        : { ...problem, place: position, message: `${problem.place ?? ""}: ${problem.message}` };
    }),
    error.exitCode,
  );
}

// ----------------------------------------------------------------------------------------------------------- places

function position(file: string, lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${file}:${line}:${col}`;
}

/** Problems are told from top to bottom; those of overrides first. */
function lineOf({ place }: Problem): number {
  const match = /:(\d+):(\d+)$/.exec(place ?? "");
  return match === null ? 0 : Number(match[1]) * 10_000 + Number(match[2]);
}

/** The document as data. Aliases that multiply each other are refused before they fill the memory. */
function plainValue(document: Document.Parsed, place: string): unknown {
  try {
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    refuseCircles(value, place, []);
    return value;
  } catch (error) {
    if (error instanceof ReferenceError) {
      const [, name] = /^Unresolved alias .*: (.*)$/.exec(error.message) ?? [];
      if (name !== undefined) {
        throw new ConnectorError({
          place,
          message: `*${name} refers to an anchor (&${name}) that is nowhere before it`,
          hint: `put the text in double quotes: "*${name}"`,
        });
      }
      throw new ConnectorError({ place, message: "its aliases (*name) multiply each other beyond measure" });
    }
    throw error;
  }
}

/** An anchor that is referred to from within itself: what it says has no end. */
function refuseCircles(value: unknown, place: string, above: readonly unknown[]): void {
  if (value === null || typeof value !== "object") return;
  if (above.includes(value)) {
    throw new ConnectorError({ place, message: "an alias (*name) stands within its own anchor (&name)" });
  }
  for (const one of Object.values(value)) refuseCircles(one, place, [...above, value]);
}

function locatePath(
  file: string,
  document: Document.Parsed,
  lines: LineCounter,
  brought: readonly { readonly place: string; readonly path: KeyPath }[],
  path: KeyPath,
): string {
  const option = brought.find((one) => one.path.every((key, index) => key === path[index]));
  if (option !== undefined) return option.place;
  let offset = 0;
  let node: unknown = document.contents;
  for (const key of path) {
    const pair = pairOf(node, key);
    if (pair === undefined) break;
    offset = pair.offset ?? offset;
    node = pair.value;
  }
  return position(file, lines, offset);
}

/** The entry of a map (where its key stands) or the element of a list. */
function pairOf(node: unknown, key: string | number): { offset: number | undefined; value: unknown } | undefined {
  const items = (node as { items?: unknown } | null)?.items;
  if (!Array.isArray(items)) return undefined;
  if (typeof key === "number") {
    const item = items[key] as YamlNode | undefined;
    return item === undefined ? undefined : { offset: item.range?.[0], value: item };
  }
  for (const item of items as { key?: unknown; value?: unknown }[]) {
    const keyNode = item.key as { value?: unknown; range?: readonly number[] | null } | null | undefined;
    if (String(keyNode?.value ?? item.key) === key) return { offset: keyNode?.range?.[0], value: item.value };
  }
  return undefined;
}

function placed(issue: Issue, value: unknown, locate: (path: KeyPath) => string): Problem {
  return {
    place: locate(issue.path),
    message: `${showKeyPath(value, issue.path)}: ${issue.message}`,
    ...(issue.hint === undefined ? {} : { hint: issue.hint }),
  };
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? message).replace(/\.$/, "");
}

// ----------------------------------------------------------------------------------------------------------- issues

interface Issue {
  readonly path: KeyPath;
  readonly message: string;
  readonly hint?: string | undefined;
}

type ZodIssue = z.core.$ZodIssue;

const pathOf = (issue: ZodIssue): KeyPath => issue.path.map((key) => (typeof key === "symbol" ? String(key) : key));

/** zod's issues in the words of the spec, unions reduced to the branch that was meant. */
function describeIssues(issues: readonly ZodIssue[], value: unknown): Issue[] {
  const flat = issues.flatMap((issue) => flatten(issue, []));
  const described = flat.flatMap((one) => describe(one.issue, one.path, value));
  return withoutEchoes(described, flat, value);
}

interface FlatIssue {
  readonly issue: ZodIssue;
  readonly path: KeyPath;
}

function flatten(issue: ZodIssue, above: KeyPath): FlatIssue[] {
  const path = [...above, ...pathOf(issue)];
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [{ issue, path }];
  const branches = issue.errors.map((errors) => errors.flatMap((error) => flatten(error, path)));
  // The branch that was meant accepts the type of the value, or gets furthest into it.
  const meant = branches.filter((branch) => !branch.every((one) => isTypeAt(one, path)));
  if (meant.length === 0) return [{ issue, path }];
  return meant.reduce((best, branch) => (branch.length < best.length ? branch : best));
}

function isTypeAt(one: FlatIssue, path: KeyPath): boolean {
  return one.path.length === path.length && (one.issue.code === "invalid_type" || one.issue.code === "invalid_union");
}

function describe(issue: ZodIssue, path: KeyPath, value: unknown): Issue[] {
  const found = at(value, path);
  switch (issue.code) {
    case "unrecognized_keys": {
      const allowed = keysAt(specSchema, value, path);
      return issue.keys.map((key) => ({
        path: [...path, key],
        message: `there is no key \`${key}\` here`,
        hint: hintFor(key, unused(allowed, found)) ?? hintFor(key, allowed),
      }));
    }
    case "invalid_type":
      if (found === undefined) {
        const key = path[path.length - 1];
        return [{ path, message: "is missing", hint: missingHint(path, value, key) }];
      }
      return [{ path, message: `must be ${typeWords(path, value)}, not ${typeOf(found)}` }];
    case "invalid_union": {
      if (issue.errors.length > 0 && found === undefined) {
        return [{ path, message: "is missing", hint: missingHint(path, value, path[path.length - 1]) }];
      }
      if (issue.errors.length > 0)
        return [{ path, message: `must be ${typeWords(path, value)}, not ${typeOf(found)}` }];
      const options = "options" in issue && Array.isArray(issue.options) ? (issue.options as unknown[]) : [];
      const words = options.filter((one): one is string => typeof one === "string");
      if (found === undefined) return [{ path, message: "is missing", hint: `write ${orList(words)}` }];
      return [wrongWord(path, found, words)];
    }
    case "invalid_value":
      if (found === undefined)
        return [{ path, message: "is missing", hint: `write ${orList(issue.values.map(String))}` }];
      if (path.length === 1 && path[0] === "spec") {
        return [
          { path, message: `${shown(found)} is no version of the format that is read here`, hint: "write spec: 1" },
        ];
      }
      return [wrongWord(path, found, issue.values.map(String))];
    case "invalid_key":
      return [{ path, message: firstLine(issue.issues[0]?.message ?? issue.message) }];
    case "invalid_format":
    case "too_small": {
      const hint = typeof found === "string" ? formatHint(path, found, issue.message) : undefined;
      return [{ path, message: `${shown(found)} ${issue.message}`, ...(hint === undefined ? {} : { hint }) }];
    }
    default:
      return [{ path, message: issue.message }];
  }
}

/** Verbs by the endpoint that they are usual for; all others read. */
const USUAL_VERBS: Readonly<Record<string, string>> = { create: "POST", update: "PUT", delete: "DELETE" };
const VERBS = ["GET", "POST", "PUT", "PATCH", "DELETE"];

/** The text that was probably meant, where another form was. */
function formatHint(path: KeyPath, found: string, message: string): string | undefined {
  if (/^is no (?:technical|field) name/.test(message)) return `write ${suggestName(found)}`;
  if (message !== NO_REQUEST) return undefined;
  const [, word = "", rest = ""] = /^\s*(?:([A-Za-z]+):?\s+)?(\S*)\s*$/.exec(found) ?? [];
  if (rest === "" || VERBS.includes(rest.toUpperCase())) return "write GET /products/{id}";
  // What stands at `request` belongs to the endpoint above it.
  const key = path.filter((step) => typeof step === "string" && step !== "request" && step !== "endpoint").at(-1);
  const verb = (word === "" ? undefined : nearest(word, VERBS)) ?? USUAL_VERBS[String(key)] ?? "GET";
  return `write ${verb} ${/^https?:\/\//.test(rest) ? rest : `/${rest.replace(/^\/+/, "")}`}`;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) as string | undefined;
  if (text === undefined) return "this";
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function wrongWord(path: KeyPath, found: unknown, words: readonly string[]): Issue {
  const near = nearest(String(found), words);
  return {
    path,
    message: `${shown(found)} is not among ${words.join(", ")}`,
    ...(near === undefined ? {} : { hint: `did you mean ${near}?` }),
  };
}

function missingHint(path: KeyPath, value: unknown, key: string | number | undefined): string | undefined {
  const words = wordsAt(specSchema, value, path);
  if (words.length > 0) return `write ${String(key)}: ${orList(words)}`;
  const description = schemasAt(specSchema, value, path)[0];
  const text = description === undefined ? undefined : (description as z.ZodType).description;
  return text === undefined ? undefined : `${String(key)}: ${text.charAt(0).toLowerCase()}${text.slice(1)}`;
}

/** Keys that are not there yet are the likelier ones to have been meant. */
function unused(allowed: readonly string[], found: unknown): string[] {
  if (typeof found !== "object" || found === null) return [...allowed];
  return allowed.filter((key) => !Object.hasOwn(found, key));
}

function at(value: unknown, path: KeyPath): unknown {
  let node = value;
  for (const key of path) {
    node = typeof node === "object" && node !== null ? (node as Record<string | number, unknown>)[key] : undefined;
  }
  return node;
}

const TYPE_WORDS = {
  string: "a text",
  number: "a number",
  boolean: "true or false",
  null: "null",
  list: "a list",
  object: "an object",
} as const;

function typeWords(path: KeyPath, value: unknown): string {
  const types = [...typesAt(specSchema, value, path)].map((type) => TYPE_WORDS[type]);
  return types.length === 0 ? "something else" : orList(types);
}

function typeOf(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "boolean") return String(value);
  // JSON has no infinity, YAML and 1e999 do.
  if (typeof value === "number") return Number.isFinite(value) ? "a number" : String(value);
  return typeof value === "object" ? "an object" : "a text";
}

/** A misspelt key is one mistake: neither the right key's absence nor what follows from it is told as well. */
function withoutEchoes(issues: readonly Issue[], flat: readonly FlatIssue[], value: unknown): Issue[] {
  const unknown = flat.flatMap((one) =>
    one.issue.code === "unrecognized_keys" ? one.issue.keys.map((key) => ({ path: one.path, key })) : [],
  );
  if (unknown.length === 0) return [...issues];
  const same = (a: KeyPath, b: KeyPath) => a.length === b.length && a.every((key, index) => key === b[index]);
  return issues.filter((issue) => {
    const parent = issue.path.slice(0, -1);
    const key = String(issue.path[issue.path.length - 1]);
    if (issue.message === "is missing") {
      return !unknown.some((one) => same(one.path, parent) && nearest(one.key, unusedAt(value, one.path)) === key);
    }
    const isCustom = issue.message.startsWith("names no transform") || issue.message.startsWith("needs either");
    return !(isCustom && unknown.some((one) => same(one.path, issue.path)));
  });
}

function unusedAt(value: unknown, path: KeyPath): string[] {
  return unused(keysAt(specSchema, value, path), at(value, path));
}

// -------------------------------------------------------------------------------------------------------- overrides

/** Writes `key=value` texts into the document. */
async function applyOverrides(document: Document.Parsed, overrides: readonly string[]): Promise<Origin[]> {
  if (overrides.length === 0) return [];
  const { parse } = await import("yaml");
  const problems: Problem[] = [];
  const applied: { place: string; path: KeyPath }[] = [];
  for (const text of overrides) {
    const place = `--set ${text}`;
    const equals = text.indexOf("=");
    const path = equals < 1 ? undefined : parseKeyPath(text.slice(0, equals).trim());
    if (path === undefined) {
      problems.push({
        place,
        message: "is no override",
        hint: "write --set key.path=value, entities.order.direction=import",
      });
      continue;
    }
    const value = plainValue(document, place);
    const problem = checkOverride(value, path);
    if (problem !== undefined) {
      problems.push({ place, ...problem });
      continue;
    }
    const resolved = resolveKeyPath(value, path);
    try {
      const typed = typedValue(value, resolved, text.slice(equals + 1), parse);
      document.setIn(resolved, document.createNode(typed));
    } catch (error) {
      if (!isSyntaxError(error)) throw error;
      const { slipsOf } = await import("./syntax.ts");
      const slips = slipsOf(text.slice(equals + 1), [error]);
      problems.push({
        place,
        message: `the value is broken YAML: ${slips[0]?.message ?? firstLine(error.message)}`,
        hint: "write it as in the file, {kind: none}, and in quotes for the shell",
      });
      continue;
    }
    applied.push({ place, path: resolved });
  }
  if (problems.length > 0) throw new ConnectorError(problems);
  // In the end, for an override may give an element another name.
  const value = plainValue(document, "--set");
  return applied.map(({ place, path }) => ({ place, at: showKeyPath(value, path) }));
}

/** Follows the path as far as schema and file go; the first step that leads nowhere is the mistake. */
function checkOverride(value: unknown, path: KeyPath): { message: string; hint?: string } | undefined {
  const done: (string | number)[] = [];
  for (const key of path) {
    const here = at(value, done);
    const [step] = resolveKeyPath(here, [key]);
    const isList = typesAt(specSchema, value, done).has("list") && Array.isArray(here);
    if (isList) {
      if (typeof step !== "number" || step >= here.length) {
        const names = here.map(nameOf).filter((name) => name !== undefined);
        const hint = hintFor(String(key), names) ?? (here.length > 0 ? `write 0 … ${here.length - 1}` : undefined);
        return {
          message: `${showKeyPath(value, done)} has no element \`${key}\``,
          ...(hint === undefined ? {} : { hint }),
        };
      }
    } else if (schemasAt(specSchema, value, [...done, step ?? key]).length === 0) {
      const hint = hintFor(String(key), keysAt(specSchema, value, done));
      const where = done.length === 0 ? "the spec" : showKeyPath(value, done);
      return { message: `${where} has no key \`${key}\``, ...(hint === undefined ? {} : { hint }) };
    }
    done.push(step ?? key);
  }
  return undefined;
}

/** What the YAML parser throws for a text that is none. */
const isSyntaxError = (error: unknown): error is Error & SyntaxFault =>
  error instanceof Error && error.name === "YAMLParseError";

/**
 * The text as the schema wants it: `1.10` stays a text where a text is wanted, `[a, b]` becomes a list.
 * @throws YAMLParseError for broken YAML where a text can't be meant
 */
function typedValue(value: unknown, path: KeyPath, raw: string, parse: (text: string) => unknown): unknown {
  const types = typesAt(specSchema, value, path);
  if (types.size === 1 && types.has("string")) return raw;
  let parsed: unknown;
  try {
    parsed = parse(raw);
  } catch (error) {
    if (types.has("string")) return raw;
    throw error;
  }
  const type = parsed === null ? "null" : Array.isArray(parsed) ? "list" : typeof parsed;
  if ((types as ReadonlySet<string>).has(type)) return parsed;
  return types.has("string") ? raw : parsed;
}
