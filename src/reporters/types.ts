/** What reporters are given, and what they give: one text for stdout. */
import type { Finding, ValidateResult } from "../validate/types.ts";

export interface Reported extends ValidateResult {
  /** Findings that the baseline knows; they are not among `findings`. */
  readonly known: number;
  /** Entries of the baseline that nothing matches any more. */
  readonly gone: number;
}

/** A rule, as far as reports tell of it. */
export interface RuleFacts {
  readonly code: string;
  readonly severity: Finding["severity"];
  readonly title: string;
  readonly why: string;
  readonly instead: string;
}

const PAGES = "https://github.com/odoo-connector/odoo-connector/blob/main/docs/rules";

/** Address of a rule's page. */
export const pageOf = (code: string): string => `${PAGES}/${code}.md`;

/** How many findings there are of each severity. */
export function counts(findings: readonly Finding[]): Record<Finding["severity"], number> {
  const found = { error: 0, warning: 0, hint: 0 };
  for (const { severity } of findings) found[severity] += 1;
  return found;
}

/** How many findings there are of each rule, most first. */
export function statistics(findings: readonly Finding[]): readonly { readonly code: string; readonly count: number }[] {
  const found = new Map<string, number>();
  for (const { code } of findings) found.set(code, (found.get(code) ?? 0) + 1);
  return [...found]
    .map(([code, count]) => ({ code, count }))
    .sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}

/** `1 error`, `2 errors`. */
export const several = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;
