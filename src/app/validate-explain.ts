/** What is told of rules without any addon: their pages, and what reports say of them. */
import { ConnectorError } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import { RULES } from "../rules/registry.ts";
import { nearestOf } from "../validate/selection.ts";
import { rulePage } from "./package.ts";

export { printBaseline } from "../validate/baseline.ts";
export { nearestOf } from "../validate/selection.ts";

/**
 * The page of a rule, as Markdown.
 * @throws ConnectorError for a code that no rule has
 */
export async function explainRule(fs: FileSystem, code: string): Promise<string> {
  const codes = RULES.map((rule) => rule.code);
  if (codes.includes(code)) return (await rulePage(fs, code)).trimEnd();
  const nearest = nearestOf(code, codes);
  throw new ConnectorError({
    place: "--explain",
    message: `no rule is called ${code}`,
    hint: nearest === undefined ? "all rules are listed in docs/rules/README.md" : `did you mean ${nearest}?`,
  });
}

/** All rules, as far as reports tell of them. */
export const ruleFacts = (): readonly {
  readonly code: string;
  readonly severity: "error" | "warning" | "hint";
  readonly title: string;
  readonly why: string;
  readonly instead: string;
}[] => RULES.map(({ code, severity, title, why, instead }) => ({ code, severity, title, why, instead }));
