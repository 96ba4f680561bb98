/**
 * Exports in a real Odoo over real HTTP: orders after their customer and products, changes that go out by themselves, and
 * none that only come back from an import.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { Lab, LabDatabase, LabServer, OdooClient } from "../../src/lab/index.ts";
import { type JsonObject, type Row, textOf } from "../../src/mock/json.ts";
import { startMock, type Mock } from "../../src/mock/server.ts";
import { cli, drain, expectCleanLog, forPeople, labOrSkip, scratch } from "./support.ts";

const ADDON = "shopify_connector";
const PRODUCTS = 50;

const lab: Lab | undefined = await labOrSkip();

describe.skipIf(!lab)("exports of a generated connector in a real Odoo", () => {
  let folder: Awaited<ReturnType<typeof scratch>>;
  let mock: Mock;
  let database: LabDatabase;
  let server: LabServer;
  let odoo: OdooClient;
  let backend: number;
  const cleanUps: (() => Promise<void>)[] = [];

  const remote = (collection: string): readonly Row[] => mock.store.list(collection);
  const writes = (from = 0): string[] =>
    mock.requests
      .slice(from)
      .filter(({ method }) => method !== "GET")
      .map(({ method, path }) => `${method} ${path.replace(/\d{5,}/, "ID")}`);
  const errors = async (): Promise<string[]> =>
    (await odoo.searchRead<{ error: string }>("generic.dead.letter", [["state", "=", "open"]], ["error"])).map(
      ({ error }) => error,
    );

  async function exportRecords(model: string, ids: number[]): Promise<Record<string, unknown>> {
    const context = { active_model: model, active_ids: ids, active_id: ids[0] };
    const wizard = await odoo.call<number>("connector.export.wizard", "create", [{}], { context });
    await odoo.call("connector.export.wizard", "action_export", [[wizard]], { context });
    await drain(odoo);
    const fields = ["exported_count", "created_count", "skipped_count", "error_count", "message"];
    const [result] = await odoo.call<Record<string, unknown>[]>("connector.export.wizard", "read", [[wizard], fields]);
    return result ?? {};
  }

  async function confirmedOrder(partner: number, product: number): Promise<number> {
    const line = { product_id: product, product_uom_qty: 3, price_unit: 9.99, discount: 15 };
    const order = await odoo.call<number>("sale.order", "create", [
      { partner_id: partner, order_line: [[0, 0, line]] },
    ]);
    await odoo.call("sale.order", "action_confirm", [[order]]);
    return order;
  }

  beforeAll(async () => {
    if (!lab) return;
    cleanUps.push(() => lab.close());
    folder = await scratch();
    cleanUps.push(folder.remove);
    const rules = [
      "entities.customer.export.required=[email, first_name]",
      "entities.customer.export.max_length={last_name: 20}",
      'entities.product.export.when=[[sale_ok, "=", true]]',
      "entities.product.endpoints.delete=DELETE /products/{id}.json",
      "entities.product.export.on_delete=delete",
      "entities.customer.endpoints.delete=DELETE /customers/{id}.json",
      "entities.customer.export.on_delete=delete",
    ].flatMap((rule) => ["--set", rule]);
    const options = ["--type", "ecommerce", "--odoo", lab.series, "--path", folder.path, "--yes", "--quiet"];
    await cli("init-connector", "shopify", ...options, ...rules);
    const spec: unknown = parseYaml(await readFile(join(folder.path, ADDON, "connector.yaml"), "utf8"));
    mock = await startMock({ spec, records: { products: PRODUCTS, customers: 6, orders: 0 }, seed: 7, generous: true });
    cleanUps.push(() => mock.close());
    database = await lab.createDatabase({ modules: [ADDON], addonsPaths: [folder.path] });
    expectCleanLog(database.problems);
    server = await lab.startServer({ database, addonsPaths: [folder.path], workers: 2, channels: "root:2" });
    cleanUps.push(() => server.stop());
    odoo = await server.client();
    backend = await odoo.call<number>("shopify.backend", "create", [
      { ...mock.credentials, name: "Test shop", base_url: mock.url, export_products_on_change: true },
    ]);
  });

  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  test("an import with the switch on sends nothing back", async () => {
    await odoo.call("shopify.backend", "action_fill_mappings", [[backend]]);
    const [location] = await odoo.call<number[]>("generic.mapping", "search", [[["table_id.code", "=", "location"]]]);
    const [place] = await odoo.call<number[]>("stock.warehouse", "search", [[]], { limit: 1 });
    await odoo.call("generic.mapping", "write", [[location], { odoo_ref: `stock.warehouse,${place ?? 0}` }]);
    await odoo.call("shopify.backend", "write", [[backend], { export_inventory_on_change: true }]);
    await odoo.call("shopify.backend", "action_sync_all", [[backend]]);
    await drain(odoo);
    const linked = [["backend_id", "=", backend]];
    expect(await odoo.call<number>("shopify.product.template", "search_count", [linked])).toBeGreaterThan(PRODUCTS / 2);
    const exports = [["method_name", "=", "_export_to_external"]];
    expect(await odoo.call<number>("queue.job", "search_count", [exports])).toBe(0);
    expect(writes()).toEqual([]);
  });

  test("a change goes out with the switch on, several changes as one, and not without it", async () => {
    const [binding] = await odoo.searchRead<{ external_id: string; odoo_id: [number, string] }>(
      "shopify.product.template",
      [["backend_id", "=", backend]],
      ["external_id", "odoo_id"],
      { limit: 1 },
    );
    if (!binding) throw new Error("nothing was imported");
    const rename = (name: string) => odoo.call("product.template", "write", [[binding.odoo_id[0]], { name }]);
    const titles = () => remote("products").find((row) => textOf(row.id) === binding.external_id)?.title;
    const before = mock.requests.length;
    await rename("First name");
    await rename("Second name");
    // A field that the export does not read.
    await odoo.call("product.template", "write", [[binding.odoo_id[0]], { description_purchase: "Ours alone" }]);
    await drain(odoo);
    expect(titles()).toBe("Second name");
    expect(writes(before)).toEqual(["PUT /products/ID.json"]);
    // What the shop now reports as changed is known here.
    await odoo.call("shopify.backend", "sync_products", [[backend]]);
    await drain(odoo);
    expect(writes(before)).toHaveLength(1);
    await odoo.call("shopify.backend", "write", [[backend], { export_products_on_change: false }]);
    await rename("Third name");
    await drain(odoo);
    expect(titles()).toBe("Second name");
  });

  test("an order goes after its customer and product, with its total, and stays as it is", async () => {
    const partner = await odoo.call<number>("res.partner", "create", [
      { name: "Nadia Export", email: "nadia.export@example.com", street: "Hauptstraße 1" },
    ]);
    const product = await odoo.call<number>("product.product", "create", [{ name: "Lamp", default_code: "LAMP-X" }]);
    const order = await confirmedOrder(partner, product);
    const before = mock.requests.length;
    expect(await exportRecords("sale.order", [order])).toMatchObject({ exported_count: 1, error_count: 0 });
    expect(await errors()).toEqual([]);
    const sent = writes(before);
    expect(sent.slice(0, 2).sort()).toEqual(["POST /customers.json", "POST /products.json"]);
    expect(sent.slice(2)).toEqual(["POST /orders.json"]);
    // Each job waits for one other: two that end at once would both wake the third, and the queue stumbles over that.
    const jobs = await odoo.searchRead<{ dependencies: { depends_on: string[] } }>(
      "queue.job",
      [["graph_uuid", "!=", false]],
      ["dependencies"],
    );
    expect(jobs.map(({ dependencies }) => dependencies.depends_on.length).sort()).toEqual([0, 1, 1]);
    const [row] = remote("orders");
    const [{ amount_total: total, name } = { amount_total: 0, name: "" }] = await odoo.call<
      { amount_total: number; name: string }[]
    >("sale.order", "read", [[order], ["amount_total", "name"]]);
    expect(row?.source_identifier).toBe(name);
    expect((row?.customer as JsonObject).id).toBe(
      remote("customers").find(({ email }) => email === "nadia.export@example.com")?.id,
    );
    // The shop computes totals by itself.
    expect(Number(row?.total_price)).toBeCloseTo(total, 2);
    // The shop's own news about it leave its lines alone.
    await odoo.call("shopify.backend", "sync_orders", [[backend]]);
    await drain(odoo);
    expect(await errors()).toEqual([]);
    expect(await odoo.call<number>("sale.order", "search_count", [[]])).toBe(1);
    expect(await exportRecords("sale.order", [order])).toMatchObject({ exported_count: 1 });
    expect(writes(before)).toHaveLength(3);
  });

  test("what is wrong is told at once, and an order without its customer is not sent", async () => {
    const partner = await odoo.call<number>("res.partner", "create", [
      { name: "Ann Averyveryverylongfamilyname-Indeed" },
    ]);
    const product = await odoo.call<number>("product.product", "create", [{ name: "Desk", default_code: "DESK-X" }]);
    const order = await confirmedOrder(partner, product);
    await exportRecords("sale.order", [order]);
    const found = (await errors()).sort();
    expect(found).toHaveLength(2);
    const [ofOrder = "", ofCustomer = ""] = found[0]?.startsWith("The customer") ? found : [...found].reverse();
    expect(ofCustomer.split("\n")).toEqual([
      expect.stringContaining("email is missing"),
      expect.stringContaining("last_name has"),
    ]);
    expect(ofOrder).toContain("Ann Averyveryverylongfamilyname-Indeed");
    expect(remote("orders")).toHaveLength(1);
  });

  test("a record that does not meet the condition is skipped with the reason", async () => {
    const product = await odoo.call<number>("product.template", "create", [{ name: "Not for sale", sale_ok: false }]);
    const result = await exportRecords("product.template", [product]);
    expect(result).toMatchObject({ exported_count: 0, created_count: 0, skipped_count: 1, error_count: 0 });
    expect(result.message).toMatch(/Not for sale: .*\(.* = True\)/);
  });

  test("what is deleted or archived in Odoo is deleted there; what cannot be is a dead letter, not a failed job", async () => {
    const switches = { export_products_on_change: true, export_customers_on_change: true };
    await odoo.call("shopify.backend", "write", [[backend], switches]);
    const product = await odoo.call<number>("product.template", "create", [{ name: "Short-lived" }]);
    const email = "short.lived@example.com";
    const partner = await odoo.call<number>("res.partner", "create", [{ name: "Short Lived", email }]);
    await exportRecords("product.template", [product]);
    await exportRecords("res.partner", [partner]);
    const [made] = remote("products").filter(({ title }) => title === "Short-lived");
    expect(made).toBeDefined();
    const before = mock.requests.length;
    mock.faults.add({ kind: "status", status: 422, method: "DELETE", path: "/products/*" });
    await odoo.call("product.template", "unlink", [[product]]);
    // A customer has no place for being archived: it goes.
    await odoo.call("res.partner", "write", [[partner], { active: false }]);
    await drain(odoo);
    expect(writes(before).sort()).toEqual(["DELETE /customers/ID.json", "DELETE /products/ID.json"]);
    expect(remote("customers").filter((row) => row.email === email)).toEqual([]);
    expect(await odoo.call<number>("shopify.res.partner", "search_count", [[["odoo_id", "=", partner]]])).toBe(0);
    const letters = async () =>
      odoo.searchRead<{ id: number; name: string; state: string; external_id: string }>(
        "generic.dead.letter",
        [["direction", "=", "delete"]],
        ["name", "state", "external_id"],
      );
    const [letter, ...others] = await letters();
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ name: "Short-lived", state: "open", external_id: textOf(made?.id) });
    await odoo.call("generic.dead.letter", "action_retry", [[letter?.id]]);
    await drain(odoo);
    expect(await letters()).toMatchObject([{ state: "resolved" }]);
    expect(mock.store.get("products", textOf(made?.id))).toBeUndefined();
  });

  test("a done receipt sends the new level, once", async () => {
    const [level] = await odoo.searchRead<{ external_id: string; odoo_id: [number, string] }>(
      "shopify.stock.level",
      [["backend_id", "=", backend]],
      ["external_id", "odoo_id"],
      { limit: 1 },
    );
    const [place] = await odoo.call<number[]>("stock.warehouse", "search", [[]], { limit: 1 });
    const [type] = await odoo.searchRead<{ id: number; default_location_dest_id: [number, string] }>(
      "stock.picking.type",
      [
        ["code", "=", "incoming"],
        ["warehouse_id", "=", place],
      ],
      ["default_location_dest_id"],
      { limit: 1 },
    );
    const [from] = await odoo.call<number[]>("stock.location", "search", [[["usage", "=", "supplier"]]], { limit: 1 });
    const places = { location_id: from, location_dest_id: type?.default_location_dest_id[0] };
    const named = lab?.series === "19.0" ? {} : { name: "Goods" };
    const move = { ...named, product_id: level?.odoo_id[0], product_uom_qty: 7, ...places };
    const receipt = await odoo.call<number>("stock.picking", "create", [
      { picking_type_id: type?.id, ...places, move_ids: [[0, 0, move]] },
    ]);
    const levelOf = (): number | undefined => {
      const [item = "", location = ""] = level?.external_id.split(":") ?? [];
      const row = remote("inventory_levels").find(
        (one) => textOf(one.inventory_item_id) === item && textOf(one.location_id) === location,
      );
      return row && Number(row.available);
    };
    const known = levelOf();
    const before = mock.requests.length;
    await odoo.call("stock.picking", "action_confirm", [[receipt]]);
    await drain(odoo);
    expect(writes(before)).toEqual([]);
    const moves = await odoo.call<number[]>("stock.move", "search", [[["picking_id", "=", receipt]]]);
    await odoo.call("stock.move", "write", [
      moves,
      lab?.series === "16.0" ? { quantity_done: 7 } : { quantity: 7, picked: true },
    ]);
    await odoo.call("stock.picking", "button_validate", [[receipt]]);
    await drain(odoo);
    expect(writes(before)).toEqual(["POST /inventory_levels/set.json"]);
    expect(levelOf()).toBe((known ?? 0) + 7);
  });

  test("a change while the record's export is at work goes out after it", async () => {
    const [binding] = await odoo.searchRead<{ external_id: string; odoo_id: [number, string] }>(
      "shopify.product.template",
      [["backend_id", "=", backend]],
      ["external_id", "odoo_id"],
      { limit: 1 },
    );
    const rename = (name: string) => odoo.call("product.template", "write", [[binding?.odoo_id[0]], { name }]);
    mock.faults.add({ kind: "delay", ms: 5000, method: "PUT", path: "/products/*" });
    const before = mock.requests.length;
    await rename("While it waits");
    const started = [["state", "=", "started"]];
    for (let tries = 0; tries < 100; tries += 1) {
      if ((await odoo.call<number>("queue.job", "search_count", [started])) > 0) break;
      await new Promise((done) => setTimeout(done, 200));
    }
    await new Promise((done) => setTimeout(done, 1000));
    await rename("While it is sent");
    await drain(odoo);
    expect(remote("products").find((row) => textOf(row.id) === binding?.external_id)?.title).toBe("While it is sent");
    expect(writes(before)).toHaveLength(2);
  });

  test("a change of a transaction that still sees the finished export waiting gets a job of its own", async () => {
    const script = `
from odoo import SUPERUSER_ID, api
from odoo.addons.queue_job.job import Job

binding = env["shopify.product.template"].search([("backend_id", "=", ${backend})], limit=1)
jobs = env["queue.job"].search([])
binding._queue_export(seconds=600)
job = Job.load(env, (env["queue.job"].search([]) - jobs).uuid)
env.cr.commit()
slow = api.Environment(env.registry.cursor(), SUPERUSER_ID, {})
product = slow["product.template"].browse(binding.odoo_id.id)
product.name
# Meanwhile the job runs and finds nothing to do: it writes no news about the binding.
job.set_started()
job.store()
env.cr.commit()
print("result:", job.perform())
job.set_done()
job.store()
env.cr.commit()
product.name = "Named in a slow transaction"
slow.cr.commit()
slow.cr.close()
env.cr.rollback()
waiting = env["queue.job"].search([("state", "=", "pending"), ("method_name", "=", "_export_to_external")])
print("waiting:", len(waiting))
`;
    const printed = await lab?.shell(database, script, { addonsPaths: [folder.path] });
    expect(printed).toContain("result: Unchanged.");
    expect(printed).toContain("waiting: 1");
    await drain(odoo);
    expect(remote("products").filter(({ title }) => title === "Named in a slow transaction")).toHaveLength(1);
  });

  describe("conflicts", () => {
    interface Conflict {
      readonly id: number;
      readonly state: string;
      readonly field_names: string;
      readonly line_ids: readonly number[];
    }
    let key: string;
    let product: number;
    const theirs = () => mock.store.get("products", key);
    const ours = async (): Promise<Record<string, string | false | undefined>> => {
      const fields = ["name", "description_sale"];
      const [row] = await odoo.call<Record<string, string | false>[]>("product.template", "read", [[product], fields]);
      return { name: row?.name, description_sale: row?.description_sale };
    };
    const rename = (name: string) => odoo.call("product.template", "write", [[product], { name }]);
    const policy = (conflict_products: string, isExported: boolean) =>
      odoo.call("shopify.backend", "write", [[backend], { conflict_products, export_products_on_change: isExported }]);
    const conflicts = () =>
      odoo.searchRead<Conflict>("generic.conflict", [["state", "=", "open"]], ["state", "field_names", "line_ids"]);
    const sync = async (): Promise<void> => {
      await odoo.call("shopify.backend", "sync_products", [[backend]]);
      await drain(odoo);
    };

    beforeAll(async () => {
      const [binding] = await odoo.searchRead<{ external_id: string; odoo_id: [number, string] }>(
        "shopify.product.template",
        [
          ["backend_id", "=", backend],
          ["external_id", "!=", false],
        ],
        ["external_id", "odoo_id"],
        { limit: 1, order: "id desc" },
      );
      key = binding?.external_id ?? "";
      product = binding?.odoo_id[0] ?? 0;
      // What earlier tests left in only one place goes where it belongs.
      await policy("odoo_wins", true);
      await rename("Agreed");
      await drain(odoo);
      await sync();
      expect([theirs()?.title, (await ours()).name]).toEqual(["Agreed", "Agreed"]);
    });

    test("a field that both sides changed is on neither overwritten, not by an export either", async () => {
      await policy("manual", true);
      mock.store.update("products", key, { title: "Theirs", body_html: "Only they changed it" });
      const before = mock.requests.length;
      await rename("Ours");
      await drain(odoo);
      expect(writes(before)).toEqual([]);
      expect(await ours()).toEqual({ name: "Ours", description_sale: "Only they changed it" });
      const [conflict, ...others] = await conflicts();
      expect(others).toEqual([]);
      expect(conflict).toMatchObject({ field_names: "Name" });
      const [line] = await odoo.call<object[]>("generic.conflict.line", "read", [
        conflict?.line_ids,
        ["odoo_value", "external_value"],
      ]);
      expect(line).toMatchObject({ odoo_value: "Ours", external_value: "Theirs" });
      await sync();
      expect([theirs()?.title, (await ours()).name]).toEqual(["Theirs", "Ours"]);
      expect((await conflicts()).map(({ id }) => id)).toEqual([conflict?.id]);
      // One click: Odoo's goes out.
      await odoo.call("generic.conflict.line", "action_keep_odoo", [conflict?.line_ids]);
      await drain(odoo);
      expect(await conflicts()).toEqual([]);
      expect(writes(before)).toEqual(["PUT /products/ID.json"]);
      expect([theirs()?.title, (await ours()).name]).toEqual(["Ours", "Ours"]);
    });

    test("the external value is taken with one click, and sides that agree again need none", async () => {
      await policy("manual", false);
      mock.store.update("products", key, { title: "Theirs" });
      await rename("Ours, changed");
      await sync();
      const before = mock.requests.length;
      const [conflict] = await conflicts();
      expect(conflict).toMatchObject({ field_names: "Name" });
      await odoo.call("generic.conflict", "action_take_external", [[conflict?.id]]);
      await drain(odoo);
      expect([theirs()?.title, (await ours()).name]).toEqual(["Theirs", "Theirs"]);
      expect([await conflicts(), writes(before)]).toEqual([[], []]);
      mock.store.update("products", key, { title: "Both" });
      await rename("Not both");
      await sync();
      expect(await conflicts()).toHaveLength(1);
      await rename("Both");
      const [again] = await conflicts();
      await odoo.call("generic.conflict", "action_check", [[again?.id]]);
      await drain(odoo);
      expect([await conflicts(), (await ours()).name]).toEqual([[], "Both"]);
    });

    test("where Odoo wins, what it is ahead by goes out with the next import, and once", async () => {
      await policy("odoo_wins", false);
      mock.store.update("products", key, { title: "Theirs", body_html: "And this" });
      await rename("Ours and ahead");
      const before = mock.requests.length;
      await policy("odoo_wins", true);
      await sync();
      expect(await ours()).toEqual({ name: "Ours and ahead", description_sale: "And this" });
      expect(theirs()?.title).toBe("Ours and ahead");
      await sync();
      expect(writes(before)).toEqual(["PUT /products/ID.json"]);
      expect(await conflicts()).toEqual([]);
    });

    test("the newest wins, an export that would be older is the import of what is newer", async () => {
      await policy("newest_wins", false);
      const put = (title: string, minutes: number): void => {
        const moment = new Date(Date.now() + minutes * 60_000).toISOString().replace(/\.\d+Z$/, "+00:00");
        mock.store.put("products", { ...theirs(), title, updated_at: moment });
      };
      const refresh = async (): Promise<void> => {
        const domain = [["odoo_id", "=", product]];
        const bindings = await odoo.call<number[]>("shopify.product.template", "search", [domain]);
        await odoo.call("shopify.product.template", "action_import", [bindings]);
        await drain(odoo);
      };
      put("Theirs an hour ago", -60);
      await rename("Ours now");
      await refresh();
      expect((await ours()).name).toBe("Ours now");
      put("Theirs in an hour", 60);
      await policy("newest_wins", true);
      await rename("Ours before that");
      await drain(odoo);
      expect([theirs()?.title, (await ours()).name]).toEqual(["Theirs in an hour", "Theirs in an hour"]);
      expect(await conflicts()).toEqual([]);
      // What the tests above meant to fail is told to people, and nothing else is.
      const meant = [
        /^It was not exported: email is missing/,
        /^It was not exported: The customer /,
        /^It was not deleted: HTTP 422/,
      ];
      const rest = forPeople(server.log().problems).filter(({ message }) => !meant.some((one) => one.test(message)));
      expectCleanLog(rest);
    });
  });
});
