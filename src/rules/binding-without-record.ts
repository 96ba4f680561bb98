import type { AddonModel } from "../addon/types.ts";
import { argument, callsIn, dotted } from "../parse/python/walk.ts";
import { binderFields, bindingsOf } from "./lib/bindings.ts";
import { atName } from "./lib/components.ts";
import { codeOf } from "./lib/lookups.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "binding-without-record",
  group: "binding",
  severity: "warning",
  title: "A binding that is unwrapped and leads to no record",
  why: "The binder reads `odoo_id` to get from the binding to the record of Odoo: without this field each such lookup raises an error.",
  instead: 'Write `_inherits = {"res.partner": "odoo_id"}` with its field, or a many2one `odoo_id`.',
  check({ addon, world, report }) {
    const bindings = bindingsOf(world, addon);
    const unwrapped = bindings.length === 0 ? undefined : unwrappedModels(addon);
    for (const { one, model } of bindings) {
      if (unwrapped?.has(model) !== true || one.inherits.length > 0) continue;
      const names = binderFields(world, addon, "_odoo_field", "odoo_id");
      if (names === undefined || [...names].some((name) => world.hasField(addon, model, name) !== "no")) continue;
      report({
        at: atName(one),
        message: `${model} is unwrapped to a record, and has no field ${[...names].join(" or ")}`,
      });
    }
  },
});

/** Bindings that somebody goes through to a record: by a modifier, or by a binder that unwraps. */
function unwrappedModels(addon: AddonModel): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { module } of codeOf(addon, /m2o|wrap/)) {
    for (const call of callsIn(module.body)) {
      const called = dotted(call.func)?.replace(/^.*\./, "");
      if (called === "external_to_m2o" || called === "m2o_to_external") {
        const binding = argument(call, "binding", 1);
        if (binding?.kind === "Str") found.add(binding.value);
      } else if (call.func.kind === "Attribute" && ["to_internal", "to_external"].includes(call.func.attr)) {
        const isThrough = argument(call, call.func.attr === "to_internal" ? "unwrap" : "wrap", 1);
        const binder = call.func.value;
        if (isThrough?.kind !== "Constant" || isThrough.value !== true || binder.kind !== "Call") continue;
        const model = argument(binder, "model", 0);
        if (binder.func.kind === "Attribute" && binder.func.attr === "binder_for" && model?.kind === "Str")
          found.add(model.value);
      }
    }
  }
  return found;
}
