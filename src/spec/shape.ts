/**
 * Walks the zod schema along a key path: which keys, words and types stand at a place. Errors (nearest right word),
 * `--set` (type of a value) and prompts read the schema through this instead of keeping lists of their own.
 */
import type * as z from "zod";
import type { KeyPath } from "./keypath.ts";

type Node = z.core.$ZodType;

interface Def {
  readonly type: string;
  readonly shape?: Readonly<Record<string, Node>>;
  readonly element?: Node;
  readonly valueType?: Node;
  readonly innerType?: Node;
  readonly options?: readonly Node[];
  readonly discriminator?: string;
  readonly values?: readonly unknown[];
  readonly entries?: Readonly<Record<string, string | number>>;
}

const defOf = (node: Node): Def => node._zod.def;

/** The schema without `optional` around it. */
function inner(node: Node): Node {
  let current = node;
  for (;;) {
    const { innerType } = defOf(current);
    if (innerType === undefined) return current;
    current = innerType;
  }
}

/** All alternatives of a place, unions taken apart; those that a discriminator in the value rules out are left out. */
function alternatives(node: Node, value: unknown): Node[] {
  const current = inner(node);
  const def = defOf(current);
  if (def.options === undefined) return [current];
  const nodes = def.options.flatMap((option) => alternatives(option, value));
  const { discriminator } = def;
  if (discriminator === undefined || typeof value !== "object" || value === null) return nodes;
  const word = (value as Record<string, unknown>)[discriminator];
  const matching = nodes.filter((one) => accepts(one, discriminator, word));
  return matching.length > 0 ? matching : nodes;
}

function accepts(node: Node, key: string, word: unknown): boolean {
  const field = defOf(node).shape?.[key];
  if (field === undefined) return false;
  if (word === undefined) return defOf(field).type === "optional";
  return defOf(inner(field)).values?.includes(word) ?? false;
}

/** Schemas that can stand at a place, given what the file holds on the way there. Empty: the schema has no such place. */
export function schemasAt(root: Node, value: unknown, path: KeyPath): Node[] {
  let nodes = alternatives(root, value);
  let current = value;
  for (const key of path) {
    current =
      typeof current === "object" && current !== null ? (current as Record<string | number, unknown>)[key] : undefined;
    const next: Node[] = [];
    for (const node of nodes) {
      const def = defOf(node);
      const step =
        typeof key === "number"
          ? def.element
          : ((Object.hasOwn(def.shape ?? {}, key) ? def.shape?.[key] : undefined) ?? def.valueType);
      if (step !== undefined) next.push(...alternatives(step, current));
    }
    nodes = next;
  }
  return nodes;
}

/** Keys that the object at a place may have; empty where it is no object or a free map. */
export function keysAt(root: Node, value: unknown, path: KeyPath): string[] {
  const keys = new Set<string>();
  for (const node of schemasAt(root, value, path)) {
    for (const key of Object.keys(defOf(node).shape ?? {})) keys.add(key);
  }
  return [...keys];
}

export type ValueType = "string" | "number" | "boolean" | "null" | "list" | "object";

/** Types that a value at a place may have. */
export function typesAt(root: Node, value: unknown, path: KeyPath): ReadonlySet<ValueType> {
  const types = new Set<ValueType>();
  for (const node of schemasAt(root, value, path)) {
    const def = defOf(node);
    switch (def.type) {
      case "string":
      case "enum":
        types.add("string");
        break;
      case "int":
      case "number":
        types.add("number");
        break;
      case "boolean":
        types.add("boolean");
        break;
      case "null":
        types.add("null");
        break;
      case "array":
        types.add("list");
        break;
      case "object":
      case "record":
        types.add("object");
        break;
      case "literal":
        for (const one of def.values ?? []) types.add(typeof one === "number" ? "number" : "string");
        break;
      default:
        // `unknown` takes anything.
        for (const one of ["string", "number", "boolean", "null", "list", "object"] as const) types.add(one);
    }
  }
  return types;
}

/** Words that a value at a place may be, where there are only some. */
export function wordsAt(root: Node, value: unknown, path: KeyPath): string[] {
  const words = new Set<string>();
  for (const node of schemasAt(root, value, path)) {
    const def = defOf(node);
    for (const word of Object.values(def.entries ?? {})) words.add(String(word));
    if (def.type === "literal") for (const word of def.values ?? []) words.add(String(word));
  }
  return [...words];
}
