/**
 * Names of one thing in several versions, oldest first, as far as connectors meet them. Spelling alone would not lead
 * from one to the other. Which version has which name is what the index says.
 */
export interface RenamedField {
  readonly model: string;
  readonly names: readonly string[];
  /** The same values under another name: what was written for one is right for the other. */
  readonly isSame?: true;
}

export const RENAMED_FIELDS: readonly RenamedField[] = [
  { model: "stock.move", names: ["quantity_done", "quantity"] },
  { model: "stock.move.line", names: ["qty_done", "quantity"] },
  { model: "product.template", names: ["detailed_type", "type"] },
  { model: "product.product", names: ["detailed_type", "type"] },
  { model: "account.account", names: ["company_id", "company_ids"] },
  { model: "account.move", names: ["to_check", "checked"] },
  { model: "account.tax", names: ["price_include", "price_include_override"] },
  { model: "sale.order.line", names: ["tax_id", "tax_ids"], isSame: true },
  { model: "sale.order.line", names: ["product_uom", "product_uom_id"], isSame: true },
  { model: "res.partner", names: ["mobile", "phone"] },
  { model: "res.groups", names: ["category_id", "privilege_id"] },
  { model: "res.groups", names: ["users", "user_ids"], isSame: true },
  { model: "res.users", names: ["groups_id", "group_ids"], isSame: true },
  { model: "ir.ui.menu", names: ["groups_id", "group_ids"], isSame: true },
  { model: "ir.ui.view", names: ["groups_id", "group_ids"], isSame: true },
  { model: "ir.actions.act_window", names: ["groups_id", "group_ids"], isSame: true },
  { model: "ir.actions.report", names: ["groups_id", "group_ids"], isSame: true },
  { model: "ir.actions.server", names: ["groups_id", "group_ids"], isSame: true },
  { model: "account.payment", names: ["ref", "memo"], isSame: true },
];

/** Model names that differ from what people write. */
export const RENAMED_MODELS: Readonly<Record<string, string>> = {
  "account.invoice": "account.move",
  "account.invoice.line": "account.move.line",
  "product.uom": "uom.uom",
  "stock.quant.package": "stock.package",
  "stock.production.lot": "stock.lot",
};

/** What people call a field, and the fields that hold it on one model or another, the likeliest first. */
export const FIELD_WORDS: readonly (readonly [words: string, fields: string])[] = [
  ["mail e_mail email_address mail_address customer_email", "email email_from"],
  ["telephone tel phone_number mobile cell cellphone", "phone"],
  ["vat_number vat_id tax_number tax_id tin", "vat"],
  ["address address1 address_1 address_line1 street1 street_1", "street"],
  ["address2 address_2 address_line2 street_2", "street2"],
  ["postcode postal_code post_code zip_code zipcode", "zip"],
  ["town", "city"],
  ["country country_code", "country_id"],
  ["state province region state_code province_code", "state_id"],
  ["url homepage web", "website"],
  ["locale language", "lang"],
  ["title label full_name subject", "name"],
  ["price sale_price sales_price regular_price unit_price", "list_price price_unit"],
  ["cost cost_price purchase_price", "standard_price"],
  ["sku article_number item_number internal_reference product_code", "default_code"],
  ["ean ean13 gtin upc", "barcode"],
  ["category category_id", "categ_id category_id"],
  ["tags labels", "tag_ids product_tag_ids category_id"],
  ["image picture photo", "image_1920"],
  ["note notes memo remark remarks comment description", "comment note narration description description_sale"],
  ["quantity qty amount_ordered", "product_uom_qty quantity qty product_qty"],
  ["customer customer_id client client_id contact contact_id vendor supplier partner", "partner_id"],
  ["company company_name parent", "parent_id partner_name"],
  ["owner owner_id salesperson assignee responsible", "user_id user_ids"],
  ["stage status", "stage_id state"],
  ["order_date", "date_order"],
  ["invoice_number number reference code external_ref", "ref default_code client_order_ref name"],
  ["due_date deadline", "invoice_date_due date_deadline"],
  ["created created_at date_created", "create_date"],
  ["total total_price grand_total", "amount_total amount"],
  ["revenue value", "expected_revenue"],
  ["currency currency_code", "currency_id"],
  ["enabled is_active published", "active"],
];

/** Fields that may be meant by a word that is none. */
export function fieldsCalled(word: string): readonly string[] {
  return FIELD_WORDS.find(([words]) => words.split(" ").includes(word))?.[1].split(" ") ?? [];
}
