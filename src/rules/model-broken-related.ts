import type { Expr, Str } from "../parse/python/ast.ts";
import { argument, strsOf } from "../parse/python/walk.ts";
import { brokenPath, checkPath, follow, loadedModels } from "./lib/fields.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "model-broken-related",
  group: "model",
  severity: "error",
  title: "A related field follows a path that breaks",
  why: "Odoo raises a KeyError while it sets up the fields: with this addon installed the database does not open.",
  instead: "Give `related` a path of fields that exist, from the model itself.",
  check(context) {
    const { addon, report } = context;
    for (const one of loadedModels(addon)) {
      if (one.model === undefined) continue;
      for (const { name, call } of one.fields.values()) {
        for (const path of pathsOf(argument(call, "related"))) {
          checkPath(context, one.model, path.value, placeOf(one.file, path), (text) => `related of ${name}: ${text}`);
        }
        // A field that another one of the model holds for it: its own place is the argument's.
        const currency = argument(call, "currency_field");
        if (currency?.kind !== "Str") continue;
        const found = follow(context, one.model, currency.value);
        if (found === "unknown" || "field" in found) continue;
        const { message, ...more } = brokenPath(found.broken, currency.value);
        report({ at: placeOf(one.file, currency), message: `currency of ${name}: ${message}`, ...more });
      }
    }
  },
});

/** A path may also be written as a list of names. */
function pathsOf(related: Expr | undefined): readonly Str[] {
  if (related?.kind === "Str") return [related];
  const names = strsOf(related);
  const [first] = names;
  const last = names.at(-1);
  if (related === undefined || first === undefined || last === undefined) return [];
  return [{ ...first, value: names.map((one) => one.value).join("."), from: related.from, to: related.to }];
}
