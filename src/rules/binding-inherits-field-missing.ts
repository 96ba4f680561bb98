import { definitionsOf } from "./lib/bindings.ts";
import { at } from "./lib/components.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "binding-inherits-field-missing",
  group: "binding",
  severity: "error",
  title: "`_inherits` names a field that the model has not got",
  why: "Odoo raises a TypeError while it sets up the models, and does not start; before 19.0 it made the field by itself.",
  instead: 'Write the field: `odoo_id = fields.Many2one("res.partner", required=True, ondelete="cascade")`.',
  versions: { from: "19.0" },
  check({ addon, world, report, unresolved }) {
    for (const { file, model, inherits } of addon.models) {
      if (model === undefined) continue;
      for (const { model: parent, field } of inherits) {
        const answer = world.hasField(addon, model, field.text);
        // Fields come by `_inherits` too: what is asked for is one of the model itself.
        const known = world.field(addon, model, field.text);
        const isOther = known?.type !== undefined && known.type !== "many2one";
        if (answer === "unknown" && definitionsOf(world, addon, model, field.text).length === 0)
          unresolved(at(file, field), `whether ${model} has ${field.text}`);
        else if (answer === "no" || isOther)
          report({
            at: at(file, field),
            message: `${model} delegates to ${parent.text} by ${field.text}, ${isOther ? `which is a ${known.type}` : "and has no such field"}`,
            instead: `Write \`${field.text} = fields.Many2one("${parent.text}", required=True, ondelete="cascade")\`.`,
          });
      }
    }
  },
});
