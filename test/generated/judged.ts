/** Addons judged by all rules, on the disk or in memory. */
import { makeWorld, type WorldParts } from "../../src/addon/make-world.ts";
import { indexesOf } from "../../src/app/make.ts";
import { knownAddons } from "../../src/app/known-addons.ts";
import { AddonReader, readJudged } from "../../src/app/read-addons.ts";
import { MemoryFileSystem } from "../../src/fs/memory.ts";
import { nodeFileSystem } from "../../src/fs/node.ts";
import type { FileSystem } from "../../src/fs/port.ts";
import type { OdooVersion } from "../../src/odoo/capabilities.ts";
import type { ModelIndex } from "../../src/odoo/index.ts";
import { FRAMEWORK_ADDONS } from "../../src/plan/framework.ts";
import { RULES } from "../../src/rules/registry.ts";
import { judge } from "../../src/validate/engine.ts";
import type { Finding } from "../../src/validate/types.ts";
import type { Tree, VersionTrees } from "./trees.ts";

const known = new Map<OdooVersion, Promise<Omit<WorldParts, "addons">>>();
const indexOf = indexesOf(nodeFileSystem);

/** What a version of Odoo has, read once. */
function knowledgeOf(version: OdooVersion): Promise<Omit<WorldParts, "addons">> {
  let found = known.get(version);
  if (found === undefined) {
    found = indexOf(version).then(knowledgeIn);
    known.set(version, found);
  }
  return found;
}

async function knowledgeIn(index: ModelIndex): Promise<Omit<WorldParts, "addons">> {
  const [methods, xmlIds, values, addons] = await Promise.all([
    index.methods(),
    index.xmlIds(),
    index.values(),
    knownAddons(nodeFileSystem, index.version),
  ]);
  return { index, methods, xmlIds, values, known: addons };
}

/**
 * @param folders of addons
 * @param addonsPath folders of addons that they may need
 * @param index another one than ours
 * @returns the findings of each addon by its folder; empty lists for those that are sound
 */
export async function judged(
  fs: FileSystem,
  version: OdooVersion,
  folders: readonly string[],
  addonsPath: readonly string[],
  index?: ModelIndex,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const parts = await (index === undefined ? knowledgeOf(version) : knowledgeIn(index));
  const reader = new AddonReader(fs);
  const found = new Map<string, readonly Finding[]>();
  for (const folder of folders) {
    const source = await reader.source(folder);
    const addon = await readJudged(source);
    const { addons } = await reader.needs(addon, folder, addonsPath, parts.index);
    const world = makeWorld({ ...parts, addons: [addon, ...addons] });
    const { findings } = judge({ addon, world, path: "", version: { odoo: version }, rules: RULES, choice: {} });
    found.set(folder, findings);
  }
  return found;
}

/** Where the runtime addons lie beside trees in memory. */
const RUNTIME = "/runtime";

/** A folder per tree, with the runtime addons beside them all. */
export async function judgedTrees(
  version: OdooVersion,
  trees: VersionTrees,
  addons: readonly { readonly folder: string; readonly files: Tree }[],
  index?: ModelIndex,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const texts: Record<string, string> = {};
  const put = (folder: string, files: Tree): void => {
    for (const [path, text] of files) texts[`${folder}/${path}`] = text;
  };
  for (const name of FRAMEWORK_ADDONS) put(`${RUNTIME}/${name}`, trees.get(name) ?? new Map<string, string>());
  for (const { folder, files } of addons) put(folder, files);
  const folders = addons.map(({ folder }) => folder);
  return judged(new MemoryFileSystem(texts), version, folders, [RUNTIME], index);
}

/** A finding as a line that people can find. */
export const told = ({ severity, code, path, start, message }: Finding): string =>
  `${path}:${start.line} ${severity} ${code}: ${message}`;
