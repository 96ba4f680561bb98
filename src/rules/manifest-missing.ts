import { rule } from "./rule.ts";

export default rule({
  code: "manifest-missing",
  group: "manifest",
  severity: "error",
  title: "The addon has no `__manifest__.py`",
  why: "Odoo sees no addon in a folder without a manifest: it can't be installed, and what depends on it can't either.",
  instead: "Write a `__manifest__.py` with `name`, `version`, `license`, `depends` and `data`.",
  check({ addon, report }) {
    if (addon.files.has("__manifest__.py")) return;
    report({
      at: { file: "__manifest__.py", from: 0, to: 0 },
      message: `${addon.name} has no __manifest__.py`,
    });
  },
});
