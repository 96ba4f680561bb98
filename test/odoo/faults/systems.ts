/** What the fault table has to know of each system: the same rows run over both. */
import { isObject, textOf, type JsonObject, type Row } from "../../../src/mock/json.ts";

export type SystemName = "shopify" | "woocommerce";

/** A product as both sides have to agree on it. */
export interface Product {
  name: string;
  sku: string;
  price: number;
}

export interface System {
  name: SystemName;
  title: string;
  /** The most records that it gives in one page. */
  largestPage: number;
  /** Paths of its products, as faults match them. */
  list: string;
  one: string;
  create: string;
  order: string;
  /** Topic of the webhook about a new product. */
  created: string;
  draft(product: Product): JsonObject;
  read(row: Row): Product;
  /** The change that a shop makes to a product's name. */
  rename(name: string): JsonObject;
  /** A name that no product can have in Odoo, and a barcode for it. */
  badName: JsonObject;
  barcode(row: Row, barcode: string): JsonObject;
  /** An unpaid order over one piece of each product, without taxes. */
  orderDraft(number: string, products: readonly Row[]): JsonObject;
}

const first = (value: unknown): JsonObject => {
  const item: unknown = Array.isArray(value) ? value[0] : undefined;
  return isObject(item) ? item : {};
};

const BUYER = { first_name: "Nadia", last_name: "Fault", country: "DE" };

export const SYSTEMS: Readonly<Record<SystemName, System>> = {
  shopify: {
    name: "shopify",
    title: "Shopify",
    largestPage: 250,
    list: "/products.json",
    one: "/products/*.json",
    create: "/products.json",
    order: "/orders.json",
    created: "products/create",
    draft: ({ name, sku, price }) => ({ title: name, variants: [{ sku, price: price.toFixed(2) }] }),
    read: (row) => {
      const variant = first(row.variants);
      return { name: textOf(row.title), sku: textOf(variant.sku), price: Number(variant.price) };
    },
    rename: (title) => ({ title }),
    badName: { title: ["no", "text"] },
    barcode: (row, barcode) => ({ variants: [{ ...first(row.variants), barcode }] }),
    orderDraft: (number, products) => ({
      source_identifier: number,
      email: `${number.toLowerCase()}@example.com`,
      taxes_included: false,
      billing_address: BUYER,
      line_items: products.map((row) => {
        const variant = first(row.variants);
        return {
          product_id: row.id ?? null,
          variant_id: variant.id ?? null,
          title: textOf(row.title),
          quantity: 1,
          price: textOf(variant.price),
        };
      }),
    }),
  },
  woocommerce: {
    name: "woocommerce",
    title: "WooCommerce",
    largestPage: 100,
    list: "/products",
    one: "/products/*",
    create: "/products",
    order: "/orders",
    created: "product.created",
    draft: ({ name, sku, price }) => ({
      name,
      sku,
      regular_price: price.toFixed(2),
      type: "simple",
      status: "publish",
    }),
    read: (row) => ({ name: textOf(row.name), sku: textOf(row.sku), price: Number(row.regular_price) }),
    rename: (name) => ({ name }),
    badName: { name: ["no", "text"] },
    barcode: (_row, barcode) => ({ global_unique_id: barcode }),
    orderDraft: (number, products) => ({
      status: "pending",
      billing: { ...BUYER, email: `${number.toLowerCase()}@example.com` },
      line_items: products.map((row) => ({ product_id: row.id ?? 0, quantity: 1 })),
    }),
  },
};
