import { keyword } from "../parse/python/walk.ts";
import { loadedModels } from "./lib/fields.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "model-deprecated-attribute",
  group: "model",
  severity: "warning",
  title: "`group_operator` of a field, which is called `aggregator` now",
  why: "It works and logs a warning at each start; the migration to the next version loses the sum.",
  instead: "Write `aggregator=` with the same value.",
  versions: { from: "18.0" },
  check({ addon, report }) {
    for (const one of loadedModels(addon)) {
      for (const { name, call } of one.fields.values()) {
        const found = keyword(call, "group_operator");
        if (found === undefined) continue;
        const at = { file: one.file, from: found.from, to: found.from + "group_operator".length };
        report({
          at,
          message: `group_operator of field ${name} is called aggregator since 18.0`,
          fix: [{ ...at, text: "aggregator" }],
        });
      }
    }
  },
});
