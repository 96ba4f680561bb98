import { ConnectorError, EXIT } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import type { Ownership, RenderedFile } from "../plan/types.ts";
import { type AddonLock, digest, LOCK_FILE, parseLock, printLock } from "./lockfile.ts";
import { checkRelativePath, isBinary, Tree } from "./paths.ts";

/**
 * - `create`, `update`, `remove`: will be done (an update only touches what nobody edited)
 * - `overwrite`: as update, but an edit is lost: only with force
 * - `unchanged`: already as planned
 * - `keep`: the user edited it and the plan did not change, or it is the user's own
 * - `conflict`: both changed, or a file stands there that this tool did not write
 */
export type Action = "create" | "update" | "remove" | "overwrite" | "unchanged" | "keep" | "conflict";

export interface Change {
  /** Below the root, with `/`. */
  path: string;
  action: Action;
  /** Of lock files: `generated`. */
  ownership: Ownership;
  /** What stands there now; missing where nothing does. */
  before?: string;
  /** What is planned; missing where the file is removed. */
  after?: string;
  /** Why, for `keep`, `conflict` and `overwrite`. */
  reason?: string;
}

/** What is to stand in one addon. */
export interface AddonOutput {
  /** Its folder below the root. */
  name: string;
  /** Paths start with the addon's name. */
  files: readonly RenderedFile[];
  /** For the lock file. */
  made: Pick<AddonLock, "tool" | "odoo" | "spec">;
}

/** Sorted by path. The lock files are not in `changes`. */
export interface ChangeSet {
  root: string;
  changes: readonly Change[];
  locks: readonly Change[];
}

/**
 * Compares a plan with what is on disk and with what was written last. Reads only.
 * @param force edited and foreign files are overwritten
 * @throws ConnectorError where a path leaves the root, a link is in the way, or a lock file is damaged
 */
export async function planChanges(
  fs: FileSystem,
  root: string,
  addons: readonly AddonOutput[],
  force = false,
): Promise<ChangeSet> {
  const tree = new Tree(fs, root);
  const sets = await Promise.all(addons.map((addon) => planAddon(fs, root, tree, addon, force)));
  const byPath = (a: Change, b: Change): number => (a.path < b.path ? -1 : 1);
  return {
    root,
    changes: sets.flatMap((set) => set.changes).sort(byPath),
    locks: sets.map((set) => set.lock).sort(byPath),
  };
}

async function planAddon(
  fs: FileSystem,
  root: string,
  tree: Tree,
  addon: AddonOutput,
  force: boolean,
): Promise<{ changes: Change[]; lock: Change }> {
  const planned = new Map<string, RenderedFile>();
  for (const file of addon.files) {
    checkRelativePath(file.path);
    if (!file.path.startsWith(`${addon.name}/`)) throw new Error(`${file.path} is not planned for ${addon.name}`);
    if (planned.has(file.path)) throw new Error(`${file.path} is planned twice`);
    planned.set(file.path, file);
  }
  const read = async (path: string): Promise<string | undefined> =>
    (await tree.hasFile(path)) ? readContent(fs, root, path) : undefined;

  const lockPath = `${addon.name}/${LOCK_FILE}`;
  const lockText = await read(lockPath);
  const known = lockText === undefined ? {} : parseLock(lockText, `${root}/${lockPath}`).files;

  const changes = await Promise.all(
    [...planned.values()].map(async (file) =>
      decide(file, await read(file.path), known[file.path.slice(addon.name.length + 1)]?.sha256, force),
    ),
  );
  const files: AddonLock["files"] = {};
  for (const change of changes) {
    const name = change.path.slice(addon.name.length + 1);
    const sha256 = digest(change.after ?? "");
    files[name] = { sha256, ownership: change.ownership };
  }
  for (const [name, locked] of Object.entries(known)) {
    const path = `${addon.name}/${name}`;
    if (planned.has(path)) continue;
    checkRelativePath(path);
    const before = await read(path);
    if (before === undefined) continue;
    const isEdited = digest(before) !== locked.sha256;
    if (isEdited || locked.ownership === "seed") {
      changes.push({
        path,
        action: "keep",
        ownership: locked.ownership,
        before,
        reason: "no longer planned, but edited",
      });
      // It stays in the lock: it is still known as edited the next time.
      files[name] = locked;
    } else {
      changes.push({ path, action: "remove", ownership: locked.ownership, before });
    }
  }
  const after = printLock({ lock: 1, ...addon.made, files });
  const lock: Change = { path: lockPath, action: "unchanged", ownership: "generated", after };
  if (lockText === undefined) lock.action = "create";
  else {
    lock.before = lockText;
    if (lockText !== after) lock.action = "update";
  }
  return { changes, lock };
}

/** A file as plans hold it: text, or bytes as base64 on a line. */
async function readContent(fs: FileSystem, root: string, path: string): Promise<string> {
  if (!isBinary(path)) return fs.readText(`${root}/${path}`);
  return Buffer.from(await fs.readBytes(`${root}/${path}`)).toString("base64") + "\n";
}

/** The whole policy for one file. `written` is the digest of the last plan that was written, if any. */
function decide(file: RenderedFile, before: string | undefined, written: string | undefined, force: boolean): Change {
  const { path, ownership, content } = file;
  const change = (action: Action, reason?: string): Change => ({
    path,
    action,
    ownership,
    after: content,
    ...(before !== undefined && { before }),
    ...(reason !== undefined && { reason }),
  });
  if (before === undefined) {
    // A seed that its owner removed stays removed.
    return ownership === "seed" && written !== undefined ? change("keep", "removed by its owner") : change("create");
  }
  const found = digest(before);
  const wanted = digest(content);
  if (found === wanted) return change("unchanged");
  if (ownership === "seed") return change("keep", "yours since it was first written");
  if (found === written) return change("update");
  if (wanted === written) return force ? change("overwrite", "your edits are lost") : change("keep", "edited by you");
  const reason = written === undefined ? "not written by this tool" : "edited by you, and the plan changed too";
  return force ? change("overwrite", reason) : change("conflict", reason);
}

/** Whether there is anything to write. */
export function hasWork({ changes, locks }: ChangeSet): boolean {
  return changes.some(isWritten) || locks.some(isWritten);
}

export const isWritten = ({ action }: Change): boolean =>
  action === "create" || action === "update" || action === "overwrite" || action === "remove";

/** @throws ConnectorError (exit 3) naming every file in conflict; nothing is written then */
export function refuseConflicts({ root, changes }: ChangeSet): void {
  const conflicts = changes.filter((change) => change.action === "conflict");
  if (conflicts.length === 0) return;
  throw new ConnectorError(
    conflicts.map((change, index) => ({
      message: change.reason ?? "in conflict",
      place: `${root}/${change.path}`,
      ...(index === conflicts.length - 1 && {
        hint: "nothing was written; see the difference with --dry-run --diff, or overwrite with --force",
      }),
    })),
    EXIT.conflict,
  );
}
