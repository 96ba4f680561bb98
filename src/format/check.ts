import type { PythonChecker, PythonFault } from "./python-check.ts";

export type { PythonFault } from "./python-check.ts";

export interface PythonJudge {
  /** What is wrong with each text, in their order. */
  check(texts: readonly string[]): Promise<readonly (PythonFault | undefined)[]>;
  close(): Promise<void>;
}

/**
 * Starts ruff as a judge of syntax.
 * @param inThread in a thread of its own, beside whatever its caller does; only the bundle has a file for that
 */
export async function startPythonJudge(inThread = import.meta.url.endsWith(".js")): Promise<PythonJudge> {
  return inThread && import.meta.url.endsWith(".js") ? startThread() : hereJudge();
}

async function startThread(): Promise<PythonJudge> {
  const { Worker } = await import("node:worker_threads");
  const worker = new Worker(new URL("./check-worker.cjs", import.meta.url));
  const waiting: { resolve: (faults: (PythonFault | undefined)[]) => void; reject: (error: Error) => void }[] = [];
  let failure: Error | undefined;
  worker.on("message", (faults: (PythonFault | undefined)[]) => {
    waiting.shift()?.resolve(faults);
    if (waiting.length === 0) worker.unref();
  });
  worker.on("error", (error: Error) => {
    failure = error;
    for (const { reject } of waiting.splice(0)) reject(error);
  });
  // Nobody has to wait for a thread that is asked nothing.
  worker.unref();
  return {
    check: (texts) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) {
          reject(failure);
          return;
        }
        waiting.push({ resolve, reject });
        worker.ref();
        worker.postMessage(texts);
      }),
    async close() {
      await worker.terminate();
    },
  };
}

let here: PythonChecker | undefined;

function hereJudge(): PythonJudge {
  return {
    async check(texts) {
      if (texts.length === 0) return [];
      const { createPythonChecker } = await import("./python-check.ts");
      here ??= createPythonChecker();
      return texts.map(here);
    },
    close: () => Promise.resolve(),
  };
}
