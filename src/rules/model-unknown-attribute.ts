import type { Expr } from "../parse/python/ast.ts";
import { walkBody } from "../parse/python/walk.ts";
import { placeOf, writeInstead } from "./lib/fields.ts";
import { METHODS } from "./lib/lifetimes.ts";
import { followRecords, isTried } from "./lib/recordsets.ts";
import { rule } from "./rule.ts";

/** What every recordset has beside fields and methods, and what only backends have: rules of their own judge those. */
const RECORDSET: ReadonlySet<string> = new Set(["env", "ids", "id", "pool", "work_on"]);

export default rule({
  code: "model-unknown-attribute",
  group: "model",
  severity: "error",
  title: "Code asks records for what is neither a field nor a method of their model",
  why: "Python raises an AttributeError where the line first runs, which for a field that a newer Odoo has renamed is the first day after the migration.",
  instead: "Name a field or a method that the model has in this version.",
  check(context) {
    const { addon, world, report } = context;
    for (const file of addon.python.values()) {
      if (!file.isLoaded || file.isTest) continue;
      let words: ReadonlySet<string> | undefined;
      followRecords(context, file, {
        used: (model, { value, attr, attrSpan }) => {
          // Methods that came or went with a version are the matter of another rule.
          if (!/^[a-z]/.test(attr) || RECORDSET.has(attr) || Object.hasOwn(METHODS, attr) || isJob(value)) return;
          if (world.hasField(addon, model, attr) !== "no" || world.hasMethod(addon, model, attr) !== "no") return;
          if (world.attribute(addon, model, attr) !== undefined) return;
          // A file that looks whether there is such a name knows what it does.
          words ??= wordsOf(walkBody(file.module.body));
          const at = placeOf(file.path, attrSpan);
          if (words.has(attr) || isTried(file, at)) return;
          report({
            at,
            message: `${model} has neither a field nor a method ${attr}`,
            ...writeInstead(world.nearestField(addon, model, attr)),
          });
        },
      });
    }
  },
});

/** `record.with_delay()`: what is called on it is judged by rules of their own. */
const isJob = (value: Expr): boolean =>
  value.kind === "Call" && value.func.kind === "Attribute" && /^(?:with_delay|delayable)$/.test(value.func.attr);

const wordsOf = (all: readonly Expr[]): ReadonlySet<string> =>
  new Set(all.flatMap((expr) => (expr.kind === "Str" ? [expr.value] : [])));
