/** What a shop exchanges. */
import { address, CHANGES, type DraftEntity, type DraftType, partner, shopProduct } from "./parts.ts";

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

export const ECOMMERCE: DraftType = [partner("customer"), shopProduct(), ORDER];
