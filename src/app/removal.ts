/** Entities leave a connector: what goes, what stays, and the migration that tells a database. */
import { join } from "node:path";
import type { Formatters } from "../format/format.ts";
import type { FileSystem } from "../fs/port.ts";
import { capabilities } from "../odoo/capabilities.ts";
import { compareVersions, manifestVersion, versionNumbers } from "../patch/version.ts";
import { FIRST_VERSION, type PlanContext } from "../plan/context.ts";
import { goneBindings, type GoneBinding, planRemoval } from "../plan/removal.ts";
import type { RenderedFile } from "../plan/types.ts";
import { openTemplates } from "../render/source.ts";
import { removeEntities, type RemovedEntities } from "../spec/edits/remove-entity.ts";
import { resolveSpec } from "../spec/resolve.ts";
import type { Taken } from "../write/changes.ts";
import type { Connector } from "./connector.ts";
import type { Editing } from "./edits.ts";
import { renderPlan } from "./render.ts";

export interface Removal {
  edit: RemovedEntities;
  /** What a database may still hold. */
  bindings: readonly GoneBinding[];
  /** Of the addon, behind the series: raised, for Odoo runs a migration only then. */
  version: string;
  /** The migration. */
  script: RenderedFile;
  /** The file for what people edited in parts that go: they would name what is gone, and the addon not install. */
  keepTaken: (pieces: readonly Taken[]) => RenderedFile;
}

/**
 * Plans that entities leave a connector. Nothing is written.
 * @param dropsData their tables go too, where a database is updated
 * @throws ConnectorError (2) for entities that are not there, or that others need
 */
export async function planRemovalOf(
  { fs, formatters }: { fs: FileSystem; formatters: Promise<Formatters> },
  connector: Connector,
  { text, spec, odoo, indexOf, facts }: Editing,
  entities: readonly string[],
  dropsData: boolean,
): Promise<Removal> {
  const edit = await removeEntities(text, spec, { entities }, facts);
  const bindings = goneBindings(resolveSpec(spec), edit.resolved);
  const version = await nextVersion(fs, connector);
  const context: PlanContext = {
    spec: edit.resolved,
    cap: capabilities(odoo),
    modules: await indexOf(odoo),
    specText: edit.text,
    version,
  };
  const [script] = await renderPlan(
    await openTemplates(fs),
    [planRemoval(context, bindings, dropsData)],
    await formatters,
  );
  if (script === undefined) throw new Error("no migration was made");
  const place = script.path.replace(/[^/]*$/, "edits.md");
  const keepTaken = (pieces: readonly Taken[]): RenderedFile => ({
    path: place,
    ownership: "seed",
    content: takenInWords(edit.names, pieces),
  });
  return { edit, bindings, version, script, keepTaken };
}

/** What was taken out, to be read and copied from. */
function takenInWords(names: readonly string[], pieces: readonly Taken[]): string {
  const parts = pieces.map(({ path, name, text }) => {
    const file = path.slice(path.indexOf("/") + 1);
    const fence = "`".repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length + 1)));
    const language = file.slice(file.lastIndexOf(".") + 1).replace("py", "python");
    return `## ${file}\n\n${name}\n\n${fence}${language}\n${text.replace(/^\n+|\s+$/g, "")}\n${fence}\n`;
  });
  return `# Your edits that went with ${names.join(", ")}

You had edited these parts of the connector. Without ${names.join(", ")} they would name what is not there any more.
Nothing reads this file: copy what you need, and remove it.

${parts.join("\n")}`;
}

/** One more than all that is known: the version that was planned last, the manifest's own, those of migrations. */
async function nextVersion(fs: FileSystem, { path, lock }: Connector): Promise<string> {
  const manifest = join(path, "__manifest__.py");
  const known = [lock.version ?? FIRST_VERSION];
  if ((await fs.kind(manifest)) === "file") known.push(manifestVersion(await fs.readText(manifest)) ?? "");
  for (const folder of ["migrations", "upgrades"]) {
    if ((await fs.kind(join(path, folder))) === "directory") known.push(...(await fs.list(join(path, folder))));
  }
  const numbers = known.flatMap((word) => [versionNumbers(word) ?? []]).filter((one) => one.length > 0);
  const [major = 1, minor = 0, patch = 0] = numbers.sort(compareVersions).at(-1) ?? [];
  return [major, minor, patch + 1].join(".");
}
