import { nearestBinding } from "./lib/bindings.ts";
import { at, componentsOf, writeNearest } from "./lib/components.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "component-unknown-apply-on",
  group: "component",
  severity: "error",
  title: "A component applies on a model that does not exist",
  why: "It is never found: the first job of the model that was meant fails with NoComponentError, or takes a component that is made for all models.",
  instead: "Name the model, in most cases the binding, as its `_name` says.",
  check({ addon, world, report, unresolved }) {
    for (const one of componentsOf(addon)) {
      for (const model of one.applyOn ?? []) {
        const answer = world.hasModel(addon, model.text);
        if (answer === "no") {
          report({
            at: at(one.file, model),
            message: `${one.className} applies on ${model.text}, and no model has this name`,
            ...writeNearest(nearestBinding(world, addon, model.text)),
          });
        } else if (answer === "unknown") {
          unresolved(at(one.file, model), `whether the model ${model.text} exists`);
        }
      }
    }
  },
});
