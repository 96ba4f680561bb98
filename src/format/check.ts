import type { PythonChecker, PythonFault } from "./python-check.ts";

export type { PythonFault } from "./python-check.ts";

let checker: PythonChecker | undefined;

/**
 * Asks ruff, which takes its time to start: only for texts of which nobody else is sure.
 * @returns what is wrong with each text, in their order
 */
export async function faultsOfPython(texts: readonly string[]): Promise<readonly (PythonFault | undefined)[]> {
  if (texts.length === 0) return [];
  const { createPythonChecker } = await import("./python-check.ts");
  checker ??= createPythonChecker();
  return texts.map(checker);
}
