/** Domains as they are written: their conditions, wherever literals of them stand. */
import type { Expr, Sequence, Str } from "../../parse/python/ast.ts";
import { dotted } from "../../parse/python/walk.ts";
import type { Place } from "../../addon/types.ts";
import type { RuleContext } from "../rule.ts";
import { checkPath, follow } from "./fields.ts";

/** What stands in the middle of a condition. */
const OPERATORS = new Set([
  ...["=", "!=", "<=", "<", ">", ">=", "=?", "==", "<>", "=like", "=ilike", "not =like", "not =ilike", "like", "ilike"],
  ...["not like", "not ilike", "in", "not in", "child_of", "parent_of", "any", "not any", "any!", "not any!"],
]);

export interface Condition {
  readonly path: Str;
  readonly operator: string;
  readonly value: Expr;
  readonly whole: Sequence;
}

/** The conditions of a domain that stand there as literals, those of its parts (`a + b`, `AND([a, b])`) too. */
export function* conditionsOf(domain: Expr | undefined): Generator<Condition> {
  switch (domain?.kind) {
    case "List":
    case "Tuple": {
      const condition = asCondition(domain);
      if (condition !== undefined) yield condition;
      else for (const item of domain.elts) yield* conditionsOf(item);
      break;
    }
    case "BinOp":
    case "BoolOp":
      yield* conditionsOf(domain.left);
      yield* conditionsOf(domain.right);
      break;
    case "IfExp":
      yield* conditionsOf(domain.body);
      yield* conditionsOf(domain.orelse);
      break;
    case "Starred":
      yield* conditionsOf(domain.value);
      break;
    case "UnaryOp":
      yield* conditionsOf(domain.operand);
      break;
    case "Call":
      if (/(?:^|\.)(?:AND|OR|normalize_domain)$/.test(dotted(domain.func) ?? ""))
        for (const arg of domain.args) yield* conditionsOf(arg);
      break;
    default:
      break;
  }
}

/** `("path", "operator", value)`; three words in a list of words are none. */
function asCondition(item: Sequence): Condition | undefined {
  const [path, operator, value] = item.elts;
  if (item.elts.length !== 3 || value === undefined || path?.kind !== "Str" || operator?.kind !== "Str")
    return undefined;
  return OPERATORS.has(operator.value.toLowerCase())
    ? { path, operator: operator.value, value, whole: item }
    : undefined;
}

/** Reports the conditions of a domain whose fields are missing; those of `any` too. */
export function checkDomain(
  context: RuleContext,
  model: string,
  domain: Expr | undefined,
  at: (span: Str) => Place,
): void {
  for (const { path, operator, value } of conditionsOf(domain)) {
    if (path.value === "") continue;
    checkPath(context, model, path.value, at(path));
    if (!/^(?:not )?any!?$/.test(operator)) continue;
    const found = follow(context, model, path.value);
    const deeper = found === "unknown" || !("field" in found) ? undefined : found.field.comodel;
    if (deeper !== undefined) checkDomain(context, deeper, value, at);
  }
}
