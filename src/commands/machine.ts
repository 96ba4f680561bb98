import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { Machine } from "../write/mutex.ts";

/** What whoever writes tells others of this process. */
export const thisMachine: Machine = {
  pid: process.pid,
  host: hostname(),
  isAlive(pid) {
    try {
      process.kill(pid, 0);
      return true;
    } catch (error) {
      // It runs, but is somebody else's.
      return (error as NodeJS.ErrnoException).code === "EPERM";
    }
  },
  sleep: (milliseconds) => sleep(milliseconds),
};
