import type { DelayedCall } from "../addon/types.ts";
import type { Expr, FunctionDef, Stmt } from "../parse/python/ast.ts";
import { exprsOf, functionsIn, partsOf, walkExprs, walkStmts } from "../parse/python/walk.ts";
import { calledName, originOf, placeOf, valueOf } from "./lib/python.ts";
import { delayedCalls } from "./lib/jobs.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "job-result-used",
  group: "job",
  severity: "error",
  title: "The job of a delayed method is taken for the method's result",
  why:
    "`with_delay().method()` returns a job, at once; the method runs later, in another transaction. What is done with " +
    "the answer fails with a TypeError, or is done before anything happened.",
  instead: "Do it inside the job, or in a job that follows it (`on_done`, `chain`).",
  check({ addon, report }) {
    for (const delayed of delayedCalls(addon)) {
      const python = addon.python.get(delayed.file);
      // What delayable() gives is a part of a graph, and its methods return it.
      if (python === undefined || calledName(delayed.delay) !== "with_delay") continue;
      const around = [...functionsIn(python.module.body)]
        .map(({ node }) => node)
        .findLast((node) => node.from <= delayed.call.from && delayed.call.to <= node.to);
      if (around === undefined) continue;
      const use = useOf(around, delayed, (expr) => originOf(python, expr));
      if (use !== undefined)
        report({
          at: placeOf(delayed.file, use),
          message: `the answer is the job of ${delayed.method.text}, not its result`,
        });
    }
  },
});

/** Where the job, itself or by the one name that it is given, is used as something that no job is. */
function useOf(node: FunctionDef, { call }: DelayedCall, origin: (expr: Expr) => string | undefined): Expr | undefined {
  const isJob = (expr: Expr | undefined): boolean =>
    expr !== undefined && (expr === call || (expr.kind === "Name" && valueOf(node, expr.id) === call));
  for (const stmt of walkStmts(node.body)) {
    const own = ofStatement(stmt, isJob);
    if (own !== undefined) return own;
    for (const expr of exprsOf(stmt).flatMap((one) => [...walkExprs(one)])) {
      if (expr.kind === "Subscript" && isJob(expr.value)) return expr;
      if (expr.kind === "BinOp" && partsOf(expr).some(isJob)) return expr;
      if (expr.kind === "Call" && ["len", "sum", "list", "dict", "sorted"].includes(origin(expr.func) ?? ""))
        if (expr.args.some(isJob)) return expr;
    }
  }
  return undefined;
}

function ofStatement(stmt: Stmt, isJob: (expr: Expr | undefined) => boolean): Expr | undefined {
  if (stmt.kind === "For" && isJob(stmt.iter)) return stmt.iter;
  if (stmt.kind === "Assign" && isJob(stmt.value) && stmt.targets[0]?.kind === "Tuple") return stmt.targets[0];
  return undefined;
}
