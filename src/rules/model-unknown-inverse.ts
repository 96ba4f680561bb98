import { argument } from "../parse/python/walk.ts";
import { checkPath, loadedModels } from "./lib/fields.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "model-unknown-inverse",
  group: "model",
  severity: "error",
  title: "The inverse of a One2many is no field of its model",
  why: "Odoo raises a KeyError while it sets up the fields: with this addon installed the database does not open.",
  instead: "Name the Many2one of the other model that points back.",
  check(context) {
    const { addon, world } = context;
    for (const model of loadedModels(addon)) {
      for (const { name, type, comodel, call } of model.fields.values()) {
        const inverse = type === "one2many" ? argument(call, "inverse_name", 1) : undefined;
        if (inverse?.kind !== "Str") continue;
        const other =
          comodel?.text ?? (model.model === undefined ? undefined : world.field(addon, model.model, name)?.comodel);
        if (other === undefined || world.hasModel(addon, other) !== "yes") continue;
        checkPath(context, other, inverse.value, placeOf(model.file, inverse), (text) => `inverse of ${name}: ${text}`);
      }
    }
  },
});
