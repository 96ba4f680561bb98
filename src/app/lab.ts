/** Use cases of the lab: a connector running against the mock of its system, its own tests, a shell, and the end of it all. */
import nodePath from "node:path";
import { ConnectorError, EXIT } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import type { LogEntry } from "../lab/log.ts";
import type { OdooClient } from "../lab/client.ts";
import type { Lab } from "../lab/lab.ts";
import type { LabServer } from "../lab/server.ts";
import type { OnProgress, TestReport } from "../lab/types.ts";
import type { Mock } from "../mock/server.ts";
import type { Spec } from "../spec/schema.ts";

/** What every use case of the lab is told. */
export interface LabSetting {
  fs: FileSystem;
  /** What relative paths are relative to. */
  cwd: string;
  /** Folders of addons, or names of addons that an addons path holds. */
  addons: readonly string[];
  addonsPaths: readonly string[];
  /** Source tree of Odoo. */
  odoo?: string | undefined;
  series?: string | undefined;
  onProgress: OnProgress;
  signal?: AbortSignal | undefined;
}

export interface UpSetting extends LabSetting {
  port?: number | undefined;
  /** Records of each main kind in the mock. */
  records: number;
  /** Starts the mock of each connector's system. */
  mock: boolean;
  /** Every line of Odoo's log once it runs; the entry where a line begins one. */
  onLog: (line: string, entry: LogEntry | undefined) => void;
}

/** A backend that was made, and what it talks to. */
export interface UpBackend {
  addon: string;
  model: string;
  id: number;
  name: string;
  /** The mock, where one was started. */
  mock?: { url: string; origin: string; token: string };
  /** Outcome of the connection test. */
  connection?: { ok: boolean; message: string };
}

/** How many jobs of the queue wait or run, are done, and failed. */
export interface JobCounts {
  waiting: number;
  done: number;
  failed: number;
}

export interface Up {
  url: string;
  login: string;
  password: string;
  database: string;
  series: string;
  backends: readonly UpBackend[];
  /** State of the job queue right now. */
  jobs(): Promise<JobCounts>;
  /** Stops all that was started. */
  stop(): Promise<void>;
  /** Resolves when the server has ended, however. */
  ended: Promise<void>;
}

interface Target {
  name: string;
  /** The folder of the addon. */
  folder: string;
}

interface Targets {
  addons: readonly Target[];
  addonsPaths: readonly string[];
  /** The series that the addons are written for. */
  series: string | undefined;
}

/** Finds the addons, the folders that hold them, and the series they are for. */
async function findTargets(setting: LabSetting): Promise<Targets> {
  const { fs, cwd } = setting;
  const given = setting.addonsPaths.map((path) => nodePath.resolve(cwd, path));
  const beside = setting.addons.map((named) => nodePath.dirname(nodePath.resolve(cwd, named)));
  const { refuseInterrupted } = await import("../write/transaction.ts");
  for (const folder of new Set([...given, ...beside])) await refuseInterrupted(fs, folder);
  const addons: Target[] = [];
  for (const named of setting.addons) {
    const places = [nodePath.resolve(cwd, named), ...given.map((path) => nodePath.join(path, named))];
    const folder = await firstWith(fs, places, "__manifest__.py");
    if (folder === undefined) {
      throw new ConnectorError({
        place: named,
        message: "there is no addon here: no __manifest__.py",
        hint: "name the folder of an addon, such as ./addons/shopify_connector",
      });
    }
    addons.push({ name: nodePath.basename(folder), folder });
  }
  const addonsPaths = [...new Set([...addons.map(({ folder }) => nodePath.dirname(folder)), ...given])];
  return { addons, addonsPaths, series: await seriesOf(fs, addons) };
}

async function firstWith(fs: FileSystem, folders: readonly string[], file: string): Promise<string | undefined> {
  for (const folder of folders) if ((await fs.kind(nodePath.join(folder, file))) !== undefined) return folder;
  return undefined;
}

/** The series in the versions of the addons' manifests (`19.0.1.0.0`). */
async function seriesOf(fs: FileSystem, addons: readonly Target[]): Promise<string | undefined> {
  const found = new Map<string, string>();
  for (const { name, folder } of addons) {
    const manifest = await fs.readText(nodePath.join(folder, "__manifest__.py"));
    const series = /["']version["']\s*:\s*["'](\d+\.0)\.\d/.exec(manifest)?.[1];
    if (series !== undefined) found.set(series, name);
  }
  if (found.size > 1) {
    const list = [...found].map(([series, name]) => `${name} is for ${series}`).join(", ");
    throw new ConnectorError({ message: `these addons can't run together: ${list}` });
  }
  return [...found.keys()][0];
}

async function open(setting: LabSetting, targets: Targets): Promise<Lab> {
  const { openLab } = await import("../lab/index.ts");
  const { fs, odoo, onProgress, signal } = setting;
  return openLab({
    fs,
    series: setting.series ?? targets.series,
    odoo: odoo === undefined ? undefined : nodePath.resolve(setting.cwd, odoo),
    onProgress,
    signal,
  });
}

/** Runs each addon's own tests. */
export async function labTest(setting: LabSetting & { tags?: string | undefined }): Promise<TestReport[]> {
  const targets = await findTargets(setting);
  const lab = await open(setting, targets);
  try {
    const reports: TestReport[] = [];
    for (const { name } of targets.addons) {
      const message = `testing ${name}`;
      setting.onProgress({ state: "start", message });
      const tags = setting.tags === undefined ? {} : { tags: setting.tags };
      const report = await lab.test({ addon: name, addonsPaths: targets.addonsPaths, ...tags });
      setting.onProgress({ state: "done", message, seconds: report.seconds });
      reports.push(report);
    }
    return reports;
  } finally {
    await lab.close();
  }
}

/** Dates that every export changes. */
const POT_DATES = /^"(?:POT-Creation|PO-Revision)-Date: .*\n/gm;

/**
 * Writes `i18n/<addon>.pot` into each addon, exported by Odoo itself. A file whose terms are the same is left alone.
 * @returns the files, and whether each was written
 */
export async function labPot(setting: LabSetting): Promise<{ path: string; written: boolean }[]> {
  const targets = await findTargets(setting);
  const lab = await open(setting, targets);
  try {
    const { addonsPaths } = targets;
    const modules = targets.addons.map(({ name }) => name);
    const database = await lab.createDatabase({ modules, addonsPaths });
    const written: { path: string; written: boolean }[] = [];
    for (const { name, folder } of targets.addons) {
      const text = await lab.terms(database, name, { addonsPaths });
      const path = nodePath.join(folder, "i18n", `${name}.pot`);
      const { fs } = setting;
      const before = (await fs.kind(path)) === "file" ? await fs.readText(path) : undefined;
      const isSame = before?.replace(POT_DATES, "") === text.replace(POT_DATES, "");
      if (!isSame) {
        await fs.makeDirectory(nodePath.dirname(path));
        await fs.writeText(`${path}.tmp`, text);
        await fs.rename(`${path}.tmp`, path);
      }
      written.push({ path, written: !isSame });
    }
    return written;
  } finally {
    await lab.close();
  }
}

/** Name of the database that `up` makes for these addons. */
const databaseOf = (addons: readonly Target[], series: string): string =>
  ["lab", series.replace(".0", ""), ...addons.map(({ name }) => name)].join("_").slice(0, 60);

/**
 * Installs connectors, starts the mocks of their systems, makes a backend for each and starts Odoo with the job
 * runner. @throws ConnectorError (3) when the same lab is up already.
 */
export async function labUp(setting: UpSetting): Promise<Up> {
  const { isUp, readStates, writeState } = await import("../lab/state.ts");
  const { identify } = await import("../lab/process.ts");
  const targets = await findTargets(setting);
  const specs = await readSpecs(setting.fs, targets.addons);
  const lab = await open(setting, targets);
  const undo: (() => Promise<unknown>)[] = [() => lab.close()];
  const stop = async (): Promise<void> => {
    for (let action = undo.pop(); action !== undefined; action = undo.pop()) await action();
  };
  try {
    const name = databaseOf(targets.addons, lab.series);
    const context = lab.context;
    const other = (await readStates(context)).find((state) => state.database === name);
    if (other && (await isUp(context, other))) {
      const hint = "stop it there with Ctrl-C, or with: odoo-connector lab down";
      throw new ConnectorError(
        { message: `this lab is already up: ${other.url} (process ${other.command?.pid ?? 0})`, hint },
        EXIT.conflict,
      );
    }
    const modules = targets.addons.map((addon) => addon.name);
    const database = await lab.createDatabase({
      name,
      replace: true,
      modules: modules.length > 0 ? modules : ["sale_management", "stock", "delivery", "contacts", "connector"],
      addonsPaths: targets.addonsPaths,
    });
    const mocks = new Map<string, Mock>();
    if (setting.mock) {
      const { startMock } = await import("../mock/server.ts");
      for (const [addon, spec] of specs) {
        const mock = await startMock({ spec, records: setting.records });
        undo.push(() => mock.close());
        mocks.set(addon, mock);
      }
    }
    const channels = ["root:4", ...[...specs.values()].map((spec) => `root.${spec.connector.name}:2`)].join(",");
    const server = await step(setting, "starting Odoo and its job runner", () =>
      lab.startServer({
        database,
        addonsPaths: targets.addonsPaths,
        channels,
        ...(setting.port ? { port: setting.port } : {}),
      }),
    );
    undo.push(() => server.stop());
    server.log().onLine(setting.onLog);
    const command = await identify(setting.fs, process.pid);
    await writeState(context, {
      database: name,
      series: lab.series,
      ...(setting.odoo === undefined ? {} : { odoo: nodePath.resolve(setting.cwd, setting.odoo) }),
      addonsPaths: targets.addonsPaths,
      addons: modules,
      url: server.url,
      since: Date.now(),
      ...(command ? { command } : {}),
      server: server.process,
    });
    const client = await server.client();
    const backends = await makeBackends(setting, server, client, specs, mocks);
    return {
      url: server.url,
      login: "admin",
      password: "admin",
      database: name,
      series: lab.series,
      backends,
      jobs: () => countJobs(client),
      stop,
      ended: server.ended,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function step<T>(setting: LabSetting, message: string, action: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  setting.onProgress({ state: "start", message });
  const value = await action();
  setting.onProgress({ state: "done", message, seconds: (performance.now() - begun) / 1000 });
  return value;
}

/** The specs of those addons that were made from one. */
async function readSpecs(fs: FileSystem, addons: readonly Target[]): Promise<Map<string, Spec>> {
  const specs = new Map<string, Spec>();
  for (const { name, folder } of addons) {
    const file = nodePath.join(folder, "connector.yaml");
    if ((await fs.kind(file)) === undefined) continue;
    const { loadSpec } = await import("../spec/load.ts");
    specs.set(name, (await loadSpec(await fs.readText(file), file)).spec);
  }
  return specs;
}

async function makeBackends(
  setting: UpSetting,
  server: LabServer,
  client: OdooClient,
  specs: ReadonlyMap<string, Spec>,
  mocks: ReadonlyMap<string, Mock>,
): Promise<UpBackend[]> {
  if (specs.size === 0) return [];
  const { connectorNames } = await import("../spec/naming.ts");
  await roundTaxesPerLine(client);
  const backends: UpBackend[] = [];
  for (const [addon, spec] of specs) {
    const mock = mocks.get(addon);
    // Without the mock nobody knows the credentials: the form is the user's to fill.
    if (mock === undefined) continue;
    const names = connectorNames(spec.connector.name);
    const name = `${spec.connector.title ?? spec.connector.name} (mock)`;
    const id = await makeBackend(client, names.backendModel, {
      ...{ name, base_url: mock.url, ...mock.credentials },
      // The mock's pictures come from loopback, and not over https.
      image_hosts: new URL(mock.origin).host,
    });
    if (spec.system.webhooks) {
      // Its last part tells backends apart where a delivery does not.
      const [row] = await client.call<{ webhook_url: string }[]>(names.backendModel, "read", [[id], ["webhook_url"]]);
      mock.subscribe(`${server.url}${new URL(row?.webhook_url ?? names.route, server.url).pathname}`);
    }
    const connection = await step(setting, `testing the connection of ${name}`, () =>
      testConnection(client, names.backendModel, id),
    );
    const { url, origin, token } = mock;
    backends.push({ addon, model: names.backendModel, id, name, mock: { url, origin, token }, connection });
  }
  return backends;
}

/** As shops do; Odoo's default would be a cent off in some of their orders. */
async function roundTaxesPerLine(client: OdooClient): Promise<void> {
  const rounding = "tax_calculation_rounding_method";
  if (!(rounding in (await client.call<Record<string, unknown>>("res.company", "fields_get", [[rounding]])))) return;
  const companies = await client.call<number[]>("res.company", "search", [[]]);
  await client.call("res.company", "write", [companies, { [rounding]: "round_per_line" }]);
}

async function countJobs(client: OdooClient): Promise<JobCounts> {
  const count = (...states: string[]): Promise<number> =>
    client.call<number>("queue.job", "search_count", [[["state", "in", states]]]);
  return {
    waiting: await count("pending", "enqueued", "started", "wait_dependencies"),
    done: await count("done"),
    failed: await count("failed"),
  };
}

interface FieldInfo {
  type: string;
  readonly?: boolean;
  required?: boolean;
  relation?: string;
}

/** Creates a backend with those of the values that its model has fields for, and the records it can't be without. */
async function makeBackend(
  client: OdooClient,
  model: string,
  values: Readonly<Record<string, unknown>>,
): Promise<number> {
  const attributes = ["type", "readonly", "required", "relation"];
  const fields = await client.call<Record<string, FieldInfo>>(model, "fields_get", [], { attributes });
  const filled = Object.fromEntries(
    Object.entries(values).filter(([name]) => fields[name] && fields[name].readonly !== true),
  );
  const defaults = await client.call<Record<string, unknown>>(model, "default_get", [Object.keys(fields)]);
  for (const [name, field] of Object.entries(fields)) {
    const missing = field.type === "many2one" && !defaults[name] && filled[name] === undefined;
    const wanted = (field.required === true && field.readonly !== true) || name === "warehouse_id";
    // The parents that a backend delegates to are made with it.
    if (!missing || !wanted || field.relation === undefined || field.relation.endsWith(".backend")) continue;
    const [first] = await client.call<number[]>(field.relation, "search", [[]], { limit: 1 });
    if (first !== undefined) filled[name] = first;
  }
  const [id] = await client.call<number[]>(model, "create", [[filled]]);
  if (id === undefined) throw new Error(`${model} made no record`);
  return id;
}

async function testConnection(
  client: OdooClient,
  model: string,
  id: number,
): Promise<{ ok: boolean; message: string }> {
  const { OdooError } = await import("../lab/client.ts");
  try {
    const action = await client.call<{ params?: { message?: string; type?: string } } | boolean>(
      model,
      "action_test_connection",
      [[id]],
    );
    const params = typeof action === "object" ? action.params : undefined;
    return { ok: params?.type !== "danger", message: params?.message ?? "the connection works" };
  } catch (error) {
    if (error instanceof OdooError) return { ok: false, message: error.message };
    throw error;
  }
}

/**
 * A shell on the database of an earlier `up` (also one that was stopped), or on a fresh one with the addon installed.
 * On a terminal it is interactive; else the script comes from the standard input. Returns its exit code.
 */
export async function labShell(setting: LabSetting): Promise<number> {
  const { labContext } = await import("../lab/index.ts");
  const { lendTerminal, readStates } = await import("../lab/state.ts");
  const targets = await findTargets(setting);
  const names = targets.addons.map(({ name }) => name);
  const states = await readStates(labContext(setting));
  const state = states.find(({ addons }) => names.every((name) => addons.includes(name)));
  const known = state
    ? { ...setting, odoo: setting.odoo ?? state.odoo, series: setting.series ?? state.series }
    : setting;
  const lab = await open(known, targets);
  try {
    const addonsPaths = [...new Set([...targets.addonsPaths, ...(state?.addonsPaths ?? [])])];
    const there = state?.series === lab.series && (await lab.hasDatabase(state.database));
    const modules = names.length > 0 ? names : ["base"];
    const database = there ? state.database : await lab.createDatabase({ modules, addonsPaths });
    const { command, args, env } = lab.shellCommand(database, addonsPaths);
    return await lendTerminal(command, args, env);
  } finally {
    await lab.close();
  }
}

export interface DownReport {
  /** Addresses of the labs that were stopped. */
  stopped: readonly string[];
  /** Whether the embedded PostgreSQL was left running, used by nobody, and was stopped. */
  postgres: boolean;
  /** The cache folder, where it was removed. */
  purged?: string;
}

/** Stops whatever an earlier `up` left; with `purge` the cache folder goes too. */
export async function labDown(setting: Pick<LabSetting, "fs" | "onProgress">, purge: boolean): Promise<DownReport> {
  const { labContext, purgeCache, stopEmbedded } = await import("../lab/index.ts");
  const { readStates, removeState, stopUp } = await import("../lab/state.ts");
  const context = labContext(setting);
  const stopped: string[] = [];
  for (const state of await readStates(context)) {
    if (await stopUp(context, state)) stopped.push(state.url);
    if (purge) await removeState(context, state.database);
  }
  const { stopped: postgres, users } = await stopEmbedded(context);
  if (!purge) return { stopped, postgres };
  if (users.length > 0) {
    const who = users.map(({ pid }) => pid).join(", ");
    throw new ConnectorError({ message: `the lab is in use by process ${who}`, hint: "end it first" }, EXIT.conflict);
  }
  await purgeCache(context);
  return { stopped, postgres, purged: context.cache };
}
