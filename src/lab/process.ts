import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { createServer } from "node:net";
import { hostname } from "node:os";
import type { FileSystem } from "../fs/port.ts";

export interface RunOptions {
  cwd?: string;
  /** The whole environment of the process; default: ours. */
  env?: NodeJS.ProcessEnv;
  /** Text for its standard input, which is closed afterwards; default: empty. */
  input?: string;
  signal?: AbortSignal | undefined;
  uid?: number | undefined;
  gid?: number | undefined;
  /** Called for each whole line as it comes. */
  onLine?: (line: string, stream: "stdout" | "stderr") => void;
}

export interface RunResult {
  /** Exit code; null when a signal ended it or the program is not there. */
  code: number | null;
  stdout: string;
  stderr: string;
  /** Set where the program could not be started (`ENOENT`, `EACCES` …). */
  failure?: string;
}

/**
 * Process groups that we started and that must not outlive us. Each is a group of its own (`detached`), so that
 * Ctrl-C on the terminal reaches only us and we stop them in order; if we end any other way, they go with us.
 */
const groups = new Set<number>();
let exitHook = false;

function watch(pid: number): void {
  groups.add(pid);
  if (exitHook) return;
  exitHook = true;
  process.on("exit", () => {
    for (const group of groups) signalGroup(group, "SIGKILL");
  });
}

/** Sends a signal to a process group; false where it is gone (or not ours). */
export function signalGroup(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Whether anybody of a process group is left. */
function groupLives(pid: number): boolean {
  try {
    process.kill(-pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Starts a program as the leader of a process group of its own, standard streams as pipes. */
export function spawnGroup(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): ChildProcessWithoutNullStreams {
  const child = spawn(command, args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    detached: true,
    stdio: ["pipe", "pipe", "pipe"],
    ...(options.uid === undefined ? {} : { uid: options.uid }),
    ...(options.gid === undefined ? {} : { gid: options.gid }),
  });
  const pid = child.pid;
  if (pid !== undefined) {
    watch(pid);
    child.once("exit", () => groups.delete(pid));
  }
  // A program that ends without reading its input is no error of ours.
  child.stdin.on("error", () => undefined);
  return child;
}

/** Splits a stream of text into lines; the returned function flushes the last one. */
export function lineReader(onLine: (line: string) => void): { push: (chunk: string) => void; end: () => void } {
  let rest = "";
  return {
    push(chunk) {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) onLine(line);
    },
    end() {
      if (rest !== "") onLine(rest);
      rest = "";
    },
  };
}

/**
 * Runs a program to its end and collects what it wrote. A program that is missing or fails is a result, not an
 * exception; an aborted signal stops the whole group and rejects with the signal's reason.
 */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<RunResult> {
  options.signal?.throwIfAborted();
  const child = spawnGroup(command, args, options);
  const out: string[] = [];
  const err: string[] = [];
  const readers = (["stdout", "stderr"] as const).map((stream) => {
    const reader = lineReader((line) => options.onLine?.(line, stream));
    child[stream].setEncoding("utf8");
    child[stream].on("data", (chunk: string) => {
      (stream === "stdout" ? out : err).push(chunk);
      reader.push(chunk);
    });
    return reader;
  });
  const abort = (): void => {
    if (child.pid !== undefined) void stopGroup(child.pid, 3000);
  };
  options.signal?.addEventListener("abort", abort, { once: true });
  child.stdin.end(options.input ?? "");
  const ended = await new Promise<{ code: number | null; failure?: string }>((resolve) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      resolve({ code: null, failure: error.code ?? error.message });
    });
    child.once("close", (code) => {
      resolve({ code });
    });
  });
  options.signal?.removeEventListener("abort", abort);
  for (const reader of readers) reader.end();
  options.signal?.throwIfAborted();
  return { ...ended, stdout: out.join(""), stderr: err.join("") };
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Ends a process group: a polite signal first, SIGKILL after `patience` milliseconds. Returns when it is gone. */
export async function stopGroup(pid: number, patience: number, polite: NodeJS.Signals = "SIGTERM"): Promise<void> {
  const gone = async (ms: number): Promise<boolean> => {
    const until = Date.now() + ms;
    while (Date.now() < until) {
      if (!groupLives(pid)) return true;
      await sleep(40);
    }
    return false;
  };
  if (!signalGroup(pid, polite)) return;
  if (await gone(patience)) return;
  signalGroup(pid, "SIGKILL");
  await gone(2000);
}

/** A process told apart from a later one that got the same number. */
export interface ProcessIdentity {
  pid: number;
  /** When it began, in whatever unit the system gives; only compared for equality. */
  started: string;
  host: string;
}

/** Identity of a running process, or undefined where there is none. */
export async function identify(fs: FileSystem, pid: number): Promise<ProcessIdentity | undefined> {
  const host = hostname();
  if ((await fs.kind("/proc/self")) !== undefined) {
    try {
      const stat = await fs.readText(`/proc/${pid}/stat`);
      // The name (second field) may hold spaces and brackets: count from the last bracket. Field 22 is the start.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      // A zombie has ended; only its parent has not noticed yet.
      return fields[0] === "Z" ? undefined : { pid, started: fields[19] ?? "", host };
    } catch {
      return undefined;
    }
  }
  const result = await run("ps", ["-o", "lstart=", "-p", String(pid)]);
  const started = result.stdout.trim();
  return result.code === 0 && started !== "" ? { pid, started, host } : undefined;
}

/** Whether that very process still runs. A process of another machine counts as running: nobody can tell. */
export async function isAlive(fs: FileSystem, identity: ProcessIdentity): Promise<boolean> {
  if (identity.host !== hostname()) return true;
  return (await identify(fs, identity.pid))?.started === identity.started;
}

/** A port of the loopback address that is free right now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (address !== null && typeof address === "object") resolve(address.port);
        else reject(new Error("no free port on 127.0.0.1"));
      });
    });
  });
}
