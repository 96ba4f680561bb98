/** `--set key=value`: written into a spec's document, as the schema wants the value. */
import type { Document } from "yaml";
import { ConnectorError, type Problem } from "../errors.ts";
import { plainValue } from "./document.ts";
import { type KeyPath, nameOf, parseKeyPath, resolveKeyPath, showKeyPath, valueAt } from "./keypath.ts";
import type { Origin } from "./load.ts";
import { specSchema } from "./schema.ts";
import { keysAt, schemasAt, typesAt } from "./shape.ts";
import type { SyntaxFault } from "./syntax.ts";
import { hintFor } from "./words.ts";

/**
 * Writes `key=value` texts into the document.
 * @returns what was written, and where
 * @throws ConnectorError naming every override that says nothing or leads nowhere
 */
export async function applyOverrides(document: Document.Parsed, overrides: readonly string[]): Promise<Origin[]> {
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
        message: `the value is broken YAML: ${slips[0]?.message ?? error.message}`,
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
    const here = valueAt(value, done);
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
