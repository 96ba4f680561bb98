/**
 * What is written down of an exchange, with two workers and the real job runner: as many lines as the other side counts
 * requests, also where the job fails; nothing private in the table or the log; bodies only while debugging.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { Lab, LabDatabase, LabServer, OdooClient } from "../../src/lab/index.ts";
import { at, textOf } from "../../src/mock/json.ts";
import { startMock, type Mock } from "../../src/mock/server.ts";
import { drain, generateShop, labOrSkip, scratch } from "./support.ts";

const ADDON = "woocommerce_connector";
const RECORDS = { products: 8, customers: 9, orders: 0 };

interface Exchange {
  direction: string;
  method: string;
  path: string;
  entity: string | false;
  external_id: string | false;
  status: number;
  job_uuid: string | false;
  error: string | false;
  request_body: string | false;
  response_body: string | false;
}

const lab: Lab | undefined = await labOrSkip();

describe.skipIf(!lab)("the audit of a generated connector", () => {
  let folder: Awaited<ReturnType<typeof scratch>>;
  let mock: Mock;
  let database: LabDatabase;
  let server: LabServer;
  let odoo: OdooClient;
  let backend: number;
  const cleanUps: (() => Promise<void>)[] = [];

  const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
  const sync = (entity: string): Promise<unknown> => odoo.call("woocommerce.backend", `sync_${entity}`, [[backend]]);
  const lines = (domain: unknown[] = []): Promise<Exchange[]> =>
    odoo.searchRead<Exchange>("generic.exchange", domain, [
      ...["direction", "method", "path", "entity", "external_id", "status", "job_uuid", "error"],
      ...["request_body", "response_body"],
    ]);
  /** What people are known by in the mock's customers, and what the backend signs with. */
  const privateTexts = (): string[] => {
    const values = mock.store
      .list("customers")
      .flatMap((row) => [row.email, at(row, "billing.phone"), at(row, "billing.address_1"), at(row, "billing.email")]);
    const texts = values.filter((value): value is string => typeof value === "string" && value.length > 4);
    const secrets = Object.values(mock.credentials).map(textOf);
    return [...new Set([...texts, ...secrets])].filter((text) => text.length > 4 && !text.startsWith("http"));
  };
  const found = (text: string): string[] => privateTexts().filter((one) => text.includes(one));

  beforeAll(async () => {
    if (!lab) return;
    cleanUps.push(() => lab.close());
    folder = await scratch();
    cleanUps.push(folder.remove);
    await generateShop(lab, folder.path, "woocommerce");
    const spec: unknown = parseYaml(await readFile(join(folder.path, ADDON, "connector.yaml"), "utf8"));
    mock = await startMock({ spec, records: RECORDS, seed: 11 });
    cleanUps.push(() => mock.close());
    database = await lab.createDatabase({ modules: [ADDON], addonsPaths: [folder.path] });
    server = await lab.startServer({ database, addonsPaths: [folder.path], workers: 2, channels: "root:2" });
    cleanUps.push(() => server.stop());
    odoo = await server.client();
    const values = { ...mock.credentials, name: "Test shop", base_url: mock.url, page_size: 5, request_retries: 0 };
    backend = await odoo.call<number>("woocommerce.backend", "create", [values]);
  });

  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  test("every request has its line, and nothing else has", async () => {
    await sync("products");
    await sync("customers");
    await drain(odoo);
    // Pictures come from other hosts, which nobody counts here.
    const sent = (await lines([["direction", "=", "out"]])).filter(({ path }) => path.startsWith("/"));
    expect(sent.map(({ method, status }) => `${method} ${status}`).sort()).toEqual(
      mock.requests.map(({ method, status }) => `${method} ${status}`).sort(),
    );
    expect(sent.length).toBeGreaterThan(3);
    expect(sent.filter((line) => !line.entity || !line.job_uuid || line.request_body || line.response_body)).toEqual(
      [],
    );
    expect(new Set(sent.map((line) => line.entity))).toContain("customer");
  });

  test("a failure is noted, though its job is rolled back", async () => {
    mock.faults.add({ kind: "status", status: 503, times: 1 });
    await sync("customers");
    for (let tries = 0; (await lines([["status", "=", 503]])).length === 0; tries += 1) {
      if (tries > 100) throw new Error("no line of the failure");
      await pause(300);
    }
    const [line] = await lines([["status", "=", 503]]);
    expect(line).toMatchObject({ entity: "customer", error: expect.stringContaining("HTTP 503") as string });
    const put = await server.waitForLog(/It is tried again.*HTTP 503/, 60_000);
    expect(put).toMatch(/ WARNING .*\[backend="Test shop" entity=customers id=- ms=\d+\]/);
    const jobs = [["uuid", "=", line?.job_uuid]];
    expect(await odoo.searchRead("queue.job", jobs, ["retry"])).toMatchObject([{ retry: 1 }]);
    const [job] = await odoo.searchRead<{ id: number }>("queue.job", jobs, ["id"]);
    await odoo.call("queue.job", "write", [[job?.id], { eta: false }]);
    await drain(odoo);
  });

  test("while it is debugged, bodies are kept and logged, with nothing private in them", async () => {
    await odoo.call("woocommerce.backend", "action_debug", [[backend]]);
    const [customer] = mock.store.list("customers");
    mock.store.update("customers", textOf(customer?.id), { first_name: "Changed" });
    await sync("customers");
    await drain(odoo);
    await odoo.call("woocommerce.backend", "action_stop_debug", [[backend]]);
    const kept = await lines([["response_body", "!=", false]]);
    expect(kept.length).toBeGreaterThan(0);
    expect(kept[0]?.response_body).toContain('"email": "***"');
    const log = server.log().text();
    expect(log).toMatch(/ DEBUG .*generic_exchange\.debug: response_body:/);
    expect(log).not.toContain("Changed");
    const before = kept.length;
    await sync("customers");
    await drain(odoo);
    expect(await lines([["response_body", "!=", false]])).toHaveLength(before);
  });

  test("a delivery with a bad signature leaves a line that tells nobody its token", async () => {
    const [form] = await odoo.searchRead<{ webhook_url: string }>("woocommerce.backend", [], ["webhook_url"]);
    const { pathname } = new URL(form?.webhook_url ?? "");
    const headers = { "X-WC-Webhook-Topic": "order.created", "X-WC-Webhook-Signature": "AAAA" };
    const answer = await fetch(`${server.url}${pathname}`, { method: "POST", headers, body: '{"id": 77}' });
    expect(answer.status).toBe(401);
    expect(await lines([["direction", "=", "in"]])).toMatchObject([
      { method: "POST", path: "/woocommerce/webhook/***", entity: "order.created", external_id: "77", status: 401 },
    ]);
  });

  test("nothing private is in the table or in the log", async () => {
    if (!lab) return;
    expect(privateTexts().length).toBeGreaterThan(RECORDS.customers);
    const rows = await lab.query<[string]>(database, "SELECT row_to_json(line)::text FROM generic_exchange AS line");
    expect(rows.length).toBeGreaterThan(5);
    expect(found(rows.flat().join("\n"))).toEqual([]);
    expect(found(server.log().text())).toEqual([]);
  });

  test("what is too old goes with Odoo's daily clean-up", async () => {
    if (!lab) return;
    await lab.query(database, "UPDATE generic_exchange SET started = started - interval '31 day' RETURNING id");
    const [cron] = await odoo.searchRead<{ id: number }>("ir.cron", [["name", "ilike", "auto-vacuum"]], ["id"]);
    await odoo.call("ir.cron", "method_direct_trigger", [[cron?.id]]);
    expect(await lines()).toEqual([]);
  });
});
