import { literal } from "../parse/python/walk.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "syntax-manifest",
  group: "syntax",
  severity: "error",
  title: "A manifest that is no dictionary of literals",
  why: "Odoo reads the manifest without running it: it can't be read, and the addon is not in the list of modules.",
  instead: "Write one dictionary of texts, numbers, lists and True or False.",
  check({ addon, report }) {
    const file = addon.files.get("__manifest__.py");
    if (file?.fault !== undefined) {
      report({ at: { file: file.path, ...file.fault.span }, message: file.fault.message });
      return;
    }
    if (file?.text === undefined) return;
    if (addon.manifest === undefined) {
      report({ at: { file: file.path, from: 0, to: 0 }, message: "the manifest holds no dictionary" });
      return;
    }
    for (const [name, { value }] of addon.manifest.keys) {
      if (literal(value) === undefined)
        report({ at: { file: file.path, from: value.from, to: value.to }, message: `${name} is no literal` });
    }
  },
});
