import type { ResolvedEntity } from "../spec/resolved.ts";

/** A field of the binding that holds what the remote record said, and the remote path. */
export interface Stamp {
  readonly field: string;
  readonly path: string;
}

/** Odoo fields whose mapping says where the remote SKU and price stand, where the spec does not say it itself. */
const SKU_FIELDS = ["default_code"];
const PRICE_FIELDS = ["lst_price", "list_price"];

/** What an entity's import mapper keeps in the binding, in the order that views show it. */
export function stampsOf(entity: ResolvedEntity): Stamp[] {
  const mapped = (fields: readonly string[]): string | undefined =>
    entity.mapping.find((mapping) => mapping.imports && fields.includes(mapping.odoo))?.remote[0];
  const { name, status, updated } = entity.stamps;
  const stamps: Stamp[] = [];
  const add = (field: string, path: string | undefined): void => {
    if (path !== undefined) stamps.push({ field, path });
  };
  add("external_name", name);
  add("external_sku", entity.stamps.sku ?? mapped(SKU_FIELDS));
  add("external_price", entity.stamps.price ?? mapped(PRICE_FIELDS));
  add("external_status", status);
  add("external_image_url", entity.stamps.image);
  add("external_updated_at", updated);
  for (const kept of entity.keep) add(kept.field, kept.remote);
  return stamps;
}

/** Stock levels, order lines and fulfilments are made by their components, without a mapper. */
export const hasMapper = (entity: ResolvedEntity): boolean =>
  !["stock", "order_line", "fulfilment"].includes(entity.kind);

/** Whether pictures come with the records of an entity. */
export const hasImages = (entity: ResolvedEntity): boolean => entity.imports && entity.stamps.image !== undefined;
