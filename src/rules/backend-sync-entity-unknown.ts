import { textOf } from "../parse/python/walk.ts";
import { at, writeNearest } from "./lib/components.ts";
import { backendsOfRuntime, hasOwnMethod } from "./lib/backends.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "backend-sync-entity-unknown",
  group: "backend",
  severity: "error",
  title: "`_sync_entities` names what the backend can't synchronise",
  why: "The button _Synchronise All_, the scheduled action and the import wizard call `sync_<entity>` and `_sync_<entity>_implementation` of each entity: where one is missing all of them fail with an AttributeError.",
  instead: "Write both methods for each key, and name the binding's model as its value.",
  needs: "generic_connector",
  check({ addon, world, report, unresolved }) {
    for (const backend of backendsOfRuntime(world, addon)) {
      const { file, attributes } = backend.one;
      const value = attributes.get("_sync_entities")?.value;
      if (value?.kind !== "Dict") continue;
      for (const { key, value: binding } of value.items) {
        const entity = textOf(key);
        if (key === undefined || entity === undefined) continue;
        const missing = [`sync_${entity}`, `_sync_${entity}_implementation`].filter(
          (name) => !hasOwnMethod(backend, name),
        );
        if (missing.length > 0 && backend.isComplete)
          report({ at: at(file, key), message: `${backend.model} has no method ${missing.join(" and no ")}` });
        else if (missing.length > 0) unresolved(at(file, key), `whether ${backend.model} has ${missing.join(" and ")}`);
        const model = textOf(binding);
        if (model === undefined || world.hasModel(addon, model) !== "no") continue;
        report({
          at: at(file, binding),
          message: `the entity ${entity} is kept in ${model}, and no model has this name`,
          ...writeNearest(world.nearestModel(model)),
        });
      }
    }
  },
});
