import { at, writeNearest } from "./lib/components.ts";
import { lacking, mappersOf, mappingsOf, returnedKeys } from "./lib/mappers.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "mapper-unknown-key",
  group: "mapper",
  severity: "error",
  title: "A method with `@mapping` gives a field that the model has not got",
  why: "The record can't be created or written: Odoo raises a ValueError for a field that does not exist, and nothing of this model is imported.",
  instead: "Give the name of a field of the model, or leave the key out.",
  check({ addon, world, report, unresolved }) {
    for (const { one, side, models, isFinished } of mappersOf(world, addon)) {
      // What `finalize` does with a key of its own is not known.
      if (side !== "import" || isFinished) continue;
      for (const { method } of mappingsOf(one)) {
        for (const key of returnedKeys(method.node).keys) {
          const lack = lacking(world, addon, models, key.value);
          if (lack === undefined) continue;
          if (lack.answer === "unknown") unresolved(at(one.file, key), `whether ${lack.model} has ${key.value}`);
          else
            report({
              at: at(one.file, key),
              message: `${method.name} gives ${key.value}, and ${lack.model} has no such field`,
              ...writeNearest(world.nearestField(addon, lack.model, key.value)),
            });
        }
      }
    }
  },
});
