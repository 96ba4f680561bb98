import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";
import { ConnectorError, EXIT } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import type { Conflict } from "../patch/types.ts";
import { type Change, type ChangeSet, isWritten } from "./changes.ts";
import { digest } from "./lockfile.ts";
import { markersOf } from "./merge.ts";
import { checkRelativePath, readContent, Tree } from "./paths.ts";

/** Stands in a connector while conflicts of a merge wait to be settled: what is needed to go back. */
export const PENDING_FILE = ".connector.pending";

export interface PendingFile {
  /** Below the root, with `/`. */
  path: string;
  /** What stood there before; missing where nothing did. Bytes as base64. */
  before?: string;
  /** Digest of what the merge wrote; missing where it removed the file. */
  written?: string;
}

/** A merge that was written with conflicts. */
export interface Pending {
  pending: 1;
  files: readonly PendingFile[];
  conflicts: readonly { path: string; places: readonly Conflict[] }[];
}

/** What to write beside a change set with conflicts: everything that it replaces. */
export function pendingOf({ changes, records }: Pick<ChangeSet, "changes" | "records">): Uint8Array {
  const files = [...changes, ...records].filter(isWritten).map(({ path, action, before, after }): PendingFile => ({
    path,
    ...(before !== undefined && { before }),
    ...(action !== "remove" && { written: digest(after ?? "") }),
  }));
  const conflicts = changes
    .filter((change) => change.isMarked)
    .map(({ path, conflicts: places = [] }) => ({ path, places }));
  const pending: Pending = { pending: 1, files, conflicts };
  // It stands for a moment only: speed counts, not size.
  return brotliCompressSync(Buffer.from(JSON.stringify(pending)), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 1 },
  });
}

/**
 * What waits to be settled in an addon, undefined where nothing does.
 * @throws ConnectorError for a file that is damaged, or names what lies outside
 */
export async function readPending(fs: FileSystem, root: string, addon: string): Promise<Pending | undefined> {
  const path = `${addon}/${PENDING_FILE}`;
  if (!(await new Tree(fs, root).hasFile(path))) return undefined;
  const place = `${root}/${path}`;
  const damaged = new ConnectorError({
    place,
    message: "is damaged: what stood here before the merge is not known",
    hint: "restore the addon from version control, or remove this file and settle the conflicts by hand",
  });
  let value: Partial<Pending> | null;
  try {
    const text = brotliDecompressSync(await fs.readBytes(place));
    value = JSON.parse(text.toString("utf8")) as Partial<Pending> | null;
  } catch {
    throw damaged;
  }
  if (value?.pending !== 1 || !Array.isArray(value.files) || !Array.isArray(value.conflicts)) throw damaged;
  const pending = value as Pending;
  for (const file of [...pending.files, ...pending.conflicts]) checkRelativePath(file.path);
  return pending;
}

/** Names of the addons of a folder in which a merge waits to be settled. */
export async function pendingAddons(fs: FileSystem, root: string): Promise<string[]> {
  const names = await fs.list(root).catch(() => []);
  const kinds = await Promise.all(names.map((name) => fs.kind(`${root}/${name}/${PENDING_FILE}`)));
  return names.filter((_, index) => kinds[index] === "file");
}

/**
 * The addon that keeps the merge that an addon waits in: connectors that were migrated together have one, and the first of
 * them keeps it.
 * @returns the addon itself, if it waits in none
 */
export async function keeperOf(fs: FileSystem, root: string, addon: string): Promise<string> {
  const names = await pendingAddons(fs, root);
  if (names.includes(addon)) return addon;
  for (const name of names) {
    const files = (await readPending(fs, root, name))?.files ?? [];
    if (files.some(({ path }) => addonOf(path) === addon)) return name;
  }
  return addon;
}

/**
 * Refuses to write where a merge waits to be settled: in one of the addons, or of another connector that shares them.
 * @throws ConnectorError (3)
 */
export async function refusePending(fs: FileSystem, root: string, addons: readonly string[]): Promise<void> {
  for (const name of await pendingAddons(fs, root)) {
    const isOwn = addons.includes(name);
    const files = isOwn ? [] : ((await readPending(fs, root, name))?.files ?? []);
    if (!isOwn && !files.some(({ path }) => addons.includes(addonOf(path)))) continue;
    throw new ConnectorError(
      {
        place: `${root}/${name}`,
        message: "conflicts of the last merge are not settled",
        hint: `settle them and run odoo-connector upgrade --continue, or go back with --abort`,
      },
      EXIT.conflict,
    );
  }
}

const addonOf = (path: string): string => path.slice(0, path.indexOf("/"));

export interface Unsettled {
  path: string;
  lines: readonly number[];
}

/** The files of a merge in which markers of conflicts still stand. */
export async function unsettled(fs: FileSystem, root: string, pending: Pending): Promise<Unsettled[]> {
  const tree = new Tree(fs, root);
  const found: Unsettled[] = [];
  for (const { path } of pending.conflicts) {
    // A conflict may be settled by removing the file.
    const lines = (await tree.hasFile(path)) ? markersOf(await fs.readText(`${root}/${path}`)) : [];
    if (lines.length > 0) found.push({ path, lines });
  }
  return found;
}

/**
 * The changes that forget a merge, once no marker stands any more.
 * @throws ConnectorError (3) naming each file with a marker
 */
export async function settledChanges(
  fs: FileSystem,
  root: string,
  addon: string,
  pending: Pending,
): Promise<ChangeSet> {
  const left = await unsettled(fs, root, pending);
  if (left.length > 0) {
    throw new ConnectorError(
      left.map(({ path, lines }, index) => ({
        place: `${root}/${path}:${lines[0] ?? 1}`,
        message: "the marker of a conflict stands here",
        ...(index === left.length - 1 && { hint: "keep what is right, remove the markers, and run it again" }),
      })),
      EXIT.conflict,
    );
  }
  return { root, changes: [], records: [await removal(fs, root, addon)], notes: [] };
}

/**
 * The changes that put everything back to what stood there before a merge.
 * @param force what was edited since the merge is lost with it
 * @throws ConnectorError (3) naming each file without a conflict that was edited since
 */
export async function abortChanges(
  fs: FileSystem,
  root: string,
  addon: string,
  pending: Pending,
  force: boolean,
): Promise<ChangeSet> {
  const tree = new Tree(fs, root);
  const inConflict = new Set(pending.conflicts.map(({ path }) => path));
  const changes: Change[] = [];
  const edited: string[] = [];
  for (const { path, before, written } of pending.files) {
    const now = (await tree.hasFile(path)) ? await readContent(fs, root, path) : undefined;
    if (now === before) continue;
    const isAsWritten = (now === undefined ? undefined : digest(now)) === written;
    if (!isAsWritten && !inConflict.has(path)) edited.push(path);
    changes.push({
      path,
      action: before === undefined ? "remove" : now === undefined ? "create" : "update",
      ownership: "generated",
      ...(now !== undefined && { before: now }),
      ...(before !== undefined && { after: before }),
    });
  }
  if (edited.length > 0 && !force) {
    throw new ConnectorError(
      edited.map((path, index) => ({
        place: `${root}/${path}`,
        message: "was edited since the merge, and going back would lose that",
        ...(index === edited.length - 1 && {
          hint: "nothing was changed; move the edits away, or lose them with --force",
        }),
      })),
      EXIT.conflict,
    );
  }
  return { root, changes, records: [await removal(fs, root, addon)], notes: [] };
}

async function removal(fs: FileSystem, root: string, addon: string): Promise<Change> {
  const path = `${addon}/${PENDING_FILE}`;
  return { path, action: "remove", ownership: "generated", before: await readContent(fs, root, path) };
}
