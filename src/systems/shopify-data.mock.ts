/** The data set of the Shopify mock: every case that a real shop has somewhere, at fixed places of the index. */
import { centralEuropeOffset, isoWithOffset, momentOf } from "../mock/dates.ts";
import { omit, textOf, type JsonObject, type Row } from "../mock/json.ts";
import { decimal, minor } from "../mock/money.ts";
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
import { buildOrder, type LineDraft, type OrderDraft, type Rate, type ShippingDraft } from "./shopify-order.mock.ts";

const ID_KINDS = [
  "location",
  "product",
  "variant",
  "option",
  "item",
  "customer",
  "address",
  "order",
  "line",
  "shipping",
  "refund",
  "webhook",
  "fulfillment_order",
  "fulfillment_order_line",
  "fulfillment",
] as const;

/** Ids are odd and beyond 2^53, so that whoever takes one for a float asks for a record that does not exist. */
export class Ids {
  readonly #next = new Map<string, bigint>();

  next(kind: (typeof ID_KINDS)[number]): bigint {
    const first = 9_007_199_254_740_993n + BigInt(ID_KINDS.indexOf(kind)) * 1_000_000_000_000n;
    const id = this.#next.get(kind) ?? first;
    this.#next.set(kind, id + 2n);
    return id;
  }
}

export const STANDARD: Rate = { title: "MwSt", ppm: 190_000 };
export const REDUCED: Rate = { title: "MwSt", ppm: 70_000 };
const US_STATE: Rate = { title: "California State Tax", ppm: 72_500 };
const US_COUNTY: Rate = { title: "San Francisco County Tax", ppm: 13_750 };

/** The shop's own time: Berlin. */
export function shopTime(at: Date): string {
  return isoWithOffset(at, centralEuropeOffset(at));
}

interface OptionDraft {
  name: string;
  values: readonly string[];
}

const SIZE: OptionDraft = { name: "Size", values: ["S", "M", "L"] };
const COLOR: OptionDraft = { name: "Color", values: ["Blue", "Grün", "أحمر"] };
const MATERIAL: OptionDraft = { name: "Material", values: ["Cotton", "Hemp"] };

/** What the twelve kinds of product are; the index modulo twelve chooses. */
const PRODUCT_CASES: readonly {
  options: readonly OptionDraft[];
  sparse?: boolean;
  status?: string;
  noSku?: boolean;
  free?: boolean;
  hard?: number;
}[] = [
  { options: [] },
  { options: [SIZE] },
  { options: [SIZE, COLOR] },
  { options: [SIZE, COLOR, MATERIAL], sparse: true },
  { options: [], hard: 0 },
  { options: [COLOR, MATERIAL], sparse: true },
  { options: [], hard: 3 },
  { options: [SIZE] },
  { options: [], status: "draft" },
  { options: [], noSku: true },
  { options: [MATERIAL], status: "archived" },
  { options: [], free: true },
];

function combinations(options: readonly OptionDraft[]): string[][] {
  return options.reduce<string[][]>(
    (all, option) => all.flatMap((head) => option.values.map((value) => [...head, value])),
    [[]],
  );
}

/** Product number `index` of `count`, as `GET /products/{id}.json` shows it. */
export function productOf(index: number, count: number, ids: Ids, random: Random): JsonObject {
  const kind = PRODUCT_CASES[index % PRODUCT_CASES.length] ?? { options: [] };
  const good = GOODS[(index * 5 + (index >> 3)) % GOODS.length];
  const adjective = ADJECTIVES[index % ADJECTIVES.length] ?? "";
  if (!good) throw new RangeError("no goods");
  const hard = kind.hard === undefined ? undefined : HARD_NAMES[kind.hard];
  const title = `${adjective} ${good.name}${hard ? ` ${hard[0]}` : ""} ${index + 1}`;
  const id = ids.next("product");
  const created = shopTime(momentOf(index, count));
  const updated = shopTime(momentOf(index, count, 600));
  let rows = combinations(kind.options);
  // Sparse: some combinations were never made, as in most real shops.
  if (kind.sparse) rows = rows.filter((_row, place) => (place * 7 + index) % 3 !== 0);
  if (rows.length === 0) rows = [kind.options.map((option) => option.values[0] ?? "")];
  const sku = `${good.type.slice(0, 3).toUpperCase()}-${String(index + 1).padStart(5, "0")}`;
  const variants = rows.map((values, place): JsonObject => {
    const cents = kind.free ? 0 : good.cents + place * 100 + random.int(0, 9) * 10;
    const variantId = ids.next("variant");
    return {
      id: variantId,
      admin_graphql_api_id: `gid://shopify/ProductVariant/${variantId}`,
      product_id: id,
      title: values.length > 0 ? values.join(" / ") : "Default Title",
      price: decimal(cents),
      compare_at_price: random.chance(0.2) ? decimal(cents + 1000) : null,
      position: place + 1,
      inventory_policy: "deny",
      option1: values[0] ?? "Default Title",
      option2: values[1] ?? null,
      option3: values[2] ?? null,
      created_at: created,
      updated_at: updated,
      taxable: true,
      barcode: kind.noSku || random.chance(0.1) ? null : ean13(index * 100 + place),
      fulfillment_service: "manual",
      grams: good.grams + place * 5,
      // Index 11 of twelve is not tracked: its levels have no quantity.
      inventory_management: kind.free ? null : "shopify",
      requires_shipping: true,
      sku: kind.noSku ? (index % 2 === 0 ? null : "") : values.length > 0 ? `${sku}-${place + 1}` : sku,
      weight: (good.grams + place * 5) / 1000,
      weight_unit: "kg",
      inventory_item_id: ids.next("item"),
      inventory_quantity: 0,
      old_inventory_quantity: 0,
      image_id: null,
    };
  });
  const options = kind.options.length > 0 ? kind.options : [{ name: "Title", values: ["Default Title"] }];
  return {
    id,
    admin_graphql_api_id: `gid://shopify/Product/${id}`,
    title,
    body_html:
      index % 7 === 5
        ? null
        : `<p>${title} &amp; more.</p><ul><li>Made to last</li><li>« garanti » 30&nbsp;°C</li></ul>`,
    vendor: "Mock & Sons",
    product_type: good.type,
    created_at: created,
    handle: handleOf(title),
    updated_at: updated,
    published_at: kind.status === undefined ? created : null,
    template_suffix: null,
    published_scope: "web",
    tags: good.reduced ? "reduced-rate, new" : "new",
    status: kind.status ?? "active",
    variants,
    options: options.map((option, place) => ({
      id: ids.next("option"),
      product_id: id,
      name: option.name,
      position: place + 1,
      // Only values that some variant has are listed.
      values: option.values.filter((value) => kind.options.length === 0 || rows.some((row) => row[place] === value)),
    })),
    images: [],
    image: null,
  };
}

/** The rate of a product in this shop. */
export function rateOf(product: Readonly<JsonObject>): Rate {
  return ["Books", "Food"].includes(textOf(product.product_type)) ? REDUCED : STANDARD;
}

function addressJson(who: Person, place: Place): JsonObject {
  const name = [who.firstName, who.lastName].filter((part) => part !== null && part !== "").join(" ");
  return {
    first_name: who.firstName,
    last_name: who.lastName,
    company: who.company,
    address1: place.address1,
    address2: place.address2,
    city: place.city,
    province: place.province,
    country: place.country,
    zip: place.zip,
    phone: who.phone,
    name,
    province_code: place.provinceCode,
    country_code: place.countryCode,
  };
}

/** Customer number `index` of `count`. */
export function customerOf(index: number, count: number, ids: Ids, random: Random): JsonObject {
  const kind = index % 12;
  const id = ids.next("customer");
  const who = person(random, index);
  // Nobody must have a name; some have only a surname, some only an address of e-mail or a phone.
  if (kind === 3) Object.assign(who, { firstName: null, lastName: null });
  if (kind === 4) who.firstName = null;
  if (kind === 5) who.lastName = "";
  const phoneOnly = kind === 6;
  const addresses: JsonObject[] = [];
  const addressCount = kind === 7 ? 0 : kind === 8 ? 3 : 1;
  for (let place = 0; place < addressCount; place += 1) {
    const where = (index + place) % 5 === 2 ? placeAbroad(index + place) : germanPlace(random);
    const resident: Person = {
      ...who,
      company: kind === 10 ? (COMPANIES[(index >> 2) % COMPANIES.length] ?? null) : null,
    };
    addresses.push({
      id: ids.next("address"),
      customer_id: id,
      ...addressJson(resident, where),
      country_name: where.country,
      default: place === 0,
    });
  }
  const created = shopTime(momentOf(index, count));
  return withDefaultAddress({
    id,
    admin_graphql_api_id: `gid://shopify/Customer/${id}`,
    email: phoneOnly ? null : `customer${index + 1}${kind === 9 ? "+Tag" : ""}@example.com`,
    created_at: created,
    updated_at: shopTime(momentOf(index, count, 900)),
    first_name: who.firstName,
    last_name: who.lastName,
    orders_count: 0,
    state: "disabled",
    total_spent: "0.00",
    last_order_id: null,
    last_order_name: null,
    note: kind === 2 ? "Prefers e-mail.\nSecond line: « ça va » 👍" : null,
    verified_email: true,
    multipass_identifier: null,
    tax_exempt: false,
    tags: kind === 10 ? "b2b" : "",
    currency: "EUR",
    phone: phoneOnly ? `+49151${String(10_000_000 + index)}` : null,
    tax_exemptions: [],
    email_marketing_consent: null,
    sms_marketing_consent: null,
    addresses,
  });
}

/** `default_address` follows the addresses; the key is missing where there are none. */
export function withDefaultAddress(customer: JsonObject): JsonObject {
  const rest = omit(customer, "default_address");
  const addresses = Array.isArray(rest.addresses) ? (rest.addresses as JsonObject[]) : [];
  const standard = addresses.find((address) => address.default === true) ?? addresses[0];
  return standard ? { ...rest, default_address: standard } : rest;
}

/** The customer as an order carries it: without the list of addresses. */
export function customerInOrder(customer: Readonly<JsonObject>): JsonObject {
  return omit(customer, "addresses", "orders_count", "total_spent", "last_order_id", "last_order_name");
}

interface Choice {
  product: Row;
  variant: JsonObject;
}

/** A line that sells a variant. */
export function lineOf(ids: Ids, { product, variant }: Choice, quantity: number, rates?: readonly Rate[]): LineDraft {
  const variantTitle = textOf(variant.title);
  return {
    id: ids.next("line"),
    variantId: variant.id as bigint,
    productId: product.id as bigint,
    title: textOf(product.title),
    variantTitle: variantTitle === "Default Title" ? null : variantTitle,
    sku: variant.sku === null ? null : textOf(variant.sku),
    vendor: textOf(product.vendor),
    grams: Number(variant.grams),
    price: minor(textOf(variant.price)) ?? 0,
    quantity,
    rates: rates ?? [rateOf(product)],
  };
}

export const ORDER_CASES = [
  "plain",
  "tax_excluded",
  "guest",
  "line_discount",
  "order_discount",
  "both_discounts",
  "partly_refunded",
  "foreign_currency",
  "presentment_currency",
  "no_addresses",
  "deleted_variant",
  "cancelled",
  "closed",
  "free_line",
  "company",
  "two_taxes",
  "hard_names",
  "no_tax",
  "no_shipping",
  "guest_without_email",
] as const;

/** Order number `index` of `count`: its case is `ORDER_CASES[index % 20]`. */
export function orderOf(
  index: number,
  count: number,
  ids: Ids,
  random: Random,
  shop: { products: readonly Row[]; customers: readonly Row[]; locationId: bigint },
): JsonObject {
  const kind = ORDER_CASES[index % ORDER_CASES.length] ?? "plain";
  const foreign = kind === "two_taxes" || kind === "foreign_currency";
  const rates: readonly Rate[] | undefined =
    kind === "two_taxes" ? [US_STATE, US_COUNTY] : kind === "no_tax" ? [] : undefined;
  const pick = (): Choice | undefined => {
    if (shop.products.length === 0) return undefined;
    const product = random.pick(shop.products);
    return { product, variant: random.pick(product.variants as JsonObject[]) };
  };
  const custom = (title: string, price: number): LineDraft => ({
    id: ids.next("line"),
    variantId: null,
    productId: null,
    title,
    variantTitle: null,
    sku: null,
    vendor: null,
    grams: 0,
    price,
    quantity: 1,
    rates: rates ?? [STANDARD],
    requiresShipping: false,
  });
  const lines: LineDraft[] = [];
  for (let line = 0; line < 1 + (index % 4); line += 1) {
    const choice = pick();
    lines.push(choice ? lineOf(ids, choice, random.int(1, 5), rates) : custom("Custom work", 4200));
  }
  const first = lines[0] ?? custom("Custom work", 4200);
  if (kind === "deleted_variant") {
    lines[0] = {
      ...first,
      variantId: null,
      productId: null,
      title: "Discontinued Lamp",
      variantTitle: null,
      sku: "GONE-1",
      price: 2599,
    };
    lines.push(custom("Gift wrapping", 350));
  }
  if (kind === "free_line")
    lines.push({ ...first, id: ids.next("line"), price: 0, quantity: 2, title: `${first.title} (sample)` });
  if (kind === "line_discount" || kind === "both_discounts") {
    lines[0] = { ...first, price: Math.max(first.price, 1000), discount: random.int(1, 333) };
  }
  if (kind === "partly_refunded") lines[0] = { ...first, price: Math.max(first.price, 1000), quantity: 3, refunded: 1 };
  const gross = lines.reduce((total, line) => total + line.price * line.quantity, 0);
  const guest = kind === "guest" || kind === "guest_without_email";
  const customer =
    guest || shop.customers.length === 0 ? undefined : shop.customers[(index * 7) % shop.customers.length];
  const who = person(random, index + 1);
  if (kind === "hard_names") {
    const hard = HARD_NAMES[Math.floor(index / 20) % HARD_NAMES.length];
    Object.assign(who, { firstName: hard?.[0] ?? null, lastName: hard?.[1] ?? null });
  }
  const place =
    kind === "two_taxes"
      ? placeAbroad(0)
      : kind === "hard_names"
        ? placeAbroad(4)
        : kind === "company"
          ? placeAbroad(2)
          : germanPlace(random);
  const billing = addressJson({ ...who, company: kind === "company" ? COMPANIES[0] : null }, place);
  const delivery = index % 3 === 0 ? addressJson(who, germanPlace(random)) : billing;
  const shippingRates = rates ?? [STANDARD];
  const shipping: ShippingDraft[] =
    kind === "no_shipping" || kind === "no_addresses"
      ? []
      : [
          {
            id: ids.next("shipping"),
            title: "Standardversand",
            code: "STANDARD",
            price: foreign ? 1500 : 595,
            rates: shippingRates,
            ...(kind === "both_discounts" ? { discount: foreign ? 1500 : 595 } : {}),
          },
        ];
  const created = momentOf(index, count, 3600);
  const later = shopTime(momentOf(index, count, 7200));
  const email =
    kind === "guest_without_email"
      ? null
      : customer
        ? customer.email === null
          ? null
          : textOf(customer.email)
        : `guest${index + 1}@example.com`;
  const draft: OrderDraft = {
    id: ids.next("order"),
    number: 1001 + index,
    createdAt: shopTime(created),
    updatedAt: later,
    currency: foreign ? "USD" : "EUR",
    ...(kind === "presentment_currency" ? { presentment: { currency: "GBP", ppm: 856_300 } } : {}),
    taxesIncluded: !["tax_excluded", "two_taxes"].includes(kind),
    lines,
    shipping,
    ...(kind === "order_discount" || kind === "both_discounts"
      ? { orderDiscount: { code: "SUMMER", amount: Math.max(1, Math.floor(gross / 9)) } }
      : {}),
    customer: customer ? customerInOrder(customer) : null,
    email,
    phone: kind === "guest_without_email" ? "+493012345678" : null,
    billing: kind === "no_addresses" ? undefined : billing,
    shippingAddress: kind === "no_addresses" ? undefined : delivery,
    note: kind === "plain" ? "Bitte klingeln 🔔" : null,
    tags: "",
    financialStatus:
      kind === "partly_refunded"
        ? "partially_refunded"
        : kind === "cancelled"
          ? "voided"
          : kind === "no_shipping"
            ? "pending"
            : "paid",
    fulfillmentStatus: kind === "closed" ? "fulfilled" : null,
    cancelledAt: kind === "cancelled" ? later : null,
    closedAt: kind === "closed" ? later : null,
    sourceName: kind === "guest_without_email" ? "pos" : "web",
    token: random.hex(32),
    ...(kind === "partly_refunded" ? { refundIds: [ids.next("refund"), ids.next("refund")] } : {}),
    locationId: shop.locationId,
  };
  return buildOrder(draft);
}
