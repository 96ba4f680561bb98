import { at, writeNearest } from "./lib/components.ts";
import { nearestBinding } from "./lib/bindings.ts";
import { modelsNamed } from "./lib/settings.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "component-setting-unknown-model",
  group: "component",
  severity: "error",
  title: "A setting of a component names a model that does not exist",
  why: "The component asks for the model with each record that it works on: each import, or each change of a record in Odoo, ends with a KeyError.",
  instead: "Write the name of the model, for links the binding's.",
  needs: "generic_connector",
  check({ addon, world, report, unresolved }) {
    for (const { one, attribute, word } of modelsNamed(world, addon)) {
      const answer = world.hasModel(addon, word.value);
      if (answer === "unknown") unresolved(at(one.file, word), `whether there is a model ${word.value}`);
      if (answer === "no")
        report({
          at: at(one.file, word),
          message: `${attribute} of ${one.className} names ${word.value}, and no model has this name`,
          ...writeNearest(nearestBinding(world, addon, word.value)),
        });
    }
  },
});
