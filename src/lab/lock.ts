import { dirname, join } from "node:path";
import type { FileSystem } from "../fs/port.ts";
import { identify, isAlive, type ProcessIdentity } from "./process.ts";
import type { OnProgress } from "./types.ts";

interface Holder extends ProcessIdentity {
  purpose: string;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Chains of this process per lock file: within one process a lock is a queue, not a file. */
const queues = new Map<string, Promise<unknown>>();

export interface LockOptions {
  fs: FileSystem;
  /** The lock file; its folder is made where it is missing. */
  file: string;
  /** What the holder does, for the one who waits: `preparing Odoo 19.0`. */
  purpose: string;
  onProgress: OnProgress;
  signal?: AbortSignal | undefined;
}

/**
 * Runs `action` while holding the lock, alone on this machine. Who finds it taken waits and says for whom;
 * a lock whose process has died is taken over.
 */
export async function withLock<T>(options: LockOptions, action: () => Promise<T>): Promise<T> {
  const before = queues.get(options.file) ?? Promise.resolve();
  const mine = before.catch(() => undefined).then(() => held(options, action));
  queues.set(options.file, mine);
  try {
    return await mine;
  } finally {
    if (queues.get(options.file) === mine) queues.delete(options.file);
  }
}

async function held<T>(options: LockOptions, action: () => Promise<T>): Promise<T> {
  await acquire(options);
  try {
    return await action();
  } finally {
    await options.fs.remove(options.file);
  }
}

async function acquire({ fs, file, purpose, onProgress, signal }: LockOptions): Promise<void> {
  await fs.makeDirectory(dirname(file));
  const me = await identify(fs, process.pid);
  const text = JSON.stringify({ ...me, purpose });
  let told = false;
  for (;;) {
    signal?.throwIfAborted();
    if (await create(fs, file, text)) return;
    const holder = await readHolder(fs, file);
    if (holder === "gone") continue;
    // A file without readable content is being written this moment, or was cut by a full disk: give it a second.
    if (holder === undefined) {
      await sleep(1000);
      if ((await readHolder(fs, file)) === undefined) await breakLock(fs, file, undefined);
      continue;
    }
    if (!(await isAlive(fs, holder))) {
      await breakLock(fs, file, holder);
      continue;
    }
    if (!told) {
      onProgress({
        state: "note",
        message: `waiting for process ${holder.pid} on ${holder.host}, which is ${holder.purpose} (lock ${file})`,
      });
      told = true;
    }
    await sleep(200);
  }
}

async function create(fs: FileSystem, file: string, text: string): Promise<boolean> {
  try {
    await fs.createExclusive(file, text);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

async function readHolder(fs: FileSystem, file: string): Promise<Holder | "gone" | undefined> {
  try {
    return JSON.parse(await fs.readText(file)) as Holder;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ENOENT" ? "gone" : undefined;
  }
}

/**
 * Removes a dead process's lock. Two may try at once: each moves the file aside first, which only one can do, and
 * looks at what it moved; a lock that somebody took in between is put back.
 */
async function breakLock(fs: FileSystem, file: string, dead: Holder | undefined): Promise<void> {
  const aside = join(dirname(file), `.broken-${process.pid}-${Date.now()}`);
  try {
    await fs.rename(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw error;
  }
  const moved = await readHolder(fs, aside);
  const same =
    moved === undefined || moved === "gone"
      ? dead === undefined
      : moved.pid === dead?.pid && moved.started === dead.started;
  if (same) await fs.remove(aside);
  else await fs.rename(aside, file);
}
