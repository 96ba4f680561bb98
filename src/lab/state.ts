import { join } from "node:path";
import type { LabContext } from "./context.ts";
import { isAlive, stopGroup, type ProcessIdentity } from "./process.ts";

/** What a `lab up` leaves on disk, so that `lab shell` finds its database and `lab down` what it started. */
export interface UpState {
  database: string;
  series: string;
  /** Source tree that was named; absent for the packaged one. */
  odoo?: string;
  addonsPaths: readonly string[];
  addons: readonly string[];
  url: string;
  /** Milliseconds since 1970. */
  since: number;
  /** The command itself and the server it started. */
  command?: ProcessIdentity;
  server?: ProcessIdentity;
}

const folderOf = (cache: string): string => join(cache, "up");

export async function writeState({ fs, cache }: LabContext, state: UpState): Promise<void> {
  const file = join(folderOf(cache), `${state.database}.json`);
  await fs.makeDirectory(folderOf(cache));
  await fs.writeText(`${file}.new`, JSON.stringify(state, undefined, 2));
  await fs.rename(`${file}.new`, file);
}

/** All that were left, the newest first. */
export async function readStates({ fs, cache }: LabContext): Promise<UpState[]> {
  const states: UpState[] = [];
  for (const name of await fs.list(folderOf(cache)).catch(() => [])) {
    if (!name.endsWith(".json")) continue;
    try {
      states.push(JSON.parse(await fs.readText(join(folderOf(cache), name))) as UpState);
    } catch {
      // Cut off while it was written, on a full disk: it tells nothing.
    }
  }
  return states.sort((a, b) => b.since - a.since);
}

export async function removeState({ fs, cache }: LabContext, database: string): Promise<void> {
  await fs.remove(join(folderOf(cache), `${database}.json`));
}

const lives = async ({ fs }: LabContext, identity: ProcessIdentity | undefined): Promise<boolean> =>
  identity !== undefined && (await isAlive(fs, identity));

/** Whether the command or its server of a state still runs. */
export const isUp = async (context: LabContext, state: UpState): Promise<boolean> =>
  (await lives(context, state.command)) || (await lives(context, state.server));

/** Waits until a process has ended, at most `ms`. */
async function ended(context: LabContext, identity: ProcessIdentity, ms: number): Promise<boolean> {
  const until = Date.now() + ms;
  while (Date.now() < until) {
    if (!(await isAlive(context.fs, identity))) return true;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return false;
}

/** Stops what a state names, if it is still the very process: the command first, which cleans up; then its server. */
export async function stopUp(context: LabContext, state: UpState): Promise<boolean> {
  let stopped = false;
  if (state.command && (await lives(context, state.command))) {
    process.kill(state.command.pid, "SIGTERM");
    stopped = await ended(context, state.command, 20_000);
  }
  if (state.server && (await lives(context, state.server))) {
    await stopGroup(state.server.pid, 10_000);
    stopped = true;
  }
  return stopped;
}

/** Lends the terminal to a program and returns its exit code. */
export async function lendTerminal(command: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { spawn } = await import("node:child_process");
  // In our own process group, so that the terminal is really its own; Ctrl-C is for it, not for us.
  const ignore = (): void => undefined;
  process.on("SIGINT", ignore);
  try {
    return await new Promise<number>((resolve, reject) => {
      const child = spawn(command, args, { env, stdio: "inherit" });
      child.once("error", reject);
      child.once("close", (code) => resolve(code ?? 1));
    });
  } finally {
    process.off("SIGINT", ignore);
  }
}
