/** `.connector-lint.yaml`, or `[tool.connector-lint]` of a `pyproject.toml`: what a project says once and for all. */
import type * as z from "zod";
import { ConnectorError } from "../errors.ts";
import { isOdooVersion, ODOO_VERSIONS, type OdooVersion } from "../odoo/capabilities.ts";
import { GROUPS, type Rule } from "../rules/rule.ts";
import type { configSchema } from "./config-schema.ts";
import { nearestOf, unknownWords } from "./selection.ts";

/** Paths in it are relative to the file's folder. */
export type Config = z.infer<typeof configSchema>;

/**
 * @param place the file's path, whose name says the language
 * @returns undefined for a `pyproject.toml` that says nothing to this tool
 * @throws ConnectorError with every problem: place, key path, the nearest right word
 */
export async function parseConfig(text: string, place: string): Promise<Config | undefined> {
  const value = await read(text, place);
  if (value === undefined) return undefined;
  // Most addons have no configuration.
  const { checkShape } = await import("./config-schema.ts");
  const config = checkShape(value, place);
  if (config.odoo !== undefined) odooVersion(config.odoo, `${place}: odoo`);
  return config;
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
