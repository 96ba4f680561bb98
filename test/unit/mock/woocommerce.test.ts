import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { at, objects, stringify, textOf, type JsonObject, type Row } from "../../../src/mock/json.ts";
import type { Mock } from "../../../src/mock/server.ts";
import { ask, askWoo, startWoo, type Answer } from "./shop.ts";

let mock: Mock;
let clock = new Date("2026-07-04T10:00:00Z");
beforeAll(async () => {
  mock = await startWoo({ records: 60, seed: 3, now: () => clock });
});
beforeEach(() => {
  clock = new Date(clock.getTime() + 60_000);
  mock.resetQuirks();
});
afterAll(() => mock.close());

const send = (method: string, path: string, body: JsonObject): Promise<Answer> =>
  askWoo(mock, path, { method, body: stringify(body) });
const get = (path: string): Promise<Answer> => askWoo(mock, path);
const rows = (answer: Answer): JsonObject[] => answer.body as JsonObject[];
const object = (answer: Answer): JsonObject => answer.body as JsonObject;
const product = (test: (row: Row) => boolean): Row => {
  const found = mock.store.list("products").find(test);
  if (!found) throw new Error("no such product");
  return found;
};

describe("who may ask", () => {
  it("takes the keys as Basic credentials or in the address", async () => {
    expect((await get("/products?per_page=1")).status).toBe(200);
    const keys = `consumer_key=${mock.credentials.api_key ?? ""}&consumer_secret=${mock.credentials.consumer_secret ?? ""}`;
    expect((await ask(mock, `/products?per_page=1&${keys}`)).status).toBe(200);
  });

  it("refuses others in its own shape", async () => {
    expect(await ask(mock, "/products")).toMatchObject({
      status: 401,
      body: { code: "woocommerce_rest_cannot_view", data: { status: 401 } },
    });
    const wrong = Buffer.from(`${mock.credentials.api_key ?? ""}:cs_wrong`).toString("base64");
    expect(await ask(mock, "/products", { headers: { Authorization: `Basic ${wrong}` } })).toMatchObject({
      status: 401,
      body: { code: "woocommerce_rest_authentication_error", message: "Consumer secret is invalid." },
    });
  });

  it("gives credentials that the form accepts", () => {
    expect(mock.credentials).toMatchObject({
      shop_url: mock.origin,
      query_string_auth: "",
      plain_http: "",
      weight_unit: "kg",
    });
    expect(mock.credentials.api_key).toMatch(/^ck_[0-9a-f]{40}$/);
    expect(mock.url).toBe(`${mock.origin}/wp-json/wc/v3`);
  });

  it("answers the connection test, settings and what shops choose from", async () => {
    expect(object(await get("/settings/products/woocommerce_weight_unit")).value).toBe("kg");
    expect(rows(await get("/settings/tax")).map((item) => item.id)).toContain("woocommerce_prices_include_tax");
    expect((await get("/settings/nothing")).status).toBe(404);
    expect(rows(await get("/payment_gateways")).map((item) => item.id)).toContain("bacs");
    expect(rows(await get("/shipping_methods")).map((item) => item.id)).toContain("flat_rate");
    expect(rows(await get("/taxes"))[0]).toMatchObject({ id: 1, rate: "19.0000", country: "DE", compound: false });
    expect(await get("/nowhere")).toMatchObject({ status: 404, body: { code: "rest_no_route" } });
  });

  it("serves the pictures that it names", async () => {
    const [image] = objects(
      object(await get(`/products/${textOf(product((row) => objects(row.images).length > 0).id)}`)).images,
    );
    expect(textOf(image?.src).startsWith(`${mock.origin}/wp-content/uploads/`)).toBe(true);
    const response = await fetch(textOf(image?.src));
    expect(response.headers.get("content-type")).toBe("image/png");
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
  });
});

describe("lists", () => {
  it("has ten records unless asked, totals in headers and links both ways", async () => {
    const first = await get("/products");
    expect(rows(first)).toHaveLength(10);
    expect([first.headers.get("x-wp-total"), first.headers.get("x-wp-totalpages")]).toEqual(["60", "6"]);
    const second = await get("/products?per_page=25&page=2&orderby=id&order=asc");
    expect(second.headers.get("link")).toMatch(/<[^>]*page=1[^>]*>; rel="prev", <[^>]*page=3[^>]*>; rel="next"/);
    const ids: string[] = [];
    for (let page = 1; page <= 3; page += 1)
      ids.push(...rows(await get(`/products?per_page=25&page=${page}`)).map((row) => textOf(row.id)));
    expect(new Set(ids).size).toBe(60);
    expect(mock.quirks().pages_by_header).toMatchObject({ violated: 0 });
  });

  it("refuses a page of more than a hundred, and sees who asks behind the last", async () => {
    expect(await get("/orders?per_page=101")).toMatchObject({
      status: 400,
      body: {
        code: "rest_invalid_param",
        message: "Invalid parameter(s): per_page",
        data: { params: { per_page: "per_page must be between 1 (inclusive) and 100 (inclusive)" } },
      },
    });
    expect(rows(await get("/orders?per_page=100&page=2"))).toEqual([]);
    expect(mock.quirks()).toMatchObject({ per_page_at_most_100: { violated: 1 }, pages_by_header: { violated: 1 } });
  });

  it("compares changes in UTC only when told, strictly", async () => {
    const some = mock.store.list("orders").filter((row) => row.status !== "trash")[30];
    const local = textOf(some?.date_modified);
    const utc = textOf(some?.date_modified_gmt);
    const after = async (query: string): Promise<string[]> =>
      rows(await get(`/orders?per_page=100&${query}`)).map((row) => textOf(row.date_modified_gmt));
    const right = await after(`modified_after=${utc}&dates_are_gmt=true&orderby=id&order=asc`);
    expect(right.every((date) => date > utc)).toBe(true);
    expect(right.length).toBeGreaterThan(10);
    expect(mock.quirks()).toMatchObject({
      ...{
        modified_after_gmt: { violated: 0 },
        modified_after_naive: { violated: 0 },
        changes_in_order: { violated: 0 },
      },
    });
    expect((await after(`modified_after=${local}`)).length).toBe(right.length);
    // A zone turns the date into local time, which is hours later than the UTC it is compared with.
    expect((await after(`modified_after=${utc}Z&dates_are_gmt=true`)).length).toBeLessThanOrEqual(right.length);
    expect(mock.quirks()).toMatchObject({
      ...{
        modified_after_gmt: { violated: 1 },
        modified_after_naive: { violated: 1 },
        changes_in_order: { violated: 2 },
      },
    });
    expect(await get("/orders?modified_after=yesterday")).toMatchObject({ status: 400 });
  });

  it("ignores a change filter of customers, and says so", async () => {
    const answer = await get("/customers?per_page=100&modified_after=2030-01-01T00:00:00");
    expect(rows(answer)).toHaveLength(60);
    expect(mock.quirks().customers_without_filter).toMatchObject({ violated: 1 });
    expect(rows(await get("/customers?email=CUSTOMER3@example.com"))).toHaveLength(1);
  });

  it("hides the trash, and finds it when asked", async () => {
    const all = rows(await get("/orders?per_page=100"));
    expect(all.some((row) => row.status === "trash")).toBe(false);
    const trash = rows(await get("/orders?per_page=100&status=trash"));
    expect(all.length + trash.length).toBe(60);
  });

  it("finds products and variations by SKU", async () => {
    const variable = product((row) => row.type === "variable");
    const [variation] = mock.store.list("variations").filter((row) => row.parent_id === variable.id);
    const found = rows(await get(`/products?sku=${encodeURIComponent(textOf(variation?.sku))}`));
    expect(found).toMatchObject([{ id: variation?.id, type: "variation", parent_id: variable.id }]);
  });
});

describe("products", () => {
  it("creates, changes, trashes and deletes", async () => {
    const made = await send("POST", "/products", {
      ...{ name: "Lamp & <b>more</b>", regular_price: "19.90", sku: "LAMP-1", weight: "1.5", id: 4, price: "1" },
      ...{
        categories: [{ id: mock.store.list("categories")[0]?.id ?? 0 }],
        images: [{ src: "http://127.0.0.1/a.png" }],
      },
    });
    expect(made.status).toBe(201);
    expect(object(made)).toMatchObject({
      ...{ name: "Lamp & <b>more</b>", price: "19.90", type: "simple", status: "publish", manage_stock: false },
      date_created: clock.toISOString().slice(0, 19).replace("T10", "T12"),
      date_created_gmt: clock.toISOString().slice(0, 19),
      categories: [{ name: mock.store.list("categories")[0]?.name }],
    });
    const id = textOf(object(made).id);
    expect(object(await send("PUT", `/products/${id}`, { sale_price: "9.90" }))).toMatchObject({
      price: "9.90",
      on_sale: true,
    });
    expect(object(await askWoo(mock, `/products/${id}`, { method: "DELETE" })).status).toBe("trash");
    expect((await askWoo(mock, `/products/${id}`, { method: "DELETE" })).status).toBe(410);
    expect((await askWoo(mock, `/products/${id}?force=true`, { method: "DELETE" })).status).toBe(200);
    expect(await get(`/products/${id}`)).toMatchObject({
      status: 404,
      body: { code: "woocommerce_rest_product_invalid_id", message: "Invalid ID." },
    });
    expect((await send("PUT", `/products/${id}`, { name: "x" })).status).toBe(400);
  });

  it("refuses what is no text, a SKU twice and what is no JSON", async () => {
    expect(await send("POST", "/products", { name: false, regular_price: 19.9 })).toMatchObject({
      status: 400,
      body: {
        message: "Invalid parameter(s): name, regular_price",
        data: {
          params: { name: "name is not of type string.", regular_price: "regular_price is not of type string." },
        },
      },
    });
    expect(mock.quirks().text_is_text?.violated).toBe(2);
    const owner = product((row) => row.sku !== "" && row.type === "simple");
    expect(await send("POST", "/products", { name: "x", sku: owner.sku ?? "" })).toMatchObject({
      status: 400,
      body: { code: "product_invalid_sku", data: { resource_id: owner.id } },
    });
    expect(await askWoo(mock, "/products", { method: "POST", body: "{" })).toMatchObject({
      status: 400,
      body: { code: "rest_invalid_json" },
    });
  });

  it("keeps stock only where it is managed", async () => {
    const made = object(await send("POST", "/products", { name: "x", stock_quantity: 5 }));
    expect(made).toMatchObject({ manage_stock: false, stock_quantity: null });
    expect(mock.quirks().stock_needs_manage_stock?.violated).toBe(1);
    const path = `/products/${textOf(made.id)}`;
    expect(object(await send("PUT", path, { manage_stock: true, stock_quantity: 5 }))).toMatchObject({
      ...{ manage_stock: true, stock_quantity: 5, stock_status: "instock" },
    });
    expect((await send("PUT", path, { stock_quantity: 1.5 })).status).toBe(400);
    expect(object(await send("PUT", path, { stock_quantity: -2 }))).toMatchObject({
      stock_quantity: -2,
      stock_status: "outofstock",
    });
  });

  it("makes variations below a variable product, matched by attribute", async () => {
    const made = object(
      await send("POST", "/products", {
        ...{ name: "Shirt", type: "variable", sku: "SHIRT" },
        attributes: [
          { id: 1, variation: true, options: ["S", "M"] },
          { name: "Fit", variation: true, options: ["slim", "wide"] },
        ],
      }),
    );
    const path = `/products/${textOf(made.id)}`;
    const answer = await send("POST", `${path}/variations`, {
      ...{ regular_price: "12.50", sku: "SHIRT-S" },
      attributes: [
        { name: "fit", option: "slim" },
        { id: 1, option: "S" },
      ],
    });
    expect(answer.status).toBe(201);
    expect(object(answer)).toMatchObject({
      price: "12.50",
      attributes: [
        { name: "Fit", option: "slim" },
        { id: 1, name: "Size", option: "S" },
      ],
    });
    const id = textOf(object(answer).id);
    const any = object(await send("POST", `${path}/variations`, { attributes: [{ id: 1, option: "M" }] }));
    // Without a SKU of its own it shows the product's.
    expect(any).toMatchObject({ sku: "SHIRT", attributes: [{ option: "M" }] });
    expect(object(await get(path))).toMatchObject({ variations: [Number(id), any.id], price: "12.50" });
    expect(await send("PUT", `${path}/variations/${textOf(any.id)}`, { sku: "SHIRT" })).toMatchObject({
      status: 400,
      body: { code: "product_invalid_sku", data: { resource_id: made.id } },
    });
    expect(await send("PUT", `/products/${id}`, { regular_price: "1" })).toMatchObject({ status: 404 });
    expect(mock.quirks()).toMatchObject({
      ...{
        inherited_sku: { violated: 1 },
        variation_address: { violated: 1 },
        variation_options_listed: { violated: 0 },
      },
    });
    await send("POST", `${path}/variations`, { attributes: [{ id: 1, option: "XXL" }] });
    await send("PUT", path, { attributes: [{ id: 1, variation: true, options: ["S", "M"] }] });
    expect(mock.quirks()).toMatchObject({
      variation_options_listed: { violated: 1 },
      attributes_kept: { violated: 1 },
    });
    expect((await askWoo(mock, `${path}/variations/${id}`, { method: "DELETE" })).status).toBe(501);
    expect((await askWoo(mock, `${path}/variations/${id}?force=true`, { method: "DELETE" })).status).toBe(200);
    expect(object(await get(path)).variations).not.toContain(Number(id));
  });

  it("shows the product's stock on variations that have none", async () => {
    const shared = product((row) => row.type === "variable" && row.manage_stock === true);
    const path = `/products/${textOf(shared.id)}`;
    await send("PUT", path, { stock_quantity: 77 });
    const variations = rows(await get(`${path}/variations`));
    expect(variations.map((row) => [row.manage_stock, row.stock_quantity])).toEqual(
      variations.map(() => ["parent", 77]),
    );
    const changed = object(
      await send("PUT", `${path}/variations/${textOf(variations[0]?.id)}`, { manage_stock: true, stock_quantity: 3 }),
    );
    expect(changed).toMatchObject({ manage_stock: true, stock_quantity: 3 });
  });

  it("does a hundred at once, each with its own answer", async () => {
    const [owner] = mock.store.list("products");
    const answer = await send("POST", "/products/batch", {
      create: [{ name: "A" }, { name: "B", sku: owner?.sku ?? "" }],
      update: [{ id: owner?.id ?? 0, name: "C" }],
      delete: [999_999],
    });
    expect(object(answer)).toMatchObject({
      create: [{ name: "A" }, { error: { code: "product_invalid_sku" } }],
      update: [{ name: "C" }],
      delete: [{ error: { code: "woocommerce_rest_product_invalid_id" } }],
    });
    const many = { create: Array.from({ length: 101 }, () => ({ name: "x" })) };
    expect((await send("POST", "/products/batch", many)).status).toBe(413);
  });
});

describe("customers", () => {
  it("needs an e-mail of its own, and keeps every blank", async () => {
    const made = await send("POST", "/customers", {
      email: "Nadia@example.com",
      first_name: "Nadia",
      billing: { city: "Köln" },
    });
    expect(made.status).toBe(201);
    expect(object(made)).toMatchObject({
      billing: { city: "Köln", company: "", country: "" },
      shipping: { first_name: "", phone: "" },
    });
    const cases: [JsonObject, string][] = [
      [{ first_name: "x" }, "rest_missing_callback_param"],
      [{ email: "no-at" }, "rest_invalid_param"],
      [{ email: "nadia@EXAMPLE.com" }, "registration-error-email-exists"],
      [{ email: "a@example.com", billing: { email: "" } }, "rest_invalid_param"],
      [{ email: "a@example.com", billing: { phone: false } }, "rest_invalid_param"],
    ];
    for (const [body, code] of cases) {
      expect(await send("POST", "/customers", body)).toMatchObject({ status: 400, body: { code } });
    }
    const path = `/customers/${textOf(object(made).id)}`;
    const changed = object(await send("PUT", path, { billing: { phone: "1" } }));
    expect(changed).toMatchObject({ billing: { city: "Köln", phone: "1" } });
    expect((await askWoo(mock, path, { method: "DELETE" })).status).toBe(501);
    expect((await askWoo(mock, `${path}?force=true`, { method: "DELETE" })).status).toBe(200);
    expect(await get(path)).toMatchObject({ status: 404, body: { code: "woocommerce_rest_invalid_id" } });
  });
});

describe("orders", () => {
  it("computes a new one, and takes notes of it", async () => {
    const simple = product((row) => row.type === "simple" && row.price !== "");
    const answer = await send("POST", "/orders", {
      ...{ set_paid: true, billing: { first_name: "A", email: "a@example.com" } },
      line_items: [{ product_id: simple.id ?? 0, quantity: 2 }],
      shipping_lines: [{ method_id: "flat_rate", method_title: "Flat", total: "10.00" }],
    });
    expect(answer.status).toBe(201);
    const order = object(answer);
    expect(order).toMatchObject({
      status: "processing",
      customer_id: 0,
      shipping_total: "10.00",
      shipping_tax: "1.90",
    });
    const path = `/orders/${textOf(order.id)}`;
    expect((await send("POST", `${path}/notes`, { note: "Packed" })).status).toBe(201);
    expect(rows(await get(`${path}/notes`))).toMatchObject([{ note: "Packed", customer_note: false }]);
    expect(object(await send("PUT", path, { status: "completed" })).date_completed).not.toBeNull();
    expect((await send("PUT", path, { status: "gone" })).status).toBe(400);
    expect((await send("POST", "/orders", { customer_id: 987_654 })).status).toBe(400);
  });

  it("refunds what a client says of lines and shipping, an amount alone, and all that is left", async () => {
    const simple = product((row) => row.type === "simple" && row.price !== "");
    const answer = await send("POST", "/orders", {
      line_items: [{ product_id: simple.id ?? 0, quantity: 2, total: "20.00" }],
      shipping_lines: [{ method_id: "flat_rate", method_title: "Flat", total: "10.00" }],
    });
    const order = object(answer);
    const path = `/orders/${textOf(order.id)}`;
    const [line] = objects(order.line_items);
    const [shipping] = objects(order.shipping_lines);
    const tax = (refund_total: number): JsonObject[] => [{ id: 1, refund_total }];
    // Without an amount it is what the items come to.
    const first = await send("POST", `${path}/refunds`, {
      reason: "Scratched",
      line_items: [
        { id: line?.id ?? 0, quantity: 1, refund_total: 10, refund_tax: tax(1.9) },
        { id: shipping?.id ?? 0, refund_total: 2.5, refund_tax: tax(0.48) },
      ],
    });
    expect(first.status).toBe(201);
    expect(object(first)).toMatchObject({
      amount: "14.88",
      line_items: [{ quantity: -1, total: "-10.00", total_tax: "-1.90", meta_data: [{ value: textOf(line?.id) }] }],
      shipping_lines: [
        { total: "-2.50", total_tax: "-0.48", meta_data: [{ key: "_refunded_item_id", value: textOf(shipping?.id) }] },
      ],
      fee_lines: [],
    });
    expect((await send("POST", `${path}/refunds`, { amount: "1.00" })).status).toBe(201);
    expect((await send("POST", `${path}/refunds`, { amount: "9999.00" })).status).toBe(500);
    expect((await send("POST", `${path}/refunds`, { amount: "-1.00" })).status).toBe(400);
    expect(object(await send("PUT", path, { status: "refunded" })).status).toBe("refunded");
    const left = (Number(order.total) - 15.88).toFixed(2);
    expect(object(await get(path)).refunds).toMatchObject([
      { total: "-14.88" },
      { total: "-1.00" },
      { total: `-${left}` },
    ]);
    expect(rows(await get(`${path}/refunds`)).map((row) => row.amount)).toEqual([left, "1.00", "14.88"]);
    expect(rows(await get(`${path}/refunds?per_page=2&page=2&orderby=id&order=asc`))).toMatchObject([
      { amount: left, reason: "Order fully refunded.", line_items: [] },
    ]);
    expect(mock.quirks().refunds_newest_first).toMatchObject({ exercised: 1, violated: 0 });
    await get(`${path}/refunds?per_page=2&page=2`);
    expect(mock.quirks().refunds_newest_first).toMatchObject({ violated: 1 });
  });

  it("computes the taxes of net amounts anew, and keeps their fractions", async () => {
    const simple = product((row) => row.type === "simple" && row.price !== "" && row.tax_class === "");
    const line = { product_id: simple.id ?? 0, quantity: 3, subtotal: "25.184874", total: "21.407143", total_tax: "9" };
    const answer = await send("POST", "/orders", {
      ...{ line_items: [{ ...line, variation_id: 0 }], meta_data: [{ key: "odoo_order", value: "S00042" }] },
      shipping_lines: [{ method_id: "other", method_title: "Post", total: "4.193277" }],
    });
    expect(answer.status).toBe(201);
    const order = object(answer);
    expect(order).toMatchObject({ prices_include_tax: true, total: "30.47", total_tax: "4.87", shipping_tax: "0.80" });
    expect(objects(order.line_items)).toMatchObject([{ subtotal: "25.18", total: "21.41", total_tax: "4.07" }]);
    expect(objects(order.meta_data)).toMatchObject([{ key: "odoo_order", value: "S00042" }]);
    expect(object(await send("POST", "/orders", { shipping_lines: [{ total: "1.00" }] }))).toMatchObject({
      code: "woocommerce_rest_invalid_shipping_item",
    });
  });

  it("goes to the trash and comes back", async () => {
    const [order] = mock.store.list("orders");
    const path = `/orders/${textOf(order?.id)}`;
    expect(object(await askWoo(mock, path, { method: "DELETE" })).status).toBe("trash");
    expect(object(await get(path)).status).toBe("trash");
    expect(object(await send("PUT", path, { status: "processing" })).status).toBe("processing");
  });
});

describe("webhooks", () => {
  interface Heard {
    headers: IncomingHttpHeaders;
    body: string;
  }
  /** A receiver that answers with the statuses given, then with 200. */
  async function receiver(...statuses: number[]): Promise<{ url: string; heard: Heard[]; close: () => void }> {
    const heard: Heard[] = [];
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (part: Buffer) => (body += part.toString("utf8")));
      request.on("end", () => {
        heard.push({ headers: request.headers, body });
        response.writeHead(statuses.shift() ?? 200).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
      heard,
      close: () => void server.close(),
    };
  }

  it("pings before it answers, then delivers signed changes with its own secret", async () => {
    const target = await receiver();
    const made = await send("POST", "/webhooks", {
      ...{ name: "Odoo", topic: "product.updated", delivery_url: target.url, secret: "s3cret", status: "active" },
    });
    expect(made.status).toBe(201);
    expect(object(made)).toMatchObject({ status: "active", resource: "product", event: "updated" });
    expect(stringify(object(made))).not.toContain("s3cret");
    const id = textOf(object(made).id);
    expect(target.heard).toHaveLength(1);
    expect(target.heard[0]).toMatchObject({
      body: `webhook_id=${id}`,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
    expect(Object.keys(target.heard[0]?.headers ?? {}).some((name) => name.startsWith("x-wc-"))).toBe(false);
    const simple = product((row) => row.type === "simple");
    const variation = mock.store.list("variations")[0];
    mock.store.update("products", textOf(simple.id), { name: "Über 👍" });
    mock.store.update("variations", textOf(variation?.id), { description: "new" });
    await mock.idle();
    expect(target.heard).toHaveLength(3);
    const [, first, second] = target.heard;
    expect(first?.headers).toMatchObject({
      "x-wc-webhook-topic": "product.updated",
      "x-wc-webhook-resource": "product",
      "x-wc-webhook-event": "updated",
      "x-wc-webhook-id": id,
      "x-wc-webhook-source": `${mock.origin}/`,
      "x-wc-webhook-signature": createHmac("sha256", "s3cret")
        .update(first?.body ?? "")
        .digest("base64"),
    });
    expect(first?.body).toContain("Über 👍");
    expect(target.heard.slice(1).map((item) => at(JSON.parse(item.body) as JsonObject, "type"))).toContain("variation");
    // Both in one second share their id, a hash of webhook and second.
    const ids = [first, second].map((item) => item?.headers["x-wc-webhook-delivery-id"]);
    const seconds = [0, 1, 2].map((ago) => Math.floor(Date.now() / 1000) - ago);
    for (const value of ids) {
      expect(seconds.map((one) => createHash("md5").update(`${id}${one}`).digest("hex"))).toContain(value);
    }
    expect(mock.quirks()).toMatchObject({ webhook_ping: { violated: 0 }, variation_webhook: { exercised: 1 } });
    expect((await askWoo(mock, `/webhooks/${id}`, { method: "DELETE" })).status).toBe(501);
    expect((await askWoo(mock, `/webhooks/${id}?force=true`, { method: "DELETE" })).status).toBe(200);
    target.close();
  });

  it("stays silent where the ping failed", async () => {
    const target = await receiver(404);
    const made = await send("POST", "/webhooks", { topic: "order.updated", delivery_url: target.url, secret: "a&b" });
    expect(mock.store.get("webhooks", textOf(object(made).id))?.status).toBe("disabled");
    expect(mock.quirks()).toMatchObject({ webhook_ping: { violated: 1 }, webhook_secret_plain: { violated: 1 } });
    target.close();
  });

  it("never repeats a delivery, and gives up after six failures", async () => {
    const target = await receiver(200, ...Array.from({ length: 20 }, () => 500));
    const made = await send("POST", "/webhooks", { topic: "customer.updated", delivery_url: target.url });
    const [customer] = mock.store.list("customers");
    for (let turn = 0; turn < 8; turn += 1) {
      mock.store.update("customers", textOf(customer?.id), { first_name: `Turn ${turn}` });
      await mock.idle();
    }
    expect(target.heard).toHaveLength(1 + 6);
    expect(mock.store.get("webhooks", textOf(object(made).id))?.status).toBe("disabled");
    target.close();
  });

  it("tells of the trash, not of what is gone for good", async () => {
    const target = await receiver();
    for (const topic of ["order.deleted", "order.restored", "order.created"])
      await send("POST", "/webhooks", { topic, delivery_url: target.url });
    target.heard.length = 0;
    const order = mock.store.create("orders", {});
    const id = textOf(order.id);
    mock.store.update("orders", id, { status: "trash" });
    await mock.idle();
    mock.store.update("orders", id, { status: "processing" });
    await mock.idle();
    await askWoo(mock, `/orders/${id}?force=true`, { method: "DELETE" });
    await mock.idle();
    const heard = target.heard.map((item) => item.headers["x-wc-webhook-topic"]);
    expect(heard.sort()).toEqual(["order.created", "order.deleted", "order.restored"]);
    const deleted = target.heard.find((item) => item.headers["x-wc-webhook-topic"] === "order.deleted");
    expect(deleted?.body).toBe(`{"id":${id}}`);
    target.close();
  });

  it("refuses topics and addresses that are none", async () => {
    expect(
      await send("POST", "/webhooks", { topic: "order.exploded", delivery_url: "http://127.0.0.1:1/" }),
    ).toMatchObject({
      ...{ status: 400, body: { code: "woocommerce_rest_shop_webhook_invalid_topic" } },
    });
    expect(await send("POST", "/webhooks", { topic: "order.created", delivery_url: "ftp://x" })).toMatchObject({
      ...{ status: 400, body: { code: "woocommerce_rest_shop_webhook_invalid_delivery_url" } },
    });
  });
});
