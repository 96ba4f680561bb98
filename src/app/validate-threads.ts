/** Addons judged in threads, each of which loads everything for itself. */
import { Worker } from "node:worker_threads";
import { ConnectorError, type Problem } from "../errors.ts";
import type { Answer, Job, Settings } from "./validate-types.ts";

/** What a thread says: an answer, or why there is none. */
export type Message =
  | { readonly index: number; readonly answer: Answer }
  | { readonly index: number; readonly problems: readonly Problem[] };

/** @param done called in the order in which answers come */
export async function judgeInThreads(
  settings: Settings,
  jobs: readonly Job[],
  count: number,
  done: (job: Job, answer: Answer) => Promise<void>,
): Promise<void> {
  let next = 0;
  const workers: Worker[] = [];
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL("./app-validate-worker.js", import.meta.url), { workerData: settings });
      workers.push(worker);
      const giveNext = (): void => {
        const index = next++;
        const job = jobs[index];
        if (job === undefined) resolve();
        else worker.postMessage({ index, job });
      };
      worker.on("message", (message: Message) => {
        const job = jobs[message.index];
        if (job === undefined) return;
        if ("problems" in message) reject(new ConnectorError(message.problems));
        else done(job, message.answer).then(giveNext, reject);
      });
      worker.on("error", reject);
      giveNext();
    });
  try {
    await Promise.all(Array.from({ length: count }, work));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}
