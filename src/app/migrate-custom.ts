/**
 * What people wrote in an addon that moves to another version of Odoo: the validator's rules for that version judge it,
 * and make the fixes that are safe. Done before the merge, to what was generated for the old version too, so that what
 * both sides need is no conflict; and after it, to everything that is not as it was generated.
 */
import { join } from "node:path";
import type { FileSystem } from "../fs/port.ts";
import type { OdooVersion } from "../odoo/capabilities.ts";
import { applyBaseline, type Baseline, parseBaseline, printBaseline } from "../validate/baseline.ts";
import type { Finding } from "../validate/types.ts";
import { readBase } from "../write/base.ts";
import type { Change, ChangeSet } from "../write/changes.ts";
import { type AddonLock, digest } from "../write/lockfile.ts";
import type { MergeText } from "../write/merge.ts";
import { isBinary } from "../write/paths.ts";
import { withTexts } from "../fs/overlay.ts";
import { SPEC_FILE } from "./connector.ts";
import { AddonReader } from "./read-addons.ts";
import { jobsOf } from "./validate.ts";
import { fixInMemory } from "./validate-fix.ts";
import { Judge } from "./validate-judge.ts";
import type { Job } from "./validate-types.ts";

export interface MovingAddon {
  readonly name: string;
  readonly lock: AddonLock;
}

/** What became of the code that people wrote. */
export interface CustomResult {
  /** What is left for people to do: findings that the old version did not have. */
  readonly findings: readonly Finding[];
  /** How often each rule was satisfied by a fix, by path below the root. */
  readonly fixed: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Findings that stood there before, for the old version. */
  readonly known: number;
}

interface Standing {
  readonly addon: MovingAddon;
  readonly job: Job;
  /** Of the code as it stands, for the version that it was written for. */
  readonly before: Baseline;
  /** What was fixed in edited files before the merge. */
  readonly fixed: readonly Finding[];
}

type Texts = Map<string, string>;

export class CustomCode {
  private readonly standing: Standing[] = [];
  /** Texts of edited files by path below the root: as they stand, and with fixes. */
  private readonly mine = new Map<string, { readonly found: string; readonly fixed: string }>();
  /** What was generated there, with the same fixes. */
  private readonly base: Texts = new Map();
  private result: CustomResult = { findings: [], fixed: new Map(), known: 0 };

  constructor(
    private readonly fs: FileSystem,
    private readonly root: string,
    private readonly cwd: string,
    private readonly to: OdooVersion,
  ) {}

  /** What the last {@link finish} came to. */
  get outcome(): CustomResult {
    return this.result;
  }

  /** Looks at an addon; of one in which nobody wrote anything there is nothing to do. */
  async add(addon: MovingAddon): Promise<void> {
    const { fs, root } = this;
    const folder = join(root, addon.name);
    const { files } = await new AddonReader(fs).source(folder);
    const edited: Texts = new Map();
    let isForeign = false;
    for (const [file, text] of files) {
      if (text === undefined || file === SPEC_FILE) continue;
      const locked = addon.lock.files[file];
      if (locked === undefined) isForeign = true;
      else if (locked.sha256 !== digest(text)) edited.set(file, text);
    }
    if (edited.size === 0 && !isForeign) return;
    const [job] = await jobsOf(fs, { paths: [folder], cwd: this.cwd });
    if (job === undefined) return;
    const { result } = await this.judge(fs, addon.lock.odoo).judge(job);
    const before = parseBaseline(printBaseline(result.findings), addon.name);
    const { changed, applied } = await this.fix(fs, job, before, (file) => edited.has(file));
    for (const [file, text] of changed) {
      this.mine.set(`${addon.name}/${file}`, { found: edited.get(file) ?? "", fixed: text });
    }
    this.standing.push({ addon, job, before, fixed: applied });
    if (edited.size > 0) await this.fixBase(addon, job, [...edited.keys()]);
  }

  /** The same fixes in what was generated for the old version: there they are no difference to the user's. */
  private async fixBase({ name, lock }: MovingAddon, job: Job, edited: readonly string[]): Promise<void> {
    const { fs, root } = this;
    const texts = await readBase(fs, join(root, name), lock.files);
    if (texts === undefined) return;
    const generated = edited.flatMap((file) => {
      const text = texts.get(file);
      return text === undefined ? [] : [[join(root, name, file), text] as const];
    });
    const before = parseBaseline(printBaseline([]), name);
    const { changed } = await this.fix(withTexts(fs, new Map(generated)), job, before, (file) => edited.includes(file));
    for (const [file, text] of changed) this.base.set(`${name}/${file}`, text);
  }

  private judge(fs: FileSystem, odoo: string): Judge {
    return new Judge(fs, { cwd: this.cwd, odoo, addonsPath: [], ignore: [] });
  }

  /** Fixes what the new version finds and the old one did not, in the files that are the user's to some part. */
  private fix(
    fs: FileSystem,
    job: Job,
    before: Baseline,
    isCustom: (file: string) => boolean,
  ): ReturnType<typeof fixInMemory> {
    return fixInMemory(fs, this.judge(fs, this.to), job, (findings) =>
      freshOf(findings, before, job).filter(({ fix = [] }) => fix.every(({ file }) => isCustom(file))),
    );
  }

  /** Merges with the fixes made on both sides of the user. */
  merging(merge: MergeText): MergeText {
    return (path, base, mine, planned, options) => {
      const own = this.mine.get(path);
      // Another process may have written meanwhile: of its text nothing is known.
      const isKnown = own === undefined || own.found === mine;
      return isKnown
        ? merge(path, this.base.get(path) ?? base, own?.fixed ?? mine, planned, options)
        : merge(path, base, mine, planned, options);
    };
  }

  /** Makes what fixes there are for the merged tree, and judges what is left. */
  finish = async (settled: ChangeSet, planned: ChangeSet): Promise<ChangeSet> => {
    const { root } = this;
    const ways = new Map(planned.changes.map(({ path, ways: found }) => [path, found]));
    const texts = new Map<string, string | undefined>();
    const custom = new Set<string>();
    const known = new Map(settled.changes.map((change) => [change.path, change]));
    const marked = new Set<string>();
    for (const change of settled.changes) {
      const { path } = change;
      if (isBinary(path)) continue;
      const isOpen = change.action === "conflict";
      // Between markers nothing can be read: the rest is judged as if the new had been taken.
      const text = isOpen ? (ways.get(path)?.new ?? change.before) : standsAfter(change);
      texts.set(join(root, path), text);
      if (isOpen) marked.add(path);
      else if (text !== undefined && !isPlanned(text, change)) custom.add(path);
    }
    const after = withTexts(this.fs, texts);
    const found: Finding[] = [];
    const fixed = new Map<string, Map<string, number>>();
    const count = (path: string, code: string): void => {
      const codes = fixed.get(path) ?? new Map<string, number>();
      fixed.set(path, codes.set(code, (codes.get(code) ?? 0) + 1));
    };
    let before = 0;
    const changes = new Map<string, Change>();
    for (const { addon, job, before: baseline, fixed: early } of this.standing) {
      const pathOf = (file: string): string => `${addon.name}/${file}`;
      // What nobody planned is foreign, and the user's too.
      const isCustom = (file: string): boolean => custom.has(pathOf(file)) || !known.has(pathOf(file));
      const { result, originals, changed, applied } = await this.fix(after, job, baseline, isCustom);
      for (const { path, code } of [...early, ...applied]) if (isCustom(path)) count(pathOf(path), code);
      for (const [file, text] of changed) {
        const path = pathOf(file);
        const original = originals.get(file) ?? "";
        if (text !== original) changes.set(path, fixedChange(known.get(path), path, original, text));
      }
      const fresh = freshOf(result.findings, baseline, job);
      before += result.findings.length - fresh.length;
      found.push(...fresh.filter(({ path }) => !marked.has(pathOf(path))));
    }
    this.result = { findings: found, fixed, known: before };
    const all = [...settled.changes.filter(({ path }) => !changes.has(path)), ...changes.values()];
    return {
      ...settled,
      changes: all
        .map((change) => told(change, fixed.get(change.path), this.to))
        .sort((a, b) => (a.path < b.path ? -1 : 1)),
    };
  };
}

const freshOf = (findings: readonly Finding[], before: Baseline, job: Job): readonly Finding[] =>
  applyBaseline(findings, before, [job.place.name]).fresh;

/** Whether a text is what was planned for it: its line ends may be the user's. */
const isPlanned = (text: string, { after = "", planned = after }: Change): boolean => digest(text) === digest(planned);

/** What stands there once a change is done. */
function standsAfter({ action, before, after }: Change): string | undefined {
  if (action === "remove") return undefined;
  return action === "keep" ? before : after;
}

/** The change of a file with fixes in it: its own with another text, or a new one of a file that nobody planned. */
function fixedChange(known: Change | undefined, path: string, original: string, text: string): Change {
  if (known === undefined) return { path, action: "merge", ownership: "seed", before: original, after: text };
  const { reason: _, ...change } = known;
  const planned = known.planned ?? known.after;
  return { ...change, action: "merge", after: text, ...(planned !== undefined && { planned }) };
}

function told(change: Change, codes: ReadonlyMap<string, number> | undefined, to: OdooVersion): Change {
  if (codes === undefined || change.action !== "merge") return change;
  const words = [...codes].map(([code, count]) => (count === 1 ? code : `${code} (${count} times)`));
  return { ...change, reason: [change.reason, `fixed for Odoo ${to}: ${words.join(", ")}`].filter(Boolean).join("; ") };
}
