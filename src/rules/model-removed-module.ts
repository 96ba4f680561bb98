import { importedIn, isOf } from "./lib/imports.ts";
import { IMPORTS, lives, whenOf } from "./lib/lifetimes.ts";
import type { AddonModel, Place } from "../addon/types.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "model-removed-module",
  group: "model",
  severity: "error",
  title: "An import of something that this version of Odoo does not have",
  why: "Python raises an ImportError while it imports the file: Odoo does not start with this addon.",
  instead: "Import what this version has in its place.",
  check({ addon, cap, report }) {
    for (const { name, at } of importedIn(addon)) {
      const found = IMPORTS.find((one) => isOf(name, one.name));
      if (found === undefined || found.isDeprecated === true || lives(found, cap.major)) continue;
      report({
        at,
        message: `${name} ${whenOf(found, cap.major)}`,
        instead: `Use ${found.instead}.`,
        ...(isWarning(addon, name, at) && { fix: [{ ...at, text: "UserError as Warning" }] }),
      });
    }
  },
});

/** `from odoo.exceptions import Warning`, which was another name for UserError. */
const isWarning = (addon: AddonModel, name: string, at: Place): boolean =>
  name === "odoo.exceptions.Warning" && addon.files.get(at.file)?.text?.slice(at.from, at.to) === "Warning";
