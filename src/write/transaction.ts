import { ConnectorError } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import { type ChangeSet, isWritten } from "./changes.ts";
import { checkRelativePath, isBinary, KINDS, parentOf, Tree } from "./paths.ts";

/** Beside the addons, so that everything in it can be moved to its place by renaming. */
export const STAGING = ".odoo-connector-staging";

/**
 * The staging folder:
 * - `new/…` what is to be put in place, at its path below the root
 * - `old/…` what will be replaced or removed, kept
 * - `journal.json` stands there from the moment when everything above is complete: from then on the write is done,
 *   by this process or by the next one
 * - `undo.json` is the journal under another name: the write failed half-way and is being taken back
 */
interface Journal {
  /** Files, and folders that did not exist, to be moved from `new/`. */
  put: string[];
  /** Of these the former file is kept in `old/`. */
  replaced: string[];
  /** Removed from their place; kept in `old/`. */
  removed: string[];
}

/**
 * Writes a change set: afterwards all of it stands on disk, or (with an error) none of it. A process killed at any
 * moment leaves a tree that {@link recover} makes the old or the new one.
 * @throws whatever the disk says; the tree is the old one then
 */
export async function commit(fs: FileSystem, set: ChangeSet): Promise<void> {
  const { root } = set;
  const staging = `${root}/${STAGING}`;
  const writes = [...set.changes, ...set.records].filter(isWritten);
  const tree = new Tree(fs, root);
  const journal: Journal = { put: [], replaced: [], removed: [] };
  const put = new Set<string>();
  const modes = await modesOf(fs, set);
  try {
    const folders = new Set<string>();
    for (const change of writes) {
      const { path, after, before } = change;
      if (before !== undefined) await fs.keep(`${root}/${path}`, `${staging}/old/${path}`);
      if (after === undefined || change.action === "remove") {
        journal.removed.push(path);
        continue;
      }
      const folder = `${staging}/new/${parentOf(path)}`;
      if (!folders.has(folder)) await fs.makeDirectory(folder);
      folders.add(folder);
      if (isBinary(path)) await fs.writeBytes(`${staging}/new/${path}`, Buffer.from(after, "base64"));
      else await fs.writeText(`${staging}/new/${path}`, after);
      const mode = modes.get(path);
      if (mode !== undefined && mode !== (await fs.mode(`${staging}/new/${path}`)))
        await fs.setMode(`${staging}/new/${path}`, mode);
      if (before !== undefined) journal.replaced.push(path);
      put.add(before === undefined ? await firstMissing(tree, path) : path);
    }
    journal.put = [...put];
    await fs.writeText(`${staging}/journal.tmp`, JSON.stringify(journal));
    await fs.rename(`${staging}/journal.tmp`, `${staging}/journal.json`);
  } catch (error) {
    // What cannot be removed now, the next start removes; the disk's own error is the one to tell.
    await fs.remove(staging).catch(() => undefined);
    throw error;
  }
  await finish(fs, root, journal);
}

/**
 * The rights of every file that is about to be replaced or removed: they stay.
 * @throws ConnectorError naming each that nobody may write to. The folder would let it be replaced, but whoever took the
 *   right away meant something by it.
 */
async function modesOf(fs: FileSystem, { root, changes, records }: ChangeSet): Promise<ReadonlyMap<string, number>> {
  const modes = new Map<string, number>();
  for (const change of [...changes, ...records]) {
    if (isWritten(change) && change.before !== undefined)
      modes.set(change.path, await fs.mode(`${root}/${change.path}`));
  }
  const closed = [...modes].filter(([, mode]) => (mode & 0o222) === 0);
  if (closed.length > 0) {
    throw new ConnectorError(
      closed.map(([path], index) => ({
        place: `${root}/${path}`,
        message: "is read-only, and would have to be written",
        ...(index === closed.length - 1 && { hint: "nothing was changed; give the right to write (chmod u+w)" }),
      })),
    );
  }
  return modes;
}

/**
 * A journal as {@link commit} leaves one. The staging folder may have come with somebody else's tree: what it names is
 * moved and removed, so nothing in it may lead out of the root, by a path or by a link.
 * @throws ConnectorError for anything else; nothing was touched then
 */
async function readJournal(fs: FileSystem, root: string, name: string): Promise<Journal> {
  const place = `${root}/${STAGING}/${name}`;
  let value: unknown;
  try {
    value = JSON.parse(await fs.readText(place));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  const { put, replaced, removed } = (value ?? {}) as Partial<Record<keyof Journal, unknown>>;
  const isPaths = (list: unknown): list is string[] =>
    Array.isArray(list) && list.every((path) => typeof path === "string");
  if (!isPaths(put) || !isPaths(replaced) || !isPaths(removed)) {
    throw new ConnectorError({
      message: "is no journal of this tool",
      place,
      hint: `move ${root}/${STAGING} away, and run again`,
    });
  }
  const tree = new Tree(fs, root);
  for (const path of [...put, ...replaced, ...removed]) {
    checkRelativePath(path);
    await tree.hasFolder(parentOf(path));
  }
  return { put, replaced, removed };
}

/**
 * Finishes or takes back a write that a kill interrupted. Called before every write, under the lock.
 * @returns what was done, undefined where there was nothing to do
 * @throws ConnectorError where what stands there is not what a killed write leaves
 */
export async function recover(fs: FileSystem, root: string): Promise<"finished" | "undone" | undefined> {
  const staging = `${root}/${STAGING}`;
  const kind = await fs.kind(staging);
  if (kind === undefined) return undefined;
  if (kind !== "directory") {
    throw new ConnectorError({
      message: `is ${KINDS[kind]}, not a folder of this tool`,
      place: staging,
      hint: "move it away",
    });
  }
  if ((await fs.kind(`${staging}/undo.json`)) === "file") {
    await undo(fs, root, await readJournal(fs, root, "undo.json"));
    return "undone";
  }
  if ((await fs.kind(`${staging}/journal.json`)) !== "file") {
    // Nothing had left the staging folder yet.
    await fs.remove(staging);
    return "undone";
  }
  await finish(fs, root, await readJournal(fs, root, "journal.json"));
  return "finished";
}

/**
 * For those who only read the addons of a folder: after a kill some of their files may be old and some new.
 * @param root folder that holds the addons
 * @throws ConnectorError where a write was cut off while it put files in place, or is under way
 */
export async function refuseInterrupted(fs: FileSystem, root: string): Promise<void> {
  for (const name of ["journal.json", "undo.json"]) {
    if ((await fs.kind(`${root}/${STAGING}/${name}`)) === undefined) continue;
    throw new ConnectorError({
      message: "a write was interrupted here: files of the old and the new addon stand side by side",
      place: root,
      hint: "run the command again that wrote here, it finishes what was begun",
    });
  }
}

/** Puts everything in place, or takes everything back and throws. */
async function finish(fs: FileSystem, root: string, journal: Journal): Promise<void> {
  const staging = `${root}/${STAGING}`;
  try {
    await apply(fs, root, journal);
  } catch (error) {
    await fs.rename(`${staging}/journal.json`, `${staging}/undo.json`);
    await undo(fs, root, journal);
    throw error;
  }
  // The journal first: without it whatever is left is rubbish.
  await fs.remove(`${staging}/journal.json`);
  await fs.remove(staging);
}

/** Can be done again after it was cut off anywhere: what has left `new/` is in place. */
async function apply(fs: FileSystem, root: string, journal: Journal): Promise<void> {
  const staging = `${root}/${STAGING}`;
  for (const path of journal.put) {
    if ((await fs.kind(`${staging}/new/${path}`)) !== undefined) {
      await fs.rename(`${staging}/new/${path}`, `${root}/${path}`);
    }
  }
  for (const path of journal.removed) {
    await fs.remove(`${root}/${path}`);
    await removeEmptyFolders(fs, root, parentOf(path));
  }
}

/** Can be done again after it was cut off anywhere: what has left `old/` is in place. */
async function undo(fs: FileSystem, root: string, journal: Journal): Promise<void> {
  const staging = `${root}/${STAGING}`;
  for (const path of [...journal.replaced, ...journal.removed]) {
    if ((await fs.kind(`${staging}/old/${path}`)) === undefined) continue;
    // What was not touched yet stays untouched: its folder may be the one that takes no entry.
    const untouched = journal.removed.includes(path) ? `${root}/${path}` : `${staging}/new/${path}`;
    if ((await fs.kind(untouched)) !== undefined) continue;
    await fs.makeDirectory(`${root}/${parentOf(path)}`);
    await fs.rename(`${staging}/old/${path}`, `${root}/${path}`);
  }
  const replaced = new Set(journal.replaced);
  for (const path of journal.put) {
    // What never left `new/` is not ours at its place.
    if (replaced.has(path) || (await fs.kind(`${staging}/new/${path}`)) !== undefined) continue;
    await fs.remove(`${root}/${path}`);
  }
  await fs.remove(`${staging}/undo.json`);
  await fs.remove(staging);
}

/** The topmost parent that does not exist, or the file itself: a new folder is put in place as a whole. */
async function firstMissing(tree: Tree, path: string): Promise<string> {
  const parts = path.split("/");
  for (let length = 1; length < parts.length; length++) {
    const folder = parts.slice(0, length).join("/");
    if (!(await tree.hasFolder(folder))) return folder;
  }
  return path;
}

async function removeEmptyFolders(fs: FileSystem, root: string, folder: string): Promise<void> {
  for (let current = folder; current !== ""; current = parentOf(current)) {
    if ((await fs.kind(`${root}/${current}`)) !== "directory") continue;
    if ((await fs.list(`${root}/${current}`)).length > 0) return;
    await fs.remove(`${root}/${current}`);
  }
}
