/**
 * YAML text -> validated spec. Every problem is reported at once, each with `file:line:column`, the key path and the
 * nearest right word. Pure: text and a file name come in, nothing is read.
 */
import type { Document, LineCounter, Node as YamlNode } from "yaml";
import { ConnectorError, type Problem } from "../errors.ts";
import { parseSpec, plainValue, readSpec } from "./document.ts";
import type { Issue } from "./faults.ts";
import { fitted } from "./fits.ts";
import { type KeyPath, parseKeyPath, resolveKeyPath, showKeyPath } from "./keypath.ts";
import type { Spec } from "./schema.ts";

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
  const set = overrides.length > 0 ? await (await import("./overrides.ts")).applyOverrides(document, overrides) : [];
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
async function checked(
  value: unknown,
  { locate, ...read }: Pick<LoadedSpec, "file" | "text" | "origins"> & { readonly locate: (path: KeyPath) => string },
): Promise<LoadedSpec> {
  const spec = fitted(value) ?? (await judged(value, locate));
  refuseControls(value, locate);
  const find = (place: string): string | undefined => {
    const path = parseKeyPath(place);
    return path === undefined ? undefined : locate(resolveKeyPath(value, path));
  };
  return { ...read, spec, locate: find, within: (step) => withPlaces(step, find) };
}

/** Says what is wrong with a value that seems to be no spec. @throws ConnectorError */
async function judged(value: unknown, locate: (path: KeyPath) => string): Promise<Spec> {
  const { judge } = await import("./faults.ts");
  const found = judge(value);
  if ("spec" in found) return found.spec;
  const problems = found.issues.map((issue) => placed(issue, value, locate));
  throw new ConnectorError(problems.sort((a, b) => lineOf(a) - lineOf(b)));
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
