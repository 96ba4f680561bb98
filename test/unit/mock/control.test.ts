import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parse, textOf, type JsonObject } from "../../../src/mock/json.ts";
import type { Mock } from "../../../src/mock/server.ts";
import { ask, startShopify } from "./shop.ts";

let mock: Mock;
beforeAll(async () => {
  mock = await startShopify({ records: 5 });
});
afterAll(() => mock.close());

async function control(
  method: string,
  path: string,
  body?: unknown,
  token = mock.token,
): Promise<{ status: number; body: JsonObject }> {
  const response = await fetch(`${mock.origin}/__mock__/${path}`, {
    method,
    headers: { "X-Mock-Token": token },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: parse(await response.text()) as JsonObject };
}

it("needs the token", async () => {
  expect((await control("GET", "requests", undefined, "guess")).status).toBe(403);
  expect((await control("POST", "change", {}, "")).status).toBe(403);
  expect((await control("GET", "quirks")).status).toBe(200);
});

it("arms and clears faults", async () => {
  expect(await control("POST", "faults", [{ kind: "status", status: 502 }])).toMatchObject({
    status: 200,
    body: { ids: [1] },
  });
  expect((await ask(mock, "/shop.json")).status).toBe(502);
  expect((await control("GET", "faults")).body).toMatchObject([{ id: 1, hits: 1 }]);
  await control("DELETE", "faults");
  expect((await control("GET", "faults")).body).toEqual([]);
  expect((await control("POST", "faults", { kind: "explode" })).status).toBe(422);
});

it("lists requests and forgets them", async () => {
  await ask(mock, "/shop.json");
  expect((await control("GET", "requests")).body).toEqual(
    expect.arrayContaining([expect.objectContaining({ path: "/shop.json", status: 200 })]),
  );
  await control("DELETE", "requests");
  expect(mock.requests).toEqual([]);
});

it("changes records, with every digit of their ids", async () => {
  const id = textOf(mock.store.list("products")[0]?.id);
  const changed = await control("POST", "change", { collection: "product", id, values: { title: "Renamed" } });
  expect(changed.body).toMatchObject({ id: BigInt(id), title: "Renamed" });
  const made = await control("POST", "change", {
    collection: "customer",
    action: "create",
    values: { email: "c@example.com" },
  });
  expect((await control("GET", `store/customers/${textOf(made.body.id)}`)).body).toMatchObject({
    email: "c@example.com",
  });
  const gone = await control("POST", "change", { collection: "customer", action: "remove", id: textOf(made.body.id) });
  expect(gone.body).toEqual({ removed: true });
  expect((await control("GET", `store/customers/${textOf(made.body.id)}`)).status).toBe(404);
  expect((await control("POST", "change", { collection: "product", id: "1", values: {} })).status).toBe(422);
  expect((await control("POST", "change", { collection: "nothing", id: "1" })).status).toBe(422);
  expect((await control("POST", "change", { collection: "product", id, values: { title: "" } })).status).toBe(422);
});

it("sends a webhook and registers a receiver", async () => {
  const topics: unknown[] = [];
  const server = createServer((request, response) => {
    topics.push(request.headers["x-shopify-topic"]);
    request.resume();
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const to = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const id = textOf(mock.store.list("orders")[0]?.id);
  const sent = await control("POST", "webhook", {
    topic: "orders/create",
    collection: "order",
    id,
    to,
    options: { deliveryId: "d-9" },
  });
  expect(sent.body).toMatchObject({ status: 200, deliveryId: "d-9" });
  await control("POST", "subscribe", { to, topics: ["products/update"] });
  await control("POST", "change", {
    collection: "product",
    id: textOf(mock.store.list("products")[0]?.id),
    values: { title: "x" },
  });
  await mock.idle();
  server.close();
  server.closeAllConnections();
  expect(topics).toEqual(["orders/create", "products/update"]);
  expect((await control("POST", "webhook", { topic: "orders/create", collection: "order", id: "1", to })).status).toBe(
    404,
  );
  expect((await control("POST", "nonsense", {})).status).toBe(404);
});

it("goes down for a while", async () => {
  await control("POST", "refuse", { ms: 200 });
  const up = (): Promise<number> =>
    ask(mock, "/shop.json")
      .then((answer) => answer.status)
      .catch(() => 0);
  await expect.poll(up, { interval: 10 }).toBe(0);
  await expect.poll(up, { timeout: 3000 }).toBe(200);
});
