/** Real texts to merge: what this tool has generated for several versions and several sets of entities. */
import { readdirSync, readFileSync } from "node:fs";
import { applyChoices, type SpecChoices } from "../../../src/app/spec-text.ts";
import { nodeFileSystem } from "../../../src/fs/node.ts";
import { formatFiles } from "../../../src/format/format.ts";
import { capabilities, type OdooVersion } from "../../../src/odoo/capabilities.ts";
import { planConnector } from "../../../src/plan/index.ts";
import { createRenderer, type Renderer } from "../../../src/render/renderer.ts";
import { openTemplates } from "../../../src/render/source.ts";
import { loadSpec } from "../../../src/spec/load.ts";
import { resolveSpec } from "../../../src/spec/resolve.ts";
import { expectSoundTrees } from "../../generated/sound.ts";
import { addonsOf, type Tree } from "../../generated/trees.ts";
import { indexOf, SHOPIFY } from "../plan/generate.ts";

const root = decodeURIComponent(new URL("../../..", import.meta.url).pathname);

/** A file as it was planned and as it is planned now. */
export interface Pair {
  readonly path: string;
  readonly base: string;
  readonly planned: string;
}

function textsBelow(folder: string): Tree {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => `${entry.parentPath}/${entry.name}`).sort();
  return new Map(
    paths
      .filter((path) => !path.endsWith(".png"))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );
}

/** The Shopify connector that is kept in the repository for a version. */
export const keptTree = (version: OdooVersion): Tree =>
  textsBelow(
    version === "19.0" ? `${root}examples/shopify/shopify_connector` : `${root}test/golden/shopify-${version}`,
  );

let renderer: Promise<Renderer> | undefined;

/** The Shopify connector with some of its entities, formatted. */
export async function grownTree(choices: SpecChoices, version: OdooVersion = "19.0"): Promise<Tree> {
  renderer ??= openTemplates(nodeFileSystem).then(createRenderer);
  const whole = await nodeFileSystem.readText(SHOPIFY);
  const text = await applyChoices(whole, (await loadSpec(whole, SHOPIFY)).spec, choices, SHOPIFY);
  const spec = resolveSpec((await loadSpec(text, SHOPIFY)).spec);
  const modules = await indexOf(version);
  const files = planConnector({ spec, cap: capabilities(version), modules, specText: text });
  const printer = await renderer;
  const contents = await formatFiles(
    files.map((file) => ({ path: file.path, content: printer.render(file.template, file.data) })),
  );
  const addons = addonsOf(files.map(({ path }, at) => ({ path, content: contents[at] ?? "" })));
  await expectSoundTrees(version, addons);
  const [tree = new Map<string, string>()] = addons.values();
  return tree;
}

/** Files that two trees share and that differ. */
export function pairsOf(before: Tree, after: Tree): Pair[] {
  return [...before].flatMap(([path, base]) => {
    const planned = after.get(path);
    return planned === undefined || planned === base || path.endsWith(".png") ? [] : [{ path, base, planned }];
  });
}
