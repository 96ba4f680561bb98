/** What a shop exchanges. */
import { address, CHANGES, type DraftEntity, type DraftType, partner, rest } from "./parts.ts";

const PRODUCT: DraftEntity = {
  name: "product",
  model: "product.template",
  direction: "both",
  conflict: "external_wins",
  id: "id",
  name_path: "name",
  ...CHANGES,
  endpoints: rest("products"),
  match_on: [{ odoo: "default_code", remote: "variants[].sku" }],
  status: { path: "status" },
  mapping: [
    { odoo: "name", remote: "name" },
    { odoo: "description_sale", remote: "description", transform: "html_to_text", direction: "import" },
    { odoo: "active", remote: "status", transform: { equals: "active", else: "draft" } },
  ],
  options: { path: "options", name: "name", values: "values", default_value: "Default" },
  children: [
    {
      name: "variant",
      path: "variants",
      model: "product.product",
      id: "id",
      name_path: "name",
      sku_path: "sku",
      price_path: "price",
      match_on: [{ odoo: "default_code", remote: "sku" }],
      options: ["option1", "option2", "option3"],
      mapping: [
        { odoo: "default_code", remote: "sku" },
        { odoo: "barcode", remote: "barcode" },
        { odoo: "lst_price", remote: "price", transform: "float" },
        { odoo: "weight", remote: "weight", transform: { weight: "kg" } },
      ],
    },
  ],
};

const ORDER: DraftEntity = {
  name: "order",
  model: "sale.order",
  direction: "both",
  conflict: "external_wins",
  depends: ["customer", "product"],
  id: "id",
  name_path: "number",
  ...CHANGES,
  endpoints: { list: "GET /orders", get: "GET /orders/{id}", create: "POST /orders" },
  mapping: [
    { odoo: "client_order_ref", remote: "number", direction: "import" },
    { odoo: "name", remote: "reference", direction: "export" },
    { odoo: "date_order", remote: "created_at", transform: "iso8601" },
    { odoo: "note", remote: "note", direction: "import" },
  ],
  status: { path: "payment_status", paid: ["paid"], cancelled: "cancelled_at" },
  order: {
    name: "number",
    email: "email",
    customer: { path: "customer", id: "id", email: "email", entity: "customer" },
    invoice_address: "billing_address",
    delivery_address: "shipping_address",
    address: [
      { odoo: "name", remote: "name", transform: "first", fallback: ["company"] },
      ...address(""),
      { odoo: "phone", remote: "phone" },
    ],
    currency: "currency",
    tax_included: "taxes_included",
    total: "total",
    total_tax: "total_tax",
    lines: {
      path: "lines",
      id: "id",
      product: { path: "variant_id", entity: "variant", parent: "product_id", parent_entity: "product" },
      sku: "sku",
      name: "name",
      quantity: "quantity",
      price: "price",
      discount: { path: "discounts", amount: "amount" },
      taxes: { path: "taxes", rate: "rate", name: "name", amount: "amount" },
    },
    shipping: {
      path: "shipping_lines",
      id: "id",
      name: "name",
      price: "price",
      discount: { path: "discounts", amount: "amount" },
      taxes: { path: "taxes", rate: "rate", name: "name", amount: "amount" },
    },
  },
};

export const ECOMMERCE: DraftType = [partner("customer"), PRODUCT, ORDER];
