import type { Expr } from "../parse/python/ast.ts";
import { callsIn, dotted } from "../parse/python/walk.ts";
import { placeOf, sourcesOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

const TRANSLATES = /^(?:_|_lt|(?:\w+\.)*env\._)$/;

const isFormatted = (expr: Expr): boolean =>
  expr.kind === "JoinedStr" ||
  (expr.kind === "BinOp" && expr.op === "%" && expr.left.kind === "Str") ||
  (expr.kind === "Call" &&
    expr.func.kind === "Attribute" &&
    expr.func.attr === "format" &&
    expr.func.value.kind === "Str");

export default rule({
  code: "python-translated-late",
  group: "python",
  severity: "warning",
  title: "A text that is translated after its values were put in",
  why: "The translation is looked up by the finished text, which no translation has: users read English whatever their language.",
  instead: 'Translate the text with its placeholders: `_("Order %(name)s failed", name=name)`.',
  check({ addon, report }) {
    for (const { path, module, imports } of sourcesOf(addon)) {
      for (const call of callsIn(module.body)) {
        const name = dotted(call.func) ?? "";
        const [first] = call.args;
        if (first === undefined || !TRANSLATES.test(name) || !isFormatted(first)) continue;
        if (/^_(?:lt)?$/.test(name) && !(imports.get(name) ?? "").startsWith("odoo")) continue;
        report({ at: placeOf(path, first), message: `${name}() is given a text with its values already in it` });
      }
    }
  },
});
