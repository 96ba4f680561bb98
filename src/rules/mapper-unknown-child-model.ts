import { nearestBinding } from "./lib/bindings.ts";
import { at, writeNearest } from "./lib/components.ts";
import { childrenOf, mappersOf } from "./lib/mappers.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "mapper-unknown-child-model",
  group: "mapper",
  severity: "error",
  title: "`children` names a model that does not exist",
  why: "The first record with such items fails: for a model that is not there no mapper is found.",
  instead: "Name the model whose mapper turns one item into values.",
  check({ addon, world, report, unresolved }) {
    for (const { one } of mappersOf(world, addon)) {
      for (const { model } of childrenOf(one)) {
        if (model.kind !== "Str") continue;
        const answer = world.hasModel(addon, model.value);
        if (answer === "no") {
          report({
            at: at(one.file, model),
            message: `the children of ${one.className} are of ${model.value}, and no model has this name`,
            ...writeNearest(nearestBinding(world, addon, model.value)),
          });
        } else if (answer === "unknown") {
          unresolved(at(one.file, model), `whether the model ${model.value} exists`);
        }
      }
    }
  },
});
