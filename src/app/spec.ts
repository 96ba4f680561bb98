/** What can be asked about a spec without generating anything. */
import { relative } from "node:path";
import { ConnectorError } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import { ODOO_VERSIONS, type OdooVersion } from "../odoo/capabilities.ts";
import type { ReferenceSection } from "../spec/reference.ts";
import { indexesOf, resolved } from "./make.ts";
import { findSpec } from "./mock.ts";
import { systemSource } from "./package.ts";
import { checkWord } from "./spec-source.ts";

export interface CheckedSpec {
  /** As the user would name it. */
  file: string;
  name: string;
  title: string;
  versions: readonly OdooVersion[];
  entities: readonly { name: string; model: string; direction: string; binding: string }[];
}

/**
 * Checks a spec as `init-connector` would, for one or several versions of Odoo, and writes nothing.
 * @param versions words as typed; empty: the newest
 * @throws ConnectorError (2) with every problem, its line, column and the nearest right word
 */
export async function checkSpecOf(
  fs: FileSystem,
  { target, cwd, versions }: { target: string; cwd: string; versions: readonly string[] },
): Promise<CheckedSpec> {
  for (const version of versions) checkWord("--odoo", version, ODOO_VERSIONS);
  const wanted = versions.length > 0 ? (versions as readonly OdooVersion[]) : ODOO_VERSIONS.slice(-1);
  const path = await findSpec(fs, { target, cwd });
  const file = relative(cwd, path).startsWith("..") ? path : relative(cwd, path);
  const { loadSpec } = await import("../spec/load.ts");
  const loaded = await loadSpec(await fs.readText(path), file);
  const indexOf = indexesOf(fs);
  const specs = await loaded.within(() => Promise.all(wanted.map((odoo) => resolved(fs, indexOf, loaded.spec, odoo))));
  const [spec] = specs;
  if (spec === undefined) throw new Error("no version was checked");
  return {
    file,
    name: spec.connector.name,
    title: spec.connector.title,
    versions: wanted,
    entities: spec.entities.map(({ name, specModel, direction, names }) => ({
      name,
      model: specModel,
      direction,
      binding: names.bindingModel,
    })),
  };
}

/** The reference, with examples out of the known systems first. */
export async function openReference(fs: FileSystem): Promise<ReferenceSection[]> {
  const [{ specReference }, { knownSystems }, { parse }] = await Promise.all([
    import("../spec/reference.ts"),
    import("../systems/load.ts"),
    import("yaml"),
  ]);
  const source = systemSource(fs);
  const texts = await Promise.all((await knownSystems(source)).map((name) => source.read(`${name}.yaml`)));
  // Ours, and validated by the build; read as they are written, keys in their order.
  return specReference(texts.map((text) => parse(text) as unknown));
}

/**
 * What a key or a section of the spec means.
 * @throws ConnectorError (2) where there is none, with the nearest one
 */
export async function explain(fs: FileSystem, asked: string): Promise<string> {
  const { explainKey, explanationText, sectionText } = await import("../spec/reference-text.ts");
  const { found, section, near } = explainKey(await openReference(fs), asked);
  if (section !== undefined) return sectionText(section);
  if (found.length > 0) return found.map(explanationText).join("\n\n");
  throw new ConnectorError({
    place: asked,
    message: "connector.yaml has no such key",
    hint: near === undefined ? "see all of them: odoo-connector spec docs" : `did you mean ${near}?`,
  });
}
