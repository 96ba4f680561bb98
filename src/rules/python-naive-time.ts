import { argument, walkBody } from "../parse/python/walk.ts";
import type { PythonFile } from "../addon/types.ts";
import type { Expr } from "../parse/python/ast.ts";
import { originOf, placeOf, sourcesOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

/** Methods whose values are stored; `update` is one of dictionaries as well. */
const STORES = new Set(["create", "write"]);

export default rule({
  code: "python-naive-time",
  group: "python",
  severity: "warning",
  title: "A time with a zone is stored, where Odoo keeps naive UTC",
  why: "The field raises a ValueError that it expects a naive datetime: the record is never written.",
  instead: "Write `fields.Datetime.now()`; of another moment take its UTC without the zone.",
  check({ addon, report }) {
    for (const file of sourcesOf(addon)) {
      for (const expr of walkBody(file.module.body)) {
        if (expr.kind !== "Call" || expr.func.kind !== "Attribute" || !STORES.has(expr.func.attr)) continue;
        const [values] = expr.args;
        if (values?.kind !== "Dict") continue;
        for (const { key, value } of values.items) {
          const what = zoned(file, value);
          if (key?.kind === "Str" && what !== undefined)
            report({ at: placeOf(file.path, value), message: `${key.value} gets a time with a zone, by ${what}` });
        }
      }
    }
  },
});

/** By what a value has a zone; undefined where it has none, or may have none. */
function zoned(file: PythonFile, value: Expr): string | undefined {
  if (value.kind !== "Call") return undefined;
  const called = originOf(file, value.func);
  const zone =
    called === "datetime.datetime.now"
      ? argument(value, "tz", 0)
      : called === "datetime.datetime.fromtimestamp"
        ? argument(value, "tz", 1)
        : undefined;
  if (zone !== undefined && !(zone.kind === "Constant" && zone.value === null)) return `${called?.slice(9) ?? ""}(…)`;
  return value.func.kind === "Attribute" && value.func.attr === "astimezone" ? "astimezone()" : undefined;
}
