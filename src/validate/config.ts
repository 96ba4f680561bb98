/** `.connector-lint.yaml`, or `[tool.connector-lint]` of a `pyproject.toml`: what a project says once and for all. */
import * as z from "zod";
import { ConnectorError, type Problem } from "../errors.ts";
import { isOdooVersion, ODOO_VERSIONS, type OdooVersion } from "../odoo/capabilities.ts";
import { GROUPS, type Rule } from "../rules/rule.ts";
import { nearestOf, unknownWords } from "./selection.ts";

/** Names of the files, the one that wins first. */
export const CONFIG_FILES = [".connector-lint.yaml", "pyproject.toml"] as const;

const words = z.array(z.string()).describe("codes, groups, or prefixes ending in *");
const severity = z.enum(["error", "warning", "hint"]);

const schema = z.strictObject({
  odoo: z.string().optional(),
  "addons-path": z.array(z.string()).optional(),
  index: z.string().optional(),
  select: words.optional(),
  ignore: words.optional(),
  severity: severity.optional(),
  baseline: z.string().optional(),
  rules: z.record(z.string(), z.enum(["error", "warning", "hint", "off"])).optional(),
  files: z.record(z.string(), words).optional(),
});

/** Paths in it are relative to the file's folder. */
export type Config = z.infer<typeof schema>;

/**
 * @param place the file's path, whose name says the language
 * @returns undefined for a `pyproject.toml` that says nothing to this tool
 * @throws ConnectorError with every problem: place, key path, the nearest right word
 */
export async function parseConfig(text: string, place: string): Promise<Config | undefined> {
  const value = await read(text, place);
  if (value === undefined) return undefined;
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new ConnectorError(parsed.error.issues.flatMap((issue) => problemsOf(issue, place)));
  if (parsed.data.odoo !== undefined) odooVersion(parsed.data.odoo, `${place}: odoo`);
  return parsed.data;
}

async function read(text: string, place: string): Promise<unknown> {
  if (place.endsWith(".toml")) {
    // Most of them are about other tools.
    if (!text.includes("connector-lint")) return undefined;
    const { parse } = await import("smol-toml");
    try {
      const { tool } = parse(text) as { tool?: Readonly<Record<string, unknown>> };
      return tool?.["connector-lint"];
    } catch (error) {
      const { line, column, message } = error as Error & { line: number; column: number };
      throw new ConnectorError({
        message: (message.split("\n")[0] ?? "").replace(/^Invalid TOML document: /, ""),
        place: `${place}:${line}:${column}`,
      });
    }
  }
  const { parseDocument } = await import("yaml");
  const document = parseDocument(text, { prettyErrors: true });
  const [fault] = document.errors;
  if (fault !== undefined) {
    const at = fault.linePos?.[0];
    throw new ConnectorError({
      message: (fault.message.split("\n")[0] ?? "").replace(/ at line \d+, column \d+:$/, ""),
      place: at === undefined ? place : `${place}:${at.line}:${at.col}`,
    });
  }
  // An empty file says nothing, as one without keys does.
  return document.toJS({ maxAliasCount: 100 }) ?? {};
}

function problemsOf(issue: z.core.$ZodIssue, place: string): Problem[] {
  const path = issue.path.map(String);
  const at = (key: readonly string[]): string => (key.length === 0 ? place : `${place}: ${key.join(".")}`);
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const nearest = nearestOf(key.replaceAll("_", "-"), Object.keys(schema.shape));
      return {
        message: `there is no key ${key}`,
        place: at([...path, key]),
        hint:
          nearest === undefined ? `known keys: ${Object.keys(schema.shape).join(", ")}` : `did you mean ${nearest}?`,
      };
    });
  }
  if (issue.code === "invalid_value") {
    const values = issue.values.map(String);
    return [{ message: `must be one of ${values.join(", ")}`, place: at(path) }];
  }
  if (issue.code === "invalid_type") {
    const names: Readonly<Record<string, string>> = {
      array: "a list",
      record: "keys with values",
      object: "keys with values",
    };
    return [{ message: `must be ${names[issue.expected] ?? `a ${issue.expected}`}`, place: at(path) }];
  }
  return [{ message: issue.message, place: at(path) }];
}

/**
 * @returns `18.0` for `18` and `18.0`
 * @throws ConnectorError for a version that is not known
 */
export function odooVersion(word: string, place: string): OdooVersion {
  const series = /^\d+$/.test(word) ? `${word}.0` : word;
  if (isOdooVersion(series)) return series;
  throw new ConnectorError({
    message: `${word} is no version of Odoo that this tool knows`,
    place,
    hint: `known versions: ${ODOO_VERSIONS.join(", ")}`,
  });
}

/**
 * Refuses words that mean no rule.
 * @param place option or key path that they stand in
 */
export function checkWords(list: readonly string[], place: string, rules: readonly Rule[]): void {
  const problems = unknownWords(list, rules).map(({ word, nearest }) => ({
    message: `no rule or group is called ${word}`,
    place,
    hint: nearest === undefined ? `groups: ${GROUPS.join(", ")}` : `did you mean ${nearest}?`,
  }));
  if (problems.length > 0) throw new ConnectorError(problems);
}

/** {@link checkWords} for all of a configuration. */
export function checkConfig(config: Config, place: string, rules: readonly Rule[]): void {
  checkWords(config.select ?? [], `${place}: select`, rules);
  checkWords(config.ignore ?? [], `${place}: ignore`, rules);
  for (const [pattern, list] of Object.entries(config.files ?? {}))
    checkWords(list, `${place}: files.${pattern}`, rules);
  const codes = rules.map(({ code }) => code);
  const problems = Object.keys(config.rules ?? {})
    .filter((code) => !codes.includes(code))
    .map((code) => {
      const nearest = nearestOf(code, codes);
      return {
        message: `no rule is called ${code}`,
        place: `${place}: rules`,
        ...(nearest === undefined ? {} : { hint: `did you mean ${nearest}?` }),
      };
    });
  if (problems.length > 0) throw new ConnectorError(problems);
}
