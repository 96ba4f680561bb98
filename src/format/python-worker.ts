import { parentPort } from "node:worker_threads";
import { SyntaxFault } from "./fault.ts";
import { createPythonFormatter, type PythonFormatter } from "./python.ts";
import { PYTHON_SAMPLE } from "./sample.ts";

/** Plain data, so that it can cross from one thread to another. */
export interface PythonJob {
  path: string;
  text: string;
}

/** One for each job, in their order. */
export type PythonAnswer = { text: string } | { path: string; line: number | undefined; reason: string };

function answer({ format }: PythonFormatter, { path, text }: PythonJob): PythonAnswer {
  try {
    return { text: format(path, text) };
  } catch (error) {
    // Everything else ends the thread, of which the main one hears.
    if (!(error instanceof SyntaxFault)) throw error;
    return { path: error.path, line: error.line, reason: error.reason };
  }
}

// A file of its own in the bundle. Ruff is loaded at once, while the main thread still reads the spec.
void createPythonFormatter().then((formatter) => {
  formatter.format("sample.py", PYTHON_SAMPLE);
  parentPort?.on("message", (job: PythonJob) => parentPort?.postMessage(answer(formatter, job)));
});
