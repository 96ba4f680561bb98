import { at, writeNearest } from "./lib/components.ts";
import { fieldsNamed } from "./lib/settings.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "component-setting-unknown-field",
  group: "component",
  severity: "error",
  title: "A setting of a component names a field that its model has not got",
  why: "A match by it fails each import with a ValueError or KeyError; a field that is watched and does not exist is never changed, so that nothing is exported.",
  instead: "Write the name of a field of that model.",
  needs: "generic_connector",
  check({ addon, world, report, unresolved }) {
    for (const { one, attribute, word, models } of fieldsNamed(world, addon)) {
      for (const model of models) {
        // That is told where the model is named.
        if (world.hasModel(addon, model) !== "yes") continue;
        const end = world.path(addon, model, word.value);
        if ("field" in end) continue;
        if (end.answer === "unknown") {
          unresolved(at(one.file, word), `whether ${end.model} has ${end.broken}`);
          continue;
        }
        report({
          at: at(one.file, word),
          message: `${attribute} of ${one.className} names ${end.broken}, and ${end.model} has no such field`,
          ...writeNearest(world.nearestField(addon, end.model, end.broken)),
        });
        break;
      }
    }
  },
});
