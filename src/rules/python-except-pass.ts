import { callsIn, walkStmts } from "../parse/python/walk.ts";
import { caughtBy, calledName, placedFunctions, placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

/** What changes records, so that its failure is a loss. */
const WRITES = new Set("create write unlink bind export_record import_record run with_delay delayable".split(" "));

export default rule({
  code: "python-except-pass",
  group: "python",
  severity: "warning",
  title: "All errors of a write are dropped",
  why:
    "The record is not written and nothing says so; after an error of the database each further query of the " +
    "transaction fails, and the conflicts that Odoo would retry are lost too.",
  instead: "Catch the one error that may come, inside `with self.env.cr.savepoint():`, and log it.",
  check({ addon, report }) {
    for (const { python, node } of placedFunctions(addon)) {
      for (const stmt of walkStmts(node.body, { skip: ["ClassDef", "FunctionDef"] })) {
        if (stmt.kind !== "Try") continue;
        const write = [...callsIn(stmt.body)].find(
          (call) => call.func.kind === "Attribute" && WRITES.has(calledName(call) ?? ""),
        );
        if (write === undefined) continue;
        for (const { type, body, from } of stmt.handlers) {
          const isAll = type === undefined || caughtBy(python, type).some((name) => /^(?:Base)?Exception$/.test(name));
          const isDropped = body.every(
            (one) => one.kind === "OtherStmt" && (one.word === "pass" || one.word === "continue"),
          );
          if (isAll && isDropped)
            report({
              at: placeOf(python.path, type ?? { from, to: from + "except".length }),
              message: `errors of ${calledName(write) ?? ""}() are dropped here`,
            });
        }
      }
    }
  },
});
