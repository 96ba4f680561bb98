import { afterEach, expect, it } from "vitest";
import { textOf, type JsonObject } from "../../../src/mock/json.ts";
import { startMock, type Mock } from "../../../src/mock/server.ts";
import { draftSpec } from "../../../src/spec/draft.ts";

let mock: Mock | undefined;
afterEach(() => mock?.close());

const spec = draftSpec({ name: "acme", type: "logistics", baseUrl: "https://api.example.com/v1", auth: "bearer" });
const start = async (): Promise<Mock> =>
  (mock = await startMock({ spec, generous: true, records: { products: 6, customers: 6, orders: 6 } }));

it("ships products that it has", async () => {
  const { store } = await start();
  const products = new Map(store.list("products").map((row) => [textOf(row.id), textOf(row.sku)]));
  for (const delivery of store.list("deliveries")) {
    for (const line of delivery.lines as JsonObject[]) {
      expect(products.get(textOf(line.product_id))).toBe(textOf(line.sku));
    }
  }
});

it("cancels a delivery", async () => {
  const { url, store, credentials } = await start();
  const [delivery] = store.list("deliveries");
  const id = textOf(delivery?.id);
  const answer = await fetch(`${url}/deliveries/${id}/cancel`, {
    method: "POST",
    headers: { Authorization: `Bearer ${credentials.api_key ?? ""}` },
  });
  expect(answer.status).toBe(200);
  expect(store.get("deliveries", id)?.status).toBe("cancelled");
});

it("has stock of its products at its places, and takes a level that it did not have", async () => {
  const { url, store, credentials } = await start();
  const headers = { Authorization: `Bearer ${credentials.api_key ?? ""}`, "Content-Type": "application/json" };
  const places = ((await (await fetch(`${url}/locations`, { headers })).json()) as { data: JsonObject[] }).data;
  expect(places.map((place) => place.name)).toEqual(["Main", "Outlet"]);
  const products = new Set(store.list("products").map((row) => textOf(row.id)));
  const levels = store.list("stock");
  expect(new Set(levels.map((row) => textOf(row.location_id)))).toEqual(new Set(places.map((row) => textOf(row.id))));
  expect(levels.filter((row) => !products.has(textOf(row.product_id)))).toEqual([]);
  const [level] = levels;
  const known = store.count("stock");
  for (const location of places) {
    const body = { product_id: level?.product_id ?? null, location_id: location.id ?? null, quantity: 9 };
    const path = `/stock/${textOf(level?.product_id)}/${textOf(location.id)}`;
    const answer = await fetch(url + path, { method: "PUT", headers, body: JSON.stringify(body) });
    expect(answer.status).toBe(200);
    expect(await (await fetch(url + path, { headers })).json()).toMatchObject(body);
  }
  expect(store.count("stock")).toBe(known + 1);
});
