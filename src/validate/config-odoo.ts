/** The version of Odoo that a configuration names, changed where it stands: everything else stays byte by byte. */
import type { OdooVersion } from "../odoo/capabilities.ts";
import { parseConfig } from "./config.ts";

/**
 * A configuration for another version of Odoo.
 * @param place the file's path, whose name says the language
 * @returns undefined where its place cannot be found
 * @throws ConnectorError for what is wrong with it
 */
export async function withOdoo(text: string, place: string, odoo: OdooVersion): Promise<string | undefined> {
  const range = place.endsWith(".toml") ? rangeInToml(text) : await rangeInYaml(text);
  if (range === undefined) return undefined;
  const [start, end] = range;
  // As it is quoted there.
  const quote = text[start] === "'" ? "'" : '"';
  const changed = `${text.slice(0, start)}${quote}${odoo}${quote}${text.slice(end)}`;
  return (await parseConfig(changed, place))?.odoo === odoo ? changed : undefined;
}

type Range = readonly [start: number, end: number];

async function rangeInYaml(text: string): Promise<Range | undefined> {
  const { isMap, isScalar, parseDocument } = await import("yaml");
  const { contents } = parseDocument(text);
  const value = isMap(contents) ? contents.get("odoo", true) : undefined;
  return isScalar(value) && value.range ? [value.range[0], value.range[1]] : undefined;
}

/** The parser of TOML tells no places: a line of the table that begins with the key. */
function rangeInToml(text: string): Range | undefined {
  let offset = 0;
  let isOurs = false;
  for (const line of text.split("\n")) {
    const table = /^\s*\[([^[\]]+)\]\s*(?:#.*)?$/.exec(line)?.[1];
    if (table !== undefined) isOurs = /^\s*tool\s*\.\s*(["']?)connector-lint\1\s*$/.test(table);
    const { key = "", value } = /^(?<key>\s*["']?odoo["']?\s*=\s*)(?<value>"[^"]*"|'[^']*')/.exec(line)?.groups ?? {};
    if (isOurs && value !== undefined) return [offset + key.length, offset + key.length + value.length];
    offset += line.length + 1;
  }
  return undefined;
}
