import { importedIn, isOf } from "./lib/imports.ts";
import { IMPORTS, lives } from "./lib/lifetimes.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "model-deprecated-module",
  group: "model",
  severity: "warning",
  title: "An import of a module that one of the next versions goes without",
  why: "It works and logs a warning at each start; the migration to the next version stops at it.",
  instead: "Import what has taken its place already.",
  check({ addon, cap, report }) {
    for (const { name, at } of importedIn(addon)) {
      const found = IMPORTS.find((one) => isOf(name, one.name));
      if (found?.isDeprecated !== true || lives(found, cap.major)) continue;
      report({
        at,
        message: `${name} is deprecated since ${(found.until ?? 0) + 1}.0`,
        instead: `Use ${found.instead}.`,
      });
    }
  },
});
