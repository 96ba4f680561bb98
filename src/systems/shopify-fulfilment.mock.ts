/** Fulfilments as Shopify's Admin REST API has them: what is left of an order, and what of it went out. */
import { at, isObject, objects, textOf, type Json, type JsonObject, type Row } from "../mock/json.ts";
import type { Store } from "../mock/store.ts";
import { Rejected, type Call, type Reply, type Route } from "../mock/types.ts";
import type { Ids } from "./shopify-data.mock.ts";

interface Shop {
  readonly store: Store;
  readonly ids: Ids;
  readonly now: () => string;
  readonly location: () => bigint;
  readonly met: () => void;
  readonly ignored: (example: string) => void;
}

const refuse = (status: number, errors: Json): Rejected => new Rejected({ status, body: { errors } });

export class Fulfilments {
  readonly #shop: Shop;
  /** Ids of fulfilment orders and of their lines, by the order's and its lines'. */
  readonly #groups = new Map<string, bigint>();
  readonly #lines = new Map<string, bigint>();

  constructor(shop: Shop) {
    this.#shop = shop;
  }

  routes(): Route[] {
    return [
      {
        method: "GET",
        path: "/orders/{id}/fulfillment_orders.json",
        handle: (call) => ({ status: 200, body: { fulfillment_orders: [this.#group(this.#order(call))] } }),
      },
      {
        method: "GET",
        path: "/orders/{id}/fulfillments.json",
        handle: (call) => ({ status: 200, body: { fulfillments: this.#order(call).fulfillments ?? [] } }),
      },
      { method: "POST", path: "/fulfillments.json", handle: (call) => this.#create(call) },
      { method: "POST", path: "/fulfillments/{id}/update_tracking.json", handle: (call) => this.#track(call) },
      { method: "POST", path: "/fulfillments/{id}/cancel.json", handle: (call) => this.#cancel(call) },
    ];
  }

  #order(call: Call): Row {
    const order = this.#shop.store.get("orders", call.params.id ?? "");
    if (!order) throw refuse(404, "Not Found");
    return order;
  }

  /** One fulfilment order per order: everything is shipped from the first location. */
  #group(order: Row): JsonObject {
    const key = textOf(order.id);
    const id = this.#groups.get(key) ?? this.#shop.ids.next("fulfillment_order");
    this.#groups.set(key, id);
    const lines = objects(order.line_items).map((line): JsonObject => {
      const lineKey = textOf(line.id);
      const lineId = this.#lines.get(lineKey) ?? this.#shop.ids.next("fulfillment_order_line");
      this.#lines.set(lineKey, lineId);
      return {
        id: lineId,
        shop_id: 548380009,
        fulfillment_order_id: id,
        quantity: line.current_quantity ?? line.quantity ?? 0,
        line_item_id: line.id ?? null,
        inventory_item_id: null,
        fulfillable_quantity: line.fulfillable_quantity ?? 0,
        variant_id: line.variant_id ?? null,
      };
    });
    const left = lines.reduce((sum, line) => sum + Number(line.fulfillable_quantity), 0);
    const isBegun = order.fulfillment_status !== null;
    return {
      id,
      shop_id: 548380009,
      order_id: order.id ?? null,
      assigned_location_id: this.#shop.location(),
      request_status: "unsubmitted",
      status: order.cancelled_at !== null ? "cancelled" : left === 0 ? "closed" : isBegun ? "in_progress" : "open",
      supported_actions: left === 0 ? [] : ["create_fulfillment"],
      line_items: lines,
    };
  }

  #body(call: Call): JsonObject {
    const body = at(call.body, "fulfillment");
    if (!isObject(body)) throw refuse(400, { fulfillment: "Required parameter missing or invalid" });
    return body;
  }

  #create(call: Call): Reply {
    const body = this.#body(call);
    const wanted = objects(body.line_items_by_fulfillment_order);
    if (wanted.length === 0) {
      this.#shop.ignored("a fulfilment without line_items_by_fulfillment_order");
      throw refuse(422, ["Line items by fulfillment order can't be blank"]);
    }
    const taken = new Map<string, number>();
    let order: Row | undefined;
    for (const group of wanted) {
      const owner = this.#shop.store
        .list("orders")
        .find((row) => this.#groups.get(textOf(row.id)) === group.fulfillment_order_id);
      if (!owner) {
        this.#shop.ignored(`fulfillment_order_id ${textOf(group.fulfillment_order_id)}`);
        throw refuse(422, ["Fulfillment order does not exist."]);
      }
      if (order && order !== owner) throw refuse(422, ["All fulfillment orders must belong to the same order."]);
      order = owner;
      const open = this.#group(owner);
      if (open.status !== "open" && open.status !== "in_progress") {
        throw refuse(422, [
          `Fulfillment order ${textOf(open.id)} has an unfulfillable status= ${textOf(open.status)}.`,
        ]);
      }
      const named = objects(group.fulfillment_order_line_items);
      // Nothing named: all that is left.
      const parts =
        named.length > 0
          ? named
          : objects(open.line_items).map((line) => ({ id: line.id ?? null, quantity: line.fulfillable_quantity ?? 0 }));
      for (const part of parts) {
        const line = objects(open.line_items).find((one) => one.id === part.id);
        const quantity = Number(part.quantity);
        if (!line || !Number.isInteger(quantity) || quantity < 1 || quantity > Number(line.fulfillable_quantity)) {
          throw refuse(422, ["Invalid fulfillment order line item quantity requested."]);
        }
        taken.set(textOf(line.line_item_id), quantity);
      }
    }
    if (!order) throw refuse(422, ["Fulfillment order does not exist."]);
    this.#shop.met();
    return { status: 201, body: { fulfillment: this.#fulfil(order, taken, body) } };
  }

  #fulfil(order: Row, taken: ReadonlyMap<string, number>, body: JsonObject): JsonObject {
    const known = objects(order.fulfillments);
    const stamp = this.#shop.now();
    const lines = objects(order.line_items);
    const fulfilment: JsonObject = {
      id: this.#shop.ids.next("fulfillment"),
      order_id: order.id ?? null,
      status: "success",
      created_at: stamp,
      updated_at: stamp,
      service: "manual",
      shipment_status: null,
      location_id: this.#shop.location(),
      line_items: lines
        .filter((line) => taken.has(textOf(line.id)))
        .map((line) => ({ ...line, quantity: taken.get(textOf(line.id)) ?? 0 })),
      ...tracking(body),
      receipt: {},
      name: `${textOf(order.name)}.${known.length + 1}`,
    };
    this.#save(order, [...known, fulfilment], (line) => -(taken.get(textOf(line.id)) ?? 0));
    return fulfilment;
  }

  /** Keeps the order's fulfilments and what is left of its lines. */
  #save(order: Row, fulfillments: JsonObject[], change: (line: JsonObject) => number): void {
    const lines = objects(order.line_items).map((line) => {
      const left = Number(line.fulfillable_quantity ?? 0) + change(line);
      const all = Number(line.current_quantity ?? line.quantity ?? 0);
      return {
        ...line,
        fulfillable_quantity: left,
        fulfillment_status: left === 0 ? "fulfilled" : left < all ? "partial" : null,
      };
    });
    const isDone = lines.every((line) => line.fulfillment_status === "fulfilled");
    const isUntouched = lines.every((line) => line.fulfillment_status === null);
    this.#shop.store.update("orders", textOf(order.id), {
      fulfillments,
      line_items: lines,
      fulfillment_status: isDone ? "fulfilled" : isUntouched ? null : "partial",
    });
  }

  #find(call: Call): { order: Row; fulfilment: JsonObject } {
    const id = call.params.id ?? "";
    for (const order of this.#shop.store.list("orders")) {
      const fulfilment = objects(order.fulfillments).find((one) => textOf(one.id) === id);
      if (fulfilment) return { order, fulfilment };
    }
    throw refuse(404, "Not Found");
  }

  #track(call: Call): Reply {
    const { order, fulfilment } = this.#find(call);
    const changed = { ...fulfilment, ...tracking(this.#body(call)), updated_at: this.#shop.now() };
    this.#save(
      order,
      objects(order.fulfillments).map((one) => (one.id === fulfilment.id ? changed : one)),
      () => 0,
    );
    return { status: 200, body: { fulfillment: changed } };
  }

  #cancel(call: Call): Reply {
    const { order, fulfilment } = this.#find(call);
    const changed = { ...fulfilment, status: "cancelled", updated_at: this.#shop.now() };
    const given = new Map(objects(fulfilment.line_items).map((line) => [textOf(line.id), Number(line.quantity)]));
    this.#save(
      order,
      objects(order.fulfillments).map((one) => (one.id === fulfilment.id ? changed : one)),
      (line) => (fulfilment.status === "cancelled" ? 0 : (given.get(textOf(line.id)) ?? 0)),
    );
    return { status: 200, body: { fulfillment: changed } };
  }
}

/** What `tracking_info` becomes on a fulfilment. */
function tracking(body: JsonObject): JsonObject {
  const info = isObject(body.tracking_info) ? body.tracking_info : {};
  const number = textOf(info.number) || null;
  const url = textOf(info.url) || null;
  return {
    tracking_company: textOf(info.company) || null,
    tracking_number: number,
    tracking_numbers: number === null ? [] : [number],
    tracking_url: url,
    tracking_urls: url === null ? [] : [url],
  };
}
