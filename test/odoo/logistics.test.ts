/**
 * A warehouse nobody described: a drafted logistics connector in a real Odoo, against the mock of its own spec. What
 * has to be shipped goes out, and what was shipped comes back, over real HTTP.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { Lab, LabDatabase, LabServer, OdooClient } from "../../src/lab/index.ts";
import { textOf, type JsonObject, type Row } from "../../src/mock/json.ts";
import { startMock, type Mock } from "../../src/mock/server.ts";
import { cli, drain, expectCleanLog, forPeople, labOrSkip, scratch } from "./support.ts";

const ADDON = "acme_connector";
const lab: Lab | undefined = await labOrSkip();

interface Picking {
  id: number;
  name: string;
  state: string;
  carrier_tracking_ref: string | false;
  carrier_id: [number, string] | false;
}

describe.skipIf(!lab)("a drafted logistics connector in a real Odoo", () => {
  let mock: Mock;
  let database: LabDatabase;
  let server: LabServer;
  let odoo: OdooClient;
  let backend: number;
  let product: number;
  let partner: number;
  const cleanUps: (() => Promise<void>)[] = [];

  const deliveries = (): readonly Row[] => mock.store.list("deliveries");
  const named = (name: string): Row | undefined => deliveries().find((row) => row.reference === name);
  const sync = async (entity: string): Promise<void> => {
    await odoo.call("acme.backend", `sync_${entity}`, [[backend]]);
    await drain(odoo);
  };
  const read = async (id: number): Promise<Picking> => {
    const fields = ["name", "state", "carrier_tracking_ref", "carrier_id"];
    const [found] = await odoo.call<Picking[]>("stock.picking", "read", [[id], fields]);
    if (!found) throw new Error(`no transfer ${id}`);
    return found;
  };
  const exportTransfer = async (id: number): Promise<void> => {
    const context = { active_model: "stock.picking", active_ids: [id], active_id: id };
    const wizard = await odoo.call<number>("connector.export.wizard", "create", [{}], { context });
    await odoo.call("connector.export.wizard", "action_export", [[wizard]], { context });
    await drain(odoo);
  };
  /** A delivery of the product that can be shipped. */
  const make = async (quantity: number): Promise<Picking> => {
    const [type] = await odoo.searchRead<{ id: number; default_location_src_id: [number, string] }>(
      "stock.picking.type",
      [["code", "=", "outgoing"]],
      ["default_location_src_id"],
      { limit: 1 },
    );
    const [customers] = await odoo.searchRead<{ id: number }>("stock.location", [["usage", "=", "customer"]], [], {
      limit: 1,
    });
    const places = { location_id: type?.default_location_src_id[0], location_dest_id: customers?.id };
    const line = {
      ...(lab?.series === "19.0" ? {} : { name: "Goods" }),
      product_id: product,
      product_uom_qty: quantity,
      ...places,
    };
    const id = await odoo.call<number>("stock.picking", "create", [
      { partner_id: partner, picking_type_id: type?.id, ...places, move_ids: [[0, 0, line]] },
    ]);
    await odoo.call("stock.picking", "action_confirm", [[id]]);
    await odoo.call("stock.picking", "action_assign", [[id]]);
    const picking = await read(id);
    expect(picking.state).toBe("assigned");
    return picking;
  };

  beforeAll(async () => {
    if (!lab) return;
    cleanUps.push(() => lab.close());
    const folder = await scratch();
    cleanUps.push(folder.remove);
    const options = ["--type", "logistics", "--base-url", "https://{host}/v1", "--auth", "bearer"];
    await cli("init-connector", "acme", ...options, "--odoo", lab.series, "--path", folder.path, "--yes", "--quiet");
    const spec: unknown = parseYaml(await readFile(join(folder.path, ADDON, "connector.yaml"), "utf8"));
    mock = await startMock({ spec, seed: 3, generous: true, records: { products: 12, customers: 12, orders: 12 } });
    cleanUps.push(() => mock.close());
    database = await lab.createDatabase({ modules: [ADDON], addonsPaths: [folder.path] });
    server = await lab.startServer({ database, addonsPaths: [folder.path], workers: 2, channels: "root:2" });
    cleanUps.push(() => server.stop());
    odoo = await server.client();
    backend = await odoo.call<number>("acme.backend", "create", [
      { ...mock.credentials, name: "Warehouse", base_url: mock.url, page_size: 5 },
    ]);
    product = await odoo.call<number>("product.product", "create", [{ name: "Kettle", default_code: "KETTLE" }]);
    partner = await odoo.call<number>("res.partner", "create", [
      { name: "Ann Receiver", street: "Harbour Street 1", city: "Berlin" },
    ]);
    const service = await odoo.call<number>("product.product", "create", [{ name: "Parcel", type: "service" }]);
    await odoo.call("delivery.carrier", "create", [{ name: "Parcel Post", product_id: service }]);
  });

  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  test("installs without a WARNING or an ERROR", () => {
    expectCleanLog(database.problems);
  });

  test("imports everything; what belongs to no transfer is left out", async () => {
    await odoo.call("acme.backend", "action_sync_all", [[backend]]);
    await drain(odoo);
    for (const [collection, model] of [
      ["partners", "acme.res.partner"],
      ["products", "acme.product.product"],
    ] as const) {
      expect(await odoo.call<number>(model, "search_count", [[]])).toBe(mock.store.count(collection));
    }
    expect(await odoo.call<number>("acme.stock.picking", "search_count", [[]])).toBe(0);
    const [run] = await odoo.searchRead<{ state: string; skipped_count: number }>(
      "generic.run",
      [["binding_model", "=", "acme.stock.picking"]],
      ["state", "skipped_count"],
    );
    expect(run).toMatchObject({ state: "done", skipped_count: deliveries().length });
    expect(await odoo.call<number>("generic.dead.letter", "search_count", [[]])).toBe(0);
  });

  test("stock of mapped places comes in, and goes out when it changes", async () => {
    const levels = mock.store.list("stock");
    expect(levels.length).toBeGreaterThan(0);
    // Nobody has said yet what the two places are.
    expect(await odoo.call<number>("acme.stock.level", "search_count", [[]])).toBe(0);
    await odoo.call("acme.backend", "action_fill_mappings", [[backend]]);
    const [warehouse] = await odoo.searchRead<{ id: number; lot_stock_id: [number, string] }>(
      "stock.warehouse",
      [],
      ["lot_stock_id"],
      { limit: 1 },
    );
    const [place, other] = await odoo.searchRead<{ id: number; external_key: string; external_name: string }>(
      "generic.mapping",
      [["table_id.code", "=", "location"]],
      ["external_key", "external_name"],
      { order: "external_key" },
    );
    expect([place?.external_name, other?.external_name]).toEqual(["Main", "Outlet"]);
    await odoo.call("generic.mapping", "write", [[place?.id], { odoo_ref: `stock.warehouse,${warehouse?.id ?? 0}` }]);
    const checkpoints = await odoo.call<number[]>("generic.checkpoint", "search", [[]]);
    await odoo.call("generic.checkpoint", "write", [checkpoints, { value: false }]);
    await sync("stock");
    const ours = levels.filter((row) => row.location_id === place?.external_key);
    expect(ours.length).toBeLessThan(levels.length);
    const bound = await odoo.searchRead<{ external_id: string; odoo_id: [number, string]; external_quantity: number }>(
      "acme.stock.level",
      [],
      ["external_id", "odoo_id", "external_quantity"],
    );
    expect(bound.map((level) => [level.external_id, level.external_quantity]).sort()).toEqual(
      ours.map((row) => [`${textOf(row.product_id)}:${textOf(row.location_id)}`, row.quantity]).sort(),
    );
    for (const level of bound) {
      const [found] = await odoo.call<{ qty_available: number }[]>("product.product", "read", [
        [level.odoo_id[0]],
        ["qty_available"],
      ]);
      expect(found?.qty_available).toBe(level.external_quantity);
    }
    const [first] = bound;
    const quants = await odoo.call<number[]>("stock.quant", "search", [
      [
        ["product_id", "=", first?.odoo_id[0]],
        ["location_id", "=", warehouse?.lot_stock_id[0]],
      ],
    ]);
    await odoo.call("stock.quant", "write", [quants, { inventory_quantity: 321 }], {
      context: { inventory_mode: true },
    });
    await odoo.call("stock.quant", "action_apply_inventory", [quants]);
    const active = { active_model: "stock.quant", active_ids: quants, active_id: quants[0] };
    const wizard = await odoo.call<number>("connector.export.wizard", "create", [{}], { context: active });
    await odoo.call("connector.export.wizard", "action_export", [[wizard]], { context: active });
    await drain(odoo);
    expect(mock.store.get("stock", first?.external_id ?? "")?.quantity).toBe(321);
    expect(await odoo.call<number>("generic.dead.letter", "search_count", [[]])).toBe(0);
  });

  test("a part shipped becomes done with its tracking, and the rest another delivery", async () => {
    const picking = await make(5);
    await exportTransfer(picking.id);
    const sent = named(picking.name);
    const known = mock.store.list("products").find((row) => row.sku === "KETTLE");
    expect(known).toBeDefined();
    expect(sent).toMatchObject({
      reference: picking.name,
      ship_to: { name: "Ann Receiver", street: "Harbour Street 1", city: "Berlin" },
      lines: [{ product_id: known?.id, sku: "KETTLE", quantity: 5 }],
    });
    const [line] = sent?.lines as JsonObject[];
    mock.store.update("deliveries", textOf(sent?.id), {
      status: "shipped",
      carrier: "Parcel Post",
      tracking_number: "PP-1",
      shipped_at: "2026-11-20T10:30:00Z",
      lines: [{ ...line, shipped_quantity: 3 }],
    });
    await sync("deliveries");
    expect(await read(picking.id)).toMatchObject({
      state: "done",
      carrier_tracking_ref: "PP-1",
      carrier_id: [expect.any(Number), "Parcel Post"],
    });
    const [done] = await odoo.searchRead<{ date_done: string }>(
      "stock.picking",
      [["id", "=", picking.id]],
      ["date_done"],
    );
    expect(done?.date_done).toBe("2026-11-20 10:30:00");
    const [rest] = await odoo.searchRead<{ id: number; name: string }>(
      "stock.picking",
      [["backorder_id", "=", picking.id]],
      ["name"],
    );
    await exportTransfer(rest?.id ?? 0);
    expect(named(rest?.name ?? "")).toMatchObject({ lines: [{ quantity: 2 }] });
    // What came back does not go out again.
    const sentAgain = mock.requests.filter((request) => request.method === "PUT" && request.path.startsWith("/deliv"));
    expect(sentAgain).toEqual([]);
  });

  test("goes out by itself when it is ready, once though the answer was lost, and is cancelled there as well", async () => {
    await odoo.call("acme.backend", "write", [[backend], { export_deliveries_on_change: true }]);
    mock.faults.add({ kind: "cut", method: "POST", path: "/deliveries" });
    const picking = await make(2);
    await expect
      .poll(
        async () => {
          // The job that did not get its answer is put back for a minute; nobody waits that long here.
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
    expect(deliveries().filter((row) => row.reference === picking.name)).toHaveLength(1);
    await odoo.call("stock.picking", "action_cancel", [[picking.id]]);
    await drain(odoo);
    expect(named(picking.name)?.status).toBe("cancelled");
    expect(await odoo.call<number>("generic.dead.letter", "search_count", [[]])).toBe(0);
  });

  test("nothing in the server's log needs a person", () => {
    expectCleanLog(forPeople(server.log().problems));
  });
});
