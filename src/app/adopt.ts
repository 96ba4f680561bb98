/** Use case: a connector that this tool did not make gets a spec, so that it can grow from then on. */
import { basename, dirname, join, relative, resolve } from "node:path";
import { backendsOf } from "../adopt/backend.ts";
import { Code, type Unknown } from "../adopt/facts.ts";
import { type Inferred, infer } from "../adopt/infer.ts";
import { withSystem } from "../adopt/known.ts";
import { textOfSpec } from "../adopt/text-of-spec.ts";
import type { ModelClass } from "../addon/types.ts";
import { ConnectorError, EXIT } from "../errors.ts";
import type { Formatters } from "../format/format.ts";
import type { FileSystem } from "../fs/port.ts";
import { isOdooVersion, ODOO_VERSIONS, type OdooVersion } from "../odoo/capabilities.ts";
import { connectorNameProblem } from "../spec/naming.ts";
import { FRAMEWORK_ADDONS } from "../plan/framework.ts";
import type { Spec } from "../spec/schema.ts";
import { orList } from "../spec/words.ts";
import type { ChangeSet } from "../write/changes.ts";
import { LOCK_FILE } from "../write/lockfile.ts";
import type { Machine } from "../write/mutex.ts";
import { planWrite, writeAddons } from "../write/writer.ts";
import { SPEC_FILE } from "./connector.ts";
import { indexesOf, makeAddons, mergeLazily, resolved } from "./make.ts";
import { AddonReader, readJudged } from "./read-addons.ts";
import { systemNames, systemSpec } from "./systems.ts";

export interface AdoptPorts {
  fs: FileSystem;
  machine: Machine;
  formatters: () => Promise<Formatters>;
  onStep: (text: string) => void;
}

export interface AdoptRequest {
  /** Where the user stands. */
  cwd: string;
  /** The addon's folder, as typed. */
  path: string;
  /** What the user says instead of the code. */
  odoo?: string | undefined;
  backend?: string | undefined;
  name?: string | undefined;
  type?: Spec["connector"]["type"] | undefined;
  baseUrl?: string | undefined;
  dryRun: boolean;
}

export interface AdoptResult {
  set: ChangeSet;
  /** Absolute. */
  addon: string;
  odoo: OdooVersion;
  inferred: Inferred;
  unknown: readonly Unknown[];
  text: string;
}

/**
 * Writes `connector.yaml` and the tool's records into an addon, and nothing else.
 * @throws ConnectorError (2) for what is no connector, or one of this tool's; (3) for what may not be written
 */
export async function adoptConnector(ports: AdoptPorts, request: AdoptRequest): Promise<AdoptResult> {
  const { fs, machine, onStep } = ports;
  const folder = resolve(request.cwd, request.path);
  const shown = relative(request.cwd, folder) || ".";
  onStep("Reading the addon");
  await refuseOthers(fs, folder, shown);
  const addon = await readJudged(await new AddonReader(fs).source(folder));
  const faults = [...addon.files.values()].filter(({ kind, fault }) => fault !== undefined && kind !== "csv");
  if (addon.manifest === undefined || faults.length > 0) {
    const broken = faults.map(({ path, fault }) => ({
      place: join(shown, path),
      message: `cannot be read: ${fault?.message ?? ""}`,
    }));
    throw new ConnectorError(
      broken.length > 0
        ? broken
        : [{ place: join(shown, "__manifest__.py"), message: "holds no dictionary: this is no addon of Odoo" }],
    );
  }
  const odoo = seriesOf(addon.manifest.version?.text, request.odoo, shown);
  const code = new Code(addon);
  const read = named(infer(addon, code, chosen(backendsOf(code), request.backend, shown)), request.name);
  const systems = await Promise.all((await systemNames(fs)).map((name) => systemSpec(fs, name)));
  const inferred = withSystem(read, addon, systems, request.baseUrl);

  onStep("Inferring");
  const { usable } = await import("../adopt/usable.ts");
  const { system, unknown: unusable } = usable(inferred, request);
  const open = [...inferred.unknown, ...unusable].filter(
    ({ key }) =>
      !(key === "connector.type" && request.type !== undefined) &&
      !(key === "system.base_url" && request.baseUrl !== undefined),
  );
  const fit = { ...inferred, ...system };
  const text = textOfSpec(fit, open, request);

  const indexOf = indexesOf(fs);
  const formatters = ports.formatters();
  formatters.catch(() => undefined);
  const { load, stub } = await specOf(fit, text, join(shown, SPEC_FILE), open);
  const spec = await load(() => resolved(fs, indexOf, stub, odoo));
  const addons = await makeAddons({ fs, indexOf, formatters, onStep }, { spec, specText: text, odoo, runtime: [] });

  onStep(request.dryRun ? "Comparing" : "Writing");
  const root = dirname(folder);
  const options = { merge: mergeLazily, owner: basename(folder), adopt: true };
  const set = request.dryRun
    ? await planWrite(fs, root, addons, options)
    : await writeAddons(fs, machine, root, addons, options);
  return { set, addon: folder, odoo, inferred: fit, unknown: open, text };
}

/** @throws ConnectorError for what is no addon, and for one that is known already */
async function refuseOthers(fs: FileSystem, folder: string, shown: string): Promise<void> {
  if ((await fs.kind(folder)) === undefined)
    throw new ConnectorError({ place: shown, message: "there is no such folder" });
  if ((await fs.kind(join(folder, "__manifest__.py"))) !== "file") {
    const names = await fs.list(folder).catch(() => []);
    const addons: string[] = [];
    for (const name of names) {
      if ((await fs.kind(join(folder, name, "__manifest__.py"))) === "file") addons.push(join(shown, name));
    }
    throw new ConnectorError({
      place: shown,
      message: "is no addon of Odoo: it holds no __manifest__.py",
      ...(addons.length > 0 && { hint: `did you mean ${addons.slice(0, 5).join(" or ")}?` }),
    });
  }
  if ((FRAMEWORK_ADDONS as readonly string[]).includes(basename(folder))) {
    throw new ConnectorError({ place: shown, message: "is the runtime itself, and no connector" });
  }
  const hasLock = (await fs.kind(join(folder, LOCK_FILE))) !== undefined;
  const hasSpec = (await fs.kind(join(folder, SPEC_FILE))) !== undefined;
  if (hasLock) {
    throw new ConnectorError({
      place: shown,
      message: hasSpec
        ? "is known to this tool already"
        : `holds ${LOCK_FILE}: this tool made it, or adopted it before`,
      hint: hasSpec
        ? `see it with odoo-connector status ${shown}, and let it grow with add-binding`
        : `restore ${SPEC_FILE} from version control`,
    });
  }
  if (hasSpec) {
    throw new ConnectorError(
      {
        place: join(shown, SPEC_FILE),
        message: "stands there already: nothing is written over it",
        hint: `restore ${LOCK_FILE} from version control if this tool made the addon; else move the file away`,
      },
      EXIT.conflict,
    );
  }
}

function seriesOf(version: string | undefined, asked: string | undefined, shown: string): OdooVersion {
  const found = asked ?? /^(\d+\.\d+)\./.exec(version ?? "")?.[1];
  if (found !== undefined && isOdooVersion(found)) return found;
  throw new ConnectorError({
    place: asked === undefined ? join(shown, "__manifest__.py") : "--odoo",
    message:
      asked !== undefined
        ? `${JSON.stringify(asked)} is none of ${orList(ODOO_VERSIONS)}`
        : found === undefined
          ? `the version ${version === undefined ? "is missing, and" : JSON.stringify(version)} does not begin with a version of Odoo`
          : `is for Odoo ${found}, and this tool knows ${orList(ODOO_VERSIONS)}`,
    ...(asked === undefined && { hint: "say which it is for with --odoo" }),
  });
}

function chosen(backends: readonly ModelClass[], asked: string | undefined, shown: string): ModelClass {
  const names = backends.map(({ model }) => model ?? "");
  const [first] = backends;
  if (first === undefined) {
    throw new ConnectorError({
      place: shown,
      message: "has no backend: no model inherits connector.backend or a backend of the runtime",
      hint: "an addon that is no connector cannot be adopted; make one with init-connector",
    });
  }
  if (asked !== undefined) {
    const found = backends.find(({ model }) => model === asked);
    if (found !== undefined) return found;
    throw new ConnectorError({ place: `--backend ${asked}`, message: `there is no such backend: ${names.join(", ")}` });
  }
  if (backends.length === 1) return first;
  throw new ConnectorError({
    place: shown,
    message: `has several backends: ${names.join(", ")}`,
    hint: `say which with --backend ${names[0] ?? ""}`,
  });
}

function named(inferred: Inferred, name: string | undefined): Inferred {
  if (name === undefined) return inferred;
  const problem = connectorNameProblem(name);
  if (problem !== undefined) throw new ConnectorError({ ...problem, place: "--name" });
  return { ...inferred, name };
}

/** The spec as it is read back; where it is not whole yet, what is planned from it needs no more than names. */
async function specOf(
  inferred: Inferred,
  text: string,
  file: string,
  open: readonly Unknown[],
): Promise<{ stub: Spec; load: <T>(step: () => T) => T }> {
  const { loadSpec } = await import("../spec/load.ts");
  if (!open.some(({ isNeeded }) => isNeeded)) {
    const loaded = await loadSpec(text, file);
    return { stub: loaded.spec, load: (step) => loaded.within(step) };
  }
  const { parseDocument } = await import("yaml");
  const document = parseDocument(text);
  const fillers: readonly (readonly [string[], unknown])[] = [
    [["connector", "type"], "ecommerce"],
    [["system", "base_url"], "https://example.com"],
    [["system", "auth"], { kind: "none" }],
  ];
  for (const [path, value] of fillers) if (!document.hasIn(path)) document.setIn(path, document.createNode(value));
  const loaded = await loadSpec(document.toString(), file);
  return { stub: loaded.spec, load: (step) => step() };
}
