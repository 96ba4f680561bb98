import { parentPort } from "node:worker_threads";
import { type XmlJob, runXmlJobs } from "./xml-jobs.ts";

// A file of its own in the bundle: one message with all jobs in, one with all answers out.
parentPort?.once("message", (jobs: readonly XmlJob[]) => {
  void runXmlJobs(jobs).then((answers) => parentPort?.postMessage(answers));
});
