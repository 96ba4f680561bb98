/**
 * Systems that nobody described, whole: a connector of each type, each with its own way to authenticate and to page, in
 * one database. Every record goes both ways over real HTTP against the connector's own mock.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { Lab, LabDatabase, LabServer, OdooClient } from "../../src/lab/index.ts";
import { textOf, type JsonObject, type Row } from "../../src/mock/json.ts";
import { startMock, type Mock } from "../../src/mock/server.ts";
import { cli, drain, expectCleanLog, labOrSkip, scratch } from "./support.ts";

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
        const wanted = rows(system, collection).map((row) => textOf(row.id));
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

  test("leaves a log that needs nobody", () => {
    expectCleanLog(server.log().problems);
  });
});
