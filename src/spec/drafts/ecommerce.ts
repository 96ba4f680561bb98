/** What a shop exchanges. */
import {
  address,
  CHANGES,
  type DraftEntity,
  type DraftType,
  type Mapping,
  partner,
  rest,
  shopProduct,
  stockLevel,
} from "./parts.ts";

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
    company: { name: "company", vat: "vat" },
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
    payment: {
      path: "payments",
      only: { path: "status", equals: "completed" },
      transaction: "id",
      method: "method",
      amount: "amount",
      date: "paid_at",
    },
    refunds: {
      path: "refunds",
      id: "id",
      date: "created_at",
      reason: "reason",
      lines: {
        path: "lines",
        line: "line_id",
        quantity: "quantity",
        amount: "amount",
        tax: "tax",
        restock: { path: "restocked", equals: true },
      },
      shipping: { amount: "shipping_amount", tax: "shipping_tax" },
      total: "total",
    },
  },
};

/** Two may have one name below different parents: nothing to recognise them by. */
const CATEGORY: DraftEntity = {
  name: "category",
  model: "product.category",
  direction: "both",
  conflict: "external_wins",
  id: "id",
  name_path: "name",
  ...CHANGES,
  endpoints: rest("categories"),
  mapping: [
    { odoo: "name", remote: "name" },
    { odoo: "parent_id", remote: "parent_id", transform: { lookup: "category" } },
  ],
};

/** Products with their category, tags and picture. */
function product(): DraftEntity {
  const plain = shopProduct();
  const own: Mapping = [
    { odoo: "categ_id", remote: "category_id", transform: { lookup: "category" } },
    { odoo: "product_tag_ids", remote: "tags", transform: { find: "name", missing: "create" }, direction: "import" },
  ];
  return { ...plain, depends: ["category"], image_path: "image_url", mapping: [...(plain.mapping ?? []), ...own] };
}

/** Fixed prices of products, variants and categories; what vanishes from a list goes. */
const PRICELIST: DraftEntity = {
  name: "pricelist",
  model: "product.pricelist",
  direction: "import",
  conflict: "external_wins",
  depends: ["category", "product"],
  id: "id",
  name_path: "name",
  ...CHANGES,
  endpoints: { list: "GET /pricelists", get: "GET /pricelists/{id}" },
  mapping: [
    { odoo: "name", remote: "name" },
    { odoo: "currency_id", remote: "currency", transform: "currency" },
    { odoo: "active", remote: "active", transform: "bool" },
  ],
  children: [
    {
      name: "item",
      path: "items",
      parent: "pricelist_id",
      model: "product.pricelist.item",
      id: "id",
      values: { compute_price: "fixed" },
      mapping: [
        {
          odoo: "applied_on",
          remote: "applies_to",
          transform: {
            values: {
              product: "1_product",
              variant: "0_product_variant",
              category: "2_product_category",
            },
          },
        },
        { odoo: "product_tmpl_id", remote: "product_id", transform: { lookup: "product" } },
        { odoo: "product_id", remote: "variant_id", transform: { lookup: "variant" } },
        { odoo: "categ_id", remote: "category_id", transform: { lookup: "category" } },
        { odoo: "min_quantity", remote: "min_quantity", transform: "float" },
        { odoo: "fixed_price", remote: "price", transform: "float" },
        { odoo: "date_start", remote: "starts_at", transform: "iso8601" },
        { odoo: "date_end", remote: "ends_at", transform: "iso8601" },
      ],
    },
  ],
};

export const ECOMMERCE: DraftType = [
  { ...partner("customer"), company: { name: "company" } },
  CATEGORY,
  product(),
  PRICELIST,
  stockLevel("inventory", "variant"),
  ORDER,
];
