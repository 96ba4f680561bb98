import type { Expr, Stmt } from "../parse/python/ast.ts";
import { walkBody, walkStmts } from "../parse/python/walk.ts";
import { writeInstead } from "./lib/fields.ts";
import { placeOf } from "./lib/python.ts";
import { METHODS } from "./lib/lifetimes.ts";
import { renameFix } from "./lib/renames.ts";
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
      const delayed = delayedIn(file.module.body);
      followRecords(context, file, {
        used: (model, { value, attr, attrSpan }) => {
          // Methods that came or went with a version are the matter of another rule.
          if (!/^[a-z]/.test(attr) || RECORDSET.has(attr) || Object.hasOwn(METHODS, attr) || isJob(value, delayed))
            return;
          if (world.hasField(addon, model, attr) !== "no" || world.hasMethod(addon, model, attr) !== "no") return;
          if (world.attribute(addon, model, attr) !== undefined) return;
          // A file that looks whether there is such a name knows what it does.
          words ??= wordsOf(walkBody(file.module.body));
          const at = placeOf(file.path, attrSpan);
          if (words.has(attr) || isTried(file, at)) return;
          const fix = renameFix(context, model, attr, at);
          report({
            ...(fix !== undefined && { fix }),
            at,
            message: `${model} has neither a field nor a method ${attr}`,
            ...writeInstead(world.nearestField(addon, model, attr)),
          });
        },
      });
    }
  },
});

const DELAYS: ReadonlySet<string> = new Set(["with_delay", "delayable"]);

/** `record.with_delay()`, and what is chained to it: what is called on it is judged by rules of their own. */
function isJob(value: Expr, delayed: ReadonlySet<string>): boolean {
  let here = value;
  while (here.kind === "Call" || here.kind === "Attribute") {
    if (here.kind === "Attribute" && DELAYS.has(here.attr)) return true;
    here = here.kind === "Call" ? here.func : here.value;
  }
  return here.kind === "Name" && delayed.has(here.id);
}

/** Variables of a file that hold such a thing somewhere. */
function delayedIn(body: readonly Stmt[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const stmt of walkStmts(body)) {
    if (stmt.kind !== "Assign" || stmt.value === undefined || !isJob(stmt.value, found)) continue;
    for (const target of stmt.targets) if (target.kind === "Name") found.add(target.id);
  }
  return found;
}

const wordsOf = (all: readonly Expr[]): ReadonlySet<string> =>
  new Set(all.flatMap((expr) => (expr.kind === "Str" ? [expr.value] : [])));
