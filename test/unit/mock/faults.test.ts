import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ConnectorError } from "../../../src/errors.ts";
import { parseFaults } from "../../../src/mock/faults.ts";
import { textOf, type JsonObject } from "../../../src/mock/json.ts";
import type { Mock } from "../../../src/mock/server.ts";
import { all, ask, nextOf, startShopify } from "./shop.ts";

let mock: Mock;
beforeEach(async () => {
  mock = await startShopify({ records: 30, seed: 2 });
});
afterEach(() => mock.close());

const ids = (rows: readonly unknown[]): string[] => (rows as JsonObject[]).map((row) => textOf(row.id));
const products = (body: unknown): JsonObject[] => (body as { products: JsonObject[] }).products;
const get = (path: string): Promise<Response> =>
  fetch(mock.url + path, { headers: { "X-Shopify-Access-Token": mock.credentials.api_key ?? "" } });

describe("which requests a fault meets", () => {
  it("goes by method and path, after some and so many times", async () => {
    mock.faults.add({ kind: "status", status: 503, method: "GET", path: "/products*", after: 1, times: 2 });
    const statuses: number[] = [];
    for (let index = 0; index < 5; index += 1) statuses.push((await ask(mock, "/products.json?limit=1")).status);
    expect(statuses).toEqual([200, 503, 503, 200, 200]);
    expect((await ask(mock, "/shop.json")).status).toBe(200);
    expect(mock.faults.list()).toMatchObject([{ hits: 2 }]);
    expect(mock.requests.map((request) => request.faults.length)).toEqual([0, 1, 1, 0, 0, 0]);
  });

  it("can last until it is cleared", async () => {
    const [id] = mock.faults.add({ kind: "status", times: "always" });
    for (let index = 0; index < 3; index += 1) expect((await ask(mock, "/shop.json")).status).toBe(500);
    mock.faults.clear(id);
    expect((await ask(mock, "/shop.json")).status).toBe(200);
  });
});

describe("what a fault does", () => {
  it("answers any status in the system's shape, with Retry-After as seconds or as a date", async () => {
    mock.faults.add(
      { kind: "status", status: 429, retryAfter: 2 },
      { kind: "status", status: 503, retryAfter: 60, retryAfterDate: true, after: 1 },
      { kind: "status", status: 429, after: 2 },
    );
    const first = await ask(mock, "/shop.json");
    expect([first.status, first.headers.get("retry-after")]).toEqual([429, "2"]);
    expect(first.body).toHaveProperty("errors");
    const second = await ask(mock, "/shop.json");
    const wait = Date.parse(second.headers.get("retry-after") ?? "") - Date.now();
    expect(second.status).toBe(503);
    expect(wait).toBeGreaterThan(50_000);
    expect(wait).toBeLessThanOrEqual(60_000);
    expect((await ask(mock, "/shop.json")).headers.get("retry-after")).toBeNull();
  });

  it("waits", async () => {
    mock.faults.add({ kind: "delay", ms: 120 });
    const started = performance.now();
    await ask(mock, "/shop.json");
    expect(performance.now() - started).toBeGreaterThan(110);
  });

  it("cuts the body in the middle, resets, and refuses connections for a while", async () => {
    mock.faults.add({ kind: "cut" });
    const response = await get("/products.json");
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    mock.faults.add({ kind: "reset" });
    await expect(get("/shop.json")).rejects.toThrow();
    mock.faults.add({ kind: "refuse", ms: 300 });
    await expect(get("/shop.json")).rejects.toThrow();
    const refused = await get("/shop.json").catch((error: unknown) => (error as Error).cause);
    expect(refused).toMatchObject({ code: "ECONNREFUSED" });
    await expect
      .poll(
        () =>
          get("/shop.json")
            .then((answer) => answer.status)
            .catch(() => 0),
        { timeout: 3000 },
      )
      .toBe(200);
  });

  it("sends wrong JSON, and HTML for JSON", async () => {
    mock.faults.add({ kind: "wrong_json" });
    const wrong = await get("/products.json");
    expect(wrong.status).toBe(200);
    await expect(wrong.json()).rejects.toThrow(SyntaxError);
    mock.faults.add({ kind: "html" });
    const html = await get("/products.json");
    expect(html.headers.get("content-type")).toContain("text/html");
    expect(await html.text()).toContain("<h1>");
  });

  it("repeats a page, without losing the one that was asked for", async () => {
    mock.faults.add({ kind: "repeat_page", path: "/products.json", after: 1 });
    const rows = await all(mock, "/products.json?limit=10", "products");
    expect(rows).toHaveLength(40);
    expect(new Set(ids(rows)).size).toBe(30);
    expect(ids(rows.slice(0, 10))).toEqual(ids(rows.slice(10, 20)));
  });

  it("shrinks and grows a list between pages, which a cursor survives", async () => {
    mock.faults.add({ kind: "shrink", path: "/products.json", after: 1, count: 2 });
    mock.faults.add({ kind: "grow", path: "/products.json", after: 2, count: 3 });
    const rows = await all(mock, "/products.json?limit=10", "products");
    expect(mock.store.count("products")).toBe(31);
    expect(ids(rows)).toHaveLength(33);
    expect(new Set(ids(rows)).size).toBe(33);
  });

  it("deletes a record before it is read, or after its page was listed", async () => {
    const first = textOf(mock.store.list("products")[0]?.id);
    mock.faults.add({ kind: "delete", method: "GET", path: "/products/*.json" });
    expect((await ask(mock, `/products/${first}.json`)).status).toBe(404);
    mock.faults.add({ kind: "delete", path: "/products.json" });
    const page = await ask(mock, "/products.json?limit=5");
    const last = textOf(products(page.body).at(-1)?.id);
    expect(products(page.body)).toHaveLength(5);
    expect((await ask(mock, `/products/${last}.json`)).status).toBe(404);
    const rest = await all(mock, nextOf(page) ?? "", "products");
    expect(rest).toHaveLength(24);
  });
});

describe("rules from outside", () => {
  it("reads the short form and JSON", () => {
    expect(parseFaults("status:status=429,retryAfter=2,path=/a*,times=always; delay:ms=5")).toEqual([
      { kind: "status", status: 429, retryAfter: 2, path: "/a*", times: "always" },
      { kind: "delay", ms: 5 },
    ]);
    expect(parseFaults('[{"kind": "cut", "after": 3}]')).toEqual([{ kind: "cut", after: 3 }]);
    expect(parseFaults("reset")).toEqual([{ kind: "reset" }]);
  });

  it.each(["explode", "delay:ms=soon", "delay:speed=3", "delay:ms", "[1]", "{", "status:status=-1"])(
    "refuses %s",
    (text) => {
      expect(() => parseFaults(text)).toThrow(ConnectorError);
    },
  );
});

describe("the rate limit", () => {
  it("answers 429 with Retry-After when the bucket is full, and notices who does not wait", async () => {
    const strict = await startShopify({ records: 1, generous: false, rateLimit: { size: 3, leakPerSecond: 20 } });
    try {
      const answers = await Promise.all(Array.from({ length: 12 }, () => ask(strict, "/shop.json")));
      const refused = answers.filter((answer) => answer.status === 429);
      expect(refused.length).toBeGreaterThan(0);
      expect(answers.length - refused.length).toBeGreaterThanOrEqual(3);
      expect(refused[0]?.headers.get("retry-after")).toMatch(/^\d+\.\d$/);
      expect(refused[0]?.headers.get("x-shopify-shop-api-call-limit")).toBe("3/3");
      expect(strict.quirks().retry_after_respected?.violated).toBeGreaterThan(0);
      await expect.poll(() => ask(strict, "/shop.json").then((answer) => answer.status), { interval: 60 }).toBe(200);
    } finally {
      await strict.close();
    }
  });
});
