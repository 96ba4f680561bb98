import { looseDelegations } from "./lib/bindings.ts";
import { at } from "./lib/components.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "binding-inherits-not-required",
  group: "binding",
  severity: "error",
  title: "The field of `_inherits` is not required, or says no `ondelete`",
  why: "Odoo 19.0 raises a TypeError while it sets up the models, and does not start; before, it changed the field by itself with a warning in the log.",
  instead: 'Write `required=True, ondelete="cascade"`.',
  versions: { from: "19.0" },
  check({ addon, world, report }) {
    for (const { model, field, lacks } of looseDelegations(world, addon))
      report({
        at: at(field.file, field.nameSpan),
        message: `${field.name}, by which ${model} delegates, lacks ${lacks.join(" and ")}`,
        instead: `Write \`${lacks.join(", ")}\`.`,
      });
  },
});
