/** A connector's spec that a command is about to edit, and all that is known for it. */
import type { FileSystem } from "../fs/port.ts";
import type { OdooVersion } from "../odoo/capabilities.ts";
import type { Edit, EditFacts, KnownSystem } from "../spec/edits/edit.ts";
import { loadSpec } from "../spec/load.ts";
import type { Spec } from "../spec/schema.ts";
import type { Connector } from "./connector.ts";
import { type GrowRequest, odooOf } from "./grow.ts";
import { indexesOf, type IndexOf } from "./make.ts";
import { systemSource } from "./package.ts";
import { systemNames, systemSpec } from "./systems.ts";

export interface Editing {
  readonly text: string;
  readonly spec: Spec;
  readonly odoo: OdooVersion;
  readonly indexOf: IndexOf;
  readonly facts: EditFacts;
}

/**
 * Reads the spec of a connector, and what is known of its system and of the models of its Odoo version.
 * @throws ConnectorError (2) for a spec that is wrong already
 */
export async function openSpec(fs: FileSystem, connector: Connector): Promise<Editing> {
  const { text, file } = connector;
  const odoo = odooOf(connector);
  const indexOf = indexesOf(fs);
  const { spec } = await loadSpec(text, file);
  return { text, spec, odoo, indexOf, facts: { file, odoo, indexOf, known: await knownOf(fs, spec) } };
}

/** What a connector is asked to become by an edit: read, checked and resolved as it was for it. */
export const grownBy = (
  { indexOf }: Editing,
  { text, loaded, resolved }: Edit,
): Pick<GrowRequest, "text" | "loaded" | "resolved" | "indexOf"> => ({ text, loaded, resolved, indexOf });

/** What this package says of the connector's system. */
async function knownOf(fs: FileSystem, { connector }: Spec): Promise<KnownSystem | undefined> {
  const name = connector.system ?? connector.name;
  if (!(await systemNames(fs)).includes(name)) return undefined;
  const [text, spec] = await Promise.all([systemSource(fs).read(`${name}.yaml`), systemSpec(fs, name)]);
  return { text, spec };
}
