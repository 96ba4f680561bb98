import { parentPort, workerData } from "node:worker_threads";
import { ConnectorError } from "../errors.ts";
import { nodeFileSystem } from "../fs/node.ts";
import { Judge } from "./validate-judge.ts";
import type { Message } from "./validate-threads.ts";
import type { Job, Settings } from "./validate-types.ts";

// A file of its own in the bundle: a thread that judges one addon after the other.
const judge = new Judge(nodeFileSystem, workerData as Settings);

async function answer(index: number, job: Job): Promise<Message> {
  try {
    return { index, answer: await judge.judge(job) };
  } catch (error) {
    // Everything else ends the thread, of which the main one hears.
    if (!(error instanceof ConnectorError)) throw error;
    return { index, problems: error.problems };
  }
}

parentPort?.on("message", ({ index, job }: { index: number; job: Job }) => {
  void answer(index, job).then((message) => parentPort?.postMessage(message));
});
