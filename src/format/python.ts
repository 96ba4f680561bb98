import { createRequire } from "node:module";
import { setFlagsFromString } from "node:v8";
import { format, initSync } from "@wasm-fmt/ruff_fmt/web";
import { nodeFileSystem } from "../fs/node.ts";
import { SyntaxFault } from "./fault.ts";
import { createPythonChecker } from "./python-check.ts";

export interface PythonFormatter {
  /**
   * The text as `ruff format` prints it, 88 columns.
   * @param path only named in errors
   * @throws SyntaxFault where it is no Python
   */
  format: (path: string, text: string) => string;
}

/**
 * Loads ruff's formatter (about 10 ms) and makes a formatter. The whole of ruff, linter and all, is eight times as large,
 * takes ten times as long to be loaded, and prints the same: a test compares the two.
 */
export async function createPythonFormatter(): Promise<PythonFormatter> {
  // One pass over the WebAssembly is enough for a run of a second: optimising it costs more than it gives. Of the
  // functions, only those that are called are looked at.
  setFlagsFromString("--liftoff-only");
  setFlagsFromString("--wasm-lazy-validation");
  const file = createRequire(import.meta.url).resolve("@wasm-fmt/ruff_fmt/wasm");
  initSync(await nodeFileSystem.readBytes(file));
  return {
    format(path, text) {
      try {
        return format(text, path, { line_width: 88 });
      } catch (error) {
        // The formatter tells bytes, the checker tells the line.
        const fault = createPythonChecker()(text);
        throw new SyntaxFault(path, fault?.line, fault?.message ?? String(error));
      }
    },
  };
}
