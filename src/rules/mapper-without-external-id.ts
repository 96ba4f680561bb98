import type { World } from "../addon/world.ts";
import type { AddonModel, ComponentClass } from "../addon/types.ts";
import { binderFields, bindingsOf } from "./lib/bindings.ts";
import { atName, classesOf, componentsOf, isKindOf } from "./lib/components.ts";
import { mappersOf, wordsOf } from "./lib/mappers.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "mapper-without-external-id",
  group: "mapper",
  severity: "error",
  title: "An imported record that never gets its external id",
  why: "The next import does not find it and creates it again: each run makes all records once more.",
  instead: "Call `self.binder.bind(external_id, binding)` after the record is created, or map `external_id`.",
  check({ addon, world, report }) {
    const own = new Set(bindingsOf(world, addon).map(({ model }) => model));
    if (own.size === 0) return;
    const externals = binderFields(world, addon, "_external_field", "external_id");
    if (externals === undefined) return;
    for (const { one, side, models, isPlain, classes } of mappersOf(world, addon)) {
      if (side !== "import" || !isPlain || !one.isConcrete) continue;
      for (const model of models) {
        const importers = own.has(model) ? importersOf(world, addon, model) : [];
        // Who creates the records is not known.
        if (importers.length === 0) continue;
        const words = wordsOf([...classes, ...importers]);
        if (!words.has("create") || words.has("bind") || [...externals].some((name) => words.has(name))) continue;
        report({
          at: atName(one),
          message: `nothing gives a new ${model} its ${[...externals].join(" or ")}`,
        });
      }
    }
  },
});

/** The importers of a model and what they inherit, as far as it was read; empty where one of them was not. */
function importersOf(world: World, addon: AddonModel, model: string): readonly ComponentClass[] {
  const found = new Set<ComponentClass>();
  for (const one of componentsOf(addon)) {
    if (!isKindOf(world, addon, one, "base.importer")) continue;
    const { complete, applyOn } = world.resolve(addon, one);
    if (applyOn?.includes(model) === false) continue;
    if (!complete || isOfLibrary(world, addon, one)) return [];
    for (const each of classesOf(world, one)) found.add(each);
  }
  return [...found];
}

/** Whether a class inherits importers whose code is not at hand: they may bind. */
const isOfLibrary = (world: World, addon: AddonModel, one: ComponentClass): boolean =>
  isKindOf(world, addon, one, "generic.importer");
