import { argument } from "../parse/python/walk.ts";
import { loadedModels, writeInstead } from "./lib/fields.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "model-unknown-comodel",
  group: "model",
  severity: "error",
  title: "A relational field points at a model that does not exist",
  why: "Odoo drops the field with a line in the log, or stops loading: what reads or writes it raises.",
  instead: "Name a model that this version has, and add the addon that defines it to `depends`.",
  check({ addon, world, report, unresolved }) {
    for (const model of loadedModels(addon)) {
      for (const { name, comodel, call } of model.fields.values()) {
        // A related field has the model of what it shows.
        if (comodel === undefined || argument(call, "related") !== undefined) continue;
        const answer = world.hasModel(addon, comodel.text);
        if (answer === "unknown") unresolved(comodel, `whether there is a model ${comodel.text}`);
        if (answer !== "no") continue;
        report({
          at: comodel,
          message: `field ${name} points at ${comodel.text}, which does not exist`,
          ...writeInstead(world.nearestModel(comodel.text)),
        });
      }
    }
  },
});
