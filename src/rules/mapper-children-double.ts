import type { World } from "../addon/world.ts";
import type { AddonModel } from "../addon/types.ts";
import { at, classesOf, componentsOf, isKindOf } from "./lib/components.ts";
import { childrenOf, mappersOf } from "./lib/mappers.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "mapper-children-double",
  group: "mapper",
  severity: "warning",
  title: "`children` of an import without a component that knows which are there",
  why: "OCA's own map child creates each item anew: a record that is imported a second time has all its lines twice.",
  instead:
    "Write a component on `base.map.child.import` whose `get_item_values` and `format_items` find the lines that are there, by an external id of their own, and update or delete them.",
  check({ addon, world, report }) {
    for (const { one, side, hasPlainChildren, models } of mappersOf(world, addon)) {
      if (side !== "import" || !hasPlainChildren || skipsKnown(world, addon, models)) continue;
      for (const { target, model } of childrenOf(one)) {
        if (model.kind !== "Str" || world.hasModel(addon, model.value) !== "yes") continue;
        if (hasMapChild(world, addon, model.value)) continue;
        report({
          at: at(one.file, target),
          message: `each import adds the children of ${one.className} (${model.value}) once more`,
        });
      }
    }
  },
});

/** Whether a component of ours says how items of a model become lines. */
const hasMapChild = (world: World, addon: AddonModel, model: string): boolean =>
  world.addons
    .flatMap((other) => componentsOf(other))
    .some((one) => {
      if (!isKindOf(world, addon, one, "base.map.child")) return false;
      const own = classesOf(world, one).filter(({ name }) => !name?.text.startsWith("base."));
      return (
        world.resolve(addon, one).applyOn?.includes(model) !== false &&
        own.some(({ methods }) =>
          ["get_items", "get_item_values", "format_items", "skip_item"].some((name) => methods.has(name)),
        )
      );
    });

/** Whether an importer leaves out what was imported before: then nothing is imported a second time. */
const skipsKnown = (world: World, addon: AddonModel, models: readonly string[]): boolean =>
  componentsOf(addon).some((one) => {
    if (!isKindOf(world, addon, one, "base.importer")) return false;
    const { applyOn } = world.resolve(addon, one);
    if (applyOn !== undefined && !models.some((model) => applyOn.includes(model))) return false;
    return classesOf(world, one).some(({ methods }) => [...methods.keys()].some((name) => name.includes("skip")));
  });
