/**
 * The control endpoints below `/__mock__/`: what the programmatic API does, for tests in other languages.
 * They are on loopback only and need the mock's token, because any page in a browser can send to loopback too.
 */
import { timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { ConnectorError } from "../errors.ts";
import { readRule } from "./faults.ts";
import { isObject, parse, textOf, type Json, type JsonObject } from "./json.ts";
import type { Mock } from "./server.ts";
import { Rejected, type Reply } from "./types.ts";

export const CONTROL_PREFIX = "/__mock__/";

/** Answers one control request: JSON in, JSON out; 403 without the token, 404 and 422 with `{error}`. */
export async function control(
  mock: Mock,
  method: string,
  url: URL,
  headers: IncomingHttpHeaders,
  raw: Buffer,
): Promise<Reply> {
  const given = Buffer.from(String(headers["x-mock-token"] ?? url.searchParams.get("token") ?? ""));
  const token = Buffer.from(mock.token);
  if (given.length !== token.length || !timingSafeEqual(given, token)) {
    return { status: 403, body: { error: "The header X-Mock-Token is missing or wrong." } };
  }
  const [topic = "", ...rest] = url.pathname.slice(CONTROL_PREFIX.length).split("/").map(decodeURIComponent);
  try {
    const body = raw.length > 0 ? parse(raw.toString("utf8")) : {};
    return await route(mock, `${method} ${topic}`, rest, body);
  } catch (error) {
    if (error instanceof Rejected) return error.reply;
    if (
      error instanceof RangeError ||
      error instanceof ConnectorError ||
      error instanceof SyntaxError ||
      error instanceof TypeError
    ) {
      return { status: 422, body: { error: error.message } };
    }
    throw error;
  }
}

async function route(mock: Mock, what: string, rest: readonly string[], body: Json): Promise<Reply> {
  const ok = (value: Json): Reply => ({ status: 200, body: value });
  const values = isObject(body) ? body : {};
  switch (what) {
    case "GET faults":
      return ok(mock.faults.list() as unknown as Json);
    case "POST faults": {
      const rules = (Array.isArray(body) ? body : [body]).map((item, index) => readRule(item, `faults[${index}]`));
      return ok({ ids: mock.faults.add(...rules) });
    }
    case "DELETE faults":
      mock.faults.clear(rest[0] === undefined ? undefined : Number(rest[0]));
      return ok({});
    case "GET requests":
      return ok(mock.requests as unknown as Json);
    case "DELETE requests":
      mock.requests.length = 0;
      return ok({});
    case "GET quirks":
      return ok(mock.quirks() as unknown as Json);
    case "DELETE quirks":
      mock.resetQuirks();
      return ok({});
    case "GET credentials":
      return ok({ ...mock.credentials });
    case "GET deliveries":
      return ok(mock.deliveries as unknown as Json);
    case "GET store": {
      const [collection, id] = rest;
      if (collection === undefined) return ok(mock.store.names());
      if (id === undefined) return ok([...mock.store.list(collection)]);
      const row = mock.store.get(collection, id);
      return row ? ok(row) : { status: 404, body: { error: "There is no such record." } };
    }
    case "POST change":
      return ok(change(mock, values));
    case "POST subscribe": {
      const topics = Array.isArray(values.topics) ? values.topics.map(textOf) : undefined;
      mock.subscribe(need(values, "to"), topics);
      return ok({});
    }
    case "POST webhook": {
      const record = isObject(values.record)
        ? values.record
        : mock.store.get(need(values, "collection"), need(values, "id"));
      if (!record) return { status: 404, body: { error: "There is no such record." } };
      const options = isObject(values.options) ? values.options : {};
      const result = await mock.sendWebhook({
        topic: need(values, "topic"),
        record,
        to: need(values, "to"),
        options: {
          badSignature: options.badSignature === true,
          otherShop: typeof options.otherShop === "string" ? options.otherShop : options.otherShop === true,
          duplicate: options.duplicate === true,
          ...(textOf(options.deliveryId) ? { deliveryId: textOf(options.deliveryId) } : {}),
        },
      });
      return ok(result as unknown as Json);
    }
    case "POST refuse":
      // After the answer is out.
      setTimeout(() => void mock.refuse(Number(values.ms) || 1000), 20);
      return ok({});
    default:
      return { status: 404, body: { error: `There is no control "${what}".` } };
  }
}

/** `{collection, action: create|update|remove, id, values}`: a change as if somebody had made it in the system. */
function change(mock: Mock, values: JsonObject): Json {
  const collection = need(values, "collection");
  const fields = isObject(values.values) ? values.values : {};
  switch (textOf(values.action) || "update") {
    case "create":
      return mock.store.create(collection, fields);
    case "update":
      return mock.store.update(collection, need(values, "id"), fields);
    case "remove":
      return { removed: mock.store.remove(collection, need(values, "id")) };
    default:
      throw new RangeError("action is create, update or remove");
  }
}

function need(values: JsonObject, key: string): string {
  const value = textOf(values[key]);
  if (value === "") throw new RangeError(`"${key}" is missing`);
  return value;
}
