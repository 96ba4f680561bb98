/** Safe fixes: made in memory and judged again until nothing more is to be fixed, then written as a whole. */
import { dirname } from "node:path";
import type { FileSystem } from "../fs/port.ts";
import { applyFixes } from "../validate/fix.ts";
import type { Finding } from "../validate/types.ts";
import type { Change } from "../write/changes.ts";
import { unifiedDiff } from "../write/diff.ts";
import type { Machine } from "../write/mutex.ts";
import { rewriteFiles } from "../write/writer.ts";
import { combine, jobsOf, type Request, settingsOf, type Validated } from "./validate.ts";
import { Judge } from "./validate-judge.ts";
import type { AddonResult, Job } from "./validate-types.ts";

export interface Fixed {
  /** What is left, as if the fixes were written. */
  readonly validated: Validated;
  readonly fixed: number;
  readonly files: number;
  /** As `git apply` takes it, paths relative to where the user stands. */
  readonly diff: string;
}

/** Fixes of one round make room for those of the next; what has not settled by then never does. */
const ROUNDS = 10;

export interface Rounds {
  /** With the fixes made. */
  readonly result: AddonResult;
  /** What stood in the files that changed. */
  readonly originals: ReadonlyMap<string, string>;
  readonly changed: ReadonlyMap<string, string>;
  /** The findings that were fixed. */
  readonly applied: readonly Finding[];
}

/**
 * Makes the fixes of one addon in memory, round after round, until nothing is left to fix.
 * @param fs where the judge reads
 * @param wanted picks the findings that may be fixed
 */
export async function fixInMemory(
  fs: FileSystem,
  judge: Judge,
  job: Job,
  wanted: (findings: readonly Finding[]) => readonly Finding[] = (all) => all,
): Promise<Rounds> {
  const originals = new Map<string, string>();
  const changed = new Map<string, string>();
  const applied: Finding[] = [];
  let { result } = await judge.judge(job);
  for (let round = 0; round < ROUNDS; round += 1) {
    const texts = new Map(changed);
    const findings = wanted(result.findings);
    for (const { fix } of findings) {
      for (const { file } of fix ?? []) {
        if (texts.has(file)) continue;
        const text = await fs.readText(`${job.place.folder}/${file}`);
        originals.set(file, text);
        texts.set(file, text);
      }
    }
    const made = applyFixes(texts, findings);
    if (made.applied.length === 0) break;
    applied.push(...made.applied);
    for (const [file, text] of made.changed) changed.set(file, text);
    ({ result } = await judge.judge(job, changed));
  }
  return { result, originals, changed, applied };
}

/** @param machine without: nothing is written */
export async function fixAddons(fs: FileSystem, request: Request, machine: Machine | undefined): Promise<Fixed> {
  const judge = new Judge(fs, settingsOf(request));
  const results: AddonResult[] = [];
  const changes: Change[] = [];
  const roots = new Map<string, { path: string; before: string; after: string }[]>();
  let fixed = 0;
  for (const job of await jobsOf(fs, request)) {
    const { result, originals, changed, applied } = await fixInMemory(fs, judge, job);
    fixed += applied.length;
    // What is left is told as it is on disk where nothing is written.
    results.push(machine === undefined ? (await judge.judge(job)).result : result);
    const root = dirname(job.place.folder);
    for (const [file, after] of changed) {
      const before = originals.get(file) ?? "";
      if (before === after) continue;
      roots.set(root, [...(roots.get(root) ?? []), { path: `${job.place.name}/${file}`, before, after }]);
      const path = job.place.shown === "" ? file : `${job.place.shown}/${file}`;
      changes.push({ path, action: "update", ownership: "seed", before, after });
    }
  }
  if (machine !== undefined) for (const [root, files] of roots) await rewriteFiles(fs, machine, root, files);
  return {
    validated: await combine(fs, results, request),
    fixed,
    files: changes.length,
    diff: await unifiedDiff(changes),
  };
}
