import type { IncomingHttpHeaders } from "node:http";
import type { BucketLimits } from "./bucket.ts";
import type { Json, JsonObject, Row } from "./json.ts";
import type { Quirks } from "./quirks.ts";
import type { Random } from "./random.ts";
import type { SpecView } from "./spec-view.ts";
import type { Store } from "./store.ts";

/** An answer of the mock before it becomes bytes. `text` wins over `body`; nothing: an empty body. */
export interface Reply {
  status: number;
  headers?: Readonly<Record<string, string>>;
  body?: Json;
  text?: string;
  /** Wins over both: what is no text, as a picture. */
  bytes?: Uint8Array;
}

/** A request as the routes see it. */
export interface Call {
  method: string;
  /** Below the base path, percent-decoded, without the query: `/products/5.json`. */
  path: string;
  /** Path and query exactly as they came. */
  url: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  raw: Buffer;
  /** The JSON body; undefined where there is none or where it is no JSON. */
  body: Json | undefined;
  /** Values of the route's `{placeholders}`. */
  params: Readonly<Record<string, string>>;
  /** Absolute address of the API as this client reaches it, without a slash at the end. */
  baseUrl: string;
  /** When it arrived, milliseconds since 1970. */
  receivedAt: number;
}

export interface Route {
  method: string;
  /** `/products/{id}.json`; the most literal path wins. */
  path: string;
  /** Collection that the route is about: faults that shrink, grow or delete need it. */
  collection?: string;
  /** What the route does to the collection. */
  kind?: "list" | "get" | "create" | "update" | "delete" | "count";
  handle(call: Call): Reply | Promise<Reply>;
}

/** How one kind of record is kept. */
export interface CollectionDef {
  /** As in the system's addresses: `products`. */
  name: string;
  /** Other names that tests may use: the spec's entity name. */
  aliases?: readonly string[];
  /** The identity of a row as text. */
  key(row: Readonly<JsonObject>): string;
  /** Order of lists where the client asks for none; by default the order of creation. */
  compare?(a: Row, b: Row): number;
  /**
   * Completes a new record, or merges new values into a known one, as the system would: ids, stamps, defaults.
   * Throws {@link Rejected} for what the system refuses.
   */
  prepare(values: JsonObject, previous: Row | undefined): JsonObject;
}

export interface Change {
  collection: string;
  action: "create" | "update" | "remove";
  row: Row;
  previous?: Row;
}

/** What a delivery is made of; the system adds headers and signature. */
export interface DeliveryDraft {
  topic: string;
  /** As `payload` made it. */
  record: Readonly<JsonObject>;
  deliveryId: string;
  /** Backend values to sign and name the tenant with. */
  credentials: Readonly<Record<string, string>>;
  /** Id of the subscription that it is sent for; undefined for one on demand. */
  subscription?: string;
}

/** How a system sends webhooks, where it is not as most do: eight attempts, 2xx is success, each has its own id. */
export interface WebhookPolicy {
  /** Attempts of one delivery. */
  attempts: number;
  ok(status: number): boolean;
  /** Id of a new delivery. */
  deliveryId(subscription: string | undefined): string;
}

export interface Delivery {
  headers: Record<string, string>;
  body: string;
}

/** Everything that makes one system's mock: the generic one is built from a spec, a system's own file refines it. */
export interface MockSystem {
  collections: readonly CollectionDef[];
  routes: readonly Route[];
  /** Undefined: the caller may pass. */
  authorize(call: Call): Reply | undefined;
  /** Undefined: the system knows no limit. */
  limit: BucketLimits | undefined;
  /** Headers of every answer, given the bucket's level. */
  headers(used: number, size: number): Record<string, string>;
  /** Answer to a request over the limit; `wait` in seconds. */
  tooMany(wait: number): Reply;
  notFound(call: Call): Reply;
  badJson(call: Call): Reply;
  /** Body of an error that a fault asks for, in the system's own shape. */
  errorBody(status: number): Json;
  /** Topics of a change; empty where the system sends nothing. */
  topics(change: Change): string[];
  /** The record as a webhook carries it. */
  payload(topic: string, row: Row): JsonObject;
  sign(draft: DeliveryDraft): Delivery;
  /** Addresses that clients registered for a topic through the API. */
  subscriptions(topic: string): { id: string; address: string }[];
  /** A delivery failed for good: drops the subscription, or counts until it does. */
  unsubscribe(id: string): void;
  webhookPolicy?: WebhookPolicy;
  /** Answers what is no part of the API: pictures. Needs no credentials. */
  outside?(call: Call): Reply | undefined;
  /** Fills the store. */
  seed(sizes: Sizes): void;
  /** Values of one more record, for a list that grows; undefined where none can be made out of nothing. */
  newcomer(collection: string): JsonObject | undefined;
  /** Sees every request with its answer: where violations are found that no single route can see. */
  observe(call: Call, reply: Reply): void;
  /** Sees how a receiver answered a delivery. */
  delivered?(result: DeliveryResult): void;
}

/** How one attempt to deliver a webhook went. */
export interface DeliveryResult {
  topic: string;
  address: string;
  deliveryId: string;
  /** HTTP status; 0 where no answer came. */
  status: number;
  /** Whether the sender takes the answer as success. */
  ok: boolean;
  /** Text of the answer, or what went wrong. */
  answer: string;
  /** Milliseconds until the answer. */
  ms: number;
  headers: Readonly<Record<string, string>>;
  body: string;
  /** Signed with the right secret, for the right shop, not sent before. */
  genuine: boolean;
  /** Sent before with the same id. */
  repeated: boolean;
}

/** How many records of each main kind a data set has. */
export interface Sizes {
  products: number;
  customers: number;
  orders: number;
}

export interface SystemContext {
  spec: SpecView;
  /** Values of the backend's fields; the mock checks requests against them. */
  credentials: Record<string, string>;
  store: Store;
  quirks: Quirks;
  /** Where the mock is reached, without a path; empty until it listens. */
  origin: string;
  /** Seeded: used for data only, never while serving. */
  random: Random;
  now(): Date;
}

/** What a file `src/systems/<name>.mock.ts` exports. */
export interface SystemMock {
  /** Documented quirks, name -> one sentence. */
  quirks: Readonly<Record<string, string>>;
  /** Backend values that look like the system's own; the rest comes from the spec. */
  credentials(random: Random): Record<string, string>;
  /** Refines what the spec alone gives. */
  build(context: SystemContext, generic: MockSystem): MockSystem;
}

/** Thrown by `prepare` and by routes: the system's refusal. */
export class Rejected extends Error {
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`refused with status ${reply.status}`);
    this.name = "Rejected";
    this.reply = reply;
  }
}
