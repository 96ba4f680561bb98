import { atName, backendsOf, componentsOf, isExtension, isHidden } from "./lib/components.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "component-without-collection",
  group: "component",
  severity: "warning",
  title: "A connector's component without a collection",
  why: "It serves the backends of all connectors in the database: another connector that looks for its usage and model finds it too, and asks the wrong system or fails with SeveralComponentError.",
  instead: "Write `_collection` with the backend's model, or inherit a base component of the connector that says it.",
  check({ addon, world, report, unresolved }) {
    const [backend] = componentsOf(addon).length === 0 ? [] : backendsOf(world, addon);
    // A library's components are for all backends.
    if (backend === undefined) return;
    for (const one of componentsOf(addon)) {
      if (!one.isConcrete || isExtension(one)) continue;
      const { complete, collection, usage } = world.resolve(addon, one);
      // Events come without a collection; without a usage nothing is looked up but by name.
      if (collection !== undefined || usage === undefined || usage === "event.listener") continue;
      if (!complete) unresolved(atName(one), `whether an ancestor of ${one.className} says its collection`);
      else if (!isHidden(world, one, "_collection") && !isHidden(world, one, "_usage"))
        report({
          at: atName(one),
          message: `${one.className} (usage ${usage}) belongs to no collection`,
          instead: `Write \`_collection = "${backend}"\`, or inherit a component that says it.`,
        });
    }
  },
});
