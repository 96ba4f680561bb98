/**
 * Two machines on one database behind one address, as docs/scale-out.md sets them up: both run jobs, one runner is in
 * charge, another takes over when its machine dies, and a machine that is taken out finishes what it is at.
 */
import { readFile } from "node:fs/promises";
import { createServer, request } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { Lab, LabDatabase, LabServer, OdooClient } from "../../src/lab/index.ts";
import { textOf } from "../../src/mock/json.ts";
import { startMock, type Mock } from "../../src/mock/server.ts";
import { drain, generateShop, labOrSkip, scratch } from "./support.ts";

const ADDON = "woocommerce_connector";
const RECORDS = { products: 14, customers: 24, orders: 0 };
const READY = "queue job runner ready for db";

/** Sends each request to the next machine, and lets it go on when the caller hangs up. */
class Balancer {
  /** Machines, and how many jobs each was given. */
  readonly machines = new Map<LabServer, number>();
  #turn = 0;
  readonly #server = createServer((incoming, outgoing) => {
    const machines = [...this.machines.keys()];
    const machine = machines[this.#turn++ % machines.length];
    if (machine === undefined) return void outgoing.writeHead(503).end();
    if (incoming.url?.startsWith("/queue_job/") === true) {
      this.machines.set(machine, (this.machines.get(machine) ?? 0) + 1);
    }
    const { method, headers, url: path } = incoming;
    const passed = request({ host: "127.0.0.1", port: machine.port, method, path, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.destroy());
    incoming.pipe(passed);
  });

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    const address = this.#server.address();
    return String(typeof address === "object" ? address?.port : address);
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((done) => this.#server.close(() => done()));
  }
}

const lab: Lab | undefined = await labOrSkip();

describe.skipIf(!lab)("several machines on one database", () => {
  const balancer = new Balancer();
  let folder: Awaited<ReturnType<typeof scratch>>;
  let mock: Mock;
  let database: LabDatabase;
  let port: string;
  let backend: number;
  const cleanUps: (() => Promise<void>)[] = [];

  const addMachine = async (): Promise<LabServer> => {
    if (!lab) throw new Error("no lab");
    const machine = await lab.startServer({
      database,
      addonsPaths: [folder.path],
      workers: 3,
      channels: "root:3",
      env: { ODOO_QUEUE_JOB_PORT: port },
    });
    cleanUps.push(() => machine.stop());
    balancer.machines.set(machine, 0);
    return machine;
  };
  const leaders = (): LabServer[] => [...balancer.machines.keys()].filter((one) => one.log().text().includes(READY));
  const client = async (): Promise<OdooClient> => {
    const [machine] = balancer.machines.keys();
    if (!machine) throw new Error("no machine is left");
    return machine.client();
  };
  const sync = async (entity: string): Promise<unknown> =>
    (await client()).call("woocommerce.backend", `sync_${entity}`, [[backend]]);
  const products = () => mock.store.list("products").filter((row) => row.status !== "trash");
  /** Nothing lost, nothing doubled, nothing left to do. */
  const expectAllWell = async (): Promise<void> => {
    const odoo = await client();
    await drain(odoo);
    const context = { active_test: false };
    const bindings = await odoo.searchRead<{ external_id: string; name: string }>(
      "woocommerce.product.template",
      [],
      ["external_id", "name"],
      { context },
    );
    const names = (rows: readonly (readonly [string, string])[]): unknown => Object.fromEntries(rows);
    expect(names(bindings.map((binding) => [binding.external_id, binding.name]))).toEqual(
      names(products().map((row) => [textOf(row.id), textOf(row.name)])),
    );
    expect(await odoo.call("generic.dead.letter", "search_count", [[]])).toBe(0);
    expect(await odoo.call("generic.run", "search_count", [[["state", "!=", "done"]]])).toBe(0);
  };
  /** Waits until so many pages of products were asked for. */
  const pages = async (count: number): Promise<void> => {
    for (let tries = 0; tries < 600; tries += 1) {
      if (mock.requests.filter(({ path }) => path === "/products").length >= count) return;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error("the import does not come to its next page");
  };

  beforeAll(async () => {
    if (!lab) return;
    cleanUps.push(() => lab.close());
    folder = await scratch();
    cleanUps.push(folder.remove);
    await generateShop(lab, folder.path, "woocommerce");
    const spec: unknown = parseYaml(await readFile(join(folder.path, ADDON, "connector.yaml"), "utf8"));
    mock = await startMock({ spec, records: RECORDS, seed: 7, generous: true });
    cleanUps.push(() => mock.close());
    database = await lab.createDatabase({ modules: [ADDON], addonsPaths: [folder.path] });
    port = await balancer.listen();
    cleanUps.push(() => balancer.close());
    await addMachine();
    await addMachine();
    const odoo = await client();
    backend = await odoo.call<number>("woocommerce.backend", "create", [
      {
        ...mock.credentials,
        name: "Test shop",
        base_url: mock.url,
        page_size: 2,
        image_hosts: new URL(mock.origin).host,
      },
    ]);
  });

  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  test("both run the jobs of the one runner that is in charge", async () => {
    await sync("customers");
    const odoo = await client();
    await drain(odoo);
    const count = await odoo.call("woocommerce.res.partner", "search_count", [[]]);
    expect(count).toBe(mock.store.list("customers").length);
    expect([...balancer.machines.values()].every((jobs) => jobs > 2)).toBe(true);
    expect(leaders()).toHaveLength(1);
  });

  test("when the machine of the runner dies, the other one takes over and nothing is lost", async () => {
    mock.faults.add({ kind: "delay", ms: 400, method: "GET", path: "/products", times: "always" });
    await sync("products");
    await pages(2);
    const [leader] = leaders();
    if (!leader) throw new Error("no runner is in charge");
    balancer.machines.delete(leader);
    await leader.kill();
    const [heir] = balancer.machines.keys();
    await heir?.waitForLog(new RegExp(READY));
    mock.faults.clear();
    // Where nothing is queued the runner looks for dead jobs once in a minute.
    await new Promise((done) => setTimeout(done, 11_000));
    await sync("customers");
    await expectAllWell();
  });

  test("a machine that is taken out finishes its jobs, and no job is run twice for it", async () => {
    const [old] = balancer.machines.keys();
    const young = await addMachine();
    for (const row of products())
      mock.store.update("products", textOf(row.id), { name: `${textOf(row.name)} renamed` });
    mock.requests.length = 0;
    mock.faults.add({ kind: "delay", ms: 400, method: "GET", path: "/products", times: "always" });
    await sync("products");
    await pages(2);
    if (!old) throw new Error("no machine is left");
    balancer.machines.delete(old);
    process.kill(old.process.pid, "SIGTERM");
    await old.ended;
    await young.waitForLog(new RegExp(READY));
    mock.faults.clear();
    await expectAllWell();
    expect(young.log().text()).not.toContain("Re-queued dead job");
  });
});
