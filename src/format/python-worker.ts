import { parentPort } from "node:worker_threads";
import { SyntaxFault } from "./fault.ts";
import { createPythonFormatter } from "./python.ts";

export interface PythonJob {
  path: string;
  text: string;
}

/** Plain data, so that it can cross from one thread to another. */
export type PythonAnswer =
  { texts: string[] } | { fault: { path: string; line: number | undefined; reason: string } } | { crash: string };

// A file of its own in the bundle. Ruff is loaded at once, while the main thread still reads the spec: one message with
// all jobs in, one with all answers out.
const formatter = createPythonFormatter();
formatter.catch(() => undefined);

async function answer(jobs: readonly PythonJob[]): Promise<PythonAnswer> {
  try {
    const { format } = await formatter;
    return { texts: jobs.map(({ path, text }) => format(path, text)) };
  } catch (error) {
    if (error instanceof SyntaxFault) return { fault: { path: error.path, line: error.line, reason: error.reason } };
    return { crash: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on("message", (jobs: readonly PythonJob[]) => {
  void answer(jobs).then((result) => parentPort?.postMessage(result));
});
