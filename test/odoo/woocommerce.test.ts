/**
 * The second preset, whole: what Shopify's test proves, against a server that behaves like WooCommerce and is unlike
 * Shopify in nearly everything: signed requests, page numbers, net totals, variations by requests of their own, stock
 * as a product's value, no change filter for customers, local times, an unsigned ping before signed deliveries.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { Lab, LabDatabase, LabServer, OdooClient } from "../../src/lab/index.ts";
import { OdooError } from "../../src/lab/index.ts";
import { at, objects, textOf, type JsonObject, type Row } from "../../src/mock/json.ts";
import { startMock, type Mock } from "../../src/mock/server.ts";
import {
  drain,
  expectCleanLog,
  expectGone,
  exportRecords,
  forPeople,
  generateShop,
  labOrSkip,
  scratch,
} from "./support.ts";

const ADDON = "woocommerce_connector";
/** So that every list has at least three pages. */
const PAGE = 20;
const RECORDS = { products: 60, customers: 60, orders: 78 };

interface Binding {
  id: number;
  external_id: string;
  odoo_id: [number, string];
}
interface DeadLetter {
  external_id: string;
  entity: string;
  state: string;
  error: string;
}

const lab: Lab | undefined = await labOrSkip();

describe.skipIf(!lab)("a generated WooCommerce connector in a real Odoo", () => {
  let folder: Awaited<ReturnType<typeof scratch>>;
  let mock: Mock;
  let database: LabDatabase;
  let server: LabServer;
  let odoo: OdooClient;
  let backend: number;
  const cleanUps: (() => Promise<void>)[] = [];

  const count = (model: string, domain: unknown[] = []): Promise<number> =>
    odoo.call<number>(model, "search_count", [domain]);
  const bindings = (model: string): Promise<Binding[]> =>
    odoo.searchRead<Binding>(model, [["backend_id", "=", backend]], ["external_id", "odoo_id"], {
      context: { active_test: false },
    });
  const bound = async (model: string, id: unknown): Promise<number> => {
    const found = (await bindings(model)).find((binding) => binding.external_id === textOf(id as string));
    if (!found) throw new Error(`${model} ${textOf(id as string)} is not bound`);
    return found.odoo_id[0];
  };
  const deadLetters = (): Promise<DeadLetter[]> =>
    odoo.searchRead<DeadLetter>("generic.dead.letter", [], ["external_id", "entity", "state", "error"]);
  const sync = async (...entities: string[]): Promise<void> => {
    for (const entity of entities) {
      await odoo.call("woocommerce.backend", `sync_${entity}`, [[backend]]);
      await drain(odoo);
    }
  };
  const remote = (collection: string): readonly Row[] => mock.store.list(collection);
  /** What the API lists: nothing of the trash. */
  const listed = (collection: string): Row[] => remote(collection).filter((row) => row.status !== "trash");
  const said = async (call: Promise<unknown>): Promise<string> => {
    try {
      return JSON.stringify(await call);
    } catch (error) {
      if (!(error instanceof OdooError)) throw error;
      return error.message;
    }
  };

  beforeAll(async () => {
    if (!lab) return;
    cleanUps.push(() => lab.close());
    folder = await scratch();
    cleanUps.push(folder.remove);
    await generateShop(lab, folder.path, "woocommerce");
    const spec: unknown = parseYaml(await readFile(join(folder.path, ADDON, "connector.yaml"), "utf8"));
    mock = await startMock({ spec, records: RECORDS, seed: 7 });
    cleanUps.push(() => mock.close());
    database = await lab.createDatabase({ modules: [ADDON], addonsPaths: [folder.path] });
    server = await lab.startServer({ database, addonsPaths: [folder.path], workers: 2, channels: "root:2" });
    cleanUps.push(() => server.stop());
    odoo = await server.client();
    // As shops of WooCommerce round their taxes: line by line.
    const companies = await odoo.call<number[]>("res.company", "search", [[]]);
    await odoo.call("res.company", "write", [companies, { tax_calculation_rounding_method: "round_per_line" }]);
    backend = await odoo.call<number>("woocommerce.backend", "create", [
      {
        ...mock.credentials,
        name: "Test shop",
        base_url: mock.url,
        page_size: PAGE,
        image_hosts: new URL(mock.origin).host,
      },
    ]);
  });

  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  test("installs without a WARNING or an ERROR", () => {
    expectCleanLog(database.problems);
  });

  test("tests its connection in every way to authenticate, and says clearly when the secret is wrong", async () => {
    const connection = (): Promise<string> =>
      said(odoo.call("woocommerce.backend", "action_test_connection", [[backend]]));
    const secret = mock.credentials.consumer_secret ?? "";
    for (const [way, inAddress] of [
      [{}, false],
      [{ query_string_auth: true }, true],
      [{ query_string_auth: false, plain_http: true }, false],
    ] as const) {
      await odoo.call("woocommerce.backend", "write", [[backend], way]);
      expect(await connection()).toContain("success");
      expect(mock.requests.at(-1)?.url.includes(secret)).toBe(inAddress);
    }
    expect(mock.requests.at(-1)?.query.oauth_signature).toBeDefined();
    for (const way of [{ consumer_secret: "cs_wrong-one" }, { plain_http: false }]) {
      await odoo.call("woocommerce.backend", "write", [[backend], way]);
      const answer = await connection();
      expect(answer).toMatch(/401|signature|secret is invalid/i);
      expect(answer).not.toContain("cs_wrong-one");
    }
    await odoo.call("woocommerce.backend", "write", [[backend], { consumer_secret: secret }]);
    expect(await connection()).toContain("success");
    mock.resetQuirks();
  });

  test("imports customers, products, stock and orders over at least three pages each", async () => {
    await odoo.call("woocommerce.backend", "action_sync_all", [[backend]]);
    await drain(odoo);
    expect(await deadLetters()).toEqual([]);
    for (const [collection, model] of [
      ["customers", "woocommerce.res.partner"],
      ["products", "woocommerce.product.template"],
      ["orders", "woocommerce.sale.order"],
    ] as const) {
      const pages = mock.requests.filter((request) => request.path === `/${collection}` && request.status === 200);
      expect(pages.length).toBeGreaterThanOrEqual(3);
      expect((await bindings(model)).map((binding) => binding.external_id).sort()).toEqual(
        listed(collection)
          .map((row) => textOf(row.id))
          .sort(),
      );
    }
  });

  test("imports variations as variants with their SKU and price, and no variant that the shop does not have", async () => {
    const variants = await odoo.searchRead<
      Binding & { default_code: string | false; external_price: number; weight: number }
    >("woocommerce.product.product", [], ["external_id", "odoo_id", "default_code", "weight"], {
      context: { active_test: false },
    });
    const known = new Map(variants.map((variant) => [variant.external_id, variant]));
    expect([...known.keys()].sort()).toEqual(
      remote("variations")
        .map((row) => textOf(row.id))
        .sort(),
    );
    const wrong: string[] = [];
    for (const row of remote("variations")) {
      const variant = known.get(textOf(row.id));
      const sku = textOf(variant?.default_code).replace(/^false$/, "");
      // A variation without a SKU shows its product's: it still has none.
      const shown = textOf(mock.store.get("products", textOf(row.parent_id))?.sku);
      const wanted = textOf(row.sku) === shown ? "" : textOf(row.sku);
      if (sku !== wanted) wrong.push(`${textOf(row.id)}: SKU ${sku} instead of ${wanted}`);
      if (Math.abs((variant?.weight ?? 0) - Number(row.weight)) > 0.0051)
        wrong.push(`${textOf(row.id)}: weight ${variant?.weight ?? "none"} instead of ${textOf(row.weight)}`);
    }
    expect(wrong).toEqual([]);
    const templates = await odoo.searchRead<{ id: number; product_variant_ids: number[] }>(
      "product.template",
      [["woocommerce_bind_ids", "!=", false]],
      ["product_variant_ids"],
    );
    const sold = new Set(variants.map((variant) => variant.odoo_id[0]));
    const several = templates.filter((template) => template.product_variant_ids.length > 1);
    expect(several.length).toBeGreaterThan(0);
    expect(several.flatMap((template) => template.product_variant_ids).filter((id) => !sold.has(id))).toEqual([]);
    // What a product only shows is nothing to choose.
    expect(await count("product.attribute", [["name", "=", "Care"]])).toBe(0);
  });

  test("stock comes in where the shop keeps it, of products and of variations", async () => {
    const levels = await bindings("woocommerce.stock.level");
    const kept = [...listed("products"), ...remote("variations")].filter((row) => row.manage_stock === true);
    const quantities = new Map(
      (
        await odoo.call<{ id: number; qty_available: number }[]>("product.product", "read", [
          levels.map((level) => level.odoo_id[0]),
          ["qty_available"],
        ])
      ).map((product) => [product.id, product.qty_available]),
    );
    const byId = new Map(levels.map((level) => [level.external_id.split(":").at(-1) ?? "", level]));
    const wrong: string[] = [];
    let compared = 0;
    for (const row of kept) {
      // The stock of all variations together is no variant's.
      if (row.type === "variable") continue;
      const level = byId.get(textOf(row.id));
      const quantity = level ? quantities.get(level.odoo_id[0]) : undefined;
      compared += 1;
      if (quantity !== Number(row.stock_quantity))
        wrong.push(
          `${textOf(row.id)} (${textOf(row.status)}): ${quantity ?? "no level"} instead of ${textOf(row.stock_quantity)}`,
        );
    }
    expect(wrong).toEqual([]);
    expect(compared).toBeGreaterThan(50);
  });

  test("orders equal the remote ones to the cent, in lines, taxes and total", async () => {
    const orders = await bindings("woocommerce.sale.order");
    const fields = [
      "amount_total",
      "amount_tax",
      "currency_id",
      "date_order",
      "state",
      "partner_id",
      "partner_shipping_id",
    ];
    interface Order {
      id: number;
      amount_total: number;
      amount_tax: number;
      currency_id: [number, string];
      date_order: string;
      state: string;
      partner_id: [number, string];
      partner_shipping_id: [number, string];
    }
    const read = new Map(
      (await odoo.call<Order[]>("sale.order", "read", [orders.map((order) => order.odoo_id[0]), fields])).map(
        (order) => [order.id, order],
      ),
    );
    const byId = new Map(orders.map((order) => [order.external_id, read.get(order.odoo_id[0])]));
    const lines = await odoo.searchRead<{ external_id: string; product_uom_qty: number }>(
      "woocommerce.sale.order.line",
      [],
      ["external_id", "product_uom_qty"],
    );
    const quantity = new Map(lines.map((line) => [line.external_id, line.product_uom_qty]));
    const wrong: string[] = [];
    for (const row of listed("orders")) {
      const id = textOf(row.id);
      const order = byId.get(id);
      if (!order) {
        wrong.push(`${id}: not imported`);
        continue;
      }
      if (Math.abs(order.amount_total - Number(row.total)) > 0.004)
        wrong.push(`${id}: total ${order.amount_total}, WooCommerce says ${textOf(row.total)}`);
      if (Math.abs(order.amount_tax - Number(row.total_tax)) > 0.004)
        wrong.push(`${id}: tax ${order.amount_tax}, WooCommerce says ${textOf(row.total_tax)}`);
      if (order.currency_id[1] !== row.currency) wrong.push(`${id}: currency ${order.currency_id[1]}`);
      // UTC, not the shop's own time.
      if (order.date_order !== textOf(row.date_created_gmt).replace("T", " "))
        wrong.push(`${id}: ordered at ${order.date_order} instead of ${textOf(row.date_created_gmt)}`);
      if (["cancelled", "refunded"].includes(textOf(row.status)) !== (order.state === "cancel"))
        wrong.push(`${id}: ${order.state} for ${textOf(row.status)}`);
      const blank = Object.values(row.shipping as JsonObject).every((value) => value === "");
      const addressed = order.partner_shipping_id[0] !== order.partner_id[0];
      if (!blank && !addressed && row.customer_id === 0) wrong.push(`${id}: delivered to the customer's own address`);
      for (const line of objects(row.line_items)) {
        if (quantity.get(textOf(line.id)) !== Number(line.quantity))
          wrong.push(`${id}: line ${textOf(line.id)} has quantity ${quantity.get(textOf(line.id)) ?? "none"}`);
      }
    }
    expect(wrong).toEqual([]);
    // Guests with an e-mail are contacts of their own, found again by it.
    const [guest] = remote("orders").filter((row) => row.customer_id === 0);
    expect(await count("res.partner", [["email", "=", textOf(at(guest, "billing.email"))]])).toBe(1);
  });

  test("met every documented quirk of WooCommerce and ignored none", () => {
    expect(Object.entries(mock.quirks()).filter(([, state]) => state.violated > 0)).toEqual([]);
    const met = Object.entries(mock.quirks())
      .filter(([, state]) => state.exercised > 0)
      .map(([name]) => name);
    expect(met).toEqual(
      expect.arrayContaining([
        ...["any_variation", "inherited_sku", "parent_stock", "shown_attribute", "never_modified_null", "trash_hidden"],
        ...["guest_customer_zero", "deleted_product_zero", "empty_addresses", "totals_without_tax", "pages_by_header"],
      ]),
    );
  });

  test("a second import creates nothing", async () => {
    const models = [
      "res.partner",
      "product.template",
      "product.product",
      "sale.order",
      "sale.order.line",
      // Odoo merges quants when it likes; a level that is set anew is a move.
      "stock.move",
    ];
    const counts = (): Promise<number[]> =>
      Promise.all(
        models.map((model) => odoo.call<number>(model, "search_count", [[]], { context: { active_test: false } })),
      );
    const before = await counts();
    await sync("customers", "products", "inventory", "orders");
    expect(await counts()).toEqual(before);
    expect(await deadLetters()).toEqual([]);
  });

  test("remote changes arrive: a name, a variation's price through its product, a customer by the full scan", async () => {
    const product = listed("products").find((row) => row.type === "simple");
    const variation = remote("variations")[0];
    const customer = remote("customers")[0];
    mock.store.update("products", textOf(product?.id), { name: "Renamed far away" });
    mock.store.update("variations", textOf(variation?.id), { weight: "7.5" });
    mock.store.update("customers", textOf(customer?.id), { first_name: "Renée", last_name: "Changée" });
    await sync("customers", "products");
    const name = async (model: string, id: number, field = "name"): Promise<unknown> =>
      (await odoo.call<Record<string, unknown>[]>(model, "read", [[id], [field]]))[0]?.[field];
    expect(await name("product.template", await bound("woocommerce.product.template", product?.id))).toBe(
      "Renamed far away",
    );
    expect(await name("product.product", await bound("woocommerce.product.product", variation?.id), "weight")).toBe(
      7.5,
    );
    expect(await name("res.partner", await bound("woocommerce.res.partner", customer?.id))).toBe("Renée Changée");
  });

  test("a bad hour costs nothing: 429, 500 and a cut answer, and every change comes in", async () => {
    for (const row of listed("products"))
      mock.store.update("products", textOf(row.id), { short_description: "After the storm" });
    mock.faults.add(
      { kind: "status", status: 429, retryAfter: 1, path: "/products", times: 2 },
      { kind: "status", status: 500, path: "/products", after: 3, times: 1 },
      { kind: "cut", path: "/products", after: 4, times: 1 },
      { kind: "status", status: 503, path: "/products/*/variations", after: 2, times: 2 },
    );
    await sync("products");
    expect(mock.faults.list().map((fault) => fault.hits)).toEqual([2, 1, 1, 2]);
    mock.faults.clear();
    expect(
      await count("product.template", [
        ["description_sale", "=", "After the storm"],
        ["active", "in", [true, false]],
      ]),
    ).toBe(listed("products").length);
    expect((await deadLetters()).filter((letter) => letter.state === "open")).toEqual([]);
  });

  test("Export to Connectors creates a customer remotely once, and updates it the second time", async () => {
    const email = "nadia.export@example.com";
    const partner = await odoo.call<number>("res.partner", "create", [{ name: "Nadia Export", email, city: "Köln" }]);
    const created = (): Row[] => remote("customers").filter((row) => row.email === email);
    expect(await exportRecords(odoo, "res.partner", [partner])).toMatchObject({
      ...{ exported_count: 1, created_count: 1, error_count: 0 },
    });
    expect(created()).toHaveLength(1);
    await odoo.call("res.partner", "write", [[partner], { phone: "+4930901820" }]);
    expect(await exportRecords(odoo, "res.partner", [partner])).toMatchObject({
      ...{ exported_count: 1, created_count: 0, error_count: 0 },
    });
    expect(created()).toHaveLength(1);
    expect(at(created()[0], "billing.phone")).toBe("+4930901820");
    expect(at(created()[0], "billing.city")).toBe("Köln");
  });

  test("Export to Connectors creates a product, and one with its variations, and updates them", async () => {
    const product = await odoo.call<number>("product.template", "create", [
      { name: "Made in Odoo", default_code: "MADE-IN-ODOO", list_price: 12.5, weight: 0.25 },
    ]);
    const attribute = await odoo.call<number>("product.attribute", "create", [
      {
        name: "Fit",
        create_variant: "always",
        value_ids: [
          [0, 0, { name: "slim" }],
          [0, 0, { name: "wide" }],
        ],
      },
    ]);
    const values = await odoo.call<number[]>("product.attribute.value", "search", [[["attribute_id", "=", attribute]]]);
    const varied = await odoo.call<number>("product.template", "create", [
      {
        name: "Varied in Odoo",
        list_price: 20,
        attribute_line_ids: [[0, 0, { attribute_id: attribute, value_ids: [[6, 0, values]] }]],
      },
    ]);
    const variants = await odoo.searchRead<{ id: number }>(
      "product.product",
      [["product_tmpl_id", "=", varied]],
      ["id"],
    );
    for (const [index, variant] of variants.entries())
      await odoo.call("product.product", "write", [[variant.id], { default_code: `VARIED-${index + 1}` }]);
    expect(await exportRecords(odoo, "product.template", [product, varied])).toMatchObject({
      exported_count: 2,
      error_count: 0,
    });
    const named = (name: string): Row[] => remote("products").filter((row) => row.name === name);
    expect(named("Made in Odoo")).toMatchObject([
      { type: "simple", sku: "MADE-IN-ODOO", regular_price: "12.50", weight: "0.25" },
    ]);
    const [shirt] = named("Varied in Odoo");
    expect(shirt).toMatchObject({
      type: "variable",
      attributes: [{ name: "Fit", variation: true, options: ["slim", "wide"] }],
    });
    const made = (): Row[] =>
      remote("variations")
        .filter((row) => row.parent_id === shirt?.id)
        .sort((a, b) => textOf(a.sku).localeCompare(textOf(b.sku)));
    expect(made().map((row) => [row.sku, at(row, "attributes[].option"), Number(row.regular_price)])).toEqual([
      ["VARIED-1", "slim", 20],
      ["VARIED-2", "wide", 20],
    ]);
    await odoo.call("product.template", "write", [[product, varied], { name: "Renamed in Odoo" }]);
    await exportRecords(odoo, "product.template", [product, varied]);
    expect(named("Renamed in Odoo").map((row) => row.id)).toHaveLength(2);
    expect(made()).toHaveLength(2);
  });

  test("exports a changed quantity, of a product and of a variation", async () => {
    const simple = listed("products").find(
      (row) => row.type === "simple" && row.manage_stock === true && row.status === "publish",
    );
    const variation = remote("variations").find((row) => row.manage_stock === true);
    const [warehouse] = await odoo.searchRead<{ lot_stock_id: [number, string] }>(
      "stock.warehouse",
      [],
      ["lot_stock_id"],
      {
        limit: 1,
      },
    );
    const levels = await bindings("woocommerce.stock.level");
    for (const [row, quantity] of [
      [simple, 4321],
      [variation, 1234],
    ] as const) {
      const level = levels.find((one) => one.external_id.split(":").at(-1) === textOf(row?.id));
      const quant = await odoo.call<number>(
        "stock.quant",
        "create",
        [{ product_id: level?.odoo_id[0], location_id: warehouse?.lot_stock_id[0], inventory_quantity: quantity }],
        { context: { inventory_mode: true } },
      );
      await odoo.call("stock.quant", "action_apply_inventory", [[quant]]);
      expect(await exportRecords(odoo, "stock.quant", [quant])).toMatchObject({ error_count: 0 });
    }
    expect(mock.store.get("products", textOf(simple?.id))?.stock_quantity).toBe(4321);
    expect(mock.store.get("variations", textOf(variation?.id))?.stock_quantity).toBe(1234);
  });

  /** A confirmed order of Odoo: lines of [product, quantity, price, discount, taxes]. */
  const confirmed = async (
    partner: number,
    lines: readonly (readonly [number, number, number, number, number | undefined])[],
  ): Promise<number> => {
    const taxField = ["18.0", "17.0", "16.0"].includes(lab?.series ?? "") ? "tax_id" : "tax_ids";
    const order_line = lines.map(([product_id, product_uom_qty, price_unit, discount, tax]) => [
      ...[0, 0],
      { product_id, product_uom_qty, price_unit, discount, [taxField]: [[6, 0, tax === undefined ? [] : [tax]]] },
    ]);
    const order = await odoo.call<number>("sale.order", "create", [{ partner_id: partner, order_line }]);
    await odoo.call("sale.order", "action_confirm", [[order]]);
    return order;
  };
  const own = async (order: number): Promise<{ name: string; amount_total: number }> => {
    const [row] = await odoo.call<{ name: string; amount_total: number }[]>("sale.order", "read", [
      ...[[order], ["name", "amount_total"]],
    ]);
    if (!row) throw new Error(`no order ${order}`);
    return row;
  };
  const madeFrom = (name: string): Row[] =>
    remote("orders").filter((row) => objects(row.meta_data).some((item) => item.value === name));
  const saleTax = async (amount: number, included: boolean): Promise<number | undefined> => {
    const taxes = await odoo.searchRead<{ id: number; price_include: boolean }>(
      "account.tax",
      [
        ["type_tax_use", "=", "sale"],
        ["amount_type", "=", "percent"],
        ["amount", "=", amount],
      ],
      ["price_include"],
    );
    return taxes.find((tax) => tax.price_include === included)?.id;
  };
  const exported: { partner: number; product: number } = { partner: 0, product: 0 };

  test("orders go out after their customer and product, and come to the same cent over there", async () => {
    const partner = await odoo.call<number>("res.partner", "create", [
      { name: "Orla Order", email: "orla.order@example.com", street: "Hauptstraße 1", city: "Köln", zip: "50667" },
    ]);
    const product = await odoo.call<number>("product.product", "create", [{ name: "Lamp", default_code: "LAMP-X" }]);
    Object.assign(exported, { partner, product });
    const variation = remote("variations").find(
      (row) => mock.store.get("products", textOf(row.parent_id))?.tax_class === "",
    );
    const variant = await bound("woocommerce.product.product", variation?.id);
    const [shipping] = await odoo.call<number[]>("product.product", "search", [
      [["default_code", "=", "WOOCOMMERCE-SHIPPING"]],
    ]);
    const included = await saleTax(19, true);
    const added = await saleTax(19, false);
    expect([included, added]).not.toContain(undefined);
    const orders = [
      await confirmed(partner, [
        [product, 3, 9.99, 15, included],
        [variant, 1, 7.77, 0, included],
        [shipping ?? 0, 1, 4.99, 0, included],
      ]),
      await confirmed(partner, [
        [product, 7, 3.33, 0, added],
        [variant, 1, 0.05, 0, added],
        [shipping ?? 0, 1, 4.99, 0, added],
      ]),
    ];
    const before = mock.requests.length;
    const writes = (): string[] =>
      mock.requests.slice(before).flatMap(({ method, path }) => (method === "GET" ? [] : [`${method} ${path}`]));
    expect(await exportRecords(odoo, "sale.order", orders)).toMatchObject({ exported_count: 2, error_count: 0 });
    expect((await deadLetters()).filter(({ entity, state }) => entity === "order" && state === "open")).toEqual([]);
    expect(writes().slice(0, 2).sort()).toEqual([
      expect.stringMatching(/^POST .*\/customers$/),
      expect.stringMatching(/^POST .*\/products$/),
    ]);
    expect(writes().slice(2)).toEqual(Array(2).fill(expect.stringMatching(/^POST .*\/orders$/)));
    for (const order of orders) {
      const { name, amount_total: total } = await own(order);
      const [row, ...more] = madeFrom(name);
      expect(more).toEqual([]);
      expect(Number(row?.total)).toBe(total);
      expect(row).toMatchObject({ status: "pending", billing: { city: "Köln", email: "orla.order@example.com" } });
      expect(row?.customer_id).toBe(remote("customers").find(({ email }) => email === "orla.order@example.com")?.id);
      expect(objects(row?.line_items)).toMatchObject([
        { variation_id: 0, sku: "LAMP-X" },
        { variation_id: variation?.id, product_id: variation?.parent_id, quantity: 1 },
      ]);
      expect(objects(row?.shipping_lines)).toMatchObject([{ method_id: "other" }]);
    }
    // What the shop now says of them makes no second order here, and nothing goes out again.
    const known = await count("sale.order");
    await sync("orders");
    await exportRecords(odoo, "sale.order", orders);
    expect(await count("sale.order")).toBe(known);
    expect(writes()).toHaveLength(4);
  });

  test("an order whose answer was cut off is found by Odoo's number, not made again", async () => {
    const order = await confirmed(exported.partner, [[exported.product, 1, 5, 0, await saleTax(19, false)]]);
    const { name } = await own(order);
    mock.faults.add({ kind: "cut", method: "POST", path: "/orders" });
    await odoo.call("woocommerce.backend", "export_sale_order", [[backend], [order]]);
    for (let tries = 0; madeFrom(name).length === 0 && tries < 100; tries += 1)
      await new Promise((done) => setTimeout(done, 200));
    for (let tries = 0; tries < 100; tries += 1) {
      const waiting = await odoo.call<number[]>("queue.job", "search", [[["state", "=", "pending"]]]);
      if (waiting.length > 0) {
        await odoo.call("queue.job", "write", [waiting, { eta: false }]);
        break;
      }
      await new Promise((done) => setTimeout(done, 200));
    }
    await drain(odoo);
    expect(madeFrom(name)).toHaveLength(1);
    const linked = await odoo.searchRead<{ external_id: string }>(
      "woocommerce.sale.order",
      [["odoo_id", "=", order]],
      ["external_id"],
    );
    expect(linked.map((binding) => binding.external_id)).toEqual([textOf(madeFrom(name)[0]?.id)]);
  });

  test("another total over there is told, and settled when somebody has corrected the order", async () => {
    // This product has another rate in the shop. Whether an order of the mock brought that tax along is chance.
    const tax =
      (await saleTax(7, false)) ??
      (await odoo.call<number>("account.tax", "create", [{ name: "Reduced 7%", amount: 7, type_tax_use: "sale" }]));
    const order = await confirmed(exported.partner, [[exported.product, 2, 10, 0, tax]]);
    const { name, amount_total: total } = await own(order);
    expect(total).toBe(21.4);
    await exportRecords(odoo, "sale.order", [order]);
    const told = async (): Promise<(DeadLetter & { id: number })[]> =>
      odoo.searchRead("generic.dead.letter", [["name", "=", name]], ["error", "state"]);
    expect(await told()).toMatchObject([{ state: "open", error: expect.stringMatching(/23\.80 .*21\.40/) as string }]);
    const [row] = madeFrom(name);
    const retry = async (): Promise<void> => {
      await odoo.call("generic.dead.letter", "action_retry", [(await told()).map(({ id }) => id)]);
      await drain(odoo);
    };
    await retry();
    expect(await told()).toMatchObject([{ state: "open" }]);
    mock.store.update("orders", textOf(row?.id), { total: "21.40" });
    await retry();
    expect(await told()).toMatchObject([{ state: "resolved" }]);
    expect(madeFrom(name)).toHaveLength(1);
  });

  describe("tells the shop what was delivered", () => {
    let order: Row;
    let picking: number;

    const shown = (): Row | undefined => mock.store.get("orders", textOf(order.id));
    const notes = (): Row[] => remote("notes").filter((note) => note.parent_id === order.id);
    const open = async (): Promise<number> => {
      const [found] = await odoo.searchRead<{ id: number }>(
        "stock.picking",
        [
          ["sale_id.woocommerce_bind_ids.external_id", "=", textOf(order.id)],
          ["state", "!=", "done"],
        ],
        ["id"],
      );
      return found?.id ?? 0;
    };
    /** Delivers some of the only line, as a person would with the dialogs answered. */
    const deliver = async (id: number, quantity: number, tracking: string): Promise<void> => {
      const [move] = await odoo.searchRead<{ id: number }>("stock.move", [["picking_id", "=", id]], ["id"]);
      const field = lab?.series === "16.0" ? { quantity_done: quantity } : { quantity, picked: true };
      await odoo.call("stock.move", "write", [[move?.id], field]);
      await odoo.call("stock.picking", "write", [[id], { carrier_tracking_ref: tracking }]);
      await odoo.call("stock.picking", "button_validate", [[id]], {
        context: { skip_immediate: true, skip_backorder: true, skip_sms: true },
      });
    };

    beforeAll(async () => {
      const product = listed("products").find(
        (row) => row.type === "simple" && row.status === "publish" && row.manage_stock === true && row.sku !== "",
      );
      order = mock.store.create("orders", {
        status: "processing",
        line_items: [{ product_id: product?.id ?? null, quantity: 3 }],
      });
      await sync("orders");
      const found = await bound("woocommerce.sale.order", order.id);
      const [sale] = await odoo.call<{ state: string }[]>("sale.order", "read", [[found], ["state"]]);
      if (sale?.state === "draft") await odoo.call("sale.order", "action_confirm", [[found]]);
      picking = await open();
    });

    test("a part is a note for the shop's staff, once, and the order stays open", async () => {
      await deliver(picking, 1, "TRACK-1");
      for (const created of [1, 0])
        expect(await exportRecords(odoo, "stock.picking", [picking])).toMatchObject({
          ...{ exported_count: 1, created_count: created },
        });
      const [done] = await odoo.call<{ name: string }[]>("stock.picking", "read", [[picking], ["name"]]);
      expect(notes()).toMatchObject([{ customer_note: false }]);
      expect(textOf(notes()[0]?.note)).toContain(done?.name);
      expect(textOf(notes()[0]?.note)).toContain("TRACK-1");
      expect(shown()?.status).toBe("processing");
    });

    test("the rest by itself and to the customer, not twice though the answer was lost; the order is completed", async () => {
      const values = { export_deliveries_on_change: true, notify_fulfilment: true };
      await odoo.call("woocommerce.backend", "write", [[backend], values]);
      mock.faults.add({ kind: "cut", method: "POST", path: "/orders/*/notes" });
      await deliver(await open(), 2, "TRACK-2");
      // The job that did not get its answer is put back for a minute; nobody waits that long here.
      await expect
        .poll(
          async () => {
            const again = [
              ["state", "=", "pending"],
              ["retry", ">", 0],
            ];
            const jobs = await odoo.call<number[]>("queue.job", "search", [again]);
            if (jobs.length > 0) await odoo.call("queue.job", "write", [jobs, { eta: false }]);
            return jobs.length;
          },
          { timeout: 60_000, interval: 500 },
        )
        .toBe(1);
      await drain(odoo);
      mock.faults.clear();
      await odoo.call("woocommerce.backend", "write", [
        [backend],
        { export_deliveries_on_change: false, notify_fulfilment: false },
      ]);
      expect(notes()).toMatchObject([{ customer_note: false }, { customer_note: true }]);
      expect(textOf(notes()[1]?.note)).toContain("TRACK-2");
      expect(shown()?.status).toBe("completed");
      expect((await deadLetters()).filter((letter) => letter.state === "open")).toEqual([]);
    });
  });

  describe("hears what was paid, and what was paid back", () => {
    interface Note {
      document: number;
      state: string;
      total: number;
      tax: number;
      invoice: number;
    }
    /** What is refunded of an item of an order: pieces of a line, or all of it. */
    type Refunded = readonly [item: JsonObject | undefined, quantity?: number];

    const api = async (method: string, path: string, body: JsonObject): Promise<JsonObject> => {
      const keys = `${mock.credentials.api_key ?? ""}:${mock.credentials.consumer_secret ?? ""}`;
      const answer = await fetch(mock.url + path, {
        method,
        headers: { Authorization: `Basic ${Buffer.from(keys).toString("base64")}`, "Content-Type": "application/json" },
        body: JSON.stringify(body),
      });
      expect(answer.ok).toBe(true);
      return (await answer.json()) as JsonObject;
    };
    const items = (order: JsonObject, kind = "line_items"): JsonObject[] => objects(order[kind]);
    /** A paid order over there: two lines and shipping. */
    const ordered = async (): Promise<JsonObject> => {
      const [one, two] = listed("products").filter(
        (row) => row.type === "simple" && row.status === "publish" && row.tax_class === "" && row.sku !== "",
      );
      const order = await api("POST", "/orders", {
        ...{ set_paid: true, payment_method: "stripe", payment_method_title: "Kreditkarte" },
        transaction_id: `ch_${remote("orders").length}`,
        billing: { first_name: "Rita", last_name: "Return", email: "rita.return@example.com", country: "DE" },
        line_items: [
          { product_id: one?.id ?? 0, quantity: 3, subtotal: "29.97", total: "25.11" },
          { product_id: two?.id ?? 0, quantity: 2, subtotal: "7.78", total: "7.78" },
        ],
        shipping_lines: [{ method_id: "flat_rate", method_title: "Standardversand", total: "4.12" }],
      });
      await sync("orders");
      return order;
    };
    /** As the shop's page for refunds fills it in: the share of the quantity, net and tax. */
    const refund = (order: JsonObject, parts: readonly Refunded[], values: JsonObject = {}): Promise<JsonObject> => {
      const line_items = parts.map(([item, quantity]): JsonObject => {
        const whole = Number(item?.quantity ?? 1);
        const share = (value: unknown): number => Math.round((Number(value) * 100 * (quantity ?? whole)) / whole) / 100;
        return {
          ...{ id: item?.id ?? 0, quantity: quantity ?? Number(item?.quantity ?? 0), refund_total: share(item?.total) },
          refund_tax: [{ id: objects(item?.taxes)[0]?.id ?? 0, refund_total: share(item?.total_tax) }],
        };
      });
      return api("POST", `/orders/${textOf(order.id)}/refunds`, { api_refund: false, line_items, ...values });
    };
    const invoice = async (order: JsonObject): Promise<number> => {
      const id = await bound("woocommerce.sale.order", order.id);
      const [sale] = await odoo.call<{ state: string }[]>("sale.order", "read", [[id], ["state"]]);
      if (sale?.state === "draft") await odoo.call("sale.order", "action_confirm", [[id]]);
      const context = { active_model: "sale.order", active_ids: [id], active_id: id };
      const values = { advance_payment_method: "delivered", sale_order_ids: [[6, 0, [id]]] };
      const wizard = await odoo.call<number>("sale.advance.payment.inv", "create", [values], { context });
      await odoo.call("sale.advance.payment.inv", "create_invoices", [[wizard]], { context });
      const [made] = await odoo.call<{ invoice_ids: number[] }[]>("sale.order", "read", [[id], ["invoice_ids"]]);
      await odoo.call("account.move", "action_post", [made?.invoice_ids]);
      return made?.invoice_ids[0] ?? 0;
    };
    const bookings = (order: JsonObject, kind: string): Promise<{ amount: number; document: string | false }[]> =>
      odoo.searchRead(
        "generic.booking",
        [
          ["external_order_id", "=", textOf(order.id)],
          ["kind", "=", kind],
        ],
        ["amount", "document"],
        { order: "id" },
      );
    /** The credit notes of an order, in the order of its refunds. */
    const notes = async (order: JsonObject): Promise<Note[]> => {
      const found: Note[] = [];
      for (const { document } of await bookings(order, "refund")) {
        const [model = "", id = ""] = textOf(document).split(",");
        const fields = ["state", "amount_total", "amount_tax", "move_type", "reversed_entry_id"];
        const [move] = await odoo.call<Record<string, unknown>[]>(model, "read", [[Number(id)], fields]);
        expect(move?.move_type).toBe("out_refund");
        const [reversed] = move?.reversed_entry_id as [number, string];
        found.push({
          ...{ document: Number(id), state: textOf(move?.state as string), invoice: reversed },
          ...{ total: Number(move?.amount_total), tax: Number(move?.amount_tax) },
        });
      }
      return found;
    };
    const letters = (order: JsonObject): Promise<(DeadLetter & { id: number })[]> =>
      odoo.searchRead(
        "generic.dead.letter",
        [["external_id", "=like", `${textOf(order.id)}#%`]],
        ["external_id", "state", "error"],
      );
    const retry = async (order: JsonObject): Promise<void> => {
      await odoo.call("generic.dead.letter", "action_retry", [(await letters(order)).map(({ id }) => id)]);
      await drain(odoo);
    };
    const paidBack = (made: JsonObject, kind = "line_items"): number =>
      items(made, kind).reduce((sum, item) => sum - Number(item.total_tax), 0);

    beforeAll(() => odoo.call("woocommerce.backend", "write", [[backend], { refund_policy: "credit_note" }]));
    afterAll(() =>
      odoo.call("woocommerce.backend", "write", [[backend], { refund_policy: "none", record_payments: "none" }]),
    );

    test("pieces of an invoiced order become one posted credit note, equal to the cent", async () => {
      const order = await ordered();
      const invoiced = await invoice(order);
      const [first, second] = items(order);
      const made = await refund(order, [[first, 1], [second]], { reason: "Zu klein" });
      await sync("orders");
      await sync("orders");
      const [note, ...more] = await notes(order);
      expect(more).toEqual([]);
      expect(note).toMatchObject({ state: "posted", invoice: invoiced, total: Number(made.amount) });
      expect(note?.tax).toBeCloseTo(paidBack(made), 2);
      expect(await letters(order)).toEqual([]);
      expect(await own(await bound("woocommerce.sale.order", order.id))).toMatchObject({
        amount_total: Number(order.total),
      });
    });

    test("shipping alone, an amount for nothing in particular and pieces, read over pages: a credit note each", async () => {
      const order = await ordered();
      const invoiced = await invoice(order);
      const shipping = await refund(
        order,
        items(order, "shipping_lines").map((item) => [item]),
      );
      await refund(order, [], { amount: "5.00", reason: "Kulanz" });
      const pieces = await refund(order, [[items(order)[0], 2]]);
      await odoo.call("woocommerce.backend", "write", [[backend], { page_size: 2 }]);
      await sync("orders");
      await odoo.call("woocommerce.backend", "write", [[backend], { page_size: PAGE }]);
      const read = mock.requests.filter(({ path }) => path === `/orders/${textOf(order.id)}/refunds`);
      expect(read.filter(({ method }) => method === "GET").map(({ query }) => query.page)).toEqual(["1", "2"]);
      const [ofShipping, ofAmount, ofPieces, ...more] = await notes(order);
      expect(more).toEqual([]);
      expect(ofShipping).toMatchObject({ state: "posted", invoice: invoiced, total: Number(shipping.amount) });
      expect(ofShipping?.tax).toBeCloseTo(paidBack(shipping, "shipping_lines"), 2);
      expect(ofAmount).toMatchObject({ state: "posted", invoice: invoiced, total: 5, tax: 0 });
      expect(ofPieces).toMatchObject({ state: "posted", invoice: invoiced, total: Number(pieces.amount) });
    });

    test("a refund whose items do not come to its amount is a dead letter that says both", async () => {
      const order = await ordered();
      await invoice(order);
      const made = await refund(order, [[items(order)[1], 1]], { amount: "9.99" });
      await sync("orders");
      expect(await notes(order)).toEqual([]);
      expect(await letters(order)).toMatchObject([
        {
          ...{ external_id: `${textOf(order.id)}#refund:${textOf(made.id)}`, state: "open" },
          error: expect.stringMatching(/come to 4\.63 EUR, but 9\.99 were paid back/) as string,
        },
      ]);
      mock.store.update("refunds", textOf(made.id), { amount: "4.63" });
      await retry(order);
      expect(await letters(order)).toMatchObject([{ state: "resolved" }]);
      expect(await notes(order)).toMatchObject([{ state: "posted", total: 4.63 }]);
    });

    test("an order that is set to refunded is cancelled; where it is invoiced, all that is left is credited with its taxes", async () => {
      const [open, invoiced] = [await ordered(), await ordered()];
      await invoice(invoiced);
      await refund(invoiced, [[items(invoiced)[0], 1]]);
      for (const order of [open, invoiced]) await api("PUT", `/orders/${textOf(order.id)}`, { status: "refunded" });
      await sync("orders");
      const state = async (order: JsonObject): Promise<string | undefined> => {
        const id = await bound("woocommerce.sale.order", order.id);
        return (await odoo.call<{ state: string }[]>("sale.order", "read", [[id], ["state"]]))[0]?.state;
      };
      expect(await state(open)).toBe("cancel");
      expect(await bookings(open, "refund")).toEqual([]);
      expect(await state(invoiced)).toBe("sale");
      const credited = await notes(invoiced);
      expect(credited).toHaveLength(2);
      const sum = (key: "total" | "tax"): number => credited.reduce((all, note) => all + note[key], 0);
      expect(sum("total")).toBeCloseTo(Number(invoiced.total), 2);
      expect(sum("tax")).toBeCloseTo(Number(invoiced.total_tax), 2);
      expect([...(await letters(open)), ...(await letters(invoiced))]).toEqual([]);
    });

    test("a payment is registered once on the posted invoice, as soon as its method is mapped", async () => {
      await odoo.call("woocommerce.backend", "write", [[backend], { record_payments: "invoice" }]);
      const order = await ordered();
      expect(await bookings(order, "payment")).toEqual([]);
      const invoiced = await invoice(order);
      await drain(odoo);
      expect(await letters(order)).toMatchObject([
        {
          ...{ external_id: `${textOf(order.id)}#payment:${textOf(order.transaction_id)}`, state: "open" },
          error: expect.stringContaining("stripe") as string,
        },
      ]);
      const [journal] = await odoo.call<number[]>("account.journal", "search", [[["type", "=", "bank"]]], { limit: 1 });
      const method = await odoo.searchRead<{ id: number; external_name: string }>(
        "generic.mapping",
        [["external_key", "=", "stripe"]],
        ["external_name"],
      );
      // The shop's own list of its gateways says what people call it.
      expect(method.map((row) => row.external_name)).toEqual(["Kreditkarte"]);
      await odoo.call("generic.mapping", "write", [[method[0]?.id], { odoo_ref: `account.journal,${journal ?? 0}` }]);
      await retry(order);
      await sync("orders");
      const [booked, ...more] = await bookings(order, "payment");
      expect(more).toEqual([]);
      expect(booked?.amount).toBe(Number(order.total));
      const payment = Number(textOf(booked?.document).split(",")[1]);
      expect(await odoo.call("account.payment", "read", [[payment], ["amount", "journal_id", "date"]])).toMatchObject([
        {
          amount: Number(order.total),
          journal_id: [journal, expect.anything()],
          date: textOf(order.date_paid_gmt).slice(0, 10),
        },
      ]);
      const [move] = await odoo.call<{ payment_state: string; amount_residual: number }[]>("account.move", "read", [
        [invoiced],
        ["payment_state", "amount_residual"],
      ]);
      expect(["paid", "in_payment"]).toContain(move?.payment_state);
      expect(move?.amount_residual).toBe(0);
      expect(await letters(order)).toMatchObject([{ state: "resolved" }]);
    });

    test("met every quirk of refunds and ignored none", () => {
      const met = mock.quirks();
      for (const quirk of ["refund_names_items", "refund_amount_only", "refunds_newest_first"])
        expect(met[quirk]).toMatchObject({
          exercised: expect.toSatisfy((times) => Number(times) > 0) as number,
          violated: 0,
        });
    });
  });

  test("webhooks: the ping is answered, signed deliveries import, a replay does nothing", async () => {
    const [address] = await odoo.call<{ webhook_url: string }[]>("woocommerce.backend", "read", [
      [backend],
      ["webhook_url"],
    ]);
    const to = `${server.url}${new URL(address?.webhook_url ?? "").pathname}`;
    const keys = `${mock.credentials.api_key ?? ""}:${mock.credentials.consumer_secret ?? ""}`;
    for (const topic of ["order.created", "order.updated", "order.deleted", "product.updated", "customer.created"]) {
      // As the shop's owner does in its settings.
      const answer = await fetch(`${mock.url}/webhooks`, {
        method: "POST",
        headers: { Authorization: `Basic ${Buffer.from(keys).toString("base64")}`, "Content-Type": "application/json" },
        body: JSON.stringify({ topic, delivery_url: to, secret: mock.credentials.webhook_secret }),
      });
      expect(answer.status).toBe(201);
    }
    expect(remote("webhooks").map((row) => row.status)).toEqual(["active", "active", "active", "active", "active"]);
    expect(await count("generic.webhook")).toBe(0);
    const model = listed("orders").find((row) => Number(row.customer_id) > 0 && row.status === "processing");
    const copy = structuredClone(model) as JsonObject;
    const before = await count("sale.order");
    const order = mock.store.create("orders", copy);
    const variation = remote("variations")[1];
    // Both in one second: the deliveries of one webhook share their id.
    mock.store.update("variations", textOf(variation?.id), { description: "new" });
    const [one, two] = listed("products").filter((row) => row.type === "simple");
    mock.store.update("products", textOf(one?.id), { name: "By webhook, one" });
    mock.store.update("products", textOf(two?.id), { name: "By webhook, two" });
    await mock.idle();
    await drain(odoo);
    expect(await count("sale.order")).toBe(before + 1);
    expect(await count("woocommerce.sale.order", [["external_id", "=", textOf(order.id)]])).toBe(1);
    expect(await count("product.template", [["name", "in", ["By webhook, one", "By webhook, two"]]])).toBe(2);
    // A variation is no product of its own.
    expect(await count("woocommerce.product.template", [["external_id", "=", textOf(variation?.id)]])).toBe(0);
    const stored = [await count("generic.webhook"), await count("queue.job")];
    const last = mock.deliveries.find((delivery) => delivery.topic === "order.created");
    const replay = await fetch(to, { method: "POST", headers: last?.headers ?? {}, body: last?.body ?? "" });
    expect(replay.status).toBe(200);
    await drain(odoo);
    expect([await count("generic.webhook"), await count("queue.job")]).toEqual(stored);
    mock.store.update("orders", textOf(order.id), { status: "trash" });
    await mock.idle();
    await drain(odoo);
    const [gone] = await odoo.searchRead<{ sync_state: string }>(
      "woocommerce.sale.order",
      [["external_id", "=", textOf(order.id)]],
      ["sync_state"],
    );
    expect(gone?.sync_state).toBe("deleted");
    expect(mock.deliveries.every((delivery) => delivery.status === 200)).toBe(true);
    expect(mock.quirks()).toMatchObject({
      webhook_ping: { exercised: 5, violated: 0 },
      variation_webhook: { exercised: 1 },
    });
  });

  test("a bad signature, a signed lie about the address and an unknown address are refused", async () => {
    const [order] = remote("orders");
    if (!order) throw new Error("the mock has no order");
    const [address] = await odoo.call<{ webhook_url: string }[]>("woocommerce.backend", "read", [
      [backend],
      ["webhook_url"],
    ]);
    const to = `${server.url}${new URL(address?.webhook_url ?? "").pathname}`;
    const counts = (): Promise<number[]> =>
      Promise.all(["generic.webhook", "queue.job", "sale.order"].map((model) => count(model)));
    const before = await counts();
    const bad = await mock.sendWebhook({ topic: "order.updated", record: order, to, options: { badSignature: true } });
    expect(bad.status).toBe(401);
    const unknown = `${to.slice(0, -4)}beef`;
    expect((await mock.sendWebhook({ topic: "order.updated", record: order, to: unknown })).status).toBe(401);
    // The unsigned ping is answered and does nothing, whatever it says.
    const form = { "Content-Type": "application/x-www-form-urlencoded" };
    expect((await fetch(to, { method: "POST", headers: form, body: "webhook_id=1" })).status).toBe(200);
    expect((await fetch(to, { method: "POST", headers: form, body: "webhook_id=1&id=2" })).status).toBe(401);
    expect(await counts()).toEqual(before);
  });

  test("nothing in the server's log needs a person but the wrong secret, other totals and an unmapped method", () => {
    const known = [
      "Nothing is sent any more: HTTP 401",
      "It was not exported: The external system made 23.80",
      "but 9.99 were paid back",
      "Payment Methods: stripe (Kreditkarte) is not mapped.",
    ];
    const rest = forPeople(server.log().problems).filter(
      ({ message }) => !known.some((text) => message.includes(text)),
    );
    expectCleanLog(rest);
  });

  test("uninstalling leaves no table and no row behind", async () => {
    if (!lab) return;
    await server.stop();
    await expectGone(lab, database, "woocommerce", folder.path);
  });
});
