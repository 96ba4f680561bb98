/** Use case: a connector that people have edited is brought to a changed spec, and to the templates of this version. */
import { ConnectorError } from "../errors.ts";
import type { Formatters } from "../format/format.ts";
import type { FileSystem } from "../fs/port.ts";
import { ODOO_VERSIONS, type OdooVersion } from "../odoo/capabilities.ts";
import { FRAMEWORK_ADDONS } from "../plan/framework.ts";
import type { RenderedFile } from "../plan/types.ts";
import type { LoadedSpec } from "../spec/load.ts";
import type { ResolvedSpec } from "../spec/resolved.ts";
import type { AddonOutput, ChangeSet } from "../write/changes.ts";
import type { Machine } from "../write/mutex.ts";
import type { Choose } from "../write/settle.ts";
import { planWrite, writeAddons, type WriteOptions } from "../write/writer.ts";
import type { Connector } from "./connector.ts";
import { staleRuntime } from "./current.ts";
import { respectGit } from "./git-guard.ts";
import { endFormatting, indexesOf, type IndexOf, makeAddons, mergeLazily, resolved } from "./make.ts";
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

/** The same, as an option says it. */
export type ConflictWord = "markers" | "mine" | "new" | "fail";

export interface GrowRequest {
  connector: Connector;
  /** The spec as it is to be: the addon's own text with edits, or as it stands. */
  text: string;
  /** The same as it was read already, */
  loaded?: LoadedSpec;
  /** and resolved. */
  resolved?: ResolvedSpec;
  /** What is known of models, where it was opened already. */
  indexOf?: IndexOf;
  /** Of an addon that moves to another version of Odoo; its own where it is left out. */
  odoo?: OdooVersion;
  /** What is to stand behind the series in the manifest's version; what stands there where it is left out. */
  version?: string;
  /** Files that no plan knows (a migration), paths starting with the addon's name. */
  extra?: readonly RenderedFile[];
  /** Makes the file for pieces that people edited and that cannot stay (they name what is gone); without it they stay. */
  keepTaken?: AddonOutput["keepTaken"];
  onConflict: ConflictPolicy;
  /** Goes on where files with uncommitted edits are merged. */
  force: boolean;
  /** Files that the user has deleted come back. */
  restore?: boolean;
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
 * Brings a connector, and the runtime addons beside it, to a spec and to the templates of this version; what the user
 * edited is merged. A dry run does all but the last step.
 * @throws ConnectorError exit 2 for what is wrong with the spec, exit 3 for what may not be written; nothing is written
 *   then
 */
export async function growConnector(ports: GrowPorts, request: GrowRequest): Promise<GrowResult> {
  const { fs, onStep } = ports;
  const { connector, text, extra = [], keepTaken, restore = false } = request;
  const { root, name } = connector;
  const odoo = request.odoo ?? odooOf(connector);
  const version = request.version ?? connector.lock.version;
  const formatters = ports.formatters();
  // Whoever waits for it is told; what fails before that is the news then.
  formatters.catch(() => undefined);

  onStep("Reading the spec");
  const indexOf = request.indexOf ?? indexesOf(fs);
  const spec = await readSpec(fs, indexOf, connector, request, odoo);
  const standing = restore ? connector.runtime.map((one) => one.name) : await staleRuntime(fs, connector, odoo);
  const runtime = [...standing, ...(await missingRuntime(fs, connector, spec))];
  const addons = await makeAddons(
    { fs, indexOf, formatters, onStep },
    { spec, specText: text, standing: connector.text, odoo, version, runtime, extra, keepTaken },
  );
  // Whoever has seen a dry run may go on with a real one.
  if (!request.dryRun) endFormatting(formatters);

  const set = await writeMerged(ports, root, addons, { owner: name, merge: mergeLazily, restore }, request);
  return { set, spec, odoo, addon: connector.path, conflicts: conflictsIn(set) };
}

/**
 * Compares what was made with what stands there, merges, and writes it unless the run is dry.
 * @throws ConnectorError exit 3 for what may not be written; nothing is written then
 */
export async function writeMerged(
  { fs, machine, onStep }: GrowPorts,
  root: string,
  addons: readonly AddonOutput[],
  how: Pick<WriteOptions, "owner" | "merge" | "restore" | "renewSeeds" | "finish">,
  { onConflict, force, dryRun }: Pick<GrowRequest, "onConflict" | "force" | "dryRun">,
): Promise<ChangeSet> {
  onStep(dryRun ? "Comparing" : "Writing");
  const options: WriteOptions = {
    ...how,
    choose: typeof onConflict === "function" ? onConflict : () => (onConflict === "fail" ? undefined : onConflict),
  };
  if (dryRun) return planWrite(fs, root, addons, options);
  return writeAddons(fs, machine, root, addons, {
    ...options,
    ...(!force && { guard: respectGit(root, "commit them first, or go on with --force") }),
    hint: "nothing was written; see the conflicts with --dry-run --diff, settle them with --on-conflict",
  });
}

/** How many files were written with markers of conflicts. */
export const conflictsIn = ({ changes }: ChangeSet): number =>
  changes.filter((change) => change.action === "conflict").length;

/**
 * The spec of a connector, from a text that is to stand in it.
 * @throws ConnectorError (2) for what is wrong with it, and for the name of another addon
 */
export async function readSpec(
  fs: FileSystem,
  indexOf: IndexOf,
  { file, name }: Connector,
  { text, loaded: read, resolved: known }: Pick<GrowRequest, "text" | "loaded" | "resolved">,
  odoo: OdooVersion,
): Promise<ResolvedSpec> {
  const loaded = read ?? (await (await import("../spec/load.ts")).loadSpec(text, file));
  const spec = await loaded.within(() => resolved(fs, indexOf, loaded.spec, odoo, known));
  if (spec.names.addon === name) return spec;
  throw new ConnectorError({
    place: loaded.locate("connector.name") ?? file,
    message: `connector.name: ${spec.names.name} is made as ${spec.names.addon}, and this addon is ${name}`,
    hint: "an addon keeps its name: installed modules are known by it",
  });
}

/** The runtime addons that an adopted connector needs from when it grows on, and that are nowhere beside it. */
async function missingRuntime(fs: FileSystem, { root }: Connector, spec: ResolvedSpec): Promise<string[]> {
  if (spec.adopted === undefined || spec.entities.length === 0) return [];
  const missing: string[] = [];
  for (const name of FRAMEWORK_ADDONS) {
    if ((await fs.kind(`${root}/${name}`)) === undefined) missing.push(name);
  }
  return missing;
}

/** The version of Odoo that a connector is for. */
export function odooOf({ lock }: Connector): OdooVersion {
  checkWord("the version of Odoo in the lock file", lock.odoo, ODOO_VERSIONS);
  return lock.odoo as OdooVersion;
}
