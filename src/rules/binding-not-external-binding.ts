import { atName, isCollection } from "./lib/components.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "binding-not-external-binding",
  group: "binding",
  severity: "hint",
  title: "A binding that does not inherit `external.binding`",
  why: "It lacks `sync_date`, which the binder writes with each link, and whatever other addons add to all bindings.",
  instead: 'Write `_inherit = "external.binding"`.',
  needs: "connector",
  check({ addon, world, report }) {
    for (const one of addon.models) {
      if (!one.isNew || one.kind !== "model" || one.model === undefined || one.inherits.length === 0) continue;
      const backend = one.fields.get("backend_id")?.comodel?.text;
      if (backend === undefined || !isCollection(world, addon, backend) || !one.fields.has("external_id")) continue;
      if (world.isA(addon, one.model, "external.binding") !== "no") continue;
      report({ at: atName(one), message: `${one.model} has a backend and an external id, and is no external.binding` });
    }
  },
});
