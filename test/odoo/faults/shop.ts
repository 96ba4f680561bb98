/**
 * One shop with one backend in a running Odoo, for one cell of the fault table: what breaks it, what waits for it, and
 * what compares all records of both sides afterwards.
 */
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Lab, LabDatabase, LabServer, OdooClient } from "../../../src/lab/index.ts";
import type { FaultRule } from "../../../src/mock/faults.ts";
import { textOf, type JsonObject, type Row } from "../../../src/mock/json.ts";
import { startMock, type Mock, type RecordedRequest } from "../../../src/mock/server.ts";
import type { Product, System } from "./systems.ts";

/** A running Odoo with the connector of a system, and the addon that takes guards away. */
export interface Stage {
  system: System;
  spec: unknown;
  lab: Lab;
  database: LabDatabase;
  server: LabServer;
  odoo: OdooClient;
  /** Restarts the database, when everybody who plays at the time has come to ask for it. */
  restart: () => Promise<void>;
}

export interface ShopOptions {
  /** Products that the shop has from the start. Default 6. */
  products?: number;
  /** Records per page. Default 3. */
  page?: number;
  /** Fields of the backend. */
  backend?: Readonly<Record<string, unknown>>;
  /** Points where the first worker that comes by says who it is, and waits (`go` lets it go on). */
  holds?: readonly string[];
}

interface Job {
  id: number;
  name: string;
  state: string;
  eta: string | false;
  exc_name: string | false;
}

interface Binding {
  id: number;
  external_id: string | false;
  odoo_id: [number, string];
  sync_state: string;
}

interface Template {
  id: number;
  name: string;
  default_code: string;
  list_price: number;
}

interface Letter {
  id: number;
  direction: string;
  entity: string;
  external_id: string | false;
  binding_ref: number;
  error: string;
}

export const OPEN = ["pending", "enqueued", "started", "wait_dependencies"];

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Repeats a question until it has an answer. @throws after `seconds`, with what was waited for */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  seconds = 30,
): Promise<T> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(80);
  }
  throw new Error(`waited ${seconds} s for ${what}`);
}

let shops = 0;

export class Shop {
  readonly system: System;
  readonly mock: Mock;
  readonly odoo: OdooClient;
  /** What no other shop's records have in their names and codes. */
  readonly tag: string;
  /** Number of the concrete backend, and of the shared one below it. */
  backend = 0;
  shared = 0;
  /** Orders that were made in Odoo. */
  readonly orders: number[] = [];
  /** What a row saw by itself; `compare` tells it with the rest. */
  readonly problems: string[] = [];
  readonly #stage: Stage;
  readonly #folder: string;
  #deaf: (() => void) | undefined;
  readonly #cleanUps: (() => Promise<void> | void)[] = [];

  private constructor(stage: Stage, mock: Mock, folder: string, tag: string) {
    this.#stage = stage;
    this.system = stage.system;
    this.odoo = stage.odoo;
    this.mock = mock;
    this.tag = tag;
    this.#folder = folder;
  }

  /** Opens a shop; `off` names the guards that its backend does without. */
  static async open(stage: Stage, off: readonly string[], options: ShopOptions): Promise<Shop> {
    const number = (shops += 1);
    const tag = `F${number}`;
    const mock = await startMock({
      spec: stage.spec,
      records: { products: 0, customers: 0, orders: 0 },
      seed: 1000 + number,
      generous: true,
    });
    const folder = await mkdtemp(join(tmpdir(), "odoo-connector-fault-"));
    const shop = new Shop(stage, mock, folder, tag);
    for (let index = 1; index <= (options.products ?? 6); index += 1) shop.addProduct(index);
    const model = `${stage.system.name}.backend`;
    shop.backend = await shop.odoo.call<number>(model, "create", [
      {
        ...mock.credentials,
        name: `Shop ${tag}`,
        base_url: mock.url,
        page_size: options.page ?? 3,
        // The job is what repeats: a repeat at once would hide it.
        request_retries: 0,
        ...options.backend,
      },
    ]);
    const [read] = await shop.odoo.call<{ generic_backend_id: [number, string] }[]>(model, "read", [
      [shop.backend],
      ["generic_backend_id"],
    ]);
    shop.shared = read?.generic_backend_id[0] ?? 0;
    const holds = Object.fromEntries((options.holds ?? []).map((point) => [point, folder]));
    await shop.odoo.call("ir.config_parameter", "set_param", [
      `faults_sabotage.${shop.shared}`,
      JSON.stringify({ off, holds }),
    ]);
    return shop;
  }

  async close(): Promise<void> {
    for (const cleanUp of this.#cleanUps.reverse()) await cleanUp();
    await this.mock.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  // The shop

  product(index: number): Product {
    return { name: `${this.tag} Product ${index}`, sku: `${this.tag}-${index}`, price: 10 + index / 100 };
  }

  addProduct(index: number): Row {
    return this.mock.store.create("products", this.system.draft(this.product(index)));
  }

  /** An order over one piece each of products that the shop has. */
  addOrder(...indexes: number[]): Row {
    const rows = indexes.map((index) => this.remoteProduct(index));
    return this.mock.store.create("orders", this.system.orderDraft(`${this.tag}-${indexes.join("-")}`, rows));
  }

  remoteProduct(index: number): Row {
    const { sku } = this.product(index);
    const row = this.remote.find((one) => this.system.read(one).sku === sku);
    if (!row) throw new Error(`the shop has no product ${index}`);
    return row;
  }

  /** Changes a product in the shop. */
  change(index: number, values: JsonObject): void {
    this.mock.store.update("products", textOf(this.remoteProduct(index).id), values);
  }

  /** Puts values on a product that the shop itself would refuse. */
  spoil(index: number, values: JsonObject): void {
    this.mock.store.put("products", { ...this.remoteProduct(index), ...values });
  }

  /** Tells Odoo of a product by a webhook. */
  async webhook(index: number): Promise<void> {
    const [backend] = await this.odoo.call<{ webhook_token: string }[]>("generic.backend", "read", [
      [this.shared],
      ["webhook_token"],
    ]);
    const to = `${this.#stage.server.url}/${this.system.name}/webhook/${backend?.webhook_token ?? ""}`;
    const result = await this.mock.sendWebhook({ topic: this.system.created, record: this.remoteProduct(index), to });
    if (!result.ok) throw new Error(`Odoo answers the webhook with ${result.status} ${result.answer}`);
  }

  /** The shop's products as it has them. */
  get remote(): readonly Row[] {
    return this.mock.store.list("products");
  }

  fault(rule: FaultRule): void {
    this.mock.faults.add(rule);
  }

  /** A fault of the list of products, from its second page on. */
  faultOnPageTwo(rule: FaultRule): void {
    this.fault({ method: "GET", path: this.system.list, after: 1, ...rule });
  }

  /** A fault of the request that creates a product. */
  faultOnCreate(rule: FaultRule): void {
    this.fault({ method: "POST", path: this.system.create, ...rule });
  }

  requests(method: string, path: string): RecordedRequest[] {
    return this.mock.requests.filter((request) => request.method === method && request.path === path);
  }

  /** Notes when somebody asked again sooner than the first answer with this status had told. */
  checkPause(status: number, seconds: number): void {
    const index = this.mock.requests.findIndex((request) => request.status === status);
    const [refused, next] = this.mock.requests.slice(index);
    if (index < 0 || refused === undefined || next === undefined) {
      this.problems.push("nobody asked again");
      return;
    }
    const pause = (next.at - refused.at) / 1000;
    if (pause < seconds) this.problems.push(`asked again too soon: told to wait ${seconds} s`);
  }

  /** Sends the backend somewhere else: to a port where nobody answers, or home again. */
  async address(url = this.mock.url): Promise<void> {
    await this.odoo.call(`${this.system.name}.backend`, "write", [[this.backend], { base_url: url }]);
  }

  /** An address that refuses every connection. */
  async closedPort(): Promise<string> {
    const port = await new Promise<number>((resolve) => {
      const server = createServer().listen(0, "127.0.0.1", () => {
        const address = server.address();
        server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
      });
    });
    return this.mock.url.replace(`:${this.mock.port}`, `:${port}`);
  }

  /** An address that never takes a connection: its queue is full, and nobody empties it. */
  async deafPort(): Promise<string> {
    const script = [
      "import socket, sys, time",
      "server = socket.socket()",
      "server.bind(('127.0.0.1', 0))",
      "server.listen(0)",
      "callers = [socket.socket() for _ in range(4)]",
      "for caller in callers:",
      "    caller.setblocking(False)",
      "    caller.connect_ex(server.getsockname())",
      "print(server.getsockname()[1], flush=True)",
      "sys.stdin.read()",
    ].join("\n");
    const child = spawn(this.#stage.lab.python, ["-c", script], { stdio: ["pipe", "pipe", "inherit"] });
    this.#deaf = () => {
      child.kill("SIGKILL");
    };
    this.#cleanUps.push(this.#deaf);
    const port = await new Promise<number>((resolve) => {
      child.stdout.once("data", (data: Buffer) => resolve(Number(data.toString())));
    });
    return this.mock.url.replace(`:${this.mock.port}`, `:${port}`);
  }

  /** Ends what hears nothing: whoever still waits for it is refused. */
  letGo(): void {
    this.#deaf?.();
  }

  // Odoo

  /** Starts the import of an entity, as its button does. */
  async startImport(entity = "products"): Promise<void> {
    await this.odoo.call(`${this.system.name}.backend`, `sync_${entity}`, [[this.backend]]);
  }

  async import(entity = "products"): Promise<void> {
    await this.startImport(entity);
    await this.settle();
  }

  /** Makes products in Odoo; returns their ids. */
  async make(...indexes: number[]): Promise<number[]> {
    return this.odoo.call<number[]>("product.template", "create", [
      indexes.map((index) => {
        const { name, sku, price } = this.product(index);
        return { name, default_code: sku, list_price: price };
      }),
    ]);
  }

  /** Queues the export of products, as the wizard does. */
  async startExport(ids: readonly number[], model = "product.template"): Promise<void> {
    await this.odoo.call(`${this.system.name}.backend`, `export_${model.replaceAll(".", "_")}`, [[this.backend], ids]);
  }

  async export(ids: readonly number[], model?: string): Promise<void> {
    await this.startExport(ids, model);
    await this.settle();
  }

  /** Makes a confirmed order over products of Odoo. */
  async makeOrder(templates: readonly number[]): Promise<number> {
    const email = `${this.tag.toLowerCase()}@example.com`;
    // As the shops tax by themselves.
    const tax = await this.odoo.call<number>("account.tax", "create", [
      { name: `${this.tag} 19%`, amount: 19, type_tax_use: "sale" },
    ]);
    await this.odoo.call("product.template", "write", [templates, { taxes_id: [[6, 0, [tax]]] }]);
    const partner = await this.odoo.call<number>("res.partner", "create", [{ name: `${this.tag} Buyer`, email }]);
    const products = await this.odoo.call<number[]>("product.product", "search", [
      [["product_tmpl_id", "in", templates]],
    ]);
    const lines = products.map((product) => [0, 0, { product_id: product, product_uom_qty: 1, price_unit: 100 }]);
    const order = await this.odoo.call<number>("sale.order", "create", [{ partner_id: partner, order_line: lines }]);
    await this.odoo.call("sale.order", "action_confirm", [[order]]);
    this.orders.push(order);
    return order;
  }

  async write(values: Readonly<Record<string, unknown>>): Promise<void> {
    await this.odoo.call(`${this.system.name}.backend`, "write", [[this.backend], values]);
  }

  async retryLetters(): Promise<void> {
    const letters = await this.#letters();
    await this.odoo.call("generic.dead.letter", "action_retry", [letters.map((letter) => letter.id)]);
    await this.settle();
  }

  bindings(): Promise<Binding[]> {
    return this.odoo.searchRead<Binding>(
      `${this.system.name}.product.template`,
      [["backend_id", "=", this.backend]],
      ["external_id", "odoo_id", "sync_state"],
      { context: { active_test: false } },
    );
  }

  // The queue

  jobs(states: readonly string[] = OPEN): Promise<Job[]> {
    return this.odoo.searchRead<Job>(
      "queue.job",
      [
        ["identity_key", "=like", `generic.backend:${this.shared}:%`],
        ["state", "in", states],
      ],
      ["name", "state", "eta", "exc_name"],
    );
  }

  /** Waits until a job was put back, for later. Returns the seconds that it took. */
  async putBack(seconds = 20): Promise<number> {
    const begun = Date.now();
    await until(
      "a job that is put back",
      async () => (await this.jobs(["pending"])).find((job) => job.eta !== false),
      seconds,
    );
    return (Date.now() - begun) / 1000;
  }

  /**
   * Lets the jobs run again and again while nothing answers, until the breaker has held them back for a while, or one
   * of them has given up.
   */
  async outage(): Promise<void> {
    this.fault({ kind: "status", status: 503, times: "always" });
    let calm = 0;
    await until("the breaker, or a failure", async () => {
      await this.odoo.call("faults.clock", "forward", [this.shared, false]);
      const asked = this.mock.requests.length;
      await sleep(400);
      calm = asked > 0 && asked === this.mock.requests.length ? calm + 1 : 0;
      return calm > 4 || (await this.compare()).some((line) => /^(dead letter|import of \w+ failed)/.test(line))
        ? true
        : undefined;
    });
    this.mock.faults.clear();
  }

  /** Notes when the backend's form does not say that its requests pause. */
  async checkBreaker(): Promise<void> {
    const fields = ["breaker_state", "breaker_failures"];
    const [gate] = await this.odoo.call<{ breaker_state: string; breaker_failures: number }[]>(
      `${this.system.name}.backend`,
      "read",
      [[this.backend], fields],
    );
    if (gate?.breaker_state !== "open") this.problems.push("the breaker is not open");
  }

  /** Notes when a job does not give up its worker in time. */
  async checkWorkerFree(seconds: number): Promise<void> {
    await until("a job at work", async () =>
      (await this.jobs()).find((job) => job.state === "started" || (job.state === "pending" && job.eta !== false)),
    );
    try {
      await this.putBack(seconds);
    } catch {
      this.problems.push("the worker hangs");
    }
  }

  /** Waits until the jobs with such a name have begun, or have run: done, failed or put back. */
  async tried(name: string, how: "begun" | "run"): Promise<void> {
    await until(`jobs "${name}"`, async () => {
      const jobs = (await this.jobs()).filter((job) => job.name.startsWith(name));
      const isOver = (job: Job): boolean =>
        (job.state === "pending" && job.eta !== false) || (how === "begun" && job.state === "started");
      return jobs.every(isOver) ? true : undefined;
    });
  }

  /**
   * Waits until the shop's jobs are through. Pauses of minutes are not waited for (a job that was put back runs at
   * once), unless they are what the row is about.
   */
  async settle(options: { patient?: boolean } = {}): Promise<void> {
    const end = Date.now() + 120_000;
    for (let jobs = await this.jobs(); jobs.length > 0; jobs = await this.jobs()) {
      if (Date.now() > end) return;
      const isPutBack = jobs.some((job) => job.state === "pending" && job.eta !== false);
      if (isPutBack && options.patient !== true) await this.odoo.call("faults.clock", "forward", [this.shared]);
      await sleep(80);
    }
  }

  // Workers

  /** The process that waits at a point. */
  held(point: string): Promise<number> {
    return until(`a worker at ${point}`, async () => {
      const text = await readFile(join(this.#folder, `${point}.held`), "utf8").catch(() => "");
      return text === "" ? undefined : Number(text);
    });
  }

  /** Lets go who waits at a point, or comes there later. */
  async go(point: string): Promise<void> {
    await writeFile(join(this.#folder, `${point}.go`), "");
  }

  /** Kills a worker with SIGKILL. */
  async kill(pid: number): Promise<void> {
    process.kill(pid, "SIGKILL");
    await until("the end of the worker", () => {
      try {
        process.kill(pid, 0);
        return undefined;
      } catch {
        return true;
      }
    });
  }

  /** Restarts the database under everybody, while a worker waits at a point; then that one goes on. */
  async restartDatabase(point: string): Promise<void> {
    await this.held(point);
    await this.#stage.restart();
    await until("Odoo", () => this.jobs().catch(() => undefined));
    await this.go(point);
    const isOver = async (): Promise<true | undefined> =>
      (await this.jobs(["started"])).length === 0 ? true : undefined;
    // A worker that could not even say that it failed is noticed by the queue.
    await until("the end of the job", isOver, 3).catch(() => this.requeue());
  }

  /** Lets the queue notice at once that a worker is gone; by itself it looks after ten seconds. */
  async requeue(): Promise<void> {
    await this.odoo.call("faults.clock", "forget", [this.shared]);
  }

  // Both sides

  #letters(): Promise<Letter[]> {
    return this.odoo.searchRead<Letter>(
      "generic.dead.letter",
      [
        ["backend_id", "=", this.shared],
        ["state", "=", "open"],
      ],
      ["direction", "entity", "external_id", "binding_ref", "error"],
    );
  }

  /**
   * Compares all records of both sides, and looks whatever a person could have to do. Empty: nothing was lost, nothing
   * doubled, nothing changed on the way, and nothing waits for anybody.
   */
  async compare(): Promise<string[]> {
    const found = [...this.problems];
    const letters = await this.#letters();
    const bindings = await this.bindings();
    const templates = await this.odoo.searchRead<Template>(
      "product.template",
      [["default_code", "=like", `${this.tag}-%`]],
      ["name", "default_code", "list_price"],
      { context: { active_test: false } },
    );
    const label = (product: Product): string => product.name.replace(`${this.tag} `, "");
    const here = new Map(templates.map((template) => [template.id, template]));
    const bound = new Map(bindings.map((binding) => [binding.external_id, binding]));
    const buried = new Set(letters.map((letter) => letter.external_id));
    const buriedBindings = new Set(
      letters.filter((letter) => letter.direction === "export").map((letter) => letter.binding_ref),
    );
    for (const row of this.remote) {
      const product = this.system.read(row);
      const id = textOf(row.id);
      const binding = bound.get(id);
      if (!binding) {
        if (!buried.has(id)) found.push(`lost: ${label(product)} is not in Odoo`);
        continue;
      }
      const template = here.get(binding.odoo_id[0]);
      const same =
        template?.name === product.name &&
        template.default_code === product.sku &&
        Math.abs(template.list_price - product.price) < 0.001;
      if (!same && binding.sync_state !== "failed") found.push(`differs: ${label(product)}`);
    }
    const known = new Set(this.remote.map((row) => textOf(row.id)));
    for (const binding of bindings) {
      const name = binding.odoo_id[1].replace(/^.*(?=Product)/, "");
      if (binding.sync_state === "deleted") found.push(`deleted remotely: ${name}`);
      else if (binding.external_id !== false && !known.has(binding.external_id))
        found.push(`ghost: ${name} is not in the shop any more`);
    }
    const linked = new Map(bindings.map((binding) => [binding.odoo_id[0], binding]));
    for (const template of templates) {
      const binding = linked.get(template.id);
      const name = template.name.replace(`${this.tag} `, "");
      if (!binding) found.push(`lost: ${name} has no link`);
      else if (binding.external_id === false && !buriedBindings.has(binding.id))
        found.push(`lost: ${name} is not in the shop`);
    }
    const doubled = (side: string, codes: readonly string[]): void => {
      for (const code of new Set(codes.filter((one, place) => codes.indexOf(one) !== place)))
        found.push(`doubled: ${code.replace(`${this.tag}-`, "Product ")} is ${side} more than once`);
    };
    doubled(
      "in Odoo",
      templates.map((template) => template.default_code),
    );
    doubled(
      "in the shop",
      this.remote.map((row) => this.system.read(row).sku),
    );
    for (const letter of letters)
      found.push(`dead letter (${letter.direction}, ${letter.entity}): ${letter.error.split("\n")[0] ?? ""}`);
    return [...found, ...(await this.#compareOrders(letters)), ...(await this.#unfinished())];
  }

  async #compareOrders(letters: readonly Letter[]): Promise<string[]> {
    const remote = this.mock.store.list("orders");
    if (remote.length === 0 && this.orders.length === 0) return [];
    const found: string[] = [];
    const bindings = await this.odoo.searchRead<Binding>(
      `${this.system.name}.sale.order`,
      [["backend_id", "=", this.backend]],
      ["external_id", "odoo_id", "sync_state"],
    );
    const orders = await this.odoo.call<{ id: number; amount_total: number }[]>("sale.order", "read", [
      bindings.map((binding) => binding.odoo_id[0]),
      ["amount_total"],
    ]);
    const totals = new Map(orders.map((order) => [order.id, order.amount_total]));
    for (const [place, row] of remote.entries()) {
      const binding = bindings.find((one) => one.external_id === textOf(row.id));
      if (binding) {
        const total = Number(row.total_price ?? row.total);
        if (Math.abs((totals.get(binding.odoo_id[0]) ?? 0) - total) > 0.004)
          found.push(`differs: the total of order ${place + 1}`);
      } else if (!letters.some((letter) => letter.external_id === textOf(row.id)))
        found.push(`lost: order ${place + 1} is not in Odoo`);
    }
    for (const [place, order] of this.orders.entries()) {
      const binding = bindings.find((one) => one.odoo_id[0] === order);
      const buried = letters.some((letter) => letter.direction === "export" && letter.binding_ref === binding?.id);
      if (!binding?.external_id && !buried) found.push(`lost: order ${place + 1} is not in the shop`);
    }
    if (remote.length > bindings.length + letters.filter((letter) => letter.entity === "order").length)
      found.push("doubled: an order is in the shop more than once");
    return found;
  }

  /** What failed or still waits, besides records. */
  async #unfinished(): Promise<string[]> {
    const of = ["backend_id", "=", this.shared];
    const runs = await this.odoo.searchRead<{ entity: string; state: string; message: string | false }>(
      "generic.run",
      [of, ["state", "!=", "done"]],
      ["entity", "state", "message"],
    );
    const webhooks = await this.odoo.searchRead<{ processing_status: string; message: string | false }>(
      "generic.webhook",
      [of, ["processing_status", "not in", ["processed", "ignored"]]],
      ["processing_status", "message"],
    );
    const attempts = await this.odoo.call<number>("generic.export.attempt", "search_count", [
      [
        ["backend_ref", "=", this.shared],
        ["state", "=", "sent"],
      ],
    ]);
    const jobs = await this.jobs([...OPEN, "failed"]);
    const [backend] = await this.odoo.call<{ connection_state: string; suspended_reason: string | false }[]>(
      "generic.backend",
      "read",
      [[this.shared], ["connection_state", "suspended_reason"]],
    );
    return [
      ...runs.map((run) => `import of ${run.entity} ${run.state}: ${run.message || "no message"}`),
      ...webhooks.map((webhook) => `webhook ${webhook.processing_status}: ${webhook.message || "no message"}`),
      ...(attempts > 0 ? ["a create was sent and nobody knows what became of it"] : []),
      ...jobs.map((job) => `job ${job.state}: ${job.name} ${job.exc_name || ""}`),
      ...(backend?.connection_state === "suspended" ? [`suspended: ${backend.suspended_reason || ""}`] : []),
    ];
  }
}
