import type { Expr } from "../parse/python/ast.ts";
import { parseExpression } from "../parse/python/parse.ts";
import { literal } from "../parse/python/walk.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "job-retry-pattern",
  group: "job",
  severity: "error",
  title: "A `retry_pattern` that is no dictionary of seconds by count",
  why:
    "`queue_job` refuses the record or fails when it reads it, then no job of that function can be queued; a pattern " +
    "whose counts are no numbers is thrown away.",
  instead:
    'Write `<field name="retry_pattern" eval="{1: 60, 3: 300, 5: 1800}" />`: from which try on, how many seconds.',
  check({ addon, report }) {
    for (const { record } of addon.jobFunctions) {
      const value = record.values.get("retry_pattern");
      if (value === undefined) continue;
      const wrong = value.eval === undefined ? faultOfText(value.text) : faultOf(parseExpression(value.eval.text));
      if (wrong !== undefined) report({ at: value.eval ?? value, message: `this retry_pattern ${wrong}` });
    }
  },
});

/** Without `eval` it is stored as it stands, and read as JSON. */
function faultOfText(text: string | undefined): string | undefined {
  if (text === undefined || text.trim() === "") return undefined;
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null && !Array.isArray(read) ? undefined : "is no dictionary";
  } catch {
    return "is a text that is no JSON: it needs eval=";
  }
}

const isSeconds = (value: Expr): boolean => typeof literal(value) === "number";

function faultOf(pattern: Expr): string | undefined {
  if (pattern.kind !== "Dict") return literal(pattern) === undefined ? undefined : "is no dictionary";
  for (const { key, value } of pattern.items) {
    const count = literal(key);
    if (typeof count === "string" ? !/^\d+$/.test(count) : count !== undefined && !Number.isInteger(count))
      return `counts tries by ${JSON.stringify(count)}, which is no whole number`;
    if (literal(value) === undefined || isSeconds(value)) continue;
    const isRange = (value.kind === "Tuple" || value.kind === "List") && value.elts.length === 2;
    if (!isRange || !value.elts.every(isSeconds)) return "has a time that is neither seconds nor a pair of them";
  }
  return undefined;
}
