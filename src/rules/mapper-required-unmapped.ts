import type { World } from "../addon/world.ts";
import type { AddonModel, ComponentClass } from "../addon/types.ts";
import { bindingsOf } from "./lib/bindings.ts";
import { atName, classesOf, componentsOf, isKindOf, nameOf } from "./lib/components.ts";
import {
  childrenOf,
  directOf,
  isOpen,
  keysWritten,
  type MapperFacts,
  mappersOf,
  mappingsOf,
  returnedKeys,
  wordsOf,
} from "./lib/mappers.ts";
import { isMadeByModel } from "./lib/records.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "mapper-required-unmapped",
  group: "mapper",
  severity: "warning",
  title: "A required field of a binding that no mapping fills",
  why: "No record of this model can be created: the database refuses each one, and the job fails.",
  instead: "Map the field, or give it a default.",
  check({ addon, world, report }) {
    const own = new Set(bindingsOf(world, addon).map(({ model }) => model));
    for (const facts of mappersOf(world, addon)) {
      const { one, side, models, isPlain, isOurs, isFinished } = facts;
      if (side !== "import" || (!isPlain && !isOurs) || isFinished || !one.isConcrete) continue;
      const filled = filledBy(facts);
      if (filled === undefined) continue;
      for (const model of models) {
        if (!own.has(model) || (isOurs && !isImportedPlainly(world, addon, model))) continue;
        const given = new Set([...filled, ...wordsOfCreators(world, addon, model, isOurs)]);
        const parents = world.classesOf(model).flatMap(({ inherits }) => inherits);
        for (const name of world.fieldNames(addon, model) ?? []) {
          const field = world.field(addon, model, name);
          if (field === undefined || !field.required || field.isFilled || !field.stored) continue;
          // Lines have no column that could refuse their absence.
          if (field.type?.endsWith("2many") === true) continue;
          // The record that a binding delegates to is made with it.
          if (parents.some((one) => one.field.text === name || one.model.text === field.comodel)) continue;
          if (given.has(name) || given.has(`default_${name}`)) continue;
          if (isMadeByModel(world, addon, model, name)) continue;
          report({ at: atName(one), message: `nothing fills ${name}, which ${model} requires` });
        }
      }
    }
  },
});

/** The fields that a mapper surely fills; undefined where it may fill more. */
function filledBy({ classes }: MapperFacts): ReadonlySet<string> | undefined {
  const found = new Set<string>();
  for (const each of classes) {
    if (isOpen(each, "direct") || isOpen(each, "children")) return undefined;
    // What the runtime keeps of the external record.
    const stamps = each.attributes.get("_stamps")?.value;
    if (stamps?.kind === "Dict") for (const { key } of stamps.items) if (key?.kind === "Str") found.add(key.value);
    for (const { target } of [...directOf(each), ...childrenOf(each)]) {
      if (target.kind !== "Str") return undefined;
      found.add(target.value);
    }
    for (const { method } of mappingsOf(each)) {
      const { keys, isComplete } = returnedKeys(method.node);
      if (!isComplete) return undefined;
      for (const key of keys) found.add(key.value);
    }
  }
  return found;
}

/** Kinds of components that bring nothing in. */
const OTHERS = ["base.mapper", "base.exporter", "base.backend.adapter", "base.event.listener"];

/** The components that may create records of a model: its importers, and those that are for all models. */
const creators = (world: World, addon: AddonModel, model: string): readonly ComponentClass[] =>
  componentsOf(addon)
    .filter((one) => {
      const { applyOn } = world.resolve(addon, one);
      return applyOn?.includes(model) !== false && !OTHERS.some((kind) => isKindOf(world, addon, one, kind));
    })
    .flatMap((one) => classesOf(world, one));

/** What the runtime fills by itself. */
const BY_RUNTIME = ["backend_id", "odoo_id", "external_id"];

/**
 * All that those components may fill: whatever they name. Those of the runtime fill what they write, and what only has
 * settings for them names fields to other ends.
 */
function wordsOfCreators(world: World, addon: AddonModel, model: string, isOurs: boolean): ReadonlySet<string> {
  const [known, others] = [new Set<ComponentClass>(), new Set<ComponentClass>()];
  for (const one of creators(world, addon, model)) {
    // It writes on records that are there.
    if (nameOf(one) === "generic.merger") continue;
    const isKnown = world.homeOf(one)?.name === "generic_connector" || (isOurs && one.methods.size === 0);
    (isKnown ? known : others).add(one);
  }
  return new Set([...wordsOf([...others]), ...keysWritten([...known]), ...(isOurs ? BY_RUNTIME : [])]);
}

/** Whether the runtime's own importer makes the records of a model; those of documents and stock have their own ways. */
function isImportedPlainly(world: World, addon: AddonModel, model: string): boolean {
  const importers = componentsOf(addon).filter(
    (one) =>
      world.resolve(addon, one).applyOn?.includes(model) === true && isKindOf(world, addon, one, "generic.importer"),
  );
  return (
    importers.length > 0 && importers.every(({ inherit }) => inherit.every(({ text }) => text === "generic.importer"))
  );
}
