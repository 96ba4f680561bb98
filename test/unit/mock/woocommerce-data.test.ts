import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { objects, stringify, textOf, type Json, type JsonObject, type Row } from "../../../src/mock/json.ts";
import { minor } from "../../../src/mock/money.ts";
import { ORDER_CASES, PRODUCT_CASES, RATES, type OrderCase } from "../../../src/systems/woocommerce-data.mock.ts";
import {
  buildOrder,
  buildRefund,
  centsOf,
  type LineDraft,
  type Rate,
} from "../../../src/systems/woocommerce-order.mock.ts";
import { startWoo } from "./shop.ts";

const cents = (value: Json | undefined): number => {
  const amount = minor(textOf(value));
  if (amount === undefined) throw new Error(`no money: ${stringify(value ?? null)}`);
  return amount;
};
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Recomputes an order from its parts, in floating point: another way than the builder's. */
function check(order: Readonly<JsonObject>): void {
  const rates = new Map(objects(order.tax_lines).map((tax) => [textOf(tax.rate_id), tax]));
  const goods = [...objects(order.line_items), ...objects(order.fee_lines)];
  const shipping = objects(order.shipping_lines);
  const part = (row: JsonObject): void => {
    const net = cents(row.total);
    const taxes = objects(row.taxes);
    // The rounded taxes of the line, one by one.
    expect(Math.abs(cents(row.total_tax) - sum(taxes.map((tax) => Number(tax.total) * 100)))).toBeLessThanOrEqual(
      0.5 * taxes.length + 1e-3,
    );
    let base = net;
    let before = 0;
    for (const tax of [...taxes].sort(
      (a, b) => Number(rates.get(textOf(a.id))?.compound) - Number(rates.get(textOf(b.id))?.compound),
    )) {
      const rate = rates.get(textOf(tax.id));
      expect(rate).toBeDefined();
      const share = Number(rate?.rate_percent) / 100;
      const wanted = (rate?.compound === true ? base + before : base) * share;
      // Off by what the net amount was rounded by.
      expect(Math.abs(Number(tax.total) * 100 - wanted)).toBeLessThanOrEqual(0.5 * share * 2 + 0.01);
      before += wanted;
      if (rate?.compound === true) base = net;
    }
  };
  for (const row of [...goods, ...shipping]) part(row);
  for (const row of objects(order.line_items)) {
    expect(cents(row.subtotal)).toBeGreaterThanOrEqual(cents(row.total));
    expect(Math.abs(Number(row.price) * Number(row.quantity) * 100 - cents(row.total))).toBeLessThanOrEqual(0.51);
    // What the customer saw is kept: net and tax make a price that divides by the quantity.
    if (order.prices_include_tax === true && objects(row.taxes).length === 1)
      expect((cents(row.subtotal) + cents(row.subtotal_tax)) % Number(row.quantity)).toBe(0);
  }
  const tax = sum([...goods, ...shipping].map((row) => cents(row.total_tax)));
  expect(cents(order.total_tax)).toBe(tax);
  expect(cents(order.cart_tax)).toBe(sum(goods.map((row) => cents(row.total_tax))));
  expect(cents(order.shipping_tax)).toBe(sum(shipping.map((row) => cents(row.total_tax))));
  expect(sum(objects(order.tax_lines).map((row) => cents(row.tax_total) + cents(row.shipping_tax_total)))).toBe(tax);
  expect(cents(order.total)).toBe(sum([...goods, ...shipping].map((row) => cents(row.total))) + tax);
  expect(cents(order.discount_total)).toBe(
    sum(objects(order.line_items).map((row) => cents(row.subtotal) - cents(row.total))),
  );
}

const rates = fc.constantFrom<readonly Rate[]>(
  [],
  [RATES.standard],
  [RATES.vat],
  [RATES.state, RATES.county],
  [RATES.gst, RATES.qst],
);
const line = fc
  .record({
    price: fc.integer({ min: 0, max: 1_000_000 }),
    quantity: fc.integer({ min: 1, max: 99 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ share, ...rest }): LineDraft => ({
    ...{ id: 1, name: "n", productId: 1, variationId: 0, sku: "", taxClass: "", rates: [] },
    ...rest,
    discount: Math.floor(rest.price * rest.quantity * share),
  }));
const draft = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 6 }),
  rates,
  included: fc.boolean(),
  shipping: fc.array(fc.integer({ min: 0, max: 5000 }), { maxLength: 2 }),
  fees: fc.array(fc.integer({ min: -5000, max: 5000 }), { maxLength: 2 }),
});

describe("money", () => {
  it("adds up in every order that can be built", () => {
    fc.assert(
      fc.property(draft, ({ lines, rates: all, included, shipping, fees }) => {
        const extra = (price: number) => ({ id: 2, title: "t", price, rates: all });
        check(
          buildOrder({
            ...{ id: 5, number: "5", status: "processing", currency: "EUR", pricesIncludeTax: included },
            lines: lines.map((item) => ({ ...item, rates: all })),
            shipping: shipping.map(extra),
            fees: fees.map(extra),
            ...{
              coupons: [],
              taxLineId: () => 9,
              customerId: 0,
              billing: {},
              shippingAddress: {},
              note: "",
              dates: {},
            },
            ...{ paymentMethod: "", paymentTitle: "", transactionId: "", key: "", createdVia: "" },
          }),
        );
      }),
      { numRuns: 400 },
    );
  });

  it("rounds halves down where prices include taxes: 9.99 with 20 % keeps its price", () => {
    const build = (included: boolean, price: number): JsonObject | undefined =>
      objects(
        buildOrder({
          ...{ id: 5, number: "5", status: "processing", currency: "GBP", pricesIncludeTax: included },
          lines: [
            {
              id: 1,
              name: "n",
              productId: 1,
              variationId: 0,
              sku: "",
              taxClass: "",
              price,
              quantity: 1,
              rates: [RATES.vat],
            },
          ],
          ...{
            shipping: [],
            fees: [],
            coupons: [],
            taxLineId: () => 9,
            customerId: 0,
            billing: {},
            shippingAddress: {},
          },
          ...{ note: "", dates: {}, paymentMethod: "", paymentTitle: "", transactionId: "", key: "", createdVia: "" },
        }).line_items,
      )[0];
    expect(build(true, 999)).toMatchObject({
      ...{ total: "8.33", total_tax: "1.66", price: 8.325 },
      taxes: [{ id: 7, total: "1.665", subtotal: "1.665" }],
    });
    // 0.025 becomes 0.03.
    expect(build(false, 25)).toMatchObject({ total: "0.25", total_tax: "0.05" });
    expect(build(false, 12.5 * 2)).toMatchObject({ total: "0.25", total_tax: "0.05" });
  });

  it("puts compound taxes on top of the others", () => {
    const [first] = objects(
      buildOrder({
        ...{ id: 5, number: "5", status: "processing", currency: "EUR", pricesIncludeTax: false },
        lines: [
          {
            ...{ id: 1, name: "n", productId: 1, variationId: 0, sku: "", taxClass: "", price: 10000, quantity: 1 },
            rates: [RATES.gst, RATES.qst],
          },
        ],
        ...{ shipping: [], fees: [], coupons: [], taxLineId: () => 9, customerId: 0, billing: {}, shippingAddress: {} },
        ...{ note: "", dates: {}, paymentMethod: "", paymentTitle: "", transactionId: "", key: "", createdVia: "" },
      }).line_items,
    );
    expect(objects(first?.taxes).map((tax) => tax.total)).toEqual(["5", "10.47375"]);
    expect(first?.total_tax).toBe("15.47");
  });

  it("reads amounts as they come", () => {
    expect(["1", "1.5", "-1.005", "0.994", "x", ""].map(centsOf)).toEqual([100, 150, -101, 99, 0, 0]);
  });
});

describe("the data set", () => {
  it("adds up in every order of every seed", async () => {
    for (const seed of [1, 2, 3, 99]) {
      const mock = await startWoo({ records: 104, seed });
      await mock.close();
      for (const order of mock.store.list("orders")) check(order);
    }
  });

  it("is the same for the same seed, and another for another", async () => {
    const text = async (seed: number): Promise<string> => {
      const mock = await startWoo({ records: 40, seed });
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
    await startWoo({ records: 10 }).then((mock) => mock.close());
    const before = process.cpuUsage();
    const mock = await startWoo({ records: { products: 5000 } });
    const spent = process.cpuUsage(before);
    await mock.close();
    expect(mock.store.count("products")).toBe(5000);
    expect((spent.user + spent.system) / 1000).toBeLessThan(1500);
  });

  it("holds every case that a real shop has somewhere", async () => {
    const mock = await startWoo({ records: 60, seed: 1 });
    await mock.close();
    const orders = mock.store.list("orders");
    const every = (name: OrderCase, test: (row: Row) => boolean): void => {
      const found = orders.filter((_row, index) => index % ORDER_CASES.length === ORDER_CASES.indexOf(name));
      expect(found.length, name).toBeGreaterThanOrEqual(2);
      expect(found.every(test), name).toBe(true);
    };
    every("plain", (row) => row.prices_include_tax === true && cents(row.total_tax) > 0);
    every("tax_excluded", (row) => row.prices_include_tax === false && cents(row.total_tax) > 0);
    every("guest", (row) => row.customer_id === 0 && stringify(row.billing ?? null).includes("guest"));
    every("no_email", (row) => row.customer_id === 0 && stringify(row.billing ?? null).includes('"email":""'));
    every("coupon", (row) => objects(row.coupon_lines).length === 1);
    every("fee", (row) => objects(row.fee_lines).length === 1);
    every("negative_fee", (row) => objects(row.fee_lines).every((fee) => cents(fee.total) < 0));
    every("partly_refunded", (row) => objects(row.refunds).length === 1 && row.status === "processing");
    every("refunded", (row) => objects(row.refunds)[0]?.total === `-${textOf(row.total)}`);
    every("foreign_currency", (row) => row.currency === "USD");
    every("same_address", (row) => Object.values(row.shipping as JsonObject).every((value) => value === ""));
    every("deleted_product", (row) => objects(row.line_items)[0]?.product_id === 0);
    every("two_taxes", (row) => objects(row.tax_lines).length === 2 && row.prices_include_tax === false);
    every("compound", (row) => objects(row.tax_lines).some((tax) => tax.compound === true));
    every("half_cents", (row) => objects(row.line_items)[0]?.total_tax === "1.66");
    every("no_tax", (row) => row.total_tax === "0.00" && objects(row.tax_lines).length === 0);
    every("no_shipping", (row) => objects(row.shipping_lines).length === 0);
    every("trashed", (row) => row.status === "trash");
    expect(orders.some((row) => stringify(row.line_items ?? null).includes(`"variation_id":0`))).toBe(true);
    expect(orders.some((row) => objects(row.line_items).some((item) => Number(item.variation_id) > 0))).toBe(true);

    const products = mock.store.list("products");
    const variations = mock.store.list("variations");
    const kind = (name: (typeof PRODUCT_CASES)[number]): Row[] =>
      products.filter((_row, index) => index % PRODUCT_CASES.length === PRODUCT_CASES.indexOf(name));
    const of = (product: Row): Row[] => variations.filter((row) => row.parent_id === product.id);
    expect(kind("simple").every((row) => row.type === "simple" && of(row).length === 0)).toBe(true);
    expect(kind("two_attributes").every((row) => row.type === "variable" && of(row).length === 9)).toBe(true);
    expect(kind("three_sparse").every((row) => of(row).length > 1 && of(row).length < 18)).toBe(true);
    expect(kind("parent_stock").every((row) => of(row).every((item) => item.manage_stock === "parent"))).toBe(true);
    expect(kind("any_variation").every((row) => of(row).every((item) => objects(item.attributes).length === 1))).toBe(
      true,
    );
    expect(kind("inherited_sku").every((row) => of(row).every((item) => item.sku === row.sku))).toBe(true);
    expect(kind("on_sale").every((row) => row.on_sale === true && row.price === row.sale_price)).toBe(true);
    expect(kind("shown_attribute").every((row) => objects(row.attributes)[0]?.variation === false)).toBe(true);
    for (const product of products) {
      expect(of(product).map((row) => row.id)).toEqual(product.variations);
      const combinations = of(product).map((row) => stringify(row.attributes ?? null));
      expect(new Set(combinations).size).toBe(combinations.length);
    }
    const codes = [...products, ...variations].map((row) => textOf(row.global_unique_id)).filter((code) => code !== "");
    expect(new Set(codes).size).toBe(codes.length);
    const customers = mock.store.list("customers");
    expect(customers.some((row) => row.date_modified === null)).toBe(true);
    expect(customers.some((row) => row.first_name === "" && row.last_name === "")).toBe(true);
    // Summer and winter: local and UTC differ by one hour and by two.
    const hours = new Set(
      orders.map(
        (row) =>
          (Date.parse(`${textOf(row.date_created)}Z`) - Date.parse(`${textOf(row.date_created_gmt)}Z`)) / 3_600_000,
      ),
    );
    expect(hours).toEqual(new Set([1, 2]));
    const posts = [...products, ...variations, ...orders, ...mock.store.list("refunds")].map((row) => textOf(row.id));
    expect(new Set(posts).size).toBe(posts.length);
  });

  it("gives back what lines had, in negative amounts", () => {
    const item = {
      id: 3,
      name: "n",
      quantity: 3,
      total: "30.00",
      total_tax: "5.70",
      taxes: [{ id: 1, total: "5.7", subtotal: "5.7" }],
    };
    expect(
      buildRefund({ id: 9, reason: "r", dates: {}, items: [{ id: 4, item, quantity: 1 }], itemId: () => 7 }),
    ).toMatchObject({
      amount: "11.90",
      line_items: [
        { quantity: -1, total: "-10.00", total_tax: "-1.90", meta_data: [{ key: "_refunded_item_id", value: "3" }] },
      ],
    });
  });
});
