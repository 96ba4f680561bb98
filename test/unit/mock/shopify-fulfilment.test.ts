import { afterEach, beforeEach, expect, it } from "vitest";
import { objects, stringify, textOf, type Json, type JsonObject, type Row } from "../../../src/mock/json.ts";
import type { Mock } from "../../../src/mock/server.ts";
import { ask, startShopify, type Answer } from "./shop.ts";

let mock: Mock;
let order: Row;
beforeEach(async () => {
  mock = await startShopify({ records: { products: 6, customers: 4, orders: 4 } });
  const [product] = mock.store.list("products");
  const [variant] = objects(product?.variants);
  order = mock.store.create("orders", { line_items: [{ variant_id: variant?.id ?? null, quantity: 3 }] });
});
afterEach(() => mock.close());

const post = (path: string, body: Json): Promise<Answer> => ask(mock, path, { method: "POST", body: stringify(body) });
const bodyOf = (answer: Answer): JsonObject => answer.body as JsonObject;

async function open(): Promise<JsonObject> {
  const answer = await ask(mock, `/orders/${textOf(order.id)}/fulfillment_orders.json`);
  const [group] = objects(bodyOf(answer).fulfillment_orders);
  if (group === undefined) throw new Error("no fulfilment order");
  return group;
}

async function fulfil(quantity: number): Promise<Answer> {
  const group = await open();
  const [line] = objects(group.line_items);
  return post("/fulfillments.json", {
    fulfillment: {
      line_items_by_fulfillment_order: [
        { fulfillment_order_id: group.id ?? null, fulfillment_order_line_items: [{ id: line?.id ?? null, quantity }] },
      ],
      tracking_info: { number: "T-1", company: "Post" },
    },
  });
}

it("fulfils in parts, and never more than is left", async () => {
  expect((await open()).status).toBe("open");
  expect((await fulfil(1)).status).toBe(201);
  expect(await open()).toMatchObject({ status: "in_progress", line_items: [{ fulfillable_quantity: 2 }] });
  expect((await fulfil(3)).status).toBe(422);
  expect((await fulfil(2)).status).toBe(201);
  expect((await open()).status).toBe("closed");
  expect((await fulfil(1)).status).toBe(422);
  const listed = bodyOf(await ask(mock, `/orders/${textOf(order.id)}/fulfillments.json`));
  expect(objects(listed.fulfillments)).toMatchObject([
    { tracking_number: "T-1", line_items: [{ quantity: 1 }] },
    { tracking_company: "Post", line_items: [{ quantity: 2 }] },
  ]);
  expect(mock.store.get("orders", textOf(order.id))?.fulfillment_status).toBe("fulfilled");
});

it("does not take lines of the order", async () => {
  const [line] = objects(order.line_items);
  const answer = await post("/fulfillments.json", {
    fulfillment: { line_items: [{ id: line?.id ?? null, quantity: 1 }] },
  });
  expect(answer.status).toBe(422);
  expect(mock.quirks().fulfilled_in_two_steps?.violated).toBe(1);
});

it("changes the tracking, and gives back what is cancelled", async () => {
  const made = bodyOf(await fulfil(3)).fulfillment as JsonObject;
  const path = `/fulfillments/${textOf(made.id)}`;
  const changed = await post(`${path}/update_tracking.json`, { fulfillment: { tracking_info: { number: "T-2" } } });
  expect(bodyOf(changed).fulfillment).toMatchObject({ tracking_number: "T-2", tracking_company: null });
  expect((await post(`${path}/cancel.json`, {})).status).toBe(200);
  expect(await open()).toMatchObject({ status: "open", line_items: [{ fulfillable_quantity: 3 }] });
});
