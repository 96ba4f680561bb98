/** Use case: connectors become those for another version of Odoo, with all that people wrote in them. */
import { join } from "node:path";
import { ConnectorError } from "../errors.ts";
import type { OdooVersion } from "../odoo/capabilities.ts";
import type { FileSystem } from "../fs/port.ts";
import type { AddonOutput, ChangeSet } from "../write/changes.ts";
import { LOCK_FILE, parseLock } from "../write/lockfile.ts";
import type { Connector } from "./connector.ts";
import { type ConflictPolicy, conflictsIn, type GrowPorts, type GrowResult, readSpec, writeMerged } from "./grow.ts";
import { indexesOf, makeAddons, mergeLazily } from "./make.ts";
import { withConfigs } from "./migrate-config.ts";
import { CustomCode, type CustomResult } from "./migrate-custom.ts";
import type { ResolvedSpec } from "../spec/resolved.ts";

export interface MigrateRequest {
  /** Of one folder; the first one keeps what conflicts need. */
  connectors: readonly [Connector, ...Connector[]];
  to: OdooVersion;
  /** Where the user stands: places are told from there. */
  cwd: string;
  onConflict: ConflictPolicy;
  /** Goes on where files with uncommitted edits are merged. */
  force: boolean;
  dryRun: boolean;
}

export interface MigrateResult extends GrowResult {
  custom: CustomResult;
}

/**
 * Plans connectors and the runtime addons beside them for another version of Odoo, merges what people edited, and fixes
 * in it what can be fixed; all of it in one write. A dry run does all but the last step.
 * @throws ConnectorError exit 2 for what is wrong with a spec, and for other connectors that would be left behind; exit 3
 *   for what may not be written; nothing is written then
 */
export async function migrateConnectors(ports: GrowPorts, request: MigrateRequest): Promise<MigrateResult> {
  const { fs, onStep } = ports;
  const { connectors, to, cwd } = request;
  const [first] = connectors;
  const { root, runtime } = first;
  await refuseLeftBehind(fs, connectors, to);
  const formatters = ports.formatters();
  // Whoever waits for it is told; what fails before that is the news then.
  formatters.catch(() => undefined);

  onStep("Reading the spec");
  const indexOf = indexesOf(fs);
  const specs: ResolvedSpec[] = [];
  for (const connector of connectors) specs.push(await readSpec(fs, indexOf, connector, { text: connector.text }, to));
  const addons: AddonOutput[] = [];
  for (const [index, connector] of connectors.entries()) {
    const spec = specs[index];
    if (spec === undefined) continue;
    const { text, lock } = connector;
    const making = { spec, specText: text, standing: text, odoo: to, version: lock.version };
    const names = index === 0 ? runtime.map((one) => one.name) : [];
    addons.push(...(await makeAddons({ fs, indexOf, formatters, onStep }, { ...making, runtime: names })));
  }

  onStep("Looking at your own code");
  const custom = new CustomCode(fs, root, cwd, to);
  for (const addon of [...connectors, ...runtime]) await custom.add(addon);

  const finish = async (settled: ChangeSet, planned: ChangeSet): Promise<ChangeSet> =>
    withConfigs(fs, await custom.finish(settled, planned), connectors, cwd, to);
  const how = { owner: first.name, merge: custom.merging(mergeLazily), renewSeeds: true, finish };
  const set = await writeMerged(ports, root, addons, how, request);
  const [spec] = specs;
  if (spec === undefined) throw new Error("a migration is of one connector at least");
  return { set, spec, odoo: to, addon: first.path, conflicts: conflictsIn(set), custom: custom.outcome };
}

/** The runtime addons are for one version: another connector that uses them would be left with those of the new one. */
async function refuseLeftBehind(
  fs: FileSystem,
  connectors: MigrateRequest["connectors"],
  to: OdooVersion,
): Promise<void> {
  const [{ root, runtime }] = connectors;
  if (runtime.length === 0) return;
  const left: { name: string; odoo: string }[] = [];
  for (const name of await fs.list(root)) {
    const place = join(root, name, LOCK_FILE);
    if (connectors.some((one) => one.name === name) || (await fs.kind(place)) !== "file") continue;
    const { spec, odoo } = parseLock(await fs.readText(place), place);
    // Only connectors are made from a spec.
    if (spec !== undefined && odoo !== to) left.push({ name, odoo });
  }
  if (left.length === 0) return;
  const all = [...connectors.map(({ name }) => name), ...left.map(({ name }) => name)];
  throw new ConnectorError(
    left.map(({ name, odoo }, index) => ({
      place: join(root, name),
      message: `is for Odoo ${odoo} and uses the same ${runtime.map((one) => one.name).join(" and ")}, which would be for Odoo ${to}`,
      ...(index === left.length - 1 && {
        hint: `migrate them together: odoo-connector migrate --to ${to} ${all.join(" ")}; or keep each version's addons in a folder of their own`,
      }),
    })),
  );
}
