import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";
import { SyntaxFault } from "./fault.ts";

export interface PythonFormatter {
  /**
   * The text as `ruff format` prints it, 88 columns.
   * @param path only named in errors
   * @throws SyntaxFault where it is no Python
   */
  format: (path: string, text: string) => string;
}

/** Loads ruff (about 100 ms, 60 MB) and makes a formatter. */
export function createPythonFormatter(): PythonFormatter {
  // One pass over 10 MB of WebAssembly is enough for a run of a second: optimising it costs three times as long. Of the
  // functions, only those that are called are looked at: most are the linter's.
  setFlagsFromString("--liftoff-only");
  setFlagsFromString("--wasm-lazy-validation");
  // It is CommonJS: imported, Node would first look through its text for names, in code so large that compiling that
  // alone costs as much as ruff does.
  const ruff: unknown = createRequire(import.meta.url)("@astral-sh/ruff-wasm-nodejs");
  const { PositionEncoding, Workspace } = ruff as typeof import("@astral-sh/ruff-wasm-nodejs");
  const workspace = new Workspace({ "line-length": 88, "target-version": "py310" }, PositionEncoding.Utf16);
  return {
    format(path, text) {
      try {
        return workspace.format(text);
      } catch (error) {
        // The formatter tells bytes, the checker tells the line.
        const diagnostics = workspace.check(text) as {
          code: string;
          message: string;
          start_location: { row: number };
        }[];
        const fault = diagnostics.find((diagnostic) => diagnostic.code === "invalid-syntax");
        throw new SyntaxFault(path, fault?.start_location.row, fault?.message ?? String(error));
      }
    },
  };
}
