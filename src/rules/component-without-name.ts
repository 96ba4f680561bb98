import { rule } from "./rule.ts";

export default rule({
  code: "component-without-name",
  group: "component",
  severity: "error",
  title: "A component without a name: neither `_name` nor a single `_inherit`",
  why: "The registry of components refuses a class without a name with a TypeError: Odoo does not start with this addon.",
  instead: "Give it a `_name` of its own, or name the component that it extends in `_inherit`.",
  check({ addon, report }) {
    for (const one of addon.components) {
      // Tests build their own components by hand, and leave bases aside.
      if (addon.python.get(one.file)?.isTest === true) continue;
      // With one ancestor and no name of its own it extends that one.
      if (one.name !== undefined || one.inherit.length === 1) continue;
      // Base classes of Python alone.
      if (one.attributes.has("_register")) continue;
      // Said by an expression: not to be read from the text.
      if (one.attributes.has("_name") || (one.attributes.has("_inherit") && one.inherit.length === 0)) continue;
      report({
        at: { file: one.file, ...one.node.nameSpan },
        message: `component ${one.className} has no _name`,
      });
    }
  },
});
