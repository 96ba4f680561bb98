import { loadedModels, writeInstead } from "./lib/fields.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "model-unknown-inherit",
  group: "model",
  severity: "error",
  title: "A model inherits a model that does not exist",
  why: "Odoo stops loading the registry with a TypeError: with this addon installed the database does not open.",
  instead: "Name a model that this version has, and add the addon that defines it to `depends`.",
  check({ addon, world, report, unresolved }) {
    for (const one of loadedModels(addon)) {
      for (const word of [...one.inherit, ...one.inherits.map(({ model }) => model)]) {
        const answer = world.hasModel(addon, word.text);
        if (answer === "unknown") unresolved(word, `whether there is a model ${word.text}`);
        if (answer !== "no") continue;
        report({
          at: word,
          message: `${one.className} inherits ${word.text}, which does not exist`,
          ...writeInstead(world.nearestModel(word.text)),
        });
      }
    }
  },
});
