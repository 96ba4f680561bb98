import { rule } from "./rule.ts";

/** Odoo loads nothing of these; some of them are broken on purpose, to see what happens. */
const APART = /^(?:tests\/|static\/(?!src\/))/;

export default rule({
  code: "syntax-xml",
  group: "syntax",
  severity: "error",
  title: "An XML file that is not well-formed",
  why: "Odoo can't load the file: the addon can be neither installed nor updated.",
  instead: "Correct the line; a bare `&` is written `&amp;`, a bare `<` is written `&lt;`.",
  check({ addon, report }) {
    for (const { path, kind, fault } of addon.files.values()) {
      if (kind === "xml" && fault !== undefined && !APART.test(path))
        report({ at: { file: path, ...fault.span }, message: fault.message });
    }
  },
});
