import { atName, backendsOf, componentsOf, isExtension } from "./lib/components.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "component-abstract-never-used",
  group: "component",
  severity: "hint",
  title: "An abstract component of a connector that nothing inherits",
  why: "An AbstractComponent is never found by a lookup: what it does is done nowhere. Often it was meant to be a Component.",
  instead: "Make it a `Component`, inherit it, or remove it.",
  check({ addon, world, report }) {
    // What a library offers is inherited elsewhere.
    if (componentsOf(addon).length === 0 || backendsOf(world, addon).length === 0) return;
    const used = new Set(
      world.addons.flatMap((other) => other.components.flatMap((one) => one.inherit.map(({ text }) => text))),
    );
    for (const one of componentsOf(addon)) {
      if (one.isConcrete || one.name === undefined || isExtension(one) || used.has(one.name.text)) continue;
      report({ at: atName(one), message: `nothing inherits the abstract component ${one.name.text}` });
    }
  },
});
