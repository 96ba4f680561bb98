import type { AddonModel } from "../addon/types.ts";
import { callsIn, textOf } from "../parse/python/walk.ts";
import { bindingsFor } from "./lib/bindings.ts";
import { at, componentsOf, isKindOf } from "./lib/components.ts";
import { childrenOf } from "./lib/mappers.ts";
import { rule } from "./rule.ts";

const KINDS = ["base.mapper", "base.importer", "base.exporter", "base.binder", "base.backend.adapter"];

export default rule({
  code: "component-apply-on-unbound",
  group: "component",
  severity: "warning",
  title: "A component applies on the record's model where its binding is meant",
  why: "Jobs work on the binding: for that model the component is not found (NoComponentError), or one for all models is taken in its place.",
  instead: "Write the binding's model in `_apply_on`.",
  check({ addon, world, report }) {
    if (componentsOf(addon).length === 0) return;
    const meant = namedModels(addon);
    for (const one of componentsOf(addon)) {
      const [model, ...others] = one.applyOn ?? [];
      if (model === undefined || others.length > 0 || meant.has(model.text)) continue;
      if (world.isA(addon, model.text, "external.binding") !== "no") continue;
      if (!KINDS.some((kind) => isKindOf(world, addon, one, kind))) continue;
      // With ids of its own it may be both, record and binding.
      if (["external_id", "backend_id"].some((name) => world.hasField(addon, model.text, name) !== "no")) continue;
      const [binding, ...more] = bindingsFor(world, addon, model.text);
      if (binding === undefined) continue;
      report({
        at: at(one.file, model),
        message: `${one.className} applies on ${model.text}, and not on its binding ${[binding, ...more].join(", ")}`,
        ...(more.length === 0 ? { instead: `Write ${binding}.` } : {}),
      });
    }
  },
});

/** Models that a unit of work is opened for by name, and those of children: for them components are looked up. */
function namedModels(addon: AddonModel): ReadonlySet<string> {
  const found = new Set<string>();
  const add = (text: string | undefined): void => {
    if (text !== undefined) found.add(text);
  };
  for (const one of addon.components) for (const { model } of childrenOf(one)) add(textOf(model));
  for (const { module } of addon.python.values()) {
    for (const call of callsIn(module.body)) {
      if (call.func.kind !== "Attribute") continue;
      if (/^(?:work_on|binder_for|get_binder_for_model)$/.test(call.func.attr)) add(textOf(call.args[0]));
      for (const { arg, value } of call.keywords) if (arg === "model_name" || arg === "model") add(textOf(value));
    }
  }
  return found;
}
