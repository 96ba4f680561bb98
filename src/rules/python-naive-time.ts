import type { Call, Expr } from "../parse/python/ast.ts";
import { dotted, walkBody } from "../parse/python/walk.ts";
import type { PythonFile } from "../addon/types.ts";
import { originOf, placeOf, sourcesOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

/** Methods whose values are stored. */
const STORES = new Set(["create", "write", "update"]);

const isLocalNow = (file: PythonFile, expr: Expr): expr is Call =>
  expr.kind === "Call" &&
  expr.args.length === 0 &&
  expr.keywords.length === 0 &&
  /^datetime\.datetime\.(?:now|today)$/.test(originOf(file, expr.func) ?? "");

export default rule({
  code: "python-naive-time",
  group: "python",
  severity: "warning",
  title: "The server's local time in a field, where Odoo keeps UTC",
  why:
    "The stored time is wrong by the server's distance from UTC. As the time of the last import it lets the next one " +
    "skip what was changed in between.",
  instead: "Write `fields.Datetime.now()`.",
  check({ addon, report }) {
    for (const file of sourcesOf(addon)) {
      const tell = (at: Expr): void => {
        report({
          at: placeOf(file.path, at),
          message: `${dotted(at.kind === "Call" ? at.func : at) ?? ""}() is local time`,
        });
      };
      for (const expr of walkBody(file.module.body)) {
        if (expr.kind !== "Call" || expr.func.kind !== "Attribute" || !STORES.has(expr.func.attr)) continue;
        const [values] = expr.args;
        if (values?.kind !== "Dict") continue;
        for (const { value } of values.items) if (isLocalNow(file, value)) tell(value);
      }
    }
  },
});
