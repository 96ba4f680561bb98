/**
 * The gate of all requests, with two workers and the real job runner: a rate that is shared, imports that need more
 * requests than it lets through, and an outage that jobs sit out.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { Lab, LabServer, OdooClient } from "../../src/lab/index.ts";
import { startMock, type Mock } from "../../src/mock/server.ts";
import { drain, generateShop, labOrSkip, scratch } from "./support.ts";

const ADDON = "woocommerce_connector";
const RECORDS = { products: 12, customers: 12, orders: 0 };

interface Gate {
  breaker_state: string;
  breaker_failures: number;
  breaker_reason: string | false;
}

const lab: Lab | undefined = await labOrSkip();

describe.skipIf(!lab)("the gate of a backend's requests", () => {
  let folder: Awaited<ReturnType<typeof scratch>>;
  let mock: Mock;
  let server: LabServer;
  let odoo: OdooClient;
  let backend: number;
  const cleanUps: (() => Promise<void>)[] = [];

  const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
  const write = (values: Record<string, unknown>): Promise<unknown> =>
    odoo.call("woocommerce.backend", "write", [[backend], values]);
  const sync = (entity: string): Promise<unknown> => odoo.call("woocommerce.backend", `sync_${entity}`, [[backend]]);
  const count = (model: string, domain: unknown[] = []): Promise<number> =>
    odoo.call<number>(model, "search_count", [domain], { context: { active_test: false } });
  const gate = async (): Promise<Gate> => {
    const fields = ["breaker_state", "breaker_failures", "breaker_reason"];
    const [found] = await odoo.call<Gate[]>("woocommerce.backend", "read", [[backend], fields]);
    if (!found) throw new Error("the backend is gone");
    return found;
  };
  /** Everything came through, and no job used up more tries than that. */
  const expectAllWell = async (most: number): Promise<void> => {
    expect(await count("generic.dead.letter")).toBe(0);
    expect(await count("generic.run", [["state", "!=", "done"]])).toBe(0);
    expect(await odoo.searchRead("queue.job", [["retry", ">", most]], ["name", "retry", "result"])).toEqual([]);
  };
  /** Lets every job that waits for a moment to come run at once. */
  const wake = async (): Promise<void> => {
    const jobs = await odoo.call<number[]>("queue.job", "search", [
      [
        ["state", "=", "pending"],
        ["eta", "!=", false],
      ],
    ]);
    await odoo.call("queue.job", "write", [jobs, { eta: false }]);
  };
  const asked = (path: RegExp): number => mock.requests.filter((request) => path.test(request.path)).length;

  beforeAll(async () => {
    if (!lab) return;
    cleanUps.push(() => lab.close());
    folder = await scratch();
    cleanUps.push(folder.remove);
    await generateShop(lab, folder.path, "woocommerce");
    const spec: unknown = parseYaml(await readFile(join(folder.path, ADDON, "connector.yaml"), "utf8"));
    mock = await startMock({ spec, records: RECORDS, seed: 7 });
    cleanUps.push(() => mock.close());
    const database = await lab.createDatabase({ modules: [ADDON], addonsPaths: [folder.path] });
    server = await lab.startServer({ database, addonsPaths: [folder.path], workers: 2, channels: "root:2" });
    cleanUps.push(() => server.stop());
    odoo = await server.client();
    const values = {
      ...mock.credentials,
      name: "Test shop",
      base_url: mock.url,
      page_size: 6,
      image_hosts: new URL(mock.origin).host,
    };
    backend = await odoo.call<number>("woocommerce.backend", "create", [values]);
  });

  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  test("two workers keep a rate together, and pages that need more than it come to their end", async () => {
    await write({ requests_per_second: 2 });
    await Promise.all([sync("customers"), sync("products")]);
    await drain(odoo);
    await expectAllWell(1);
    expect(await count("woocommerce.res.partner")).toBe(mock.store.list("customers").length);
    const products = mock.store.list("products").filter((row) => row.status !== "trash");
    expect(await count("woocommerce.product.template")).toBe(products.length);
    const times = mock.requests.map((request) => request.at);
    expect(times.length).toBeGreaterThan(6);
    expect(asked(/^\/products\/\d+\/variations$/)).toBeGreaterThan(0);
    // In three seconds six and the one at once, and of each worker one that was late on its way.
    for (const start of times) {
      expect(times.filter((time) => time >= start && time < start + 3000).length).toBeLessThanOrEqual(9);
    }
    await write({ requests_per_second: 0 });
  });

  test("one request in two seconds is enough", async () => {
    const product = mock.store.list("products").find((row) => row.type === "variable");
    if (!product) throw new Error("the mock has no product with variations");
    mock.store.put("products", { ...product, name: "Renamed" });
    await odoo.call("generic.checkpoint", "write", [
      await odoo.call<number[]>("generic.checkpoint", "search", [[]]),
      { value: false },
    ]);
    await write({ requests_per_second: 0.5 });
    mock.requests.length = 0;
    await sync("products");
    await drain(odoo);
    await write({ requests_per_second: 0 });
    await expectAllWell(1);
    expect(await count("product.template", [["name", "=", "Renamed"]])).toBe(1);
    expect(asked(/variations$/)).toBe(1);
    // What was read before a wait was not read again.
    expect(asked(/^\/products$/)).toBeLessThanOrEqual(3);
    expect(await count("generic.kept.answer")).toBe(0);
  });

  test("jobs sit an outage out: they send nothing, and lose nothing", async () => {
    await write({ breaker_threshold: 4, breaker_cooldown: 600, request_retries: 3 });
    mock.faults.add({ kind: "status", status: 503, times: "always" });
    await sync("customers");
    while ((await gate()).breaker_state === "closed") await pause(300);
    const { breaker_failures: failures, breaker_reason: reason } = await gate();
    expect(failures).toBe(4);
    expect(reason).toContain("HTTP 503");
    const before = mock.requests.length;
    await sync("products");
    await wake();
    await pause(2000);
    expect(mock.requests.length).toBe(before);
    // A test of the connection is the probe: it fails, and closes the breaker when it works.
    await odoo.call("woocommerce.backend", "action_test_connection", [[backend]]);
    expect((await gate()).breaker_state).toBe("open");
    mock.faults.clear();
    await odoo.call("woocommerce.backend", "action_test_connection", [[backend]]);
    expect((await gate()).breaker_state).toBe("closed");
    // It wakes those who wait; only who found out has used up a try.
    await drain(odoo);
    await expectAllWell(2);
    expect(await count("queue.job", [["retry", ">", 1]])).toBeLessThanOrEqual(1);
  });

  test("the button lets requests out at once", async () => {
    await write({ breaker_threshold: 1, breaker_cooldown: 600, request_retries: 0 });
    mock.faults.add({ kind: "reset", times: 1 });
    await sync("customers");
    while ((await gate()).breaker_state === "closed") await pause(300);
    await sync("products");
    await odoo.call("woocommerce.backend", "action_reset_breaker", [[backend]]);
    expect((await gate()).breaker_state).toBe("closed");
    await drain(odoo);
    await expectAllWell(2);
  });
});
