import type { ChildProcessWithoutNullStreams } from "node:child_process";
import { ConnectorError, EXIT } from "../errors.ts";
import { OdooClient } from "./client.ts";
import { OdooLog } from "./log.ts";
import { identify, lineReader, spawnGroup, stopGroup, type ProcessIdentity } from "./process.ts";
import type { LabContext } from "./context.ts";

/** A running Odoo. */
export interface LabServer {
  /** `http://127.0.0.1:<port>` */
  url: string;
  port: number;
  database: string;
  /** The leader of its process group, for a state file. */
  process: ProcessIdentity;
  /** The log so far; its `problems` are the WARNING and worse lines. */
  log(): OdooLog;
  /** A client that is logged in; without arguments the administrator of a fresh database. */
  client(login?: string, password?: string): Promise<OdooClient>;
  /** Resolves with the first line that matches, of those written already or to come. @throws after `timeoutMs` or when the server ends. */
  waitForLog(pattern: RegExp, timeoutMs?: number): Promise<string>;
  /** Ends the server and all its processes. Calling it again does nothing. */
  stop(): Promise<void>;
  /** Ends all its processes at once (SIGKILL), as a crash would. */
  kill(): Promise<void>;
  /** Resolves when the server has ended, however. */
  ended: Promise<void>;
}

export interface Launch {
  command: string;
  args: readonly string[];
  env: NodeJS.ProcessEnv;
  port: number;
  database: string;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Starts a server and waits until it answers (`/web/health`, then the login page, which loads the database). */
export async function launchServer(context: LabContext, launch: Launch): Promise<LabServer> {
  const { signal } = context;
  const child = spawnGroup(launch.command, launch.args, { env: launch.env });
  const log = new OdooLog();
  pipeLog(child, log);
  const pid = child.pid;
  const ended = new Promise<void>((resolve) => {
    child.once("close", () => resolve());
    child.once("error", () => resolve());
  });
  let over = pid === undefined;
  void ended.then(() => (over = true));
  const stop = async (): Promise<void> => {
    if (pid !== undefined) await stopGroup(pid, 10_000);
    await ended;
  };
  const kill = async (): Promise<void> => {
    if (pid !== undefined) await stopGroup(pid, 2000, "SIGKILL");
    await ended;
  };
  const url = `http://127.0.0.1:${launch.port}`;
  try {
    const until = Date.now() + 180_000;
    while (!(await answers(`${url}/web/health`)) || !(await answers(`${url}/web/login`))) {
      signal?.throwIfAborted();
      if (over || Date.now() > until) {
        const message = `Odoo ${over ? "ended at its start" : "does not answer"}; its last lines:\n${log.tail(25)}`;
        throw new ConnectorError({ message }, EXIT.findings);
      }
      await sleep(100);
    }
  } catch (error) {
    await stop();
    throw error;
  }
  const identity = pid === undefined ? undefined : await identify(context.fs, pid);
  if (identity === undefined)
    throw new ConnectorError(
      { message: `Odoo ended right after its start; its last lines:\n${log.tail(25)}` },
      EXIT.findings,
    );
  return {
    url,
    port: launch.port,
    database: launch.database,
    process: identity,
    log: () => log,
    async client(login = "admin", password = "admin") {
      const client = new OdooClient(url, launch.database);
      await client.login(login, password);
      return client;
    },
    waitForLog: (pattern, timeoutMs = 60_000) => waitForLog(log, ended, pattern, timeoutMs),
    stop,
    kill,
    ended,
  };
}

/** Feeds what a process writes into a log. */
export function pipeLog(child: ChildProcessWithoutNullStreams, log: OdooLog): void {
  child.stdin.end();
  for (const stream of [child.stdout, child.stderr]) {
    const reader = lineReader((line) => log.add(line));
    stream.setEncoding("utf8");
    stream.on("data", (chunk: string) => reader.push(chunk));
    stream.on("end", () => reader.end());
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(60_000), redirect: "manual" });
    await response.arrayBuffer();
    return response.status < 400;
  } catch {
    return false;
  }
}

function waitForLog(log: OdooLog, ended: Promise<void>, pattern: RegExp, timeoutMs: number): Promise<string> {
  const written = log
    .text()
    .split("\n")
    .find((line) => pattern.test(line));
  if (written !== undefined) return Promise.resolve(written);
  return new Promise((resolve, reject) => {
    const finish = (action: () => void): void => {
      clearTimeout(timer);
      stopListening();
      action();
    };
    const stopListening = log.onLine((line) => {
      if (pattern.test(line)) finish(() => resolve(line));
    });
    const timer = setTimeout(
      () =>
        finish(() =>
          reject(
            new Error(`no line like ${String(pattern)} within ${timeoutMs / 1000} s; the last ones:\n${log.tail(15)}`),
          ),
        ),
      timeoutMs,
    );
    void ended.then(() =>
      finish(() =>
        reject(new Error(`Odoo ended before a line like ${String(pattern)}; the last ones:\n${log.tail(15)}`)),
      ),
    );
  });
}
