import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, stringify, textOf, type JsonObject, type Row } from "../../../src/mock/json.ts";
import { allocate, decimal, minor } from "../../../src/mock/money.ts";
import { buildOrder, type LineDraft, type OrderDraft, type Rate } from "../../../src/systems/shopify-order.mock.ts";
import { ORDER_CASES } from "../../../src/systems/shopify-data.mock.ts";
import { startShopify } from "./shop.ts";

const list = (value: unknown): JsonObject[] => (Array.isArray(value) ? (value as JsonObject[]) : []);
const cents = (value: unknown): number => {
  const amount = minor(value as string);
  if (amount === undefined) throw new Error(`no money: ${String(value)}`);
  return amount;
};
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Recomputes an order from its lines, in floating point and rounding at the end: another way than the builder's. */
function check(order: Readonly<JsonObject>): void {
  const included = order.taxes_included === true;
  const parts = [...list(order.line_items), ...list(order.shipping_lines)];
  const gross = (part: JsonObject): number => cents(part.price) * Number(part.quantity ?? 1);
  const off = (part: JsonObject): number => sum(list(part.discount_allocations).map((item) => cents(item.amount)));
  for (const part of parts) {
    const net = gross(part) - off(part);
    expect(net).toBeGreaterThanOrEqual(0);
    const taxes = list(part.tax_lines);
    const rate = sum(taxes.map((tax) => Number(tax.rate)));
    const tax = sum(taxes.map((item) => cents(item.price)));
    if (included) expect(Math.abs(tax - (net - net / (1 + rate)))).toBeLessThanOrEqual(0.5 + 1e-6);
    else
      for (const item of taxes)
        expect(Math.abs(cents(item.price) - net * Number(item.rate))).toBeLessThanOrEqual(0.5 + 1e-6);
  }
  const lines = list(order.line_items);
  const shipping = list(order.shipping_lines);
  const tax = sum(parts.flatMap((part) => list(part.tax_lines).map((item) => cents(item.price))));
  expect(cents(order.total_tax)).toBe(tax);
  expect(sum(list(order.tax_lines).map((item) => cents(item.price)))).toBe(tax);
  expect(cents(order.total_line_items_price)).toBe(sum(lines.map(gross)));
  expect(cents(order.subtotal_price)).toBe(sum(lines.map((line) => gross(line) - off(line))));
  expect(cents(order.total_discounts)).toBe(sum(parts.map(off)));
  expect(cents(at(order as JsonObject, "total_shipping_price_set.shop_money.amount"))).toBe(sum(shipping.map(gross)));
  expect(cents(order.total_price)).toBe(sum(parts.map((part) => gross(part) - off(part))) + (included ? 0 : tax));
  for (const part of parts) {
    for (const item of list(part.discount_allocations)) {
      expect(list(order.discount_applications)[Number(item.discount_application_index)]).toBeDefined();
    }
  }
}

const rate = fc.constantFrom<Rate>(
  { title: "MwSt", ppm: 190_000 },
  { title: "MwSt", ppm: 70_000 },
  { title: "State", ppm: 72_500 },
  { title: "County", ppm: 13_750 },
);
const rates = fc.oneof(
  fc.constant([]),
  rate.map((one) => [one]),
  fc.constant([
    { title: "State", ppm: 72_500 },
    { title: "County", ppm: 13_750 },
  ]),
);
const line = fc
  .record({
    price: fc.integer({ min: 0, max: 1_000_000 }),
    quantity: fc.integer({ min: 1, max: 99 }),
    rates,
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ share, ...rest }): LineDraft => ({
    id: 1n,
    variantId: null,
    productId: null,
    title: "t",
    variantTitle: null,
    sku: null,
    vendor: null,
    grams: 1,
    ...rest,
    discount: Math.floor(rest.price * rest.quantity * share),
  }));
const draft = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 6 }),
    taxesIncluded: fc.boolean(),
    shipping: fc.array(fc.record({ price: fc.integer({ min: 0, max: 5000 }), rates }), { maxLength: 2 }),
    free: fc.boolean(),
    discount: fc.option(fc.integer({ min: 1, max: 2_000_000 }), { nil: undefined }),
  })
  .map(({ lines, taxesIncluded, shipping, free, discount }): OrderDraft => ({
    id: 5n,
    number: 1001,
    createdAt: "2026-01-01T00:00:00+01:00",
    updatedAt: "2026-01-01T00:00:00+01:00",
    currency: "EUR",
    taxesIncluded,
    lines,
    shipping: shipping.map((item) => ({
      id: 2n,
      title: "s",
      code: "s",
      ...item,
      ...(free ? { discount: item.price } : {}),
    })),
    ...(discount === undefined ? {} : { orderDiscount: { code: "C", amount: discount } }),
    customer: null,
    email: null,
    phone: null,
    billing: undefined,
    shippingAddress: undefined,
    note: null,
    tags: "",
    financialStatus: "paid",
    fulfillmentStatus: null,
    cancelledAt: null,
    closedAt: null,
    sourceName: "web",
    token: "t",
    locationId: 1n,
  }));

describe("money", () => {
  it("adds up in every order that can be built", () => {
    fc.assert(
      fc.property(draft, (order) => check(buildOrder(order))),
      { numRuns: 500 },
    );
  });

  it("is split without losing a cent", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000_000 }),
        fc.array(fc.integer({ min: 0, max: 100_000 }), { minLength: 1 }),
        (amount, weights) => {
          const parts = allocate(amount, weights);
          expect(sum(parts)).toBe(sum(weights) === 0 ? 0 : amount);
          expect(parts.every((part) => part >= 0)).toBe(true);
        },
      ),
    );
  });

  it("reads what it writes", () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: 1e9 }), (value) => {
        expect(minor(decimal(value))).toBe(value);
      }),
    );
  });
});

describe("the data set", () => {
  it("adds up in every order of every seed", async () => {
    for (const seed of [1, 2, 3, 99]) {
      const mock = await startShopify({ records: 100, seed });
      await mock.close();
      for (const order of mock.store.list("orders")) check(order);
    }
  });

  it("is the same for the same seed, and another for another", async () => {
    const text = async (seed: number): Promise<string> => {
      const mock = await startShopify({ records: 40, seed });
      await mock.close();
      return mock.store
        .names()
        .map((name) => stringify([...mock.store.list(name)]))
        .join();
    };
    const first = await text(5);
    expect(await text(5)).toBe(first);
    expect(await text(6)).not.toBe(first);
  });

  it("makes 5,000 products well under a second and a half of CPU", async () => {
    // CPU time: the machine that runs the tests is shared.
    await startShopify({ records: 10 }).then((mock) => mock.close());
    const before = process.cpuUsage();
    const mock = await startShopify({ records: { products: 5000 } });
    const spent = process.cpuUsage(before);
    await mock.close();
    expect(mock.store.count("products")).toBe(5000);
    expect((spent.user + spent.system) / 1000).toBeLessThan(1500);
  });

  it("holds every case that a real shop has somewhere", async () => {
    const mock = await startShopify({ records: 60, seed: 1 });
    await mock.close();
    const orders = mock.store.list("orders");
    const of = (name: (typeof ORDER_CASES)[number]): Row[] =>
      orders.filter((row) => (Number(row.order_number) - 1001) % 20 === ORDER_CASES.indexOf(name));
    const every = (name: (typeof ORDER_CASES)[number], test: (row: Row) => boolean): void => {
      expect(of(name), name).toHaveLength(3);
      expect(of(name).every(test), name).toBe(true);
    };
    every("tax_excluded", (row) => row.taxes_included === false && cents(row.total_tax) > 0);
    every("guest", (row) => row.customer === null && textOf(row.email) !== "");
    every("guest_without_email", (row) => row.customer === null && row.email === "");
    every("line_discount", (row) => list(list(row.line_items)[0]?.discount_allocations).length === 1);
    every("both_discounts", (row) =>
      list(row.discount_applications).some((item) => item.target_type === "shipping_line"),
    );
    every(
      "partly_refunded",
      (row) => row.financial_status === "partially_refunded" && cents(row.current_total_price) < cents(row.total_price),
    );
    every("foreign_currency", (row) => row.currency === "USD");
    every("presentment_currency", (row) => row.currency === "EUR" && row.presentment_currency === "GBP");
    every("no_addresses", (row) => !("billing_address" in row) && !("shipping_address" in row));
    every(
      "deleted_variant",
      (row) => list(row.line_items)[0]?.variant_id === null && list(row.line_items)[0]?.product_id === null,
    );
    every("cancelled", (row) => row.cancelled_at !== null);
    every("closed", (row) => row.closed_at !== null && row.fulfillment_status === "fulfilled");
    every("free_line", (row) => list(row.line_items).some((item) => item.price === "0.00"));
    every("two_taxes", (row) => list(list(row.line_items)[0]?.tax_lines).length === 2);
    every("no_tax", (row) => row.total_tax === "0.00" && list(row.tax_lines).length === 0);
    every("no_shipping", (row) => list(row.shipping_lines).length === 0);
    const taxes = new Set(orders.flatMap((row) => list(row.tax_lines).map((tax) => tax.rate)));
    expect([...taxes]).toEqual(expect.arrayContaining([0.19, 0.07]));
    expect(orders.some((row) => list(row.line_items).some((item) => Number(item.quantity) > 1))).toBe(true);

    const products = mock.store.list("products");
    expect(new Set(products.map((row) => list(row.options).length))).toEqual(new Set([1, 2, 3]));
    const combinations = (row: Row): number =>
      list(row.options).reduce((total, option) => total * (option.values as string[]).length, 1);
    expect(products.some((row) => list(row.variants).length < combinations(row))).toBe(true);
    for (const row of products) {
      const titles = list(row.variants).map((variant) => textOf(variant.title));
      expect(new Set(titles).size).toBe(titles.length);
    }
    expect(new Set(products.map((row) => row.status))).toEqual(new Set(["active", "draft", "archived"]));
    const skus = products
      .flatMap((row) => list(row.variants).map((variant) => textOf(variant.sku)))
      .filter((sku) => sku !== "");
    expect(new Set(skus).size).toBe(skus.length);
    const barcodes = products
      .flatMap((row) => list(row.variants).map((variant) => textOf(variant.barcode)))
      .filter((code) => code !== "");
    expect(new Set(barcodes).size).toBe(barcodes.length);
    for (const code of barcodes) {
      expect(
        Array.from(code).reduce((total, digit, index) => total + Number(digit) * (index % 2 ? 3 : 1), 0) % 10,
      ).toBe(0);
    }

    const customers = mock.store.list("customers");
    expect(customers.some((row) => row.first_name === null && row.last_name === null && textOf(row.email) !== "")).toBe(
      true,
    );
    expect(customers.some((row) => row.email === null && textOf(row.phone) !== "")).toBe(true);
    expect(customers.some((row) => list(row.addresses).length === 0 && !("default_address" in row))).toBe(true);
    expect(customers.some((row) => list(row.addresses).length === 3)).toBe(true);
    expect(customers.some((row) => textOf(at(row, "default_address.company")) !== "")).toBe(true);
    expect(customers.some((row) => textOf(at(row, "default_address.province_code")) !== "")).toBe(true);
    expect(customers.some((row) => /[\u0590-\u06ff]/.test(textOf(row.first_name)))).toBe(true);
    const ids = mock.store
      .names()
      .filter((name) => name !== "inventory_levels")
      .flatMap((name) => mock.store.list(name).map((row) => row.id as bigint));
    for (const id of ids) expect(BigInt(Number(id))).not.toBe(id);
    const lines = orders.flatMap((row) => list(row.line_items).map((item) => textOf(item.id)));
    expect(new Set(lines).size).toBe(lines.length);
  });

  it("keeps each variant's stock equal to the sum of its levels", async () => {
    const mock = await startShopify({ records: 30 });
    await mock.close();
    for (const variant of mock.store.list("products").flatMap((row) => list(row.variants))) {
      const levels = mock.store.list("inventory").filter((row) => row.inventory_item_id === variant.inventory_item_id);
      expect(sum(levels.map((row) => Number(row.available)))).toBe(Number(variant.inventory_quantity));
    }
  });
});
