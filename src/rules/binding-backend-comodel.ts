import { bindingsOf, definitionsOf } from "./lib/bindings.ts";
import { at, backendsOf } from "./lib/components.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "binding-backend-comodel",
  group: "binding",
  severity: "warning",
  title: "A binding's `backend_id` points at something that is no backend",
  why: "`binding.backend_id.work_on(…)` raises an AttributeError: only models that inherit `connector.backend` or `collection.base` have it.",
  instead: "Let `backend_id` point at the connector's own backend model.",
  check({ addon, world, report, unresolved }) {
    for (const { model } of bindingsOf(world, addon)) {
      const [first] = definitionsOf(world, addon, model, "backend_id");
      const comodel = first?.field.comodel;
      if (first === undefined || comodel === undefined || world.homeOf(first.owner) !== addon) continue;
      if (world.hasModel(addon, comodel.text) !== "yes") continue;
      const answer = world.isA(addon, comodel.text, "collection.base");
      if (answer === "unknown") unresolved(at(first.field.file, comodel), `whether ${comodel.text} is a backend`);
      if (answer !== "no") continue;
      const [backend, ...others] = backendsOf(world, addon);
      report({
        at: at(first.field.file, comodel),
        message: `backend_id of ${model} points at ${comodel.text}, which is no backend`,
        ...(backend === undefined || others.length > 0 ? {} : { instead: `Write ${backend}.` }),
      });
    }
  },
});
