/** Use cases: what people did to a connector since it was generated, told without planning anything. */
import { join } from "node:path";
import type { FileSystem } from "../fs/port.ts";
import { VERSION } from "../version.ts";
import { BASE_FILE, hasBase, readBase } from "../write/base.ts";
import type { Change, Note } from "../write/changes.ts";
import { type AddonLock, digest, LOCK_FILE } from "../write/lockfile.ts";
import { markersOf } from "../write/merge.ts";
import { isBinary, readContent, Tree } from "../write/paths.ts";
import { keeperOf, PENDING_FILE, readPending, type Unsettled, unsettled } from "../write/pending.ts";
import { refuseInterrupted } from "../write/transaction.ts";
import { SHARED_FILES } from "../plan/adopted.ts";
import { hasWholeBase } from "./current.ts";
import { ageOf, type Connector, isAdopted, isSpecEdited, openConnector, SPEC_FILE } from "./connector.ts";

/**
 * - `generated`: as it was written
 * - `edited`: changed since
 * - `kept`: edited, and no longer part of the plan
 * - `deleted`: its owner has deleted it since, and it stays away
 * - `yours`: written once, and its owner's since
 * - `foreign`: not written by this tool
 * - `shared`: of adopted code, with lines of what was added
 * - `conflict`: markers of a merge stand in it
 */
export type FileState = "generated" | "edited" | "kept" | "deleted" | "yours" | "foreign" | "shared" | "conflict";

export interface FileStatus {
  /** Below the root, with `/`. */
  path: string;
  state: FileState;
  /** Lines at which markers stand. */
  lines?: readonly number[];
}

export interface AddonStatus {
  name: string;
  /** The version of the tool that wrote it. */
  tool: string;
  odoo: string;
  files: readonly FileStatus[];
  /** It came with code that this tool did not make. */
  isAdopted: boolean;
  /** Why an upgrade would have something to do. */
  behind: readonly string[];
}

export interface Status {
  connector: Connector;
  addons: readonly AddonStatus[];
  /** A merge waits: how many of its files still hold markers. */
  pending: number | undefined;
  /** Those of them that stand in connectors that were migrated together with this one. */
  elsewhere: readonly Unsettled[];
  notes: readonly Note[];
  /** Nothing is behind, damaged or in conflict. Edits are no fault, and neither is what was deleted. */
  isClean: boolean;
}

/** What no addon's author has written, whatever addon it is. */
const IGNORED = new Set(["__pycache__", "node_modules", LOCK_FILE, BASE_FILE, PENDING_FILE]);
const isIgnored = (name: string): boolean => IGNORED.has(name) || name.startsWith(".") || /\.py[co]$|~$/.test(name);

/**
 * @param path as typed; undefined: the connector that the user stands in
 * @throws ConnectorError (2) where there is none, and where a write was cut off
 */
export async function statusOf(fs: FileSystem, cwd: string, path: string | undefined): Promise<Status> {
  const connector = await openConnector(fs, cwd, path);
  const { root, name } = connector;
  await refuseInterrupted(fs, root);
  const pending = await readPending(fs, root, await keeperOf(fs, root, name));
  const marked = new Set(pending?.conflicts.map((conflict) => conflict.path));
  const notes: Note[] = [];
  const addons: AddonStatus[] = [];
  for (const { name: addon, lock } of [connector, ...connector.runtime]) {
    addons.push({
      name: addon,
      tool: lock.tool,
      odoo: lock.odoo,
      isAdopted: addon === name && isAdopted(connector),
      files: await filesOf(fs, connector, addon, lock, marked),
      behind: behindOf(lock, connector, addon === name),
    });
    if (!(await hasWholeBase(fs, root, addon, lock))) {
      notes.push({
        place: `${root}/${addon}/${BASE_FILE}`,
        message: "is missing or does not fit: edits cannot be merged",
      });
    }
  }
  const isStale = ({ behind, files }: AddonStatus): boolean =>
    behind.length > 0 || files.some(({ state }) => state === "conflict");
  const waiting = pending === undefined ? [] : await unsettled(fs, root, pending);
  return {
    connector,
    addons,
    pending: pending === undefined ? undefined : waiting.length,
    elsewhere: waiting.filter(({ path: file }) => !addons.some((addon) => file.startsWith(`${addon.name}/`))),
    notes,
    isClean: pending === undefined && notes.length === 0 && !addons.some(isStale),
  };
}

function behindOf(lock: AddonLock, connector: Connector, isConnector: boolean): string[] {
  const behind: string[] = [];
  const age = ageOf(lock);
  if (age !== "same") behind.push(`written by version ${lock.tool}, this is ${VERSION}`);
  if (lock.odoo !== connector.lock.odoo)
    behind.push(`for Odoo ${lock.odoo}, the connector is for ${connector.lock.odoo}`);
  if (isConnector && isSpecEdited(connector)) behind.push(`${SPEC_FILE} was edited since`);
  return behind;
}

async function filesOf(
  fs: FileSystem,
  connector: Connector,
  addon: string,
  { files }: AddonLock,
  marked: ReadonlySet<string>,
): Promise<FileStatus[]> {
  const { root } = connector;
  const found: FileStatus[] = [];
  for (const [name, { sha256, ownership, dropped }] of Object.entries(files)) {
    const path = `${addon}/${name}`;
    if ((await fs.kind(join(root, path))) !== "file") {
      // Of a seed it was its owner's to decide.
      if (ownership !== "seed" && !dropped) found.push({ path, state: "deleted" });
      continue;
    }
    const text = await readContent(fs, root, path);
    const isAsWritten = digest(text) === sha256;
    const lines = isAsWritten || isBinary(path) || !marked.has(path) ? [] : markersOf(text);
    if (lines.length > 0) found.push({ path, state: "conflict", lines });
    else if (ownership === "seed") found.push({ path, state: "yours" });
    else
      found.push({
        path,
        state: isAsWritten ? "generated" : dropped ? "kept" : isShared(connector, path) ? "shared" : "edited",
      });
  }
  for (const name of await namesBelow(fs, join(root, addon))) {
    if (!Object.hasOwn(files, name)) found.push({ path: `${addon}/${name}`, state: "foreign" });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Whether a file is of the owner of adopted code, who has changed nothing by having written it. */
const isShared = (connector: Connector, path: string): boolean =>
  isAdopted(connector) && SHARED_FILES.some((name) => path === `${connector.name}/${name}`);

/** Files of an addon; links are not followed. */
async function namesBelow(fs: FileSystem, folder: string, prefix = ""): Promise<string[]> {
  const found: string[] = [];
  for (const name of await fs.list(join(folder, prefix))) {
    if (isIgnored(name)) continue;
    const path = `${prefix}${name}`;
    if ((await fs.kind(join(folder, path))) === "directory") found.push(...(await namesBelow(fs, folder, `${path}/`)));
    else found.push(path);
  }
  return found;
}

/** The user's edits: what was generated against what stands there now. */
export interface Edits {
  /** `before`: as generated; `after`: as it is. */
  changes: readonly Change[];
  /** Edited files of which it is not known any more what they were. */
  unknown: readonly string[];
}

/**
 * What people changed in generated files since they were written, for {@link unifiedDiff}.
 * @throws ConnectorError where a link is in the way
 */
export async function editsOf(fs: FileSystem, connector: Connector): Promise<Edits> {
  const { root } = connector;
  const tree = new Tree(fs, root);
  const changes: Change[] = [];
  const unknown: string[] = [];
  for (const { name: addon, lock } of [connector, ...connector.runtime]) {
    const texts = (await readBase(fs, join(root, addon), lock.files)) ?? new Map<string, string>();
    for (const [name, { ownership, sha256 }] of Object.entries(lock.files)) {
      const path = `${addon}/${name}`;
      if (!hasBase(name, ownership) || isShared(connector, path)) continue;
      const before = texts.get(name);
      const after = (await tree.hasFile(path)) ? await fs.readText(`${root}/${path}`) : undefined;
      if (after !== undefined && digest(after) === sha256) continue;
      if (before === undefined) unknown.push(path);
      else if (after === undefined) changes.push({ path, action: "remove", ownership, before });
      else changes.push({ path, action: "update", ownership, before, after });
    }
  }
  return { changes: changes.sort((a, b) => (a.path < b.path ? -1 : 1)), unknown };
}
