/**
 * Systems that nobody described, whole: a connector of each type, each with its own way to authenticate and to page, in
 * one database. Every record goes both ways over real HTTP against the connector's own mock.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { Lab, LabDatabase, LabServer, OdooClient } from "../../src/lab/index.ts";
import { objects, textOf, type Json, type JsonObject, type Row } from "../../src/mock/json.ts";
import { startMock, type Mock } from "../../src/mock/server.ts";
import { cli, drain, expectCleanLog, exportRecords, forPeople, labOrSkip, scratch } from "./support.ts";

const PAGE = 4;
const COUNT = 10;

interface System {
  name: string;
  type: string;
  auth: string;
  pagination: string;
  entities?: string;
  /** A collection with the field whose change is looked for, and an exported one with values of a new record. */
  change: { collection: string; path: string; binding: string; field: string };
  export: { model: string; values: Record<string, unknown>; collection: string; path: string };
}

const PERSON = { model: "res.partner", path: "email" };
const SYSTEMS: readonly System[] = [
  {
    ...{ name: "acme_shop", type: "ecommerce", auth: "header", pagination: "page" },
    change: { collection: "customers", path: "name", binding: "acme_shop.res.partner", field: "name" },
    export: { ...PERSON, values: { name: "Shop Export", email: "out@shop.example.com" }, collection: "customers" },
  },
  {
    ...{ name: "acme_freight", type: "logistics", auth: "basic", pagination: "offset" },
    entities: "partner,product",
    change: { collection: "products", path: "name", binding: "acme_freight.product.product", field: "name" },
    export: { ...PERSON, values: { name: "Freight Export", email: "out@freight.example.com" }, collection: "partners" },
  },
  {
    ...{ name: "acme_books", type: "accounting", auth: "query", pagination: "link_header" },
    entities: "partner,product",
    change: { collection: "partners", path: "name", binding: "acme_books.res.partner", field: "name" },
    export: { ...PERSON, values: { name: "Books Export", email: "out@books.example.com" }, collection: "partners" },
  },
  {
    ...{ name: "acme_crm", type: "crm", auth: "bearer", pagination: "cursor" },
    change: { collection: "leads", path: "title", binding: "acme_crm.crm.lead", field: "name" },
    export: { model: "crm.lead", values: { name: "Lead of Odoo" }, collection: "leads", path: "title" },
  },
  {
    ...{ name: "acme_work", type: "crm", auth: "none", pagination: "none" },
    entities: "contact,project:project.project,task:project.task,tag:res.partner.category",
    change: { collection: "tasks", path: "name", binding: "acme_work.project.task", field: "name" },
    export: { model: "project.project", values: { name: "Project of Odoo" }, collection: "projects", path: "name" },
  },
];

const lab: Lab | undefined = await labOrSkip();

describe.skipIf(!lab)("connectors of every type in one Odoo", () => {
  let folder: Awaited<ReturnType<typeof scratch>>;
  let database: LabDatabase;
  let server: LabServer;
  let odoo: OdooClient;
  const mocks = new Map<string, Mock>();
  const backends = new Map<string, number>();
  const cleanUps: (() => Promise<void>)[] = [];

  const mockOf = (system: System): Mock => {
    const mock = mocks.get(system.name);
    if (mock === undefined) throw new Error(`no mock of ${system.name}`);
    return mock;
  };
  const rows = (system: System, collection: string): readonly Row[] => mockOf(system).store.list(collection);
  /** What a binding names a row by: its id, or what is stocked and where. */
  const keyOf = (row: Row): string => textOf(row.id) || `${textOf(row.variant_id)}:${textOf(row.location_id)}`;
  const syncAll = async (system: System): Promise<void> => {
    await odoo.call(`${system.name}.backend`, "action_sync_all", [[backends.get(system.name)]]);
    await drain(odoo);
  };
  /** Ids and dates of everything that is bound, by binding model. */
  const state = async (system: System): Promise<unknown> => {
    const models = await odoo.searchRead<{ model: string }>(
      "ir.model",
      [
        ["model", "=like", `${system.name}.%`],
        ["transient", "=", false],
      ],
      ["model"],
    );
    const found: Record<string, unknown> = {};
    for (const { model } of models.filter((one) => !one.model.endsWith(".backend"))) {
      const context = { active_test: false };
      found[model] = await odoo.searchRead(model, [], ["external_id", "odoo_id", "import_digest"], { context });
    }
    return found;
  };

  /** Says what the two places of the shop's stock are in Odoo: levels of others are left out. */
  const mapPlaces = async (): Promise<void> => {
    await odoo.call("acme_shop.backend", "action_fill_mappings", [[backends.get("acme_shop")]]);
    const places = await odoo.searchRead<{ id: number; external_name: string }>(
      "generic.mapping",
      [["table_id.code", "=", "location"]],
      ["external_name"],
    );
    expect(places.map((place) => place.external_name).sort()).toEqual(["Main", "Outlet"]);
    for (const { id, external_name: name } of places) {
      const warehouse = await odoo.call<number>("stock.warehouse", "create", [{ name: `Acme ${name}`, code: name }]);
      await odoo.call("generic.mapping", "write", [[id], { odoo_ref: `stock.warehouse,${warehouse}` }]);
    }
  };

  beforeAll(async () => {
    if (!lab) return;
    cleanUps.push(() => lab.close());
    folder = await scratch();
    cleanUps.push(folder.remove);
    for (const { name, type, auth, pagination, entities } of SYSTEMS) {
      const flags = ["--type", type, "--auth", auth, "--pagination", pagination, "--odoo", lab.series];
      const chosen = entities === undefined ? [] : ["--entities", entities];
      const address = ["--base-url", `https://{host}/${name}/v1`, "--path", folder.path];
      await cli("init-connector", name, ...flags, ...chosen, ...address, "--yes", "--quiet");
    }
    const modules = SYSTEMS.map(({ name }) => `${name}_connector`);
    for (const { name } of SYSTEMS) {
      const spec: unknown = parseYaml(await readFile(join(folder.path, `${name}_connector`, "connector.yaml"), "utf8"));
      const records = { products: COUNT, customers: COUNT, orders: COUNT };
      const mock = await startMock({ spec, records, seed: 7, generous: true });
      cleanUps.push(() => mock.close());
      mocks.set(name, mock);
    }
    database = await lab.createDatabase({ modules, addonsPaths: [folder.path] });
    server = await lab.startServer({ database, addonsPaths: [folder.path], workers: 2, channels: "root:2" });
    cleanUps.push(() => server.stop());
    odoo = await server.client();
    const companies = await odoo.call<number[]>("res.company", "search", [[]]);
    await odoo.call("res.company", "write", [companies, { tax_calculation_rounding_method: "round_per_line" }]);
    const [euro] = await odoo.call<number[]>("res.currency", "search", [[["name", "=", "EUR"]]], {
      context: { active_test: false },
    });
    await odoo.call("res.currency", "write", [[euro], { active: true }]);
    // Odoo enriches leads by asking a server of its own on the internet.
    const enriching = await odoo.call<number[]>("ir.cron", "search", [[["model_id.model", "=", "crm.lead"]]]);
    await odoo.call("ir.cron", "write", [enriching, { active: false }]);
    for (const system of SYSTEMS) {
      const mock = mockOf(system);
      const hosts = system.type === "ecommerce" ? { image_hosts: new URL(mock.origin).host } : {};
      const values = { ...mock.credentials, name: system.name, base_url: mock.url, page_size: PAGE, ...hosts };
      backends.set(system.name, await odoo.call<number>(`${system.name}.backend`, "create", [values]));
    }
    await mapPlaces();
  });

  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  test("install side by side without a WARNING or an ERROR", () => {
    expectCleanLog(database.problems);
  });

  describe.each(SYSTEMS)("$name: $type, $auth, pages by $pagination", (system) => {
    test("imports everything, page by page, each record once", async () => {
      await syncAll(system);
      const letters = await odoo.searchRead<JsonObject>("generic.dead.letter", [], ["external_id", "error"]);
      expect(letters).toEqual([]);
      const bound = (await state(system)) as Record<string, { external_id: string }[]>;
      const ids = new Set(Object.values(bound).flatMap((list) => list.map((one) => one.external_id)));
      for (const collection of mockOf(system).store.names()) {
        const wanted = rows(system, collection).map(keyOf);
        expect(wanted.length).toBeGreaterThanOrEqual(COUNT);
        expect(wanted.filter((id) => !ids.has(id))).toEqual([]);
        const lists = mockOf(system).requests.filter(
          ({ method, path, status }) => method === "GET" && status === 200 && path.endsWith(`/${collection}`),
        );
        expect(lists.length).toBeGreaterThanOrEqual(system.pagination === "none" ? 1 : 3);
      }
    });

    test("changes nothing when it imports again what did not change", async () => {
      const before = await state(system);
      const asked = mockOf(system).requests.length;
      // From the beginning, not only what changed since.
      const checkpoints = await odoo.call<number[]>("generic.checkpoint", "search", [[]]);
      await odoo.call("generic.checkpoint", "write", [checkpoints, { value: false }]);
      await syncAll(system);
      expect(mockOf(system).requests.length).toBeGreaterThan(asked + 2);
      expect(await state(system)).toEqual(before);
    });

    test("takes a change over", async () => {
      const { collection, path, binding, field } = system.change;
      const [row] = rows(system, collection);
      mockOf(system).store.update(collection, textOf(row?.id), { [path]: "Changed over there" });
      await syncAll(system);
      const [changed] = await odoo.searchRead<JsonObject>(binding, [["external_id", "=", textOf(row?.id)]], [field]);
      expect(changed?.[field]).toBe("Changed over there");
    });

    test("exports a record of Odoo, after what it refers to", async () => {
      const { model, values, collection, path } = system.export;
      const id = await odoo.call<number>(model, "create", [values]);
      const [backend] = await odoo.searchRead<{ base_backend_id: [number, string] }>(
        `${system.name}.backend`,
        [["id", "=", backends.get(system.name) ?? 0]],
        ["base_backend_id"],
      );
      const context = { active_model: model, active_ids: [id], active_id: id };
      const chosen = { backend_ids: [[6, 0, [backend?.base_backend_id[0]]]] };
      const wizard = await odoo.call<number>("connector.export.wizard", "create", [chosen], { context });
      await odoo.call("connector.export.wizard", "action_export", [[wizard]], { context });
      await drain(odoo);
      const name = values[path === "email" ? "email" : "name"];
      expect(rows(system, collection).filter((row) => row[path] === name)).toHaveLength(1);
    });
  });

  describe("a price list of the shop", () => {
    const [shop] = SYSTEMS;
    /** What `price` of a rule says, and what Odoo takes for a product in a quotation of that list. */
    const priceOf = async (pricelist: number, variant: number, quantity: number): Promise<number> => {
      const partner = await odoo.call<number>("res.partner", "create", [{ name: "Buyer" }]);
      const order = await odoo.call<number>("sale.order", "create", [{ partner_id: partner, pricelist_id: pricelist }]);
      const line = { order_id: order, product_id: variant, product_uom_qty: quantity };
      const id = await odoo.call<number>("sale.order.line", "create", [line]);
      const [row] = await odoo.searchRead<{ price_unit: number }>("sale.order.line", [["id", "=", id]], ["price_unit"]);
      return row?.price_unit ?? 0;
    };
    const boundTo = async (model: string, externalId: unknown): Promise<number> => {
      const [row] = await odoo.searchRead<{ odoo_id: [number, string] }>(
        `acme_shop.${model}`,
        [["external_id", "=", textOf(externalId as string)]],
        ["odoo_id"],
      );
      return row?.odoo_id[0] ?? 0;
    };

    test("brings what it is about, and is what Odoo sells at", async () => {
      if (shop === undefined) return;
      const category = mockOf(shop).store.create("categories", { name: "Wholesale" });
      const variant = (id: number, sku: string) => ({ id, sku, name: sku, price: 80, option1: null });
      const product = mockOf(shop).store.create("products", {
        ...{ name: "Priced", status: "active", category_id: category.id ?? null, tags: ["Sale", "New"] },
        variants: [
          { ...variant(990_001, "PRICED-S"), option1: "S" },
          { ...variant(990_002, "PRICED-L"), option1: "L" },
        ],
        options: [{ name: "Size", values: ["S", "L"] }],
      });
      const ids = { product_id: product.id ?? null, variant_id: null, category_id: null };
      const item = (id: number, price: number, values: JsonObject): JsonObject => ({ id, price, ...ids, ...values });
      mockOf(shop).store.create("pricelists", {
        ...{ id: "wholesale", name: "Wholesale", currency: "EUR", active: true },
        items: [
          item(1, 70, { applies_to: "product", min_quantity: 1 }),
          item(2, 60.5, { applies_to: "product", min_quantity: 10 }),
          item(3, 55, { applies_to: "variant", variant_id: 990_002, min_quantity: 1 }),
          item(4, 40, {
            applies_to: "category",
            product_id: null,
            category_id: category.id ?? null,
            min_quantity: 100,
          }),
          item(5, 1, { applies_to: "product", min_quantity: 1, ends_at: "2020-01-01T00:00:00Z" }),
        ],
      });
      // The list alone: product, its variants and its category come because the items name them.
      const backend = backends.get(shop.name) ?? 0;
      await odoo.call("acme_shop.backend", "sync_pricelists", [[backend]]);
      await drain(odoo);
      const list = await boundTo("product.pricelist", "wholesale");
      const small = await boundTo("product.product", 990_001);
      const large = await boundTo("product.product", 990_002);
      expect(await priceOf(list, small, 1)).toBe(70);
      expect(await priceOf(list, small, 10)).toBe(60.5);
      expect(await priceOf(list, large, 1)).toBe(55);
      expect(await odoo.searchRead("generic.dead.letter", [], ["external_id", "error"])).toEqual([]);
      const [template] = await odoo.searchRead<JsonObject>(
        "product.template",
        [["id", "=", await boundTo("product.template", product.id)]],
        ["categ_id", "product_tag_ids"],
      );
      expect(template?.categ_id).toEqual([await boundTo("product.category", category.id), "Wholesale"]);
      expect(template?.product_tag_ids).toHaveLength(2);
      const pictured = await odoo.searchRead<JsonObject>(
        "acme_shop.product.template",
        [["external_image_url", "!=", false]],
        ["image_128", "external_image_url"],
      );
      expect(pictured.length).toBeGreaterThanOrEqual(COUNT);
      expect(pictured.filter((one) => one.image_128 === false)).toEqual([]);
    });

    test("loses the items that vanished, keeps the others, and writes nothing twice", async () => {
      if (shop === undefined) return;
      const list = await boundTo("product.pricelist", "wholesale");
      const rules = () =>
        odoo.searchRead<{ id: number; write_date: string }>(
          "product.pricelist.item",
          [["pricelist_id", "=", list]],
          ["write_date"],
        );
      const before = await rules();
      expect(before).toHaveLength(5);
      const row = mockOf(shop).store.get("pricelists", "wholesale");
      const items = Array.isArray(row?.items) ? row.items : [];
      mockOf(shop).store.update("pricelists", "wholesale", { items: items.slice(0, 2) });
      await syncAll(shop);
      const left = await rules();
      expect(left).toHaveLength(2);
      expect(before).toEqual(expect.arrayContaining(left));
      expect(await priceOf(list, await boundTo("product.product", 990_002), 1)).toBe(70);
    });
  });

  describe("an order of the shop", () => {
    const [shop] = SYSTEMS;
    interface Order {
      id: number;
      state: string;
      amount_total: number;
      partner_id: [number, string];
      invoice_ids: number[];
    }
    const orderOf = async (row: Row): Promise<Order> => {
      const [binding] = await odoo.searchRead<{ odoo_id: [number, string] }>(
        "acme_shop.sale.order",
        [["external_id", "=", textOf(row.id)]],
        ["odoo_id"],
      );
      const fields = ["state", "amount_total", "partner_id", "invoice_ids"];
      const [order] = await odoo.call<Order[]>("sale.order", "read", [[binding?.odoo_id[0]], fields]);
      if (!order) throw new Error(`order ${textOf(row.id)} is not imported`);
      return order;
    };
    const bookings = (row: Row): Promise<{ kind: string; external_id: string; amount: number; document: Json }[]> =>
      odoo.searchRead(
        "generic.booking",
        [["external_order_id", "=", textOf(row.id)]],
        ["kind", "external_id", "amount", "document"],
        { order: "kind" },
      );
    const syncOrders = async (): Promise<void> => {
      await odoo.call("acme_shop.backend", "sync_orders", [[backends.get("acme_shop")]]);
      await drain(odoo);
    };
    /** One more order of the shop, like one that it has: with lines of its own. */
    const orderLike = (like: Row | undefined, id: string, values: JsonObject): Row => {
      if (shop === undefined || like === undefined) throw new Error("the shop has no such order");
      const renewed = (lines: Json | undefined): JsonObject[] =>
        objects(lines).map((line) => ({ ...line, id: `${id}-${textOf(line.id)}` }));
      return mockOf(shop).store.create("orders", {
        ...{ ...structuredClone<JsonObject>(like), id, number: id },
        ...{ lines: renewed(like.lines), shipping_lines: renewed(like.shipping_lines) },
        ...values,
      });
    };

    test("is invoiced and paid as it was paid there, and what is refunded is credited, each once", async () => {
      if (shop === undefined) return;
      const backend = backends.get(shop.name) ?? 0;
      await odoo.call("acme_shop.backend", "write", [
        [backend],
        {
          ...{ order_confirmation: "paid", invoice_policy_paid: "post", record_payments: "invoice" },
          refund_policy: "credit_note",
        },
      ]);
      // Goods that are invoiced as soon as they are ordered.
      const products = await odoo.call<number[]>("product.template", "search", [[["sale_ok", "=", true]]]);
      await odoo.call("product.template", "write", [products, { invoice_policy: "order" }]);
      const refunded = rows(shop, "orders").find((row) => Array.isArray(row.refunds) && row.refunds.length > 0);
      const payment: JsonObject = { ...objects(refunded?.payments)[0], id: "PAY-LATER" };
      const failed: JsonObject = { ...payment, id: "PAY-FAILED", status: "failed" };
      const row = orderLike(refunded, "PAID-1", { payments: [failed, payment], refunds: [] });
      await syncOrders();
      // Nobody has said yet which journal a card is.
      const letters = await odoo.searchRead<{ id: number; external_id: string; error: string }>(
        "generic.dead.letter",
        [],
        ["external_id", "error"],
      );
      expect(letters).toMatchObject([
        { external_id: "PAID-1#payment:PAY-LATER", error: expect.stringContaining("card") as string },
      ]);
      const [journal] = await odoo.call<number[]>("account.journal", "search", [[["type", "=", "bank"]]], { limit: 1 });
      const method = await odoo.call<number[]>("generic.mapping", "search", [
        [
          ["table_id.code", "=", "payment_method"],
          ["external_key", "=", "card"],
        ],
      ]);
      await odoo.call("generic.mapping", "write", [method, { odoo_ref: `account.journal,${journal ?? 0}` }]);
      await odoo.call("generic.dead.letter", "action_retry", [letters.map((letter) => letter.id)]);
      await drain(odoo);
      const order = await orderOf(row);
      expect(order).toMatchObject({ state: "sale", amount_total: Number(row.total) });
      expect(await bookings(row)).toMatchObject([
        { kind: "payment", external_id: "PAY-LATER", amount: Number(row.total) },
      ]);
      const refunds = objects(refunded?.refunds);
      const lines = objects(refunds[0]?.lines).map((line) => ({
        ...line,
        line_id: `PAID-1-${textOf(line.line_id)}`,
      }));
      mockOf(shop).store.update("orders", "PAID-1", { refunds: [{ ...refunds[0], id: "REFUND-LATER", lines }] });
      await syncOrders();
      await syncOrders();
      expect(await bookings(row)).toMatchObject([
        { kind: "payment", external_id: "PAY-LATER" },
        { kind: "refund", external_id: "REFUND-LATER", amount: Number(refunds[0]?.total) },
      ]);
      const [, credited] = await bookings(row);
      const documents = [...(await orderOf(row)).invoice_ids, Number(textOf(credited?.document).split(",")[1])];
      const moves = await odoo.searchRead<{ move_type: string; amount_total: number; payment_state: string }>(
        "account.move",
        [["id", "in", documents]],
        ["move_type", "amount_total", "payment_state", "state"],
        { order: "move_type" },
      );
      expect(moves).toMatchObject([
        { move_type: "out_invoice", state: "posted", amount_total: Number(row.total) },
        { move_type: "out_refund", state: "posted", amount_total: Number(refunds[0]?.total) },
      ]);
      expect(["paid", "in_payment"]).toContain(moves[0]?.payment_state);
    });

    test("of somebody at a company is found by its VAT number, however its name is written", async () => {
      if (shop === undefined) return;
      const [germany] = await odoo.call<number[]>("res.country", "search", [[["code", "=", "DE"]]]);
      const company = await odoo.call<number>("res.partner", "create", [
        { name: "Müller Maschinenbau GmbH", is_company: true, vat: "DE136695976", country_id: germany },
      ]);
      const address: JsonObject = { name: "Erika Beispiel", street: "Werkstraße 4", city: "Ulm", country_code: "DE" };
      const [like] = rows(shop, "orders");
      const guest = { customer: null, email: "erika@mueller.example.com", payments: [], payment_status: "open" };
      const ours = { ...address, company: "Mueller Masch.-Bau", vat: "de 136.695.976" };
      const known = orderLike(like, "COMPANY-1", { ...guest, billing_address: ours, shipping_address: ours });
      // Another number is another company, even where the name is one that is known.
      const theirs = { ...address, name: "Otto", company: "Müller Maschinenbau GmbH", vat: "DE811907980" };
      const other = orderLike(like, "COMPANY-2", {
        ...{ ...guest, email: "otto@mueller.example.com" },
        ...{ billing_address: theirs, shipping_address: theirs },
      });
      await syncOrders();
      const parentOf = async (row: Row): Promise<unknown> => {
        const [partner] = await odoo.call<{ parent_id: [number, string] | false }[]>("res.partner", "read", [
          [(await orderOf(row)).partner_id[0]],
          ["parent_id"],
        ]);
        return partner?.parent_id && partner.parent_id[0];
      };
      expect(await parentOf(known)).toBe(company);
      const made = await parentOf(other);
      expect(made).not.toBe(company);
      const companies = await odoo.searchRead<{ id: number; vat: string }>(
        "res.partner",
        [
          ["is_company", "=", true],
          ["name", "ilike", "M%ller Masch"],
        ],
        ["vat"],
        { order: "id" },
      );
      expect(companies).toEqual([
        { id: company, vat: "DE136695976" },
        { id: made, vat: "DE811907980" },
      ]);
    });
  });

  test("the shop's stock comes in by place, and goes out when it is counted anew", async () => {
    const [shop] = SYSTEMS;
    if (shop === undefined) return;
    const levels = await odoo.searchRead<{ external_id: string; odoo_id: [number, string]; external_quantity: number }>(
      "acme_shop.stock.level",
      [],
      ["external_id", "odoo_id", "external_quantity"],
    );
    expect(levels.map((level) => [level.external_id, level.external_quantity]).sort()).toEqual(
      rows(shop, "inventory")
        .map((row) => [keyOf(row), row.quantity])
        .sort(),
    );
    const places = await odoo.searchRead<{ external_key: string; odoo_ref: string }>(
      "generic.mapping",
      [["table_id.code", "=", "location"]],
      ["external_key", "odoo_ref"],
    );
    const quantOf = async (level: (typeof levels)[number]): Promise<{ id: number; quantity: number } | undefined> => {
      const place = places.find((one) => level.external_id.endsWith(`:${one.external_key}`));
      const [warehouse] = await odoo.call<{ lot_stock_id: [number, string] }[]>("stock.warehouse", "read", [
        [Number(place?.odoo_ref.split(",")[1])],
        ["lot_stock_id"],
      ]);
      const [quant] = await odoo.searchRead<{ id: number; quantity: number }>(
        "stock.quant",
        [
          ["product_id", "=", level.odoo_id[0]],
          ["location_id", "=", warehouse?.lot_stock_id[0] ?? 0],
        ],
        ["quantity"],
      );
      return quant;
    };
    for (const level of levels) expect((await quantOf(level))?.quantity).toBe(level.external_quantity);
    const [level] = levels;
    const quant = level === undefined ? undefined : await quantOf(level);
    const counted = { context: { inventory_mode: true } };
    await odoo.call("stock.quant", "write", [[quant?.id], { inventory_quantity: 77 }], counted);
    await odoo.call("stock.quant", "action_apply_inventory", [[quant?.id]]);
    await exportRecords(odoo, "stock.quant", [quant?.id ?? 0]);
    expect(mockOf(shop).store.get("inventory", level?.external_id ?? "")?.quantity).toBe(77);
  });

  test("leaves a log that needs nobody", () => {
    expectCleanLog(forPeople(server.log().problems).filter((problem) => !problem.message.includes("was not imported")));
  });
});
