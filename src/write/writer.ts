import { ConnectorError, diskReason, EXIT } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import { type AddonOutput, type ChangeSet, hasWork, planChanges, refuseConflicts } from "./changes.ts";
import { type Machine, MUTEX, withMutex } from "./mutex.ts";
import { checkRelativePath, kindOfRoot, Tree } from "./paths.ts";
import { commit, recover, STAGING } from "./transaction.ts";

export interface WriteOptions {
  /** Overwrite what the user edited, and files that this tool did not write. */
  force?: boolean;
}

/**
 * Brings the addons below `root` (an absolute path; made where it is missing) to what was planned, as a whole or not at
 * all. Where nothing has to change nothing is touched, not even a lock.
 * @returns what was planned and is now on disk
 * @throws ConnectorError exit 3 for conflicts and for another process that writes; exit 2 for what the disk refuses
 */
export async function writeAddons(
  fs: FileSystem,
  machine: Machine,
  root: string,
  addons: readonly AddonOutput[],
  options: WriteOptions = {},
): Promise<ChangeSet> {
  // Somebody is writing here, or was killed doing so: what is seen now is not to be relied on.
  const isBusy =
    (await fs.kind(`${root}/${MUTEX}`)) !== undefined || (await fs.kind(`${root}/${STAGING}`)) !== undefined;
  const seen = await planChanges(fs, root, addons, options.force);
  if (!isBusy) {
    refuseConflicts(seen);
    if (!hasWork(seen)) return seen;
  }
  return withRoot(fs, root, () =>
    withMutex(fs, root, machine, async () => {
      await recover(fs, root);
      // Once more: another process may have written while this one waited.
      const set = await planChanges(fs, root, addons, options.force);
      refuseConflicts(set);
      if (hasWork(set)) await commit(fs, set);
      return set;
    }),
  );
}

/** A file whose text is to become another one. */
export interface Rewrite {
  /** Below the root, with `/`. */
  readonly path: string;
  /** What it must hold now. */
  readonly before: string;
  readonly after: string;
}

/**
 * Gives files below `root` other texts: all of them, or (with an error) none.
 * @throws ConnectorError exit 3 where one of them no longer holds what it did, and for another process that writes; exit 2
 *   for what the disk refuses
 */
export async function rewriteFiles(
  fs: FileSystem,
  machine: Machine,
  root: string,
  files: readonly Rewrite[],
): Promise<void> {
  try {
    await withMutex(fs, root, machine, async () => {
      await recover(fs, root);
      const tree = new Tree(fs, root);
      for (const { path, before } of files) {
        checkRelativePath(path);
        if ((await tree.hasFile(path)) && (await fs.readText(`${root}/${path}`)) === before) continue;
        throw new ConnectorError(
          { place: `${root}/${path}`, message: "was changed meanwhile: nothing was written", hint: "run it again" },
          EXIT.conflict,
        );
      }
      const changes = files.map((file) => ({ ...file, action: "update" as const, ownership: "seed" as const }));
      await commit(fs, { root, changes, locks: [] });
    });
  } catch (error) {
    throw inWords(error, root);
  }
}

/** Makes the root for the time of `work`; where it fails, what was made for it goes again. */
async function withRoot<T>(fs: FileSystem, root: string, work: () => Promise<T>): Promise<T> {
  const made: string[] = [];
  for (
    let folder = root;
    (await kindOfRoot(fs, folder)) === undefined;
    folder = folder.replace(/\/[^/]*$/, "") || "/"
  ) {
    made.push(folder);
  }
  try {
    await fs.makeDirectory(root).catch((error: unknown) => {
      // Of a folder that is to be made, this is the disk's refusal and no bug.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      throw new ConnectorError({
        message: "no folder can be made here (ENOENT): nothing was changed",
        place: root,
        hint: "choose another folder with --path",
      });
    });
    return await work();
  } catch (error) {
    for (const folder of made) {
      // The user has the first error to care about; an empty folder that stays is no harm.
      const names = await fs.list(folder).catch(() => [""]);
      if (names.length > 0) break;
      await fs.remove(folder).catch(() => undefined);
    }
    throw inWords(error, root);
  }
}

/** What the disk says, as a sentence; everything else stays a bug. */
function inWords(error: unknown, root: string): unknown {
  const { code, path } = error as NodeJS.ErrnoException;
  const reason = diskReason(code);
  if (reason === undefined || error instanceof ConnectorError) return error;
  return new ConnectorError({ message: `${reason} (${code ?? ""}): nothing was changed`, place: path ?? root });
}
