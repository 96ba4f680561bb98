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
      const values = { ...mock.credentials, name: system.name, base_url: mock.url, page_size: PAGE };
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

  test("leaves a log that needs nobody", () => {
    expectCleanLog(server.log().problems);
  });
});
