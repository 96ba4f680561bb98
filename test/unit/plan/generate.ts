import { withSchemaLine } from "../../../src/app/create.ts";
import { nodeFileSystem } from "../../../src/fs/node.ts";
import { formatFiles } from "../../../src/format/format.ts";
import { capabilities, type OdooVersion } from "../../../src/odoo/capabilities.ts";
import { type ModelIndex, openIndex } from "../../../src/odoo/index.ts";
import { planConnector } from "../../../src/plan/index.ts";
import type { PlannedFile } from "../../../src/plan/types.ts";
import { createRenderer, type Renderer } from "../../../src/render/renderer.ts";
import { openTemplates } from "../../../src/render/source.ts";
import { loadSpec } from "../../../src/spec/load.ts";
import { resolveSpec } from "../../../src/spec/resolve.ts";
import type { ResolvedSpec } from "../../../src/spec/resolved.ts";
import { expectSoundTrees } from "../../generated/sound.ts";
import { addonsOf, type Tree } from "../../generated/trees.ts";

const root = decodeURIComponent(new URL("../../..", import.meta.url).pathname);

export const SHOPIFY = `${root}src/systems/shopify.yaml`;

/** Plain entities, and texts that try to break out of what they are printed in. */
export const PLAIN = `${root}test/fixtures/plan/plain.yaml`;

const indexes = new Map<OdooVersion, Promise<ModelIndex>>();

/** The bundled index of a version, read once. */
export function indexOf(version: OdooVersion): Promise<ModelIndex> {
  const known =
    indexes.get(version) ?? openIndex(version, (file) => nodeFileSystem.readBytes(`${root}data/odoo-index/${file}`));
  indexes.set(version, known);
  return known;
}

let renderer: Promise<Renderer> | undefined;

/** The renderer of all templates, made once. */
function rendererOf(): Promise<Renderer> {
  renderer ??= openTemplates(nodeFileSystem).then(createRenderer);
  return renderer;
}

export async function readSpec(path: string): Promise<{ spec: ResolvedSpec; text: string }> {
  const text = await nodeFileSystem.readText(path);
  return { spec: resolveSpec((await loadSpec(text, path)).spec), text };
}

export async function plan(path: string, version: OdooVersion): Promise<PlannedFile[]> {
  const { spec, text } = await readSpec(path);
  return planConnector({
    spec,
    cap: capabilities(version),
    modules: await indexOf(version),
    specText: withSchemaLine(text),
  });
}

/** The whole addon as it would be written, formatted; fails where a rule finds something in it. */
export async function generate(path: string, version: OdooVersion): Promise<Tree> {
  const files = await plan(path, version);
  const render = await rendererOf();
  const rendered = files.map((file) => ({ path: file.path, content: render.render(file.template, file.data) }));
  const contents = await formatFiles(rendered);
  const addons = addonsOf(files.map(({ path }, place) => ({ path, content: contents[place] ?? "" })));
  await expectSoundTrees(version, addons);
  const [tree = new Map<string, string>()] = addons.values();
  return tree;
}
