import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";

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

/** Loads ruff and makes a checker that asks for syntax alone. */
export function createPythonChecker(): PythonChecker {
  // As in python.ts.
  setFlagsFromString("--liftoff-only");
  setFlagsFromString("--wasm-lazy-validation");
  const ruff: unknown = createRequire(import.meta.url)("@astral-sh/ruff-wasm-nodejs");
  const { PositionEncoding, Workspace } = ruff as typeof import("@astral-sh/ruff-wasm-nodejs");
  // Newer Python allows more: what any Odoo may run on is no fault.
  const options = { "target-version": "py313", lint: { select: SYNTAX } };
  const workspace = new Workspace(options, PositionEncoding.Utf16);
  return (text) => {
    const found = workspace.check(text) as {
      readonly message: string;
      readonly start_location: Place;
      readonly end_location: Place;
    }[];
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
