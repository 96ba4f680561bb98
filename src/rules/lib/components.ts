/** What rules on components ask: names, ancestors, what is looked up by whom. */
import type { World } from "../../addon/world.ts";
import type { AddonModel, ComponentClass, Place } from "../../addon/types.ts";

/** Components as Odoo builds them: those of tests live in registries of their own. */
export const componentsOf = (addon: AddonModel): readonly ComponentClass[] =>
  addon.components.length === 0
    ? addon.components
    : addon.components.filter((one) => addon.python.get(one.file)?.isTest !== true);

/** The component that a class makes or extends. */
export const nameOf = (one: ComponentClass): string | undefined =>
  one.name?.text ?? (one.inherit.length === 1 ? one.inherit[0]?.text : undefined);

/** Whether a class extends a component instead of making one. */
export const isExtension = (one: ComponentClass): boolean =>
  one.name === undefined || one.inherit.some(({ text }) => text === one.name?.text);

/** The place of a class's name. */
export const atName = (one: Pick<ComponentClass, "file" | "node">): Place => ({ file: one.file, ...one.node.nameSpan });

/** A part of a file. */
export const at = (file: string, { from, to }: { readonly from: number; readonly to: number }): Place => ({
  file,
  from,
  to,
});

/** `Write x.`, where something is near. */
export const writeNearest = (nearest: string | undefined): { readonly instead?: string } =>
  nearest === undefined ? {} : { instead: `Write ${nearest}.` };

/** A component by name and all that it inherits, itself first. */
export function lineOf(world: World, name: string): readonly string[] {
  const found = new Set<string>();
  const waiting = [name];
  for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
    if (found.has(one)) continue;
    found.add(one);
    waiting.push(...(world.component(one)?.inherit ?? []));
  }
  return [...found];
}

/** The read classes that a component class is made of: itself, its extensions and its ancestors. */
export function classesOf(world: World, one: ComponentClass): readonly ComponentClass[] {
  const name = nameOf(one);
  const names = new Set([...(name === undefined ? [] : [name]), ...one.inherit.map(({ text }) => text)]);
  const found = new Set([one]);
  for (const start of names) {
    for (const of of lineOf(world, start)) for (const each of world.component(of)?.classes ?? []) found.add(each);
  }
  return [...found];
}

/**
 * Whether an attribute of a component, or of one that it inherits, is written as something else than words: what it
 * holds can't be told.
 */
export function isHidden(
  world: World,
  one: ComponentClass,
  attribute: "_collection" | "_usage" | "_apply_on",
): boolean {
  return classesOf(world, one).some((each) => {
    if (!each.attributes.has(attribute)) return false;
    if (attribute === "_collection") return each.collection === undefined;
    return attribute === "_usage" ? each.usage === undefined : each.applyOn === undefined;
  });
}

/** Whether a component (through others) inherits another, `unknown` where an ancestor is not at hand. */
export function isKindOf(world: World, addon: AddonModel, one: ComponentClass, ancestor: string): boolean {
  const name = nameOf(one);
  return (
    (name !== undefined && world.componentIsA(addon, name, ancestor) === "yes") ||
    one.inherit.some(({ text }) => world.componentIsA(addon, text, ancestor) === "yes")
  );
}

/** Concrete models of an addon that components are registered on: its backends. */
export const backendsOf = (world: World, addon: AddonModel): readonly string[] =>
  addon.models.flatMap((one) =>
    one.isNew && one.kind === "model" && one.model !== undefined && isCollection(world, addon, one.model)
      ? [one.model]
      : [],
  );

/** Whether a model is one that components can be registered on. */
export const isCollection = (world: World, addon: AddonModel, model: string): boolean =>
  world.isA(addon, model, "collection.base") === "yes";
