/**
 * Names of one thing in several versions, oldest first, as far as connectors meet them. Spelling alone would not lead
 * from one to the other. Which version has which name is what the index says.
 */
export interface RenamedField {
  readonly model: string;
  readonly names: readonly string[];
}

export const RENAMED_FIELDS: readonly RenamedField[] = [
  { model: "stock.move", names: ["quantity_done", "quantity"] },
  { model: "stock.move.line", names: ["qty_done", "quantity"] },
  { model: "product.template", names: ["detailed_type", "type"] },
  { model: "product.product", names: ["detailed_type", "type"] },
  { model: "account.account", names: ["company_id", "company_ids"] },
  { model: "account.move", names: ["to_check", "checked"] },
  { model: "account.tax", names: ["price_include", "price_include_override"] },
  { model: "sale.order.line", names: ["tax_id", "tax_ids"] },
  { model: "sale.order.line", names: ["product_uom", "product_uom_id"] },
  { model: "res.partner", names: ["mobile", "phone"] },
  { model: "res.groups", names: ["category_id", "privilege_id"] },
  { model: "res.groups", names: ["users", "user_ids"] },
  { model: "res.users", names: ["groups_id", "group_ids"] },
];

/** Model names that differ from what people write. */
export const RENAMED_MODELS: Readonly<Record<string, string>> = {
  "account.invoice": "account.move",
  "account.invoice.line": "account.move.line",
  "product.uom": "uom.uom",
  "stock.quant.package": "stock.package",
  "stock.production.lot": "stock.lot",
};
