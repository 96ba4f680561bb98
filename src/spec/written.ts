/** Which places of the remote record an export writes: rules about any other would never hold, or never be looked at. */
import type { SpecEntity, SpecMapping } from "./schema.ts";

/** Parts of an entity that say nothing of what an export writes. */
const UNWRITTEN: ReadonlySet<string> = new Set(
  "name remote_name plural label model direction conflict depends endpoints base pagination list_params filter match_on export".split(
    " ",
  ),
);

/** Places of the remote record that an export writes, as far as the spec says them: mappings, and places of blocks. */
export function writtenPlaces(entity: SpecEntity): string[] {
  const own = (mapping: readonly SpecMapping[]): string[] =>
    mapping
      .filter((entry) => entry.direction !== "import")
      .flatMap((entry) => [entry.remote ?? [], entry.fallback ?? []].flat());
  const { mapping = [], children = [], ...blocks } = entity;
  const nested = children.flatMap((child) => {
    const { path } = child;
    return own(child.mapping).map((place) => (path === undefined ? place : `${path}.${place}`));
  });
  const rest = Object.entries(blocks).flatMap(([key, value]) => (UNWRITTEN.has(key) ? [] : textsIn(value)));
  return [...new Set([...own(mapping), ...nested, ...rest])];
}

/** Every text of a block, keys of tables among them: some are places. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, one]) => [...(Array.isArray(value) ? [] : [key]), ...textsIn(one)]);
}

/** Whether two places are one, or one lies within the other; which element of a list does not matter. */
export function isSamePlace(one: string, other: string): boolean {
  const plain = (place: string): string => place.replaceAll(/\[[^\]]*\]/g, "");
  const [a, b] = [plain(one), plain(other)];
  return a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);
}
