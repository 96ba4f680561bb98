/** Every connector that is generated in tests: all presets that can be rendered, and a drafted one of each type. */
import { indexesOf } from "../../src/app/make.ts";
import { ConnectorError } from "../../src/errors.ts";
import { nodeFileSystem } from "../../src/fs/node.ts";
import { capabilities, type OdooVersion } from "../../src/odoo/capabilities.ts";
import { planFramework } from "../../src/plan/framework.ts";
import { planConnector } from "../../src/plan/index.ts";
import type { PlannedFile } from "../../src/plan/types.ts";
import { createRenderer, type Renderer } from "../../src/render/renderer.ts";
import { openTemplates } from "../../src/render/source.ts";
import type { TemplateSource } from "../../src/render/template.ts";
import { DRAFT_TYPES, draftText } from "../../src/spec/draft.ts";
import { loadSpec } from "../../src/spec/load.ts";
import { assertRenderable } from "../../src/spec/renderable.ts";
import { resolveSpec } from "../../src/spec/resolve.ts";
import type { ResolvedSpec } from "../../src/spec/resolved.ts";
import type { Spec } from "../../src/spec/schema.ts";

/** Texts of an addon's files by path. */
export type Tree = ReadonlyMap<string, string>;

const SYSTEMS = decodeURIComponent(new URL("../../src/systems", import.meta.url).pathname);

export interface Connector {
  readonly name: string;
  readonly spec: ResolvedSpec;
  readonly text: string;
}

/** Every connector of the test, read once. */
export async function connectors(): Promise<Connector[]> {
  const texts: (readonly [string, string])[] = [];
  for (const name of [...(await nodeFileSystem.list(SYSTEMS))].sort()) {
    if (name.endsWith(".yaml")) texts.push([name, await nodeFileSystem.readText(`${SYSTEMS}/${name}`)]);
  }
  for (const type of DRAFT_TYPES) {
    const answers = { name: `acme_${type}`, type, baseUrl: "https://{tenant}.acme.example/v1", webhooks: true };
    texts.push([`a draft of type ${type}`, await draftText(answers)]);
  }
  const found: Connector[] = [];
  for (const [name, text] of texts) {
    const { spec } = await loadSpec(text, name);
    // Systems that are described and not yet generated are shipped too.
    if (canRender(spec)) found.push({ name, spec: resolveSpec(spec), text });
  }
  return found;
}

function canRender(spec: Spec): boolean {
  try {
    assertRenderable(spec);
    return true;
  } catch (error) {
    if (error instanceof ConnectorError) return false;
    throw error;
  }
}

export const indexOf = indexesOf(nodeFileSystem);
let opened: Promise<{ source: TemplateSource; renderer: Renderer }> | undefined;

function templates(): Promise<{ source: TemplateSource; renderer: Renderer }> {
  opened ??= openTemplates(nodeFileSystem).then(async (source) => ({ source, renderer: await createRenderer(source) }));
  return opened;
}

/** Files by the addons that they are of: the first folder of their paths. */
export function addonsOf(files: readonly { readonly path: string; readonly content: string }[]): VersionTrees {
  const trees = new Map<string, Map<string, string>>();
  for (const file of files) {
    const [, addon = "", path = ""] = /^([^/]+)\/(.*)$/.exec(file.path) ?? [];
    trees.set(addon, (trees.get(addon) ?? new Map<string, string>()).set(path, file.content));
  }
  return trees;
}

/** Files as the templates print them: the formatters change no word. */
async function render(plan: readonly PlannedFile[]): Promise<VersionTrees> {
  const { renderer } = await templates();
  return addonsOf(plan.map((file) => ({ path: file.path, content: renderer.render(file.template, file.data) })));
}

/** The tree of a connector for a version. */
async function treeOf({ spec, text }: Connector, version: OdooVersion): Promise<Tree> {
  const modules = await indexOf(version);
  const values = await modules.values();
  const plan = planConnector({
    spec,
    cap: capabilities(version),
    modules,
    specText: text,
    needed: (model: string) => values(model).needed,
  });
  return (await render(plan)).get(spec.names.addon) ?? new Map<string, string>();
}

/** Trees by the addon's name. */
export type VersionTrees = ReadonlyMap<string, Tree>;

/** The trees of connectors and of the runtime addons for a version. */
export async function treesOf(all: readonly Connector[], version: OdooVersion): Promise<VersionTrees> {
  const { source } = await templates();
  const found = new Map<string, Tree>(await render(planFramework(source.names, capabilities(version))));
  for (const one of all) found.set(one.spec.names.addon, await treeOf(one, version));
  return found;
}
