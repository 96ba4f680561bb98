/** A place in the spec: keys and list indexes from the root. */
export type KeyPath = readonly (string | number)[];

/**
 * How people read it: list elements that have a name go by it (`entities.order.mapping[2].odoo`).
 * `root` is the spec, or whatever a person wrote instead.
 */
export function showKeyPath(root: unknown, path: KeyPath): string {
  let shown = "";
  let node: unknown = root;
  for (const key of path) {
    const next: unknown =
      typeof node === "object" && node !== null ? (node as Record<string | number, unknown>)[key] : undefined;
    if (typeof key === "number") {
      const name = nameOf(next);
      shown += name === undefined || isIndexed(node, name, key) ? `[${key}]` : shown === "" ? name : `.${name}`;
    } else {
      const plain = /^[A-Za-z_][\w-]*$/.test(key);
      shown += plain ? (shown === "" ? key : `.${key}`) : `[${JSON.stringify(key)}]`;
    }
    node = next;
  }
  return shown === "" ? "the file" : shown;
}

/** A second element of the same name can only be told by its index. */
function isIndexed(list: unknown, name: string, index: number): boolean {
  return Array.isArray(list) && list.findIndex((one: unknown) => nameOf(one) === name) !== index;
}

/** Name of a list element, as far as it has one that can stand in a key path. */
export function nameOf(node: unknown): string | undefined {
  if (typeof node !== "object" || node === null || Array.isArray(node)) return undefined;
  const name = (node as { name?: unknown }).name;
  return typeof name === "string" && /^[A-Za-z_][\w-]*$/.test(name) ? name : undefined;
}

/**
 * Reads what {@link showKeyPath} writes (and what `--set` takes). Elements of lists may be named or numbered; names
 * stay as they are, {@link resolveKeyPath} finds their index.
 */
export function parseKeyPath(text: string): KeyPath | undefined {
  const path: (string | number)[] = [];
  const pattern = /(?:^|\.)([^.[\]]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  let end = 0;
  while (end < text.length) {
    pattern.lastIndex = end;
    const match = pattern.exec(text);
    if (match === null) return undefined;
    if (match[2] !== undefined) path.push(Number(match[2]));
    else if (match[3] !== undefined) path.push(JSON.parse(match[3]) as string);
    else path.push(match[1] ?? "");
    end = pattern.lastIndex;
  }
  return path.length === 0 ? undefined : path;
}

/** Replaces names of list elements by their index, as far as the value reaches. */
export function resolveKeyPath(root: unknown, path: KeyPath): KeyPath {
  const resolved: (string | number)[] = [];
  let node: unknown = root;
  for (const key of path) {
    let step = key;
    if (Array.isArray(node) && typeof key === "string") {
      const index = node.findIndex((one: unknown) => nameOf(one) === key);
      step = index >= 0 ? index : /^\d+$/.test(key) ? Number(key) : key;
    }
    resolved.push(step);
    node = typeof node === "object" && node !== null ? (node as Record<string | number, unknown>)[step] : undefined;
  }
  return resolved;
}

/** What stands at a path; undefined where nothing does. */
export function valueAt(value: unknown, path: KeyPath): unknown {
  let node = value;
  for (const key of path) {
    node = typeof node === "object" && node !== null ? (node as Record<string | number, unknown>)[key] : undefined;
  }
  return node;
}
