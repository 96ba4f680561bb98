import type { Expr, Stmt } from "../parse/python/ast.ts";
import { callsIn } from "../parse/python/walk.ts";
import { placeOf, someExpr, sourcesOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

const isMain = (expr: Expr): boolean => expr.kind === "Name" && expr.id === "__name__";

export default rule({
  code: "python-print",
  group: "python",
  severity: "warning",
  title: "`print` in code that Odoo runs",
  why: "What is printed has no time, no database and no level, does not reach the log file, and may show credentials to whoever reads the console.",
  instead: "Write `_logger = logging.getLogger(__name__)` at the top of the file, and `_logger.info(…)`.",
  check({ addon, report }) {
    for (const { path, module } of sourcesOf(addon)) {
      // What stands behind `if __name__ == "__main__":` is for the console, and so is the function that it calls.
      const scripts = module.body.filter((stmt) => stmt.kind === "If" && someExpr(stmt.test, isMain));
      const mains = new Set(callsIn(scripts).map(({ func }) => (func.kind === "Name" ? func.id : "")));
      const isForConsole = (stmt: Stmt): boolean =>
        scripts.includes(stmt) || (stmt.kind === "FunctionDef" && mains.has(stmt.name));
      const body = module.body.filter((stmt) => !isForConsole(stmt));
      for (const call of callsIn(body)) {
        if (call.func.kind === "Name" && call.func.id === "print")
          report({ at: placeOf(path, call), message: "this goes to the console, not to the log" });
      }
    }
  },
});
