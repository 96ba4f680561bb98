import { definitionsOf, saidOf } from "./lib/bindings.ts";
import { at } from "./lib/components.ts";
import { textOf } from "../parse/python/walk.ts";
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
    for (const { model, inherits } of addon.models) {
      if (model === undefined) continue;
      for (const { field: name } of inherits) {
        const definitions = definitionsOf(world, addon, model, name.text);
        const [first] = definitions;
        // That of an ancestor in another addon is told there.
        if (first?.field.type !== "many2one" || world.homeOf(first.owner) !== addon) continue;
        if (definitions.some(({ field }) => field.call.keywords.some(({ arg }) => arg === undefined))) continue;
        const required = saidOf(definitions, "required");
        const ondelete = saidOf(definitions, "ondelete");
        const lacks = [
          ...(required === undefined || (required.kind === "Constant" && required.value !== true)
            ? ["required=True"]
            : []),
          ...(ondelete === undefined || /^(?!cascade$|restrict$)/i.test(textOf(ondelete) ?? "cascade")
            ? ['ondelete="cascade"']
            : []),
        ];
        if (lacks.length > 0)
          report({
            at: at(first.field.file, first.field.nameSpan),
            message: `${name.text}, by which ${model} delegates, lacks ${lacks.join(" and ")}`,
            instead: `Write \`${lacks.join(", ")}\`.`,
          });
      }
    }
  },
});
