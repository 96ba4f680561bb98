import { placedFunctions, placeOf } from "./lib/python.ts";
import { calledName } from "./lib/python.ts";
import type { Expr } from "../parse/python/ast.ts";
import { dotted, exprsOf, walkExprs, walkStmts } from "../parse/python/walk.ts";
import { rule } from "./rule.ts";

const isMutable = (expr: Expr): boolean =>
  expr.kind === "List" ||
  expr.kind === "Dict" ||
  expr.kind === "Set" ||
  (expr.kind === "Call" && expr.args.length === 0 && /^(?:list|dict|set)$/.test(dotted(expr.func) ?? ""));

const CHANGES = new Set(
  "append extend insert pop remove clear update setdefault add discard sort reverse popitem".split(" "),
);

export default rule({
  code: "python-mutable-default",
  group: "python",
  severity: "warning",
  title: "A default value that the function changes",
  why: "Python makes the default once: what one call puts in, the next one finds there, with the data of another record or another company.",
  instead: "Take `None` as the default, and make the list or dictionary inside the function.",
  check({ addon, report }) {
    for (const { python, node } of placedFunctions(addon)) {
      for (const { name, default: value } of node.params) {
        if (value === undefined || !isMutable(value)) continue;
        const isName = (expr: Expr): boolean => expr.kind === "Name" && expr.id === name;
        let isReplaced = false;
        let isChanged = false;
        for (const stmt of walkStmts(node.body)) {
          if (stmt.kind === "Assign") {
            if (stmt.targets.some(isName) && stmt.op === undefined) isReplaced = true;
            if (
              stmt.targets.some(
                (one) => (one.kind === "Subscript" && isName(one.value)) || (stmt.op !== undefined && isName(one)),
              )
            )
              isChanged = true;
          }
          for (const part of exprsOf(stmt).flatMap((one) => [...walkExprs(one)]))
            if (
              part.kind === "Call" &&
              part.func.kind === "Attribute" &&
              isName(part.func.value) &&
              CHANGES.has(calledName(part) ?? "")
            )
              isChanged = true;
        }
        if (isChanged && !isReplaced)
          report({ at: placeOf(python.path, value), message: `${node.name} changes the default of ${name}` });
      }
    }
  },
});
