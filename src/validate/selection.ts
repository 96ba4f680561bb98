/** Which rules are asked, and how grave what they find is. */
import { closest, distance } from "fastest-levenshtein";
import { GROUPS, type Rule, type Severity } from "../rules/rule.ts";

/** Words are codes, groups, prefixes ending in `*`, or `all`. */
export interface Choice {
  readonly select?: readonly string[];
  readonly ignore?: readonly string[];
  /** The least that is told. */
  readonly severity?: Severity;
  /** What single rules are set to, whatever they say themselves. */
  readonly rules?: Readonly<Record<string, Severity | "off">>;
  /** Rules that are not asked of some files: pattern (`tests/**`) -> words. */
  readonly files?: Readonly<Record<string, readonly string[]>>;
}

const RANK: Readonly<Record<Severity, number>> = { error: 2, warning: 1, hint: 0 };

/** @returns whether a severity is at least as grave as another */
export const isAtLeast = (severity: Severity, least: Severity): boolean => RANK[severity] >= RANK[least];

/** @returns whether a word (a code, a group, `prefix*`, `all`) means a rule */
export function means(word: string, rule: Pick<Rule, "code" | "group">): boolean {
  if (word.endsWith("*")) return rule.code.startsWith(word.slice(0, -1));
  return word === rule.code || word === rule.group || word === "all";
}

/** @returns the severity that a rule's findings have; undefined where the rule is not asked */
export function severityOf(rule: Rule, choice: Choice): Severity | undefined {
  if (choice.select !== undefined && !choice.select.some((word) => means(word, rule))) return undefined;
  if (choice.ignore?.some((word) => means(word, rule)) === true) return undefined;
  const severity = choice.rules?.[rule.code] ?? rule.severity;
  if (severity === "off" || !isAtLeast(severity, choice.severity ?? "hint")) return undefined;
  return severity;
}

/** @returns whether a rule is silenced in a file by its path */
export function isSilencedIn(rule: Rule, path: string, choice: Choice): boolean {
  return Object.entries(choice.files ?? {}).some(
    ([pattern, words]) => words.some((word) => means(word, rule)) && matchesPath(pattern, path),
  );
}

const patterns = new Map<string, RegExp>();

/** `*` within a folder, `**` through folders, `?` one character; a folder's name stands for all that is in it. */
export function matchesPath(pattern: string, path: string): boolean {
  let known = patterns.get(pattern);
  if (known === undefined) {
    const source = pattern
      .replace(/\/$/, "")
      .replace(/\*\*\/|\*\*|[*?]|[\\^$.|+()[\]{}]/g, (part) =>
        part === "**/"
          ? "(?:.*/)?"
          : part === "**"
            ? ".*"
            : part === "*"
              ? "[^/]*"
              : part === "?"
                ? "[^/]"
                : `\\${part}`,
      );
    known = new RegExp(`^${source}(?:/.*)?$`);
    patterns.set(pattern, known);
  }
  return known.test(path);
}

export interface UnknownWord {
  readonly word: string;
  readonly nearest: string | undefined;
}

/** @returns the words that mean no rule, each with the one that was probably meant */
export function unknownWords(words: readonly string[], rules: readonly Rule[]): readonly UnknownWord[] {
  return words
    .filter((word) => !(GROUPS as readonly string[]).includes(word) && !rules.some((rule) => means(word, rule)))
    .map((word) => ({ word, nearest: nearestOf(word, [...rules.map(({ code }) => code), ...GROUPS]) }));
}

/** @returns the nearest of some words, where one is near enough to be meant */
export function nearestOf(word: string, words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined;
  const found = closest(word, words);
  return distance(word, found) <= Math.max(2, Math.floor(Math.max(word.length, found.length) / 3)) ? found : undefined;
}
