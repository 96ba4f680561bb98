import { writeNearest } from "./lib/components.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "data-unknown-model",
  group: "data",
  severity: "error",
  title: "A record of a model that does not exist",
  why: "Odoo raises KeyError when it loads the file: the addon can't be installed.",
  instead: "Correct the model's name, or add the addon that brings it to `depends`.",
  check({ addon, world, report, unresolved }) {
    for (const { model, order } of addon.records) {
      if (order === undefined) continue;
      const answer = world.hasModel(addon, model.text);
      if (answer === "unknown") unresolved(model, `whether the model ${model.text} exists`);
      if (answer === "no")
        report({
          at: model,
          message: `there is no model ${model.text}`,
          ...writeNearest(world.nearestModel(model.text)),
        });
    }
  },
});
