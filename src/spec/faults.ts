/**
 * What zod says of a spec, in the words of the spec. It takes a tenth of a short run to be loaded: fits.ts tells whether
 * somebody has to ask at all.
 */
import type * as z from "zod";
import { ConnectorError } from "../errors.ts";
import { type KeyPath, showKeyPath, valueAt } from "./keypath.ts";
import { suggestName } from "./naming.ts";
import { NO_REQUEST } from "./patterns.ts";
import { type Spec, specSchema } from "./schema.ts";
import { keysAt, schemasAt, typesAt, wordsAt } from "./shape.ts";
import { hintFor, nearest, orList } from "./words.ts";

/** A spec, or all that keeps a value from being one. */
export function judge(value: unknown): { readonly spec: Spec } | { readonly issues: readonly Issue[] } {
  const result = specSchema.safeParse(value);
  return result.success ? { spec: result.data } : { issues: describeIssues(result.error.issues, value) };
}

/**
 * Validates a spec that no file holds (a draft): problems have key paths only.
 * @throws ConnectorError
 */
export function validateSpec(value: unknown): Spec {
  const judged = judge(value);
  if ("spec" in judged) return judged.spec;
  throw new ConnectorError(
    judged.issues.map((issue) => ({
      place: showKeyPath(value, issue.path),
      message: issue.message,
      ...(issue.hint === undefined ? {} : { hint: issue.hint }),
    })),
  );
}

/** One thing that is wrong with a spec. */
export interface Issue {
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
  const found = valueAt(value, path);
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
      // What a text must be is told without it: a header's may be a secret.
      if (issue.code === "invalid_format" && issue.message.startsWith("must"))
        return [{ path, message: issue.message }];
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
  return unused(keysAt(specSchema, value, path), valueAt(value, path));
}

function firstLine(message: string): string {
  return (message.split("\n")[0] ?? message).replace(/\.$/, "");
}
