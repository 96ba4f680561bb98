import type { ResolvedEntity } from "../spec/resolved.ts";

/** One record in a sentence: `order line`; `inventory record` for what has no plural. */
export function oneOf({ names }: ResolvedEntity): string {
  const label = names.label.toLowerCase();
  return names.label === names.labelPlural ? `${label} record` : label;
}

/** Several records in a sentence: `order lines`, `inventory records`. */
export function manyOf({ names }: ResolvedEntity): string {
  const label = names.labelPlural.toLowerCase();
  return names.label === names.labelPlural ? `${label} records` : label;
}
