/**
 * What WooCommerce's REST API (v3) does beyond any spec: written by hand from its public documentation and source,
 * never from our own mapping.
 */
import { createHash, createHmac, randomUUID } from "node:crypto";
import { header } from "../mock/auth.ts";
import { centralEuropeOffset, hasZone, isoWithOffset, parseDate } from "../mock/dates.ts";
import { isObject, objects, omit, stringify, textOf, type Json, type JsonObject, type Row } from "../mock/json.ts";
import { GOODS, handleOf } from "../mock/people.ts";
import { Oauth1Verifier } from "../mock/oauth1.ts";
import { PICTURE } from "../mock/picture.ts";
import {
  Rejected,
  type Call,
  type Change,
  type CollectionDef,
  type Delivery,
  type DeliveryDraft,
  type DeliveryResult,
  type MockSystem,
  type Reply,
  type Route,
  type Sizes,
  type SystemContext,
  type SystemMock,
} from "../mock/types.ts";
import {
  addressOf,
  blankProduct,
  blankVariation,
  customerOf,
  dated,
  GLOBAL_ATTRIBUTES,
  Ids,
  lineOf,
  orderOf,
  priceOf,
  productOf,
  RATES,
  type Choice,
} from "./woocommerce-data.mock.ts";
import {
  buildOrder,
  buildRefund,
  centsOf,
  microOf,
  type ExtraDraft,
  type LineDraft,
  type RefundItem,
} from "./woocommerce-order.mock.ts";

const QUIRKS = {
  per_page_at_most_100: "A page has 10 records unless per_page asks for more; above 100 it is refused with 400.",
  pages_by_header: "X-WP-TotalPages says how many pages there are; one behind the last is empty.",
  modified_after_gmt: "Without dates_are_gmt=true a date is compared with the shop's own time, hours away from UTC.",
  modified_after_naive: "A date with a zone is turned into the shop's own time, even with dates_are_gmt=true.",
  changes_in_order:
    "Only orderby=id&order=asc keeps pages from shifting: by the change date what changes meanwhile moves to the end.",
  customers_without_filter: "Customers have no modified_after: it is ignored, and all of them are listed.",
  never_modified_null: "date_modified of a customer who never changed anything is null.",
  text_is_text: "Texts, prices and weights are strings: a number or a boolean is refused with 400.",
  sku_unique: "A SKU that another product or variation has is refused with 400, its owner's id in resource_id.",
  inherited_sku: "A variation without a SKU shows its product's; sent back, it is refused as a duplicate.",
  sku_finds_variations: "?sku= finds variations as well; they say so with type and parent_id.",
  variation_address: "A variation is changed below its product only; as a product it is refused with 404.",
  variations_need_variable: "A product has variations only if its type is variable.",
  attributes_kept: "An update that lists attributes drops those it leaves out, and the variations' choice with them.",
  variation_options_listed: "A variation's option has to be among those of the product's attribute.",
  any_variation: "A variation without one of the product's attributes stands for any of its options.",
  shown_attribute: "An attribute with variation false is shown only: nothing is chosen by it.",
  parent_stock: 'A variation with manage_stock "parent" has no stock of its own.',
  stock_needs_manage_stock: "stock_quantity is dropped unless manage_stock is or becomes true.",
  guest_customer_zero: "The customer_id of a guest's order is 0.",
  empty_addresses: "An address that was not given is an object of empty texts.",
  deleted_product_zero: "product_id and variation_id of a line are 0 when the product is gone.",
  totals_without_tax: "Totals of lines are net, even where prices_include_tax is true.",
  rounded_line_taxes: "The taxes of an order are the rounded taxes of its lines, added.",
  refund_names_items:
    "A refund names the order's items in the meta _refunded_item_id; quantities and totals are negative, its amount is not.",
  refund_amount_only: "A refund may say its amount alone: setting an order to refunded makes one of all that is left.",
  refunds_newest_first:
    "Refunds come 10 by page, the newest first: only orderby=id&order=asc keeps the pages from shifting.",
  trash_hidden: "What lies in the trash is not listed.",
  force_needed: "Customers, terms and webhooks have no trash: without force=true their deletion is refused with 501.",
  batch_at_most_100: "A batch of more than 100 is refused with 413.",
  oauth_signature: "Without https every request is signed anew: OAuth 1.0a with a fresh nonce and timestamp.",
  webhook_ping: "A new webhook is tried at once, unsigned and form-encoded; its address has to answer 200.",
  webhook_secret_plain: "The characters & < > \" ' of a webhook's secret are decoded before it signs.",
  webhook_delivery_id: "Deliveries of one webhook in the same second share their id.",
  webhook_2xx: "A genuine delivery is answered with 2xx; there is no second attempt.",
  webhook_repeat_2xx: "A repeated delivery is answered with 2xx too.",
  webhook_bad_signature_refused: "A delivery with a wrong signature is answered with 401.",
  variation_webhook: "A changed variation is sent as product.updated, with type variation and its parent_id.",
} as const;

type Quirk = keyof typeof QUIRKS;

const STATUSES = ["pending", "processing", "on-hold", "completed", "cancelled", "refunded", "failed", "checkout-draft"];
/** A status that a plugin added: shops have them. */
const OWN_STATUSES = ["ready-to-ship"];
const HIDDEN = ["trash", "checkout-draft", "auto-draft"];

/** JSON types of what clients send, as the API's schema has them; the rest is not looked at. */
const TYPES: Readonly<Record<string, Readonly<Record<string, "string" | "integer" | "boolean" | "array" | "object">>>> =
  {
    products: {
      ...Object.fromEntries(
        [
          "name",
          "slug",
          "type",
          "status",
          "description",
          "short_description",
          "sku",
          "global_unique_id",
          "regular_price",
          "sale_price",
          "tax_status",
          "tax_class",
          "stock_status",
          "backorders",
          "weight",
          "purchase_note",
          "catalog_visibility",
          "shipping_class",
        ].map((name) => [name, "string" as const]),
      ),
      ...{ stock_quantity: "integer", menu_order: "integer", manage_stock: "boolean", featured: "boolean" },
      ...{ virtual: "boolean", downloadable: "boolean", dimensions: "object" },
      ...{ categories: "array", tags: "array", images: "array", attributes: "array", meta_data: "array" },
    },
    variations: {
      ...Object.fromEntries(
        [
          "description",
          "sku",
          "global_unique_id",
          "regular_price",
          "sale_price",
          "status",
          "tax_class",
          "stock_status",
          "backorders",
          "weight",
          "shipping_class",
        ].map((name) => [name, "string" as const]),
      ),
      ...{ stock_quantity: "integer", menu_order: "integer", virtual: "boolean", dimensions: "object" },
      ...{ image: "object", attributes: "array", meta_data: "array" },
    },
    customers: {
      ...{ email: "string", first_name: "string", last_name: "string", username: "string", password: "string" },
      ...{ billing: "object", shipping: "object", meta_data: "array" },
    },
    orders: {
      ...{ status: "string", currency: "string", customer_note: "string", payment_method: "string" },
      ...{ payment_method_title: "string", transaction_id: "string", customer_id: "integer", set_paid: "boolean" },
      ...{ billing: "object", shipping: "object", line_items: "array", shipping_lines: "array", fee_lines: "array" },
      ...{ coupon_lines: "array", meta_data: "array" },
    },
    webhooks: { name: "string", status: "string", topic: "string", delivery_url: "string", secret: "string" },
    terms: { name: "string", slug: "string", description: "string", parent: "integer", menu_order: "integer" },
  };

/** What the API itself computes: sent along, it is ignored. */
const READ_ONLY = [
  ...["id", "date_created_gmt", "date_modified", "date_modified_gmt", "price", "on_sale", "purchasable", "permalink"],
  ...["total_sales", "variations", "rating_count", "average_rating", "related_ids", "parent_name", "_links"],
  ...["order_key", "number", "version", "prices_include_tax", "discount_total", "discount_tax", "shipping_total"],
  ...["shipping_tax", "cart_tax", "total", "total_tax", "tax_lines", "refunds", "date_paid", "date_completed"],
  ...["role", "is_paying_customer", "avatar_url", "resource", "event", "hooks", "has_options"],
];

const TOPICS = ["product", "order", "customer", "coupon"].flatMap((resource) =>
  ["created", "updated", "deleted", ...(resource === "customer" ? [] : ["restored"])].map(
    (event) => `${resource}.${event}`,
  ),
);

const refuse = (status: number, code: string, message: string, data: JsonObject = {}): Rejected =>
  new Rejected({ status, body: { code, message, data: { status, ...data } } });

function invalid(params: Readonly<Record<string, string>>): Rejected {
  const details = Object.fromEntries(
    Object.entries(params).map(([name, message]) => [name, { code: "rest_invalid_param", message, data: null }]),
  );
  return refuse(400, "rest_invalid_param", `Invalid parameter(s): ${Object.keys(params).join(", ")}`, {
    params: { ...params },
    details,
  });
}

const yes = (value: Json | undefined): boolean => ["true", "1", "yes"].includes(textOf(value).toLowerCase());
const listOf = (query: URLSearchParams, name: string): string[] =>
  [...query.getAll(name), ...query.getAll(`${name}[]`)]
    .flatMap((value) => value.split(","))
    .filter((value) => value !== "");

/** The resource name in codes of errors and in topics. */
const SINGULAR: Readonly<Record<string, string>> = {
  products: "product",
  variations: "product_variation",
  orders: "shop_order",
  customers: "customer",
  webhooks: "shop_webhook",
};

class WooCommerce {
  readonly #context: SystemContext;
  readonly #ids = new Ids();
  readonly #oauth = new Oauth1Verifier();
  readonly #defs: CollectionDef[];
  /** Variations that show their product's SKU because they have none. */
  readonly #inherited = new Set<string>();
  /** Secrets of webhooks are never shown. */
  readonly #secrets = new Map<string, string>();
  readonly #failures = new Map<string, number>();
  readonly #shown = new WeakMap<Row, JsonObject>();
  #newcomers = 0;

  constructor(context: SystemContext) {
    this.#context = context;
    this.#defs = this.#collections();
    context.store.onChange((change) => this.#follow(change));
  }

  build(generic: MockSystem): MockSystem {
    return {
      ...generic,
      collections: this.#defs,
      routes: this.#routes(),
      authorize: (call) => this.#authorize(call),
      limit: undefined,
      headers: () => ({
        "X-Robots-Tag": "noindex",
        "Access-Control-Expose-Headers": "X-WP-Total, X-WP-TotalPages, Link",
      }),
      notFound: () => refuse(404, "rest_no_route", "No route was found matching the URL and request method.").reply,
      badJson: () =>
        refuse(400, "rest_invalid_json", "Invalid JSON body passed.", {
          json_error_code: 4,
          json_error_message: "Syntax error",
        }).reply,
      errorBody: (status) => ({
        code: status === 404 ? "rest_no_route" : "internal_server_error",
        message: `[${status}] There has been a critical error on this website.`,
        data: { status },
      }),
      topics: (change) => this.#topics(change),
      payload: (topic, row) => (topic.endsWith(".deleted") ? { id: row.id ?? null } : this.#payload(row)),
      sign: (draft) => this.#sign(draft),
      subscriptions: (topic) =>
        this.#context.store
          .list("webhooks")
          .filter((row) => row.topic === topic && row.status === "active")
          .map((row) => ({ id: textOf(row.id), address: textOf(row.delivery_url) })),
      unsubscribe: (id) => this.#failed(id),
      webhookPolicy: {
        attempts: 1,
        ok: (status) => status >= 200 && status < 303,
        deliveryId: (subscription) => {
          const second = Math.floor(Date.now() / 1000);
          this.#met("webhook_delivery_id");
          return createHash("md5")
            .update(`${subscription ?? "1"}${second}`)
            .digest("hex");
        },
      },
      outside: (call) =>
        call.method === "GET" && call.path.startsWith("/wp-content/uploads/")
          ? { status: 200, headers: { "Content-Type": "image/png" }, bytes: PICTURE }
          : undefined,
      seed: (sizes) => this.#seed(sizes),
      newcomer: (collection) => {
        this.#newcomers += 1;
        const name = `Newcomer ${this.#newcomers}`;
        if (collection === "products") return { name, sku: `NEW-${this.#newcomers}`, regular_price: "5.00" };
        if (collection === "customers") return { first_name: name, email: `newcomer${this.#newcomers}@example.com` };
        return collection === "orders" ? {} : undefined;
      },
      observe: () => undefined,
      delivered: (result) => this.#delivered(result),
    };
  }

  #met(quirk: Quirk, times = 1): void {
    this.#context.quirks.exercised(quirk, times);
  }

  #ignored(quirk: Quirk, example: string): void {
    this.#context.quirks.violated(quirk, example);
  }

  // -- who may ask ---------------------------------------------------------------------------------------------------

  /** Keys in the address, Basic, or a signature: what counts is what the client sends, as the mock has no https. */
  #authorize(call: Call): Reply | undefined {
    const key = this.#context.credentials.api_key ?? "";
    const secret = this.#context.credentials.consumer_secret ?? "";
    const wrong = (message: string): Reply => refuse(401, "woocommerce_rest_authentication_error", message).reply;
    let given: [string, string] = [call.query.get("consumer_key") ?? "", call.query.get("consumer_secret") ?? ""];
    const basic = /^Basic\s+(\S+)$/i.exec(header(call, "Authorization"))?.[1];
    if ((given[0] === "" || given[1] === "") && basic !== undefined) {
      const pair = Buffer.from(basic, "base64").toString("utf8");
      const colon = pair.indexOf(":");
      given = colon < 0 ? ["", ""] : [pair.slice(0, colon), pair.slice(colon + 1)];
    }
    if (key !== "" && given[0] === key && given[1] !== "") {
      return secret !== "" && given[1] === secret ? undefined : wrong("Consumer secret is invalid.");
    }
    const { signed, problem } = this.#oauth.verify(call, { key, secret });
    if (signed) {
      if (problem === "") this.#met("oauth_signature");
      else this.#ignored("oauth_signature", `${call.method} ${call.path}: ${problem}`);
      if (problem.startsWith("Missing")) {
        return refuse(401, "woocommerce_rest_authentication_missing_parameter", problem).reply;
      }
      return problem === "" ? undefined : wrong(problem);
    }
    return refuse(401, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.").reply;
  }

  // -- the collections -----------------------------------------------------------------------------------------------

  #collections(): CollectionDef[] {
    const key = (row: Readonly<JsonObject>): string => textOf(row.id);
    const term = (name: string, extra: JsonObject): CollectionDef => ({
      name,
      key,
      prepare: (values, previous) => this.#term(name, values, previous, extra),
    });
    return [
      {
        name: "products",
        aliases: ["product", "inventory"],
        key,
        prepare: (values, previous) => this.#product(values, previous),
      },
      {
        name: "variations",
        aliases: ["variation", "variant"],
        key,
        prepare: (values, previous) => this.#variation(values, previous),
      },
      {
        name: "customers",
        aliases: ["customer"],
        key,
        prepare: (values, previous) => this.#customer(values, previous),
      },
      { name: "orders", aliases: ["order"], key, prepare: (values, previous) => this.#order(values, previous) },
      { name: "refunds", key, prepare: (values, previous) => ({ ...previous, ...values }) },
      {
        name: "notes",
        key,
        prepare: (values, previous) => ({
          id: this.#ids.next("note"),
          author: "WooCommerce",
          ...dated("date_created", this.#context.now()),
          note: "",
          customer_note: false,
          ...previous,
          ...values,
        }),
      },
      term("categories", { parent: 0, description: "", display: "default", image: null, menu_order: 0, count: 0 }),
      term("tags", { description: "", count: 0 }),
      term("attributes", { type: "select", order_by: "menu_order", has_archives: false }),
      { name: "taxes", key, prepare: (values, previous) => ({ ...previous, ...values }) },
      { name: "webhooks", aliases: ["webhook"], key, prepare: (values, previous) => this.#webhook(values, previous) },
    ];
  }

  /** The moment of a change, to the second as the database keeps it. */
  #now(): Date {
    return new Date(Math.floor(this.#context.now().getTime() / 1000) * 1000);
  }

  #stamps(previous: Row | undefined): JsonObject {
    const now = this.#now();
    return { ...(previous ? {} : dated("date_created", now)), ...dated("date_modified", now) };
  }

  #ownerOfSku(sku: string, not: string): Row | undefined {
    const { store } = this.#context;
    const owns = (row: Row): boolean => row.sku === sku && textOf(row.id) !== not && row.status !== "trash";
    return (
      store.list("products").find(owns) ??
      store.list("variations").find((row) => owns(row) && !this.#inherited.has(textOf(row.id)))
    );
  }

  #checkSku(values: JsonObject, previous: Row | undefined): void {
    const sku = textOf(values.sku);
    if (sku === "" || (sku === textOf(previous?.sku) && !this.#inherited.has(textOf(previous?.id)))) return;
    const owner = this.#ownerOfSku(sku, textOf(previous?.id));
    if (!owner) return;
    this.#met("sku_unique");
    if (previous && this.#inherited.has(textOf(previous.id)) && textOf(owner.id) === textOf(previous.parent_id))
      this.#ignored("inherited_sku", `variation ${textOf(previous.id)} was sent its product's SKU ${sku}`);
    throw refuse(400, "product_invalid_sku", "Invalid or duplicated SKU.", {
      resource_id: owner.id ?? null,
      unique_sku: `${sku}-1`,
    });
  }

  /** The stock of a record after a change; quantity without management is dropped, as the shop does. */
  #stock(values: JsonObject, previous: Row | undefined): JsonObject {
    const manage = values.manage_stock === undefined ? previous?.manage_stock === true : yes(values.manage_stock);
    if (values.stock_quantity !== undefined && values.stock_quantity !== null) {
      if (manage) this.#met("stock_needs_manage_stock");
      else this.#ignored("stock_needs_manage_stock", `${textOf(previous?.name ?? values.name)}: stock_quantity alone`);
    }
    if (!manage) return { manage_stock: false, stock_quantity: null };
    const quantity = Number(values.stock_quantity ?? previous?.stock_quantity ?? 0);
    return { manage_stock: true, stock_quantity: quantity, stock_status: quantity > 0 ? "instock" : "outofstock" };
  }

  #prices(values: JsonObject, previous: Row | undefined): JsonObject {
    const clean = (value: Json | undefined): string => {
      const text = textOf(value)
        .trim()
        .replace(/[^\d.-]/g, "");
      return /^-?\d*\.?\d+$/.test(text) ? text : "";
    };
    const regular = clean("regular_price" in values ? values.regular_price : previous?.regular_price);
    const sale = clean("sale_price" in values ? values.sale_price : previous?.sale_price);
    const onSale = sale !== "" && Number(sale) < Number(regular);
    return { regular_price: regular, sale_price: sale, on_sale: onSale, price: onSale ? sale : regular };
  }

  #product(values: JsonObject, previous: Row | undefined): JsonObject {
    this.#checkSku(values, previous);
    const name = textOf(values.name ?? previous?.name) || "Product";
    const variable = textOf(values.type ?? previous?.type) === "variable";
    const id = previous?.id ?? this.#ids.next("post");
    const attributes = Array.isArray(values.attributes)
      ? this.#productAttributes(values.attributes, previous)
      : objects(previous?.attributes);
    const terms = (collection: string): Json => {
      const given = values[collection];
      if (!Array.isArray(given)) return previous?.[collection] ?? [];
      return objects(given).flatMap((item): JsonObject[] => {
        const row = this.#context.store.get(collection, textOf(item.id));
        return row ? [{ id: row.id ?? 0, name: row.name ?? "", slug: row.slug ?? "" }] : [];
      });
    };
    const images = Array.isArray(values.images)
      ? objects(values.images).map((image) => this.#image(image, objects(previous?.images)))
      : (previous?.images ?? []);
    const prices = this.#prices(values, previous);
    return {
      ...blankProduct({}),
      ...previous,
      ...omit(values, "variations"),
      id,
      name,
      slug: textOf(previous?.slug) || handleOf(name),
      // A product with variations shows the price of the cheapest.
      ...(variable ? { ...prices, price: previous?.price ?? "" } : prices),
      ...this.#stock(values, previous),
      categories: terms("categories"),
      tags: terms("tags"),
      images,
      attributes,
      variations: previous?.variations ?? [],
      has_options: variable,
      ...this.#stamps(previous),
    };
  }

  #image(image: JsonObject, known: readonly JsonObject[]): JsonObject {
    const same = known.find((item) => image.id !== undefined && textOf(item.id) === textOf(image.id));
    const src = textOf(image.src ?? same?.src);
    if (!same && !/^https?:\/\//.test(src)) {
      throw refuse(
        400,
        "woocommerce_product_image_upload_error",
        `Error getting remote image ${src}. Error: Invalid URL.`,
      );
    }
    const now = this.#now();
    return {
      id: same?.id ?? this.#ids.next("post"),
      ...(same ?? { ...dated("date_created", now), ...dated("date_modified", now) }),
      src,
      name: textOf(image.name ?? same?.name),
      alt: textOf(image.alt ?? same?.alt),
    };
  }

  #globalAttribute(id: Json | undefined): Row | undefined {
    return textOf(id) === "" || textOf(id) === "0" ? undefined : this.#context.store.get("attributes", textOf(id));
  }

  #productAttributes(given: readonly Json[], previous: Row | undefined): JsonObject[] {
    const made = objects([...given]).flatMap((item, position): JsonObject[] => {
      const shared = this.#globalAttribute(item.id);
      const name = shared ? textOf(shared.name) : textOf(item.name);
      if (name === "") return [];
      return [
        {
          id: shared?.id ?? 0,
          name,
          slug: shared ? textOf(shared.slug) : name,
          position: Number(item.position ?? position),
          visible: yes(item.visible),
          variation: yes(item.variation),
          options: Array.isArray(item.options) ? item.options.map(textOf) : textOf(item.options).split(" | "),
        },
      ];
    });
    if (previous && Array.isArray(previous.variations) && previous.variations.length > 0) {
      const lost = objects(previous.attributes).filter(
        (item) => item.variation === true && !made.some((one) => one.name === item.name && one.variation === true),
      );
      if (lost.length > 0)
        this.#ignored(
          "attributes_kept",
          `product ${textOf(previous.id)} lost ${lost.map((item) => textOf(item.name)).join(", ")}`,
        );
      else this.#met("attributes_kept");
    }
    return made;
  }

  #variation(values: JsonObject, previous: Row | undefined): JsonObject {
    const { store } = this.#context;
    const parentId = textOf(previous?.parent_id ?? values.parent_id);
    const parent = store.get("products", parentId);
    if (!parent) throw refuse(404, "woocommerce_rest_product_variation_invalid_parent", "Parent product is invalid.");
    if (parent.type === "variable") this.#met("variations_need_variable");
    else this.#ignored("variations_need_variable", `product ${parentId} is of type ${textOf(parent.type)}`);
    this.#checkSku(values, previous);
    const id = previous?.id ?? this.#ids.next("post");
    const attributes = Array.isArray(values.attributes)
      ? this.#variationAttributes(objects(values.attributes), parent)
      : objects(previous?.attributes);
    const own = "sku" in values ? textOf(values.sku) : this.#inherited.has(textOf(id)) ? "" : textOf(previous?.sku);
    if (own === "" && textOf(parent.sku) !== "") this.#inherited.add(textOf(id));
    else this.#inherited.delete(textOf(id));
    const stock = this.#stock(values, previous);
    const shared = stock.manage_stock === false && parent.manage_stock === true;
    return {
      ...blankVariation({}),
      ...previous,
      ...values,
      id,
      parent_id: parent.id ?? 0,
      name: attributes.map((item) => textOf(item.option)).join(", "),
      sku: own === "" ? textOf(parent.sku) : own,
      ...this.#prices(values, previous),
      ...(shared
        ? {
            manage_stock: "parent",
            stock_quantity: parent.stock_quantity ?? null,
            stock_status: parent.stock_status ?? "",
          }
        : stock),
      image: isObject(values.image) ? this.#image(values.image, objects(parent.images)) : (previous?.image ?? null),
      attributes,
      ...this.#stamps(previous),
    };
  }

  #variationAttributes(given: readonly JsonObject[], parent: Row): JsonObject[] {
    const choosable = objects(parent.attributes).filter((item) => item.variation === true);
    return given.flatMap((item): JsonObject[] => {
      const shared = this.#globalAttribute(item.id);
      const attribute = choosable.find((one) =>
        shared
          ? textOf(one.id) === textOf(shared.id)
          : textOf(one.name).toLowerCase() === textOf(item.name).toLowerCase(),
      );
      const option = textOf(item.option);
      const place = `product ${textOf(parent.id)}: ${textOf(item.name)} ${option}`;
      if (!attribute) {
        this.#ignored("variation_options_listed", `${place}: no such attribute`);
        return [];
      }
      // Without an option it is any.
      if (option === "") return [];
      if (Array.isArray(attribute.options) && attribute.options.includes(option)) this.#met("variation_options_listed");
      else this.#ignored("variation_options_listed", place);
      return [{ id: attribute.id ?? 0, name: attribute.name ?? "", slug: attribute.slug ?? "", option }];
    });
  }

  #customer(values: JsonObject, previous: Row | undefined): JsonObject {
    const email = textOf(values.email ?? previous?.email).trim();
    if (!previous && email === "") {
      throw refuse(400, "rest_missing_callback_param", "Missing parameter(s): email", { params: ["email"] });
    }
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) throw invalid({ email: "Invalid email address." });
    if (isObject(values.billing) && "email" in values.billing) {
      const other = textOf(values.billing.email);
      if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(other))
        throw invalid({ billing: "billing[email] is not a valid email address." });
    }
    const taken = this.#context.store
      .list("customers")
      .some((row) => row.id !== previous?.id && textOf(row.email).toLowerCase() === email.toLowerCase());
    if (taken) {
      throw refuse(
        400,
        previous ? "woocommerce_rest_customer_invalid_email" : "registration-error-email-exists",
        previous
          ? "Email address is invalid."
          : "An account is already registered with your email address. Please log in.",
      );
    }
    const address = (kind: "billing" | "shipping"): JsonObject =>
      addressOf(
        {
          ...(isObject(previous?.[kind]) ? previous[kind] : {}),
          ...(isObject(values[kind]) ? values[kind] : {}),
        },
        kind,
      );
    return {
      first_name: "",
      last_name: "",
      role: "customer",
      username: textOf(values.username) || (email.split("@")[0] ?? ""),
      is_paying_customer: false,
      avatar_url: "",
      meta_data: [],
      ...previous,
      ...omit(values, "password", "username"),
      id: previous?.id ?? this.#ids.next("user"),
      email,
      billing: address("billing"),
      shipping: address("shipping"),
      ...this.#stamps(previous),
    };
  }

  /**
   * A new order is made of lines of `{product_id, variation_id, quantity}` (the first product of the shop where none
   * is named); a complete one, with its own total, is taken as it is.
   */
  #order(values: JsonObject, previous: Row | undefined): JsonObject {
    const status = textOf(values.status ?? previous?.status).replace(/^wc-/, "");
    const now = this.#now();
    if (previous) {
      return {
        ...previous,
        ...values,
        id: previous.id ?? null,
        status,
        ...(status === "completed" && previous.status !== "completed" ? dated("date_completed", now) : {}),
        ...dated("date_modified", now),
      };
    }
    const id = this.#ids.next("post");
    if (values.total !== undefined) {
      // A copy of an order is another order: its lines have ids of their own.
      const renewed = (rows: Json | undefined): JsonObject[] =>
        objects(rows).map((row) => ({ ...row, id: this.#ids.next("item") }));
      return {
        ...values,
        ...Object.fromEntries(
          ["line_items", "tax_lines", "shipping_lines", "fee_lines", "coupon_lines"].map((key) => [
            key,
            renewed(values[key]),
          ]),
        ),
        id,
        number: String(id),
        refunds: [],
        ...this.#stamps(undefined),
      };
    }
    const { store } = this.#context;
    const customerId = Number(values.customer_id ?? 0);
    const customer = customerId === 0 ? undefined : store.get("customers", customerId);
    if (customerId !== 0 && !customer)
      throw refuse(400, "woocommerce_rest_invalid_customer_id", "Customer ID is invalid.");
    const items = objects(values.line_items);
    const paid = yes(values.set_paid);
    // Only what is taxed has taxes to move the total.
    const extras = (rows: Json | undefined, title: string): ExtraDraft[] =>
      objects(rows).map((row) => {
        if (title === "method_title" && textOf(row.method_id) === "")
          throw refuse(400, "woocommerce_rest_invalid_shipping_item", "Shipping method ID is required.");
        if (title === "name" && textOf(row.name) === "")
          throw refuse(400, "woocommerce_rest_invalid_fee_item", "Fee name is required.");
        return {
          id: this.#ids.next("item"),
          title: textOf(row[title]),
          method: textOf(row.method_id),
          price: centsOf(row.total),
          net: microOf(row.total),
          rates: textOf(row.tax_status) === "none" ? [] : [RATES.standard],
        };
      });
    const address = (kind: "billing" | "shipping"): JsonObject => {
      const given = values[kind] ?? customer?.[kind];
      return addressOf(isObject(given) ? given : {}, kind);
    };
    const order = buildOrder({
      id,
      number: String(id),
      status: status === "" ? (paid ? "processing" : "pending") : status,
      currency: textOf(values.currency) || "EUR",
      pricesIncludeTax: SETTINGS.tax?.woocommerce_prices_include_tax === "yes",
      lines: (items.length > 0 ? items : [{}]).map((item) => this.#line(item)),
      shipping: extras(values.shipping_lines, "method_title"),
      fees: extras(values.fee_lines, "name"),
      coupons: [],
      taxLineId: () => this.#ids.next("item"),
      customerId,
      billing: address("billing"),
      shippingAddress: address("shipping"),
      note: textOf(values.customer_note),
      dates: {
        ...this.#stamps(undefined),
        ...dated("date_completed", status === "completed" ? now : null),
        ...dated("date_paid", paid ? now : null),
      },
      paymentMethod: textOf(values.payment_method),
      paymentTitle: textOf(values.payment_method_title),
      transactionId: textOf(values.transaction_id),
      key: `wc_order_${randomUUID().slice(0, 12)}`,
      createdVia: "rest-api",
    });
    const notes = objects(values.meta_data).map((row) => ({ ...row, id: this.#ids.next("meta") }));
    return { ...order, meta_data: notes };
  }

  #line(item: JsonObject): LineDraft {
    const { store } = this.#context;
    const sku = textOf(item.sku);
    const known = (collection: string): Row | undefined =>
      sku === "" ? undefined : store.list(collection).find((row) => row.sku === sku);
    const productId = sku === "" ? textOf(item.product_id) : textOf(known("products")?.id);
    // The number of a variation is taken from the other place too; a SKU goes before both.
    const named = textOf(item.variation_id).replace(/^0$/, "");
    const variationId =
      sku !== ""
        ? textOf(known("variations")?.id)
        : named || (store.get("variations", productId) === undefined ? "" : productId);
    const variation = variationId === "" ? undefined : store.get("variations", variationId);
    const product =
      variation !== undefined
        ? store.get("products", textOf(variation.parent_id))
        : productId === "" && sku === ""
          ? store.list("products").find((row) => row.type === "simple" && row.price !== "")
          : store.get("products", productId);
    if (!product || (variationId !== "" && !variation))
      throw refuse(400, "woocommerce_rest_invalid_product_id", "Product is invalid.");
    const quantity = Number(item.quantity ?? 1);
    const choice: Choice = variation ? { product, variation } : { product };
    const line = lineOf(this.#ids, choice, quantity);
    const own = { ...line, ...(item.name === undefined ? {} : { name: textOf(item.name) }) };
    if (item.total === undefined) return { ...own, price: priceOf(choice) };
    // What the client says counts: the line's total without taxes. Those it says are computed anew all the same.
    const before = microOf(item.subtotal ?? item.total);
    return { ...own, net: { before, after: microOf(item.total) } };
  }

  #term(collection: string, values: JsonObject, previous: Row | undefined, extra: JsonObject): JsonObject {
    const name = textOf(values.name ?? previous?.name);
    if (name === "")
      throw refuse(400, "rest_missing_callback_param", "Missing parameter(s): name", { params: ["name"] });
    const same = this.#context.store
      .list(collection)
      .find((row) => row.id !== previous?.id && textOf(row.name).toLowerCase() === name.toLowerCase());
    if (
      same &&
      textOf(same.parent) === textOf(values.parent ?? previous?.parent ?? (extra.parent === undefined ? "" : 0))
    ) {
      throw refuse(400, "term_exists", "A term with the name provided already exists with this parent.", {
        resource_id: same.id ?? null,
      });
    }
    const prefix = collection === "attributes" ? "pa_" : "";
    return {
      slug: prefix + handleOf(name),
      ...extra,
      ...previous,
      ...values,
      id: previous?.id ?? this.#ids.next("term"),
      name,
    };
  }

  #webhook(values: JsonObject, previous: Row | undefined): JsonObject {
    const topic = textOf(values.topic ?? previous?.topic).toLowerCase();
    if (!TOPICS.includes(topic) && !/^action\.\w+$/.test(topic))
      throw refuse(400, "woocommerce_rest_shop_webhook_invalid_topic", "Webhook topic is required and must be valid.");
    const address = textOf(values.delivery_url ?? previous?.delivery_url);
    if (!/^https?:\/\//.test(address)) {
      throw refuse(
        400,
        "woocommerce_rest_shop_webhook_invalid_delivery_url",
        "Webhook delivery URL must be a valid URL starting with http:// or https://.",
      );
    }
    const id = previous?.id ?? this.#ids.next("webhook");
    const secret = textOf(values.secret);
    if (secret !== "") {
      if (/[&<>"']/.test(secret)) this.#ignored("webhook_secret_plain", topic);
      else this.#met("webhook_secret_plain");
    }
    if (secret !== "" || !previous) this.#secrets.set(textOf(id), secret || randomUUID());
    const [resource = "", event = ""] = topic.split(".");
    return {
      name: `Webhook created on ${this.#now().toISOString().slice(0, 10)}`,
      status: "active",
      hooks: [],
      ...previous,
      ...omit(values, "secret"),
      id,
      topic,
      resource,
      event,
      delivery_url: address,
      ...this.#stamps(previous),
    };
  }

  /** What a change brings with it: a product knows its variations and their price; shared stock is shown by all. */
  #follow({ collection, action, row, previous }: Change): void {
    const { store } = this.#context;
    if (
      collection === "orders" &&
      action === "update" &&
      row.status === "refunded" &&
      previous?.status !== "refunded"
    ) {
      const left = centsOf(row.total) - refundedOf(row);
      if (left > 0) this.#book(row, [], left, "Order fully refunded.");
    }
    if (collection === "variations") {
      const parent = store.get("products", textOf(row.parent_id));
      if (!parent) return;
      const ids = (Array.isArray(parent.variations) ? parent.variations : []).filter((id) => id !== row.id);
      if (action !== "remove") ids.push(row.id ?? 0);
      ids.sort((a, b) => Number(a) - Number(b));
      const prices = ids
        .map((id) => textOf(store.get("variations", textOf(id))?.price))
        .filter((price) => price !== "")
        .sort((a, b) => Number(a) - Number(b));
      store.put("products", {
        ...parent,
        variations: ids,
        price: prices[0] ?? "",
        ...dated("date_modified", this.#now()),
      });
    }
    if (collection === "products") {
      for (const variation of this.#variationsOf(row)) {
        const id = textOf(variation.id);
        if (action === "remove") store.drop("variations", id);
        else if (this.#inherited.has(id) || variation.manage_stock === "parent") {
          store.put("variations", {
            ...variation,
            ...(this.#inherited.has(id) ? { sku: textOf(row.sku) } : {}),
            ...(variation.manage_stock === "parent"
              ? row.manage_stock === true
                ? { stock_quantity: row.stock_quantity ?? null, stock_status: row.stock_status ?? "" }
                : { manage_stock: false, stock_quantity: null }
              : {}),
          });
        }
      }
    }
    if (collection === "orders" && action === "remove") {
      for (const refund of store.list("refunds").filter((item) => item.parent_id === row.id)) {
        store.drop("refunds", textOf(refund.id));
      }
    }
  }

  #variationsOf(product: Row): Row[] {
    const ids = Array.isArray(product.variations) ? product.variations : [];
    return ids
      .map((id) => this.#context.store.get("variations", textOf(id)))
      .filter((row): row is Row => row !== undefined)
      .sort((a, b) => Number(a.menu_order) - Number(b.menu_order));
  }

  // -- webhooks ------------------------------------------------------------------------------------------------------

  #topics({ collection, action, row, previous }: Change): string[] {
    const resource = { products: "product", variations: "product", customers: "customer", orders: "order" }[collection];
    if (resource === undefined) return [];
    if (action === "create") return [`${resource}.created`];
    // Only the trash tells of a deletion; what is deleted for good vanishes in silence, but for customers.
    if (action === "remove") return collection === "customers" ? ["customer.deleted"] : [];
    if (row.status === "trash") return previous?.status === "trash" ? [] : [`${resource}.deleted`];
    return [previous?.status === "trash" ? `${resource}.restored` : `${resource}.updated`];
  }

  /** The record as a webhook carries it: as `GET` shows it. */
  #payload(row: Row): JsonObject {
    const { store } = this.#context;
    const id = textOf(row.id);
    const collection = ["products", "variations", "orders", "customers"].find((name) => store.get(name, id) === row);
    if (collection === "variations") this.#met("variation_webhook");
    return collection === undefined ? row : this.#show(collection, row);
  }

  #sign({ topic, record, deliveryId, credentials, subscription }: DeliveryDraft): Delivery {
    const body = stringify(record).trim();
    const own = subscription === undefined ? undefined : this.#secrets.get(subscription);
    const secret = (own ?? credentials.webhook_secret ?? "")
      .replaceAll("&lt;", "<")
      .replaceAll("&gt;", ">")
      .replaceAll("&quot;", '"')
      .replaceAll("&#039;", "'")
      .replaceAll("&amp;", "&");
    const [resource = "", event = ""] = topic.split(".");
    return {
      body,
      headers: {
        "Content-Type": "application/json",
        "User-Agent": "WooCommerce/9.4.2 Hookshot (WordPress/6.7)",
        "X-WC-Webhook-Source": `${credentials.shop_url ?? ""}/`,
        "X-WC-Webhook-Topic": topic,
        "X-WC-Webhook-Resource": resource,
        "X-WC-Webhook-Event": event,
        "X-WC-Webhook-Signature": createHmac("sha256", secret).update(body, "utf8").digest("base64"),
        "X-WC-Webhook-ID": subscription ?? "1",
        "X-WC-Webhook-Delivery-ID": deliveryId,
      },
    };
  }

  /** More than five failures in a row: the webhook is disabled. */
  #failed(id: string): void {
    const failures = (this.#failures.get(id) ?? 0) + 1;
    this.#failures.set(id, failures);
    const row = this.#context.store.get("webhooks", id);
    if (row && failures > 5) this.#context.store.put("webhooks", { ...row, status: "disabled" });
  }

  #delivered(result: DeliveryResult): void {
    const subscription = result.headers["X-WC-Webhook-ID"] ?? "";
    if (result.ok) this.#failures.delete(subscription);
    if (!result.genuine) {
      if (result.status === 401) this.#met("webhook_bad_signature_refused");
      else this.#ignored("webhook_bad_signature_refused", `${result.topic}: ${result.status}`);
      return;
    }
    const quirk = result.repeated ? "webhook_repeat_2xx" : "webhook_2xx";
    if (result.ok) this.#met(quirk);
    else this.#ignored(quirk, `${result.topic}: ${result.status} ${result.answer.slice(0, 80)}`);
  }

  /** Tries a new webhook before its creation is answered; one that fails delivers nothing until it is saved anew. */
  async #ping(webhook: Row): Promise<void> {
    const id = textOf(webhook.id);
    let status: number;
    try {
      const response = await fetch(textOf(webhook.delivery_url), {
        method: "POST",
        headers: {
          "Content-Type": "application/x-www-form-urlencoded",
          "User-Agent": "WooCommerce/9.4.2 Hookshot (WordPress/6.7)",
        },
        body: `webhook_id=${id}`,
        redirect: "manual",
        signal: AbortSignal.timeout(5000),
      });
      await response.arrayBuffer();
      status = response.status;
    } catch {
      status = 0;
    }
    if (status === 200) {
      this.#met("webhook_ping");
      return;
    }
    this.#ignored("webhook_ping", `${textOf(webhook.topic)}: ${status}`);
    const { store } = this.#context;
    const row = store.get("webhooks", id);
    if (row) store.put("webhooks", { ...row, status: "disabled" });
  }

  // -- addresses -----------------------------------------------------------------------------------------------------

  #base(): string {
    return `${this.#context.credentials.shop_url ?? ""}/wp-json/wc/v3`;
  }

  /** A record as the API shows it: with links, and addresses of pictures where the mock serves them. */
  #show(collection: string, row: Row): JsonObject {
    const known = this.#shown.get(row);
    if (known) return known;
    const shop = this.#context.credentials.shop_url ?? "";
    const id = textOf(row.id);
    const parent = textOf(row.parent_id);
    const path =
      {
        variations: `products/${parent}/variations`,
        refunds: `orders/${parent}/refunds`,
        notes: `orders/${parent}/notes`,
        categories: "products/categories",
        tags: "products/tags",
        attributes: "products/attributes",
      }[collection] ?? collection;
    const picture = (image: JsonObject): JsonObject => ({
      ...image,
      src: textOf(image.src).startsWith("/") ? shop + textOf(image.src) : (image.src ?? ""),
    });
    const links: JsonObject = {
      self: [{ href: `${this.#base()}/${path}/${id}` }],
      collection: [{ href: `${this.#base()}/${path}` }],
    };
    const shown: JsonObject = {
      ...(collection === "refunds" || collection === "notes" ? omit(row, "parent_id") : row),
      ...(collection === "products" ? { permalink: `${shop}/product/${textOf(row.slug)}/` } : {}),
      ...(Array.isArray(row.images) ? { images: objects(row.images).map(picture) } : {}),
      ...(isObject(row.image) ? { image: picture(row.image) } : {}),
      _links: links,
    };
    this.#shown.set(row, Object.freeze(shown));
    return shown;
  }

  #routes(): Route[] {
    const { store } = this.#context;
    const ok = (body: Json): Reply => ({ status: 200, body });
    const routes: Route[] = [
      ...this.#resource("/products", "products"),
      ...this.#resource("/customers", "customers"),
      ...this.#resource("/orders", "orders"),
      ...this.#resource("/webhooks", "webhooks"),
      ...this.#resource("/products/categories", "categories"),
      ...this.#resource("/products/tags", "tags"),
      ...this.#resource("/products/attributes", "attributes"),
      ...this.#resource("/taxes", "taxes"),
      ...this.#below("/products", "products", "variations", "product_id"),
      ...this.#below("/orders", "orders", "refunds", "order_id"),
      ...this.#below("/orders", "orders", "notes", "order_id"),
      {
        method: "GET",
        path: "/refunds",
        collection: "refunds",
        kind: "list",
        handle: (call) => this.#list(call, "refunds", store.list("refunds")),
      },
      { method: "GET", path: "/taxes/classes", handle: () => ok(TAX_CLASSES) },
      { method: "GET", path: "/payment_gateways", handle: () => ok(GATEWAYS) },
      { method: "GET", path: "/shipping_methods", handle: () => ok(SHIPPING_METHODS) },
      {
        method: "GET",
        path: "/settings",
        handle: () =>
          ok(Object.keys(SETTINGS).map((id) => ({ id, label: id, description: "", parent_id: "", sub_groups: [] }))),
      },
      {
        method: "GET",
        path: "/settings/{group}",
        handle: (call) => ok(settingsOf(call.params.group ?? "")),
      },
      {
        method: "GET",
        path: "/settings/{group}/{setting}",
        handle: (call) => {
          const found = settingsOf(call.params.group ?? "").find((item) => item.id === call.params.setting);
          if (!found) throw refuse(404, "rest_setting_setting_invalid", "Invalid setting.");
          return ok(found);
        },
      },
      {
        method: "GET",
        path: "/system_status",
        handle: () =>
          ok({
            environment: { home_url: this.#context.credentials.shop_url ?? "", version: "9.4.2", wp_version: "6.7" },
            settings: { currency: "EUR", currency_symbol: "€", number_of_decimals: 2, api_enabled: true },
          }),
      },
    ];
    return routes;
  }

  /** List, count by header, read, create, change, delete, and all of them in batches. */
  #resource(path: string, collection: string): Route[] {
    const { store } = this.#context;
    const item = `${path}/{id}`;
    return [
      {
        method: "GET",
        path,
        collection,
        kind: "list",
        handle: (call) => this.#list(call, collection, this.#select(call, collection)),
      },
      {
        method: "GET",
        path: item,
        collection,
        kind: "get",
        handle: (call) => {
          const row = this.#known(collection, call.params.id, 404);
          this.#seen(collection, [row]);
          return { status: 200, body: this.#show(this.#collectionOf(collection, row), row) };
        },
      },
      {
        method: "POST",
        path,
        collection,
        kind: "create",
        handle: async (call) => {
          const row = store.create(collection, this.#body(call.body, collection));
          const reply: Reply = {
            status: 201,
            headers: { Location: `${call.baseUrl}${path}/${textOf(row.id)}` },
            body: this.#show(collection, row),
          };
          if (collection === "webhooks" && row.status === "active") await this.#ping(row);
          return reply;
        },
      },
      ...["PUT", "PATCH", "POST"].map((method): Route => ({
        method,
        path: item,
        collection,
        kind: "update",
        handle: (call) => ({ status: 200, body: this.#update(collection, call.params.id, call.body) }),
      })),
      {
        method: "DELETE",
        path: item,
        collection,
        kind: "delete",
        handle: (call) => ({
          status: 200,
          body: this.#delete(collection, call.params.id, yes(call.query.get("force") ?? "")),
        }),
      },
      {
        method: "POST",
        path: `${path}/batch`,
        handle: (call) => this.#batch(call, collection, {}),
      },
    ];
  }

  /** What stands below another record: variations of a product, refunds and notes of an order. */
  #below(path: string, parents: string, collection: string, param: string): Route[] {
    const { store } = this.#context;
    const list = `${path}/{${param}}/${collection}`;
    const item = `${list}/{id}`;
    const parentOf = (call: Call): Row => {
      const row = store.get(parents, call.params[param] ?? "");
      if (!row) {
        throw refuse(
          404,
          `woocommerce_rest_${collection === "variations" ? "product" : "order"}_invalid_id`,
          "Invalid ID.",
        );
      }
      return row;
    };
    const childOf = (call: Call): Row => {
      const row = store.get(collection, call.params.id ?? "");
      if (!row || textOf(row.parent_id) !== textOf(parentOf(call).id))
        throw refuse(404, `woocommerce_rest_${SINGULAR[collection] ?? "order_refund"}_invalid_id`, "Invalid ID.");
      return row;
    };
    return [
      {
        method: "GET",
        path: list,
        collection,
        kind: "list",
        handle: (call) => {
          const parent = parentOf(call);
          const rows =
            collection === "variations"
              ? this.#variationsOf(parent)
              : store.list(collection).filter((row) => row.parent_id === parent.id);
          // Notes are all on one page, the newest first.
          if (collection === "notes") {
            const wanted = call.query.get("type") ?? "any";
            const notes = rows.filter((row) => wanted === "any" || (wanted === "customer") === row.customer_note);
            return { status: 200, body: notes.reverse().map((row) => this.#show(collection, row)) };
          }
          if (collection !== "refunds") return this.#list(call, collection, rows);
          const orderby = call.query.get("orderby") ?? "date";
          const order = call.query.get("order") ?? "desc";
          if (Number(call.query.get("page") ?? 1) > 1) {
            if (orderby === "id" && order === "asc") this.#met("refunds_newest_first");
            else this.#ignored("refunds_newest_first", call.url);
          }
          return this.#list(call, collection, sorted([...rows], orderby, order, []));
        },
      },
      {
        method: "GET",
        path: item,
        collection,
        kind: "get",
        handle: (call) => ({ status: 200, body: this.#show(collection, childOf(call)) }),
      },
      {
        method: "POST",
        path: list,
        collection,
        kind: "create",
        handle: (call) => {
          const parent = parentOf(call);
          const values =
            collection === "variations" ? this.#body(call.body, collection) : isObject(call.body) ? call.body : {};
          if (collection === "notes" && textOf(values.note) === "") {
            throw refuse(400, "rest_missing_callback_param", "Missing parameter(s): note", { params: ["note"] });
          }
          const row =
            collection === "refunds"
              ? this.#refund(parent, values)
              : store.create(collection, { ...values, parent_id: parent.id ?? 0 });
          return { status: 201, body: this.#show(collection, row) };
        },
      },
      ...(collection === "variations"
        ? ["PUT", "PATCH"].map((method): Route => ({
            method,
            path: item,
            collection,
            kind: "update",
            handle: (call) => {
              this.#met("variation_address");
              return { status: 200, body: this.#update(collection, textOf(childOf(call).id), call.body) };
            },
          }))
        : []),
      {
        method: "DELETE",
        path: item,
        collection,
        kind: "delete",
        handle: (call) => {
          const row = childOf(call);
          if (!yes(call.query.get("force") ?? "")) {
            this.#ignored("force_needed", `${call.method} ${call.path}`);
            throw refuse(501, "woocommerce_rest_trash_not_supported", "This resource does not support trashing.");
          }
          this.#met("force_needed");
          const shown = this.#show(collection, row);
          store.remove(collection, textOf(row.id));
          return { status: 200, body: shown };
        },
      },
      ...(collection === "variations"
        ? [
            {
              method: "POST",
              path: `${list}/batch`,
              handle: (call: Call) => this.#batch(call, collection, { parent_id: parentOf(call).id ?? 0 }),
            },
          ]
        : []),
    ];
  }

  /** Where a row lies: `/products/{id}` answers for variations too. */
  #collectionOf(collection: string, row: Row): string {
    return collection === "products" && row.type === "variation" ? "variations" : collection;
  }

  #known(collection: string, id: string | undefined, status: number): Row {
    const { store } = this.#context;
    const row = store.get(collection, id ?? "");
    if (row) return row;
    const variation = collection === "products" ? store.get("variations", id ?? "") : undefined;
    if (variation && status === 404) return variation;
    const name = SINGULAR[collection];
    if (collection === "customers") throw refuse(status, "woocommerce_rest_invalid_id", "Invalid resource ID.");
    throw name === undefined
      ? refuse(404, "woocommerce_rest_term_invalid", "Resource does not exist.")
      : refuse(status, `woocommerce_rest_${name}_invalid_id`, "Invalid ID.");
  }

  /** The writable values of a body, their types checked. */
  #body(body: Json | undefined, collection: string): JsonObject {
    const values = isObject(body) ? body : {};
    const types = TYPES[collection] ?? TYPES.terms ?? {};
    const wrong: Record<string, string> = {};
    for (const [name, type] of Object.entries(types)) {
      const value = values[name];
      // Null is as good as not sent.
      if (value === undefined || value === null) continue;
      const right = {
        string: typeof value === "string",
        integer: /^-?\d+(\.0*)?$/.test(textOf(value)),
        boolean: typeof value === "boolean" || ["true", "false", "0", "1"].includes(textOf(value)),
        array: Array.isArray(value),
        object: isObject(value),
      }[type];
      if (!right) wrong[name] = `${name} is not of type ${type}.`;
      if (type === "string") {
        if (right) this.#met("text_is_text");
        else this.#ignored("text_is_text", `${collection}: ${name} = ${stringify(value).slice(0, 40)}`);
      }
    }
    for (const kind of ["billing", "shipping"]) {
      for (const [name, value] of Object.entries(isObject(values[kind]) ? values[kind] : {})) {
        if (typeof value === "string" || value === null) continue;
        this.#ignored("text_is_text", `${kind}[${name}] = ${stringify(value).slice(0, 40)}`);
        wrong[kind] = `${kind}[${name}] is not of type string.`;
      }
    }
    if (collection === "orders" && typeof values.status === "string") {
      const status = values.status.replace(/^wc-/, "");
      if (![...STATUSES, ...OWN_STATUSES].includes(status)) {
        wrong.status = `status is not one of ${[...STATUSES, ...OWN_STATUSES].join(", ")}.`;
      }
    }
    if (collection === "products" && typeof values.type === "string") {
      if (!["simple", "variable", "grouped", "external"].includes(values.type))
        wrong.type = "type is not one of simple, grouped, external, variable.";
    }
    if (Object.keys(wrong).length > 0) throw invalid(wrong);
    return Object.fromEntries(Object.entries(omit(values, ...READ_ONLY)).filter(([, value]) => value !== null));
  }

  #update(collection: string, id: string | undefined, body: Json | undefined): JsonObject {
    const { store } = this.#context;
    if (collection === "products" && store.get("variations", id ?? "")) {
      this.#ignored("variation_address", `PUT /products/${id ?? ""}`);
      throw refuse(
        404,
        "woocommerce_rest_invalid_product_id",
        "To manipulate product variations you should use the /products/&lt;product_id&gt;/variations/&lt;id&gt; endpoint.",
      );
    }
    const row = this.#known(collection, id, 400);
    store.update(collection, textOf(row.id), this.#body(body, collection));
    return this.#show(collection, this.#known(collection, id, 400));
  }

  #delete(collection: string, id: string | undefined, force: boolean): JsonObject {
    const { store } = this.#context;
    const row = this.#known(collection, id, 404);
    if (force) {
      this.#met("force_needed");
      const shown = this.#show(collection, row);
      store.remove(collection, textOf(row.id));
      return shown;
    }
    if (!["products", "orders"].includes(collection)) {
      this.#ignored("force_needed", `DELETE of ${collection} without force=true`);
      throw refuse(501, "woocommerce_rest_trash_not_supported", `${collection} do not support trashing.`);
    }
    if (row.status === "trash")
      throw refuse(410, "woocommerce_rest_already_trashed", "The item has already been deleted.");
    return this.#show(collection, store.update(collection, textOf(row.id), { status: "trash" }));
  }

  #batch(call: Call, collection: string, extra: JsonObject): Reply {
    const { store } = this.#context;
    const body = isObject(call.body) ? call.body : {};
    const lists = ["create", "update", "delete"].map((key) => (Array.isArray(body[key]) ? body[key] : []));
    const count = lists.reduce((sum, list) => sum + list.length, 0);
    if (count > 100) {
      this.#ignored("batch_at_most_100", `${call.path}: ${count}`);
      throw refuse(
        413,
        "woocommerce_rest_request_entity_too_large",
        "Unable to accept more than 100 items for this request.",
      );
    }
    this.#met("batch_at_most_100");
    const each = (list: readonly Json[], work: (item: Json) => JsonObject): Json[] =>
      list.map((item): Json => {
        try {
          return work(item);
        } catch (error) {
          if (!(error instanceof Rejected)) throw error;
          return { id: isObject(item) ? (item.id ?? 0) : 0, error: error.reply.body ?? null };
        }
      });
    const [create = [], update = [], remove = []] = lists;
    const answer: JsonObject = {};
    if (create.length > 0)
      answer.create = each(create, (item) =>
        this.#show(collection, store.create(collection, { ...this.#body(item, collection), ...extra })),
      );
    if (update.length > 0)
      answer.update = each(update, (item) =>
        this.#update(collection, textOf(isObject(item) ? item.id : undefined), item),
      );
    if (remove.length > 0) answer.delete = each(remove, (item) => this.#delete(collection, textOf(item), true));
    return { status: 200, body: answer };
  }

  /** Books what a client says of each item, to the cent: nothing of it is computed. */
  #refund(order: Row, values: JsonObject): Row {
    const wanted = objects(values.line_items);
    const items = ["line_items", "fee_lines", "shipping_lines"]
      .flatMap((key) => objects(order[key]))
      .flatMap((item): RefundItem[] => {
        const given = wanted.find((one) => textOf(one.id) === textOf(item.id));
        const quantity = Number(given?.quantity ?? 0);
        const net = centsOf(given?.refund_total);
        const taxes = objects(given?.refund_tax).map((tax) => ({ id: tax.id ?? 0, cents: centsOf(tax.refund_total) }));
        if (quantity === 0 && net === 0 && taxes.length === 0) return [];
        return [{ id: this.#ids.next("item"), item, quantity, net, taxes }];
      });
    const sum = items.reduce(
      (all, { net = 0, taxes = [] }) => taxes.reduce((one, tax) => one + tax.cents, all + net),
      0,
    );
    const amount = values.amount === undefined && items.length > 0 ? sum : centsOf(values.amount);
    if (amount < 0)
      throw refuse(400, "woocommerce_rest_invalid_order_refund", "Refund amount must be greater than zero.");
    if (amount > centsOf(order.total) - refundedOf(order))
      throw refuse(500, "woocommerce_rest_cannot_create_order_refund", "Invalid refund amount.");
    return this.#book(order, items, amount, textOf(values.reason));
  }

  #book(order: Row, items: readonly RefundItem[], amount: number, reason: string): Row {
    const { store } = this.#context;
    const refund = store.create("refunds", {
      ...buildRefund({
        id: this.#ids.next("post"),
        reason,
        dates: dated("date_created", this.#now()),
        items,
        amount,
        itemId: () => this.#ids.next("meta"),
      }),
      parent_id: order.id ?? 0,
    });
    const refunds = [...objects(order.refunds), { id: refund.id ?? 0, reason, total: `-${textOf(refund.amount)}` }];
    const isWhole = refundedOf({ refunds }) >= centsOf(order.total);
    store.update("orders", textOf(order.id), { refunds, ...(isWhole ? { status: "refunded" } : {}) });
    return refund;
  }

  /** A page of a list, with its totals in headers. */
  #list(call: Call, collection: string, rows: readonly Row[]): Reply {
    const { query } = call;
    const perPage = Number(query.get("per_page") ?? 10);
    if (!Number.isInteger(perPage) || perPage < 1 || perPage > 100) {
      if (perPage > 100) this.#ignored("per_page_at_most_100", call.url);
      throw invalid({ per_page: "per_page must be between 1 (inclusive) and 100 (inclusive)" });
    }
    if (query.has("per_page")) this.#met("per_page_at_most_100");
    const page = Number(query.get("page") ?? 1);
    if (!Number.isInteger(page) || page < 1) throw invalid({ page: "page must be greater than or equal to 1" });
    const pages = Math.ceil(rows.length / perPage);
    if (page > Math.max(1, pages)) this.#ignored("pages_by_header", `${call.url}: there are ${pages} pages`);
    else if (page > 1) this.#met("pages_by_header");
    const offset = query.has("offset") ? Number(query.get("offset")) || 0 : (page - 1) * perPage;
    const found = rows.slice(offset, offset + perPage);
    this.#seen(collection, found);
    const link = (target: number, rel: string): string => {
      const next = new URLSearchParams(query);
      next.set("page", String(target));
      return `<${call.baseUrl}${call.path}?${next.toString()}>; rel="${rel}"`;
    };
    const links = [
      ...(page > 1 ? [link(Math.min(page - 1, Math.max(1, pages)), "prev")] : []),
      ...(page < pages ? [link(page + 1, "next")] : []),
    ];
    return {
      status: 200,
      headers: {
        "X-WP-Total": String(rows.length),
        "X-WP-TotalPages": String(pages),
        ...(links.length > 0 ? { Link: links.join(", ") } : {}),
      },
      body: found.map((row) => this.#show(this.#collectionOf(collection, row), row)),
    };
  }

  /** A date of a filter as the shop's database has it: local, or UTC where the client says that its dates are. */
  #bound(call: Call, name: string, gmt: boolean): string | undefined {
    const value = call.query.get(name);
    if (value === null) return undefined;
    // A plus that was not escaped arrives as a space.
    const text = value.replace(/ (?=\d{2}:?\d{2}$)/, "+");
    const time = parseDate(text);
    if (time === undefined) throw invalid({ [name]: "Invalid date." });
    if (name.startsWith("modified_")) {
      if (gmt) this.#met("modified_after_gmt");
      else this.#ignored("modified_after_gmt", call.url);
      if (hasZone(text)) this.#ignored("modified_after_naive", `${name}=${value}`);
      else this.#met("modified_after_naive");
    }
    const at = new Date(time);
    return (hasZone(text) ? isoWithOffset(at, centralEuropeOffset(at)) : at.toISOString()).slice(0, 19);
  }

  /** The rows that the query asks for, in its order. */
  #select(call: Call, collection: string): Row[] {
    const { store } = this.#context;
    const { query } = call;
    const tests: ((row: Row) => boolean)[] = [];
    const dates = ["products", "orders"].includes(collection);
    const changed = ["modified_after", "modified_before"].filter((name) => query.has(name));
    if (collection === "customers") {
      if (changed.length > 0) this.#ignored("customers_without_filter", call.url);
      else this.#met("customers_without_filter");
    }
    const orderby = query.get("orderby") ?? (collection === "customers" ? "name" : dates ? "date" : "id");
    const order = query.get("order") ?? (dates ? "desc" : "asc");
    if (dates) {
      const gmt = yes(query.get("dates_are_gmt") ?? "");
      const suffix = gmt ? "_gmt" : "";
      for (const [name, field, sign] of [
        ["after", "date_created", 1],
        ["before", "date_created", -1],
        ["modified_after", "date_modified", 1],
        ["modified_before", "date_modified", -1],
      ] as const) {
        const bound = this.#bound(call, name, gmt);
        if (bound === undefined) continue;
        tests.push((row) => {
          const value = textOf(row[field + suffix]);
          return sign > 0 ? value > bound : value < bound;
        });
      }
      if (changed.length > 0) {
        if (orderby === "id" && order === "asc") this.#met("changes_in_order");
        else this.#ignored("changes_in_order", call.url);
      }
      const asked = listOf(query, "status");
      if (asked.length === 0 || asked.includes("any")) tests.push((row) => !HIDDEN.includes(textOf(row.status)));
      else tests.push((row) => asked.includes(textOf(row.status)));
    }
    const equal = (name: string, value: (row: Row) => string): void => {
      const wanted = query.get(name);
      if (wanted !== null && wanted !== "") tests.push((row) => value(row).toLowerCase() === wanted.toLowerCase());
    };
    const include = listOf(query, "include");
    if (include.length > 0) tests.push((row) => include.includes(textOf(row.id)));
    const exclude = listOf(query, "exclude");
    if (exclude.length > 0) tests.push((row) => !exclude.includes(textOf(row.id)));
    const search = (query.get("search") ?? "").toLowerCase();
    if (search !== "")
      tests.push((row) =>
        [row.name, row.sku, row.email, row.first_name, row.last_name, row.number].some((value) =>
          textOf(value).toLowerCase().includes(search),
        ),
      );
    let rows: readonly Row[] = store.list(collection);
    if (collection === "products") {
      const skus = listOf(query, "sku");
      if (skus.length > 0) {
        rows = [...rows, ...store.list("variations")];
        tests.push((row) => skus.includes(textOf(row.sku)) || textOf(row.sku) === query.get("sku"));
      }
      equal("type", (row) => textOf(row.type));
      equal("slug", (row) => textOf(row.slug));
      equal("stock_status", (row) => textOf(row.stock_status));
      for (const [name, field] of [
        ["category", "categories"],
        ["tag", "tags"],
      ] as const) {
        const wanted = listOf(query, name);
        if (wanted.length > 0)
          tests.push((row) => objects(row[field]).some((item) => wanted.includes(textOf(item.id))));
      }
    }
    if (collection === "orders") {
      equal("customer", (row) => textOf(row.customer_id));
      const product = query.get("product");
      if (product !== null)
        tests.push((row) => objects(row.line_items).some((line) => textOf(line.product_id) === product));
    }
    if (collection === "customers") {
      equal("email", (row) => textOf(row.email));
      if (query.get("role") !== "all") tests.push((row) => row.role === (query.get("role") ?? "customer"));
    }
    if (collection === "webhooks" && query.has("status") && query.get("status") !== "all")
      equal("status", (row) => textOf(row.status));
    const found = rows.filter((row) => tests.every((test) => test(row)));
    if (found.some((row) => collection === "products" && row.type === "variation")) this.#met("sku_finds_variations");
    if (dates && store.list(collection).some((row) => row.status === "trash")) this.#met("trash_hidden");
    return sorted(found, orderby, order, include);
  }

  /** Data that shows a quirk was served: the importer's result must show that it was understood. */
  #seen(collection: string, rows: readonly Row[]): void {
    const count = (quirk: Quirk, test: (row: Row) => boolean): void => {
      const times = rows.filter(test).length;
      if (times > 0) this.#met(quirk, times);
    };
    const { store } = this.#context;
    switch (collection) {
      case "orders":
        count("guest_customer_zero", (row) => row.customer_id === 0);
        count(
          "empty_addresses",
          (row) => isObject(row.shipping) && Object.values(row.shipping).every((value) => value === ""),
        );
        count("deleted_product_zero", (row) => objects(row.line_items).some((line) => line.product_id === 0));
        count("totals_without_tax", (row) => row.prices_include_tax === true && centsOf(row.total_tax) > 0);
        count("rounded_line_taxes", (row) => objects(row.line_items).length > 1);
        break;
      case "products":
        count("shown_attribute", (row) => objects(row.attributes).some((item) => item.variation === false));
        break;
      case "variations":
        count("inherited_sku", (row) => this.#inherited.has(textOf(row.id)));
        count("parent_stock", (row) => row.manage_stock === "parent");
        count("any_variation", (row) => {
          const parent = store.get("products", textOf(row.parent_id));
          const choosable = objects(parent?.attributes).filter((item) => item.variation === true);
          return objects(row.attributes).length < choosable.length;
        });
        break;
      case "refunds":
        count("refund_names_items", (row) => refundedItems(row).length > 0);
        count("refund_amount_only", (row) => refundedItems(row).length === 0);
        break;
      case "customers":
        count("never_modified_null", (row) => row.date_modified === null);
        break;
      default:
        break;
    }
  }

  // -- the data set --------------------------------------------------------------------------------------------------

  #seed(sizes: Sizes): void {
    const { store, random } = this.#context;
    const term = (collection: string, name: string): [string, JsonObject] => {
      const def = this.#defs.find((item) => item.name === collection);
      const row = store.put(collection, def?.prepare({ name }, undefined) ?? {});
      return [name, { id: row.id ?? 0, name, slug: row.slug ?? "" }];
    };
    const categories = new Map([...new Set(GOODS.map((good) => good.type))].map((name) => term("categories", name)));
    const tags = new Map(["new", "reduced"].map((name) => term("tags", name)));
    for (const attribute of GLOBAL_ATTRIBUTES) {
      store.put("attributes", {
        id: attribute.id ?? 0,
        name: attribute.name,
        slug: `pa_${attribute.name.toLowerCase()}`,
        ...{ type: "select", order_by: "menu_order", has_archives: false },
      });
    }
    for (const rate of Object.values(RATES)) {
      const [country = "", state = ""] = rate.code.split("-");
      store.put("taxes", {
        id: rate.id,
        country,
        state: country === "DE" || country === "GB" ? "" : state,
        ...{ postcode: "", city: "", postcodes: [], cities: [] },
        rate: (rate.ppm / 10_000).toFixed(4),
        name: rate.label,
        priority: Number(rate.code.slice(-1)) || 1,
        compound: "compound" in rate,
        shipping: true,
        order: rate.id,
        class: rate === RATES.reduced ? "reduced-rate" : "standard",
      });
    }
    const choices: Choice[] = [];
    for (let index = 0; index < sizes.products; index += 1) {
      const { product, variations } = productOf(index, sizes.products, this.#ids, random, { categories, tags });
      const row = store.put("products", product);
      for (const variation of variations) {
        if (variation.sku === product.sku) this.#inherited.add(textOf(variation.id));
        choices.push({ product: row, variation: store.put("variations", variation) });
      }
      if (variations.length === 0) choices.push({ product: row });
    }
    for (let index = 0; index < sizes.customers; index += 1) {
      store.put("customers", customerOf(index, sizes.customers, this.#ids, random));
    }
    const customers = store.list("customers");
    for (let index = 0; index < sizes.orders; index += 1) {
      const { order, refunds } = orderOf(index, sizes.orders, this.#ids, random, { choices, customers });
      store.put("orders", order);
      for (const refund of refunds) store.put("refunds", refund);
    }
  }
}

const refundedItems = (refund: Row): JsonObject[] =>
  ["line_items", "shipping_lines", "fee_lines"].flatMap((key) => objects(refund[key]));

/** Cents of an order that are paid back. */
function refundedOf({ refunds }: Readonly<JsonObject>): number {
  return objects(refunds).reduce((sum, refund) => sum - centsOf(refund.total), 0);
}

function sorted(rows: Row[], orderby: string, order: string, include: readonly string[]): Row[] {
  const fields: Readonly<Record<string, string>> = {
    ...{ date: "date_created_gmt", modified: "date_modified_gmt", registered_date: "date_created_gmt" },
    ...{ id: "id", title: "name", name: "username", slug: "slug", price: "price" },
  };
  if (orderby === "include") return rows.sort((a, b) => include.indexOf(textOf(a.id)) - include.indexOf(textOf(b.id)));
  const field = fields[orderby];
  if (field === undefined)
    throw invalid({ orderby: `orderby is not one of ${Object.keys(fields).join(", ")}, include.` });
  const sign = order === "desc" ? -1 : 1;
  const byNumber = field === "id" || field === "price";
  return rows.sort((a, b) => {
    const left = a[field] ?? "";
    const right = b[field] ?? "";
    const first = byNumber
      ? Number(left) - Number(right)
      : textOf(left) < textOf(right)
        ? -1
        : textOf(left) > textOf(right)
          ? 1
          : 0;
    return sign * (first || Number(a.id) - Number(b.id));
  });
}

const TAX_CLASSES: JsonObject[] = [
  { slug: "standard", name: "Standard rate" },
  { slug: "reduced-rate", name: "Reduced rate" },
  { slug: "zero-rate", name: "Zero rate" },
];

const GATEWAYS: JsonObject[] = [
  ["bacs", "Überweisung", true],
  ["cod", "Nachnahme", true],
  ["cheque", "Scheck", false],
  ["stripe", "Kreditkarte", true],
].map(([id, title, enabled], order) => ({
  ...{ id: id ?? "", title: title ?? "", description: "", order, enabled: enabled ?? false },
  ...{ method_title: title ?? "", method_description: "", method_supports: ["products", "refunds"], settings: {} },
}));

const SHIPPING_METHODS: JsonObject[] = [
  { id: "flat_rate", title: "Flat rate", description: "Lets you charge a fixed rate for shipping." },
  { id: "free_shipping", title: "Free shipping", description: "Free shipping is a special method." },
  { id: "local_pickup", title: "Local pickup", description: "Allow customers to pick up orders themselves." },
];

const SETTINGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  general: {
    woocommerce_store_city: "Berlin",
    woocommerce_default_country: "DE:DE-BE",
    woocommerce_currency: "EUR",
    woocommerce_price_num_decimals: "2",
  },
  products: { woocommerce_weight_unit: "kg", woocommerce_dimension_unit: "cm", woocommerce_manage_stock: "yes" },
  tax: { woocommerce_prices_include_tax: "yes", woocommerce_tax_round_at_subtotal: "no" },
};

function settingsOf(group: string): JsonObject[] {
  const settings = Object.hasOwn(SETTINGS, group) ? SETTINGS[group] : undefined;
  if (!settings) throw refuse(404, "rest_setting_setting_group_invalid", "Invalid setting group.");
  return Object.entries(settings).map(([id, value]) => ({
    ...{ id, label: id, description: "", type: "text", default: value, tip: "", value, group_id: group },
  }));
}

/** The hand-written half of the WooCommerce mock. */
export const woocommerceMock: SystemMock = {
  quirks: QUIRKS,
  credentials: (random) => ({
    api_key: `ck_${random.hex(40)}`,
    consumer_secret: `cs_${random.hex(40)}`,
    webhook_secret: random.hex(50),
  }),
  build: (context, generic) => new WooCommerce(context).build(generic),
};
