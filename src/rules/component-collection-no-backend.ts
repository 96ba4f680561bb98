import { at, backendsOf, componentsOf } from "./lib/components.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "component-collection-no-backend",
  group: "component",
  severity: "warning",
  title: "A component's collection is a model without `work_on`",
  why: "Components are looked up by `backend.work_on(…)`, which only models have that inherit `connector.backend` or `collection.base`. Those of another collection are found by nothing.",
  instead: "Name the backend's model, or let the model inherit `connector.backend`.",
  check({ addon, world, report, unresolved }) {
    for (const { file, className, collection } of componentsOf(addon)) {
      if (collection === undefined || world.hasModel(addon, collection.text) !== "yes") continue;
      const answer = world.isA(addon, collection.text, "collection.base");
      if (answer === "no") {
        const [backend, ...others] = backendsOf(world, addon);
        report({
          at: at(file, collection),
          message: `${className} belongs to the collection ${collection.text}, which is no backend`,
          ...(backend === undefined || others.length > 0 ? {} : { instead: `Write ${backend}.` }),
        });
      } else if (answer === "unknown") {
        unresolved(at(file, collection), `whether ${collection.text} is a backend`);
      }
    }
  },
});
