import { looseDelegations } from "./lib/bindings.ts";
import { at } from "./lib/components.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "binding-inherits-forced",
  group: "binding",
  severity: "warning",
  title: "The field of `_inherits` is changed by Odoo itself",
  why: "Odoo makes it required and cascading, with a warning in the log at each start, which test runs count as a failure; 19.0 raises a TypeError instead and does not start.",
  instead: 'Write `required=True, ondelete="cascade"`.',
  versions: { until: "18.0" },
  check({ addon, world, report }) {
    for (const { model, field, lacks } of looseDelegations(world, addon))
      report({
        at: at(field.file, field.nameSpan),
        message: `${field.name}, by which ${model} delegates, lacks ${lacks.join(" and ")}`,
        instead: `Write \`${lacks.join(", ")}\`.`,
      });
  },
});
