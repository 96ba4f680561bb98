import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stringify, textOf, type JsonObject } from "../../../src/mock/json.ts";
import type { Mock } from "../../../src/mock/server.ts";
import { ask, startShopify, type Answer, firstLocation } from "./shop.ts";

let mock: Mock;
let clock = new Date("2026-05-04T10:00:00Z");
beforeAll(async () => {
  mock = await startShopify({ records: 30, seed: 3, now: () => clock });
});
beforeEach(() => {
  clock = new Date(clock.getTime() + 60_000);
  mock.resetQuirks();
});
afterAll(() => mock.close());

const send = (method: string, path: string, body: JsonObject): Promise<Answer> =>
  ask(mock, path, { method, body: stringify(body) });
const inside = (answer: Answer, key: string): JsonObject => (answer.body as Record<string, JsonObject>)[key] ?? {};
const list = (value: unknown): JsonObject[] => value as JsonObject[];

describe("products", () => {
  it("creates one with a default variant, an id beyond 2^53 and a level to count", async () => {
    const answer = await send("POST", "/products.json", { product: { title: "Lamp" } });
    expect(answer.status).toBe(201);
    const product = inside(answer, "product");
    expect(product).toMatchObject({
      title: "Lamp",
      status: "active",
      options: [{ name: "Title", values: ["Default Title"] }],
    });
    expect(product.created_at).toBe("2026-05-04T12:01:00+02:00");
    const [variant] = list(product.variants);
    expect(variant).toMatchObject({ title: "Default Title", option1: "Default Title", price: "0.00" });
    expect(product.id as bigint).toBeGreaterThan(2n ** 53n);
    const level = mock.store.get("inventory", `${textOf(variant?.inventory_item_id)}:${firstLocation(mock)}`);
    expect(level).toBeDefined();
  });

  it("creates one with options and variants, prices as strings whatever was sent", async () => {
    const product = inside(
      await send("POST", "/products.json", {
        product: {
          title: "Shirt",
          options: [{ name: "Size" }, { name: "Color" }],
          variants: [
            { option1: "S", option2: "Blue", price: 19.9, sku: "S-B", weight: 0.25, weight_unit: "kg" },
            { option1: "M", option2: "Blue", price: "20", grams: 260 },
          ],
        },
      }),
      "product",
    );
    expect(list(product.variants).map((row) => [row.title, row.price, row.grams])).toEqual([
      ["S / Blue", "19.90", 250],
      ["M / Blue", "20.00", 260],
    ]);
    expect(list(product.options).map((row) => [row.name, row.values])).toEqual([
      ["Size", ["S", "M"]],
      ["Color", ["Blue"]],
    ]);
  });

  it("refuses as Shopify does", async () => {
    const cases: [JsonObject, number, unknown][] = [
      [{ product: { title: " " } }, 422, { title: ["can't be blank"] }],
      [{ title: "unwrapped" }, 400, { product: "Required parameter missing or invalid" }],
      [{ product: { title: false } }, 400, { title: "expected FalseClass to be a String" }],
      [{ product: { title: "x", status: "gone" } }, 422, { status: ["gone is not included in the list"] }],
      [{ product: { title: "x", variants: [{ price: "cheap" }] } }, 422, { "variants.price": ["is not a number"] }],
      [
        { product: { title: "x", options: ["a", "b", "c", "d"] } },
        422,
        { options: ["Exceeded maximum number of options allowed (3)"] },
      ],
    ];
    for (const [body, status, errors] of cases) {
      expect(await send("POST", "/products.json", body)).toMatchObject({ status, body: { errors } });
    }
    expect(mock.quirks()).toMatchObject({ body_wrapped: { violated: 1 }, text_is_text: { violated: 1 } });
    expect((await ask(mock, "/products.json", { method: "POST", body: "{" })).status).toBe(400);
  });

  it("updates, stamps and drops the variants that were not listed, which it notes", async () => {
    const before = mock.store.list("products").find((row) => list(row.variants).length > 2);
    const id = textOf(before?.id);
    const [first, second] = list(before?.variants);
    const answer = await send("PUT", `/products/${id}.json`, {
      product: { id, title: "New", variants: [{ id: first?.id ?? 0, price: "1.5" }, { id: second?.id ?? 0 }] },
    });
    expect(answer.status).toBe(200);
    const product = inside(answer, "product");
    expect(list(product.variants)).toHaveLength(2);
    expect(list(product.variants)[0]).toMatchObject({ price: "1.50", sku: first?.sku });
    expect(product.updated_at).not.toBe(before?.updated_at);
    expect(product.created_at).toBe(before?.created_at);
    expect(mock.quirks().variants_kept).toMatchObject({ violated: 1 });
    await send("PUT", `/products/${id}.json`, { product: { title: "Newer" } });
    expect(list(mock.store.get("product", id)?.variants)).toHaveLength(2);
  });

  it("reads and writes single variants", async () => {
    const product = mock.store.list("products")[2];
    const variant = list(product?.variants)[1];
    const path = `/variants/${textOf(variant?.id)}.json`;
    expect(inside(await ask(mock, path), "variant")).toEqual(variant);
    expect(inside(await send("PUT", path, { variant: { price: "7" } }), "variant")).toMatchObject({
      price: "7.00",
      sku: variant?.sku,
    });
    expect(list(mock.store.get("product", textOf(product?.id))?.variants)).toHaveLength(list(product?.variants).length);
  });

  it("deletes, with the levels", async () => {
    const product = mock.store.list("products")[4];
    const item = textOf(list(product?.variants)[0]?.inventory_item_id);
    const path = `/products/${textOf(product?.id)}.json`;
    expect((await ask(mock, path, { method: "DELETE" })).status).toBe(200);
    expect((await ask(mock, path)).status).toBe(404);
    expect(mock.store.list("inventory").some((row) => textOf(row.inventory_item_id) === item)).toBe(false);
  });
});

describe("customers", () => {
  it("creates, finds by search, updates", async () => {
    const answer = await send("POST", "/customers.json", {
      customer: {
        first_name: "Nadia",
        email: "nadia@example.com",
        phone: "+49 30 (901) 820",
        addresses: [{ address1: "A 1", city: "B", country_code: "DE" }],
      },
    });
    expect(answer.status).toBe(201);
    const customer = inside(answer, "customer");
    expect(customer).toMatchObject({ phone: "+4930901820", default_address: { address1: "A 1", default: true } });
    const id = textOf(customer.id);
    const updated = inside(
      await send("PUT", `/customers/${id}.json`, { customer: { id, last_name: "Export" } }),
      "customer",
    );
    expect(updated).toMatchObject({ first_name: "Nadia", last_name: "Export", email: "nadia@example.com" });
    const found = await ask(mock, `/customers/search.json?query=${encodeURIComponent("email:Nadia@example.com")}`);
    expect(list((found.body as JsonObject).customers).map((row) => textOf(row.id))).toEqual([id]);
  });

  it("refuses a duplicate e-mail or phone, a wrong one, and nobody at all", async () => {
    await send("POST", "/customers.json", { customer: { email: "Twice@example.com", phone: "+491700000001" } });
    const cases: [JsonObject, unknown][] = [
      [{ email: "twice@EXAMPLE.com" }, { email: ["has already been taken"] }],
      [{ first_name: "x", phone: "+49 170 0000001" }, { phone: ["has already been taken"] }],
      [{ email: "no-at" }, { email: ["is invalid"] }],
      [{ note: "nobody" }, { base: ["Customer must have a name, phone number or email address"] }],
    ];
    for (const [customer, errors] of cases) {
      expect(await send("POST", "/customers.json", { customer })).toMatchObject({ status: 422, body: { errors } });
    }
  });

  it("keeps its own e-mail when it is sent again", async () => {
    const row = mock.store.list("customers")[0];
    expect(
      (await send("PUT", `/customers/${textOf(row?.id)}.json`, { customer: { email: row?.email ?? "" } })).status,
    ).toBe(200);
  });
});

describe("inventory", () => {
  const set = (body: JsonObject): Promise<Answer> => send("POST", "/inventory_levels/set.json", body);

  it("sets a level, unwrapped, and the variant follows", async () => {
    const product = mock.store.list("products")[1];
    const variant = list(product?.variants)[0];
    const item = variant?.inventory_item_id ?? 0;
    const answer = await set({
      location_id: firstLocation(mock),
      inventory_item_id: item,
      available: 17,
    });
    expect(answer).toMatchObject({
      status: 200,
      body: { inventory_level: { available: 17, inventory_item_id: item } },
    });
    const after = list(mock.store.get("product", textOf(product?.id))?.variants)[0];
    expect(Number(after?.inventory_quantity)).toBeGreaterThanOrEqual(17);
  });

  it("refuses what is wrapped, unknown, rounded or not tracked", async () => {
    const variants = mock.store.list("products").flatMap((row) => list(row.variants));
    const item = variants[0]?.inventory_item_id ?? 0;
    const location = firstLocation(mock);
    expect(
      (await set({ inventory_level: { location_id: location, inventory_item_id: item, available: 1 } })).status,
    ).toBe(400);
    expect((await set({ location_id: location, inventory_item_id: item, available: 1.5 })).status).toBe(400);
    expect((await set({ location_id: location, inventory_item_id: 12, available: 1 })).status).toBe(404);
    expect((await set({ location_id: location, inventory_item_id: String(Number(item)), available: 1 })).status).toBe(
      404,
    );
    const untracked = variants.find((row) => row.inventory_management === null)?.inventory_item_id ?? 0;
    expect(await set({ location_id: location, inventory_item_id: untracked, available: 1 })).toMatchObject({
      status: 422,
      body: { errors: ["Inventory item does not have inventory tracking enabled"] },
    });
    expect(mock.quirks()).toMatchObject({ inventory_set_unwrapped: { violated: 1 }, id_precision: { violated: 1 } });
  });
});

describe("the programmatic store", () => {
  it("makes orders from lines, and copies of orders with lines of their own", () => {
    const variant = list(mock.store.list("products")[0]?.variants)[0];
    const order = mock.store.create("order", {
      line_items: [{ variant_id: variant?.id ?? 0, quantity: 3, price: "10.00" }],
      customer: null,
    });
    expect(order).toMatchObject({ total_line_items_price: "30.00", customer: null });
    const copy = mock.store.create("orders", { ...order });
    expect(copy.id).not.toBe(order.id);
    expect(list(copy.line_items)[0]?.id).not.toBe(list(order.line_items)[0]?.id);
    expect(copy.total_price).toBe(order.total_price);
  });

  it("stamps every change", () => {
    const row = mock.store.list("orders")[5];
    const changed = mock.store.update("order", textOf(row?.id), { note: "changed" });
    expect(changed).toMatchObject({ note: "changed", name: row?.name });
    expect(Date.parse(textOf(changed.updated_at))).toBe(clock.getTime());
  });

  it("names the collections there are", () => {
    expect(() => mock.store.list("gadgets")).toThrow(/products, product, customers/);
    expect(() => mock.store.update("product", 1, {})).toThrow(RangeError);
  });
});

it("records every request", async () => {
  mock.requests.length = 0;
  await send("PUT", "/products/5.json?x=1", { product: { title: "a" } });
  expect(mock.requests).toMatchObject([
    {
      method: "PUT",
      path: "/products/5.json",
      query: { x: "1" },
      status: 404,
      body: { product: { title: "a" } },
      faults: [],
    },
  ]);
  expect(mock.requests[0]?.headers["x-shopify-access-token"]).toBe(mock.credentials.api_key);
});
