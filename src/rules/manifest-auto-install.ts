import { strsOf } from "../parse/python/walk.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "manifest-auto-install",
  group: "manifest",
  severity: "error",
  title: "`auto_install` names an addon that `depends` does not",
  why: "Odoo stops at an assertion while it reads the manifest: the addon can't be installed.",
  instead: "List the addon under `depends` too, or take it out of `auto_install`.",
  check({ addon, report }) {
    const { manifest } = addon;
    const value = manifest?.keys.get("auto_install")?.value;
    if (manifest === undefined || value === undefined || value.kind === "Constant") return;
    const depends = new Set(manifest.depends.map(({ text }) => text));
    for (const { value: name, from, to } of strsOf(value)) {
      if (!depends.has(name))
        report({
          at: { file: manifest.file, from, to },
          message: `auto_install names ${name}, which depends does not`,
        });
    }
  },
});
