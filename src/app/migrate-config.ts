/** The configuration of the validator says for which version of Odoo it judges: it moves with the connectors that it is for. */
import { dirname, relative } from "node:path";
import { ConnectorError } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import type { OdooVersion } from "../odoo/capabilities.ts";
import { odooVersion, parseConfig } from "../validate/config.ts";
import { withOdoo } from "../validate/config-odoo.ts";
import type { Change, ChangeSet, Note } from "../write/changes.ts";
import type { Connector } from "./connector.ts";
import { Configs } from "./validate-places.ts";

/** Adds to what a migration writes the configurations that name the version which the connectors come from. */
export async function withConfigs(
  fs: FileSystem,
  set: ChangeSet,
  connectors: readonly Connector[],
  cwd: string,
  to: OdooVersion,
): Promise<ChangeSet> {
  const configs = new Configs(fs, cwd);
  const changes: Change[] = [];
  const notes: Note[] = [];
  const seen = new Set<string>();
  for (const { path: addon, lock } of connectors) {
    const config = await configs.of(addon);
    if (config === undefined || seen.has(config.path)) continue;
    seen.add(config.path);
    const { path: place, text } = config;
    const says = await versionIn(text, place);
    if (says !== lock.odoo) continue;
    const after = await withOdoo(text, place, to);
    const path = relative(set.root, place).replaceAll("\\", "/");
    // What is above the folder of the addons is for others as well.
    if (after === undefined || relative(set.root, dirname(place)).startsWith(".."))
      notes.push({ place, message: `says Odoo ${says}, and the validator judges by it: write ${to}` });
    else changes.push({ path, action: "merge", ownership: "seed", before: text, after, reason: `odoo: ${to}` });
  }
  const all = [...set.changes, ...changes].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { ...set, changes: all, notes: [...set.notes, ...notes] };
}

/** What is wrong with a configuration is the validator's to tell. */
async function versionIn(text: string, place: string): Promise<OdooVersion | undefined> {
  try {
    const odoo = (await parseConfig(text, place))?.odoo;
    return odoo === undefined ? undefined : odooVersion(odoo, place);
  } catch (error) {
    if (error instanceof ConnectorError) return undefined;
    throw error;
  }
}
