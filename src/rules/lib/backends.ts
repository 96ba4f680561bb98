/** What rules on backends of our runtime ask. */
import type { World } from "../../addon/world.ts";
import type { AddonModel, ModelClass } from "../../addon/types.ts";

const MIXIN = "generic.backend.mixin";

/** A concrete backend that an addon makes. */
export interface Backend {
  readonly one: ModelClass;
  readonly model: string;
  /** Classes of the model and of what it inherits, as far as they were read; those of the runtime's mixins left out. */
  readonly classes: readonly ModelClass[];
  /** False where an ancestor is not at hand that is none of the runtime's. */
  readonly isComplete: boolean;
}

/** The concrete backends of an addon that stand on the runtime's methods. */
export function backendsOfRuntime(world: World, addon: AddonModel): readonly Backend[] {
  return addon.models.flatMap((one) => {
    const { model } = one;
    if (!one.isNew || one.kind !== "model" || model === undefined) return [];
    const parents = parentsOf(world, one);
    if (!parents.has(MIXIN)) return [];
    const others = [...parents].filter((name) => !isOfRuntime(name));
    const classes = [model, ...others].flatMap((name) => world.classesOf(name));
    const isComplete = others.every((name) => world.classesOf(name).some(({ isNew }) => isNew) || isPlain(name));
    return [{ one, model, classes, isComplete }];
  });
}

/** All that a model inherits, by the classes that were read. */
function parentsOf(world: World, one: ModelClass): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...(one.model === undefined ? [] : world.classesOf(one.model)), one].flatMap(
    ({ inherit }) => inherit,
  );
  for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
    if (found.has(parent.text)) continue;
    found.add(parent.text);
    waiting.push(...world.classesOf(parent.text).flatMap(({ inherit }) => inherit));
  }
  if (one.model !== undefined) found.delete(one.model);
  return found;
}

/** `generic.backend.mixin`, `generic.order.backend.mixin` … and what they stand on. */
const isOfRuntime = (name: string): boolean => /^generic\.(?:[a-z]+\.)?backend\.mixin$/.test(name);
const isPlain = (name: string): boolean =>
  ["connector.backend", "collection.base", "mail.thread", "mail.activity.mixin"].includes(name);

/** Whether one of a backend's own classes has a method. */
export const hasOwnMethod = ({ classes }: Backend, name: string): boolean =>
  classes.some(({ methods }) => methods.has(name));
