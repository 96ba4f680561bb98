import { spawn, type SpawnOptions } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll } from "vitest";
import { expectSound } from "../generated/sound.ts";

export const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The tests run what was built; `npm test` builds first, a single run builds what is missing. */
export function needBuild(): void {
  beforeAll(async () => {
    if (!existsSync(join(project, "dist", "cli.cjs"))) {
      const { code, stderr } = await run("node", [join(project, "scripts/build.mjs")]);
      if (code !== 0) throw new Error(stderr);
    }
  });
}

export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

export function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<Run> {
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  let stdout = "";
  let stderr = "";
  child.stdout?.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, stdout, stderr }));
  });
}

/** One of the executables, as a user runs it; fails where a rule finds something in an addon that it has generated. */
export async function bin(name: string, args: readonly string[], options: SpawnOptions = {}): Promise<Run> {
  const done = await run(process.execPath, [join(project, "bin", `${name}.js`), ...args], options);
  const isInit = name === "init-connector" || (name === "odoo-connector" && args[0] === "init");
  const isWritten = isInit && done.code === 0 && !args.some((arg) => /^--(?:dry-run|help|version)$/.test(arg));
  if (isWritten) {
    const path = args.includes("--path") ? args[args.lastIndexOf("--path") + 1] : ".";
    await expectSound(resolve(String(options.cwd ?? "."), path ?? "."));
  }
  return done;
}

export async function withFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "odoo-connector-e2e-"));
  try {
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Every file below a folder: path -> text. */
export async function treeOf(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found[path.slice(folder.length + 1)] = await readFile(path, "utf8");
  }
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export async function timesOf(folder: string): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const path of Object.keys(await treeOf(folder))) found[path] = (await stat(join(folder, path))).mtimeMs;
  return found;
}
