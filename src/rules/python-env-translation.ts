import { walkBody } from "../parse/python/walk.ts";
import { isEnvironment } from "./lib/recordsets.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "python-env-translation",
  group: "python",
  severity: "error",
  title: "`env._` in a version whose environment does not translate",
  why: "An environment has no `_` before 18.0: the line raises an AttributeError, most often in place of the message that it was to show.",
  instead: "Write `_(…)`, imported from `odoo`.",
  versions: { until: "17.0" },
  check({ addon, report }) {
    for (const { path, module, isLoaded } of addon.python.values()) {
      if (!isLoaded) continue;
      for (const expr of walkBody(module.body)) {
        if (expr.kind !== "Attribute" || expr.attr !== "_" || !isEnvironment(expr.value)) continue;
        report({ at: placeOf(path, expr), message: "the environment has no _ before Odoo 18.0" });
      }
    }
  },
});
