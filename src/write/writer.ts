import { ConnectorError, diskReason, EXIT } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import {
  type AddonOutput,
  type Change,
  type ChangeSet,
  type Choice,
  hasWork,
  planChanges,
  type PlanOptions,
  refuseConflicts,
  touchesEdits,
} from "./changes.ts";
import { type Machine, MUTEX, withMutex } from "./mutex.ts";
import { checkRelativePath, kindOfRoot, Tree } from "./paths.ts";
import {
  abortChanges,
  keeperOf,
  PENDING_FILE,
  pendingOf,
  readPending,
  refusePending,
  settledChanges,
} from "./pending.ts";
import { type Choose, settle } from "./settle.ts";
import { commit, recover, STAGING } from "./transaction.ts";

export interface WriteOptions extends PlanOptions {
  /** Decides on conflicts; without it each of them is refused. Asked once for a file. */
  choose?: Choose;
  /** The addon that conflicts written with markers are kept for, see {@link endMerge}. Needed where `choose` may say `markers`. */
  owner?: string;
  /** Told every file with edits of the user that is about to be written; throws to stop. Paths below the root. */
  guard?: (paths: readonly string[]) => Promise<void>;
  /**
   * Has the last word on what is written, once conflicts are decided on; `planned` is the set as it was before that.
   * Called for every plan, and a write plans twice.
   */
  finish?: (settled: ChangeSet, planned: ChangeSet) => Promise<ChangeSet>;
  /** What to do about a conflict that stops the write. */
  hint?: string;
}

/**
 * {@link planChanges}, with conflicts decided. What a dry run shows, and a write does.
 * @throws ConnectorError (3) while conflicts of a former merge are not settled
 */
export async function planWrite(
  fs: FileSystem,
  root: string,
  addons: readonly AddonOutput[],
  options: WriteOptions = {},
): Promise<ChangeSet> {
  await refusePending(
    fs,
    root,
    addons.map(({ name }) => name),
  );
  const set = await planChanges(fs, root, addons, options);
  const settled = options.choose === undefined ? set : await settle(set, options.choose);
  return options.finish === undefined ? settled : options.finish(settled, set);
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
  { hint, ...given }: WriteOptions = {},
): Promise<ChangeSet> {
  const options = given.choose === undefined ? given : { ...given, choose: once(given.choose) };
  // Somebody is writing here, or was killed doing so: what is seen now is not to be relied on.
  const isBusy =
    (await fs.kind(`${root}/${MUTEX}`)) !== undefined || (await fs.kind(`${root}/${STAGING}`)) !== undefined;
  if (!isBusy) {
    const seen = await planWrite(fs, root, addons, options);
    refuseConflicts(seen, hint);
    if (!hasWork(seen)) return seen;
  }
  return withRoot(fs, root, () =>
    withMutex(fs, root, machine, async () => {
      await recover(fs, root);
      // Once more: another process may have written while this one waited.
      const set = await planWrite(fs, root, addons, options);
      refuseConflicts(set, hint);
      const edited = set.changes.filter(touchesEdits).map(({ path }) => path);
      if (edited.length > 0) await options.guard?.(edited);
      if (hasWork(set)) await commit(fs, withPending(set, options.owner));
      return set;
    }),
  );
}

/** The same answer for the same conflict: a write plans twice, and nobody is asked twice. */
function once(choose: Choose): Choose {
  const made = new Map<string, Choice | undefined>();
  return async (change) => {
    const key = JSON.stringify([change.path, change.ways]);
    if (!made.has(key)) made.set(key, await choose(change));
    return made.get(key);
  };
}

/** With what it takes to go back, where a conflict is written. */
function withPending(set: ChangeSet, owner: string | undefined): ChangeSet {
  if (!set.changes.some((change) => change.isMarked)) return set;
  if (owner === undefined) throw new Error("conflicts are written, and no addon is named to keep them for");
  const path = `${owner}/${PENDING_FILE}`;
  const after = Buffer.from(pendingOf(set)).toString("base64") + "\n";
  const record: Change = { path, action: "create", ownership: "generated", after };
  return { ...set, records: [...set.records, record] };
}

/**
 * Finishes or takes back a write that was killed, where there is one.
 * @returns whether there was
 * @throws ConnectorError exit 3 for another process that writes, exit 2 for what the disk refuses
 */
export async function recoverWrite(fs: FileSystem, machine: Machine, root: string): Promise<boolean> {
  if ((await fs.kind(`${root}/${STAGING}`)) === undefined) return false;
  try {
    return await withMutex(fs, root, machine, async () => (await recover(fs, root)) !== undefined);
  } catch (error) {
    throw inWords(error, root);
  }
}

/** How a merge with conflicts ends: `continue` with what stands in the files now, `abort` with what stood there before. */
export type Ending = "continue" | "abort";

/**
 * Ends a merge that was written with conflicts.
 * @param addon that has a part in it
 * @param force `abort` although that loses what was edited since
 * @returns what was done
 * @throws ConnectorError exit 3 where markers still stand, edits would be lost, or another process writes; exit 2 where
 *   there is nothing to end, and for what the disk refuses
 */
export async function endMerge(
  fs: FileSystem,
  machine: Machine,
  root: string,
  addon: string,
  ending: Ending,
  force = false,
): Promise<ChangeSet> {
  try {
    return await withMutex(fs, root, machine, async () => {
      await recover(fs, root);
      const keeper = await keeperOf(fs, root, addon);
      const pending = await readPending(fs, root, keeper);
      if (pending === undefined) {
        throw new ConnectorError({ place: `${root}/${addon}`, message: `there is no merge to ${ending}` });
      }
      const set =
        ending === "continue"
          ? await settledChanges(fs, root, keeper, pending)
          : await abortChanges(fs, root, keeper, pending, force);
      await commit(fs, set);
      return set;
    });
  } catch (error) {
    throw inWords(error, root);
  }
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
      await commit(fs, { root, changes, records: [], notes: [] });
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
  // What is made ready elsewhere is told as what it is to be.
  const place = path?.replace(new RegExp(`/${STAGING.replaceAll(".", "\\.")}/(?:new|old)(?=/)`), "");
  return new ConnectorError({ message: `${reason} (${code ?? ""}): nothing was changed`, place: place ?? root });
}
