import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse, stringify, textOf } from "../../../src/mock/json.ts";
import type { Mock } from "../../../src/mock/server.ts";
import { ask, startShopify } from "./shop.ts";

interface Received {
  headers: IncomingMessage["headers"];
  body: string;
}

let mock: Mock;
let received: Received[];
let answers: number[];
let to: string;
let stop: () => Promise<void>;

beforeEach(async () => {
  mock = await startShopify({ records: 3, webhookSecret: "hush", webhookRetryMs: 10 });
  received = [];
  answers = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      received.push({ headers: request.headers, body: Buffer.concat(parts).toString("utf8") });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  to = `http://127.0.0.1:${(server.address() as AddressInfo).port}/shopify/webhook`;
  stop = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
});
afterEach(async () => {
  await mock.close();
  await stop();
});

const digest = (body: string, secret = "hush"): string => createHmac("sha256", secret).update(body).digest("base64");

describe("on demand", () => {
  it("signs the raw body and names topic, shop and delivery", async () => {
    const order = mock.store.list("orders")[0] ?? {};
    const result = await mock.sendWebhook({
      topic: "orders/create",
      record: order,
      to,
      options: { deliveryId: "d-1" },
    });
    expect(result).toMatchObject({ status: 200, ok: true, deliveryId: "d-1", repeats: [] });
    const [got] = received;
    expect(got?.headers).toMatchObject({
      "x-shopify-topic": "orders/create",
      "x-shopify-shop-domain": "mock-shop.myshopify.com",
      "x-shopify-webhook-id": "d-1",
      "x-shopify-hmac-sha256": digest(got?.body ?? ""),
      "content-type": "application/json",
    });
    expect(parse(got?.body ?? "")).toEqual(order);
    expect(mock.quirks().webhook_2xx).toMatchObject({ exercised: 1, violated: 0 });
  });

  it("lies about signature and shop when asked", async () => {
    const record = mock.store.list("orders")[0] ?? {};
    answers = [401, 200];
    await mock.sendWebhook({ topic: "orders/create", record, to, options: { badSignature: true } });
    await mock.sendWebhook({ topic: "orders/create", record, to, options: { otherShop: true } });
    expect(received[0]?.headers["x-shopify-hmac-sha256"]).not.toBe(digest(received[0]?.body ?? ""));
    expect(received[1]?.headers["x-shopify-hmac-sha256"]).toBe(digest(received[1]?.body ?? ""));
    expect(received[1]?.headers["x-shopify-shop-domain"]).toBe("other-shop.myshopify.com");
    expect(mock.quirks().webhook_bad_signature_refused).toMatchObject({ exercised: 1, violated: 1 });
  });

  it("delivers twice with one id", async () => {
    answers = [200, 500];
    const record = mock.store.list("products")[0] ?? {};
    const result = await mock.sendWebhook({ topic: "products/update", record, to, options: { duplicate: true } });
    expect(result.repeats).toHaveLength(1);
    expect(received[0]?.headers["x-shopify-webhook-id"]).toBe(received[1]?.headers["x-shopify-webhook-id"]);
    expect(received[0]?.body).toBe(received[1]?.body);
    expect(mock.quirks().webhook_repeat_2xx).toMatchObject({ violated: 1 });
  });

  it("sends only the id of what was deleted", async () => {
    const record = mock.store.list("products")[0] ?? {};
    await mock.sendWebhook({ topic: "products/delete", record, to });
    expect(received[0]?.body).toBe(stringify({ id: record.id ?? null }));
  });

  it("says so when nobody answers", async () => {
    await stop();
    const result = await mock.sendWebhook({ topic: "products/update", record: {}, to });
    expect(result).toMatchObject({ status: 0, ok: false });
    expect(result.answer).toMatch(/ECONNREFUSED/);
  });
});

describe("on changes", () => {
  it("tells whoever registered, through the API", async () => {
    const answer = await ask(mock, "/webhooks.json", {
      method: "POST",
      body: JSON.stringify({ webhook: { topic: "products/update", address: to, format: "json" } }),
    });
    expect(answer.status).toBe(201);
    const again = await ask(mock, "/webhooks.json", {
      method: "POST",
      body: JSON.stringify({ webhook: { topic: "products/update", address: to } }),
    });
    expect(again).toMatchObject({
      status: 422,
      body: { errors: { address: ["for this topic has already been taken"] } },
    });
    const id = textOf(mock.store.list("products")[1]?.id);
    mock.store.update("products", id, { title: "Changed" });
    mock.store.update("customers", textOf(mock.store.list("customers")[1]?.id), { note: "not registered" });
    await mock.idle();
    expect(received.map((item) => item.headers["x-shopify-topic"])).toEqual(["products/update"]);
    expect(parse(received[0]?.body ?? "")).toMatchObject({ title: "Changed" });
  });

  it("names the topic of each kind of change", async () => {
    mock.subscribe(to);
    const order = textOf(mock.store.list("orders").find((row) => row.cancelled_at === null)?.id);
    mock.store.update("orders", order, { note: "x" });
    mock.store.update("orders", order, { cancelled_at: "2026-01-01T00:00:00+01:00" });
    mock.store.create("product", { title: "New" });
    mock.store.remove("customer", textOf(mock.store.list("customers")[0]?.id));
    const level = mock.store.list("inventory")[0];
    mock.store.update("inventory", `${textOf(level?.inventory_item_id)}:${textOf(level?.location_id)}`, {
      available: 5,
    });
    await mock.idle();
    expect(received.map((item) => item.headers["x-shopify-topic"]).sort()).toEqual([
      "customers/delete",
      "inventory_levels/update",
      "orders/cancelled",
      "orders/updated",
      "orders/updated",
      "products/create",
    ]);
  });

  it("repeats what failed with the same id, and gives up after eight times", async () => {
    mock.subscribe(to, ["products/update"]);
    answers = [500, 302];
    mock.store.update("products", textOf(mock.store.list("products")[0]?.id), { title: "a" });
    await expect.poll(() => mock.deliveries.length, { timeout: 3000 }).toBe(3);
    expect(new Set(mock.deliveries.map((item) => item.deliveryId)).size).toBe(1);
    expect(mock.deliveries.map((item) => item.ok)).toEqual([false, false, true]);
  });

  it("drops a subscription that fails eight times", async () => {
    const fast = await startShopify({ records: 1, webhookRetryMs: 1 });
    await ask(fast, "/webhooks.json", {
      method: "POST",
      body: JSON.stringify({ webhook: { topic: "products/update", address: to } }),
    });
    answers = Array.from({ length: 8 }, () => 500);
    fast.store.update("products", textOf(fast.store.list("products")[0]?.id), { title: "a" });
    await expect.poll(() => fast.store.count("webhooks"), { timeout: 5000 }).toBe(0);
    expect(fast.deliveries).toHaveLength(8);
    await fast.close();
  });

  it("delivers twice when a fault says so", async () => {
    mock.subscribe(to);
    mock.faults.add({ kind: "duplicate_webhook", path: "products/*" });
    mock.store.update("products", textOf(mock.store.list("products")[0]?.id), { title: "a" });
    await mock.idle();
    expect(received).toHaveLength(2);
  });
});
