import { basename, dirname, join } from "node:path";
import type { FileSystem } from "../fs/port.ts";
import { withLock } from "./lock.ts";
import type { OnProgress } from "./types.ts";

/** What every part of the lab needs. */
export interface LabContext {
  fs: FileSystem;
  /** The cache folder. */
  cache: string;
  onProgress: OnProgress;
  signal?: AbortSignal | undefined;
}

/** Tells that a step began and how long it took; nothing where it has no message (too short to speak of). */
export async function step<T>(context: LabContext, message: string, action: () => Promise<T>): Promise<T> {
  if (message === "") return action();
  const begun = performance.now();
  context.onProgress({ state: "start", message });
  const value = await action();
  context.onProgress({ state: "done", message, seconds: (performance.now() - begun) / 1000 });
  return value;
}

/**
 * A folder of the cache, made once. It is made beside its place and renamed, so that what bears the name is always
 * whole; what a killed process left beside it is swept by the next one.
 */
export async function madeOnce(
  context: LabContext,
  name: string,
  message: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const { fs } = context;
  const folder = join(context.cache, name);
  if ((await fs.kind(folder)) === "directory") return folder;
  return withLock({ ...context, file: `${folder}.lock`, purpose: message }, async () => {
    if ((await fs.kind(folder)) === "directory") return folder;
    await fs.makeDirectory(dirname(folder));
    // A name of our own: what a killed process started may still write into the folder that it began.
    const making = `${folder}.making-${process.pid}`;
    // We hold the lock: whoever began this before us is gone.
    for (const entry of await fs.list(dirname(folder))) {
      if (entry.startsWith(`${basename(folder)}.making-`)) await fs.remove(join(dirname(folder), entry));
    }
    await step(context, message, async () => {
      await fs.makeDirectory(making);
      try {
        await make(making);
        context.signal?.throwIfAborted();
        await fs.rename(making, folder);
      } catch (error) {
        await fs.remove(making);
        throw error;
      }
    });
    return folder;
  });
}

/** What the lab makes in its cache folder; the folder may be the user's and hold other things. */
const OURS = /^(odoo|python|oca|corpus|postgres|launch|pycache|up|own-server|cluster-\d+(?:-\w+)?)(\.lock)?$/;

/** Removes everything of ours from the cache folder, and the folder itself when nothing else is in it. */
export async function purgeCache({ fs, cache }: LabContext): Promise<void> {
  const names = await fs.list(cache).catch(() => []);
  for (const name of names) if (OURS.test(name)) await fs.remove(join(cache, name));
  if (names.every((name) => OURS.test(name))) await fs.remove(cache);
}
