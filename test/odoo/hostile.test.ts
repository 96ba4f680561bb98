/**
 * Records as the worst system sends them: every one is imported or becomes a dead letter that names the field, the page
 * goes on, and the good records beside them come in. Both presets in one database.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { Lab, LabDatabase, LabServer, OdooClient } from "../../src/lab/index.ts";
import { isObject, objects, textOf, type Json, type JsonObject, type Row } from "../../src/mock/json.ts";
import { startMock, type Mock } from "../../src/mock/server.ts";
import { drain, generateShop, labOrSkip, scratch } from "./support.ts";

/** What is to become of a record: it comes in, or its dead letter names the field; `either` where both are right. */
type Fate = "imported" | { letter: RegExp } | { either: RegExp };

interface Case {
  about: string;
  change: (row: JsonObject) => JsonObject;
  fate: Fate;
  /** Values of the Odoo record, where it comes in. */
  becomes?: JsonObject;
}

const LONG = 10_000;
/** Ten thousand characters that no compression makes shorter: an index refuses what it can't make fit. */
const noise = (seed: number): string => {
  let state = seed;
  let text = "";
  while (text.length < LONG) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    text += state.toString(36);
  }
  return text.slice(0, LONG);
};
const nested = (depth: number): Json => {
  let value: Json = "bottom";
  for (let level = 0; level < depth; level += 1) value = level % 2 === 0 ? [value] : { deeper: value };
  return value;
};
const first = (rows: Json | undefined, change: (row: JsonObject) => JsonObject): JsonObject[] =>
  objects(rows).map((row, index) => (index === 0 ? { ...row, ...change(row) } : row));
const inside = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** Texts that are hard to keep: what comes in as it is, and what loses the characters that PostgreSQL has no place for. */
const TEXTS: readonly (readonly [about: string, text: string, kept: string])[] = [
  [
    "HTML",
    `<script>alert("1")</script><b onclick=x>Bob</b> &amp; {{7*7}} %s {0} \${1}`,
    `<script>alert("1")</script><b onclick=x>Bob</b> &amp; {{7*7}} %s {0} \${1}`,
  ],
  ["4-byte unicode", "𝒜𝓃𝓃𝒶 👩‍👩‍👧‍👦 𠜎", "𝒜𝓃𝓃𝒶 👩‍👩‍👧‍👦 𠜎"],
  ["a NUL character", "Nu\u0000ll", "Null"],
  ["half a surrogate pair", "Half \ud83d end", "Half  end"],
  ["control characters", "Bell \u0007 \u202edrawkcab", "Bell \u0007 \u202edrawkcab"],
];

interface System {
  name: string;
  /** What is imported, in this order. */
  syncs: readonly string[];
  page: number;
  /** Rows are copied from this one, which is good. */
  model: (mock: Mock, collection: string) => Row;
  /** Values of a copy that are nobody else's. */
  own: (id: bigint, collection: string, row: JsonObject) => JsonObject;
  cases: Readonly<Record<string, { binding: string; entity: string; cases: readonly Case[] }>>;
}

const SHOPIFY: System = {
  name: "shopify",
  syncs: ["customers", "products", "orders"],
  page: 50,
  model: (mock, collection) => {
    const rows = mock.store.list(collection);
    const row =
      collection === "orders"
        ? rows.find(
            (item) => item.cancelled_at === null && item.customer !== null && objects(item.shipping_lines).length > 0,
          )
        : rows.find((item) => collection !== "products" || objects(item.variants)[0]?.title === "Default Title");
    if (!row) throw new Error(`no model of ${collection}`);
    return row;
  },
  own: (id, collection, row) => ({
    id,
    ...(collection === "customers" ? { email: `c${id}@example.com`, phone: null } : {}),
    ...(collection === "products"
      ? { variants: first(row.variants, () => ({ sku: `H-${id}`, barcode: null, inventory_item_id: id })) }
      : {}),
  }),
  cases: {
    customers: {
      binding: "shopify.res.partner",
      entity: "customer",
      cases: [
        ...TEXTS.map(([about, text, kept]): Case => ({
          about: `${about} in a name`,
          change: () => ({ first_name: text, last_name: null }),
          fate: "imported",
          becomes: { name: kept },
        })),
        { about: "10,000 characters in a name", change: () => ({ last_name: noise(1) }), fate: { either: /name/ } },
        { about: "10,000 characters in a note", change: () => ({ note: `<p>${noise(2)}` }), fate: "imported" },
        {
          about: "control characters in a note",
          change: () => ({ note: "a\u0001b\u0000c" }),
          fate: { either: /comment/ },
        },
        {
          about: "a list for a name",
          change: () => ({ first_name: ["a", "b"] }),
          fate: { letter: /\bname\b.*no text/ },
        },
        { about: "an object for a name", change: () => ({ first_name: { a: 1 } }), fate: { letter: /\bname\b/ } },
        { about: "a list for an e-mail", change: () => ({ email: ["a@example.com"] }), fate: { letter: /email/ } },
        {
          about: "numbers for texts",
          change: () => ({ first_name: 12.5, phone: 4_930_123 }),
          fate: "imported",
          becomes: { phone: "4930123" },
        },
        { about: "a Boolean for a text", change: () => ({ first_name: true }), fate: "imported" },
        { about: "a text for an object", change: () => ({ default_address: "Berlin" }), fate: "imported" },
        { about: "a text for a list", change: () => ({ addresses: "none" }), fate: { letter: /addresses/ } },
        { about: "nulls in a list", change: () => ({ addresses: [null, null] }), fate: "imported" },
        {
          about: "a country that is a list",
          change: () => ({ default_address: { country_code: ["DE"], province_code: {} } }),
          fate: { either: /country_id/ },
        },
        {
          about: "an e-mail twice",
          change: () => ({ email: "twice@example.com", id: 8_100_000_000_000_001n }),
          fate: "imported",
        },
        { about: "an e-mail twice, again", change: () => ({ email: "TWICE@example.com" }), fate: "imported" },
        {
          about: "an e-mail that two contacts have",
          change: () => ({ email: "known.twice@example.com" }),
          fate: { letter: /email/ },
        },
        { about: "a stamp before 1900", change: () => ({ updated_at: "1066-10-14T09:00:00+00:00" }), fate: "imported" },
        {
          about: "a stamp at the end of time",
          change: () => ({ updated_at: "9999-12-31T23:59:59-14:00" }),
          fate: "imported",
        },
        { about: "a stamp that is none", change: () => ({ updated_at: ["never"] }), fate: "imported" },
        { about: "a number of 5,000 digits", change: () => ({ orders_count: 10n ** 5000n }), fate: "imported" },
        {
          about: "deep nesting",
          change: () => ({ note_attributes: nested(1100), first_name: "Deep" }),
          fate: "imported",
          becomes: {},
        },
        { about: "nesting deep in a name", change: () => ({ first_name: nested(600) }), fate: { letter: /\bname\b/ } },
      ],
    },
    products: {
      binding: "shopify.product.template",
      entity: "product",
      cases: [
        ...TEXTS.map(([about, text, kept]): Case => ({
          about: `${about} in a title`,
          change: () => ({ title: text }),
          fate: "imported",
          becomes: { name: kept },
        })),
        { about: "10,000 characters in a title", change: () => ({ title: noise(3) }), fate: { either: /name/ } },
        { about: "no title", change: () => ({ title: null }), fate: { letter: /\bname\b/ } },
        { about: "a list for a title", change: () => ({ title: [] }), fate: { letter: /\bname\b/ } },
        {
          about: "HTML nested deep",
          change: () => ({ body_html: `${"<div>".repeat(5000)}x` }),
          fate: { either: /description_sale/ },
        },
        { about: "an object for HTML", change: () => ({ body_html: { a: 1 } }), fate: { letter: /description_sale/ } },
        {
          about: "a negative price",
          change: (row) => ({ variants: first(row.variants, () => ({ price: "-5.00" })) }),
          fate: "imported",
        },
        {
          about: "a huge price",
          change: (row) => ({ variants: first(row.variants, () => ({ price: "99999999999999999999999.99" })) }),
          fate: { either: /price/ },
        },
        {
          about: "a price without end",
          change: (row) => ({ variants: first(row.variants, () => ({ price: "1e400" })) }),
          fate: { letter: /lst_price/ },
        },
        {
          about: "a text for a price",
          change: (row) => ({ variants: first(row.variants, () => ({ price: "cheap" })) }),
          fate: { letter: /lst_price.*cheap/ },
        },
        {
          about: "a list for a price",
          change: (row) => ({ variants: first(row.variants, () => ({ price: [1] })) }),
          fate: { letter: /lst_price/ },
        },
        {
          about: "a Boolean for a weight",
          change: (row) => ({ variants: first(row.variants, () => ({ grams: true })) }),
          fate: { letter: /weight/ },
        },
        {
          about: "a negative weight",
          change: (row) => ({ variants: first(row.variants, () => ({ grams: -5 })) }),
          fate: { either: /weight/i },
        },
        {
          about: "10,000 characters in a SKU",
          change: (row) => ({ variants: first(row.variants, () => ({ sku: noise(4) })) }),
          fate: { letter: /default_code/ },
        },
        {
          about: "a NUL character in a SKU",
          change: (row) => ({ variants: first(row.variants, () => ({ sku: "A\u0000B" })) }),
          fate: "imported",
        },
        {
          about: "a number for a SKU",
          change: (row) => ({ variants: first(row.variants, () => ({ sku: 4711 })) }),
          fate: "imported",
        },
        {
          about: "a SKU twice",
          change: (row) => ({ variants: first(row.variants, () => ({ sku: "TWICE" })) }),
          fate: "imported",
        },
        {
          about: "a SKU twice, again",
          change: (row) => ({ variants: first(row.variants, () => ({ sku: "TWICE" })) }),
          fate: "imported",
        },
        {
          about: "a SKU that two products have",
          change: (row) => ({ variants: first(row.variants, () => ({ sku: "KNOWN-TWICE" })) }),
          fate: { letter: /default_code/ },
        },
        {
          about: "a barcode twice",
          change: (row) => ({ variants: first(row.variants, () => ({ barcode: "4006381333931" })) }),
          fate: { either: /barcode/i },
        },
        {
          about: "a barcode twice, again",
          change: (row) => ({ variants: first(row.variants, () => ({ barcode: "4006381333931" })) }),
          fate: { either: /barcode/i },
        },
        { about: "an object for variants", change: () => ({ variants: { a: 1 } }), fate: { letter: /variants/ } },
        { about: "a text for options", change: () => ({ options: "Size" }), fate: { letter: /options/ } },
        {
          about: "options of the wrong types",
          change: () => ({ options: [{ name: ["Size"], values: "S" }] }),
          fate: { either: /options|values|name/ },
        },
        { about: "a list for a status", change: () => ({ status: ["active"] }), fate: "imported" },
      ],
    },
    orders: {
      binding: "shopify.sale.order",
      entity: "order",
      cases: [
        ...TEXTS.map(([about, text]): Case => ({
          about: `${about} in name, note and line`,
          change: (row) => ({ name: text, note: text, line_items: first(row.line_items, () => ({ title: text })) }),
          fate: "imported",
        })),
        {
          about: "10,000 characters everywhere",
          change: (row) => ({
            note: noise(5),
            name: noise(6),
            line_items: first(row.line_items, () => ({ title: noise(7) })),
          }),
          fate: { either: /name|client_order_ref|note/ },
        },
        { about: "a text for lines", change: () => ({ line_items: "none" }), fate: { letter: /line_items/ } },
        { about: "texts for lines", change: () => ({ line_items: ["a", "b"] }), fate: { letter: /line_items/ } },
        {
          about: "a text for a quantity",
          change: (row) => ({ line_items: first(row.line_items, () => ({ quantity: "many" })) }),
          fate: { letter: /quantity.*many/ },
        },
        {
          about: "a negative quantity",
          change: (row) => ({ line_items: first(row.line_items, () => ({ quantity: -2 })) }),
          fate: { letter: /total/ },
        },
        {
          about: "a huge quantity",
          change: (row) => ({ line_items: first(row.line_items, () => ({ quantity: 1e15 })) }),
          fate: { letter: /total/ },
        },
        {
          about: "a huge price",
          change: (row) => ({ line_items: first(row.line_items, () => ({ price: "1e300" })) }),
          fate: { letter: /total|price/ },
        },
        {
          about: "a list for a price",
          change: (row) => ({ line_items: first(row.line_items, () => ({ price: [] })) }),
          fate: { letter: /price/ },
        },
        { about: "a list for the total", change: () => ({ total_price: ["1"] }), fate: { letter: /total_price/ } },
        {
          about: "a date before 1900",
          change: () => ({ processed_at: "1753-01-01T00:00:00+00:00" }),
          fate: "imported",
          becomes: { date_order: "1753-01-01 00:00:00" },
        },
        {
          about: "a date at the beginning of time",
          change: () => ({ processed_at: "0001-01-01T00:00:00+14:00" }),
          fate: { letter: /date_order/ },
        },
        {
          about: "a text for a date",
          change: () => ({ processed_at: "yesterday" }),
          fate: { letter: /date_order.*yesterday/ },
        },
        { about: "a number for a date", change: () => ({ processed_at: 5 }), fate: { letter: /date_order/ } },
        { about: "a text for a customer", change: () => ({ customer: "Bob" }), fate: { either: /customer/ } },
        {
          about: "a customer with a path for an id",
          change: () => ({ customer: { id: "../../x?y=1" } }),
          fate: { letter: /customer/ },
        },
        {
          about: "a customer with an object for an id",
          change: () => ({ customer: { id: { a: 1 } } }),
          fate: { either: /customer/ },
        },
        {
          about: "a list for the e-mail of a guest",
          change: () => ({ customer: null, email: ["a"] }),
          fate: { letter: /email/ },
        },
        {
          about: "a text for an address",
          change: () => ({ billing_address: "Berlin", shipping_address: 5 }),
          fate: "imported",
        },
        {
          about: "a list in an address",
          change: (row) => ({ billing_address: { ...inside(row.billing_address), city: ["a"] } }),
          fate: { letter: /city/ },
        },
        { about: "an unknown currency", change: () => ({ currency: "XQQ" }), fate: { letter: /currency.*XQQ/ } },
        { about: "a list for a currency", change: () => ({ currency: ["EUR"] }), fate: { letter: /currency/ } },
        {
          about: "a text for taxes",
          change: (row) => ({ line_items: first(row.line_items, () => ({ tax_lines: "19%" })) }),
          fate: { letter: /tax_lines/ },
        },
        {
          about: "a text for a rate",
          change: (row) => ({ line_items: first(row.line_items, () => ({ tax_lines: [{ rate: "high" }] })) }),
          fate: { letter: /rate.*high/ },
        },
        {
          about: "an object for shipping",
          change: () => ({ shipping_lines: { a: 1 } }),
          fate: { letter: /shipping_lines/ },
        },
        {
          about: "a text for discounts",
          change: (row) => ({ line_items: first(row.line_items, () => ({ discount_allocations: "all" })) }),
          fate: { letter: /discount_allocations/ },
        },
        {
          about: "a line twice",
          change: (row) => ({ line_items: [...objects(row.line_items), ...objects(row.line_items)] }),
          fate: { either: /total/ },
        },
        { about: "deep nesting", change: () => ({ note_attributes: nested(1100) }), fate: "imported" },
      ],
    },
  },
};

const WOOCOMMERCE: System = {
  name: "woocommerce",
  syncs: ["customers", "products", "inventory", "orders"],
  page: 50,
  model: (mock, collection) => {
    const rows = mock.store.list(collection);
    const row = rows.find((item) =>
      collection === "orders"
        ? item.status === "processing" && Number(item.customer_id) > 0 && objects(item.shipping_lines).length > 0
        : collection !== "products" || (item.type === "simple" && item.status === "publish" && item.price !== ""),
    );
    if (!row) throw new Error(`no model of ${collection}`);
    return row;
  },
  own: (id, collection) => ({
    id,
    ...(collection === "customers" ? { email: `w${id}@example.com` } : {}),
    ...(collection === "products" ? { sku: `W-${id}`, global_unique_id: "", images: [] } : {}),
  }),
  cases: {
    customers: {
      binding: "woocommerce.res.partner",
      entity: "customer",
      cases: [
        ...TEXTS.map(([about, text, kept]): Case => ({
          about: `${about} in a name`,
          change: () => ({ first_name: text, last_name: "" }),
          fate: "imported",
          becomes: { name: kept },
        })),
        { about: "10,000 characters in a name", change: () => ({ last_name: noise(11) }), fate: { either: /name/ } },
        { about: "a list for a name", change: () => ({ first_name: ["a"] }), fate: { letter: /\bname\b/ } },
        { about: "an object for an e-mail", change: () => ({ email: { a: 1 } }), fate: { letter: /email/ } },
        {
          about: "an e-mail that two contacts have",
          change: () => ({ email: "known.twice@example.com" }),
          fate: { letter: /email/ },
        },
        { about: "a text for an address", change: () => ({ billing: "Berlin", shipping: 5 }), fate: "imported" },
        {
          about: "a list in an address",
          change: (row) => ({ billing: { ...inside(row.billing), address_1: ["a"] } }),
          fate: { letter: /street/ },
        },
        {
          about: "numbers in an address",
          change: (row) => ({ billing: { ...inside(row.billing), postcode: 10115, phone: 49 } }),
          fate: "imported",
          becomes: { zip: "10115", phone: "49" },
        },
        {
          about: "a stamp before 1900",
          change: () => ({ date_modified_gmt: "1582-10-05T00:00:00" }),
          fate: "imported",
        },
        { about: "a stamp that is none", change: () => ({ date_modified_gmt: { a: 1 } }), fate: "imported" },
        { about: "deep nesting", change: () => ({ meta_data: nested(1100) }), fate: "imported" },
      ],
    },
    products: {
      binding: "woocommerce.product.template",
      entity: "product",
      cases: [
        ...TEXTS.map(([about, text, kept]): Case => ({
          about: `${about} in a name`,
          change: () => ({ name: text }),
          fate: "imported",
          becomes: { name: kept },
        })),
        {
          about: "10,000 characters everywhere",
          change: () => ({ name: noise(12), short_description: noise(13) }),
          fate: { either: /name/ },
        },
        { about: "10,000 characters in a SKU", change: () => ({ sku: noise(14) }), fate: { letter: /default_code/ } },
        {
          about: "a SKU that two products have",
          change: () => ({ sku: "KNOWN-TWICE" }),
          fate: { letter: /default_code/ },
        },
        { about: "a SKU twice", change: () => ({ sku: "WOO-TWICE" }), fate: "imported" },
        { about: "a SKU twice, again", change: () => ({ sku: "WOO-TWICE" }), fate: "imported" },
        { about: "an object for a SKU", change: () => ({ sku: { a: 1 } }), fate: { letter: /default_code/ } },
        { about: "no name", change: () => ({ name: "" }), fate: { either: /\bname\b/ } },
        {
          about: "a text for a price",
          change: () => ({ regular_price: "cheap" }),
          fate: { letter: /list_price.*cheap/ },
        },
        { about: "a negative price", change: () => ({ regular_price: "-3" }), fate: "imported" },
        { about: "a price without end", change: () => ({ regular_price: "-1e999" }), fate: { letter: /list_price/ } },
        { about: "a list for a weight", change: () => ({ weight: [1] }), fate: { letter: /weight/ } },
        {
          about: "a text for attributes",
          change: () => ({ type: "variable", variations: [1], attributes: "Size" }),
          fate: { either: /attributes/ },
        },
        { about: "a text for variations", change: () => ({ variations: "many" }), fate: { either: /variations/ } },
        { about: "an object for a status", change: () => ({ status: { a: 1 } }), fate: "imported" },
        {
          about: "a text for a quantity",
          change: () => ({ manage_stock: true, stock_quantity: "many" }),
          fate: "imported",
        },
        {
          about: "a list for a quantity",
          change: () => ({ manage_stock: true, stock_quantity: [5] }),
          fate: "imported",
        },
        { about: "a negative quantity", change: () => ({ manage_stock: true, stock_quantity: -7 }), fate: "imported" },
        {
          about: "nesting deep in a description",
          change: () => ({ short_description: nested(900) }),
          fate: { letter: /description_sale/ },
        },
      ],
    },
    orders: {
      binding: "woocommerce.sale.order",
      entity: "order",
      cases: [
        ...TEXTS.map(([about, text]): Case => ({
          about: `${about} in number, note and line`,
          change: (row) => ({
            number: text,
            customer_note: text,
            line_items: first(row.line_items, () => ({ name: text })),
          }),
          fate: "imported",
        })),
        { about: "an object for lines", change: () => ({ line_items: { a: 1 } }), fate: { letter: /line_items/ } },
        {
          about: "a text for a quantity",
          change: (row) => ({ line_items: first(row.line_items, () => ({ quantity: "many" })) }),
          fate: { letter: /quantity.*many/ },
        },
        {
          about: "a quantity of nothing",
          change: (row) => ({ line_items: first(row.line_items, () => ({ quantity: 0 })) }),
          fate: { either: /total/ },
        },
        {
          about: "a huge quantity",
          change: (row) => ({ line_items: first(row.line_items, () => ({ quantity: 1e15 })) }),
          fate: { either: /total/ },
        },
        {
          about: "a list for an amount",
          change: (row) => ({ line_items: first(row.line_items, () => ({ subtotal: [1] })) }),
          fate: { letter: /subtotal/ },
        },
        {
          about: "a text for a tax",
          change: (row) => ({ line_items: first(row.line_items, () => ({ total_tax: "some" })) }),
          fate: { letter: /total_tax.*some/ },
        },
        { about: "an object for the total", change: () => ({ total: { a: 1 } }), fate: { letter: /\btotal\b/ } },
        { about: "a negative total", change: () => ({ total: "-99999999999.99" }), fate: { letter: /total/ } },
        { about: "a text for taxes", change: () => ({ tax_lines: "19 %" }), fate: { letter: /tax_lines/ } },
        {
          about: "a text for a rate",
          change: (row) => ({ tax_lines: first(row.tax_lines, () => ({ rate_percent: "high" })) }),
          fate: { letter: /rate_percent.*high/ },
        },
        { about: "a tax that the order does not list", change: () => ({ tax_lines: [] }), fate: { letter: /tax/ } },
        { about: "a text for fees", change: () => ({ fee_lines: "none" }), fate: { letter: /fee_lines/ } },
        {
          about: "a date before 1900",
          change: () => ({ date_created_gmt: "1066-10-14T09:00:00" }),
          fate: "imported",
          becomes: { date_order: "1066-10-14 09:00:00" },
        },
        {
          about: "a text for a date",
          change: () => ({ date_created_gmt: "soon" }),
          fate: { letter: /date_order.*soon/ },
        },
        {
          about: "a customer that is none",
          change: () => ({ customer_id: "../orders" }),
          fate: { letter: /customer/ },
        },
        {
          about: "a text for an address",
          change: () => ({ billing: "Berlin", shipping: ["Berlin"] }),
          fate: "imported",
        },
        {
          about: "an object in an address",
          change: (row) => ({ billing: { ...inside(row.billing), city: { a: 1 } } }),
          fate: { letter: /city/ },
        },
        { about: "an unknown currency", change: () => ({ currency: { a: 1 } }), fate: { letter: /currency/ } },
        { about: "deep nesting", change: () => ({ meta_data: nested(1100) }), fate: "imported" },
      ],
    },
  },
};

const SYSTEMS = [SHOPIFY, WOOCOMMERCE];

const lab: Lab | undefined = await labOrSkip();

describe.skipIf(!lab)("hostile data", () => {
  let folder: Awaited<ReturnType<typeof scratch>>;
  let database: LabDatabase;
  let server: LabServer;
  let odoo: OdooClient;
  const mocks = new Map<string, Mock>();
  const backends = new Map<string, number>();
  const cleanUps: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    if (!lab) return;
    cleanUps.push(() => lab.close());
    folder = await scratch();
    cleanUps.push(folder.remove);
    for (const system of SYSTEMS) await generateShop(lab, folder.path, system.name);
    database = await lab.createDatabase({
      modules: SYSTEMS.map((system) => `${system.name}_connector`),
      addonsPaths: [folder.path],
    });
    server = await lab.startServer({ database, addonsPaths: [folder.path], workers: 2, channels: "root:2" });
    cleanUps.push(() => server.stop());
    odoo = await server.client();
    const companies = await odoo.call<number[]>("res.company", "search", [[]]);
    await odoo.call("res.company", "write", [companies, { tax_calculation_rounding_method: "round_per_line" }]);
    for (let turn = 0; turn < 2; turn += 1) {
      await odoo.call("res.partner", "create", [{ name: "Known", email: "known.twice@example.com" }]);
      await odoo.call("product.template", "create", [{ name: "Known", default_code: "KNOWN-TWICE" }]);
    }
    for (const system of SYSTEMS) {
      const path = join(folder.path, `${system.name}_connector`, "connector.yaml");
      const spec: unknown = parseYaml(await readFile(path, "utf8"));
      const mock = await startMock({ spec, records: 12, seed: 11, generous: true });
      cleanUps.push(() => mock.close());
      mocks.set(system.name, mock);
      backends.set(
        system.name,
        await odoo.call<number>(`${system.name}.backend`, "create", [
          {
            ...mock.credentials,
            name: system.name,
            base_url: mock.url,
            page_size: system.page,
            image_hosts: new URL(mock.origin).host,
          },
        ]),
      );
    }
  });

  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  test.each(SYSTEMS)("of $name imports, or becomes a dead letter that names the field", async (system) => {
    const mock = mocks.get(system.name);
    const backend = backends.get(system.name);
    if (!mock || backend === undefined) throw new Error("no set-up");
    const good = new Map(
      Object.keys(system.cases).map((name) => [name, mock.store.list(name).map((row) => textOf(row.id))]),
    );
    const placed: { collection: string; id: string; item: Case }[] = [];
    let next = 8_000_000_000_000_001n;
    for (const [collection, { cases }] of Object.entries(system.cases)) {
      const model = system.model(mock, collection);
      for (const item of cases) {
        const id = next;
        next += 2n;
        const row: JsonObject = structuredClone(model);
        // Its parts are parts of no other record, and its keys those of none.
        const renew = (parts: Json | undefined): Json | undefined =>
          Array.isArray(parts)
            ? objects(parts).map((part, index) => ({ ...part, id: id * 100n + BigInt(index) }))
            : parts;
        for (const key of ["variants", "line_items", "shipping_lines", "fee_lines", "addresses"]) {
          const parts = renew(row[key]);
          if (parts !== undefined) row[key] = parts;
        }
        Object.assign(row, system.own(id, collection, row));
        Object.assign(row, item.change(row));
        mock.store.put(collection, row);
        placed.push({ collection, id: textOf(row.id), item });
      }
    }
    for (const entities of system.syncs) {
      await odoo.call(`${system.name}.backend`, `sync_${entities}`, [[backend]]);
      await drain(odoo);
    }
    const [shared] = await odoo.call<{ generic_backend_id: [number, string] }[]>(`${system.name}.backend`, "read", [
      [backend],
      ["generic_backend_id"],
    ]);
    const ours = [["backend_id", "=", shared?.generic_backend_id[0]]];
    const runs = await odoo.searchRead<{ entity: string; state: string; message: string | false }>(
      "generic.run",
      ours,
      ["entity", "state", "message"],
    );
    expect(runs.filter((run) => run.state !== "done")).toEqual([]);
    const letters = await odoo.searchRead<{ entity: string; external_id: string; error: string; state: string }>(
      "generic.dead.letter",
      ours,
      ["entity", "external_id", "error", "state"],
    );
    const wrong: string[] = [];
    for (const [collection, { binding, entity }] of Object.entries(system.cases)) {
      const bound = new Map(
        (
          await odoo.searchRead<{ external_id: string; odoo_id: [number, string] }>(
            binding,
            [["backend_id", "=", backend]],
            ["external_id", "odoo_id"],
            { context: { active_test: false } },
          )
        ).map((row) => [row.external_id, row.odoo_id[0]]),
      );
      for (const id of good.get(collection) ?? []) {
        if (!bound.has(id))
          wrong.push(
            `${entity} ${id}, a good one, is lost: ${letters.find((letter) => letter.external_id === id)?.error ?? ""}`,
          );
      }
      for (const { id, item } of placed.filter((one) => one.collection === collection)) {
        const about = `${entity}, ${item.about}`;
        const letter = letters.find((one) => one.external_id === id && one.entity === entity);
        const odooId = bound.get(id);
        if (odooId !== undefined) {
          if (typeof item.fate === "object" && "letter" in item.fate) wrong.push(`${about}: was imported`);
          const wanted = Object.entries(item.becomes ?? {});
          if (wanted.length > 0) {
            const model = { customer: "res.partner", product: "product.template", order: "sale.order" }[entity] ?? "";
            const [row] = await odoo.call<Record<string, unknown>[]>(model, "read", [
              [odooId],
              wanted.map(([name]) => name),
            ]);
            for (const [name, value] of wanted)
              if (row?.[name] !== value) wrong.push(`${about}: ${name} is ${JSON.stringify(row?.[name])}`);
          }
          continue;
        }
        if (!letter) wrong.push(`${about}: neither imported nor a dead letter`);
        else if (item.fate === "imported") wrong.push(`${about}: ${letter.error.slice(0, 300)}`);
        else {
          const pattern = "letter" in item.fate ? item.fate.letter : item.fate.either;
          if (!pattern.test(letter.error))
            wrong.push(`${about}: its letter does not say ${String(pattern)}: ${letter.error.slice(0, 300)}`);
        }
      }
    }
    for (const letter of letters.filter((one) => one.entity === "inventory")) {
      if (!/quantity|available|not imported/.test(letter.error))
        wrong.push(`stock ${letter.external_id}: ${letter.error}`);
    }
    expect(wrong).toEqual([]);
  });

  test("none of it is an error of the server", () => {
    // The runtime's own say that there are dead letters; they are compared above.
    const errors = server
      .log()
      .problems.filter(
        ({ level, logger }) => level !== "WARNING" && !logger.startsWith("odoo.addons.generic_connector"),
      );
    expect(errors.map((problem) => problem.text)).toEqual([]);
  });
});
