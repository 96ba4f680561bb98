import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { textOf, type JsonObject } from "../../../src/mock/json.ts";
import type { Mock } from "../../../src/mock/server.ts";
import { all, ask, nextOf, startShopify, specOf, firstLocation } from "./shop.ts";

let mock: Mock;
beforeAll(async () => {
  mock = await startShopify({ records: 60, seed: 7 });
});
afterAll(() => mock.close());

const rows = (body: unknown, key: string): JsonObject[] => (body as Record<string, JsonObject[]>)[key] ?? [];

describe("who may ask", () => {
  it("answers 401 in Shopify's shape without a token and with a wrong one", async () => {
    for (const headers of [{ "X-Shopify-Access-Token": "" }, { "X-Shopify-Access-Token": "shpat_wrong" }]) {
      const answer = await ask(mock, "/shop.json", { headers });
      expect(answer.status).toBe(401);
      expect(answer.body).toEqual({
        errors: "[API] Invalid API key or access token (unrecognized login or wrong password)",
      });
    }
  });

  it("names the shop", async () => {
    const answer = await ask(mock, "/shop.json");
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      shop: { name: "Mock Shop", myshopify_domain: "mock-shop.myshopify.com", currency: "EUR" },
    });
    expect(answer.headers.get("x-shopify-shop-api-call-limit")).toBe("1/40");
  });

  it("gives credentials that the form accepts", () => {
    expect(mock.credentials.shop_url).toMatch(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/);
    expect(mock.credentials.api_key).toMatch(/^shpat_[0-9a-f]{32}$/);
    expect(mock.url).toBe(`${mock.origin}/admin/api/${mock.credentials.api_version ?? ""}`);
  });

  it("knows the shop by its system, whatever the connector is called", async () => {
    const { connector, ...spec } = (await specOf("shopify")) as { connector: object };
    for (const [system, isKnown] of [
      [{ system: "shopify" }, true],
      [{}, false],
    ] as const) {
      const other = await startShopify({ spec: { ...spec, connector: { ...connector, name: "our_shop", ...system } } });
      expect((other.credentials.api_key ?? "").startsWith("shpat_")).toBe(isKnown);
      await other.close();
    }
  });
});

describe("pages", () => {
  it("has 50 records unless asked and follows absolute addresses to the end, each record once", async () => {
    const first = await ask(mock, "/products.json");
    expect(rows(first.body, "products")).toHaveLength(50);
    expect(nextOf(first)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/admin\/api\/[^/]+\/products\.json\?limit=50&page_info=/);
    const products = await all(mock, "/products.json?limit=7", "products");
    expect(new Set(products.map((row) => textOf(row.id))).size).toBe(60);
  });

  it("remembers the filters in the cursor", async () => {
    const drafts = await all(mock, "/products.json?limit=1&status=draft,archived", "products");
    expect(drafts).toHaveLength(10);
    expect(new Set(drafts.map((row) => row.status))).toEqual(new Set(["draft", "archived"]));
  });

  it("refuses page_info with anything but limit and fields", async () => {
    const next = nextOf(await ask(mock, "/orders.json?status=any&limit=5"));
    const answer = await ask(mock, `${next ?? ""}&status=any`);
    expect(answer.status).toBe(400);
    expect(answer.body).toEqual({
      errors: {
        status:
          "status cannot be passed when page_info is present. See https://shopify.dev/api/usage/pagination-rest for more information.",
      },
    });
    expect((await ask(mock, `${next ?? ""}&fields=id`)).status).toBe(200);
    expect((await ask(mock, "/orders.json?page_info=nonsense")).status).toBe(400);
    expect(mock.quirks().page_info_alone?.violated).toBe(1);
  });

  it("goes back with rel=previous", async () => {
    const first = await ask(mock, "/customers.json?limit=5");
    const second = await ask(mock, nextOf(first) ?? "");
    const previous = /<([^>]+)>; rel="previous"/.exec(second.headers.get("link") ?? "")?.[1];
    expect((await ask(mock, previous ?? "")).body).toEqual(first.body);
  });

  it("gives no more than 250", async () => {
    await ask(mock, "/products.json?limit=251");
    expect(mock.quirks().limit_at_most_250?.violated).toBe(1);
  });
});

describe("filters", () => {
  it("lists only open orders without status=any, and counts the violation", async () => {
    const every = await all(mock, "/orders.json?status=any&limit=250", "orders");
    const open = await all(mock, "/orders.json?limit=250", "orders");
    expect(every).toHaveLength(60);
    expect(open).toHaveLength(54);
    expect(mock.quirks().orders_status_any).toMatchObject({ violated: 1 });
    expect(mock.quirks().orders_status_any?.exercised).toBeGreaterThan(0);
  });

  it("filters by change date, zone and all", async () => {
    const products = mock.store.list("products");
    const middle = textOf(products[30]?.updated_at);
    const since = await all(mock, `/products.json?updated_at_min=${encodeURIComponent(middle)}`, "products");
    expect(since.map((row) => textOf(row.id))).toEqual(products.slice(30).map((row) => textOf(row.id)));
    const utc = new Date(middle).toISOString();
    expect(await all(mock, `/products.json?updated_at_min=${utc}`, "products")).toHaveLength(30);
    const naive = utc.slice(0, 19);
    expect((await all(mock, `/products.json?updated_at_min=${naive}`, "products")).length).toBeGreaterThanOrEqual(30);
    expect(mock.quirks().updated_at_min_zone).toMatchObject({ violated: 1 });
  });

  it("counts", async () => {
    expect((await ask(mock, "/products/count.json")).body).toEqual({ count: 60 });
    expect((await ask(mock, "/orders/count.json?status=any")).body).toEqual({ count: 60 });
  });

  it("searches customers by e-mail", async () => {
    const answer = await ask(mock, "/customers/search.json?query=email:CUSTOMER2@example.com");
    expect(rows(answer.body, "customers").map((row) => row.email)).toEqual(["customer2@example.com"]);
    expect(rows((await ask(mock, "/customers/search.json?query=email:nobody@example.com")).body, "customers")).toEqual(
      [],
    );
  });

  it("wants to know whose inventory", async () => {
    expect((await ask(mock, "/inventory_levels.json")).status).toBe(422);
    expect(mock.quirks().inventory_levels_scope).toMatchObject({ violated: 1 });
    const location = firstLocation(mock);
    const levels = await all(mock, `/inventory_levels.json?location_ids=${location}&limit=50`, "inventory_levels");
    const variants = mock.store.list("products").flatMap((row) => row.variants as JsonObject[]);
    expect(levels).toHaveLength(variants.length);
    const ids = levels.slice(0, 51).map((row) => textOf(row.inventory_item_id));
    expect((await ask(mock, `/inventory_levels.json?inventory_item_ids=${ids.join(",")}`)).status).toBe(422);
    expect((await ask(mock, `/inventory_levels.json?inventory_item_ids=${ids.slice(0, 50).join(",")}`)).status).toBe(
      200,
    );
  });
});

describe("single records", () => {
  it("serves every digit of an id and notices a rounded one", async () => {
    const id = textOf(mock.store.list("orders")[3]?.id);
    expect(BigInt(id)).toBeGreaterThan(2n ** 53n);
    const answer = await ask(mock, `/orders/${id}.json`);
    expect(textOf((answer.body as { order: JsonObject }).order.id)).toBe(id);
    const rounded = String(Number(id));
    expect(rounded).not.toBe(id);
    const lost = await ask(mock, `/orders/${rounded}.json`);
    expect(lost).toMatchObject({ status: 404, body: { errors: "Not Found" } });
    expect(mock.quirks().id_precision?.violated).toBe(1);
  });

  it("answers 404 in Shopify's shape for what it does not know", async () => {
    for (const path of ["/products/1.json", "/nothing.json", "/products"]) {
      expect(await ask(mock, path)).toMatchObject({ status: 404, body: { errors: "Not Found" } });
    }
    expect((await fetch(`${mock.origin}/elsewhere`)).status).toBe(404);
  });

  it("leaves out what fields does not name", async () => {
    const id = textOf(mock.store.list("products")[0]?.id);
    const answer = await ask(mock, `/products/${id}.json?fields=id,title`);
    expect(Object.keys((answer.body as { product: JsonObject }).product)).toEqual(["id", "title"]);
  });
});
