import type { World } from "../addon/world.ts";
import type { AddonModel, ComponentClass } from "../addon/types.ts";
import type { Call, Expr } from "../parse/python/ast.ts";
import { dotted, textOf } from "../parse/python/walk.ts";
import { bindingsFor } from "./lib/bindings.ts";
import { at, backendsOf, componentsOf, isHidden } from "./lib/components.ts";
import {
  answers,
  type Lookup,
  lookupOf,
  lookupsOf,
  modelOf,
  type Provider,
  providersOf,
  unguarded,
  worksOf,
} from "./lib/lookups.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "component-usage-unprovided",
  group: "component",
  severity: "error",
  title: "A usage is asked for that no component provides",
  why: "The lookup raises NoComponentError: the job fails each time, and only when it runs.",
  instead:
    "Write the usage that a component of the collection has, or give that component this `_usage` and `_apply_on`.",
  check({ addon, world, report, unresolved }) {
    if (lookupsOf(addon).length === 0) return;
    const { providers, isComplete } = providersOf(world, addon);
    for (const { lookup, collection, models } of asked(world, addon)) {
      const usage = lookup.usage.value;
      const missing = models.filter((model) => !providers.some((one) => answers(one, { usage, collection, model })));
      // One that applies on the wrong model is told there.
      const isMeant = (one: Provider): boolean =>
        one.models?.some(
          (other) =>
            world.hasModel(addon, other) !== "yes" ||
            missing.some((model) => model !== undefined && bindingsFor(world, addon, other).includes(model)),
        ) === true;
      if (
        missing.length === 0 ||
        providers.some((one) => answers(one, { usage, collection, model: undefined }) && isMeant(one))
      )
        continue;
      const place = at(lookup.file, lookup.usage);
      if (!isComplete) {
        unresolved(place, `whether a component has the usage ${usage}`);
        continue;
      }
      const [model] = missing;
      const of = [collection, model].filter((one) => one !== undefined).join(" and ");
      report({
        at: place,
        message: `no component has the usage ${usage}${of === "" ? "" : ` for ${of}`}`,
        ...nearest(usage, providers, collection, model),
      });
    }
  },
});

interface Asked {
  readonly lookup: Lookup;
  readonly collection: string | undefined;
  /** Undefined among them: of any model. */
  readonly models: readonly (string | undefined)[];
}

/** Lookups whose answer can be told: in concrete components of a collection, and in the models that open a unit of work. */
function* asked(world: World, addon: AddonModel): Generator<Asked> {
  for (const one of componentsOf(addon)) {
    const { complete, collection, applyOn, isConcrete } = world.resolve(addon, one);
    // What an abstract one asks for its heirs provide; without a collection it is a library's.
    if (!isConcrete || !complete || collection === undefined || isHiddenAtAll(world, one)) continue;
    for (const call of unguarded(one.node.body)) {
      const lookup = single(one.file, call);
      if (lookup === undefined || !/^self(?:\.work)?$/.test(dotted(lookup.on) ?? "")) continue;
      yield {
        lookup,
        collection,
        models: lookup.model === undefined ? (applyOn ?? [undefined]) : [textOf(lookup.model)],
      };
    }
  }
  // Without a backend of its own an addon is a library: who builds on it provides the components.
  if (backendsOf(world, addon).length === 0) return;
  for (const one of addon.models) {
    if (addon.python.get(one.file)?.isTest === true || one.kind === "abstract") continue;
    const works = worksOf(one.node, modelOf(one));
    for (const call of unguarded(one.node.body)) {
      const lookup = single(one.file, call);
      const name = lookup === undefined ? undefined : nameOf(lookup.on);
      if (lookup === undefined || name === undefined || !works.has(name)) continue;
      yield {
        lookup,
        collection: undefined,
        models: [lookup.model === undefined ? works.get(name) : textOf(lookup.model)],
      };
    }
  }
}

function single(file: string, call: Call): Lookup | undefined {
  const lookup = lookupOf(file, call);
  return lookup === undefined || lookup.isMany ? undefined : lookup;
}

const nameOf = (expr: Expr): string | undefined => (expr.kind === "Name" ? expr.id : undefined);

const isHiddenAtAll = (world: World, one: ComponentClass): boolean =>
  isHidden(world, one, "_collection") || isHidden(world, one, "_apply_on");

/** The usage that is near, or the models that the asked one is there for. */
function nearest(
  usage: string,
  providers: readonly Provider[],
  collection: string | undefined,
  model: string | undefined,
): { readonly instead?: string } {
  const there = providers.filter((one) => answers(one, { usage, collection, model: undefined }));
  if (there.length > 0 && model !== undefined) {
    const models = [...new Set(there.flatMap((one) => one.models ?? []))].sort();
    return {
      instead: `There is one for ${models.join(", ")}: write one for ${model}, or name it in that one's \`_apply_on\`.`,
    };
  }
  const words = new Set(usage.split("."));
  const near = [
    ...new Set(
      providers.filter((one) => answers(one, { usage: one.usage, collection, model })).map((one) => one.usage),
    ),
  ]
    .map((one) => ({
      one,
      shared: one.split(".").filter((word) => words.has(word)).length,
      apart: Math.abs(one.length - usage.length),
    }))
    .filter(({ shared, apart }) => shared > 0 && apart <= 4)
    .sort((a, b) => b.shared - a.shared || a.apart - b.apart || (a.one < b.one ? -1 : 1))[0];
  return near === undefined ? {} : { instead: `Write ${near.one}.` };
}
