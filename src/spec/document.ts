/** The YAML of a spec, read once: an edit and whoever loads what came of it look at the same text. */
import type { Document, LineCounter } from "yaml";

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
