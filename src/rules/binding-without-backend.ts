import { binderFields, bindingsOf } from "./lib/bindings.ts";
import { atName } from "./lib/components.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "binding-without-backend",
  group: "binding",
  severity: "error",
  title: "A binding that does not say its backend",
  why: "The binder searches by `backend_id`: each lookup raises an error, and with two accounts nobody can tell whose id it is.",
  instead: 'Write `backend_id = fields.Many2one("…backend", required=True, ondelete="restrict")`.',
  check({ addon, world, report, unresolved }) {
    for (const { one, model } of bindingsOf(world, addon)) {
      const names = binderFields(world, addon, "_backend_field", "backend_id");
      if (names === undefined) continue;
      const answers = [...names].map((name) => world.hasField(addon, model, name));
      if (answers.includes("yes")) continue;
      if (answers.includes("unknown")) unresolved(atName(one), `whether ${model} has a backend`);
      else report({ at: atName(one), message: `${model} has no field ${[...names].join(" or ")}` });
    }
  },
});
