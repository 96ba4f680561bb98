/** The mock of any system, made from its spec alone. A known system's own file refines it. */
import { createHmac } from "node:crypto";
import { authorized, fill } from "./auth.ts";
import { completeDocument, fillDocument, paymentsDue } from "./accounting.ts";
import type { BucketLimits } from "./bucket.ts";
import { formatDate, parseDate } from "./dates.ts";
import { at, isObject, objects, stringify, textOf, type Json, type JsonObject, type Row } from "./json.ts";
import { isReply, paginate, setAt } from "./pages.ts";
import { PICTURE } from "./picture.ts";
import { PICTURES, type SampleContext, sampleRecord } from "./sample.ts";
import type { EntityView, SpecView } from "./spec-view.ts";
import {
  Rejected,
  type Call,
  type CollectionDef,
  type Delivery,
  type DeliveryDraft,
  type MockSystem,
  type Reply,
  type Route,
  type SystemContext,
} from "./types.ts";

/** Identity of a row: its id, or the parts of a composite one joined by a colon. */
export function keyOf(entity: EntityView): (row: JsonObject) => string {
  return (row) => entity.id.map((path) => textOf(at(row, path))).join(":");
}

/** An error in the shape that the spec's `errors.path` names; `{"error": message}` where it says nothing. */
export function errorBody(errors: JsonObject, message: string): Json {
  const body: JsonObject = {};
  setAt(body, (textOf(errors.path) || "error").replaceAll("[]", ""), message);
  return body;
}

/** Builds the mock of a system from nothing but its spec. */
export function genericSystem(context: SystemContext): MockSystem {
  const { spec, store } = context;
  const error = (status: number, message: string): Reply => ({ status, body: errorBody(spec.errors, message) });
  const limit = spec.rateLimit;
  const bucket = limitsOf(limit);
  const subscriptions: { id: string; topic: string; address: string }[] = [];
  const registration = isObject(spec.webhooks?.registration) ? spec.webhooks.registration : undefined;
  const routes = uniqueRoutes([
    ...spec.entities.flatMap((entity) => routesOf(context, entity, error)),
    ...tableRoutes(context),
    ...testRoute(context),
    ...(registration ? [subscribeRoute(registration, subscriptions)] : []),
  ]);
  return {
    collections: spec.entities.map((entity) => collectionOf(context, entity, error)),
    routes,
    authorize: (call) =>
      authorized(call, spec.auth, context.credentials)
        ? undefined
        : error(401, "The credentials are missing or wrong."),
    limit: bucket,
    headers: (used, size) => {
      const name = textOf(limit.header);
      if (!name) return {};
      const left = size - used;
      const format = textOf(limit.format) || (textOf(limit.kind) === "leaky_bucket" ? "used/limit" : "");
      return { [name]: format === "used/limit" ? `${used}/${size}` : format ? `${left}/${size}` : String(left) };
    },
    tooMany: (wait) => ({
      ...error(Number(Array.isArray(limit.status) ? limit.status[0] : limit.status) || 429, "Too many requests."),
      headers: { [textOf(limit.retry_after) || "Retry-After"]: String(Math.max(1, Math.ceil(wait))) },
    }),
    notFound: () => error(404, "Not found."),
    badJson: () => error(400, "The body is no JSON."),
    errorBody: (status) => errorBody(spec.errors, `Error ${status}, as asked for.`),
    topics: (change) => {
      const event = { create: "created", update: "updated", remove: "deleted" }[change.action];
      const entity = spec.entities.find((item) => item.plural === change.collection);
      return spec.topics
        .filter((item) => item.entity === entity?.name && item.event === event)
        .map((item) => item.topic);
    },
    payload: (topic, row) => {
      const name = spec.topics.find((item) => item.topic === topic)?.entity;
      const entity = spec.entities.find((item) => item.name === name);
      return entity === undefined ? row : shown(context, entity, row);
    },
    outside: (call) =>
      call.method === "GET" && call.path.startsWith(PICTURES)
        ? { status: 200, headers: { "Content-Type": "image/png" }, bytes: PICTURE }
        : undefined,
    sign: (draft) => signed(spec, draft, context.now()),
    subscriptions: (topic) => subscriptions.filter((item) => item.topic === topic),
    unsubscribe: (id) => {
      const index = subscriptions.findIndex((item) => item.id === id);
      if (index >= 0) subscriptions.splice(index, 1);
    },
    seed: (sizes) => {
      const size = Math.max(sizes.products, sizes.customers, sizes.orders);
      for (const entity of spec.entities) {
        const count = size === 0 ? 0 : Math.max(size, paymentsDue(context, entity));
        for (let index = 0; index < count; index += 1) {
          const stamp = new Date(Date.UTC(2024, 0, 1) + Math.floor((index / Math.max(1, size)) * 500) * 86_400_000);
          const values = sampleRecord(entity, index, sampling(context, stamp));
          if (entity.updated !== undefined) setAt(values, entity.updated, formatDate(stamp, dateFormat(spec)));
          linkStock(context, entity, values, index);
          assignId(context, entity, values);
          linkLines(context, entity, values, index);
          fillDocument(context, entity, values, index, stamp);
          store.put(entity.plural, values);
        }
      }
    },
    newcomer: (collection) => {
      const entity = spec.entities.find((item) => item.plural === collection);
      if (!entity) return undefined;
      const index = store.count(collection);
      const record = sampleRecord(entity, index, sampling(context, context.now()));
      fillDocument(context, entity, record, index, context.now());
      return record;
    },
    observe: () => undefined,
  };
}

/** What sample records of this system are made from, at a moment. */
function sampling({ spec, store, random }: SystemContext, moment: Date): SampleContext {
  return {
    random,
    stamp: formatDate(moment, dateFormat(spec)),
    system: spec.name,
    row: (name, index) => {
      const owner = spec.entities.find((entity) => entity.name === name);
      const rows = owner === undefined ? [] : store.list(owner.plural);
      return rows[index % Math.max(1, rows.length)];
    },
    parts: (name) =>
      spec.entities.flatMap((entity) => entity.children).find((child) => child.name === name)?.path ?? "",
    money: (cents) => (textOf(spec.formats.money) === "number" ? cents / 100 : (cents / 100).toFixed(2)),
  };
}

/** Whatever the mechanism, it comes to a number of requests at once and a rate. */
function limitsOf(limit: JsonObject): BucketLimits | undefined {
  const number = (key: string): number => Number(limit[key] ?? 0) || 0;
  if (number("bucket") > 0) return { size: number("bucket"), leakPerSecond: number("leak_per_second") || 1 };
  if (number("per_second") > 0) return { size: Math.ceil(number("per_second")), leakPerSecond: number("per_second") };
  if (number("per_minute") > 0) return { size: number("per_minute"), leakPerSecond: number("per_minute") / 60 };
  return undefined;
}

const dateFormat = (spec: SpecView): string => textOf(spec.formats.datetime) || "iso8601";

function assignId(context: SystemContext, entity: EntityView, values: JsonObject): void {
  const format = textOf(context.spec.formats.id) || "integer";
  for (const path of entity.id) {
    const known = at(values, path);
    if (known !== undefined && known !== null) continue;
    // Continues behind what the store holds, so that a seeded run gives the same ids every time.
    const number = 1001 + context.store.count(entity.plural);
    let candidate = number;
    while (
      context.store.get(entity.plural, candidate) !== undefined ||
      context.store.get(entity.plural, `${entity.name}_${candidate}`) !== undefined
    ) {
      candidate += 1;
    }
    setAt(values, path, format === "integer" ? candidate : `${entity.name}_${candidate}`);
  }
}

/** The lines of a transfer are about products that the system has. */
function linkLines(context: SystemContext, entity: EntityView, values: JsonObject, index: number): void {
  const lines = at(entity.raw, "picking.lines");
  if (!isObject(lines) || !isObject(lines.product)) return;
  const owner = context.spec.entities.find((one) => one.name === textOf(at(lines, "product.entity")));
  const path = textOf(lines.product.path);
  const rows = owner === undefined ? [] : context.store.list(owner.plural);
  const records = at(values, textOf(lines.path));
  if (owner === undefined || rows.length === 0 || !Array.isArray(records)) return;
  const sku = owner.mapping.find((mapping) => mapping.odoo === "default_code")?.remote[0];
  for (const [place, line] of records.entries()) {
    const product = rows[(index + place) % rows.length];
    if (!isObject(line) || product === undefined) continue;
    setAt(line, path, at(product, owner.id[0] ?? "id") ?? null);
    if (sku !== undefined && textOf(lines.sku)) setAt(line, textOf(lines.sku), at(product, sku) ?? null);
  }
}

/** Places of a system with stock: what it lists for the mapping table, and where its levels are. */
const PLACES = [
  { id: 7001, name: "Main" },
  { id: 7002, name: "Outlet" },
] as const;

function placesOf(spec: SpecView): JsonObject[] {
  const isNumber = (textOf(spec.formats.id) || "integer") === "integer";
  return PLACES.map(({ id, name }) => ({ id: isNumber ? id : `location_${id}`, name }));
}

/** A level of stock is about a product, or the first variant of one, at one of the places. */
function linkStock(context: SystemContext, entity: EntityView, values: JsonObject, index: number): void {
  const { stock } = entity.raw;
  if (!isObject(stock) || stock.on_product === true) return;
  const name = textOf(stock.product);
  const owner = context.spec.entities.find(
    (one) => one.name === name || one.children.some((child) => child.name === name),
  );
  const rows = owner === undefined ? [] : context.store.list(owner.plural);
  if (owner === undefined || rows.length === 0) return;
  const child = owner.children.find((one) => one.name === name);
  const row = rows[index % rows.length];
  const [part] = child === undefined ? [row] : objects(at(row, child.path));
  const field = textOf(stock.product_key);
  const kept = objects((child ?? owner).raw.keep).find((one) => textOf(one.field) === field);
  const source = kept === undefined ? (child === undefined ? owner.id[0] : child.id) : textOf(kept.remote);
  setAt(values, textOf(stock.product_path) || field || (entity.id[0] ?? "id"), at(part, source ?? "id") ?? null);
  const [location] = Array.isArray(stock.location) ? stock.location : [stock.location];
  const places = placesOf(context.spec);
  if (textOf(location)) setAt(values, textOf(location), places[index % places.length]?.id ?? null);
  setAt(values, textOf(stock.quantity), 5 + index);
}

/** The lists of mapping tables: places of stock as they are, others with two records by name. */
function tableRoutes({ spec }: SystemContext): Route[] {
  return spec.tables.map(({ name, id, label, path, list, pagination }) => ({
    method: list.method,
    path: list.path,
    kind: "list" as const,
    handle: (call) => {
      const words = name === "location" ? PLACES.map((place) => place.name) : ["One", "Two"];
      const rows = placesOf(spec).map((place, index): JsonObject => {
        const row: JsonObject = {};
        setAt(row, id, (name === "location" ? place.id : undefined) ?? index + 1);
        setAt(row, label, words[index] ?? "");
        return row;
      });
      const page = paginate(call, rows, (row) => textOf(at(row, id)), pagination);
      if (isReply(page)) return page;
      return { status: 200, headers: page.headers, body: wrapped(path, [...page.rows], page.extras) };
    },
  }));
}

function collectionOf(
  context: SystemContext,
  entity: EntityView,
  error: (status: number, message: string) => Reply,
): CollectionDef {
  return {
    name: entity.plural,
    aliases: [entity.name],
    key: keyOf(entity),
    prepare: (values, previous) => {
      const row: JsonObject = { ...(previous ?? {}), ...values };
      if (previous) for (const path of entity.id) setAt(row, path, at(previous, path) ?? null);
      else assignId(context, entity, row);
      if (!previous && context.store.get(entity.plural, keyOf(entity)(row))) {
        throw new Rejected(error(422, "There is such a record already."));
      }
      completeDocument(context.spec, entity, row, values);
      if (entity.updated !== undefined) setAt(row, entity.updated, formatDate(context.now(), dateFormat(context.spec)));
      return row;
    },
  };
}

/** A record as clients see it: its picture has a whole address. */
function shown({ origin }: SystemContext, entity: EntityView, row: Row): JsonObject {
  const path = textOf(entity.raw.image_path);
  const picture = path === "" ? "" : textOf(at(row, path));
  if (!picture.startsWith(PICTURES)) return row;
  const copy = structuredClone<JsonObject>(row);
  setAt(copy, path, origin + picture);
  return copy;
}

function wrapped(path: string | undefined, value: Json, extras: Record<string, Json> = {}): Json {
  if (path === undefined) return value;
  const body: JsonObject = {};
  setAt(body, path, value);
  for (const [key, item] of Object.entries(extras)) setAt(body, key, item);
  return body;
}

function routesOf(
  context: SystemContext,
  entity: EntityView,
  error: (status: number, message: string) => Reply,
): Route[] {
  const { store } = context;
  const collection = entity.plural;
  const key = keyOf(entity);
  const routes: Route[] = [];
  const body = (call: Call): JsonObject => {
    const value = entity.envelope.request === undefined ? call.body : at(call.body, entity.envelope.request);
    if (!isObject(value)) {
      throw new Rejected(
        error(
          400,
          entity.envelope.request === undefined
            ? "The body must be an object."
            : `"${entity.envelope.request}" is missing.`,
        ),
      );
    }
    return value;
  };
  /** The id in the address; for addresses without one, in the body. */
  const idOf = (call: Call): string => {
    const params = Object.values(call.params);
    if (entity.id.length > 1 && params.length === entity.id.length) return params.join(":");
    return params.length > 0 ? (params.at(-1) ?? "") : key(body(call));
  };
  const known = (call: Call): Row => {
    const row = store.get(collection, idOf(call));
    if (!row) throw new Rejected(error(404, "Not found."));
    return row;
  };
  for (const [name, endpoint] of Object.entries(entity.endpoints)) {
    const add = (kind: Route["kind"], handle: (call: Call) => Reply): void => {
      routes.push({ method: endpoint.method, path: endpoint.path, collection, ...(kind ? { kind } : {}), handle });
    };
    switch (name) {
      case "list":
      case "search":
        add("list", (call) => {
          const rows = filtered(store.list(collection), call, entity, endpoint.query);
          const page = paginate(call, rows, key, entity.pagination);
          if (isReply(page)) return page;
          return {
            status: 200,
            headers: page.headers,
            body: wrapped(
              entity.envelope.list,
              page.rows.map((row) => shown(context, entity, row)),
              page.extras,
            ),
          };
        });
        break;
      case "count":
        add("count", (call) => ({
          status: 200,
          body: { count: filtered(store.list(collection), call, entity, endpoint.query).length },
        }));
        break;
      case "get":
        add("get", (call) => ({
          status: 200,
          body: wrapped(entity.envelope.item, shown(context, entity, known(call))),
        }));
        break;
      case "create":
        add("create", (call) => ({
          status: 201,
          body: wrapped(entity.envelope.item, store.create(collection, body(call))),
        }));
        break;
      case "update":
        add("update", (call) => {
          // A level of stock is set, whether there was one or not.
          const isNew = isObject(entity.raw.stock) && store.get(collection, idOf(call)) === undefined;
          const row = isNew
            ? store.create(collection, body(call))
            : store.update(collection, key(known(call)), body(call));
          return { status: 200, body: wrapped(entity.envelope.item, row) };
        });
        break;
      case "cancel":
        add("update", (call) => {
          const changed: JsonObject = {};
          const [path, value] = cancelledBy(entity);
          setAt(changed, path, value);
          return {
            status: 200,
            body: wrapped(entity.envelope.item, store.update(collection, key(known(call)), changed)),
          };
        });
        break;
      case "delete":
        add("delete", (call) => {
          store.remove(collection, key(known(call)));
          return { status: 200, body: {} };
        });
        break;
      default:
        break;
    }
  }
  return routes;
}

/** Where a cancelled record says so, and how. */
function cancelledBy(entity: EntityView): [string, Json] {
  const status = at(entity.raw, "picking.status");
  if (!isObject(status)) return ["status", "cancelled"];
  const [value] = Array.isArray(status.cancelled) ? status.cancelled : [];
  return [textOf(status.path) || "status", value ?? "cancelled"];
}

/** The rows that the query asks for: changed since, a search template (`query=email:{email}`), or fields that equal a value. */
function filtered(
  rows: readonly Row[],
  call: Call,
  entity: EntityView,
  template: Readonly<Record<string, string>>,
): readonly Row[] {
  const tests: ((row: Row) => boolean)[] = [];
  const since = call.query.get(textOf(entity.filter?.param));
  if (since !== null && entity.updated !== undefined) {
    const from = parseDate(since);
    const path = entity.updated;
    if (from !== undefined) {
      tests.push((row) => {
        const value = at(row, path);
        const time = typeof value === "string" || typeof value === "number" ? parseDate(value) : undefined;
        return time !== undefined && time >= from;
      });
    }
  }
  for (const [name, value] of call.query) {
    const pattern = template[name];
    const field = pattern === undefined ? undefined : /^(.*)\{(\w+)\}$/.exec(pattern);
    if (field?.[2] !== undefined && value.startsWith(field[1] ?? "")) {
      const path = field[2];
      const wanted = value.slice((field[1] ?? "").length).toLowerCase();
      tests.push((row) => textOf(at(row, path)).toLowerCase() === wanted);
    } else if (rows[0] && name in rows[0] && pattern === undefined) {
      tests.push((row) => textOf(row[name]) === value);
    }
  }
  return tests.length === 0 ? rows : rows.filter((row) => tests.every((test) => test(row)));
}

/** The connection test answers, unless one of the entities already does at that address. */
function testRoute({ spec }: SystemContext): Route[] {
  const test = spec.test;
  if (!test) return [];
  const answer: JsonObject = {};
  if (spec.testName !== undefined) setAt(answer, spec.testName, `Mock ${spec.title}`);
  return [{ method: test.method, path: test.path, handle: () => ({ status: 200, body: answer }) }];
}

function subscribeRoute(
  registration: JsonObject,
  subscriptions: { id: string; topic: string; address: string }[],
): Route {
  const [method = "POST", path = "/webhooks"] = textOf(registration.endpoint).split(" ");
  return {
    method,
    path,
    handle: (call) => {
      const wrap = textOf(registration.wrap);
      const values = wrap ? at(call.body, wrap) : call.body;
      const topic = isObject(values) ? textOf(at(values, textOf(registration.topic) || "topic")) : "";
      const address = isObject(values) ? textOf(at(values, textOf(registration.address) || "address")) : "";
      if (!topic || !address) return { status: 422, body: { error: "A subscription needs a topic and an address." } };
      const id = String(subscriptions.length + 1);
      subscriptions.push({ id, topic, address });
      return { status: 201, body: wrapped(wrap || undefined, { ...(values as JsonObject), id }) };
    },
  };
}

/** First come, first served: two entities may share an address (stock that is written as a product). */
function uniqueRoutes(routes: readonly Route[]): Route[] {
  const seen = new Set<string>();
  return routes.filter((route) => {
    const key = `${route.method} ${route.path.replace(/\{\w+\}/g, "{}")}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/**
 * A delivery as the spec's `webhooks` block describes it.
 * @throws TypeError for a signature that the mock can't make: an unsigned delivery would prove nothing
 */
function signed(spec: SpecView, draft: DeliveryDraft, now: Date): Delivery {
  const scheme = spec.webhooks ?? {};
  const part = (key: string): JsonObject => (isObject(scheme[key]) ? scheme[key] : {});
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  const record: JsonObject = { ...draft.record };
  const place = (where: JsonObject, value: string): void => {
    if (textOf(where.in) === "header") headers[textOf(where.name)] = value;
    else if (textOf(where.in) === "body") {
      const paths = (Array.isArray(where.path) ? where.path : [where.path]).map(textOf);
      const parts = paths.length > 1 ? value.split(textOf(where.separator) || ".") : [value];
      paths.forEach((path, index) => setAt(record, path, parts[index] ?? ""));
    }
  };
  place(part("topic"), draft.topic);
  place(part("tenant"), draft.credentials[textOf(part("tenant").field)] ?? "");
  place(part("delivery_id"), draft.deliveryId);
  const body = stringify(record);
  const signature = part("signature");
  const secret = draft.credentials[textOf(signature.secret) || "webhook_secret"] ?? "";
  const kind = textOf(signature.kind) || "none";
  const stamp = isObject(signature.timestamp) ? signature.timestamp : {};
  const seconds = Math.floor(now.getTime() / 1000);
  const unit = textOf(stamp.unit) || "seconds";
  const timestamp = unit === "iso8601" ? now.toISOString() : String(unit === "milliseconds" ? now.getTime() : seconds);
  if (textOf(stamp.header)) headers[textOf(stamp.header)] = timestamp;
  switch (kind) {
    case "none":
      break;
    case "hmac": {
      const payload = fill((textOf(signature.payload) || "{body}").replace("{body}", BODY_MARK), {
        timestamp,
        id: draft.deliveryId,
      }).replace(BODY_MARK, () => body);
      const digest = createHmac(textOf(signature.algorithm) || "sha256", keyBytes(secret, textOf(signature.key_decode)))
        .update(payload, "utf8")
        .digest(textOf(signature.encoding) === "hex" ? "hex" : "base64");
      headers[textOf(signature.header)] = textOf(signature.prefix) + digest;
      break;
    }
    case "stripe": {
      const digest = createHmac("sha256", secret).update(`${seconds}.${body}`, "utf8").digest("hex");
      headers[textOf(signature.header)] = `t=${seconds},v1=${digest}`;
      break;
    }
    case "standard_webhooks": {
      const key = keyBytes(secret, textOf(signature.key_decode) || "whsec");
      const digest = createHmac("sha256", key)
        .update(`${draft.deliveryId}.${seconds}.${body}`, "utf8")
        .digest("base64");
      headers["webhook-id"] = draft.deliveryId;
      headers["webhook-timestamp"] = String(seconds);
      headers["webhook-signature"] = `v1,${digest}`;
      break;
    }
    default:
      throw new TypeError(`The mock can't sign webhooks of kind "${kind}"`);
  }
  return { headers, body };
}

/** Stands for the body while the other placeholders are filled: a body may hold braces. */
const BODY_MARK = "\u0000body";

/** The key of a signature as bytes. */
function keyBytes(secret: string, decode: string): Buffer {
  switch (decode) {
    case "base64":
      return Buffer.from(secret, "base64");
    case "whsec":
      return Buffer.from(secret.replace(/^whsec_/, ""), "base64");
    case "hex":
      return Buffer.from(secret, "hex");
    case "nfkd":
      return Buffer.from(secret.normalize("NFKD"), "utf8");
    default:
      return Buffer.from(secret, "utf8");
  }
}
