/** One direction of an entity only: what the other one alone needs is left out. */
import type { YAMLMap } from "yaml";

type Yaml = Pick<typeof import("yaml"), "isMap" | "isSeq">;

/**
 * Sets an entity's direction and drops the mappings of the other side, those of children too.
 * @returns whether anything was changed
 */
export function narrow(node: YAMLMap, direction: "import" | "export", yaml: Yaml): boolean {
  const { isMap, isSeq } = yaml;
  let isChanged = false;
  if (node.get("direction") === "both") {
    node.set("direction", direction);
    isChanged = true;
  }
  const other = direction === "import" ? "export" : "import";
  if (direction === "import") {
    // Rules and constants of a write would never be used.
    const order = node.get("order");
    for (const key of ["export", "main_address"]) isChanged = node.delete(key) || isChanged;
    if (isMap(order)) isChanged = order.delete("send") || isChanged;
  }
  const mapping = node.get("mapping");
  if (isSeq(mapping)) {
    const count = mapping.items.length;
    mapping.items = mapping.items.filter((item) => !isMap(item) || item.get("direction") !== other);
    if (mapping.items.length === 0) node.delete("mapping");
    isChanged = isChanged || mapping.items.length < count;
  }
  const children = node.get("children");
  if (isSeq(children)) {
    for (const child of children.items.filter(isMap)) isChanged = narrow(child, direction, yaml) || isChanged;
  }
  return isChanged;
}
