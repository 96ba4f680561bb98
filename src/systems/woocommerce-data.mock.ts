/** The data set of the WooCommerce mock: every case that a real shop has somewhere, at fixed places of the index. */
import { centralEuropeOffset, isoWithOffset, momentOf } from "../mock/dates.ts";
import { objects, textOf, type JsonObject, type Row } from "../mock/json.ts";
import { decimal } from "../mock/money.ts";
import {
  ADJECTIVES,
  COMPANIES,
  ean13,
  germanPlace,
  GOODS,
  handleOf,
  HARD_NAMES,
  person,
  placeAbroad,
  type Person,
  type Place,
} from "../mock/people.ts";
import type { Random } from "../mock/random.ts";
import { buildOrder, buildRefund, type ExtraDraft, type LineDraft, type Rate } from "./woocommerce-order.mock.ts";

const FIRST_IDS = { post: 101, user: 2, term: 15, item: 1, webhook: 1, meta: 9001, note: 1 } as const;

/** Products, variations, orders, refunds and images are posts and share one sequence; people, terms and items have theirs. */
export class Ids {
  readonly #next: Record<string, number> = { ...FIRST_IDS };

  next(kind: keyof typeof FIRST_IDS): number {
    const id = this.#next[kind] ?? 1;
    this.#next[kind] = id + 1;
    return id;
  }
}

/** The rates of the shop, as `GET /taxes` lists them. */
export const RATES = {
  standard: { id: 1, code: "DE-MWST-1", label: "MwSt.", ppm: 190_000 },
  reduced: { id: 2, code: "DE-MWST-ERM-1", label: "MwSt. erm.", ppm: 70_000 },
  state: { id: 3, code: "US-CA-STATE-1", label: "CA State Tax", ppm: 72_500 },
  county: { id: 4, code: "US-CA-COUNTY-2", label: "SF County Tax", ppm: 13_750 },
  gst: { id: 5, code: "CA-QC-GST-1", label: "GST", ppm: 50_000 },
  qst: { id: 6, code: "CA-QC-QST-2", label: "QST", ppm: 99_750, compound: true },
  vat: { id: 7, code: "GB-VAT-1", label: "VAT", ppm: 200_000 },
} as const satisfies Record<string, Rate>;

/** A moment in the shop's own time, Berlin, and in UTC: neither names its zone. */
export function dated(name: string, at: Date | null): JsonObject {
  return {
    [name]: at ? isoWithOffset(at, centralEuropeOffset(at)).slice(0, 19) : null,
    [`${name}_gmt`]: at ? at.toISOString().slice(0, 19) : null,
  };
}

interface AttributeDraft {
  name: string;
  options: readonly string[];
  /** Known to the whole shop: its id. */
  id?: number;
}

const SIZE: AttributeDraft = { name: "Size", options: ["S", "M", "L"], id: 1 };
const COLOR: AttributeDraft = { name: "Color", options: ["Blue", "Grün", "أحمر"], id: 2 };
const MATERIAL: AttributeDraft = { name: "Material", options: ["Cotton", "Hemp"] };

/** Attributes that the whole shop knows, as `GET /products/attributes` lists them. */
export const GLOBAL_ATTRIBUTES = [SIZE, COLOR] as const;

/** What the fourteen kinds of product are; the index modulo fourteen chooses. */
export const PRODUCT_CASES = [
  "simple",
  "one_attribute",
  "two_attributes",
  "three_sparse",
  "hard_name",
  "parent_stock",
  "any_variation",
  "draft",
  "no_sku",
  "inherited_sku",
  "private",
  "free_untracked",
  "on_sale",
  "shown_attribute",
] as const;

const VARIED: Readonly<Partial<Record<(typeof PRODUCT_CASES)[number], readonly AttributeDraft[]>>> = {
  one_attribute: [SIZE],
  two_attributes: [SIZE, COLOR],
  three_sparse: [SIZE, COLOR, MATERIAL],
  parent_stock: [COLOR],
  any_variation: [SIZE, MATERIAL],
  inherited_sku: [MATERIAL],
};

function combinations(attributes: readonly AttributeDraft[]): string[][] {
  return attributes.reduce<string[][]>(
    (all, attribute) => all.flatMap((head) => attribute.options.map((option) => [...head, option])),
    [[]],
  );
}

const FIRST_BARCODE = 5_000_000_000;

/** Prices are kept as they were typed: `49.9` is as good as `49.90`. */
function typed(cents: number, index: number): string {
  const text = decimal(cents);
  return index % 3 === 1 ? text.replace(/\.?0+$/, "") || "0" : text;
}

/** What products and variations have in common; every blank stands. */
function stocked(values: JsonObject): JsonObject {
  return {
    date_on_sale_from: null,
    date_on_sale_from_gmt: null,
    date_on_sale_to: null,
    date_on_sale_to_gmt: null,
    on_sale: false,
    purchasable: true,
    virtual: false,
    downloadable: false,
    downloads: [],
    download_limit: -1,
    download_expiry: -1,
    tax_status: "taxable",
    tax_class: "",
    manage_stock: false,
    stock_quantity: null,
    stock_status: "instock",
    backorders: "no",
    backorders_allowed: false,
    backordered: false,
    low_stock_amount: null,
    weight: "",
    dimensions: { length: "", width: "", height: "" },
    shipping_class: "",
    shipping_class_id: 0,
    menu_order: 0,
    meta_data: [],
    ...values,
  };
}

/** A product with everything that its creator left out. */
export function blankProduct(values: JsonObject): JsonObject {
  return {
    type: "simple",
    status: "publish",
    featured: false,
    catalog_visibility: "visible",
    description: "",
    short_description: "",
    sku: "",
    global_unique_id: "",
    price: "",
    regular_price: "",
    sale_price: "",
    total_sales: 0,
    external_url: "",
    button_text: "",
    sold_individually: false,
    shipping_required: true,
    shipping_taxable: true,
    reviews_allowed: true,
    average_rating: "0.00",
    rating_count: 0,
    upsell_ids: [],
    cross_sell_ids: [],
    parent_id: 0,
    purchase_note: "",
    categories: [],
    tags: [],
    images: [],
    attributes: [],
    default_attributes: [],
    variations: [],
    grouped_products: [],
    related_ids: [],
    has_options: false,
    post_password: "",
    ...stocked(values),
  };
}

/** A variation with everything that its creator left out. */
export function blankVariation(values: JsonObject): JsonObject {
  return {
    type: "variation",
    description: "",
    sku: "",
    global_unique_id: "",
    price: "",
    regular_price: "",
    sale_price: "",
    status: "publish",
    image: null,
    attributes: [],
    ...stocked(values),
  };
}

/** Terms by name: categories and tags as products carry them. */
export type Terms = ReadonlyMap<string, JsonObject>;

export interface ProductSet {
  product: JsonObject;
  variations: JsonObject[];
}

/** Product number `index` of `count` with its variations; `src` of images is a path that the mock serves. */
export function productOf(
  index: number,
  count: number,
  ids: Ids,
  random: Random,
  shop: { categories: Terms; tags: Terms },
): ProductSet {
  const kind = PRODUCT_CASES[index % PRODUCT_CASES.length] ?? "simple";
  const good = GOODS[(index * 5 + (index >> 3)) % GOODS.length];
  if (!good) throw new RangeError("no goods");
  const hard =
    kind === "hard_name" ? HARD_NAMES[Math.floor(index / PRODUCT_CASES.length) % HARD_NAMES.length] : undefined;
  const name = `${ADJECTIVES[index % ADJECTIVES.length] ?? ""} ${good.name}${hard ? ` ${hard[0]} & ${hard[1]}` : ""} ${index + 1}`;
  const id = ids.next("post");
  const made = momentOf(index, count);
  const changed = momentOf(index, count, 600);
  const dates = { ...dated("date_created", made), ...dated("date_modified", changed) };
  // Other SKUs and barcodes than those of the other shop: both may end in one Odoo.
  const sku = `W-${good.type.slice(0, 3).toUpperCase()}-${String(index + 1).padStart(5, "0")}`;
  const varied = VARIED[kind];
  const price = kind === "free_untracked" ? 0 : good.cents + random.int(0, 9) * 10;
  const sale = kind === "on_sale" ? price - 300 : undefined;
  const stock = index % 13 === 12 ? -3 : random.int(0, 120);
  const tracked = kind === "parent_stock" || (!varied && kind !== "free_untracked");
  const category = shop.categories.get(good.type);
  const tag = shop.tags.get(good.reduced ? "reduced" : "new");
  const product = blankProduct({
    id,
    name,
    slug: handleOf(name),
    ...dates,
    type: varied ? "variable" : "simple",
    status: kind === "draft" ? "draft" : kind === "private" ? "private" : "publish",
    description: `<p>${name.replaceAll("&", "&amp;")} &amp; more.</p>\n<ul>\n<li>Made to last</li>\n</ul>\n`,
    short_description: index % 7 === 5 ? "" : `<p>${name.replaceAll("&", "&amp;")} « garanti » 30&nbsp;°C</p>\n`,
    sku: kind === "no_sku" ? "" : sku,
    global_unique_id: varied || kind === "no_sku" || random.chance(0.1) ? "" : ean13(FIRST_BARCODE + index * 100),
    // A product with variations has no price of its own.
    regular_price: varied ? "" : kind === "no_sku" ? "" : typed(price, index),
    sale_price: sale === undefined ? "" : typed(sale, index),
    on_sale: sale !== undefined,
    price: varied || kind === "no_sku" ? "" : typed(sale ?? price, index),
    purchasable: kind !== "no_sku",
    tax_class: good.reduced ? "reduced-rate" : "",
    manage_stock: tracked,
    stock_quantity: tracked ? stock : null,
    stock_status: tracked && stock <= 0 ? "outofstock" : "instock",
    weight: index % 6 === 4 ? "" : String(good.grams / 1000),
    categories: category ? [category] : [],
    tags: tag ? [tag] : [],
    images:
      index % 4 === 0
        ? [
            {
              id: ids.next("post"),
              ...dates,
              src: `/wp-content/uploads/${handleOf(good.name)}.png`,
              name: good.name,
              alt: "",
            },
          ]
        : [],
    attributes: [
      ...(varied ?? []).map((attribute, position) => ({
        id: attribute.id ?? 0,
        name: attribute.name,
        slug: attribute.id === undefined ? attribute.name : `pa_${attribute.name.toLowerCase()}`,
        position,
        visible: true,
        variation: true,
        options: [...attribute.options],
      })),
      // Shown on the page only: nothing to choose from.
      ...(kind === "shown_attribute" || kind === "one_attribute"
        ? [
            {
              id: 0,
              name: "Care",
              slug: "Care",
              position: 9,
              visible: true,
              variation: false,
              options: ["30 °C", "Iron low"],
            },
          ]
        : []),
    ],
    has_options: varied !== undefined,
  });
  if (!varied) return { product, variations: [] };
  let rows = combinations(varied);
  // Sparse: some combinations were never made, as in most real shops.
  if (kind === "three_sparse") rows = rows.filter((_row, place) => (place * 7 + index) % 3 !== 0);
  // "Any material": the customer chooses it, the variation does not say it.
  if (kind === "any_variation") rows = SIZE.options.map((size) => [size]);
  const variations = rows.map((values, place): JsonObject => {
    const own = price + place * 100;
    const quantity = random.int(0, 80);
    return blankVariation({
      id: ids.next("post"),
      ...dates,
      parent_id: id,
      name: values.join(", "),
      // The product's own SKU is shown where a variation has none.
      sku: kind === "inherited_sku" ? sku : `${sku}-${place + 1}`,
      global_unique_id: random.chance(0.1) ? "" : ean13(FIRST_BARCODE + index * 100 + place + 1),
      regular_price: typed(own, index + place),
      price: typed(own, index + place),
      tax_class: good.reduced ? "reduced-rate" : "",
      manage_stock: kind === "parent_stock" ? "parent" : true,
      stock_quantity: kind === "parent_stock" ? stock : quantity,
      stock_status: (kind === "parent_stock" ? stock : quantity) > 0 ? "instock" : "outofstock",
      weight: String((good.grams + place * 5) / 1000),
      menu_order: place + 1,
      attributes: values.map((option, at) => {
        const attribute = varied[at] ?? MATERIAL;
        return {
          id: attribute.id ?? 0,
          name: attribute.name,
          slug: attribute.id === undefined ? attribute.name : `pa_${attribute.name.toLowerCase()}`,
          option,
        };
      }),
    });
  });
  product.variations = variations.map((variation) => variation.id ?? 0);
  product.price = variations[0]?.price ?? "";
  return { product, variations };
}

const BLANK_ADDRESS = {
  first_name: "",
  last_name: "",
  company: "",
  address_1: "",
  address_2: "",
  city: "",
  state: "",
  postcode: "",
  country: "",
} as const;

/** An address in which every blank is an empty text; a billing address has e-mail and phone, a delivery address a phone. */
export function addressOf(values: JsonObject, kind: "billing" | "shipping"): JsonObject {
  const blank: JsonObject = { ...BLANK_ADDRESS, ...(kind === "billing" ? { email: "" } : {}), phone: "" };
  return Object.fromEntries(Object.keys(blank).map((key) => [key, textOf(values[key])]));
}

function addressJson(who: Person, place: Place, kind: "billing" | "shipping", email = ""): JsonObject {
  return addressOf(
    {
      first_name: who.firstName ?? "",
      last_name: who.lastName ?? "",
      company: who.company ?? "",
      address_1: place.address1,
      address_2: place.address2 ?? "",
      city: place.city,
      state: (place.provinceCode ?? "").replace("-", ""),
      postcode: place.zip,
      country: place.countryCode,
      email,
      phone: who.phone ?? "",
    },
    kind,
  );
}

/** Customer number `index` of `count`. */
export function customerOf(index: number, count: number, ids: Ids, random: Random): JsonObject {
  const kind = index % 12;
  const who = person(random, index);
  // Nobody must have a name; some have only a surname.
  if (kind === 3) Object.assign(who, { firstName: null, lastName: null });
  if (kind === 4) who.firstName = null;
  if (kind === 5) who.lastName = null;
  if (kind === 10) who.company = COMPANIES[(index >> 2) % COMPANIES.length] ?? null;
  const email = `customer${index + 1}${kind === 9 ? "+Tag" : ""}@example.com`;
  const where = index % 5 === 2 ? placeAbroad(index) : germanPlace(random);
  return {
    id: ids.next("user"),
    ...dated("date_created", momentOf(index, count)),
    // Whoever never changed anything has never been modified.
    ...dated("date_modified", kind === 1 ? null : momentOf(index, count, 900)),
    email,
    first_name: who.firstName ?? "",
    last_name: who.lastName ?? "",
    role: "customer",
    username: `customer${index + 1}`,
    // Who never bought has no address at all.
    billing: kind === 7 ? addressOf({}, "billing") : addressJson(who, where, "billing", email),
    shipping: kind === 8 ? addressJson(who, germanPlace(random), "shipping") : addressOf({}, "shipping"),
    is_paying_customer: kind !== 7,
    avatar_url: `https://avatars.example/${index + 1}?s=96`,
    meta_data: [],
  };
}

/** A product or a variation that a line sells. */
export interface Choice {
  product: Row;
  variation?: Row;
}

/** The price of what a line sells, in cents. */
export function priceOf(choice: Choice): number {
  return Math.round(Number(textOf((choice.variation ?? choice.product).price)) * 100) || 0;
}

/** A line that sells a product or one of its variations. */
export function lineOf(ids: Ids, choice: Choice, quantity: number, rates?: readonly Rate[]): LineDraft {
  const { product, variation } = choice;
  const options = objects(variation?.attributes);
  const reduced = textOf(product.tax_class) === "reduced-rate";
  return {
    id: ids.next("item"),
    name: variation
      ? `${textOf(product.name)} - ${options.map((item) => textOf(item.option)).join(", ")}`
      : textOf(product.name),
    productId: Number(product.id),
    variationId: variation ? Number(variation.id) : 0,
    sku: textOf((variation ?? product).sku),
    taxClass: textOf(product.tax_class),
    price: priceOf(choice),
    quantity,
    rates: rates ?? [reduced ? RATES.reduced : RATES.standard],
    meta: options.map((item) => ({
      id: ids.next("meta"),
      key: textOf(item.slug),
      value: handleOf(textOf(item.option)),
      display_key: textOf(item.name),
      display_value: textOf(item.option),
    })),
  };
}

export const ORDER_CASES = [
  "plain",
  "tax_excluded",
  "guest",
  "coupon",
  "coupon_excluded",
  "fee",
  "negative_fee",
  "partly_refunded",
  "foreign_currency",
  "same_address",
  "deleted_product",
  "cancelled",
  "completed",
  "free_line",
  "company",
  "two_taxes",
  "compound",
  "hard_names",
  "no_tax",
  "no_shipping",
  "no_email",
  "half_cents",
  "pending",
  "refunded",
  "trashed",
  "custom_status",
] as const;

export type OrderCase = (typeof ORDER_CASES)[number];

const STATUS: Readonly<Partial<Record<OrderCase, string>>> = {
  cancelled: "cancelled",
  completed: "completed",
  pending: "pending",
  refunded: "refunded",
  trashed: "trash",
  custom_status: "ready-to-ship",
  no_shipping: "on-hold",
};

const FOREIGN: Readonly<Partial<Record<OrderCase, readonly Rate[]>>> = {
  two_taxes: [RATES.state, RATES.county],
  compound: [RATES.gst, RATES.qst],
  half_cents: [RATES.vat],
  no_tax: [],
};

const CURRENCY: Readonly<Partial<Record<OrderCase, string>>> = {
  two_taxes: "USD",
  foreign_currency: "USD",
  half_cents: "GBP",
};

/** Orders whose prices were entered without taxes: some shops changed their mind one day. */
const NET: readonly OrderCase[] = ["tax_excluded", "coupon_excluded", "two_taxes", "compound", "negative_fee"];

export interface OrderSet {
  order: JsonObject;
  refunds: JsonObject[];
}

/** Order number `index` of `count`: its case is `ORDER_CASES[index % ORDER_CASES.length]`. */
export function orderOf(
  index: number,
  count: number,
  ids: Ids,
  random: Random,
  shop: { choices: readonly Choice[]; customers: readonly Row[] },
): OrderSet {
  const kind = ORDER_CASES[index % ORDER_CASES.length] ?? "plain";
  const rates = FOREIGN[kind];
  const included = !NET.includes(kind);
  const id = ids.next("post");
  const custom = (name: string, price: number): LineDraft => ({
    id: ids.next("item"),
    name,
    productId: 0,
    variationId: 0,
    sku: null,
    taxClass: "",
    price,
    quantity: 1,
    rates: rates ?? [RATES.standard],
  });
  const lines: LineDraft[] = [];
  for (let line = 0; line < 1 + (index % 4); line += 1) {
    const choice = shop.choices.length > 0 ? random.pick(shop.choices) : undefined;
    const quantity = random.int(1, 5);
    lines.push(choice ? lineOf(ids, choice, quantity, rates) : custom("Custom work", 4200));
  }
  const first = lines[0] ?? custom("Custom work", 4200);
  if (kind === "deleted_product") {
    lines[0] = { ...first, productId: 0, variationId: 0, sku: null, name: "Discontinued Lamp", price: 2599, meta: [] };
  }
  if (kind === "free_line")
    lines.push({ ...first, id: ids.next("item"), price: 0, quantity: 2, name: `${first.name} (sample)` });
  if (kind === "partly_refunded" || kind === "refunded")
    lines[0] = { ...first, price: Math.max(first.price, 1000), quantity: 3 };
  // 9.99 with 20 % has 1.665 of tax.
  if (kind === "half_cents") lines[0] = { ...first, price: 999, quantity: 1 };
  const discounted = kind === "coupon" || kind === "coupon_excluded";
  const entered = lines.map((line) => line.price * line.quantity);
  const all = entered.reduce((sum, cents) => sum + cents, 0);
  const withCoupon = lines.map((line, place) => {
    if (!discounted) return line;
    // Ten percent of each line, rounded down; or an amount spread over the lines.
    const share = kind === "coupon" ? 0.1 : 0.07;
    return { ...line, discount: all === 0 ? 0 : Math.floor((entered[place] ?? 0) * share) };
  });
  const guest = kind === "guest" || kind === "no_email";
  const customer =
    guest || shop.customers.length === 0 ? undefined : shop.customers[(index * 7) % shop.customers.length];
  const who = person(random, index + 1);
  if (kind === "hard_names") {
    const hard = HARD_NAMES[Math.floor(index / ORDER_CASES.length) % HARD_NAMES.length];
    Object.assign(who, { firstName: hard?.[0] ?? null, lastName: hard?.[1] ?? null });
  }
  if (kind === "company") who.company = COMPANIES[0];
  const abroad: Partial<Record<OrderCase, number>> = { two_taxes: 0, company: 2, compound: 3, hard_names: 4 };
  const where = abroad[kind] === undefined ? germanPlace(random) : placeAbroad(abroad[kind]);
  const email = kind === "no_email" ? "" : customer ? textOf(customer.email) : `guest${index + 1}@example.com`;
  const extraRates = rates ?? [RATES.standard];
  const shipping: ExtraDraft[] =
    kind === "no_shipping"
      ? []
      : [
          {
            id: ids.next("item"),
            title: "Standardversand",
            method: "flat_rate",
            price: 450 + (index % 3) * 95,
            rates: extraRates,
          },
        ];
  const fees: ExtraDraft[] =
    kind === "fee"
      ? [{ id: ids.next("item"), title: "Nachnahme", price: 350, rates: extraRates }]
      : kind === "negative_fee"
        ? [{ id: ids.next("item"), title: "Treuerabatt", price: -250, rates: extraRates }]
        : [];
  const status = STATUS[kind] ?? "processing";
  const made = momentOf(index, count, 3600);
  const later = momentOf(index, count, 7200);
  const paid = !["pending", "on-hold", "cancelled"].includes(status);
  const order = buildOrder({
    id,
    number: String(id),
    status,
    currency: CURRENCY[kind] ?? "EUR",
    pricesIncludeTax: included,
    lines: withCoupon,
    shipping,
    fees,
    coupons: discounted ? [{ id: ids.next("item"), code: kind === "coupon" ? "sommer10" : "treue" }] : [],
    taxLineId: () => ids.next("item"),
    customerId: customer ? Number(customer.id) : 0,
    billing: addressJson(who, where, "billing", email),
    shippingAddress:
      index % 3 === 0 && kind !== "same_address"
        ? addressJson({ ...who, phone: null }, germanPlace(random), "shipping")
        : addressOf({}, "shipping"),
    note: kind === "plain" ? "Bitte klingeln 🔔" : "",
    dates: {
      ...dated("date_created", made),
      ...dated("date_modified", later),
      ...dated("date_completed", status === "completed" ? later : null),
      ...dated("date_paid", paid ? momentOf(index, count, 3660) : null),
    },
    paymentMethod: kind === "no_shipping" ? "bacs" : "stripe",
    paymentTitle: kind === "no_shipping" ? "Überweisung" : "Kreditkarte",
    transactionId: paid ? `ch_${random.hex(16)}` : "",
    key: `wc_order_${random.hex(12)}`,
    createdVia: guest && kind === "no_email" ? "admin" : "checkout",
  });
  if (kind !== "partly_refunded" && kind !== "refunded") return { order, refunds: [] };
  // A full refund gives the shipping back too.
  const refunded =
    kind === "refunded"
      ? [...objects(order.line_items), ...objects(order.shipping_lines)]
      : objects(order.line_items).slice(0, 1);
  const refund = buildRefund({
    id: ids.next("post"),
    reason: "Too small",
    dates: dated("date_created", later),
    items: refunded.map((item) => ({
      id: ids.next("item"),
      item,
      quantity: kind === "refunded" ? Number(item.quantity ?? 1) : 1,
    })),
    itemId: () => ids.next("meta"),
  });
  return {
    order: {
      ...order,
      refunds: [{ id: refund.id ?? 0, reason: refund.reason ?? "", total: `-${textOf(refund.amount)}` }],
    },
    refunds: [{ ...refund, parent_id: id }],
  };
}
