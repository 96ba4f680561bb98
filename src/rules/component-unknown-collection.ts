import type { AddonModel } from "../addon/types.ts";
import { callsIn, dotted, textOf } from "../parse/python/walk.ts";
import { at, componentsOf, writeNearest } from "./lib/components.ts";
import { rule } from "./rule.ts";

/** Whether the addon makes a collection that is no record: `_PseudoCollection("demo.action", env)`. */
const isMade = (addon: AddonModel, name: string): boolean =>
  [...addon.python.values()].some(({ module }) =>
    [...callsIn(module.body)].some(
      ({ func, args }) => dotted(func)?.endsWith("Collection") === true && textOf(args[0]) === name,
    ),
  );

export default rule({
  code: "component-unknown-collection",
  group: "component",
  severity: "error",
  title: "A component belongs to a collection that is no model",
  why: "A collection is the `_name` of the backend's model. A component of another one is never found: jobs fail with NoComponentError.",
  instead: "Write the `_name` of the backend's model in `_collection`.",
  check({ addon, world, report, unresolved }) {
    for (const { file, className, collection } of componentsOf(addon)) {
      if (collection === undefined) continue;
      const answer = world.hasModel(addon, collection.text);
      if (answer === "no" && !isMade(addon, collection.text)) {
        report({
          at: at(file, collection),
          message: `${className} belongs to the collection ${collection.text}, and no model has this name`,
          ...writeNearest(world.nearestModel(collection.text)),
        });
      } else if (answer === "unknown") {
        unresolved(at(file, collection), `whether the model ${collection.text} exists`);
      }
    }
  },
});
