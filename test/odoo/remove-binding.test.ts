/**
 * A binding leaves a connector in a database that holds data: the update says nothing, nothing runs into the gap, the
 * rest goes on syncing; and where the binding comes back, it finds its rows.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { Lab, LabDatabase, LabServer, OdooClient } from "../../src/lab/index.ts";
import { startMock, type Mock } from "../../src/mock/server.ts";
import { expectSound } from "../generated/sound.ts";
import { cli, drain, expectCleanLog, expectGone, labOrSkip, scratch } from "./support.ts";

const ADDON = "shopify_connector";
const TABLES = ["shopify_res_partner", "shopify_res_partner_address"];

const lab: Lab | undefined = await labOrSkip();

/** What waits, is scheduled and is open about customers on the day they go. */
const TROUBLE = `
backend = env["shopify.backend"].search([])
backend.conflict_customers = "manual"
env.ref("${ADDON}.ir_cron_shopify_sync_customers").active = True
backend.sync_customers()
backend.with_delay().sync_customers()
bindings = env["shopify.res.partner"].search([], limit=2)
bindings[0].with_delay().import_record(backend, bindings[0].external_id)
shared = {
    "backend_id": backend.generic_backend_id.id,
    "binding_model": "shopify.res.partner",
    "entity": "customer",
    "external_id": bindings[0].external_id,
}
line = {
    "binding_model": "shopify.res.partner",
    "external_id": bindings[0].external_id,
    "field_name": "name",
    "external_key": '"x"',
}
conflict = env["generic.conflict"].create({**shared, "line_ids": [(0, 0, line)]})
conflict._queue_import()
letter = env["generic.dead.letter"].create({**shared, "direction": "import", "error": "No."})
letter.action_retry()
values = {**shared, "entity": "customers"}
env["generic.reconciliation"].create({k: values[k] for k in values if k != "external_id"})
model = env["ir.model"]._get("shopify.res.partner")
action = {"name": "Mine", "model_id": model.id, "state": "code", "code": "pass"}
env["ir.cron"].create({**action, "interval_number": 1, "interval_type": "days"})
env["ir.actions.server"].create(action)
env["ir.filters"].create({"name": "Mine", "model_id": "shopify.res.partner"})
`;

describe.skipIf(!lab)("a binding that leaves a connector, in a real Odoo", () => {
  let folder: Awaited<ReturnType<typeof scratch>>;
  let mock: Mock;
  let database: LabDatabase;
  let odoo: OdooClient;
  let server: LabServer | undefined;
  let backend: number;
  let rows: unknown[][][];
  const cleanUps: (() => Promise<void>)[] = [];

  const start = async (): Promise<void> => {
    if (!lab) return;
    server = await lab.startServer({ database, addonsPaths: [folder.path], workers: 2, channels: "root:2" });
    odoo = await server.client();
  };
  const stop = async (): Promise<void> => {
    await server?.stop();
    server = undefined;
  };
  const query = (sql: string): Promise<unknown[][]> => (lab ? lab.query(database, sql) : Promise.resolve([]));
  /** Which record of Odoo is which over there. */
  const links = (): Promise<unknown[][][]> =>
    Promise.all(TABLES.map((table) => query(`SELECT id, external_id, odoo_id FROM ${table} ORDER BY id`)));
  /** Changes the connector by a command, and updates the database. */
  const grown = async (...args: string[]): Promise<void> => {
    if (!lab) return;
    await cli(...args, "--connector", join(folder.path, ADDON), "--yes", "--quiet");
    await expectSound(folder.path);
    const log = await lab.install(database, [ADDON], { update: true, addonsPaths: [folder.path] });
    expectCleanLog(log.problems);
  };
  const sync = async (entity: string): Promise<void> => {
    await odoo.call("shopify.backend", `sync_${entity}`, [[backend]]);
    await drain(odoo);
  };
  const problems = (): readonly unknown[] => server?.log().problems.map(({ text }) => text) ?? [];

  beforeAll(async () => {
    if (!lab) return;
    cleanUps.push(() => lab.close());
    folder = await scratch();
    cleanUps.push(folder.remove);
    const choices = ["--type", "ecommerce", "--entities", "customer,product", "--odoo", lab.series];
    await cli("init-connector", "shopify", ...choices, "--path", folder.path, "--yes", "--quiet");
    const spec: unknown = parseYaml(await readFile(join(folder.path, ADDON, "connector.yaml"), "utf8"));
    mock = await startMock({ spec, records: { products: 5, customers: 5 }, seed: 7, generous: true });
    cleanUps.push(() => mock.close());
    database = await lab.createDatabase({ modules: [ADDON], addonsPaths: [folder.path] });
    cleanUps.push(stop);
    await start();
    const values = { ...mock.credentials, name: "Test shop", base_url: mock.url };
    backend = await odoo.call<number>("shopify.backend", "create", [values]);
    await odoo.call("shopify.backend", "action_sync_all", [[backend]]);
    await drain(odoo);
    await stop();
    rows = await links();
    await lab.shell(database, TROUBLE, { addonsPaths: [folder.path] });
  });

  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  test("the update keeps its rows, and leaves nothing that runs into the gap", async () => {
    expect(rows[0]?.length).toBeGreaterThan(0);
    await grown("remove-binding", "customer");
    expect(await links()).toEqual(rows);
    expect(await query("SELECT DISTINCT conflict_customers FROM shopify_backend")).toEqual([["manual"]]);
    const left = [
      "SELECT model FROM ir_model WHERE model LIKE 'shopify.res.partner%%'",
      "SELECT name FROM ir_model_fields WHERE relation LIKE 'shopify.res.partner%%'",
      `SELECT name FROM ir_model_data WHERE module = '${ADDON}' AND (name LIKE '%%customers%%' OR name LIKE '%%res_partner%%')
        AND name NOT LIKE 'field_res_partner%%' AND name NOT LIKE 'model_res_partner%%'`,
      "SELECT code FROM ir_act_server WHERE code LIKE '%%customers%%'",
      "SELECT name FROM ir_rule WHERE name LIKE 'shopify.res.partner%%'",
      "SELECT name FROM queue_job_function WHERE name LIKE '%%res.partner%%'",
      "SELECT entity FROM generic_run WHERE entity = 'customers' AND state IN ('running', 'paused')",
      "SELECT entity FROM generic_dead_letter WHERE state = 'open'",
      "SELECT entity FROM generic_conflict WHERE state = 'open'",
      "SELECT label FROM generic_conflict_line WHERE state = 'open'",
    ];
    expect(await query(left.map((one) => one.replaceAll("\n", " ")).join(" UNION ALL "))).toEqual([]);
    const jobs = await query("SELECT method_name, state, result FROM queue_job WHERE state <> 'done' ORDER BY id");
    // The page of the run that was cancelled ends by itself.
    expect(jobs.map(([method, state]) => `${String(method)} ${String(state)}`)).toEqual([
      "_run_page pending",
      "sync_customers cancelled",
      "import_record cancelled",
      "import_external cancelled",
      "retry cancelled",
    ]);
    expect(jobs[1]?.[2]).toMatch(/^Removed from the connector with version .*1\.0\.1$/);
  });

  test("the rest goes on syncing, and everything can still be looked at", async () => {
    await start();
    const before = await odoo.call<number>("shopify.product.template", "search_count", [[]]);
    mock.store.create("products", { title: "Brand-new", variants: [{ sku: "NEW-1", price: "5.00" }] });
    await sync("products");
    expect(await odoo.call<number>("shopify.product.template", "search_count", [[]])).toBe(before + 1);
    for (const model of ["generic.run", "generic.dead.letter", "generic.conflict", "generic.conflict.line"]) {
      await odoo.searchRead(model, [], []);
    }
    await stop();
    // What a night does, without what catches its errors.
    const script = 'env["generic.conflict"]._gc_conflicts()\nenv["generic.dead.letter"]._gc_dead_letters()\n';
    await lab?.shell(database, script, { addonsPaths: [folder.path] });
    expect(await links()).toEqual(rows);
  });

  test("added again it finds its rows, and goes on from there", async () => {
    await grown("add-binding", "customer");
    expect(await links()).toEqual(rows);
    await start();
    const [settings] = await odoo.call<Record<string, unknown>[]>("shopify.backend", "read", [
      [backend],
      ["conflict_customers"],
    ]);
    expect(settings?.conflict_customers).toBe("manual");
    await sync("customers");
    expect(await links()).toEqual(rows);
    mock.store.create("customers", { first_name: "New", last_name: "One", email: "new.one@example.com" });
    await sync("customers");
    expect((await links())[0]).toHaveLength((rows[0]?.length ?? 0) + 1);
    expect(problems()).toEqual([]);
    await stop();
  });

  test("gone and back before the update, it loses nothing", async () => {
    const before = await links();
    await cli("remove-binding", "customer", "--drop-data", "--connector", join(folder.path, ADDON), "--yes", "--quiet");
    await grown("add-binding", "customer");
    expect(await links()).toEqual(before);
  });

  test("with its data it goes for good", async () => {
    await grown("remove-binding", "customer", "--drop-data");
    const tables = `SELECT tablename FROM pg_tables WHERE tablename IN ('${TABLES.join("', '")}')`;
    expect(await query(tables)).toEqual([]);
    expect(await query("SELECT entity FROM generic_checkpoint WHERE entity = 'customers'")).toEqual([]);
    expect(await query("SELECT entity FROM generic_dead_letter WHERE binding_model LIKE 'shopify.res%%'")).toEqual([]);
    expect(
      await query("SELECT column_name FROM information_schema.columns WHERE column_name = 'conflict_customers'"),
    ).toEqual([]);
  });

  test("what was kept goes with the connector", async () => {
    await grown("add-binding", "customer");
    expect(await links()).toEqual([[], []]);
    await query(`INSERT INTO shopify_res_partner (backend_id, odoo_id, external_id)
      SELECT backend.id, company.partner_id, '7' FROM shopify_backend backend, res_company company RETURNING id`);
    await grown("remove-binding", "customer");
    expect((await links())[0]?.length).toBeGreaterThan(0);
    if (lab) await expectGone(lab, database, "shopify", folder.path);
  });
});
