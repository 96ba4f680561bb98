import { at, componentsOf } from "./lib/components.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "component-duplicate-name",
  group: "component",
  severity: "error",
  title: "Two components of an addon with the same name",
  why: "Without `_inherit` the registry raises a TypeError and Odoo does not start; with another `_inherit` the second silently takes the place of the first.",
  instead: "Give each component a `_name` of its own; to extend one, name it in `_inherit`.",
  check({ addon, report }) {
    const first = new Map<string, string>();
    for (const { file, name, inherit, className } of componentsOf(addon)) {
      if (name === undefined || inherit.some(({ text }) => text === name.text)) continue;
      const other = first.get(name.text);
      if (other === undefined) first.set(name.text, className);
      else report({ at: at(file, name), message: `${className} has the name ${name.text}, as ${other} has` });
    }
  },
});
