/** Use case: a connector that people have edited is brought to a changed spec, and to the templates of this version. */
import { join } from "node:path";
import { ConnectorError } from "../errors.ts";
import type { Formatters } from "../format/format.ts";
import type { FileSystem } from "../fs/port.ts";
import { ODOO_VERSIONS, type OdooVersion } from "../odoo/capabilities.ts";
import type { RenderedFile } from "../plan/types.ts";
import type { ResolvedSpec } from "../spec/resolved.ts";
import { VERSION } from "../version.ts";
import { BASE_FILE, isWhole, unpackBase } from "../write/base.ts";
import type { ChangeSet } from "../write/changes.ts";
import { type AddonLock, digest } from "../write/lockfile.ts";
import { type Machine, MUTEX } from "../write/mutex.ts";
import { refusePending } from "../write/pending.ts";
import type { Choose } from "../write/settle.ts";
import { STAGING } from "../write/transaction.ts";
import { planWrite, recoverWrite, writeAddons } from "../write/writer.ts";
import { ageOf, type Connector, isSpecEdited, openConnector } from "./connector.ts";
import { respectGit } from "./git-guard.ts";
import { indexesOf, type IndexOf, makeAddons, resolved } from "./make.ts";
import { BUILD_ID } from "./package.ts";
import { checkWord } from "./spec-source.ts";

export interface GrowPorts {
  fs: FileSystem;
  machine: Machine;
  /** Asked for once there is something to format. */
  formatters: () => Promise<Formatters>;
  /** Told what is being done, for people who wait. */
  onStep: (text: string) => void;
}

/**
 * What becomes of conflicts: written between markers, one side taken, or (`fail`) nothing is written; a function is asked
 * for each.
 */
export type ConflictPolicy = ConflictWord | Choose;

export const CONFLICT_WORDS = ["markers", "mine", "new", "fail"] as const;
export type ConflictWord = (typeof CONFLICT_WORDS)[number];

export interface GrowRequest {
  connector: Connector;
  /** The spec as it is to be: the addon's own text with edits, or as it stands. */
  text: string;
  /** Of an addon that moves to another version of Odoo; its own where it is left out. */
  odoo?: OdooVersion;
  /** Files that no plan knows (a migration), paths starting with the addon's name. */
  extra?: readonly RenderedFile[];
  onConflict: ConflictPolicy;
  /** Goes on where files with uncommitted edits are merged. */
  force: boolean;
  dryRun: boolean;
}

export interface GrowResult {
  set: ChangeSet;
  spec: ResolvedSpec;
  odoo: OdooVersion;
  /** Absolute path of the connector addon. */
  addon: string;
  /** Files that were written with markers of conflicts. */
  conflicts: number;
}

/**
 * Finds a connector that is about to grow; a write that was interrupted there is finished or taken back first.
 * @param path as typed; undefined: the one that the user stands in
 * @throws ConnectorError (2) where there is none, (3) while conflicts of a former merge are not settled
 */
export async function openGrowing(
  { fs, machine }: Pick<GrowPorts, "fs" | "machine">,
  cwd: string,
  path: string | undefined,
): Promise<Connector> {
  let connector = await openConnector(fs, cwd, path);
  if (await recoverWrite(fs, machine, connector.root)) connector = await openConnector(fs, cwd, path);
  await refusePending(fs, connector.root, [connector.name]);
  for (const { name, lock } of [connector, ...connector.runtime]) {
    if (ageOf(lock) !== "later") continue;
    throw new ConnectorError({
      place: join(connector.root, name),
      message: `was written by version ${lock.tool} of this tool, this is ${VERSION}`,
      hint: "update the tool",
    });
  }
  return connector;
}

/**
 * Brings a connector, and the runtime addons beside it, to a spec and to the templates of this version; what the user
 * edited is merged. A dry run does all but the last step.
 * @throws ConnectorError exit 2 for what is wrong with the spec, exit 3 for what may not be written; nothing is written
 *   then
 */
export async function growConnector(ports: GrowPorts, request: GrowRequest): Promise<GrowResult> {
  const { fs, machine, onStep } = ports;
  const { connector, text, extra = [], onConflict, force, dryRun } = request;
  const { root, name, runtime } = connector;
  const odoo = request.odoo ?? odooOf(connector);
  const formatters = ports.formatters();
  // Whoever waits for it is told; what fails before that is the news then.
  formatters.catch(() => undefined);

  onStep("Reading the spec");
  const indexOf = indexesOf(fs);
  const spec = await readSpec(indexOf, connector, text, odoo);
  const addons = await makeAddons(
    { fs, indexOf, formatters, onStep },
    { spec, specText: text, standing: connector.text, odoo, runtime: runtime.map((one) => one.name), extra },
  );

  onStep(dryRun ? "Comparing" : "Writing");
  const options = {
    owner: name,
    choose: typeof onConflict === "function" ? onConflict : () => (onConflict === "fail" ? undefined : onConflict),
  };
  const set = dryRun
    ? await planWrite(fs, root, addons, options)
    : await writeAddons(fs, machine, root, addons, {
        ...options,
        ...(!force && { guard: respectGit(root, "commit them first, or go on with --force") }),
        hint: "nothing was written; see the conflicts with --dry-run --diff, settle them with --on-conflict",
      });
  const conflicts = set.changes.filter((change) => change.action === "conflict").length;
  return { set, spec, odoo, addon: connector.path, conflicts };
}

async function readSpec(
  indexOf: IndexOf,
  { file, name }: Connector,
  text: string,
  odoo: OdooVersion,
): Promise<ResolvedSpec> {
  const { loadSpec } = await import("../spec/load.ts");
  const loaded = await loadSpec(text, file);
  const spec = await loaded.within(() => resolved(indexOf, loaded.spec, odoo));
  if (spec.names.addon === name) return spec;
  throw new ConnectorError({
    place: loaded.locate("connector.name") ?? file,
    message: `connector.name: ${spec.names.name} is made as ${spec.names.addon}, and this addon is ${name}`,
    hint: "an addon keeps its name: installed modules are known by it",
  });
}

/** The version of Odoo that a connector is for. */
export function odooOf({ lock }: Connector): OdooVersion {
  checkWord("the version of Odoo in the lock file", lock.odoo, ODOO_VERSIONS);
  return lock.odoo as OdooVersion;
}

/**
 * Whether there is nothing to do for an upgrade, found out without planning: everything that a plan depends on is what
 * it was, and everything that was planned is there. Where it cannot be told, the answer is no.
 */
export async function isCurrent(fs: FileSystem, connector: Connector): Promise<boolean> {
  const { root, runtime, lock } = connector;
  if (BUILD_ID === undefined || isSpecEdited(connector)) return false;
  for (const name of [MUTEX, STAGING]) if ((await fs.kind(join(root, name))) !== undefined) return false;
  for (const addon of [connector, ...runtime]) {
    const { tool, build, odoo } = addon.lock;
    if (tool !== VERSION || build !== BUILD_ID || odoo !== lock.odoo) return false;
    if (!(await isComplete(fs, join(root, addon.name), addon.lock))) return false;
  }
  return true;
}

/** Whether a plan that did not change would find nothing to write in an addon. */
async function isComplete(fs: FileSystem, folder: string, { files }: AddonLock): Promise<boolean> {
  for (const [name, { ownership, dropped, sha256 }] of Object.entries(files)) {
    const place = join(folder, name);
    const kind = await fs.kind(place);
    if (kind !== "file" && (kind !== undefined || ownership !== "seed" || dropped)) return false;
    // What was kept for its edits goes once they are gone.
    if (dropped && ownership !== "seed" && digest(await fs.readText(place)) === sha256) return false;
  }
  const base = await fs.readBytes(join(folder, BASE_FILE)).catch(() => undefined);
  const texts = base === undefined ? undefined : await unpackBase(base, files);
  return texts !== undefined && isWhole(texts, files);
}
