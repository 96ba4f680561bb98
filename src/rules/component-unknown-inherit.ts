import { at, componentsOf, writeNearest } from "./lib/components.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "component-unknown-inherit",
  group: "component",
  severity: "error",
  title: "A component inherits one that does not exist",
  why: "The registry of components is built when Odoo starts: it raises a TypeError, and no page opens any more.",
  instead: "Name a component that exists in `_inherit`, and depend on the addon that brings it.",
  check({ addon, world, report, unresolved }) {
    for (const one of componentsOf(addon)) {
      for (const parent of one.inherit) {
        const answer = world.hasComponent(addon, parent.text);
        if (answer === "no") {
          report({
            at: at(one.file, parent),
            message: `${one.className} inherits ${parent.text}, and no component has this name`,
            ...writeNearest(world.nearestComponent(parent.text)),
          });
        } else if (answer === "unknown") {
          unresolved(at(one.file, parent), `whether the component ${parent.text} exists`);
        }
      }
    }
  },
});
