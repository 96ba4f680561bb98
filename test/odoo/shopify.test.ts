/**
 * The main path, whole: the built executable generates a Shopify connector, a real Odoo installs it, and records go
 * both ways over real HTTP through the job queue and the real job runner, against a server that behaves like Shopify.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { Lab, LabDatabase, LabServer, OdooClient } from "../../src/lab/index.ts";
import { OdooError } from "../../src/lab/index.ts";
import { textOf, type JsonObject, type Row } from "../../src/mock/json.ts";
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

const ADDON = "shopify_connector";
/** So that every list has at least three pages. */
const PAGE = 20;
const RECORDS = { products: 60, customers: 60, orders: 60 };

interface Binding {
  id: number;
  external_id: string;
  odoo_id: [number, string];
}
interface Order {
  id: number;
  amount_total: number;
  amount_tax: number;
  currency_id: [number, string];
}
interface DeadLetter {
  id: number;
  external_id: string;
  entity: string;
  state: string;
  error: string;
}

interface MappingRow {
  id: number;
  external_key: string;
  external_name: string | false;
  state: string;
}

const lab: Lab | undefined = await labOrSkip();

describe.skipIf(!lab)("a generated Shopify connector in a real Odoo", () => {
  let folder: Awaited<ReturnType<typeof scratch>>;
  let mock: Mock;
  let database: LabDatabase;
  let server: LabServer;
  let odoo: OdooClient;
  let backend: number;
  /** Id of a remote location -> warehouse. */
  let warehouses = new Map<string, number>();
  /** What to stop at the end, the newest first: a set-up that fails half-way stops what it had started. */
  const cleanUps: (() => Promise<void>)[] = [];

  const count = (model: string, domain: unknown[] = []): Promise<number> =>
    odoo.call<number>(model, "search_count", [domain]);
  const bindings = (model: string): Promise<Binding[]> =>
    odoo.searchRead<Binding>(model, [["backend_id", "=", backend]], ["external_id", "odoo_id"], {
      // Drafts of the shop are archived products.
      context: { active_test: false },
    });
  const deadLetters = (): Promise<DeadLetter[]> =>
    odoo.searchRead<DeadLetter>("generic.dead.letter", [], ["external_id", "entity", "state", "error"]);
  const sync = async (...entities: string[]): Promise<void> => {
    for (const entity of entities) {
      await odoo.call("shopify.backend", `sync_${entity}`, [[backend]]);
      await drain(odoo);
    }
  };
  const mappings = (table: string): Promise<MappingRow[]> =>
    odoo.searchRead<MappingRow>(
      "generic.mapping",
      [["table_id.code", "=", table]],
      ["external_key", "external_name", "state"],
    );
  const remote = (collection: string): readonly Row[] => mock.store.list(collection);
  const webhookUrl = (): string => `${server.url}/shopify/webhook`;

  beforeAll(async () => {
    if (!lab) return;
    cleanUps.push(() => lab.close());
    folder = await scratch();
    cleanUps.push(folder.remove);
    await generateShop(lab, folder.path, "shopify");
    const spec: unknown = parseYaml(await readFile(join(folder.path, ADDON, "connector.yaml"), "utf8"));
    mock = await startMock({ spec, records: RECORDS, seed: 7, generous: true });
    cleanUps.push(() => mock.close());
    database = await lab.createDatabase({ modules: [ADDON], addonsPaths: [folder.path] });
    server = await lab.startServer({ database, addonsPaths: [folder.path], workers: 2, channels: "root:2" });
    cleanUps.push(() => server.stop());
    odoo = await server.client();
    // Shopify rounds taxes line by line; a company that does not gets dead letters that say so.
    const companies = await odoo.call<number[]>("res.company", "search", [[]]);
    await odoo.call("res.company", "write", [companies, { tax_calculation_rounding_method: "round_per_line" }]);
    backend = await odoo.call<number>("shopify.backend", "create", [
      {
        ...mock.credentials,
        name: "Test shop",
        base_url: mock.url,
        page_size: PAGE,
      },
    ]);
  });

  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  test("installs without a WARNING or an ERROR", () => {
    expectCleanLog(database.problems);
  });

  test("tests its connection, and says clearly when the key is wrong", async () => {
    const good = await odoo.call<{ params: { type: string } }>("shopify.backend", "action_test_connection", [
      [backend],
    ]);
    expect(good.params.type).toBe("success");
    const wrong = await odoo.call<number>("shopify.backend", "create", [
      {
        ...mock.credentials,
        api_key: "wrong-key-of-a-test",
        name: "Wrong key",
        base_url: mock.url,
        shop_url: "other.myshopify.com",
      },
    ]);
    let said = "";
    try {
      said = JSON.stringify(await odoo.call("shopify.backend", "action_test_connection", [[wrong]]));
    } catch (error) {
      if (!(error instanceof OdooError)) throw error;
      expect(error.kind).toBe("odoo.exceptions.UserError");
      said = error.message;
    }
    expect(said).toMatch(/401|refused|credentials|access token/i);
    expect(said).not.toContain("wrong-key-of-a-test");
    await odoo.call("shopify.backend", "unlink", [[wrong]]);
    expect(await count("generic.backend")).toBe(1);
  });

  test("reads the locations, and takes each for the warehouse that a person says", async () => {
    const said = await odoo.call<{ params: { type: string; message: string } }>(
      "shopify.backend",
      "action_fill_mappings",
      [[backend]],
    );
    expect(said.params.type).toBe("success");
    expect(said.params.message).toContain("Locations: 2 read, 2 new, 2 not mapped");
    const locations = remote("locations");
    const rows = await mappings("location");
    expect(rows.map((row) => [row.external_key, row.external_name]).sort()).toEqual(
      locations.map((row) => [textOf(row.id), textOf(row.name)]).sort(),
    );
    const [first] = await odoo.call<number[]>("stock.warehouse", "search", [[]], { limit: 1 });
    const second = await odoo.call<number>("stock.warehouse", "create", [{ name: "Branch", code: "BRA" }]);
    warehouses = new Map(locations.map((row, index) => [textOf(row.id), index === 0 ? (first ?? 0) : second]));
    for (const row of rows) {
      const place = `stock.warehouse,${warehouses.get(row.external_key) ?? 0}`;
      await odoo.call("generic.mapping", "write", [[row.id], { odoo_ref: place }]);
    }
    // Reading them again changes nothing of it.
    await odoo.call("shopify.backend", "action_fill_mappings", [[backend]]);
    expect((await mappings("location")).map((row) => row.state)).toEqual(["mapped", "mapped"]);
  });

  test("imports customers, products and orders over at least three pages each", async () => {
    await odoo.call("shopify.backend", "action_sync_all", [[backend]]);
    await drain(odoo);
    for (const [collection, model] of [
      ["customers", "shopify.res.partner"],
      ["products", "shopify.product.template"],
    ] as const) {
      const pages = mock.requests.filter((request) => request.path === `/${collection}.json` && request.status === 200);
      expect(pages.length).toBeGreaterThanOrEqual(3);
      const dead = new Set((await deadLetters()).map((letter) => letter.external_id));
      const imported = new Set((await bindings(model)).map((binding) => binding.external_id));
      const lost = remote(collection).filter((row) => !imported.has(textOf(row.id)) && !dead.has(textOf(row.id)));
      expect(lost.map((row) => textOf(row.id))).toEqual([]);
      expect(imported.size).toBeGreaterThanOrEqual(remote(collection).length - dead.size);
    }
    expect(mock.requests.filter((request) => request.path === "/orders.json").length).toBeGreaterThanOrEqual(3);
    // Each import waited for those that it needs: the levels found their products.
    const levels = await bindings("shopify.stock.level");
    expect(levels.map((level) => level.external_id).sort()).toEqual(
      remote("inventory_levels")
        .map((row) => `${textOf(row.inventory_item_id)}:${textOf(row.location_id)}`)
        .sort(),
    );
    expect(await deadLetters()).toEqual([]);
    // What lies at the second location lies in the second warehouse.
    for (const [location, warehouse] of warehouses) {
      const level = remote("inventory_levels").find(
        (row) => textOf(row.location_id) === location && Number(row.available) > 0,
      );
      const [bound] = await odoo.searchRead<Binding>(
        "shopify.stock.level",
        [["external_id", "=", `${textOf(level?.inventory_item_id)}:${location}`]],
        ["external_id", "odoo_id"],
      );
      const [product] = await odoo.call<{ qty_available: number }[]>(
        "product.product",
        "read",
        [[bound?.odoo_id[0]], ["qty_available"]],
        // Named so until 17.0, and otherwise since.
        { context: { warehouse, warehouse_id: warehouse } },
      );
      expect(product?.qty_available).toBe(Number(level?.available));
    }
  });

  test("imports every variant with its SKU, and no variant that the shop does not have", async () => {
    const variants = await odoo.searchRead<Binding & { default_code: string | false }>(
      "shopify.product.product",
      [],
      ["external_id", "odoo_id", "default_code"],
      { context: { active_test: false } },
    );
    const known = new Map(variants.map((variant) => [variant.external_id, variant]));
    const wanted = remote("products").flatMap((product) => product.variants as JsonObject[]);
    expect([...known.keys()].sort()).toEqual(wanted.map((variant) => textOf(variant.id)).sort());
    for (const variant of wanted) {
      expect(textOf(known.get(textOf(variant.id))?.default_code).replace(/^false$/, "")).toBe(textOf(variant.sku));
    }
    const templates = await odoo.searchRead<{ id: number; product_variant_ids: number[] }>(
      "product.template",
      [["shopify_bind_ids", "!=", false]],
      ["product_variant_ids"],
    );
    expect(templates.length).toBeGreaterThan(0);
    const sold = new Set(variants.map((variant) => variant.odoo_id[0]));
    expect(templates.flatMap((template) => template.product_variant_ids).filter((id) => !sold.has(id))).toEqual([]);
  });

  test("orders equal the remote ones to the cent, or are dead letters that say why", async () => {
    const letters = (await deadLetters()).filter((letter) => letter.entity === "order");
    const dead = new Map(letters.map((letter) => [letter.external_id, letter]));
    const bound = new Map((await bindings("shopify.sale.order")).map((binding) => [binding.external_id, binding]));
    const ids = [...bound.values()].map((binding) => binding.odoo_id[0]);
    const orders = new Map(
      (await odoo.call<Order[]>("sale.order", "read", [ids, ["amount_total", "amount_tax", "currency_id"]])).map(
        (order) => [order.id, order],
      ),
    );
    const lines = await odoo.searchRead<{ external_id: string; product_uom_qty: number; order_id: [number, string] }>(
      "shopify.sale.order.line",
      [],
      ["external_id", "product_uom_qty", "order_id"],
    );
    const quantity = new Map(lines.map((line) => [line.external_id, line.product_uom_qty]));
    const wrong: string[] = [];
    for (const row of remote("orders")) {
      const id = textOf(row.id);
      const binding = bound.get(id);
      if (!binding) {
        const reason = dead.get(id)?.error ?? "";
        if (!reason) wrong.push(`${id}: neither imported nor a dead letter`);
        continue;
      }
      const order = orders.get(binding.odoo_id[0]);
      if (!order) {
        wrong.push(`${id}: no sale.order`);
        continue;
      }
      if (Math.abs(order.amount_total - Number(row.total_price)) > 0.004)
        wrong.push(`${id}: total ${order.amount_total}, Shopify says ${textOf(row.total_price)}`);
      if (Math.abs(order.amount_tax - Number(row.total_tax)) > 0.004)
        wrong.push(`${id}: tax ${order.amount_tax}, Shopify says ${textOf(row.total_tax)}`);
      if (order.currency_id[1] !== row.currency) wrong.push(`${id}: currency ${order.currency_id[1]}`);
      for (const line of row.line_items as JsonObject[]) {
        if (quantity.get(textOf(line.id)) !== Number(line.quantity))
          wrong.push(`${id}: line ${textOf(line.id)} has quantity ${quantity.get(textOf(line.id)) ?? "none"}`);
      }
    }
    expect(wrong).toEqual([]);
    // A connector that refuses everything would pass the loop above.
    expect(letters.map((letter) => letter.error)).toHaveLength(0);
  });

  test("met every documented quirk of Shopify and ignored none", () => {
    const violated = Object.entries(mock.quirks()).filter(([, state]) => state.violated > 0);
    expect(violated).toEqual([]);
  });

  test("a second import creates nothing", async () => {
    const models = ["res.partner", "product.template", "product.product", "sale.order", "sale.order.line"];
    const counts = async (): Promise<number[]> =>
      Promise.all(
        models.map((model) => odoo.call<number>(model, "search_count", [[]], { context: { active_test: false } })),
      );
    const before = await counts();
    await sync("customers", "products", "orders");
    expect(await counts()).toEqual(before);
  });

  test("a remote change arrives", async () => {
    const product = remote("products").find((row) => row.status === "active");
    mock.store.update("products", textOf(product?.id), { title: "Renamed far away" });
    await sync("products");
    const [binding] = await odoo.searchRead<{ name: string }>(
      "shopify.product.template",
      [["external_id", "=", textOf(product?.id)]],
      ["name"],
    );
    expect(binding?.name).toBe("Renamed far away");
  });

  test("exports a changed quantity", async () => {
    const [home] = warehouses.keys();
    const [level] = await odoo.searchRead<Binding>(
      "shopify.stock.level",
      [["external_location_id", "=", home]],
      ["external_id", "odoo_id"],
      { limit: 1 },
    );
    expect(level).toBeDefined();
    if (!level) return;
    const [item, location] = level.external_id.split(":");
    const [warehouse] = await odoo.searchRead<{ lot_stock_id: [number, string] }>(
      "stock.warehouse",
      [["id", "=", warehouses.get(home ?? "")]],
      ["lot_stock_id"],
    );
    const quant = await odoo.call<number>(
      "stock.quant",
      "create",
      [{ product_id: level.odoo_id[0], location_id: warehouse?.lot_stock_id[0], inventory_quantity: 4321 }],
      { context: { inventory_mode: true } },
    );
    await odoo.call("stock.quant", "action_apply_inventory", [[quant]]);
    await exportRecords(odoo, "stock.quant", [quant]);
    const row = remote("inventory_levels").find(
      (candidate) => textOf(candidate.inventory_item_id) === item && textOf(candidate.location_id) === location,
    );
    expect(Number(row?.available)).toBe(4321);
  });

  test("a tax that nobody has mapped stops its order by name, until somebody maps it", async () => {
    const [table] = await odoo.call<number[]>("generic.mapping.table", "search", [[["code", "=", "tax"]]]);
    await odoo.call("generic.mapping.table", "write", [[table], { missing: "fail" }]);
    await odoo.call("shopify.backend", "write", [[backend], { order_confirmation: "state" }]);
    const known = remote("orders").find((row) => row.cancelled_at === null && row.currency === "EUR");
    const [line] = (known?.line_items ?? []) as Row[];
    if (known === undefined || line === undefined) throw new Error("the shop has no order");
    const tax = [{ title: "Special", rate: 0.137, price: "13.70" }];
    mock.store.put("orders", {
      ...known,
      id: 990_000_001n,
      name: "#990001",
      financial_status: "paid",
      taxes_included: false,
      discount_codes: [],
      discount_applications: [],
      shipping_lines: [],
      line_items: [
        { ...line, id: 990_000_002n, price: "100.00", quantity: 1, tax_lines: tax, discount_allocations: [] },
      ],
      tax_lines: tax,
      total_price: "113.70",
      total_tax: "13.70",
      refunds: [],
      updated_at: new Date().toISOString(),
    });
    await sync("orders");
    const [letter] = await odoo.searchRead<DeadLetter>(
      "generic.dead.letter",
      [["external_id", "=", "990000001"]],
      ["external_id", "entity", "state", "error"],
    );
    expect(letter?.error).toContain("Taxes: Special 13.7%");
    // The row outlived the failure of the order.
    const row = (await mappings("tax")).find(({ external_key: key }) => key === "Special 13.7%");
    expect(row?.state).toBe("unmapped");
    const made = await odoo.call<number>("account.tax", "create", [
      { name: "Of a person", amount: 13.7, type_tax_use: "sale" },
    ]);
    await odoo.call("generic.mapping", "write", [[row?.id], { odoo_ref: `account.tax,${made}` }]);
    await odoo.call("generic.dead.letter", "action_retry", [[letter?.id]]);
    await drain(odoo);
    const [order] = await odoo.searchRead<{ amount_total: number; state: string }>(
      "sale.order",
      [["client_order_ref", "=", "#990001"]],
      ["amount_total", "state"],
    );
    // Paid is mapped to confirmed.
    expect(order).toMatchObject({ amount_total: 113.7, state: "sale" });
    expect((await deadLetters()).find((one) => one.external_id === "990000001")?.state).toBe("resolved");
    await odoo.call("shopify.backend", "write", [[backend], { order_confirmation: "draft" }]);
  });

  test("Export to Connectors creates a partner remotely once, and updates it the second time", async () => {
    const email = "nadia.export@example.com";
    const [germany] = await odoo.call<number[]>("res.country", "search", [[["code", "=", "DE"]]]);
    const [bavaria] = await odoo.call<number[]>("res.country.state", "search", [
      [
        ["code", "in", ["BY", "DE-BY"]],
        ["country_id", "=", germany],
      ],
    ]);
    const address = { street: "Marienplatz 8", city: "München", zip: "80331", country_id: germany, state_id: bavaria };
    const partner = await odoo.call<number>("res.partner", "create", [{ name: "Nadia Export", email, ...address }]);
    const created = (): Row[] => remote("customers").filter((row) => row.email === email);
    expect(await exportRecords(odoo, "res.partner", [partner])).toMatchObject({
      exported_count: 1,
      created_count: 1,
      error_count: 0,
    });
    expect(created()).toHaveLength(1);
    const sent = { address1: "Marienplatz 8", city: "München", zip: "80331", country_code: "DE", province_code: "BY" };
    expect(created()[0]?.default_address).toMatchObject(sent);
    await odoo.call("res.partner", "write", [[partner], { phone: "+4930901820" }]);
    expect(await exportRecords(odoo, "res.partner", [partner])).toMatchObject({
      exported_count: 1,
      created_count: 0,
      error_count: 0,
    });
    expect(created()).toHaveLength(1);
    expect(created()[0]?.phone).toBe("+4930901820");
    // The address is the shop's own record: it is changed where it stands, and only when it changed.
    const id = textOf(created()[0]?.id);
    const written = (): string[] =>
      mock.requests
        .filter(({ method, path }) => method !== "GET" && path.includes(`/customers/${id}/addresses`))
        .map(({ method, status }) => `${method} ${status}`);
    expect(written()).toEqual([]);
    const first = (created()[0]?.default_address as JsonObject).id;
    await odoo.call("res.partner", "write", [[partner], { street: "Marienplatz 9", zip: "80333" }]);
    await exportRecords(odoo, "res.partner", [partner]);
    expect(written()).toEqual(["PUT 200"]);
    expect(created()[0]?.addresses).toMatchObject([{ ...sent, id: first, address1: "Marienplatz 9", zip: "80333" }]);
    // One that had none gets it, where Odoo wins; what is emptied in Odoo stays over there.
    const policy = (conflict_customers: string) =>
      odoo.call("shopify.backend", "write", [[backend], { conflict_customers }]);
    await policy("odoo_wins");
    mock.store.update("customers", id, { addresses: [] });
    await odoo.call("res.partner", "write", [[partner], { street: "Marienplatz 10" }]);
    await exportRecords(odoo, "res.partner", [partner]);
    expect(written()).toEqual(["PUT 200", "POST 201"]);
    expect(created()[0]?.default_address).toMatchObject({ ...sent, address1: "Marienplatz 10", zip: "80333" });
    const nothing = { street: false, city: false, zip: false, country_id: false, state_id: false };
    await odoo.call("res.partner", "write", [[partner], { ...nothing, name: "Nadia Exported" }]);
    await exportRecords(odoo, "res.partner", [partner]);
    expect(created()[0]).toMatchObject({ last_name: "Exported", default_address: { address1: "Marienplatz 10" } });
    expect(written()).toHaveLength(2);
    await policy("external_wins");
  });

  test("Export to Connectors creates a product with its variant, and updates it", async () => {
    const product = await odoo.call<number>("product.template", "create", [
      { name: "Made in Odoo", default_code: "MADE-IN-ODOO", list_price: 12.5 },
    ]);
    const created = (): Row[] =>
      remote("products").filter((row) =>
        (row.variants as JsonObject[]).some((variant) => variant.sku === "MADE-IN-ODOO"),
      );
    expect(await exportRecords(odoo, "product.template", [product])).toMatchObject({
      exported_count: 1,
      error_count: 0,
    });
    expect(created()).toHaveLength(1);
    await odoo.call("product.template", "write", [[product], { name: "Renamed in Odoo" }]);
    await exportRecords(odoo, "product.template", [product]);
    expect(created()).toHaveLength(1);
    expect(created()[0]?.title).toBe("Renamed in Odoo");
  });

  describe("tells the shop what was delivered", () => {
    let order: Row;
    let picking: number;

    const fulfilments = (): JsonObject[] => mock.store.get("orders", textOf(order.id))?.fulfillments as JsonObject[];
    const told = (): [string, [string, number][]][] =>
      fulfilments().map((one) => [
        textOf(one.tracking_number),
        (one.line_items as JsonObject[]).map((line) => [textOf(line.id), Number(line.quantity)]),
      ]);
    const open = async (): Promise<number> => {
      const [found] = await odoo.searchRead<{ id: number }>(
        "stock.picking",
        [
          ["sale_id.shopify_bind_ids.external_id", "=", textOf(order.id)],
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
      const product = remote("products").find((row) => row.status === "active");
      const [variant] = product?.variants as JsonObject[];
      order = mock.store.create("orders", { line_items: [{ variant_id: variant?.id ?? null, quantity: 3 }] });
      await sync("orders");
      const [binding] = await odoo.searchRead<Binding>(
        "shopify.sale.order",
        [["external_id", "=", textOf(order.id)]],
        ["external_id", "odoo_id"],
      );
      await odoo.call("sale.order", "action_confirm", [[binding?.odoo_id[0]]]);
      picking = await open();
    });

    test("a part with its tracking, against what is left of the order", async () => {
      await deliver(picking, 1, "TRACK-1");
      expect(await exportRecords(odoo, "stock.picking", [picking])).toMatchObject({
        exported_count: 1,
        created_count: 1,
      });
      const [line] = order.line_items as JsonObject[];
      expect(told()).toEqual([["TRACK-1", [[textOf(line?.id), 1]]]]);
      expect((await deadLetters()).filter((letter) => letter.state === "open")).toEqual([]);
    });

    test("once, however often it is exported", async () => {
      await exportRecords(odoo, "stock.picking", [picking]);
      expect(told()).toHaveLength(1);
    });

    test("another number of the parcel when it changes", async () => {
      await odoo.call("stock.picking", "write", [[picking], { carrier_tracking_ref: "TRACK-1b" }]);
      await exportRecords(odoo, "stock.picking", [picking]);
      expect(told().map(([tracking]) => tracking)).toEqual(["TRACK-1b"]);
    });

    test("the rest by itself when it is done, and not twice though the answer was lost", async () => {
      await odoo.call("shopify.backend", "write", [[backend], { export_fulfillments_on_change: true }]);
      mock.faults.add({ kind: "cut", method: "POST", path: "/fulfillments.json" });
      await deliver(await open(), 2, "TRACK-2");
      // The job that did not get its answer is put back for a minute; nobody waits that long here.
      await expect
        .poll(
          async () => {
            const jobs = await odoo.call<number[]>("queue.job", "search", [
              [
                ["state", "=", "pending"],
                ["retry", ">", 0],
              ],
            ]);
            if (jobs.length > 0) await odoo.call("queue.job", "write", [jobs, { eta: false }]);
            return jobs.length;
          },
          { timeout: 60_000, interval: 500 },
        )
        .toBe(1);
      await drain(odoo);
      await odoo.call("shopify.backend", "write", [[backend], { export_fulfillments_on_change: false }]);
      expect(told().map(([tracking, lines]) => [tracking, lines[0]?.[1]])).toEqual([
        ["TRACK-1b", 1],
        ["TRACK-2", 2],
      ]);
      const bound = (await bindings("shopify.stock.picking")).map((binding) => binding.external_id);
      expect(bound.sort()).toEqual(
        fulfilments()
          .map((one) => textOf(one.id))
          .sort(),
      );
      expect(mock.store.get("orders", textOf(order.id))?.fulfillment_status).toBe("fulfilled");
    });
  });

  test("a signed webhook imports its order; a replay is answered and does nothing", async () => {
    const model = remote("orders").find((row) => row.customer !== null && row.cancelled_at === null);
    const copy = structuredClone(model) as JsonObject;
    delete copy.id;
    const order = mock.store.create("orders", copy);
    const before = await count("sale.order");
    const first = await mock.sendWebhook({
      topic: "orders/create",
      record: order,
      to: webhookUrl(),
      options: { deliveryId: "d-1" },
    });
    expect(first.status).toBe(200);
    await drain(odoo);
    expect(await count("shopify.sale.order", [["external_id", "=", textOf(order.id)]])).toBe(1);
    expect(await count("sale.order")).toBe(before + 1);
    const jobs = await count("queue.job");
    const stored = await count("generic.webhook");
    const replay = await mock.sendWebhook({
      topic: "orders/create",
      record: order,
      to: webhookUrl(),
      options: { deliveryId: "d-1" },
    });
    expect(replay.status).toBe(200);
    const changed = await mock.sendWebhook({
      topic: "orders/create",
      record: order,
      to: webhookUrl(),
      options: { deliveryId: "d-2" },
    });
    expect(changed.status).toBe(200);
    await drain(odoo);
    expect([await count("queue.job"), await count("generic.webhook"), await count("sale.order")]).toEqual([
      jobs,
      stored,
      before + 1,
    ]);
  });

  test("a bad signature and an unknown shop get 401 and write nothing", async () => {
    const [order] = remote("orders");
    if (!order) throw new Error("the mock has no order");
    const counts = async (): Promise<number[]> =>
      Promise.all(["generic.webhook", "queue.job", "sale.order"].map((model) => count(model)));
    const before = await counts();
    for (const options of [{ badSignature: true }, { otherShop: true }]) {
      const answer = await mock.sendWebhook({ topic: "orders/updated", record: order, to: webhookUrl(), options });
      expect(answer.status).toBe(401);
    }
    expect(await counts()).toEqual(before);
  });

  test("a reconciliation finds what no import can know of, and repairs what is chosen", async () => {
    interface Line {
      id: number;
      kind: string;
      external_id: string | false;
      odoo_ref: number;
      state: string;
      result: string | false;
    }
    const lineFields = ["kind", "external_id", "odoo_ref", "state", "result"];
    const compare = async (): Promise<{ counts: Record<string, unknown>; lines: Line[] }> => {
      await odoo.call("shopify.backend", "action_reconcile", [[backend]]);
      await drain(odoo);
      const [run] = await odoo.searchRead<{ id: number }>(
        "generic.reconciliation",
        [["entity", "=", "products"]],
        ["state", "fetched_count", "linked_count", "page_count"],
        { limit: 1 },
      );
      const lines = await odoo.searchRead<Line>(
        "generic.reconciliation.line",
        [["reconciliation_id", "=", run?.id]],
        lineFields,
      );
      return { counts: { ...run }, lines };
    };
    const repair = async (lines: readonly Line[]): Promise<Line[]> => {
      const ids = lines.map((line) => line.id);
      await odoo.call("generic.reconciliation.line", "action_repair", [ids]);
      await drain(odoo);
      return odoo.searchRead<Line>("generic.reconciliation.line", [["id", "in", ids]], lineFields);
    };
    const external = (lines: readonly Line[]): Line[] => lines.filter((line) => line.kind !== "unexported");
    // Stock levels and orders have changed the shop's products meanwhile, without a date that says so.
    const stale = external((await compare()).lines);
    if (stale.length > 0) await repair(stale);
    const level = await compare();
    expect(external(level.lines)).toEqual([]);
    expect(level.counts).toMatchObject({
      state: "done",
      fetched_count: remote("products").length,
      linked_count: remote("products").length,
    });
    expect(Number(level.counts.page_count)).toBeGreaterThanOrEqual(3);

    const [gone, changed] = remote("products").filter((row) => row.status === "active");
    if (!gone || !changed) throw new Error("the mock has no products");
    mock.store.drop("products", textOf(gone.id));
    mock.store.put("products", { ...changed, title: "Renamed without a trace" });
    const added = mock.store.create("products", {
      title: "Added over there",
      variants: [{ sku: "RECONCILED-1", price: "12.00" }],
    });
    const own = await odoo.call<number>("product.template", "create", [{ name: "Only in Odoo" }]);

    const { lines } = await compare();
    const found = lines.filter((line) => line.kind !== "unexported" || line.odoo_ref === own);
    expect(new Map(found.map((line) => [line.kind, line.external_id]))).toEqual(
      new Map<string, string | false>([
        ["missing", textOf(added.id)],
        ["stale", textOf(changed.id)],
        ["orphaned", textOf(gone.id)],
        ["unexported", false],
      ]),
    );
    expect(found).toHaveLength(4);
    expect((await repair(found)).map((line) => [line.kind, line.state])).toEqual(
      found.map((line) => [line.kind, "done"]),
    );

    const bound = await odoo.searchRead<{ external_id: string; name: string; sync_state: string }>(
      "shopify.product.template",
      [["external_id", "in", [gone, changed, added].map((row) => textOf(row.id))]],
      ["external_id", "name", "sync_state"],
    );
    const byId = new Map(bound.map((row) => [row.external_id, row]));
    expect(byId.get(textOf(gone.id))?.sync_state).toBe("deleted");
    expect(byId.get(textOf(changed.id))?.name).toBe("Renamed without a trace");
    expect(byId.get(textOf(added.id))?.name).toBe("Added over there");
    expect(remote("products").filter((row) => row.title === "Only in Odoo")).toHaveLength(1);
    const after = await compare();
    expect(external(after.lines)).toEqual([]);
    expect(after.lines.map((line) => line.odoo_ref)).not.toContain(own);
  });

  test("nothing in the server's log needs a person but the wrong key and the unknown tax", () => {
    const [refused, unmapped, ...rest] = forPeople(server.log().problems);
    expect(refused?.message).toMatch(/^Nothing is sent any more: HTTP 401: .* \[backend="Wrong key" /);
    expect(unmapped?.message).toMatch(/^It was not imported: Taxes: Special 13.7% .*entity=order id=990000001 /);
    expectCleanLog(rest);
  });

  test("uninstalling leaves no table and no row behind", async () => {
    if (!lab) return;
    await server.stop();
    await expectGone(lab, database, "shopify", folder.path);
  });
});
