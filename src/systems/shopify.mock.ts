/**
 * What Shopify's Admin REST API does beyond any spec: written by hand from its public documentation and from how
 * official clients treat it, never from our own mapping.
 */
import { createHmac, randomUUID } from "node:crypto";
import { header } from "../mock/auth.ts";
import { centralEuropeOffset, hasZone, parseDate } from "../mock/dates.ts";
import { at, isObject, objects, omit, stringify, textOf, type Json, type JsonObject, type Row } from "../mock/json.ts";
import { decimal, minor } from "../mock/money.ts";
import { handleOf } from "../mock/people.ts";
import { decodeCursor, encodeCursor, windowOf } from "../mock/pages.ts";
import {
  Rejected,
  type Call,
  type Change,
  type CollectionDef,
  type MockSystem,
  type Reply,
  type Route,
  type Sizes,
  type SystemContext,
  type SystemMock,
} from "../mock/types.ts";
import {
  customerInOrder,
  customerOf,
  Ids,
  lineOf,
  orderOf,
  productOf,
  shopTime,
  withDefaultAddress,
} from "./shopify-data.mock.ts";
import { Fulfilments } from "./shopify-fulfilment.mock.ts";
import { buildOrder, transactionsOf, type Rate } from "./shopify-order.mock.ts";

const QUIRKS = {
  orders_status_any: "Without status=any only open orders are listed: closed and cancelled ones are missing.",
  page_info_alone: "With page_info only limit and fields may be sent; anything else is answered with 400.",
  page_info_followed: "The next page is reached with the page_info of the Link header; there are no page numbers.",
  limit_at_most_250: "A page has 50 records unless limit asks for more, and never more than 250.",
  id_precision: "Ids are 64-bit integers beyond 2^53; one that went through a float names no record.",
  inventory_levels_scope: "inventory_levels needs location_ids or inventory_item_ids.",
  inventory_levels_at_most_50: "At most 50 location_ids or inventory_item_ids in one request.",
  inventory_set_unwrapped: "The body of inventory_levels/set is not wrapped.",
  body_wrapped: "A product or customer is sent wrapped in its singular name.",
  retry_after_respected: "After a 429 the next request waits as long as Retry-After says.",
  token_not_in_url: "The access token belongs into its header, never into an address.",
  updated_at_min_zone: "A date without a zone is taken in the shop's own time zone, hours away from UTC.",
  text_is_text: 'An empty text is "" or null; a boolean false for a text is refused with 400.',
  variants_kept: "An update of a product that lists variants deletes those it does not list.",
  guest_customer_null: "The customer of an order is null for guests.",
  default_variant: 'A product without options has one option "Title" and one variant "Default Title".',
  sparse_variants: "A product has only some of its options' combinations as variants.",
  deleted_variant_null: "variant_id and product_id of a line are null when the product is gone.",
  fulfilled_in_two_steps: "A fulfilment names lines of the order's fulfilment orders, not of the order itself.",
  no_default_address: "A customer without addresses has no key default_address.",
  webhook_2xx: "A genuine delivery is answered with 2xx within five seconds.",
  webhook_repeat_2xx: "A repeated delivery is answered with 2xx too, or the subscription is dropped.",
  webhook_bad_signature_refused: "A delivery with a wrong signature or for another shop is answered with 401.",
} as const;

type Quirk = keyof typeof QUIRKS;

const DEFAULT_LIMIT = 50;
const MAX_LIMIT = 250;
const ALONE = new Set(["page_info", "limit", "fields"]);

/** A refusal with Shopify's two shapes of `errors`. */
const refuse = (status: number, errors: Json): Rejected => new Rejected({ status, body: { errors } });
const missing = (): Rejected => refuse(404, "Not Found");

const big = (value: Json | undefined): bigint => {
  if (typeof value === "bigint") return value;
  const text = textOf(value);
  return /^-?\d+$/.test(text) ? BigInt(text) : 0n;
};
const byId = (a: Readonly<JsonObject>, b: Readonly<JsonObject>): number => {
  const left = big(a.id);
  const right = big(b.id);
  return left < right ? -1 : left > right ? 1 : 0;
};
const levelKey = (row: Readonly<JsonObject>): string => `${textOf(row.inventory_item_id)}:${textOf(row.location_id)}`;

class Shopify {
  readonly #context: SystemContext;
  readonly #ids = new Ids();
  /** Where a variant and its stock item are: id -> id of the product. */
  readonly #productOfVariant = new Map<string, string>();
  readonly #variantOfItem = new Map<string, { product: string; variant: string }>();
  #locations: bigint[] = [];
  readonly #defs: CollectionDef[];
  readonly #fulfilments: Fulfilments;
  #orderNumber = 1000;
  #blockedUntil = 0;
  #newcomers = 0;

  constructor(context: SystemContext) {
    this.#context = context;
    this.#defs = this.#collections();
    this.#fulfilments = new Fulfilments({
      store: context.store,
      ids: this.#ids,
      now: () => this.#now(),
      location: () => this.#locations[0] ?? 0n,
      met: () => this.#met("fulfilled_in_two_steps"),
      ignored: (example) => this.#ignored("fulfilled_in_two_steps", example),
    });
    context.store.onChange((change) => this.#follow(change));
  }

  build(generic: MockSystem): MockSystem {
    return {
      ...generic,
      collections: this.#defs,
      routes: this.#routes(),
      authorize: (call) => this.#authorize(call),
      limit: { size: 40, leakPerSecond: 2 },
      headers: (used, size) => ({
        "X-Shopify-Shop-Api-Call-Limit": `${used}/${size}`,
        "X-Shopify-API-Version": this.#context.credentials.api_version ?? "",
        "X-Request-Id": randomUUID(),
      }),
      tooMany: (wait) => ({
        status: 429,
        headers: { "Retry-After": Math.max(1, wait).toFixed(1) },
        body: {
          errors: "Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.",
        },
      }),
      notFound: () => missing().reply,
      badJson: () => ({ status: 400, body: { errors: { base: "There was an error parsing the JSON body." } } }),
      errorBody: (status) => ({ errors: status === 404 ? "Not Found" : `[${status}] Something went wrong.` }),
      topics: (change) => topicsOf(change),
      payload: (topic, row) => {
        if (topic === "refunds/create") return objects(row.refunds).at(-1) ?? {};
        return topic.endsWith("/delete") ? { id: row.id ?? null } : row;
      },
      sign: ({ topic, record, deliveryId, credentials }) => {
        const body = stringify(record);
        const hmac = createHmac("sha256", credentials.webhook_secret ?? "")
          .update(body, "utf8")
          .digest("base64");
        return {
          body,
          headers: {
            "Content-Type": "application/json",
            "User-Agent": "Shopify-Captain-Hook",
            "X-Shopify-Topic": topic,
            "X-Shopify-Shop-Domain": credentials.shop_url ?? "",
            "X-Shopify-Hmac-Sha256": hmac,
            "X-Shopify-Webhook-Id": deliveryId,
            "X-Shopify-Event-Id": randomUUID(),
            "X-Shopify-API-Version": credentials.api_version ?? "",
            "X-Shopify-Triggered-At": this.#context.now().toISOString(),
          },
        };
      },
      subscriptions: (topic) =>
        this.#context.store
          .list("webhooks")
          .filter((row) => row.topic === topic)
          .map((row) => ({ id: textOf(row.id), address: textOf(row.address) })),
      unsubscribe: (id) => void this.#context.store.remove("webhooks", id),
      seed: (sizes) => this.#seed(sizes),
      newcomer: (collection) => {
        this.#newcomers += 1;
        const name = `Newcomer ${this.#newcomers}`;
        if (collection === "products")
          return { title: name, variants: [{ sku: `NEW-${this.#newcomers}`, price: "5.00" }] };
        if (collection === "customers") return { first_name: name, email: `newcomer${this.#newcomers}@example.com` };
        return collection === "orders" ? {} : undefined;
      },
      observe: (call, reply) => this.#observe(call, reply),
      delivered: (result) => {
        if (!result.genuine) {
          if (result.status === 401) this.#met("webhook_bad_signature_refused");
          else this.#ignored("webhook_bad_signature_refused", `${result.topic}: ${result.status}`);
          return;
        }
        const quirk = result.repeated ? "webhook_repeat_2xx" : "webhook_2xx";
        if (result.ok) this.#met(quirk);
        else this.#ignored(quirk, `${result.topic}: ${result.status} ${result.answer.slice(0, 80)}`);
      },
    };
  }

  #met(quirk: Quirk, times = 1): void {
    this.#context.quirks.exercised(quirk, times);
  }

  #ignored(quirk: Quirk, example: string): void {
    this.#context.quirks.violated(quirk, example);
  }

  #now(): string {
    return shopTime(this.#context.now());
  }

  // -- who may ask ---------------------------------------------------------------------------------------------------

  #authorize(call: Call): Reply | undefined {
    const token = this.#context.credentials.api_key ?? "";
    if (token !== "" && call.url.includes(token)) this.#ignored("token_not_in_url", call.path);
    if (token !== "" && header(call, "X-Shopify-Access-Token") === token) {
      this.#met("token_not_in_url");
      return undefined;
    }
    return {
      status: 401,
      body: { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" },
    };
  }

  #observe(call: Call, reply: Reply): void {
    if (this.#blockedUntil > 0) {
      // A little early is fine: clocks and timers are not that exact.
      if (call.receivedAt < this.#blockedUntil - 100)
        this.#ignored("retry_after_respected", `${call.method} ${call.path}`);
      else this.#met("retry_after_respected");
      this.#blockedUntil = 0;
    }
    const wait = Number(reply.headers?.["Retry-After"]);
    if (reply.status === 429 && wait > 0) this.#blockedUntil = Date.now() + wait * 1000;
  }

  // -- the collections -----------------------------------------------------------------------------------------------

  #collections(): CollectionDef[] {
    const id = (row: Readonly<JsonObject>): string => textOf(row.id);
    return [
      {
        name: "products",
        aliases: ["product"],
        key: id,
        compare: byId,
        prepare: (values, previous) => this.#product(values, previous),
      },
      {
        name: "customers",
        aliases: ["customer"],
        key: id,
        compare: byId,
        prepare: (values, previous) => this.#customer(values, previous),
      },
      // The newest first.
      {
        name: "orders",
        aliases: ["order"],
        key: id,
        compare: (a, b) => byId(b, a),
        prepare: (values, previous) => this.#order(values, previous),
      },
      {
        name: "inventory_levels",
        aliases: ["inventory", "inventory_level"],
        key: levelKey,
        compare: (a, b) => {
          const left = [big(a.inventory_item_id), big(a.location_id)] as const;
          const right = [big(b.inventory_item_id), big(b.location_id)] as const;
          return left[0] < right[0]
            ? -1
            : left[0] > right[0]
              ? 1
              : left[1] < right[1]
                ? -1
                : left[1] > right[1]
                  ? 1
                  : 0;
        },
        prepare: (values, previous) => this.#level(values, previous),
      },
      {
        name: "locations",
        aliases: ["location"],
        key: id,
        compare: byId,
        prepare: (values, previous) => ({
          ...previous,
          ...values,
          id: previous?.id ?? this.#ids.next("location"),
          updated_at: this.#now(),
        }),
      },
      {
        name: "webhooks",
        aliases: ["webhook"],
        key: id,
        compare: byId,
        prepare: (values, previous) => {
          const topic = textOf(values.topic ?? previous?.topic);
          const address = textOf(values.address ?? previous?.address);
          if (!/^[a-z_]+\/[a-z_]+$/.test(topic)) throw refuse(422, { topic: ["Invalid topic specified"] });
          if (address === "") throw refuse(422, { address: ["can't be blank"] });
          const taken = this.#context.store
            .list("webhooks")
            .some((row) => row.topic === topic && row.address === address && row.id !== previous?.id);
          if (taken) throw refuse(422, { address: ["for this topic has already been taken"] });
          const stamp = this.#now();
          return {
            id: this.#ids.next("webhook"),
            created_at: stamp,
            format: "json",
            fields: [],
            metafield_namespaces: [],
            api_version: this.#context.credentials.api_version ?? "",
            ...previous,
            address,
            topic,
            updated_at: stamp,
          };
        },
      },
    ];
  }

  /** Texts must be texts: Odoo's `False` for an empty field is the usual slip. */
  #texts(values: JsonObject, fields: readonly string[]): void {
    for (const field of fields) {
      const value = values[field];
      if (value === undefined) continue;
      if (typeof value === "boolean") {
        this.#ignored("text_is_text", `${field}: ${value}`);
        throw refuse(400, { [field]: `expected ${value ? "TrueClass" : "FalseClass"} to be a String` });
      }
      this.#met("text_is_text");
    }
  }

  #product(values: JsonObject, previous: Row | undefined): JsonObject {
    this.#texts(values, ["title", "body_html", "vendor", "product_type", "handle", "tags"]);
    const title = textOf(values.title ?? previous?.title).trim();
    if (title === "") throw refuse(422, { title: ["can't be blank"] });
    const status = textOf(values.status ?? previous?.status) || "active";
    if (!["active", "archived", "draft"].includes(status))
      throw refuse(422, { status: [`${status} is not included in the list`] });
    const stamp = this.#now();
    const id = previous?.id ?? this.#ids.next("product");
    const options = this.#options(values, previous, id);
    const variants = this.#variants(values, previous, id, stamp);
    if (new Set(variants.map((variant) => textOf(variant.title))).size < variants.length) {
      throw refuse(422, { base: ["The variant already exists. Please change at least one option value."] });
    }
    return {
      admin_graphql_api_id: `gid://shopify/Product/${textOf(id)}`,
      body_html: null,
      vendor: "Mock & Sons",
      product_type: "",
      created_at: stamp,
      handle: handleOf(title),
      published_at: status === "active" ? stamp : null,
      template_suffix: null,
      published_scope: "web",
      tags: "",
      images: [],
      image: null,
      ...previous,
      ...values,
      id,
      title,
      status,
      variants,
      options: options.map((option, place) => ({
        ...option,
        position: place + 1,
        values: [...new Set(variants.map((variant) => textOf(variant[`option${place + 1}`])))].filter(
          (value) => value !== "",
        ),
      })),
      updated_at: stamp,
    };
  }

  #options(values: JsonObject, previous: Row | undefined, productId: Json): JsonObject[] {
    const given = values.options;
    if (!Array.isArray(given)) {
      const known = objects(previous?.options);
      if (known.length > 0) return known;
      const count = Math.max(
        1,
        ...objects(values.variants).map((variant) => [3, 2, 1].find((place) => variant[`option${place}`]) ?? 1),
      );
      if (
        objects(values.variants).every((variant) =>
          [undefined, null, "Default Title"].includes(variant.option1 as string),
        )
      ) {
        return [{ id: this.#ids.next("option"), product_id: productId, name: "Title" }];
      }
      return Array.from({ length: count }, (_none, place) => ({
        id: this.#ids.next("option"),
        product_id: productId,
        name: place === 0 ? "Title" : `Option ${place + 1}`,
      }));
    }
    if (given.length > 3) throw refuse(422, { options: ["Exceeded maximum number of options allowed (3)"] });
    return given.map((option, place) => {
      const name = isObject(option) ? textOf(option.name) : textOf(option);
      if (name === "") throw refuse(422, { options: ["The name provided for an option can't be blank"] });
      const known =
        objects(previous?.options).find((item) => isObject(option) && textOf(item.id) === textOf(option.id)) ??
        objects(previous?.options)[place];
      return { id: known?.id ?? this.#ids.next("option"), product_id: productId, name };
    });
  }

  #variants(values: JsonObject, previous: Row | undefined, productId: Json, stamp: string): JsonObject[] {
    const known = objects(previous?.variants);
    if (!Array.isArray(values.variants)) {
      return known.length > 0 ? known : [this.#variant({}, undefined, productId, 1, stamp)];
    }
    const given = objects(values.variants);
    if (given.length > 100) throw refuse(422, { base: ["Exceeded the limit of 100 variants per product."] });
    if (previous) {
      const kept = new Set(given.map((variant) => textOf(variant.id)));
      const lost = known.filter((variant) => !kept.has(textOf(variant.id)));
      if (lost.length > 0)
        this.#ignored("variants_kept", `product ${textOf(productId)} lost ${lost.length} of ${known.length} variants`);
      else this.#met("variants_kept");
    }
    if (given.length === 0) return [this.#variant({}, undefined, productId, 1, stamp)];
    return given.map((variant, place) => {
      const id = textOf(variant.id);
      const same = id === "" ? undefined : known.find((item) => textOf(item.id) === id);
      if (id !== "" && !same) {
        this.#precise(
          id,
          known.map((item) => textOf(item.id)),
          "variant in the body",
        );
        throw refuse(422, { base: [`Variant ${id} does not belong to the product.`] });
      }
      return this.#variant(variant, same, productId, place + 1, stamp);
    });
  }

  #variant(
    values: JsonObject,
    previous: JsonObject | undefined,
    productId: Json,
    position: number,
    stamp: string,
  ): JsonObject {
    this.#texts(values, ["sku", "barcode", "option1", "option2", "option3"]);
    const given = omit(values, "inventory_quantity");
    const price = given.price === undefined ? textOf(previous?.price) || "0.00" : priceOf(given.price);
    if (price === undefined) throw refuse(422, { "variants.price": ["is not a number"] });
    const compare = given.compare_at_price;
    const option1 = textOf(given.option1 ?? previous?.option1) || "Default Title";
    const option2 = textOf(given.option2 ?? previous?.option2) || null;
    const option3 = textOf(given.option3 ?? previous?.option3) || null;
    const grams = gramsOf(given, previous);
    const changed =
      !previous ||
      Object.keys(given).some(
        (key) => key !== "id" && stringify(given[key] ?? null) !== stringify(previous[key] ?? null),
      );
    const id = previous?.id ?? this.#ids.next("variant");
    return {
      admin_graphql_api_id: `gid://shopify/ProductVariant/${textOf(id)}`,
      inventory_policy: "deny",
      created_at: stamp,
      taxable: true,
      barcode: null,
      fulfillment_service: "manual",
      inventory_management: null,
      requires_shipping: true,
      sku: "",
      inventory_item_id: this.#itemOf(previous),
      inventory_quantity: 0,
      old_inventory_quantity: 0,
      image_id: null,
      ...previous,
      ...given,
      id,
      product_id: productId,
      title: [option1, option2, option3].filter((value) => value !== null).join(" / "),
      price,
      compare_at_price: compare === undefined ? (previous?.compare_at_price ?? null) : (priceOf(compare) ?? null),
      option1,
      option2,
      option3,
      position,
      grams,
      weight: grams / 1000,
      weight_unit: "kg",
      updated_at: changed ? stamp : (previous.updated_at ?? stamp),
    };
  }

  #itemOf(previous: JsonObject | undefined): Json {
    return previous?.inventory_item_id ?? this.#ids.next("item");
  }

  #customer(values: JsonObject, previous: Row | undefined): JsonObject {
    this.#texts(values, ["first_name", "last_name", "email", "phone", "note", "tags"]);
    const pick = (key: string): string | null =>
      (key in values ? textOf(values[key]).trim() || null : (previous?.[key] as string | null | undefined)) ?? null;
    const email = pick("email");
    const phone = pick("phone")?.replace(/[\s().-]/g, "") ?? null;
    if (email === null && phone === null && pick("first_name") === null && pick("last_name") === null) {
      throw refuse(422, { base: ["Customer must have a name, phone number or email address"] });
    }
    if (email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw refuse(422, { email: ["is invalid"] });
    if (phone !== null && !/^\+?\d{5,15}$/.test(phone)) throw refuse(422, { phone: ["is invalid"] });
    for (const row of this.#context.store.list("customers")) {
      if (row.id === previous?.id) continue;
      if (email !== null && textOf(row.email).toLowerCase() === email.toLowerCase())
        throw refuse(422, { email: ["has already been taken"] });
      if (phone !== null && row.phone === phone) throw refuse(422, { phone: ["has already been taken"] });
    }
    const stamp = this.#now();
    const id = previous?.id ?? this.#ids.next("customer");
    const known = objects(previous?.addresses);
    const addresses = Array.isArray(values.addresses)
      ? objects(values.addresses).map((address, place) =>
          this.#address(
            address,
            known.find((item) => textOf(item.id) === textOf(address.id)),
            id,
            place === 0,
          ),
        )
      : known;
    return withDefaultAddress({
      admin_graphql_api_id: `gid://shopify/Customer/${textOf(id)}`,
      created_at: stamp,
      first_name: null,
      last_name: null,
      orders_count: 0,
      state: "disabled",
      total_spent: "0.00",
      last_order_id: null,
      last_order_name: null,
      note: null,
      verified_email: true,
      multipass_identifier: null,
      tax_exempt: false,
      tags: "",
      currency: "EUR",
      tax_exemptions: [],
      email_marketing_consent: null,
      sms_marketing_consent: null,
      ...previous,
      ...values,
      id,
      email,
      phone,
      addresses,
      updated_at: stamp,
    });
  }

  #address(values: JsonObject, previous: JsonObject | undefined, customerId: Json, standard: boolean): JsonObject {
    this.#texts(values, ["address1", "address2", "city", "zip", "province", "country", "phone", "company"]);
    const merged: JsonObject = {
      first_name: null,
      last_name: null,
      company: null,
      address1: null,
      address2: null,
      city: null,
      province: null,
      country: null,
      zip: null,
      phone: null,
      province_code: null,
      country_code: null,
      ...previous,
      ...values,
    };
    const name = [merged.first_name, merged.last_name]
      .map(textOf)
      .filter((part) => part !== "")
      .join(" ");
    return {
      ...merged,
      id: previous?.id ?? this.#ids.next("address"),
      customer_id: customerId,
      name,
      country_name: merged.country ?? null,
      default: values.default === true || (values.default === undefined && (previous?.default ?? standard) === true),
    };
  }

  /**
   * A new order needs lines of `{variant_id, quantity}` (the first variant of the shop where none is named); a complete
   * one, with its own totals, is taken as it is.
   */
  #order(values: JsonObject, previous: Row | undefined): JsonObject {
    const stamp = this.#now();
    if (previous) return { ...previous, ...values, id: previous.id ?? null, updated_at: stamp };
    this.#orderNumber += 1;
    const id = this.#ids.next("order");
    const number = this.#orderNumber;
    if (values.total_price !== undefined) {
      // A copy of an order is another order: its lines have ids of their own.
      const renewed = (rows: Json | undefined, kind: "line" | "shipping"): JsonObject[] =>
        objects(rows).map((row) => ({ ...row, id: this.#ids.next(kind) }));
      return {
        cancelled_at: null,
        closed_at: null,
        ...values,
        id,
        admin_graphql_api_id: `gid://shopify/Order/${id}`,
        name: `#${number}`,
        number: number - 1000,
        order_number: number,
        line_items: renewed(values.line_items, "line"),
        shipping_lines: renewed(values.shipping_lines, "shipping"),
        refunds: [],
        created_at: stamp,
        processed_at: stamp,
        updated_at: stamp,
      };
    }
    const lines = (objects(values.line_items).length > 0 ? objects(values.line_items) : [{}]).map((item) => {
      const variantId = textOf(item.variant_id);
      const product =
        variantId === ""
          ? this.#context.store.list("products")[0]
          : this.#context.store.get("products", this.#productOfVariant.get(variantId) ?? "");
      const variant = objects(product?.variants).find((row) => variantId === "" || textOf(row.id) === variantId);
      if (!product || !variant) throw refuse(422, { line_items: ["variant_id not found"] });
      const line = lineOf(this.#ids, { product, variant }, Number(item.quantity ?? 1), ratesOf(item));
      return item.price === undefined ? line : { ...line, price: minor(textOf(item.price)) ?? line.price };
    });
    const wanted = isObject(values.customer)
      ? this.#context.store.get("customers", textOf(values.customer.id))
      : undefined;
    const customer = "customer" in values ? wanted : this.#context.store.list("customers")[0];
    const built = buildOrder({
      id,
      number,
      createdAt: stamp,
      updatedAt: stamp,
      currency: textOf(values.currency) || "EUR",
      taxesIncluded: values.taxes_included !== false,
      lines,
      shipping: objects(values.shipping_lines).map((item) => ({
        id: this.#ids.next("shipping"),
        title: textOf(item.title),
        code: textOf(item.code) || textOf(item.title),
        price: minor(textOf(item.price)) ?? 0,
        rates: ratesOf(item) ?? [],
      })),
      customer: customer ? customerInOrder(customer) : null,
      email: textOf(values.email) || textOf(customer?.email) || null,
      phone: null,
      billing: values.billing_address ?? customer?.default_address,
      shippingAddress: values.shipping_address ?? customer?.default_address,
      note: textOf(values.note) || null,
      tags: textOf(values.tags),
      financialStatus: textOf(values.financial_status) || "paid",
      fulfillmentStatus: null,
      cancelledAt: null,
      closedAt: null,
      sourceName: "580111",
      token: randomUUID().replaceAll("-", ""),
      locationId: this.#locations[0] ?? 0n,
    });
    // What the creator's own system calls the order.
    return values.source_identifier === undefined ? built : { ...built, source_identifier: values.source_identifier };
  }

  #level(values: JsonObject, previous: Row | undefined): JsonObject {
    const item = textOf(values.inventory_item_id ?? previous?.inventory_item_id);
    const location = textOf(values.location_id ?? previous?.location_id);
    if (!this.#variantOfItem.has(item)) {
      this.#precise(item, [...this.#variantOfItem.keys()], "inventory_item_id in the body");
      throw missing();
    }
    if (!this.#context.store.get("locations", location)) {
      this.#precise(location, this.#locations.map(String), "location_id in the body");
      throw missing();
    }
    const available = values.available ?? previous?.available ?? 0;
    return {
      inventory_item_id: BigInt(item),
      location_id: BigInt(location),
      available,
      updated_at: this.#now(),
      admin_graphql_api_id: `gid://shopify/InventoryLevel/${location}?inventory_item_id=${item}`,
    };
  }

  /** What a change brings with it: indexes, levels of new variants, quantities on variants. */
  #follow(change: Change): void {
    if (change.collection === "products") this.#indexProduct(change.row, change.action === "remove");
    if (change.collection === "inventory_levels") this.#countStock(textOf(change.row.inventory_item_id));
  }

  #indexProduct(product: Row, removed: boolean): void {
    const { store } = this.#context;
    const items = new Set(objects(product.variants).map((variant) => textOf(variant.inventory_item_id)));
    for (const [item, place] of this.#variantOfItem) {
      if (place.product !== textOf(product.id) || (items.has(item) && !removed)) continue;
      this.#variantOfItem.delete(item);
      this.#productOfVariant.delete(place.variant);
      for (const location of this.#locations) store.drop("inventory_levels", `${item}:${location}`);
    }
    if (removed) return;
    for (const variant of objects(product.variants)) this.#indexVariant(product, variant);
  }

  #indexVariant(product: Readonly<JsonObject>, variant: JsonObject, quantity = 0): void {
    const item = textOf(variant.inventory_item_id);
    const [location] = this.#locations;
    this.#productOfVariant.set(textOf(variant.id), textOf(product.id));
    if (this.#variantOfItem.has(item)) return;
    this.#variantOfItem.set(item, { product: textOf(product.id), variant: textOf(variant.id) });
    if (location === undefined) return;
    this.#context.store.put("inventory_levels", {
      inventory_item_id: variant.inventory_item_id ?? null,
      location_id: location,
      // Nothing is counted where stock is not tracked.
      available: variant.inventory_management === null ? null : quantity,
      updated_at: textOf(variant.updated_at),
      admin_graphql_api_id: `gid://shopify/InventoryLevel/${location}?inventory_item_id=${item}`,
    });
  }

  /** The sum over all locations stands on the variant. */
  #countStock(item: string): void {
    const { store } = this.#context;
    const place = this.#variantOfItem.get(item);
    const product = place ? store.get("products", place.product) : undefined;
    if (!place || !product) return;
    const total = this.#locations.reduce(
      (sum, location) => sum + Number(store.get("inventory_levels", `${item}:${location}`)?.available ?? 0),
      0,
    );
    store.put("products", {
      ...product,
      variants: objects(product.variants).map((variant) =>
        textOf(variant.id) === place.variant
          ? { ...variant, inventory_quantity: total, old_inventory_quantity: total }
          : variant,
      ),
    });
  }

  /** Somebody asked for an id that does not exist: was it one of ours, rounded? */
  #precise(id: string, known: Iterable<string>, where: string): void {
    if (!/^\d{16,}$/.test(id)) return;
    for (const other of known) {
      if (other !== id && Number(other) === Number(id)) {
        this.#ignored("id_precision", `${where}: ${id} instead of ${other}`);
        return;
      }
    }
  }

  #keys(collection: string): string[] {
    return this.#context.store.list(collection).map((row) => textOf(row.id));
  }

  // -- addresses -----------------------------------------------------------------------------------------------------

  #routes(): Route[] {
    const { store } = this.#context;
    const routes: Route[] = [
      { method: "GET", path: "/shop.json", handle: () => ({ status: 200, body: { shop: this.#shop() } }) },
      {
        method: "GET",
        path: "/customers/search.json",
        collection: "customers",
        kind: "list",
        handle: (call) => this.#list(call, "customers", "customers"),
      },
      {
        method: "POST",
        path: "/inventory_levels/set.json",
        collection: "inventory_levels",
        kind: "update",
        handle: (call) => this.#setLevel(call),
      },
      {
        method: "GET",
        path: "/inventory_levels.json",
        collection: "inventory_levels",
        kind: "list",
        handle: (call) => this.#list(call, "inventory_levels", "inventory_levels"),
      },
      {
        method: "GET",
        path: "/variants/{id}.json",
        handle: (call) => ({ status: 200, body: { variant: this.#variantAt(call).variant } }),
      },
      {
        method: "PUT",
        path: "/variants/{id}.json",
        handle: (call) => {
          const { product, variant } = this.#variantAt(call);
          const values = this.#body(call, "variant");
          const variants = objects(product.variants).map((item) =>
            item.id === variant.id ? { ...values, id: item.id ?? null } : item,
          );
          const updated = store.update("products", textOf(product.id), { variants });
          return {
            status: 200,
            body: { variant: objects(updated.variants).find((item) => item.id === variant.id) ?? null },
          };
        },
      },
      {
        method: "GET",
        path: "/products/{id}/variants.json",
        handle: (call) => ({ status: 200, body: { variants: objects(this.#known("products", call).variants) } }),
      },
      {
        method: "POST",
        path: "/products/{id}/variants.json",
        handle: (call) => {
          const product = this.#known("products", call);
          const updated = store.update("products", textOf(product.id), {
            variants: [...objects(product.variants), this.#body(call, "variant")],
          });
          return { status: 201, body: { variant: objects(updated.variants).at(-1) ?? null } };
        },
      },
      ...this.#fulfilments.routes(),
      {
        method: "GET",
        path: "/orders/{id}/transactions.json",
        handle: (call) => ({ status: 200, body: { transactions: transactionsOf(this.#known("orders", call)) } }),
      },
      {
        method: "GET",
        path: "/orders/{id}/refunds.json",
        handle: (call) => ({ status: 200, body: { refunds: this.#known("orders", call).refunds ?? [] } }),
      },
      {
        method: "GET",
        path: "/customers/{id}/addresses.json",
        handle: (call) => ({ status: 200, body: { addresses: objects(this.#known("customers", call).addresses) } }),
      },
      {
        method: "POST",
        path: "/customers/{id}/addresses.json",
        handle: (call) => {
          const customer = this.#known("customers", call);
          const addresses = [...objects(customer.addresses), this.#body(call, "address")];
          const updated = store.update("customers", textOf(customer.id), { addresses });
          return { status: 201, body: { customer_address: objects(updated.addresses).at(-1) ?? null } };
        },
      },
      {
        method: "PUT",
        path: "/customers/{id}/addresses/{address_id}.json",
        handle: (call) => {
          const customer = store.get("customers", call.params.id ?? "");
          const known = objects(customer?.addresses);
          const address = known.find((item) => textOf(item.id) === call.params.address_id);
          if (!customer || !address) throw missing();
          const values = this.#body(call, "address");
          const updated = store.update("customers", textOf(customer.id), {
            addresses: known.map((item) => (item === address ? { ...item, ...values, id: item.id ?? null } : item)),
          });
          return {
            status: 200,
            body: { customer_address: objects(updated.addresses).find((item) => item.id === address.id) ?? null },
          };
        },
      },
    ];
    const resource = (collection: string, singular: string, verbs: string): void => {
      const base = { collection };
      const item = `/${collection}/{id}.json`;
      if (verbs.includes("L"))
        routes.push({
          ...base,
          method: "GET",
          path: `/${collection}.json`,
          kind: "list",
          handle: (call) => this.#list(call, collection, collection),
        });
      if (verbs.includes("N")) {
        routes.push({
          ...base,
          method: "GET",
          path: `/${collection}/count.json`,
          kind: "count",
          handle: (call) => ({ status: 200, body: { count: this.#select(call, collection, call.query).length } }),
        });
      }
      if (verbs.includes("G")) {
        routes.push({
          ...base,
          method: "GET",
          path: item,
          kind: "get",
          handle: (call) => {
            const row = this.#known(collection, call);
            this.#seen(collection, [row]);
            return { status: 200, body: { [singular]: project(row, call.query.get("fields")) } };
          },
        });
      }
      if (verbs.includes("C"))
        routes.push({
          ...base,
          method: "POST",
          path: `/${collection}.json`,
          kind: "create",
          handle: (call) => ({
            status: 201,
            body: { [singular]: store.create(collection, this.#body(call, singular)) },
          }),
        });
      if (verbs.includes("U"))
        routes.push({
          ...base,
          method: "PUT",
          path: item,
          kind: "update",
          handle: (call) => ({
            status: 200,
            body: {
              [singular]: store.update(
                collection,
                textOf(this.#known(collection, call).id),
                this.#body(call, singular),
              ),
            },
          }),
        });
      if (verbs.includes("D")) {
        routes.push({
          ...base,
          method: "DELETE",
          path: item,
          kind: "delete",
          handle: (call) => {
            store.remove(collection, textOf(this.#known(collection, call).id));
            return { status: 200, body: {} };
          },
        });
      }
    };
    resource("products", "product", "LNGCUD");
    resource("customers", "customer", "LNGCUD");
    resource("orders", "order", "LNGCU");
    resource("locations", "location", "LNG");
    resource("webhooks", "webhook", "LNGCUD");
    return routes;
  }

  #shop(): JsonObject {
    return {
      id: 9_007_199_254_700_001n,
      name: "Mock Shop",
      email: "owner@example.com",
      domain: "www.mock-shop.example",
      myshopify_domain: this.#context.credentials.shop_url ?? "",
      country: "DE",
      country_code: "DE",
      currency: "EUR",
      iana_timezone: "Europe/Berlin",
      timezone: "(GMT+01:00) Europe/Berlin",
      taxes_included: true,
      weight_unit: "kg",
      plan_name: "basic",
      primary_location_id: this.#locations[0] ?? null,
    };
  }

  #known(collection: string, call: Call): Row {
    const id = call.params.id ?? "";
    const row = this.#context.store.get(collection, id);
    if (row) {
      this.#met("id_precision");
      return row;
    }
    this.#precise(id, this.#keys(collection), `${call.method} ${call.path}`);
    throw missing();
  }

  #variantAt(call: Call): { product: Row; variant: JsonObject } {
    const id = call.params.id ?? "";
    const product = this.#context.store.get("products", this.#productOfVariant.get(id) ?? "");
    const variant = objects(product?.variants).find((item) => textOf(item.id) === id);
    if (product && variant) return { product, variant };
    this.#precise(id, this.#productOfVariant.keys(), `${call.method} ${call.path}`);
    throw missing();
  }

  /** The record in a request's body, which has to be wrapped in its name. */
  #body(call: Call, singular: string): JsonObject {
    const value = at(call.body, singular);
    if (!isObject(value) || Object.keys(value).length === 0) {
      this.#ignored("body_wrapped", `${call.method} ${call.path} without "${singular}"`);
      throw refuse(400, { [singular]: "Required parameter missing or invalid" });
    }
    this.#met("body_wrapped");
    return omit(value, "id");
  }

  #setLevel(call: Call): Reply {
    const { store } = this.#context;
    if (!isObject(call.body) || isObject(call.body.inventory_level)) {
      this.#ignored("inventory_set_unwrapped", call.path);
      throw refuse(400, { inventory_item_id: "Required parameter missing or invalid" });
    }
    const { inventory_item_id: item, location_id: location, available } = call.body;
    for (const [key, value] of Object.entries({ inventory_item_id: item, location_id: location, available })) {
      if (!/^-?\d+$/.test(textOf(value))) throw refuse(400, { [key]: "Required parameter missing or invalid" });
    }
    this.#met("inventory_set_unwrapped");
    const place = this.#variantOfItem.get(textOf(item));
    const product = place ? store.get("products", place.product) : undefined;
    const variant = objects(product?.variants).find((row) => textOf(row.id) === place?.variant);
    if (variant?.inventory_management === null)
      throw refuse(422, ["Inventory item does not have inventory tracking enabled"]);
    const values: JsonObject = {
      inventory_item_id: item ?? null,
      location_id: location ?? null,
      available: Number(textOf(available)),
    };
    const key = levelKey(values);
    const row = store.get("inventory_levels", key)
      ? store.update("inventory_levels", key, values)
      : store.create("inventory_levels", values);
    return { status: 200, body: { inventory_level: row } };
  }

  /** A page of a list. */
  #list(call: Call, collection: string, wrap: string): Reply {
    let filters = call.query;
    let cursor: { direction: "next" | "previous"; edge: JsonObject } | undefined;
    const pageInfo = call.query.get("page_info");
    if (pageInfo !== null) {
      const others = [...call.query.keys()].filter((name) => !ALONE.has(name));
      if (others.length > 0) {
        this.#ignored("page_info_alone", `${call.path} with ${others.join(", ")}`);
        const [name = ""] = others;
        throw refuse(400, {
          [name]: `${name} cannot be passed when page_info is present. See https://shopify.dev/api/usage/pagination-rest for more information.`,
        });
      }
      const value = decodeCursor(pageInfo);
      if (value?.path !== call.path || !isObject(value.edge) || !isObject(value.filters))
        throw refuse(400, { page_info: "Invalid value." });
      filters = new URLSearchParams(
        Object.entries(value.filters).map(([name, item]): [string, string] => [name, textOf(item)]),
      );
      cursor = { direction: value.direction === "previous" ? "previous" : "next", edge: value.edge };
      this.#met("page_info_alone");
      this.#met("page_info_followed");
    }
    if (call.query.has("page")) {
      this.#ignored("page_info_followed", call.url);
      throw refuse(400, {
        page: "page cannot be passed. See https://shopify.dev/api/usage/pagination-rest for more information.",
      });
    }
    this.#judge(call, collection, pageInfo !== null);
    const asked = Number(call.query.get("limit") ?? DEFAULT_LIMIT);
    if (asked > MAX_LIMIT) this.#ignored("limit_at_most_250", `${call.path}?limit=${asked}`);
    else if (call.query.has("limit")) this.#met("limit_at_most_250");
    const limit = Number.isInteger(asked) && asked > 0 ? Math.min(asked, MAX_LIMIT) : DEFAULT_LIMIT;
    const order = orderOfList(filters.get("order"), collection);
    let rows = this.#select(call, collection, filters);
    const compare = order ?? this.#compareOf(collection);
    if (order) rows = [...rows].sort(order);
    const page = windowOf(rows, compare, limit, cursor);
    this.#seen(collection, page.rows);
    const kept = Object.fromEntries([...filters].filter(([name]) => !ALONE.has(name)));
    const fields = call.query.get("fields");
    const link = (row: Row | undefined, direction: "next" | "previous"): string[] => {
      if (!row) return [];
      const target = new URLSearchParams({
        limit: String(limit),
        ...(fields === null ? {} : { fields }),
        page_info: encodeCursor({ path: call.path, direction, filters: kept, edge: edgeOf(row) }),
      });
      return [`<${call.baseUrl}${call.path}?${target.toString()}>; rel="${direction}"`];
    };
    const links = [...link(page.previous, "previous"), ...link(page.next, "next")];
    return {
      status: 200,
      ...(links.length > 0 ? { headers: { Link: links.join(", ") } } : {}),
      body: { [wrap]: page.rows.map((row) => project(row, fields)) },
    };
  }

  #compareOf(collection: string): (a: Row, b: Row) => number {
    const def = this.#defs.find((item) => item.name === collection);
    return def?.compare?.bind(def) ?? byId;
  }

  /** What a list request shows of its author's knowledge of Shopify. */
  #judge(call: Call, collection: string, followed: boolean): void {
    if (collection === "orders" && !followed) {
      if (call.query.get("status") === "any") this.#met("orders_status_any");
      else if (!call.query.has("status")) this.#ignored("orders_status_any", call.url);
    }
    if (collection === "inventory_levels" && !followed) {
      const locations = listOf(call.query.get("location_ids"));
      const items = listOf(call.query.get("inventory_item_ids"));
      if (locations.length === 0 && items.length === 0) {
        this.#ignored("inventory_levels_scope", call.url);
        throw refuse(422, ["location_ids or inventory_item_ids must be given"]);
      }
      this.#met("inventory_levels_scope");
      if (locations.length > 50 || items.length > 50) {
        this.#ignored("inventory_levels_at_most_50", `${locations.length} locations, ${items.length} items`);
        throw refuse(422, ["at most 50 location_ids or inventory_item_ids may be given"]);
      }
      this.#met("inventory_levels_at_most_50");
      for (const id of locations) {
        if (!this.#context.store.get("locations", id)) this.#precise(id, this.#locations.map(String), call.path);
      }
      for (const id of items) {
        if (!this.#variantOfItem.has(id)) this.#precise(id, this.#variantOfItem.keys(), call.path);
      }
    }
    for (const name of ["updated_at_min", "updated_at_max", "created_at_min", "created_at_max"]) {
      const value = call.query.get(name);
      if (value === null) continue;
      if (hasZone(value)) this.#met("updated_at_min_zone");
      else this.#ignored("updated_at_min_zone", `${name}=${value}`);
    }
  }

  /** The rows that filters leave over, in the list's own order. */
  #select(call: Call, collection: string, filters: URLSearchParams): readonly Row[] {
    const tests: ((row: Row) => boolean)[] = [];
    for (const [name, value] of filters) {
      const date = /^(created_at|updated_at|processed_at|published_at)_(min|max)$/.exec(name);
      if (date) {
        // A plus that was not escaped arrives as a space.
        const text = value.replace(/ (?=\d{2}:?\d{2}$)/, "+");
        const bound = parseDate(text, centralEuropeOffset(this.#context.now()));
        if (bound === undefined) throw refuse(400, { [name]: "Invalid value." });
        const field = date[1] ?? "";
        const least = date[2] === "min";
        tests.push((row) => {
          const time = Date.parse(textOf(row[field]));
          return least ? time >= bound : time <= bound;
        });
        continue;
      }
      const values = listOf(value);
      switch (name) {
        case "ids":
          tests.push((row) => values.includes(textOf(row.id)));
          for (const id of values) {
            if (!this.#context.store.get(collection, id)) this.#precise(id, this.#keys(collection), call.path);
          }
          break;
        case "since_id":
          tests.push((row) => big(row.id) > big(value));
          break;
        case "location_ids":
          tests.push((row) => values.includes(textOf(row.location_id)));
          break;
        case "inventory_item_ids":
          tests.push((row) => values.includes(textOf(row.inventory_item_id)));
          break;
        case "query":
          if (collection === "customers") tests.push(searchTest(value));
          break;
        case "status":
          if (collection === "products") tests.push((row) => values.includes(textOf(row.status)));
          break;
        case "financial_status":
        case "fulfillment_status":
          if (value !== "any")
            tests.push((row) => (value === "unshipped" ? row[name] === null : textOf(row[name]) === value));
          break;
        case "title":
        case "vendor":
        case "handle":
        case "product_type":
        case "topic":
        case "address":
        case "name":
          tests.push((row) => values.includes(textOf(row[name])) || textOf(row[name]) === value);
          break;
        default:
          break;
      }
    }
    if (collection === "orders") {
      const status = filters.get("status") ?? "open";
      if (status === "open") tests.push((row) => row.closed_at === null && row.cancelled_at === null);
      if (status === "closed") tests.push((row) => row.closed_at !== null);
      if (status === "cancelled") tests.push((row) => row.cancelled_at !== null);
    }
    const rows = this.#context.store.list(collection);
    return tests.length === 0 ? rows : rows.filter((row) => tests.every((test) => test(row)));
  }

  /** Data that shows a quirk was served: the importer's result must show that it was understood. */
  #seen(collection: string, rows: readonly Row[]): void {
    const count = (quirk: Quirk, test: (row: Row) => boolean): void => {
      const times = rows.filter(test).length;
      if (times > 0) this.#met(quirk, times);
    };
    switch (collection) {
      case "orders":
        count("guest_customer_null", (row) => row.customer === null);
        count("deleted_variant_null", (row) => objects(row.line_items).some((line) => line.variant_id === null));
        break;
      case "products":
        count("default_variant", (row) => objects(row.variants)[0]?.title === "Default Title");
        count(
          "sparse_variants",
          (row) =>
            objects(row.options).reduce(
              (total, option) => total * (Array.isArray(option.values) ? option.values.length : 1),
              1,
            ) > objects(row.variants).length,
        );
        break;
      case "customers":
        count("no_default_address", (row) => !("default_address" in row));
        break;
      default:
        break;
    }
  }

  // -- the data set --------------------------------------------------------------------------------------------------

  #seed(sizes: Sizes): void {
    const { store, random } = this.#context;
    for (const name of ["Lager Berlin", "Ladengeschäft Mitte"]) {
      const id = this.#ids.next("location");
      this.#locations.push(id);
      store.put("locations", {
        id,
        name,
        address1: "Hauptstraße 1",
        city: "Berlin",
        zip: "10115",
        country: "DE",
        country_code: "DE",
        active: true,
        legacy: false,
        created_at: "2024-01-01T08:00:00+01:00",
        updated_at: "2024-01-01T08:00:00+01:00",
        admin_graphql_api_id: `gid://shopify/Location/${id}`,
      });
    }
    const [main, second] = this.#locations;
    if (main === undefined || second === undefined) throw new RangeError("a shop needs locations");
    const products: Row[] = [];
    for (let index = 0; index < sizes.products; index += 1) {
      const product = productOf(index, sizes.products, this.#ids, random);
      for (const variant of objects(product.variants)) {
        const quantity = variant.inventory_management === null ? 0 : index % 13 === 12 ? -3 : random.int(0, 120);
        const elsewhere = index % 4 === 1 ? random.int(0, 20) : undefined;
        variant.inventory_quantity = quantity + (elsewhere ?? 0);
        variant.old_inventory_quantity = quantity + (elsewhere ?? 0);
        this.#indexVariant(product, variant, quantity);
        if (elsewhere !== undefined && variant.inventory_management !== null) {
          store.put("inventory_levels", {
            inventory_item_id: variant.inventory_item_id ?? null,
            location_id: second,
            available: elsewhere,
            updated_at: textOf(variant.updated_at),
            admin_graphql_api_id: `gid://shopify/InventoryLevel/${second}?inventory_item_id=${textOf(variant.inventory_item_id)}`,
          });
        }
      }
      products.push(store.put("products", product));
    }
    const customers: JsonObject[] = [];
    for (let index = 0; index < sizes.customers; index += 1)
      customers.push(customerOf(index, sizes.customers, this.#ids, random));
    const spent = new Map<string, { cents: number; count: number; last: JsonObject }>();
    for (let index = 0; index < sizes.orders; index += 1) {
      const order = orderOf(index, sizes.orders, this.#ids, random, { products, customers, locationId: main });
      store.put("orders", order);
      const customer = textOf(at(order.customer, "id"));
      const known = spent.get(customer);
      const cents =
        order.currency === "EUR" && order.cancelled_at === null ? (minor(textOf(order.total_price)) ?? 0) : 0;
      spent.set(customer, { cents: (known?.cents ?? 0) + cents, count: (known?.count ?? 0) + 1, last: order });
    }
    this.#orderNumber = 1000 + sizes.orders;
    for (const customer of customers) {
      const total = spent.get(textOf(customer.id));
      store.put(
        "customers",
        total
          ? {
              ...customer,
              orders_count: total.count,
              total_spent: decimal(total.cents),
              last_order_id: total.last.id ?? null,
              last_order_name: total.last.name ?? null,
            }
          : customer,
      );
    }
  }
}

/** The order that a client asks for (`updated_at asc`), or undefined for the list's own. */
function orderOfList(value: string | null, collection: string): ((a: Row, b: Row) => number) | undefined {
  const match = /^(\w+)(?:\s+(asc|desc))?$/i.exec(value ?? "");
  if (!match?.[1] || collection === "inventory_levels") return undefined;
  const field = match[1];
  const sign = match[2]?.toLowerCase() === "desc" ? -1 : 1;
  if (field === "id") return (a, b) => sign * byId(a, b);
  if (!["created_at", "updated_at", "processed_at"].includes(field)) return undefined;
  return (a, b) => sign * (Date.parse(textOf(a[field])) - Date.parse(textOf(b[field]))) || sign * byId(a, b);
}

/** As much of a row as any order needs. */
function edgeOf(row: Row): JsonObject {
  const edge: JsonObject = {};
  for (const key of ["id", "created_at", "updated_at", "processed_at", "inventory_item_id", "location_id"]) {
    const value = row[key];
    if (value !== undefined) edge[key] = typeof value === "bigint" ? value.toString() : value;
  }
  return edge;
}

function project(row: Row, fields: string | null): Row {
  const names = listOf(fields);
  return names.length === 0
    ? row
    : Object.fromEntries(names.filter((name) => name in row).map((name) => [name, row[name] ?? null]));
}

function listOf(value: string | null): string[] {
  return (value ?? "")
    .split(",")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** `email:x`, `phone:x`, or any text in names, e-mail and phone. */
function searchTest(query: string): (row: Row) => boolean {
  const match = /^(email|phone|first_name|last_name|id):\s*"?(.*?)"?$/.exec(query.trim());
  if (match) {
    const field = match[1] ?? "";
    const wanted = (match[2] ?? "").toLowerCase();
    return (row) => textOf(row[field]).toLowerCase() === wanted;
  }
  const wanted = query.toLowerCase();
  return (row) =>
    ["email", "phone", "first_name", "last_name"].some((field) => textOf(row[field]).toLowerCase().includes(wanted));
}

/** A price as Shopify stores it: two decimals; undefined for what is none. */
function priceOf(value: Json): string | undefined {
  const number =
    typeof value === "number" || (typeof value === "string" && value.trim() !== "") ? Number(value) : Number.NaN;
  return Number.isFinite(number) && number >= 0 ? number.toFixed(2) : undefined;
}

function gramsOf(values: JsonObject, previous: JsonObject | undefined): number {
  if (values.grams !== undefined) return Math.round(Number(values.grams)) || 0;
  if (values.weight !== undefined) {
    const factor =
      { kg: 1000, g: 1, lb: 453.592_37, oz: 28.349_523_125 }[textOf(values.weight_unit ?? previous?.weight_unit)] ??
      1000;
    return Math.round(Number(values.weight) * factor) || 0;
  }
  return Number(previous?.grams ?? 0);
}

/** The taxes that an order names for a line itself; undefined where it leaves them to the shop. */
function ratesOf(item: Readonly<JsonObject>): Rate[] | undefined {
  if (!Array.isArray(item.tax_lines)) return undefined;
  return objects(item.tax_lines).map((tax) => ({
    title: textOf(tax.title),
    ppm: Math.round(Number(tax.rate) * 1_000_000),
  }));
}

function topicsOf(change: Change): string[] {
  const verb = { create: "create", update: "update", remove: "delete" }[change.action];
  switch (change.collection) {
    case "products":
    case "customers":
      return [`${change.collection}/${verb}`];
    case "orders": {
      if (change.action === "create") return ["orders/create"];
      if (change.action === "remove") return ["orders/delete"];
      const cancelled = change.row.cancelled_at !== null && change.previous?.cancelled_at === null;
      const refunded = objects(change.row.refunds).length > objects(change.previous?.refunds).length;
      return ["orders/updated", ...(cancelled ? ["orders/cancelled"] : []), ...(refunded ? ["refunds/create"] : [])];
    }
    case "inventory_levels":
      return change.action === "remove" ? ["inventory_levels/disconnect"] : ["inventory_levels/update"];
    default:
      return [];
  }
}

/** The hand-written half of the Shopify mock. */
export const shopifyMock: SystemMock = {
  quirks: QUIRKS,
  credentials: (random) => ({
    shop_url: "mock-shop.myshopify.com",
    api_key: `shpat_${random.hex(32)}`,
    webhook_secret: `shpss_${random.hex(32)}`,
  }),
  build: (context, generic) => new Shopify(context).build(generic),
};
