import { dotted, walkBody } from "../parse/python/walk.ts";
import { loadedModels } from "./lib/fields.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

const OBJECTS = new Set(["models.Constraint", "models.Index", "models.UniqueIndex"]);

export default rule({
  code: "model-constraint-ignored",
  group: "model",
  severity: "error",
  title: "A constraint of the database in a form that this version does not know",
  why:
    "Odoo 19 logs a warning about `_sql_constraints` and goes on without them: two jobs at once then make duplicates, and " +
    "nothing stops them. Before 19.0 there is no `models.Constraint`, and the addon can't be imported.",
  instead:
    'From 19.0 write `_external_unique = models.Constraint("unique(…)", "message")`, before it a list `_sql_constraints`.',
  check({ addon, cap, report }) {
    for (const one of loadedModels(addon)) {
      const assign = one.attributes.get("_sql_constraints");
      if (!cap.modelsConstraint || assign === undefined) continue;
      if ((assign.value?.kind === "List" || assign.value?.kind === "Tuple") && assign.value.elts.length === 0) continue;
      report({
        at: placeOf(one.file, assign.targets[0] ?? assign),
        message: `_sql_constraints of ${one.model ?? one.className} is ignored in Odoo ${cap.series}`,
        instead: 'Write each as an attribute: `_name = models.Constraint("unique(…)", "message")`.',
      });
    }
    if (cap.modelsConstraint) return;
    for (const { path, module } of addon.python.values()) {
      if (!/models\.(?:Constraint|Index|UniqueIndex)/.test(addon.files.get(path)?.text ?? "")) continue;
      for (const expr of walkBody(module.body)) {
        const name = expr.kind === "Attribute" ? dotted(expr) : undefined;
        if (name === undefined || !OBJECTS.has(name)) continue;
        report({
          at: placeOf(path, expr),
          message: `Odoo ${cap.series} has no ${name}`,
          instead: 'Write `_sql_constraints = [("name", "unique(…)", "message")]`.',
        });
      }
    }
  },
});
