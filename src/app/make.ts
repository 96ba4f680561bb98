/** What every command that generates shares: a resolved spec becomes the files of addons, ready to be compared and written. */
import { ConnectorError } from "../errors.ts";
import type { Formatters } from "../format/format.ts";
import type { FileSystem } from "../fs/port.ts";
import { capabilities, type OdooVersion } from "../odoo/capabilities.ts";
import { type ModelIndex, openIndex } from "../odoo/index.ts";
import { planConnector } from "../plan/index.ts";
import type { RenderedFile } from "../plan/types.ts";
import { openTemplates } from "../render/source.ts";
import { checkSpec } from "../spec/check.ts";
import { assertRenderable } from "../spec/renderable.ts";
import { resolveSpec } from "../spec/resolve.ts";
import type { ResolvedSpec } from "../spec/resolved.ts";
import type { Spec } from "../spec/schema.ts";
import { hintFor } from "../spec/words.ts";
import { VERSION } from "../version.ts";
import type { AddonOutput } from "../write/changes.ts";
import { digest } from "../write/lockfile.ts";
import type { MergeText } from "../write/merge.ts";
import { frameworkFiles } from "./framework.ts";
import { BUILD_ID, builtBase, indexReader } from "./package.ts";
import { renderPlan } from "./render.ts";
import { systemNames } from "./systems.ts";

export type IndexOf = (version: OdooVersion) => Promise<ModelIndex>;

/** Each version's index is unpacked once: the check of the spec asks for it, and the plan does. */
export function indexesOf(fs: FileSystem): IndexOf {
  const opened = new Map<OdooVersion, Promise<ModelIndex>>();
  return (version) => {
    const index = opened.get(version) ?? openIndex(version, indexReader(fs));
    opened.set(version, index);
    return index;
  };
}

/**
 * A spec that can be generated for a version of Odoo, resolved.
 * @param known the same spec, where it was resolved already
 * @throws ConnectorError (2) with every problem
 */
export async function resolved(
  fs: FileSystem,
  indexOf: IndexOf,
  spec: Spec,
  odoo: OdooVersion,
  known?: ResolvedSpec,
): Promise<ResolvedSpec> {
  assertRenderable(spec);
  const made = known ?? resolveSpec(spec);
  await refuseUnknownSystem(fs, spec);
  await checkSpec(made, odoo, indexOf);
  return made;
}

async function refuseUnknownSystem(fs: FileSystem, { connector: { system } }: Spec): Promise<void> {
  if (system === undefined) return;
  const names = await systemNames(fs);
  if (names.includes(system)) return;
  throw new ConnectorError({
    place: "connector.system",
    message: `no system is known by the name ${system}`,
    hint: hintFor(system, names) ?? "leave it out",
  });
}

export interface Making {
  spec: ResolvedSpec;
  /** The text that `spec` was read from, as it is to stand in the addon. */
  specText: string;
  /** What stood in the addon's connector.yaml when `specText` was made from it. */
  standing?: string;
  odoo: OdooVersion;
  /** What stands behind the series in the manifest's version, where it was raised. */
  version?: string | undefined;
  /** Names of the runtime addons to write beside it. */
  runtime: readonly string[];
  /** Files of the connector that no plan knows: a migration. Paths start with the addon's name. */
  extra?: readonly RenderedFile[];
  /** Makes the file for pieces that people edited and that cannot stay; without it they stay. */
  keepTaken?: AddonOutput["keepTaken"] | undefined;
}

export interface MakePorts {
  fs: FileSystem;
  indexOf: IndexOf;
  formatters: Promise<Formatters>;
  /** Told what is being done, for people who wait. */
  onStep: (text: string) => void;
}

/** Plans, renders and formats a connector and the runtime addons beside it. Nothing is compared or written. */
export async function makeAddons(ports: MakePorts, making: Making): Promise<AddonOutput[]> {
  const { fs, indexOf, formatters, onStep } = ports;
  const { spec, specText, standing, odoo, version, extra = [], keepTaken } = making;
  onStep("Planning");
  const cap = capabilities(odoo);
  const [index, templates] = await Promise.all([indexOf(odoo), openTemplates(fs)]);
  // Contacts and products are known; of any other record the tests have to know what a new one needs.
  const isAny = spec.entities.some((entity) => entity.kind === "record");
  const values = isAny ? await index.values() : undefined;
  const plan = planConnector({
    spec,
    cap,
    modules: index,
    specText,
    ...(version !== undefined && { version }),
    ...(values !== undefined && { needed: (model: string) => values(model).needed }),
  });

  onStep(`Rendering and formatting ${plan.length} files`);
  const [connector, runtime] = await Promise.all([
    formatters.then((started) => renderPlan(templates, plan, started)),
    making.runtime.length > 0 ? frameworkFiles(fs, odoo, formatters) : [],
  ]);
  const made = { tool: VERSION, ...(BUILD_ID !== undefined && { build: BUILD_ID }), odoo };
  const specPath = `${spec.names.addon}/connector.yaml`;
  const own = connector.map((file) =>
    // Unchanged is unchanged, to the last blank line.
    file.path === specPath && specText === standing ? { ...file, content: standing } : file,
  );
  const runtimeAddons = making.runtime.map(async (name): Promise<AddonOutput> => {
    const base = await builtBase(fs, odoo, name);
    const files = runtime.filter(({ path }) => path.startsWith(`${name}/`));
    return { name, files, made, ...(base !== undefined && { base }) };
  });
  return [
    {
      name: spec.names.addon,
      files: [...own, ...extra],
      ...(keepTaken !== undefined && { keepTaken }),
      ...(extra.length > 0 && { once: extra.map(({ path }) => path) }),
      made: { ...made, spec: digest(specText), ...(version !== undefined && { version }) },
      ...(spec.adopted !== undefined && { isAdopted: true }),
      ...(standing !== undefined && { madeFrom: { [specPath]: standing } }),
    },
    ...(await Promise.all(runtimeAddons)),
  ];
}

/** What formats ends while files are compared and written, instead of being waited for in the end. */
export function endFormatting(formatters: Promise<Formatters>): void {
  // Whoever started it hears what went wrong.
  void formatters.then((started) => started.close()).catch(() => undefined);
}

/** Merges texts by what is in them; loaded where there is something to merge. */
export const mergeLazily: MergeText = async (...args) => (await import("../patch/merge.ts")).mergeText(...args);
