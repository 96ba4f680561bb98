import { writeNearest } from "./lib/components.ts";
import { rule } from "./rule.ts";

/** Values that `create` takes though no field has their name, up to 17.0. */
const TAKEN: Readonly<Record<string, string>> = { "ir.property": "value" };

export default rule({
  code: "data-unknown-field",
  group: "data",
  severity: "error",
  title: "A field in a data file that its model has not got",
  why: "Odoo refuses the record when it loads the file: the addon can't be installed in this version.",
  instead: "Correct the field's name, or remove the line.",
  check({ addon, world, cap, report, unresolved }) {
    for (const { model, values, order, element } of addon.records) {
      // Shortcuts have words of their own.
      if (order === undefined || (element !== undefined && element.name !== "record")) continue;
      for (const value of values.values()) {
        // Translations (`name@fr`), which Odoo reads apart from 19.0 on.
        if (cap.major >= 19 && value.name.includes("@")) continue;
        if (TAKEN[model.text] === value.name) continue;
        const answer = world.hasField(addon, model.text, value.name);
        if (answer === "unknown") unresolved(value, `whether ${model.text} has a field ${value.name}`);
        if (answer !== "no") continue;
        const name = value.element?.attributes.get("name")?.valueSpan;
        report({
          at: name === undefined ? value : { file: value.file, ...name },
          message: `${model.text} has no field ${value.name}`,
          ...writeNearest(world.nearestField(addon, model.text, value.name)),
        });
      }
    }
  },
});
