/** Asks the rules about one addon: what they find, made into findings with places, less what comments silence. */
import type { AddonModel, Place } from "../addon/types.ts";
import type { World } from "../addon/world.ts";
import { capabilities, isOdooVersion, ODOO_VERSIONS, type OdooVersion } from "../odoo/capabilities.ts";
import { lineStarts, positionAt } from "../parse/text.ts";
import type { Report, Rule, Severity } from "../rules/rule.ts";
import { type Choice, isAtLeast, isSilencedIn, means, nearestOf, severityOf } from "./selection.ts";
import { type Suppression, suppressionsOf } from "./suppress.ts";
import type { Finding } from "./types.ts";

export interface Case {
  readonly addon: AddonModel;
  readonly world: World;
  /** The addon's folder as the user gave it; empty for the folder that he stands in. */
  readonly path: string;
  readonly version: AddonVersion;
  readonly rules: readonly Rule[];
  readonly choice: Choice;
}

export interface Judged {
  readonly findings: readonly Finding[];
  /** What rules could not judge. */
  readonly unresolved: readonly Finding[];
}

/** The version of Odoo that an addon is judged by. */
export interface AddonVersion {
  readonly odoo: OdooVersion;
  /** Why it is a guess: then only what is the same in all versions is judged. */
  readonly doubt?: string;
}

/** The newest: what an addon of an unknown version is read as. */
const NEWEST: OdooVersion = "19.0";

/**
 * @param asked what the user says, of the form `19.0`
 * @returns the version of Odoo that an addon is for: what the user says, else what its manifest's version begins with
 */
export function versionOf(addon: AddonModel, asked: OdooVersion | undefined): AddonVersion {
  if (asked !== undefined) return { odoo: asked };
  const written = addon.manifest?.version?.text;
  if (written === undefined) return { odoo: NEWEST, doubt: "the manifest has no version" };
  const series = /^\d+\.\d+(?=\.\d+\.\d+(?:\.\d+)*$)/.exec(written)?.[0];
  if (series === undefined)
    return { odoo: NEWEST, doubt: `version ${written} does not say which Odoo the addon is for` };
  if (isOdooVersion(series)) return { odoo: series };
  return {
    odoo: NEWEST,
    doubt: `version ${written} is for Odoo ${series}, and only ${ODOO_VERSIONS.join(", ")} are known`,
  };
}

/** What the newest Odoo is asked about where the version is unknown. */
const SAME_IN_ALL: ReadonlySet<string> = new Set(["syntax", "structure", "manifest", "suppression"]);

/** Findings of one rule in one addon: what is beyond is the same again, of a file that somebody's machine wrote. */
const MOST = 5000;

/** Findings of the engine itself. Each has its rule's page. */
const OWN = {
  version: "manifest-version-unknown",
  unused: "suppression-unused",
  reasonless: "suppression-without-reason",
  unknown: "suppression-unknown-code",
} as const;

/** @returns what the rules say about an addon, sorted by file and place */
export function judge({ addon, world, path, version, rules, choice }: Case): Judged {
  const places = new Places(addon, path);
  const cap = capabilities(version.odoo);
  const found: { rule: Rule; severity: Severity; report: Report }[] = [];
  const unresolved: Finding[] = [];
  const asked = rules.flatMap((rule) => {
    const severity = severityOf(rule, choice);
    return severity === undefined ? [] : [{ rule, severity }];
  });
  const tell = (code: string, report: Report): void => {
    const one = asked.find(({ rule }) => rule.code === code);
    if (one !== undefined) found.push({ ...one, report });
  };

  if (version.doubt !== undefined && addon.manifest !== undefined)
    tell(OWN.version, {
      at: addon.manifest.version ?? { file: addon.manifest.file, from: 0, to: 0 },
      message: version.doubt,
    });
  for (const { rule, severity } of asked) {
    if (!isAbout(rule, addon, world, version)) continue;
    let count = 0;
    rule.check({
      ...{ addon, world, cap, version: version.odoo },
      report: (report) => {
        count += 1;
        if (count <= MOST) found.push({ rule, severity, report });
      },
      unresolved: (at, what) =>
        void unresolved.push(places.finding(rule, "hint", { at, message: `not judged: ${what}` })),
    });
  }

  const suppressions = suppressionsOf(addon).map((one) => ({ ...one, used: new Set<string>() }));
  const told = found.filter(({ rule, report: { at } }) => {
    if (isSilencedIn(rule, at.file, choice)) return false;
    if (rule.group === "suppression") return true;
    let isSilenced = false;
    for (const one of suppressions) {
      if (one.file !== at.file || one.lines?.has(places.line(at)) === false) continue;
      for (const word of one.words) {
        if (!means(word, rule)) continue;
        one.used.add(word);
        isSilenced = true;
      }
    }
    return !isSilenced;
  });
  found.length = 0;
  for (const one of suppressions) judgeSuppression(one, rules, asked, version, tell);
  const own = found.filter(({ rule, report: { at } }) => !isSilencedIn(rule, at.file, choice));
  return {
    findings: sorted([...told, ...own].map(({ rule, severity, report }) => places.finding(rule, severity, report))),
    unresolved: sorted(unresolved),
  };
}

function isAbout(rule: Rule, addon: AddonModel, world: World, { odoo, doubt }: AddonVersion): boolean {
  if (doubt !== undefined && (!SAME_IN_ALL.has(rule.group) || rule.versions !== undefined)) return false;
  const at = ODOO_VERSIONS.indexOf(odoo);
  const { from, until } = rule.versions ?? {};
  if (from !== undefined && at < ODOO_VERSIONS.indexOf(from)) return false;
  if (until !== undefined && at > ODOO_VERSIONS.indexOf(until)) return false;
  return rule.needs === undefined || addon.name === rule.needs || world.dependsOn(addon, rule.needs) === "yes";
}

function judgeSuppression(
  one: Suppression & { readonly used: ReadonlySet<string> },
  rules: readonly Rule[],
  asked: readonly { readonly rule: Rule; readonly severity: Severity }[],
  version: AddonVersion,
  tell: (code: string, report: Report) => void,
): void {
  const at: Place = { file: one.file, from: one.from, to: one.to };
  if (one.reason === "")
    tell(OWN.reasonless, { at, message: `${one.words.join(", ")} is ignored here without a reason` });
  const unused: string[] = [];
  for (const word of one.words) {
    if (!rules.some((rule) => means(word, rule))) {
      const nearest = nearestOf(
        word,
        rules.map(({ code }) => code),
      );
      tell(OWN.unknown, {
        at,
        message: `no rule is called ${word}`,
        ...(nearest === undefined ? {} : { instead: `Write ${nearest}.` }),
      });
    } else if (
      !one.used.has(word) &&
      // Whether a rule would have found something is known only of those that were asked.
      version.doubt === undefined &&
      rules.every((rule) => !means(word, rule) || asked.some((other) => other.rule === rule))
    ) {
      unused.push(word);
    }
  }
  if (unused.length === 0) return;
  tell(OWN.unused, {
    at,
    message: `${unused.join(", ")} finds nothing here to ignore`,
    ...(unused.length === one.words.length ? { fix: [{ ...one.whole, text: "" }] } : {}),
  });
}

/** Lines and columns of an addon's files. */
class Places {
  private readonly starts = new Map<string, readonly number[]>();
  private readonly addon: AddonModel;
  private readonly path: string;

  constructor(addon: AddonModel, path: string) {
    this.addon = addon;
    this.path = path;
  }

  private startsOf(file: string): readonly number[] {
    let known = this.starts.get(file);
    if (known === undefined) {
      known = lineStarts(this.addon.files.get(file)?.text ?? "");
      this.starts.set(file, known);
    }
    return known;
  }

  line({ file, from }: Place): number {
    return positionAt(this.startsOf(file), from).line;
  }

  finding(rule: Rule, severity: Severity, { at, message, instead, fix }: Report): Finding {
    const starts = this.startsOf(at.file);
    const start = positionAt(starts, at.from);
    const text = this.addon.files.get(at.file)?.text;
    return {
      ...{ code: rule.code, severity, addon: this.addon.name, path: at.file },
      file: this.path === "" ? at.file : `${this.path}/${at.file}`,
      start,
      end: positionAt(starts, Math.max(at.from, at.to)),
      message,
      why: rule.why,
      instead: instead ?? rule.instead,
      ...(text === undefined
        ? {}
        : { source: text.slice(starts[start.line - 1] ?? 0, starts[start.line] ?? text.length).replace(/\r?\n$/, "") }),
      ...(fix === undefined ? {} : { fix }),
    };
  }
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** In the order of reading; the same said twice of one place is said once. */
function sorted(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings
    .filter(({ code, path, start, message }) => {
      const key = `${code}\0${path}\0${start.line}:${start.column}\0${message}`;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    })
    .sort(
      (a, b) =>
        compare(a.path, b.path) ||
        a.start.line - b.start.line ||
        a.start.column - b.start.column ||
        compare(a.code, b.code) ||
        compare(a.message, b.message),
    );
}

/** @returns how many findings there are of a severity or graver */
export const countOf = (findings: readonly Finding[], least: Severity): number =>
  findings.filter(({ severity }) => isAtLeast(severity, least)).length;
