/** The mock of an external system: a real HTTP server on the loopback address. */
import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { ConnectorError } from "../errors.ts";
import { checkAuthKind } from "./auth.ts";
import { LeakyBucket, type BucketLimits } from "./bucket.ts";
import { CONTROL_PREFIX, control } from "./control.ts";
import { Faults, type FaultRule } from "./faults.ts";
import { genericSystem } from "./generic.ts";
import { parse, stringify, type Json, type Row } from "./json.ts";
import { Quirks, type QuirkState } from "./quirks.ts";
import { Random } from "./random.ts";
import { readSpec, type FieldView, type SpecView } from "./spec-view.ts";
import { Store } from "./store.ts";
import { loadSystemMock } from "./systems.ts";
import {
  Rejected,
  type Call,
  type DeliveryResult,
  type MockSystem,
  type Reply,
  type Route,
  type Sizes,
  type SystemContext,
} from "./types.ts";
import { WebhookSender, type WebhookOptions } from "./webhooks.ts";

export interface MockOptions {
  /** The parsed `connector.yaml`. */
  spec: unknown;
  /** Records of each main kind, or a number per kind. Default 25. */
  records?: number | Partial<Sizes>;
  /** Same seed, same data. Default 1. */
  seed?: number;
  /** Default: a free one. */
  port?: number;
  /** No rate limit is enforced; its headers are still sent. */
  generous?: boolean;
  /** Another limit than the system's. */
  rateLimit?: BucketLimits;
  /** Secret that signs webhooks; default: made from the seed. */
  webhookSecret?: string;
  /** Backend values to use instead of the made ones. */
  credentials?: Readonly<Record<string, string>>;
  /** The clock that stamps changes; the real one by default. */
  now?: () => Date;
  /** First delay before a failed automatic delivery is repeated (doubling, eight attempts). Default 1000 ms. */
  webhookRetryMs?: number;
}

export interface RecordedRequest {
  /** Milliseconds since 1970. */
  at: number;
  method: string;
  /** Below the base path, decoded, without the query. */
  path: string;
  /** As it came, with query. */
  url: string;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: Json | undefined;
  raw: string;
  /** Status of the answer; 0 where the connection was closed without one. */
  status: number;
  /** Kinds of the faults that struck. */
  faults: string[];
}

export interface Mock {
  /** Base URL of the API, with its path prefix, without a slash at the end. */
  readonly url: string;
  readonly origin: string;
  readonly port: number;
  /** Header `X-Mock-Token` of the control endpoints below `/__mock__/`. */
  readonly token: string;
  /** Values for the fields of the backend. */
  readonly credentials: Readonly<Record<string, string>>;
  readonly store: Store;
  readonly faults: Faults;
  /** Every request to the API, oldest first (the last 20,000). */
  readonly requests: RecordedRequest[];
  /** Every webhook delivery attempt. */
  readonly deliveries: readonly DeliveryResult[];
  /** What the documented quirks have met so far. */
  quirks(): Record<string, QuirkState>;
  resetQuirks(): void;
  /** Sends one webhook now; `record` is the row as the store has it. */
  sendWebhook(webhook: {
    topic: string;
    record: Row;
    to: string;
    options?: WebhookOptions;
  }): Promise<DeliveryResult & { repeats: DeliveryResult[] }>;
  /** Sends a webhook for every change from now on. */
  subscribe(address: string, topics?: readonly string[]): void;
  /** Waits for the automatic deliveries that are under way. */
  idle(): Promise<void>;
  /** Refuses connections for some milliseconds. */
  refuse(ms: number): Promise<void>;
  close(): Promise<void>;
}

const MAX_BODY = 20 * 1024 * 1024;
const KEPT_REQUESTS = 20_000;
const HOST = "127.0.0.1";

interface Compiled {
  route: Route;
  pattern: RegExp;
  names: readonly string[];
  weight: number;
}

/** Starts a mock. Rejects with `ConnectorError` when the port is taken. */
export async function startMock(options: MockOptions): Promise<Mock> {
  const spec = readSpec(options.spec);
  const seed = options.seed ?? 1;
  const store = new Store();
  const quirks = new Quirks();
  const faults = new Faults();
  const known = await loadSystemMock(spec.system);
  const random = new Random(seed);
  const credentials = credentialsOf(
    spec,
    new Random(seed ^ 0x5eed),
    known?.credentials(new Random(seed ^ 0xc0de)) ?? {},
  );
  const secretField = textField(spec.webhooks?.signature, "secret") ?? "webhook_secret";
  if (options.webhookSecret !== undefined) credentials[secretField] = options.webhookSecret;
  Object.assign(credentials, options.credentials);
  const now = options.now ?? (() => new Date());
  const context: SystemContext = { spec, credentials, store, quirks, random, now, origin: "" };
  if (known) quirks.declare(known.quirks);
  else checkAuthKind(spec.auth);
  const generic = genericSystem(context);
  const system = known ? known.build(context, generic) : generic;
  for (const def of system.collections) store.define(def);
  system.seed(sizesOf(options.records ?? 25));
  const server = new MockServer(options, context, system, faults);
  await server.listen(options.port ?? 0);
  return server;
}

function sizesOf(records: number | Partial<Sizes>): Sizes {
  if (typeof records === "number") return { products: records, customers: records, orders: records };
  return { products: records.products ?? 0, customers: records.customers ?? 0, orders: records.orders ?? 0 };
}

/** Values for the backend's form: the system's own, then the spec's defaults and examples, then invented ones. */
function credentialsOf(spec: SpecView, random: Random, own: Readonly<Record<string, string>>): Record<string, string> {
  const value = (field: FieldView): string =>
    own[field.name] ??
    field.default ??
    (field.secret ? undefined : field.example) ??
    field.values[0] ??
    `mock_${field.name}_${random.hex(24)}`;
  // In a form an empty text is a "no"; the word "false" would be a yes.
  const filled = (field: FieldView): string => {
    const text = value(field);
    return field.type === "boolean" && text !== "true" ? "" : text;
  };
  return Object.fromEntries(spec.fields.map((field) => [field.name, filled(field)]));
}

function textField(value: unknown, key: string): string | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const item = (value as Record<string, unknown>)[key];
  return typeof item === "string" ? item : undefined;
}

class MockServer implements Mock {
  readonly token = randomBytes(16).toString("hex");
  readonly faults: Faults;
  readonly store: Store;
  readonly credentials: Record<string, string>;
  readonly requests: RecordedRequest[] = [];
  readonly #system: MockSystem;
  readonly #quirks: Quirks;
  readonly #context: SystemContext;
  readonly #webhooks: WebhookSender;
  readonly #server: Server;
  readonly #routes: Compiled[];
  readonly #base: RegExp;
  readonly #bucket: LeakyBucket | undefined;
  readonly #limits: BucketLimits | undefined;
  readonly #lastPages = new Map<string, Reply>();
  #port = 0;
  #closed = false;

  constructor(options: MockOptions, context: SystemContext, system: MockSystem, faults: Faults) {
    this.faults = faults;
    this.store = context.store;
    this.credentials = context.credentials;
    this.#context = context;
    this.#system = system;
    this.#quirks = context.quirks;
    this.#webhooks = new WebhookSender(
      system,
      context.spec,
      context.credentials,
      faults,
      options.webhookRetryMs ?? 1000,
    );
    this.store.onChange((change) => this.#webhooks.changed(change));
    this.#routes = system.routes.map(compile).sort((a, b) => b.weight - a.weight);
    this.#base = new RegExp(`^${literal(context.spec.basePath).replace(/\\\{\w+\\\}/g, "[^/]+")}(?=/|$)`);
    this.#limits = options.rateLimit ?? system.limit;
    this.#bucket = this.#limits && !options.generous ? new LeakyBucket(this.#limits, Date.now()) : undefined;
    this.#server = createServer((request, response) => {
      this.#serve(request, response).catch((error: unknown) => {
        // A bug of the mock must be seen by the test that met it, not end as a hanging request.
        if (!response.headersSent) response.writeHead(500, { "Content-Type": "text/plain; charset=utf-8" });
        response.end(`mock: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      });
    });
    // Clients keep connections for long between pages; a server that drops them would add faults nobody asked for.
    this.#server.keepAliveTimeout = 65_000;
  }

  get port(): number {
    return this.#port;
  }

  get origin(): string {
    return `http://${HOST}:${this.#port}`;
  }

  get url(): string {
    return this.origin + this.#basePath();
  }

  get deliveries(): readonly DeliveryResult[] {
    return this.#webhooks.deliveries;
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const failed = (error: NodeJS.ErrnoException): void => {
        reject(
          error.code === "EADDRINUSE" || error.code === "EACCES"
            ? new ConnectorError({
                message: `Port ${port} can't be used (${error.code})`,
                place: "--port",
                hint: "Leave it out for a free one",
              })
            : error,
        );
      };
      this.#server.once("error", failed);
      this.#server.listen(port, HOST, () => {
        this.#server.off("error", failed);
        resolve();
      });
    });
    this.#port = (this.#server.address() as AddressInfo).port;
    this.#context.origin = this.origin;
    for (const field of this.#context.spec.originFields) this.credentials[field] = this.origin;
  }

  quirks(): Record<string, QuirkState> {
    return this.#quirks.report();
  }

  resetQuirks(): void {
    this.#quirks.reset();
  }

  sendWebhook(webhook: {
    topic: string;
    record: Row;
    to: string;
    options?: WebhookOptions;
  }): Promise<DeliveryResult & { repeats: DeliveryResult[] }> {
    const payload = this.#system.payload(webhook.topic, webhook.record);
    return this.#webhooks.send(webhook.topic, payload, webhook.to, webhook.options);
  }

  subscribe(address: string, topics?: readonly string[]): void {
    this.#webhooks.subscribe(address, topics);
  }

  idle(): Promise<void> {
    return this.#webhooks.idle();
  }

  async refuse(ms: number): Promise<void> {
    await this.#stopListening();
    // Not awaited: the caller wants to see the refusal while it lasts.
    const back = async (): Promise<void> => {
      await wait(ms, undefined, { ref: false });
      if (!this.#isClosed()) await this.listen(this.#port);
    };
    void back();
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#webhooks.close();
    await this.#stopListening();
  }

  #isClosed(): boolean {
    return this.#closed;
  }

  #stopListening(): Promise<void> {
    return new Promise((resolve) => {
      if (!this.#server.listening) {
        resolve();
        return;
      }
      this.#server.close(() => resolve());
      this.#server.closeAllConnections();
    });
  }

  #basePath(): string {
    return this.#context.spec.basePath.replace(/\{(\w+)\}/g, (_all, name: string) => this.credentials[name] ?? "");
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const receivedAt = Date.now();
    const raw = await bodyOf(request);
    const url = new URL(request.url ?? "/", this.origin);
    if (url.pathname.startsWith(CONTROL_PREFIX)) {
      const reply = await control(this, request.method ?? "GET", url, request.headers, raw);
      send(response, reply, {});
      return;
    }
    const base = this.#base.exec(url.pathname);
    const path = decode(base ? url.pathname.slice(base[0].length) : url.pathname);
    const text = raw.toString("utf8");
    const call: Call = {
      method: request.method ?? "GET",
      path,
      url: request.url ?? "/",
      query: url.searchParams,
      headers: request.headers,
      raw,
      body: undefined,
      params: {},
      baseUrl: `http://${hostOf(request, this.#port)}${base ? base[0] : ""}`,
      receivedAt,
    };
    let badJson = false;
    if (text.trim() !== "") {
      try {
        call.body = parse(text);
      } catch {
        badJson = true;
      }
    }
    const struck = this.faults.strike(call.method, path);
    const record: RecordedRequest = {
      at: receivedAt,
      method: call.method,
      path,
      url: call.url,
      query: Object.fromEntries(url.searchParams),
      headers: Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)])),
      body: call.body,
      raw: text,
      status: 0,
      faults: struck.map((rule) => rule.kind),
    };
    this.requests.push(record);
    if (this.requests.length > KEPT_REQUESTS) this.requests.splice(0, KEPT_REQUESTS / 10);
    const rule = (kind: FaultRule["kind"]): FaultRule | undefined => struck.find((item) => item.kind === kind);

    const delay = rule("delay");
    if (delay) await wait(delay.ms ?? 1000);
    if (struck.some((item) => item.done === true)) {
      // The work is done; what strikes is the answer's way back.
      const others = struck.filter((item) => item.done !== true);
      await this.#answer(call, base !== null, badJson, (kind) => others.find((item) => item.kind === kind));
    }
    if (rule("reset") || rule("refuse")) {
      request.socket.destroy();
      const refuse = rule("refuse");
      if (refuse) await this.refuse(refuse.ms ?? 1000);
      return;
    }
    const { reply, used } = await this.#answer(call, base !== null, badJson, rule);
    record.status = reply.status;
    this.#system.observe(call, reply);
    const size = this.#limits?.size ?? 0;
    const headers = this.#system.headers(used, size);
    if (rule("cut")) cut(response, reply, headers);
    else send(response, reply, headers);
  }

  async #answer(
    call: Call,
    belowBase: boolean,
    badJson: boolean,
    rule: (kind: FaultRule["kind"]) => FaultRule | undefined,
  ): Promise<{ reply: Reply; used: number }> {
    const asked = rule("status");
    if (asked) return { reply: this.#statusFault(asked), used: 1 };
    if (rule("html")) {
      return {
        reply: {
          status: 200,
          headers: { "Content-Type": "text/html; charset=utf-8" },
          text: "<!DOCTYPE html><title>Sorry</title><h1>We will be back soon</h1>",
        },
        used: 1,
      };
    }
    if (rule("wrong_json")) return { reply: { status: 200, text: '{"broken": [1, 2,' }, used: 1 };
    const outside = this.#system.outside?.(call);
    if (outside || !belowBase) return { reply: outside ?? this.#system.notFound(call), used: 1 };
    const refusal = this.#system.authorize(call);
    if (refusal) return { reply: refusal, used: 1 };
    const taken = this.#bucket?.take(call.receivedAt) ?? { ok: true, used: 1, wait: 0 };
    if (!taken.ok) return { reply: this.#system.tooMany(taken.wait), used: taken.used };
    return { reply: await this.#dispatch(call, badJson, rule), used: taken.used };
  }

  #statusFault(rule: FaultRule): Reply {
    const status = rule.status ?? 500;
    const headers: Record<string, string> = {};
    if (rule.retryAfter !== undefined) {
      headers["Retry-After"] = rule.retryAfterDate
        ? new Date(Date.now() + rule.retryAfter * 1000).toUTCString()
        : String(rule.retryAfter);
    }
    return { status, headers, body: this.#system.errorBody(status) };
  }

  async #dispatch(
    call: Call,
    badJson: boolean,
    rule: (kind: FaultRule["kind"]) => FaultRule | undefined,
  ): Promise<Reply> {
    for (const { route, pattern, names } of this.#routes) {
      if (route.method !== call.method) continue;
      const match = pattern.exec(call.path);
      if (!match) continue;
      if (badJson) return this.#system.badJson(call);
      const params = Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? ""]));
      return await this.#run(route, { ...call, params }, rule);
    }
    return this.#system.notFound(call);
  }

  async #run(route: Route, call: Call, rule: (kind: FaultRule["kind"]) => FaultRule | undefined): Promise<Reply> {
    const { collection } = route;
    const isList = route.kind === "list";
    if (collection !== undefined) {
      const shrink = rule("shrink");
      if (shrink && isList) {
        for (const row of this.store.list(collection).slice(0, shrink.count ?? 1)) this.#removeRow(collection, row);
      }
      const grow = rule("grow");
      if (grow && isList) this.#grow(collection, grow.count ?? 1);
      const gone = rule("delete");
      if (gone && !isList) {
        const id = gone.id ?? Object.values(call.params).at(-1);
        if (id !== undefined) this.store.remove(collection, id);
      }
    }
    const previous = this.#lastPages.get(call.path);
    if (isList && rule("repeat_page") && previous) return previous;
    let reply: Reply;
    try {
      reply = await route.handle(call);
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      reply = error.reply;
    }
    if (isList && reply.status === 200) {
      this.#lastPages.set(call.path, reply);
      const gone = rule("delete");
      if (gone && collection !== undefined) {
        const row = gone.id === undefined ? this.#lastServed(collection, reply) : this.store.get(collection, gone.id);
        if (row) {
          // The text first: the page still shows the record.
          reply = { ...reply, text: stringify(reply.body ?? null) };
          this.#removeRow(collection, row);
        }
      }
    }
    return reply;
  }

  #removeRow(collection: string, row: Row): void {
    this.store.remove(collection, this.#keyOf(collection, row));
  }

  #keyOf(collection: string, row: Row): string {
    const def = this.#system.collections.find((item) => item.name === collection);
    if (!def) throw new RangeError(`No collection "${collection}"`);
    return def.key(row);
  }

  /** The last record of a list answer, as the store has it. */
  #lastServed(collection: string, reply: Reply): Row | undefined {
    const find = (value: Json | undefined): Json[] | undefined => {
      if (Array.isArray(value)) return value;
      if (typeof value !== "object" || value === null) return undefined;
      return Object.values(value)
        .map(find)
        .find((list) => list !== undefined);
    };
    const last = find(reply.body)?.at(-1);
    if (typeof last !== "object" || last === null || Array.isArray(last)) return undefined;
    return this.store.get(collection, this.#keyOf(collection, last));
  }

  #grow(collection: string, count: number): void {
    for (let index = 0; index < count; index += 1) {
      const values = this.#system.newcomer(collection);
      if (values) this.store.create(collection, values);
    }
  }
}

function compile(route: Route): Compiled {
  const names: string[] = [];
  const source = literal(route.path.split("?")[0] ?? "").replace(/\\\{(\w+)\\\}/g, (_all, name: string) => {
    names.push(name);
    return "([^/]+?)";
  });
  return { route, pattern: new RegExp(`^${source}$`), names, weight: route.path.length - names.length * 100 };
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** The host that the client used, so that absolute addresses lead back to us; only loopback names are believed. */
function hostOf(request: IncomingMessage, port: number): string {
  const host = request.headers.host ?? "";
  return /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(host) ? host : `${HOST}:${port}`;
}

function bodyOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let size = 0;
    request.on("data", (part: Buffer) => {
      size += part.length;
      if (size > MAX_BODY) request.destroy(new Error("The body is too large"));
      else parts.push(part);
    });
    request.on("end", () => resolve(Buffer.concat(parts)));
    request.on("error", reject);
  });
}

function bytesOf(
  reply: Reply,
  headers: Readonly<Record<string, string>>,
): { body: Buffer; all: Record<string, string | number> } {
  const text = reply.text ?? (reply.body === undefined ? "" : stringify(reply.body));
  const body = reply.bytes ? Buffer.from(reply.bytes) : Buffer.from(text, "utf8");
  return {
    body,
    all: {
      "Content-Type": "application/json; charset=utf-8",
      ...headers,
      ...reply.headers,
      "Content-Length": body.length,
    },
  };
}

function send(response: ServerResponse, reply: Reply, headers: Readonly<Record<string, string>>): void {
  const { body, all } = bytesOf(reply, headers);
  response.writeHead(reply.status, all);
  response.end(body);
}

/** Promises the whole body and sends half of it. */
function cut(response: ServerResponse, reply: Reply, headers: Readonly<Record<string, string>>): void {
  const { body, all } = bytesOf(reply, headers);
  response.writeHead(reply.status, all);
  response.write(body.subarray(0, Math.ceil(body.length / 2)), () => response.socket?.destroy());
}
