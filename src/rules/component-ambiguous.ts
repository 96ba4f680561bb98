import type { World } from "../addon/world.ts";
import type { AddonModel } from "../addon/types.ts";
import { atName, classesOf, componentsOf } from "./lib/components.ts";
import { lookupsOf, type Provider, providersOf } from "./lib/lookups.ts";
import { rule } from "./rule.ts";

/** Usages that OCA's own components look up one at a time. */
const SINGLE = ["binder", "backend.adapter", "import.mapper", "export.mapper", "import.map.child", "export.map.child"];

export default rule({
  code: "component-ambiguous",
  group: "component",
  severity: "error",
  title: "Two components are found where one is asked for",
  why: "The lookup raises SeveralComponentError: each job of that model fails, and none of them retries.",
  instead: "Give one another `_usage` or `_apply_on`, or extend the first by `_inherit` without a `_name`.",
  check({ addon, world, report }) {
    if (componentsOf(addon).length === 0) return;
    const single = singleUsages(world, addon);
    const { providers } = providersOf(world, addon);
    const usable = providers.filter((one) => single.has(one.usage) && one.collection !== undefined);
    const said = new Set<string>();
    for (const [index, second] of usable.entries()) {
      for (const first of usable.slice(0, index)) {
        const model = sharedModel(first, second, usable);
        if (model === undefined) continue;
        const [later, other] =
          first.module === addon.name && second.module !== addon.name ? [first, second] : [second, first];
        const [one] = later.classes.filter((each) => each.name !== undefined && world.homeOf(each) === addon);
        if (one === undefined || said.has(later.name) || [later, other].some((each) => chooses(world, each))) continue;
        said.add(later.name);
        report({
          at: atName(one),
          message: `${later.name} and ${other.name} are both found for the usage ${later.usage} of ${later.collection ?? ""}${model}`,
        });
      }
    }
  },
});

/** What two have in common so that a lookup finds both: ` and a model`, or nothing where both are for all models. */
function sharedModel(first: Provider, second: Provider, all: readonly Provider[]): string | undefined {
  if (first.usage !== second.usage || first.collection !== second.collection) return undefined;
  if (first.models === undefined && second.models === undefined) {
    // Models that have one of their own are served by it.
    const hasOther = all.some(
      (one) => one.usage === first.usage && one.collection === first.collection && one.models !== undefined,
    );
    return hasOther ? undefined : "";
  }
  const model = first.models?.find((one) => second.models?.includes(one));
  return model === undefined ? undefined : ` and ${model}`;
}

/** A component that says by itself whether it is the right one. */
const chooses = (world: World, { classes }: Provider): boolean =>
  classes.some((one) => classesOf(world, one).some(({ methods }) => methods.has("_component_match")));

/** Usages that somebody asks one component for. */
function singleUsages(world: World, addon: AddonModel): ReadonlySet<string> {
  const needs = world.needs(addon);
  const lookups = world.addons
    .filter((other) => other === addon || needs.has(other.name))
    .flatMap((other) => lookupsOf(other));
  return new Set([...SINGLE, ...lookups.flatMap(({ isMany, usage }) => (isMany ? [] : [usage.value]))]);
}
