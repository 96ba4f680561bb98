/** Use case: a spec becomes a connector addon, with the runtime addons beside it. */
import { join } from "node:path";
import { ConnectorError } from "../errors.ts";
import type { Formatters } from "../format/format.ts";
import type { FileSystem } from "../fs/port.ts";
import { ODOO_VERSIONS, type OdooVersion } from "../odoo/capabilities.ts";
import { FRAMEWORK_ADDONS } from "../plan/framework.ts";
import type { ResolvedSpec } from "../spec/resolved.ts";
import type { ChangeSet } from "../write/changes.ts";
import { LOCK_FILE, parseLock } from "../write/lockfile.ts";
import type { Machine } from "../write/mutex.ts";
import { planWrite, writeAddons } from "../write/writer.ts";
import { respectGit } from "./git-guard.ts";
import { endFormatting, type IndexOf, indexesOf, makeAddons, mergeLazily, resolved } from "./make.ts";
import { applyChoices, isAsChosen, atOptions, originsOf, refuseSaidTwice, type SpecChoices } from "./spec-text.ts";
import { checkWord, type SpecSource } from "./spec-source.ts";

/** Where the JSON Schema of connector.yaml is published; the first line of a generated one names it for editors. */
const SCHEMA_URL = "https://raw.githubusercontent.com/odoo-connector/odoo-connector/main/schema/connector.schema.json";
const SCHEMA_COMMENT = "# yaml-language-server: $schema=";

/** The spec as it stands in the addon: editors complete and check it by its first line. */
export const withSchemaLine = (text: string): string =>
  text.startsWith(SCHEMA_COMMENT) ? text : `${SCHEMA_COMMENT}${SCHEMA_URL}\n${text}`;

export interface CreateRequest {
  source: SpecSource;
  choices: SpecChoices;
  /** `key=value` overrides of the spec. */
  set: readonly string[];
  /** `19.0` */
  odoo: string;
  /** Absolute path of the folder that the addons go into. */
  root: string;
  /** Absolute paths of other addons folders: runtime addons found there are not placed again. */
  addonsPaths: readonly string[];
  force: boolean;
  dryRun: boolean;
}

export interface CreatePorts {
  fs: FileSystem;
  machine: Machine;
  /** Started by the caller, as early as can be. */
  formatters: Promise<Formatters>;
  /** Told what is being done, for people who wait. */
  onStep: (text: string) => void;
}

/** What became of a runtime addon. */
export interface FrameworkAddon {
  name: string;
  /** `written`: placed or brought up to date here; `found`: somebody else's copy at `path` is used. */
  state: "written" | "found";
  path: string;
}

export interface CreateResult {
  set: ChangeSet;
  spec: ResolvedSpec;
  odoo: OdooVersion;
  /** Absolute path of the connector addon. */
  addon: string;
  framework: readonly FrameworkAddon[];
}

/**
 * Makes or brings up to date a connector addon. A dry run does all but the last step.
 * @throws ConnectorError exit 2 for what is wrong with options or spec, exit 3 for conflicts with files that are there;
 *   nothing is written then
 */
export async function createConnector(ports: CreatePorts, request: CreateRequest): Promise<CreateResult> {
  const { fs, machine, onStep, formatters } = ports;
  checkWord("--odoo", request.odoo, ODOO_VERSIONS);
  const odoo = request.odoo as OdooVersion;

  const indexOf = indexesOf(fs);

  onStep("Reading the spec");
  const { spec, text } = await readSpec(fs, indexOf, request, odoo);

  const framework = await findFramework(fs, request);
  // An addon's own file is its owner's, to the first line.
  const standing = request.source.kind === "addon" ? request.source.text : undefined;
  const addons = await makeAddons(
    { fs, indexOf, formatters, onStep },
    {
      spec,
      specText: standing === undefined ? withSchemaLine(text) : text,
      ...(standing !== undefined && { standing }),
      odoo,
      version: await versionOf(fs, join(request.root, spec.names.addon)),
      runtime: framework.filter((one) => one.state === "written").map((one) => one.name),
    },
  );
  endFormatting(formatters);

  onStep(request.dryRun ? "Comparing" : "Writing");
  const options = { force: request.force, merge: mergeLazily };
  const guard = respectGit(request.root, "commit them first, or merge with odoo-connector upgrade --force");
  const set = request.dryRun
    ? await planWrite(fs, request.root, addons, options)
    : await writeAddons(fs, machine, request.root, addons, { ...options, ...(!request.force && { guard }) });
  return { set, spec, odoo, addon: join(request.root, spec.names.addon), framework };
}

/** What the addon that stands there was raised to. */
async function versionOf(fs: FileSystem, addon: string): Promise<string | undefined> {
  const place = join(addon, LOCK_FILE);
  return (await fs.kind(place)) === "file" ? parseLock(await fs.readText(place), place).version : undefined;
}

/** Text with all choices -> validated, checked against the Odoo version, resolved. */
async function readSpec(
  fs: FileSystem,
  indexOf: IndexOf,
  request: CreateRequest,
  odoo: OdooVersion,
): Promise<{ spec: ResolvedSpec; text: string }> {
  const { spec, text } = request.source;
  if (spec !== undefined && request.set.length === 0 && isAsChosen(spec, request.choices)) {
    try {
      return { spec: await resolved(fs, indexOf, spec, odoo), text };
    } catch (error) {
      // What is wrong is told with its place: the long way finds it.
      if (!(error instanceof ConnectorError)) throw error;
    }
  }
  return readText(fs, indexOf, request, odoo);
}

async function readText(
  fs: FileSystem,
  indexOf: IndexOf,
  request: CreateRequest,
  odoo: OdooVersion,
): Promise<{ spec: ResolvedSpec; text: string }> {
  const { loadSpec } = await import("../spec/load.ts");
  const { source, choices } = await drafted(indexOf, request, odoo);
  // Before anything is changed in it: what is wrong with the user's own file is told with its own lines.
  const original = await loadSpec(source.text, source.file, {
    set: request.set,
    origins: source.kind === "draft" ? originsOf(request.choices, true) : [],
  });
  refuseSaidTwice(original, request.choices);
  const text = await applyChoices(original.text, original.spec, choices, placeOf(source));
  const origins = [...original.origins, ...originsOf(choices, false)];
  const loaded = text === original.text ? original : await loadSpec(text, source.file, { origins });
  return { spec: await loaded.within(() => resolved(fs, indexOf, loaded.spec, odoo)), text: loaded.text };
}

/** Where people add to a spec: that of a known system becomes theirs with the addon. */
function placeOf({ kind, file }: SpecSource): string {
  return kind === "system" ? "the connector.yaml of the addon (generate it first)" : file;
}

/** A system that nobody has described gets a spec made from the answers, which are then all used up. */
async function drafted(
  indexOf: IndexOf,
  { source, choices }: CreateRequest,
  odoo: OdooVersion,
): Promise<Pick<CreateRequest, "source" | "choices">> {
  if (source.kind !== "draft") return { source, choices };
  const { draftText, namesModels } = await import("../spec/draft.ts");
  const index = namesModels(choices) ? await indexOf(odoo) : undefined;
  const models = index === undefined ? undefined : { index, values: await index.values() };
  const text = await draftText(choices, models).catch((error: unknown) => {
    throw atOptions(error, originsOf(choices, true));
  });
  return { source: { ...source, text }, choices: {} };
}

/**
 * Where the runtime addons are: a copy that this tool wrote here is kept up to date, one that somebody else put here or
 * into another addons folder is used as it is, and what is nowhere is written.
 */
async function findFramework(fs: FileSystem, { root, addonsPaths }: CreateRequest): Promise<FrameworkAddon[]> {
  for (const path of addonsPaths) {
    if ((await fs.list(path).catch(() => undefined)) === undefined) {
      throw new ConnectorError({ place: `--addons-path ${path}`, message: "there is no such folder" });
    }
  }
  return Promise.all(
    FRAMEWORK_ADDONS.map(async (name): Promise<FrameworkAddon> => {
      const here = join(root, name);
      if ((await fs.kind(join(here, LOCK_FILE))) === "file") return { name, state: "written", path: here };
      for (const folder of [root, ...addonsPaths]) {
        const path = join(folder, name);
        if ((await fs.kind(join(path, "__manifest__.py"))) === "file") return { name, state: "found", path };
      }
      return { name, state: "written", path: here };
    }),
  );
}
