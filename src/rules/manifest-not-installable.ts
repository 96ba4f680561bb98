import { rule } from "./rule.ts";

export default rule({
  code: "manifest-not-installable",
  group: "manifest",
  severity: "hint",
  title: "The addon is not installable",
  why: "Odoo does not offer it, and what depends on it can't be installed.",
  instead: "Take the key out, or remove the addon.",
  check({ addon, report }) {
    const found = addon.manifest?.keys.get("installable");
    if (found?.value.kind === "Constant" && found.value.value === false)
      report({ at: found.key, message: `${addon.name} is not installable` });
  },
});
