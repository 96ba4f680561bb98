import type { Finding } from "../../../src/validate/types.ts";

/** A finding, as far as a test does not say otherwise. */
export const finding = (about: Partial<Finding> = {}): Finding => ({
  code: "component-without-name",
  severity: "error",
  file: "addons/demo/components/core.py",
  path: "components/core.py",
  addon: "demo",
  start: { line: 3, column: 7 },
  end: { line: 3, column: 11 },
  message: "component Core has no _name",
  why: "Odoo does not start with this addon.",
  instead: "Give it a `_name`.",
  source: "class Core(Component):",
  ...about,
});
