import { at, writeNearest } from "./lib/components.ts";
import { lacking, mappersOf, mappingsOf } from "./lib/mappers.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "mapper-changed-by-unknown",
  group: "mapper",
  severity: "warning",
  title: "`@changed_by` names a field that the model has not got",
  why: "An export of changed fields never runs this mapping: the other system keeps the old value, and nobody is told.",
  instead: "Name the fields of the model that the mapping reads.",
  check({ addon, world, report, unresolved }) {
    for (const { one, side, models } of mappersOf(world, addon)) {
      // On the way in the names are those of the other system.
      if (side !== "export") continue;
      for (const { method, changedBy } of mappingsOf(one)) {
        for (const field of changedBy) {
          const lack = lacking(world, addon, models, field.value);
          if (lack === undefined) continue;
          if (lack.answer === "unknown") unresolved(at(one.file, field), `whether ${lack.model} has ${field.value}`);
          else
            report({
              at: at(one.file, field),
              message: `${method.name} waits for a change of ${field.value}, and ${lack.model} has no such field`,
              ...writeNearest(world.nearestField(addon, lack.model, field.value)),
            });
        }
      }
    }
  },
});
