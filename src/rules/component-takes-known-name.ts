import { at, componentsOf } from "./lib/components.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "component-takes-known-name",
  group: "component",
  severity: "error",
  title: "A component takes the name of one that another addon brings",
  why: "Without `_inherit` the registry raises a TypeError and Odoo does not start. With another `_inherit` it silently replaces the other addon's component, for all connectors that build on it.",
  instead: "Choose a name that begins with the connector's; to extend the other, name it in `_inherit`.",
  check({ addon, world, report }) {
    const needs = world.needs(addon);
    for (const { file, name, inherit, className } of componentsOf(addon)) {
      if (name === undefined || inherit.some(({ text }) => text === name.text)) continue;
      const owner = ownerOf(name.text);
      if (owner !== undefined)
        report({ at: at(file, name), message: `${className} takes the name ${name.text} of the addon ${owner}` });
    }

    /** The other addon that makes a component of this name. */
    function ownerOf(name: string): string | undefined {
      for (const other of world.addons) {
        if (other === addon || !needs.has(other.name)) continue;
        const isMade = componentsOf(other).some(
          (one) => one.name?.text === name && one.inherit.every(({ text }) => text !== name),
        );
        if (isMade) return other.name;
      }
      const known = world.component(name);
      return known !== undefined && known.module !== addon.name && needs.has(known.module) ? known.module : undefined;
    }
  },
});
