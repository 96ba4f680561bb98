/**
 * A baseline: findings that are known and not told again. They are known by addon, file, code and the text of their
 * line, so that lines may move; the same line twice counts twice.
 */
import { ConnectorError } from "../errors.ts";
import type { Finding } from "./types.ts";

interface Known {
  readonly addon: string;
  readonly file: string;
  readonly code: string;
  /** The finding's line without the white space around it. */
  readonly text: string;
  readonly count: number;
}

export interface Baseline {
  readonly findings: readonly Known[];
}

const keyOf = ({ addon, file, code, text }: Omit<Known, "count">): string => [addon, file, code, text].join("\0");

const knownOf = ({ addon, path, code, source }: Finding): Omit<Known, "count"> => ({
  addon,
  file: path,
  code,
  text: source?.trim() ?? "",
});

/** @returns the text of a baseline file that holds these findings */
export function printBaseline(findings: readonly Finding[]): string {
  const counted = new Map<string, { -readonly [key in keyof Known]: Known[key] }>();
  for (const finding of findings) {
    const known = knownOf(finding);
    const key = keyOf(known);
    const before = counted.get(key);
    if (before === undefined) counted.set(key, { ...known, count: 1 });
    else before.count += 1;
  }
  const sorted = [...counted].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, known]) => known);
  return `${JSON.stringify({ version: 1, findings: sorted }, null, 2)}\n`;
}

/**
 * @param place the file's path, for errors
 * @throws ConnectorError where it is no baseline
 */
export function parseBaseline(text: string, place: string): Baseline {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  const { version, findings } = (value ?? {}) as { version?: unknown; findings?: unknown };
  const isKnown = (one: unknown): one is Known => {
    const { addon, file, code, text, count } = (one ?? {}) as Record<keyof Known, unknown>;
    return [addon, file, code, text].every((word) => typeof word === "string") && typeof count === "number";
  };
  if (version !== 1 || !Array.isArray(findings) || !findings.every(isKnown)) {
    throw new ConnectorError({
      message: "is no baseline of this tool",
      place,
      hint: "write one with --write-baseline",
    });
  }
  return { findings };
}

/**
 * @param addons names of the addons that were looked at: of others nothing can be said
 * @returns the findings that a baseline does not know, how many it knows, and how many it lists that are no longer there
 */
export function applyBaseline(
  findings: readonly Finding[],
  baseline: Baseline,
  addons: readonly string[],
): { readonly fresh: readonly Finding[]; readonly known: number; readonly gone: number } {
  const left = new Map<string, number>();
  for (const one of baseline.findings) left.set(keyOf(one), (left.get(keyOf(one)) ?? 0) + one.count);
  const fresh = findings.filter((finding) => {
    const key = keyOf(knownOf(finding));
    const count = left.get(key) ?? 0;
    if (count > 0) left.set(key, count - 1);
    return count === 0;
  });
  const gone = baseline.findings
    .filter(({ addon }) => addons.includes(addon))
    .reduce((sum, one) => {
      const count = left.get(keyOf(one)) ?? 0;
      left.delete(keyOf(one));
      return sum + count;
    }, 0);
  return { fresh, known: findings.length - fresh.length, gone };
}
