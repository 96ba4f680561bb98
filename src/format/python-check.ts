import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";
import type { Workspace } from "@astral-sh/ruff-wasm-nodejs";

/** The first thing that keeps Python from reading a file; lines and columns from 1, columns in UTF-16 units. */
export interface PythonFault {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly message: string;
}

export type PythonChecker = (text: string) => PythonFault | undefined;

/** What Python refuses although a parser reads it: `return` outside a function, `break` outside a loop and the like. */
const SYNTAX = ["F622", "F701", "F702", "F704", "F706", "F707"];

interface Place {
  readonly row: number;
  readonly column: number;
}

interface Diagnostic {
  readonly message: string;
  readonly start_location: Place;
  readonly end_location: Place;
}

/** Thousands of texts side by side, each empty: nobody writes it, and ruff takes a minute for a megabyte. */
const ENDLESS = /(["'])\1{5000}/;

/** Larger texts are looked at from the beginning first. */
const LARGE = 100_000;

/** So many faults no unfinished line can have. */
const HOPELESS = 100;

const RUFF = "@astral-sh/ruff-wasm-nodejs";

/** Loads ruff and makes a checker that asks for syntax alone. */
export function createPythonChecker(): PythonChecker {
  // As in python.ts.
  setFlagsFromString("--liftoff-only");
  setFlagsFromString("--wasm-lazy-validation");
  let workspace = openWorkspace();
  const ask = (text: string): readonly Diagnostic[] => {
    try {
      return workspace.check(text) as Diagnostic[];
    } catch (error) {
      // Nested deeper than its stack: nothing is known of the text. What overflowed is of no use to the next one.
      if (!(error instanceof Error) || !["RangeError", "RuntimeError"].includes(error.name)) throw error;
      workspace = openWorkspace();
      return [];
    }
  };
  return (text) => {
    if (ENDLESS.test(text)) return undefined;
    // Ruff tells every single fault, and takes minutes for a megabyte of what is no Python: its beginning says enough.
    let found: readonly Diagnostic[] = [];
    for (let size = 4000; text.length > LARGE && size < text.length && found.length < HOPELESS; size *= 4)
      found = ask(text.slice(0, size));
    if (found.length < HOPELESS) found = ask(text);
    const [fault] = found;
    if (fault === undefined) return undefined;
    const { start_location: start, end_location: end, message } = fault;
    return {
      line: start.row,
      column: start.column,
      endLine: end.row,
      endColumn: end.column,
      message: message.replace(/^SyntaxError: /, "").replace(/\.$/, ""),
    };
  };
}

/** A ruff of its own. */
function openWorkspace(): Workspace {
  const require = createRequire(import.meta.url);
  // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- it is loaded once more, with memory of its own
  delete require.cache[require.resolve(RUFF)];
  const { PositionEncoding, Workspace } = require(RUFF) as typeof import("@astral-sh/ruff-wasm-nodejs");
  // Newer Python allows more: what any Odoo may run on is no fault.
  return new Workspace({ "target-version": "py313", lint: { select: SYNTAX } }, PositionEncoding.Utf16);
}
