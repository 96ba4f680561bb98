import { ConnectorError, EXIT } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import type { Conflict } from "../patch/types.ts";
import type { Ownership, RenderedFile } from "../plan/types.ts";
import { type Base, BASE_FILE, hasBase, isWhole, packBase, unpackBase } from "./base.ts";
import { type AddonLock, digest, LOCK_FILE, parseLock, printLock } from "./lockfile.ts";
import { keptInWords, markersOf, mergeFile, type MergeText, withEndsOf } from "./merge.ts";
import { checkRelativePath, isBinary, readContent, Tree } from "./paths.ts";

/**
 * - `create`, `update`, `remove`: will be done (an update only touches what nobody edited; what is created where this tool
 *   had written before was deleted, and is restored)
 * - `merge`: the user's edits and the new plan go together; nothing is lost
 * - `overwrite`: as update, but an edit is lost: only where the user asked for it
 * - `unchanged`: already as planned, or the user's own and known as such
 * - `keep`: the user edited it and the plan did not change, or has deleted it; or it is the user's own
 * - `conflict`: both changed the same place, or a file stands there that this tool did not write
 */
export type Action = "create" | "update" | "remove" | "merge" | "overwrite" | "unchanged" | "keep" | "conflict";

/**
 * What becomes of a file in which both sides changed the same place:
 * - `markers`: both stand in the file, between markers
 * - `mine`: there the user's stays; everything else is merged
 * - `new`: there the plan's is taken; everything else is merged
 */
export type Choice = "markers" | "mine" | "new";

export interface Change {
  /** Below the root, with `/`. */
  path: string;
  action: Action;
  /** Of the tool's own records: `generated`. */
  ownership: Ownership;
  /** What stands there now; missing where nothing does. */
  before?: string;
  /** What is to stand there; of what is kept or in conflict what was planned; missing where nothing is to stand. */
  after?: string;
  /** What was planned, where that is not what is to stand there. */
  planned?: string;
  /** Why, for `keep`, `conflict` and `overwrite`. */
  reason?: string;
  /** What a merge left as the user has it although the plan says otherwise, a sentence each. */
  kept?: readonly string[];
  /** What a merge took out of the file although the user had edited it. */
  taken?: readonly Taken[];
  /** Of a conflict: the merge, with markers or with one side. Missing where it cannot be merged at all. */
  ways?: Readonly<Record<Choice, string>>;
  /** Where the markers stand. */
  conflicts?: readonly Conflict[];
  /** Of a conflict: it is written with its markers, `after` holds them. */
  isMarked?: boolean;
  /** It is left as its owner has it, which may be deleted: what was written last stays known as that. */
  isLeft?: boolean;
}

/** A piece of a file that the plan has dropped and the user has edited. */
export interface Taken {
  /** The file that it stood in, below the root. */
  readonly path: string;
  readonly name: string;
  readonly text: string;
}

/** What is to stand in one addon. */
export interface AddonOutput {
  /** Its folder below the root. */
  name: string;
  /** Paths start with the addon's name. */
  files: readonly RenderedFile[];
  /** Those of `files` (by path) that no later plan will name: they are known from then on, and stay. */
  once?: readonly string[];
  /**
   * Where what the plan drops and the user has edited cannot stay (it names what is gone): the file that keeps it. Without
   * this it stays where it is.
   */
  keepTaken?: (pieces: readonly Taken[]) => RenderedFile;
  /** For the lock file. */
  made: Pick<AddonLock, "tool" | "build" | "odoo" | "spec" | "version">;
  /**
   * Files (by path) whose planned text was made from what stood there: the user's edits are in it already. If something
   * else stands there by now, it is a conflict.
   */
  madeFrom?: Readonly<Record<string, string>>;
  /**
   * Its owner had it before this tool did: what stands at a shared file's place (`patched`) is merged with the plan as if
   * both had begun with an empty file.
   */
  isAdopted?: boolean;
  /** Its base file, where somebody has packed the texts of `files` already. */
  base?: Uint8Array;
}

/** Sorted by path. The tool's own records (lock, base) are not in `changes`. */
export interface ChangeSet {
  root: string;
  changes: readonly Change[];
  records: readonly Change[];
  /** What the user should know of and nothing was done about. */
  notes: readonly Note[];
}

export interface Note {
  place: string;
  message: string;
}

export interface PlanOptions {
  /** Edited and foreign files are overwritten. */
  force?: boolean;
  /** Merges what both sides changed; without it that is a conflict. */
  merge?: MergeText;
  /** What its owner has deleted is written anew. */
  restore?: boolean;
  /** Seeds that nobody edited are written anew: the addon becomes another one. */
  renewSeeds?: boolean;
  /** The addon is taken over as it stands: nothing that is there already is changed. */
  adopt?: boolean;
}

/**
 * Compares a plan with what is on disk and with what was written last. Reads only.
 * @throws ConnectorError where a path leaves the root, a link is in the way, or a lock file is damaged
 */
export async function planChanges(
  fs: FileSystem,
  root: string,
  addons: readonly AddonOutput[],
  options: PlanOptions = {},
): Promise<ChangeSet> {
  const tree = new Tree(fs, root);
  const sets = await Promise.all(addons.map((addon) => planAddon(fs, root, tree, addon, options)));
  const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);
  return {
    root,
    changes: sets.flatMap((set) => set.changes).sort(byPath),
    records: sets.flatMap((set) => set.records).sort(byPath),
    notes: sets.flatMap((set) => set.notes),
  };
}

async function planAddon(
  fs: FileSystem,
  root: string,
  tree: Tree,
  addon: AddonOutput,
  options: PlanOptions,
): Promise<{ changes: Change[]; records: Change[]; notes: Note[] }> {
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
  const basePath = `${addon.name}/${BASE_FILE}`;
  const baseText = await read(basePath);
  const thought = thoughtsOn(addon);
  const found = baseText === undefined ? undefined : thought.unpack(baseText, known);
  const base: Base = found ?? new Map<string, string>();
  // Of a new addon it is clear what will be packed: that is done while the disk is asked.
  if (baseText === undefined) void packOnce(addon, plannedTexts(addon));
  const nameOf = (path: string): string => path.slice(addon.name.length + 1);

  const changes = await Promise.all(
    [...planned.values()].map(async (file) =>
      thought.decide(
        file,
        {
          before: await read(file.path),
          written: known[nameOf(file.path)]?.sha256,
          deleted: known[nameOf(file.path)]?.deleted,
          base: base.get(nameOf(file.path)) ?? baseOfShared(addon, file, known[nameOf(file.path)]),
          madeFrom: addon.madeFrom?.[file.path],
        },
        options,
      ),
    ),
  );
  const taken = changes.flatMap((change) => change.taken ?? []);
  const keeper = taken.length > 0 ? addon.keepTaken?.(taken) : undefined;
  if (keeper !== undefined) {
    const { path, ownership, content } = keeper;
    changes.push({ path, ownership, action: "create", after: content });
  }
  const files: AddonLock["files"] = {};
  const texts = new Map<string, string>();
  const leave = (name: string, flag: { dropped?: true; deleted?: true } = {}): void => {
    const locked = known[name];
    if (locked === undefined) throw new Error(`${name} is left as it was written, and never was`);
    const { deleted: _, ...rest } = locked;
    files[name] = { ...rest, ...flag };
    const text = base.get(name);
    if (text !== undefined) texts.set(name, text);
  };
  for (const { path, ownership, before, after = "", planned: text = after, isLeft } of changes) {
    if (isLeft === true) {
      leave(nameOf(path), before === undefined ? { deleted: true } : {});
      continue;
    }
    const isOnce = addon.once?.includes(path) === true || path === keeper?.path;
    files[nameOf(path)] = { sha256: digest(text), ownership, ...(isOnce && { dropped: true }) };
    if (hasBase(path, ownership)) texts.set(nameOf(path), text);
  }
  for (const [name, locked] of Object.entries(known)) {
    const path = `${addon.name}/${name}`;
    if (planned.has(path)) continue;
    checkRelativePath(path);
    const before = await read(path);
    if (before === undefined) continue;
    const isEdited = digest(before) !== locked.sha256;
    if (isEdited || locked.ownership === "seed") {
      const reason = isEdited ? "no longer planned, but edited" : "yours since it was first written";
      // A seed that is known as dropped is no news.
      const isKnown = locked.ownership === "seed" && locked.dropped === true;
      changes.push({
        path,
        action: isKnown ? "unchanged" : "keep",
        ownership: locked.ownership,
        before,
        ...(!isKnown && { reason }),
      });
      // It stays in the lock: it is still known as edited the next time.
      leave(name, { dropped: true });
    } else {
      changes.push({ path, action: "remove", ownership: locked.ownership, before });
    }
  }
  const record = (path: string, before: string | undefined, after: string): Change => ({
    path,
    action: before === undefined ? "create" : before === after ? "unchanged" : "update",
    ownership: "generated",
    ...(before !== undefined && { before }),
    after,
  });
  const lockNow = printLock({ lock: 1, ...addon.made, files });
  const lock = record(lockPath, lockText, lockText === undefined ? lockNow : withEndsOf(lockText, lockNow));
  // Compared by what it holds: another version of Node may pack the same texts into other bytes.
  const packed =
    baseText !== undefined && isSameBase(base, texts)
      ? baseText
      : Buffer.from(await packOnce(addon, texts)).toString("base64") + "\n";
  const records = [lock, record(basePath, baseText, packed)];
  return { changes, records, notes: notesOn(`${root}/${basePath}`, baseText, found, known) };
}

const baseOfShared = (
  { isAdopted }: AddonOutput,
  { ownership }: RenderedFile,
  locked: AddonLock["files"][string] | undefined,
): string | undefined => (isAdopted === true && ownership === "patched" && locked === undefined ? "" : undefined);

const plannedTexts = ({ name, files }: AddonOutput): Base =>
  new Map(
    files
      .filter(({ path, ownership }) => hasBase(path, ownership))
      .map(({ path, content }) => [path.slice(name.length + 1), content]),
  );

const isSameBase = (one: Base, other: Base): boolean =>
  one.size === other.size && [...one].every(([name, text]) => other.get(name) === text);

/** What was packed of an addon: every write plans twice. */
const packedOf = new WeakMap<AddonOutput, { texts: Base; bytes: Promise<Uint8Array> }>();

function packOnce(addon: AddonOutput, texts: Base): Promise<Uint8Array> {
  if (addon.base !== undefined && isSameBase(texts, plannedTexts(addon))) return Promise.resolve(addon.base);
  const known = packedOf.get(addon);
  if (known !== undefined && isSameBase(known.texts, texts)) return known.bytes;
  const bytes = packBase(texts);
  packedOf.set(addon, { texts, bytes });
  return bytes;
}

/** A base that is of no use to merges is told: people take it for a file of no account. */
function notesOn(place: string, text: string | undefined, base: Base | undefined, known: AddonLock["files"]): Note[] {
  if (Object.keys(known).length === 0) return [];
  const outcome = "what you edited cannot be merged this time, only compared; it is written anew";
  if (text === undefined) return [{ place, message: `is missing: ${outcome}` }];
  if (base === undefined) return [{ place, message: `is damaged: ${outcome}` }];
  if (isWhole(base, known)) return [];
  return [{ place, message: `does not fit ${LOCK_FILE}: ${outcome}` }];
}

/** What was found out about an addon: every write plans twice, and hardly ever has anything changed between. */
interface Thoughts {
  unpack: (text: string, known: AddonLock["files"]) => Base | undefined;
  decide: (file: RenderedFile, standing: Standing, options: PlanOptions) => Promise<Change>;
}

const thoughts = new WeakMap<AddonOutput, Thoughts>();

function thoughtsOn(addon: AddonOutput): Thoughts {
  const kept = thoughts.get(addon);
  if (kept !== undefined) return kept;
  let unpacked: { text: string; lock: string; base: Base | undefined } | undefined;
  const decided = new Map<RenderedFile, { standing: Standing; options: PlanOptions; change: Promise<Change> }>();
  const made: Thoughts = {
    unpack(text, known) {
      const lock = JSON.stringify(known);
      if (unpacked?.text !== text || unpacked.lock !== lock)
        unpacked = { text, lock, base: unpackBase(Buffer.from(text, "base64"), known) };
      return unpacked.base;
    },
    decide(file, standing, options) {
      const last = decided.get(file);
      const keys = ["before", "written", "deleted", "base", "madeFrom"] as const;
      const isSame = last?.options === options && keys.every((key) => last.standing[key] === standing[key]);
      if (isSame) return last.change;
      const change = decide(file, standing, options, addon.keepTaken === undefined ? "stay" : "out");
      decided.set(file, { standing, options, change });
      return change;
    },
  };
  thoughts.set(addon, made);
  return made;
}

interface Standing {
  /** What stands there. */
  before: string | undefined;
  /** The digest of the last plan that was written. */
  written: string | undefined;
  /** Whether it is known that its owner has deleted it. */
  deleted: boolean | undefined;
  /** The text of the last plan that was written. */
  base: string | undefined;
  /** What the planned text was made from. */
  madeFrom: string | undefined;
}

/** The whole policy for one file. */
async function decide(
  file: RenderedFile,
  { before, written, deleted = false, base, madeFrom }: Standing,
  { force = false, merge, restore = false, renewSeeds = false, adopt = false }: PlanOptions,
  dropped: "stay" | "out",
): Promise<Change> {
  const { path, ownership, content } = file;
  const isMadeFrom = madeFrom !== undefined && before?.replace(/^\uFEFF/, "") === madeFrom;
  // What was made from a text has its line ends already.
  const after = before === undefined || isMadeFrom ? content : withEndsOf(before, content);
  const change = (action: Action, reason?: string): Change => ({
    path,
    action,
    ownership,
    after,
    ...(after !== content && { planned: content }),
    ...(before !== undefined && { before }),
    ...(reason !== undefined && { reason }),
  });
  if (before === undefined) {
    const isSeed = ownership === "seed";
    if (written === undefined) return change("create");
    if (restore || (force && !isSeed)) return change("create", "restored");
    // What people remove stays away, in a file and as a whole. It is told once; of a seed it was theirs to decide.
    const news = { action: "keep", reason: "deleted by you: it stays away; upgrade --restore brings it back" } as const;
    return { path, ownership, isLeft: true, ...(isSeed || deleted ? { action: "unchanged" } : news) };
  }
  const found = digest(before);
  const wanted = digest(content);
  if (found === wanted) return change("unchanged");
  if (written === undefined && (adopt || ownership === "seed")) return change("keep", "yours");
  if (ownership === "seed" && !(renewSeeds && found === written))
    return { path, action: "unchanged", ownership, before, after: before, isLeft: true };
  if (found === written || isMadeFrom) return change("update");
  if (madeFrom !== undefined) return change("conflict", "was changed meanwhile: run it again");
  if (wanted === written) return force ? change("overwrite", "your edits are lost") : change("keep", "edited by you");
  const reason = written === undefined ? "not written by this tool" : "edited by you, and the plan changed too";
  if (force) return change("overwrite", reason);
  if (merge === undefined) return change("conflict", reason);
  if (isBinary(path)) return change("keep", "edited by you, and bytes cannot be merged");
  const [marker] = markersOf(before);
  if (marker !== undefined)
    return change("conflict", `the marker of a conflict stands in line ${marker}: settle it first`);
  const { text, conflicts, kept, sides } = await mergeFile(merge, path, base, before, content, dropped);
  const taken = kept.flatMap(({ name, text: piece }) => (piece === undefined ? [] : [{ path, name, text: piece }]));
  const withKept = (one: Change): Change => ({
    ...one,
    ...(kept.length > 0 && { kept: kept.map(keptInWords) }),
    ...(taken.length > 0 && { taken }),
  });
  if (sides !== undefined)
    return withKept({ ...change("conflict", reason), ways: { markers: text, ...sides }, conflicts });
  if (text === before) return withKept(change("keep", "edited by you, and right for the new plan"));
  return withKept({ ...change("merge"), after: text, planned: content });
}

/** Whether there is anything to write. */
export function hasWork({ changes, records }: ChangeSet): boolean {
  return changes.some(isWritten) || records.some(isWritten);
}

export const isWritten = ({ action, isMarked }: Change): boolean =>
  isMarked === true ||
  action === "create" ||
  action === "update" ||
  action === "merge" ||
  action === "overwrite" ||
  action === "remove";

/** Whether a file is written that holds edits of the user. */
export const touchesEdits = (change: Change): boolean =>
  isWritten(change) && (change.action === "merge" || change.action === "overwrite" || change.action === "conflict");

const NOTHING_WRITTEN =
  "nothing was written; see the difference with --dry-run --diff, merge with odoo-connector upgrade, or overwrite with --force";

/**
 * @param hint what to do about it
 * @throws ConnectorError (exit 3) naming every conflict that nobody has decided on; nothing is written then
 */
export function refuseConflicts({ root, changes }: ChangeSet, hint = NOTHING_WRITTEN): void {
  const conflicts = changes.filter((change) => change.action === "conflict" && change.isMarked !== true);
  if (conflicts.length === 0) return;
  throw new ConnectorError(
    conflicts.map((change, index) => ({
      message: change.reason ?? "in conflict",
      place: `${root}/${change.path}`,
      ...(index === conflicts.length - 1 && { hint }),
    })),
    EXIT.conflict,
  );
}
