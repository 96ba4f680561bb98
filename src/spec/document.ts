/** The YAML of a spec, read once: an edit and whoever loads what came of it look at the same text. */
import type { Document, LineCounter } from "yaml";
import { ConnectorError } from "../errors.ts";

export interface SpecDocument {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

/** The text before an edit, and the one after it. */
const KEPT = 2;
const read = new Map<string, SpecDocument>();

/** Reads a text into a document of its own, which may be changed. */
export function parseSpec(yaml: typeof import("yaml"), text: string): SpecDocument {
  const lines = new yaml.LineCounter();
  const options = { lineCounter: lines, prettyErrors: false, keepSourceTokens: true, merge: true };
  return { document: yaml.parseDocument(text, options), lines };
}

/** The same for those who only look at it: a text that was read just now is not read again. */
export function readSpec(yaml: typeof import("yaml"), text: string): SpecDocument {
  const known = read.get(text);
  if (known !== undefined) return known;
  const made = parseSpec(yaml, text);
  read.set(text, made);
  for (const old of read.keys()) {
    if (read.size <= KEPT) break;
    read.delete(old);
  }
  return made;
}

/**
 * The document as data.
 * @param place what it is called in errors
 * @throws ConnectorError for aliases that lead nowhere, and for those that multiply each other, before they fill the memory
 */
export function plainValue(document: Document.Parsed, place: string): unknown {
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
