import { binderFields, bindingsOf } from "./lib/bindings.ts";
import { atName } from "./lib/components.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "binding-without-external-id",
  group: "binding",
  severity: "error",
  title: "A binding without the field that its binder reads",
  why: "`external.binding` brings no external id: the binder searches by `external_id`, and each lookup raises an error.",
  instead:
    "Write `external_id = fields.Char(index=True)`, or name the binding's own field in `_external_field` of its binder.",
  check({ addon, world, report, unresolved }) {
    for (const { one, model } of bindingsOf(world, addon)) {
      const names = binderFields(world, addon, "_external_field", "external_id");
      if (names === undefined) continue;
      const answers = [...names].map((name) => world.hasField(addon, model, name));
      if (answers.includes("yes")) continue;
      if (answers.includes("unknown")) unresolved(atName(one), `whether ${model} has an external id`);
      else report({ at: atName(one), message: `${model} has no field ${[...names].join(" or ")}` });
    }
  },
});
