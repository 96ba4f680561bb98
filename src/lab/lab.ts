import { join, resolve } from "node:path";
import { ConnectorError, EXIT } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import { madeOnce, step, type LabContext } from "./context.ts";
import { Databases, type Mark, type Statement } from "./databases.ts";
import { packagedOdoo } from "./debian.ts";
import { withLock } from "./lock.ts";
import { OdooLog, readTestCounts, type LogEntry } from "./log.ts";
import { ocaAddons } from "./oca.ts";
import { cacheFolder } from "./paths.ts";
import { databaseServer, type DatabaseServer } from "./postgres.ts";
import { freePort, run } from "./process.ts";
import { cleanPython, digest, pythonEnvironment, type PythonEnvironment } from "./python.ts";
import { exportTerms, LAUNCHER, READ_MANIFESTS } from "./scripts.ts";
import { SERIES } from "./series.ts";
import { launchServer, type LabServer } from "./server.ts";
import { findOdoo, holdsAddons, type OdooSource } from "./source.ts";
import type { LabDatabase, OnProgress, RunLog, TestReport } from "./types.ts";
import { isOdooVersion, ODOO_VERSIONS, PACKAGED, type OdooVersion } from "./versions.ts";

export interface OpenOptions {
  /** `16.0` … `19.0`; default: that of `odoo`, or the one that can be had by itself (19.0). */
  series?: string | undefined;
  /** Source tree of Odoo; default: Debian's package in the cache. */
  odoo?: string | undefined;
  /** Cache folder; default: see `cacheFolder`. */
  cache?: string | undefined;
  /** Name of a PostgreSQL in the cache that nobody else uses; default: the one that all labs share. */
  cluster?: string | undefined;
  /** The disk; default: the real one. */
  fs?: FileSystem;
  onProgress?: OnProgress | undefined;
  /** Stops whatever is under way; what was begun is undone. */
  signal?: AbortSignal | undefined;
}

interface Manifests {
  modules: Record<string, { path: string; depends: string[]; digest: string }>;
  missing: [string, string][];
}

/** Templates that are kept: of the user's own addons (each change to an addon makes a new one), and of all others. */
const KEPT = { own: 6, standard: 12 };

/** Milliseconds. What was used this recently may be in use by another process right now. */
const RECENTLY = 30 * 60_000;

/** Where the lab keeps things and whom it tells. */
export function labContext(
  options: Pick<OpenOptions, "cache" | "onProgress" | "signal"> & { fs: FileSystem },
): LabContext {
  const { fs, cache, onProgress = () => undefined, signal } = options;
  return {
    fs,
    cache: cache === undefined ? cacheFolder(process.env, process.platform, process.getuid?.()) : resolve(cache),
    onProgress,
    signal,
  };
}

/**
 * A real Odoo: gets what is missing (the first time: minutes), starts PostgreSQL where nobody has, and hands out
 * databases and servers. Call `close()` at the end.
 * @throws ConnectorError (2) naming what is missing.
 */
export async function openLab(options: OpenOptions = {}): Promise<Lab> {
  if (process.platform === "win32")
    throw new ConnectorError({ message: "the lab runs on Linux and macOS", hint: "use it within WSL" });
  const fs = options.fs ?? (await import("../fs/node.ts")).nodeFileSystem;
  const context = labContext({ ...options, fs });
  const { cache } = context;
  if (options.series !== undefined && !isOdooVersion(options.series)) {
    throw new ConnectorError({
      place: "--series",
      message: `there is no series ${options.series} here; known are ${ODOO_VERSIONS.join(", ")}`,
    });
  }
  try {
    await fs.makeDirectory(cache);
  } catch (error) {
    throw new ConnectorError({
      place: cache,
      message: `the cache folder can't be made: ${(error as Error).message}`,
      hint: "set ODOO_CONNECTOR_CACHE to a folder of yours",
    });
  }
  const source = await findSource(context, options.series, options.odoo);
  const python = await pythonEnvironment(context, source.series);
  const oca = await ocaAddons(context, source.series, python);
  // Not "odoo.py", which would hide the package of that name. Its name ends with what is in it.
  const launch = await madeOnce(context, join("launch", digest(LAUNCHER)), "", (making) =>
    fs.writeText(join(making, "odoo-bin"), LAUNCHER),
  );
  const launcher = join(launch, "odoo-bin");
  const server = await databaseServer(context, options.cluster);
  const databases = new Databases(context, python.python, server);
  try {
    await databases.sweep();
  } catch (error) {
    await server.release();
    throw new ConnectorError({
      message: `PostgreSQL does not serve: ${(error as Error).message}`,
      hint: "PGHOST, PGPORT, PGUSER and PGPASSWORD say which one the lab uses",
    });
  }
  return new Lab({ context, source, python, oca, launcher, server, databases });
}

async function findSource(
  context: LabContext,
  series: OdooVersion | undefined,
  odoo: string | undefined,
): Promise<OdooSource> {
  if (odoo !== undefined) {
    const source = await findOdoo(context.fs, odoo);
    if (series !== undefined && source.series !== series) {
      throw new ConnectorError({
        place: "--odoo",
        message: `Odoo in ${source.root} is ${source.series}, but ${series} was asked for`,
      });
    }
    return source;
  }
  if (series !== undefined && series !== PACKAGED) {
    throw new ConnectorError({
      place: "--series",
      message: `only Odoo ${PACKAGED} can be had as a package; ${series} must be on this machine`,
      hint: "name its source tree: --odoo DIR",
    });
  }
  return packagedOdoo(context);
}

interface Parts {
  context: LabContext;
  source: OdooSource;
  python: PythonEnvironment;
  oca: string;
  launcher: string;
  server: DatabaseServer;
  databases: Databases;
}

export interface CreateOptions {
  /** Default: a name of its own; the database is then dropped by `close()`. A named one stays, and must not exist. */
  name?: string;
  /** Drops a database of ours that has the name. */
  replace?: boolean;
  /** Modules that are installed, with all they need. */
  modules: readonly string[];
  /** Folders that hold addons beside Odoo's and the OCA's. */
  addonsPaths?: readonly string[];
}

export interface InstallOptions {
  addonsPaths?: readonly string[];
  /** Updates the modules (`-u`) instead of installing them. */
  update?: boolean;
  /** Uninstalls the modules. */
  uninstall?: boolean;
}

export interface ServerOptions {
  database: LabDatabase | string;
  addonsPaths?: readonly string[];
  /** HTTP worker processes, at least 2 (default): the prefork server, as in production. */
  workers?: number;
  /** Channels of the job runner, as `ODOO_QUEUE_JOB_CHANNELS`; default `root:2`. */
  channels?: string;
  /** Runs the job runner; default true. */
  jobRunner?: boolean;
  port?: number;
  /** More environment variables. */
  env?: Readonly<Record<string, string>>;
  /** More options of Odoo's server command. */
  args?: readonly string[];
}

export interface TestOptions {
  addon: string;
  addonsPaths: readonly string[];
  /** As `--test-tags`; default: all tests of the addon. */
  tags?: string;
}

/** Where the chart of accounts has not said it (16.0), the company is in the country of that chart. */
const COMPANY_COUNTRY = `
  UPDATE res_partner partner SET country_id = country.res_id
  FROM res_company company, ir_model_data country
  WHERE company.partner_id = partner.id AND partner.country_id IS NULL
    AND country.model = 'res.country' AND country.module = 'base' AND country.name = 'us'`;

const nameOf = (database: LabDatabase | string): string => (typeof database === "string" ? database : database.name);

/** A real Odoo of one series, with PostgreSQL. Made by `openLab`. */
export class Lab {
  readonly series: OdooVersion;
  /** The cache folder. */
  readonly cache: string;
  private readonly parts: Parts;
  private readonly copies = new Set<string>();
  private readonly servers = new Set<LabServer>();
  private counter = 0;
  private closed = false;

  constructor(parts: Parts) {
    this.parts = parts;
    this.series = parts.source.series;
    this.cache = parts.context.cache;
  }

  /** For what keeps its own files beside the lab's. */
  get context(): LabContext {
    return this.parts.context;
  }

  /** Interpreter of the environment Odoo runs in. */
  get python(): string {
    return this.parts.python.python;
  }

  /** Folder that holds the `odoo` package. */
  get odooRoot(): string {
    return this.parts.source.root;
  }

  /**
   * A database with modules installed: a copy (0.3 s) of a template that is made once per set of modules. Addons of
   * the user's own are part of a template too, which is made anew when any of their files changes.
   */
  async createDatabase(options: CreateOptions): Promise<LabDatabase> {
    const { databases } = this.parts;
    const template = await this.template(options.modules, options.addonsPaths ?? []);
    const name = options.name ?? `oc_${process.pid}_${(this.counter += 1)}_${Date.now().toString(36)}`;
    if (options.name !== undefined && (await databases.has(name))) {
      // A database without our mark is somebody else's, whatever it is called.
      if (!options.replace || !(await this.hasDatabase(name))) {
        throw new ConnectorError({ message: `there is already a database ${name}` }, EXIT.conflict);
      }
      await databases.drop(name);
    }
    const mark: Mark =
      options.name === undefined
        ? { kind: "copy", owner: await databases.owner(), problems: template.problems }
        : { kind: "kept", problems: template.problems };
    await withLock(this.lock(template.name, `copying template ${template.name}`), () =>
      databases.create(name, mark, template.name),
    );
    if (options.name === undefined) this.copies.add(name);
    return { name, problems: template.problems };
  }

  /** Drops a database, ending whoever is connected. */
  async dropDatabase(database: LabDatabase | string): Promise<void> {
    await this.parts.databases.drop(nameOf(database));
    this.copies.delete(nameOf(database));
  }

  /** Whether a database that `createDatabase` made under a name is still there. */
  async hasDatabase(name: string): Promise<boolean> {
    return (await this.parts.databases.list()).has(name);
  }

  /** Rows of a statement on a database. Parameters as psycopg2 takes them (`%s`). */
  async query<T extends unknown[] = unknown[]>(
    database: LabDatabase | string,
    sql: string,
    params: readonly unknown[] = [],
  ): Promise<T[]> {
    const statement: Statement = params.length > 0 ? { sql, params } : { sql };
    const [rows = []] = await this.parts.databases.sql(nameOf(database), [statement]);
    return rows as T[];
  }

  /**
   * Installs, updates or uninstalls modules in a database and returns the log.
   * @throws ConnectorError (1) where Odoo fails or a module is not in the state that was asked for.
   */
  async install(
    database: LabDatabase | string,
    modules: readonly string[],
    options: InstallOptions = {},
  ): Promise<RunLog> {
    const name = nameOf(database);
    const addonsPaths = await this.checkPaths(options.addonsPaths ?? []);
    const what = options.uninstall ? "uninstalling" : options.update ? "updating" : "installing";
    const script = `env["ir.module.module"].search([("name", "in", ${JSON.stringify(modules)})]).button_immediate_uninstall()\n`;
    const args = options.uninstall
      ? this.arguments("shell", name, addonsPaths)
      : [
          ...this.arguments("server", name, addonsPaths),
          options.update ? "-u" : "-i",
          modules.join(","),
          ...this.batch(),
        ];
    const log = await this.runOdoo(args, options.uninstall ? script : "", `${what} ${modules.join(", ")} failed`);
    const rows = await this.query<[string, string]>(
      name,
      "SELECT name, state FROM ir_module_module WHERE name = ANY(%s)",
      [[...modules]],
    );
    const wanted = options.uninstall ? "uninstalled" : "installed";
    const wrong = modules.filter((module) => rows.find(([found]) => found === module)?.[1] !== wanted);
    if (wrong.length > 0) throw failed(`${what} ${wrong.join(", ")} did not work`, log);
    return log;
  }

  /**
   * Starts Odoo on a database as in production: prefork, the real job runner, loopback only; waits until it answers.
   */
  async startServer(options: ServerOptions): Promise<LabServer> {
    const { context } = this.parts;
    const name = nameOf(options.database);
    const addonsPaths = await this.checkPaths(options.addonsPaths ?? []);
    const port = options.port ?? (await freePort());
    const runner = options.jobRunner ?? true;
    const modules = [...SERIES[this.series].serverWide, ...(runner ? ["queue_job"] : [])];
    const args = [
      ...this.arguments("server", name, addonsPaths),
      `--http-port=${port}`,
      `--gevent-port=${await freePort()}`,
      `--workers=${options.workers ?? 2}`,
      "--max-cron-threads=1",
      `--db-filter=^${name}$`,
      "--no-database-list",
      `--load=${modules.join(",")}`,
      ...(options.args ?? []),
    ];
    const jobs = {
      ODOO_QUEUE_JOB_CHANNELS: options.channels ?? "root:2",
      ODOO_QUEUE_JOB_SCHEME: "http",
      ODOO_QUEUE_JOB_HOST: "127.0.0.1",
      ODOO_QUEUE_JOB_PORT: String(port),
    };
    const env = { ...this.environment(), ...jobs, ...options.env };
    await this.query(name, "UPDATE ir_config_parameter SET value = %s WHERE key = 'web.base.url' RETURNING id", [
      `http://127.0.0.1:${port}`,
    ]);
    const server = await launchServer(context, {
      command: this.python,
      args: [this.parts.launcher, ...args],
      env,
      port,
      database: name,
    });
    this.servers.add(server);
    void server.ended.then(() => this.servers.delete(server));
    return server;
  }

  /**
   * Runs an addon's own Odoo tests: everything it needs is installed first, then the addon itself with its tests
   * (at install and after), HTTP on a free port of the loopback address.
   */
  async test(options: TestOptions): Promise<TestReport> {
    const { addon } = options;
    const addonsPaths = await this.checkPaths(options.addonsPaths);
    const manifests = await this.manifests([addon], addonsPaths);
    const database = await this.createDatabase({ modules: manifests.modules[addon]?.depends ?? [], addonsPaths });
    const args = [
      ...this.arguments("server", database.name, addonsPaths),
      ...["-i", addon, "--test-enable", `--test-tags=${options.tags ?? `/${addon}`}`],
      ...[
        `--http-port=${await freePort()}`,
        "--workers=0",
        "--max-cron-threads=0",
        "--stop-after-init",
        `--without-demo=${SERIES[this.series].withoutDemo}`,
      ],
    ];
    try {
      const { log, code, seconds } = await this.odoo(args, "");
      const counts = readTestCounts(log);
      const ok = code === 0 && counts.failed === 0 && counts.errors === 0 && log.problems.length === 0;
      if (code !== 0 && log.problems.length === 0)
        throw failed(`testing ${addon} failed`, { text: log.text(), problems: [], seconds });
      return { addon, ...counts, ok, text: log.text(), problems: log.problems, seconds };
    } finally {
      await this.dropDatabase(database);
    }
  }

  /**
   * Runs a Python script in `odoo shell` (as in the shell, `env` is there) and returns what it printed; what it
   * changed is committed. @throws ConnectorError (1) with the traceback where it raises.
   */
  async shell(
    database: LabDatabase | string,
    script: string,
    options: { addonsPaths?: readonly string[] } = {},
  ): Promise<string> {
    const addonsPaths = await this.checkPaths(options.addonsPaths ?? []);
    const args = this.arguments("shell", nameOf(database), addonsPaths);
    const { log, code, stdout, seconds } = await this.odoo(args, `${script}\nenv.cr.commit()\n`);
    if (code !== 0) throw failed("the script failed", { text: log.text(), problems: log.problems, seconds });
    return stdout;
  }

  /**
   * The terms of an installed addon that can be translated, as Odoo itself exports them: the text of a `.pot`.
   * @throws ConnectorError (1) where Odoo refuses
   */
  async terms(
    database: LabDatabase | string,
    addon: string,
    options: { addonsPaths?: readonly string[] } = {},
  ): Promise<string> {
    const printed = await this.shell(database, exportTerms(addon), options);
    const found = /<terms>([^<]*)<\/terms>/.exec(printed)?.[1];
    if (found === undefined) throw new Error(`Odoo exported no terms of ${addon}`);
    return Buffer.from(found, "base64").toString("utf8");
  }

  /** Command, arguments and environment of an interactive shell, for who lends it the terminal. */
  shellCommand(
    database: LabDatabase | string,
    addonsPaths: readonly string[],
  ): { command: string; args: string[]; env: NodeJS.ProcessEnv } {
    const args = [
      this.parts.launcher,
      ...this.arguments("shell", nameOf(database), addonsPaths),
      "--shell-interface=python",
    ];
    return { command: this.python, args, env: this.environment() };
  }

  /**
   * Restarts PostgreSQL under everybody who is connected. Only on a `cluster` of one's own: others share the usual one.
   * @throws ConnectorError on the user's own server
   */
  async restartDatabases(): Promise<void> {
    const { restart } = this.parts.server;
    if (!restart) throw new ConnectorError({ message: "PostgreSQL is your own: the lab does not restart it" });
    await restart();
  }

  /** Stops the servers, drops the unnamed databases and lets go of PostgreSQL. Calling it again does nothing. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    for (const server of [...this.servers]) await server.stop();
    for (const name of [...this.copies]) await this.dropDatabase(name);
    await this.parts.server.release();
  }

  // Templates

  private lock(name: string, purpose: string): Parameters<typeof withLock>[0] {
    return { ...this.parts.context, file: join(this.parts.server.folder, "locks", `${name}.lock`), purpose };
  }

  private async manifests(modules: readonly string[], addonsPaths: readonly string[]): Promise<Manifests> {
    const input = JSON.stringify({ paths: this.path(addonsPaths), modules, hash: addonsPaths });
    const result = await run(this.python, ["-c", READ_MANIFESTS], {
      env: this.environment(),
      input,
      signal: this.parts.context.signal,
    });
    if (result.code !== 0)
      throw new ConnectorError({
        message: `manifests can't be read: ${result.failure ?? result.stderr.trim().split("\n").slice(-1).join("")}`,
      });
    const manifests = JSON.parse(result.stdout) as Manifests;
    if (manifests.missing.length > 0) {
      const places = [`Odoo ${this.series}`, "the OCA addons", ...addonsPaths].join(", ");
      throw new ConnectorError(
        manifests.missing.map(([name, neededBy]) => ({
          message: `there is no addon ${name}${neededBy ? `, which ${neededBy} needs` : ""} (looked in ${places})`,
          hint: "name the folder that holds it: --addons-path DIR",
        })),
      );
    }
    return manifests;
  }

  /** The template with these modules and all they need; made where it is missing. */
  private async template(
    modules: readonly string[],
    given: readonly string[],
  ): Promise<{ name: string; problems: readonly LogEntry[] }> {
    const addonsPaths = await this.checkPaths(given);
    let { modules: found } = await this.manifests(["base", "web", ...modules], addonsPaths);
    const { withAccount } = SERIES[this.series];
    if (found.account && withAccount.length > 0) {
      ({ modules: found } = await this.manifests(["base", "web", ...modules, ...withAccount], addonsPaths));
    }
    const names = Object.keys(found).sort();
    const own = names.filter((name) => addonsPaths.includes(found[name]?.path ?? ""));
    const standard = names.filter((name) => !own.includes(name));
    // What the own addons name in their manifests says more than everything that comes with it.
    const needed = [...new Set(own.flatMap((name) => found[name]?.depends ?? []))].filter((name) =>
      standard.includes(name),
    );
    const digests = (list: readonly string[]): string[] => list.map((name) => `${name} ${found[name]?.digest ?? ""}`);
    const { source, python, oca, server } = this.parts;
    const madeFrom = digest(this.series, source.identity, python.identity, oca, server.identity);
    const prefix = `oc_${this.series.replace(".", "_")}`;
    const standardName = `${prefix}_${digest(madeFrom, ...digests(standard))}`;
    const base = await this.oneTemplate(standardName, {
      madeFrom,
      modules: standard,
      install: standard,
      own: false,
      addonsPaths: [],
      named: own.length === 0 ? modules : needed,
    });
    if (own.length === 0) return base;
    const ownName = `${prefix}_own_${digest(standardName, ...digests(own))}`;
    const template = await this.oneTemplate(ownName, {
      madeFrom,
      modules: names,
      install: own,
      own: true,
      addonsPaths,
      named: own,
      base: standardName,
    });
    return { name: template.name, problems: [...base.problems, ...template.problems] };
  }

  private async oneTemplate(
    name: string,
    plan: {
      madeFrom: string;
      modules: readonly string[];
      install: readonly string[];
      own: boolean;
      addonsPaths: readonly string[];
      named: readonly string[];
      base?: string;
    },
  ): Promise<{ name: string; problems: readonly LogEntry[] }> {
    const { databases, context } = this.parts;
    return withLock(this.lock(name, `making database template ${name}`), async () => {
      const marks = await databases.list();
      const ready = marks.get(name);
      if (ready?.kind === "template") {
        // To the minute is exact enough, and saves the call for most copies.
        if (Date.now() - ready.used > 60_000) await databases.mark(name, { ...ready, used: Date.now() });
        return { name, problems: ready.problems };
      }
      const base = plan.base ?? largestWithin(marks, plan.madeFrom, plan.modules);
      const already = marks.get(base ?? "");
      const held = already?.kind === "template" ? already.modules : [];
      const install = plan.install.filter((module) => !held.includes(module));
      // A name of our own, see madeOnce; `sweep` drops what a killed process began.
      const making = `${name}_m${process.pid}`;
      const what = plan.own
        ? `installing ${install.join(", ")}`
        : `making a database with ${summary(plan.named)} (once)`;
      const log = await step(context, what, async () => {
        await databases.drop(making);
        const mark: Mark = { kind: "making", owner: await databases.owner(), problems: [] };
        await databases.create(making, mark, base);
        try {
          return await this.runOdoo(
            [...this.arguments("server", making, plan.addonsPaths), "-i", install.join(","), ...this.batch()],
            "",
            `${what} failed`,
          );
        } catch (error) {
          await databases.drop(making);
          throw error;
        }
      });
      // Nobody asks a database without demo data where the company is; taxes need to know.
      await databases.sql(making, [{ sql: COMPANY_COUNTRY }]);
      await databases.finish(making, name, {
        kind: "template",
        madeFrom: plan.madeFrom,
        modules: plan.modules,
        own: plan.own,
        used: Date.now(),
        problems: log.problems,
      });
      await this.prune();
      return { name, problems: log.problems };
    });
  }

  /** Drops the templates that were used longest ago. */
  private async prune(): Promise<void> {
    const templates = [...(await this.parts.databases.list())].flatMap(([name, mark]) =>
      mark.kind === "template" ? [{ name, used: mark.used, own: mark.own }] : [],
    );
    for (const name of toPrune(templates, Date.now())) await this.parts.databases.drop(name);
  }

  // Odoo

  private path(addonsPaths: readonly string[]): string[] {
    return [...addonsPaths, this.parts.oca, ...this.parts.source.addons];
  }

  /** Absolute paths of folders that hold addons. @throws ConnectorError where one holds none. */
  private async checkPaths(addonsPaths: readonly string[]): Promise<string[]> {
    const checked = [...new Set(addonsPaths.map((path) => resolve(path)))];
    for (const path of checked) {
      if (!(await holdsAddons(this.parts.context.fs, path))) {
        throw new ConnectorError({
          place: path,
          message: "no addon in this folder",
          hint: "an addons path is the folder that holds addons, each with its __manifest__.py",
        });
      }
    }
    return checked;
  }

  private arguments(command: "server" | "shell", database: string, addonsPaths: readonly string[]): string[] {
    const { databases } = this.parts;
    const { PGHOST = "", PGPORT = "", PGUSER = "" } = databases.env;
    return [
      command,
      `--addons-path=${this.path(addonsPaths).join(",")}`,
      `--data-dir=${databases.dataDir}`,
      ...[`--database=${database}`, `--db_host=${PGHOST}`, `--db_port=${PGPORT}`, `--db_user=${PGUSER}`],
      ...(command === "server" ? ["--http-interface=127.0.0.1"] : ["--no-http"]),
    ];
  }

  private batch(): string[] {
    return [
      "--no-http",
      "--workers=0",
      "--max-cron-threads=0",
      "--stop-after-init",
      `--without-demo=${SERIES[this.series].withoutDemo}`,
    ];
  }

  /** Nothing of the user's own configuration of Odoo may change what the lab does. */
  private environment(): NodeJS.ProcessEnv {
    const env = Object.fromEntries(
      Object.entries(cleanPython()).filter(([name]) => !/^(ODOO_|OPENERP_|PG)/.test(name)),
    );
    return {
      ...env,
      ...this.parts.databases.env,
      ODOO_RC: join(this.cache, "launch", "none.conf"),
      PYTHONPATH: this.parts.source.root,
      // No compiled files beside the user's sources.
      PYTHONPYCACHEPREFIX: join(this.cache, "pycache"),
      PYTHONUTF8: "1",
      PYTHONUNBUFFERED: "1",
      TZ: "UTC",
      LC_ALL: "C.UTF-8",
    };
  }

  private async odoo(
    args: readonly string[],
    input: string,
  ): Promise<{ log: OdooLog; code: number | null; stdout: string; seconds: number }> {
    const begun = performance.now();
    const log = new OdooLog();
    const result = await run(this.python, [this.parts.launcher, ...args], {
      env: this.environment(),
      input,
      signal: this.parts.context.signal,
      onLine: (line, stream) => {
        if (stream === "stderr") log.add(line);
      },
    });
    if (result.failure) log.add(`Odoo can't be started: ${result.failure}`);
    return { log, code: result.code, stdout: result.stdout, seconds: (performance.now() - begun) / 1000 };
  }

  private async runOdoo(args: readonly string[], input: string, failure: string): Promise<RunLog> {
    const { log, code, seconds } = await this.odoo(args, input);
    const result: RunLog = { text: log.text(), problems: log.problems, seconds };
    if (code !== 0) throw failed(failure, result);
    return result;
  }
}

function failed(message: string, log: RunLog): ConnectorError {
  const errors = log.problems.filter((entry) => entry.level !== "WARNING");
  const shown =
    errors.length > 0 ? errors.map((entry) => entry.text).join("\n") : log.text.split("\n").slice(-25).join("\n");
  return new ConnectorError({ message: `${message}:\n${shown}` }, EXIT.findings);
}

/** Names of the templates to drop: beyond the number that is kept, the longest unused first, none used recently. */
export function toPrune(templates: readonly { name: string; used: number; own: boolean }[], now: number): string[] {
  const surplus = (own: boolean, kept: number): string[] =>
    templates
      .filter((template) => template.own === own)
      .sort((a, b) => b.used - a.used)
      .slice(kept)
      .filter((template) => now - template.used > RECENTLY)
      .map(({ name }) => name);
  return [...surplus(true, KEPT.own), ...surplus(false, KEPT.standard)];
}

/** The template with the most of the wanted modules and no other one. */
function largestWithin(
  marks: ReadonlyMap<string, Mark>,
  madeFrom: string,
  wanted: readonly string[],
): string | undefined {
  let best: { name: string; size: number } | undefined;
  for (const [name, mark] of marks) {
    if (mark.kind !== "template" || mark.own || mark.madeFrom !== madeFrom) continue;
    if (mark.modules.every((module) => wanted.includes(module)) && mark.modules.length > (best?.size ?? 0))
      best = { name, size: mark.modules.length };
  }
  return best?.name;
}

const summary = (modules: readonly string[]): string =>
  modules.length > 6 ? `${modules.slice(0, 5).join(", ")} and ${modules.length - 5} more` : modules.join(", ");
