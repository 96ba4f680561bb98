/**
 * Validation of addons from start to end: finds them, takes what is kept of those that did not change, has the others
 * judged, here or in threads, and takes off what a baseline knows. Nothing heavy is loaded where everything is kept.
 */
import { resolve } from "node:path";
import { ConnectorError } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import type { Finding, ValidateOptions, ValidateResult } from "../validate/types.ts";
import { VERSION } from "../version.ts";
import type { Cache } from "./validate-cache.ts";
import { Configs, findAddons, needFolders } from "./validate-places.ts";
import type { AddonResult, Answer, Job, Settings } from "./validate-types.ts";

/** Set by the build: what the code of this tool is. */
declare const BUILD: string | undefined;

export interface Request extends ValidateOptions {
  /** The folder that relative paths start from. */
  readonly cwd: string;
  /** More paths, as version control lists what has changed: what stands in no addon is left out. */
  readonly listed?: readonly string[];
  /** A baseline file, in place of those that configurations name. */
  readonly baseline?: string;
  /** Nothing of a baseline is taken off: for whoever writes one. */
  readonly ignoreBaseline?: boolean;
  /** How many processors there are. */
  readonly processors?: number;
  readonly onStep?: (text: string) => void;
}

export interface Validated extends ValidateResult {
  /** Findings that a baseline knows. */
  readonly known: number;
  /** What a baseline lists and nobody finds any more. */
  readonly gone: number;
  /** The addons, with the baseline that the configuration of each names. */
  readonly results: readonly AddonResult[];
}

/** The options with their paths made absolute. */
export function settingsOf(request: Request): Settings {
  const { cwd, odoo, addonsPath = [], index, select, ignore = [], severity } = request;
  return {
    cwd,
    addonsPath: addonsPath.map((path) => resolve(cwd, path)),
    ignore,
    ...(odoo === undefined ? {} : { odoo }),
    ...(index === undefined ? {} : { index: resolve(cwd, index) }),
    ...(select === undefined ? {} : { select }),
    ...(severity === undefined ? {} : { severity }),
  };
}

/** The addons that a request is about, each with its configuration. */
export async function jobsOf(
  fs: FileSystem,
  { paths, listed, cwd, addonsPath = [] }: Request,
): Promise<readonly Job[]> {
  if (paths.length === 0 && listed === undefined) {
    throw new ConnectorError({ message: "no addon is named", hint: "validate-connector PATH…, or . for this folder" });
  }
  await needFolders(
    fs,
    addonsPath.map((path) => resolve(cwd, path)),
    "--addons-path",
  );
  const configs = new Configs(fs, cwd);
  const places = await findAddons(fs, paths, cwd, listed);
  return Promise.all(places.map(async (place) => ({ place, config: await configs.of(place.folder) })));
}

/**
 * Judges addons.
 * @throws ConnectorError (2) for paths, options and configurations that say nothing sensible
 */
export async function validateAddons(fs: FileSystem, request: Request): Promise<Validated> {
  const settings = settingsOf(request);
  const jobs = await jobsOf(fs, request);
  const found = new Map<Job, AddonResult>();
  let cache: Cache | undefined;
  const keys = new Map<Job, string>();
  if (request.cache !== undefined) {
    const { Cache } = await import("./validate-cache.ts");
    cache = new Cache(fs, resolve(request.cwd, request.cache));
    for (const job of jobs) {
      const build = typeof BUILD === "undefined" ? "" : BUILD;
      const key = cache.key([VERSION, build, settings, job]);
      keys.set(job, key);
      const kept = await cache.find(key);
      if (kept !== undefined) found.set(job, kept);
    }
  }
  const waiting = jobs.filter((job) => !found.has(job));
  if (waiting.length > 0) {
    await judgeAll(fs, settings, waiting, request, async (job, { result, inputs }) => {
      found.set(job, result);
      request.onStep?.(`${found.size} of ${jobs.length} addons`);
      const key = keys.get(job);
      if (cache !== undefined && key !== undefined) await cache.keep(key, [job.place.folder, ...inputs], result);
    });
  }
  return combine(
    fs,
    jobs.flatMap((job) => found.get(job) ?? []),
    request,
  );
}

/** Fewer addons are not worth the start of another thread, in which everything is loaded once more. */
const WORTH_A_THREAD = 12;

async function judgeAll(
  fs: FileSystem,
  settings: Settings,
  jobs: readonly Job[],
  { workers, processors = 1 }: Request,
  done: (job: Job, answer: Answer) => Promise<void>,
): Promise<void> {
  const count = Math.min(workers ?? Math.floor(jobs.length / WORTH_A_THREAD), workers ?? processors, jobs.length);
  // Only the bundle has a file for the thread.
  if (count > 1 && /\.c?js$/.test(import.meta.url)) {
    const { judgeInThreads } = await import("./validate-threads.ts");
    await judgeInThreads(settings, jobs, count, done);
    return;
  }
  const { Judge } = await import("./validate-judge.ts");
  const judge = new Judge(fs, settings);
  for (const job of jobs) await done(job, await judge.judge(job));
}

/** Results as one, less what baselines know. */
export async function combine(fs: FileSystem, results: readonly AddonResult[], request: Request): Promise<Validated> {
  let findings: Finding[] = [];
  let known = 0;
  let gone = 0;
  const byBaseline = new Map<string | undefined, AddonResult[]>();
  for (const result of results) {
    const path = request.baseline === undefined ? result.baseline : resolve(request.cwd, request.baseline);
    const key = request.ignoreBaseline === true ? undefined : path;
    byBaseline.set(key, [...(byBaseline.get(key) ?? []), result]);
  }
  for (const [path, group] of byBaseline) {
    const all = group.flatMap((result) => result.findings);
    if (path === undefined) {
      findings = [...findings, ...all];
      continue;
    }
    const { applyBaseline, parseBaseline } = await import("../validate/baseline.ts");
    const text = await fs.readText(path).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
      throw new ConnectorError({
        place: path,
        message: "there is no such baseline",
        hint: "--write-baseline writes it",
      });
    });
    const applied = applyBaseline(
      all,
      parseBaseline(text, path),
      group.map(({ name }) => name),
    );
    findings = [...findings, ...applied.fresh];
    known += applied.known;
    gone += applied.gone;
  }
  // Baselines have torn the addons' order apart.
  if (byBaseline.size > 1) {
    const told = new Set(findings);
    findings = results.flatMap((result) => result.findings.filter((finding) => told.has(finding)));
  }
  return {
    findings,
    unresolved: request.verbose === true ? results.flatMap((result) => result.unresolved) : [],
    addons: results.map(({ name, path, odoo }) => ({ name, path: path === "" ? "." : path, odoo })),
    files: results.reduce((sum, { files }) => sum + files, 0),
    known,
    gone,
    results,
  };
}
