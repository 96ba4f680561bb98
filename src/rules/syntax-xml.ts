import { rule } from "./rule.ts";

export default rule({
  code: "syntax-xml",
  group: "syntax",
  severity: "error",
  title: "An XML file that is not well-formed",
  why: "Odoo can't load the file: the addon can be neither installed nor updated.",
  instead: "Correct the line; a bare `&` is written `&amp;`, a bare `<` is written `&lt;`.",
  check({ addon, report }) {
    for (const { path, kind, fault } of addon.files.values()) {
      if (kind === "xml" && fault !== undefined) report({ at: { file: path, ...fault.span }, message: fault.message });
    }
  },
});
