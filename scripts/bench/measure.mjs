// Shared by the figures: runs a command, tells seconds and peak memory; what a figure looks like.
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Node reads this file at every start, which costs as much as the start itself: no part of what is measured. */
const env = { ...process.env, NO_COLOR: "1" };
delete env.NODE_EXTRA_CA_CERTS;

/**
 * Runs a command to its end.
 * @param codes exit codes that are no failure
 * @returns {Promise<{seconds: number, megabytes: number | undefined}>} wall time, and the peak of its memory where /proc tells
 */
export function measure(command, args, extra = {}, codes = [0]) {
  return new Promise((resolve, reject) => {
    const started = process.hrtime.bigint();
    const child = spawn(command, args, { stdio: ["ignore", "ignore", "pipe"], env: { ...env, ...extra } });
    let stderr = "";
    child.stderr.on("data", (chunk) => (stderr += chunk));
    child.on("error", reject);
    child.on("close", (code) => {
      const seconds = Number(process.hrtime.bigint() - started) / 1e9;
      if (codes.includes(code)) resolve({ seconds, stderr });
      else reject(new Error(`${command} ${args.join(" ")} ended with ${code}:\n${stderr}`));
    });
  });
}

/** Peak resident memory of one run of Node, in MB. */
export const peakOf = async (args) => (await usageOf(args)).megabytes;

/**
 * What one run of Node takes: it tells at its own end.
 * @returns {Promise<{seconds: number, cpuSeconds: number, megabytes: number}>} the CPU's over all cores; the peak of resident memory
 */
export async function usageOf(args) {
  const report =
    "data:text/javascript," +
    encodeURIComponent(`
      import { isMainThread } from "node:worker_threads";
      if (isMainThread) process.on("exit", () => {
        const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
        process.stderr.write("\\nused " + [maxRSS, userCPUTime + systemCPUTime].join(" ") + "\\n");
      })`);
  const { seconds, stderr } = await measure(process.execPath, ["--import", report, ...args]);
  const [, kilobytes, microseconds] = /used (\d+) (\d+)/.exec(stderr);
  return { seconds, cpuSeconds: microseconds / 1e6, megabytes: kilobytes / 1024 };
}

/** The middle of a list of numbers; between the two middle ones of an even list. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}

/** min, median and max of a list of numbers. */
export const spread = (values) => ({
  min: Math.min(...values),
  median: median(values),
  max: Math.max(...values),
});

/** Runs several things in turn, so that whatever else the machine does hits all of them. */
export async function inRounds(rounds, runs) {
  const found = Object.fromEntries(Object.keys(runs).map((name) => [name, []]));
  for (const run of Object.values(runs)) await run();
  for (let round = 0; round < rounds; round++) {
    for (const [name, run] of Object.entries(runs)) found[name].push(await run());
  }
  return Object.fromEntries(Object.entries(found).map(([name, values]) => [name, spread(values)]));
}

export const inTurn = (rounds, ours, theirs) => inRounds(rounds, { ours, theirs });

export function withFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), "odoo-connector-bench-"));
  return Promise.resolve(work(folder)).finally(() => rmSync(folder, { recursive: true, force: true }));
}

/** Folder of the lab's cache, as src/lab/paths.ts has it. */
export function labCache() {
  if (process.env.ODOO_CONNECTOR_CACHE) return process.env.ODOO_CONNECTOR_CACHE;
  if (process.getuid?.() === 0) return "/var/cache/odoo-connector";
  if (process.env.XDG_CACHE_HOME) return join(process.env.XDG_CACHE_HOME, "odoo-connector");
  return process.platform === "darwin"
    ? join(homedir(), "Library", "Caches", "odoo-connector")
    : join(homedir(), ".cache", "odoo-connector");
}

/**
 * The lab's Odoo 19.0: a Python with its requirements and the folder that `import odoo` finds it in.
 * @returns {{python: string, path: string} | undefined}
 */
export function labOdoo() {
  const cache = labCache();
  const python = join(cache, "python");
  if (!existsSync(python)) return undefined;
  const venv = readdirSync(python).find((name) => name.startsWith("19.0-"));
  const cli = findBelow(join(cache, "odoo", "19.0"), join("odoo", "cli", "scaffold.py"), 7);
  if (!venv || !cli) return undefined;
  return { python: join(python, venv, "bin", "python"), path: dirname(dirname(dirname(cli))) };
}

/** First path below a folder, at most `depth` levels down, that ends like this. */
function findBelow(folder, ending, depth) {
  if (!existsSync(folder)) return undefined;
  if (existsSync(join(folder, ending))) return join(folder, ending);
  if (depth === 0) return undefined;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const found = entry.isDirectory() ? findBelow(join(folder, entry.name), ending, depth - 1) : undefined;
    if (found) return found;
  }
  return undefined;
}
