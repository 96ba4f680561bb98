import { ConnectorError, EXIT } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";

export const MUTEX = ".odoo-connector.lock";

/** What the lock has to know of the machine; given from outside, so that tests need no second process. */
export interface Machine {
  pid: number;
  host: string;
  isAlive(pid: number): boolean;
  sleep(milliseconds: number): Promise<void>;
}

interface Holder {
  pid: number;
  host: string;
}

/** How long a second process waits for the first, in milliseconds. A write takes well under a second. */
const PATIENCE = 10_000;
const PAUSE = 100;

/**
 * Runs `work` while no other process writes below `root`. A lock left by a process that no longer runs is taken over.
 * @throws ConnectorError (exit 3) naming the holder where it does not let go in ten seconds
 */
export async function withMutex<T>(fs: FileSystem, root: string, machine: Machine, work: () => Promise<T>): Promise<T> {
  const place = `${root}/${MUTEX}`;
  const own = JSON.stringify({ pid: machine.pid, host: machine.host });
  for (let waited = 0; ; waited += PAUSE) {
    try {
      await fs.createExclusive(place, own);
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const text = await readIfThere(fs, place);
    // Empty: it is being written this moment, or its writer was killed doing so.
    const holder = text === undefined ? undefined : parseHolder(text);
    const isStale = holder
      ? holder.host === machine.host && !machine.isAlive(holder.pid)
      : text !== undefined && waited >= PATIENCE / 2;
    if (text !== undefined && isStale) {
      await takeAway(fs, place, text, machine);
      continue;
    }
    if (waited >= PATIENCE) {
      const who = holder ? `process ${holder.pid} on ${holder.host}` : "another process";
      throw new ConnectorError(
        { message: `${who} is writing here`, place: root, hint: `wait for it, or remove ${place} if it is gone` },
        EXIT.conflict,
      );
    }
    await machine.sleep(PAUSE);
  }
  try {
    return await work();
  } finally {
    await fs.remove(place);
  }
}

/** Of two processes that find the same dead lock only one may remove it: the other would remove the first one's own. */
async function takeAway(fs: FileSystem, place: string, text: string, machine: Machine): Promise<void> {
  const aside = `${place}.${machine.pid}`;
  try {
    await fs.rename(place, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  // Somebody was faster and this is already the new lock: it goes back.
  if ((await readIfThere(fs, aside)) === text) await fs.remove(aside);
  else await fs.rename(aside, place);
}

async function readIfThere(fs: FileSystem, place: string): Promise<string | undefined> {
  try {
    return await fs.readText(place);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}

function parseHolder(text: string): Holder | undefined {
  try {
    const value = JSON.parse(text) as Partial<Holder>;
    return typeof value.pid === "number" && typeof value.host === "string"
      ? { pid: value.pid, host: value.host }
      : undefined;
  } catch {
    return undefined;
  }
}
