/** What the components of an addon are for, and which models they apply on. */
import type { ComponentClass, Word } from "../addon/types.ts";
import type { Code } from "./facts.ts";

export type Role = "importMapper" | "exportMapper" | "importer" | "exporter" | "adapter";

/** By usage, else by the name of what the component is made of; the first that fits. */
const WORDS: readonly (readonly [RegExp, Role])[] = [
  [/import\.?mapper|mapper\.import/, "importMapper"],
  [/export\.?mapper|mapper\.export/, "exportMapper"],
  [/import/, "importer"],
  [/export|deleter/, "exporter"],
  [/adapter/, "adapter"],
];

/** Usages that do neither of both, whatever they are called. */
const OTHERS = /map\.child|listener|binder|locker|reconciler/;

export function roleOf(code: Code, component: ComponentClass): Role | undefined {
  const line = code.lineOf(component);
  const usage = line.find((one) => one.usage !== undefined)?.usage?.text;
  const words = usage === undefined ? line.flatMap(({ inherit }) => inherit.map(({ text }) => text)) : [usage];
  for (const word of words) {
    if (OTHERS.test(word)) return undefined;
    const found = WORDS.find(([pattern]) => pattern.test(word));
    if (found !== undefined) return found[1];
  }
  return undefined;
}

/** The models that a component applies on; undefined: any. */
export const appliesOn = (code: Code, component: ComponentClass): readonly Word[] | undefined =>
  code.lineOf(component).find((one) => one.applyOn !== undefined)?.applyOn;

/** Whether a component may be of a backend: it says so, or nothing else. */
export function isOf(code: Code, component: ComponentClass, backend: string): boolean {
  const collection = code.lineOf(component).find((one) => one.collection !== undefined)?.collection?.text;
  return collection === undefined || collection === backend;
}
