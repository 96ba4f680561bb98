/**
 * An order of WooCommerce from its parts, with all its totals. The arithmetic is the cart's, as its documentation and
 * source have it, for a shop that rounds taxes line by line (its default):
 * - prices are entered with taxes or without (`prices_include_tax`); shipping and fees are always entered without
 * - taxes are computed to six decimals; taxes of a compound rate come on top of the others
 * - `taxes[].total` of a line shows those six decimals, its `total_tax` the sum of its taxes, each rounded to cents:
 *   halves go down where prices include taxes, otherwise up, so that the line keeps the price it was sold at
 * - a line's net amount is kept unrounded (`price` shows it); `subtotal` and `total` are rounded to cents, always net
 * - coupons lower the line's `total`, `subtotal` stays; `total` of the order = all rounded nets + all rounded taxes
 */
import { objects, textOf, type Json, type JsonObject } from "../mock/json.ts";
import { decimal } from "../mock/money.ts";

export interface Rate {
  id: number;
  code: string;
  label: string;
  /** Parts per million: 190000 is 19 %. */
  ppm: number;
  compound?: boolean;
}

export interface LineDraft {
  id: number;
  name: string;
  /** 0 where the product is gone. */
  productId: number;
  /** 0 where the product has no variations. */
  variationId: number;
  /** Null where the product is gone. */
  sku: string | null;
  taxClass: string;
  /** Cents, as entered: with taxes where the shop's prices have them. */
  price: number;
  quantity: number;
  rates: readonly Rate[];
  /** Of the whole line, in cents as entered. */
  discount?: number;
  /** What a client says of the whole line, always without taxes: micro-cents before and after the discount. */
  net?: { before: bigint; after: bigint };
  meta?: readonly JsonObject[];
}

/** Shipping or a fee: entered without taxes; a fee may be negative. */
export interface ExtraDraft {
  id: number;
  title: string;
  /** Shipping: the method. */
  method?: string;
  price: number;
  /** Of a client: in micro-cents, whose fractions the shop keeps. */
  net?: bigint;
  rates: readonly Rate[];
}

export interface OrderDraft {
  id: number;
  number: string;
  status: string;
  currency: string;
  pricesIncludeTax: boolean;
  lines: readonly LineDraft[];
  shipping: readonly ExtraDraft[];
  fees: readonly ExtraDraft[];
  coupons: readonly { id: number; code: string }[];
  /** Ids of the order's tax lines: one for every rate. */
  taxLineId: () => number;
  customerId: number;
  billing: JsonObject;
  shippingAddress: JsonObject;
  note: string;
  /** `date_created`, `date_created_gmt` and so on. */
  dates: JsonObject;
  paymentMethod: string;
  paymentTitle: string;
  transactionId: string;
  key: string;
  createdVia: string;
}

/** Fractions of a cent, so that six decimals of the currency and more are exact. */
const MICRO = 1_000_000n;
const PPM = 1_000_000n;

/** A division rounded to the nearest, halves away from zero. */
function divide(value: bigint, by: bigint): bigint {
  const half = value < 0n ? -by : by;
  return (2n * value + half) / (2n * by);
}

/** Cents of an amount in micro-cents; halves away from zero, or towards it. */
function cents(micro: bigint, halfDown = false): number {
  const size = micro < 0n ? -micro : micro;
  const rounded = halfDown ? (2n * size + MICRO - 1n) / (2n * MICRO) : (2n * size + MICRO) / (2n * MICRO);
  return Number(micro < 0n ? -rounded : rounded);
}

/** The tax of each rate on an amount, in micro-cents. */
export function taxesOf(amount: bigint, rates: readonly Rate[], included: boolean): bigint[] {
  const plain = rates.filter((rate) => !rate.compound);
  const compound = rates.filter((rate) => rate.compound);
  const found = new Map<Rate, bigint>();
  if (included) {
    let rest = amount;
    for (const rate of [...compound].reverse()) {
      const tax = divide(rest * BigInt(rate.ppm), PPM + BigInt(rate.ppm));
      found.set(rate, tax);
      rest -= tax;
    }
    const whole = PPM + plain.reduce((sum, rate) => sum + BigInt(rate.ppm), 0n);
    for (const rate of plain) found.set(rate, divide(rest * BigInt(rate.ppm), whole));
  } else {
    let base = amount;
    for (const rate of plain) {
      const tax = divide(amount * BigInt(rate.ppm), PPM);
      found.set(rate, tax);
      base += tax;
    }
    for (const rate of compound) {
      const tax = divide(base * BigInt(rate.ppm), PPM);
      found.set(rate, tax);
      base += tax;
    }
  }
  return rates.map((rate) => found.get(rate) ?? 0n);
}

interface Split {
  /** Unrounded, micro-cents. */
  net: bigint;
  netCents: number;
  taxes: { rate: Rate; micro: bigint; cents: number }[];
  taxCents: number;
}

function split(amount: bigint, rates: readonly Rate[], included: boolean, halfDown: boolean): Split {
  const micros = taxesOf(amount, rates, included);
  const net = included ? micros.reduce((rest, micro) => rest - micro, amount) : amount;
  const taxes = rates.map((rate, index) => {
    const micro = micros[index] ?? 0n;
    return { rate, micro, cents: cents(micro, halfDown) };
  });
  return { net, netCents: cents(net), taxes, taxCents: sum(taxes.map((tax) => tax.cents)) };
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Micro-cents as a decimal text with at most six decimals: `0.9`, `1.596639`. */
function precise(micro: bigint): string {
  const sixth = divide(micro, 100n);
  const size = String(sixth < 0n ? -sixth : sixth).padStart(7, "0");
  const text = `${size.slice(0, -6)}.${size.slice(-6)}`.replace(/\.?0+$/, "");
  return sixth < 0n ? `-${text}` : text;
}

/** The order as `GET /orders/{id}` shows it, without links. */
export function buildOrder(draft: OrderDraft): JsonObject {
  const included = draft.pricesIncludeTax;
  const totals = new Map<number, { rate: Rate; goods: number; shipping: number }>();
  const count = (part: Split, kind: "goods" | "shipping"): void => {
    for (const tax of part.taxes) {
      const known = totals.get(tax.rate.id) ?? { rate: tax.rate, goods: 0, shipping: 0 };
      known[kind] += tax.cents;
      totals.set(tax.rate.id, known);
    }
  };
  const lines = draft.lines.map((line) => {
    const entered = BigInt(line.price * line.quantity) * MICRO;
    const discounted = entered - BigInt(line.discount ?? 0) * MICRO;
    const asEntered = included && !line.net;
    const before = split(line.net?.before ?? entered, line.rates, asEntered, included);
    const after = split(line.net?.after ?? discounted, line.rates, asEntered, included);
    count(after, "goods");
    return { line, before, after };
  });
  const extraOf = (item: ExtraDraft): Split =>
    split(item.net ?? BigInt(item.price) * MICRO, item.rates, false, included);
  const fees = draft.fees.map((fee) => ({ fee, part: extraOf(fee) }));
  for (const { part } of fees) count(part, "goods");
  const shipping = draft.shipping.map((item) => ({ item, part: extraOf(item) }));
  for (const { part } of shipping) count(part, "shipping");
  const cartTax = sum([...lines.map(({ after }) => after.taxCents), ...fees.map(({ part }) => part.taxCents)]);
  const shippingTax = sum(shipping.map(({ part }) => part.taxCents));
  const shippingTotal = sum(shipping.map(({ part }) => part.netCents));
  const nets = sum([...lines.map(({ after }) => after.netCents), ...fees.map(({ part }) => part.netCents)]);
  const discount = sum(lines.map(({ before, after }) => before.netCents - after.netCents));
  const discountTax = sum(lines.map(({ before, after }) => before.taxCents - after.taxCents));
  const extra = (part: Split): JsonObject => ({
    total: decimal(part.netCents),
    total_tax: decimal(part.taxCents),
    taxes: part.taxes.map((tax) => ({ id: tax.rate.id, total: precise(tax.micro), subtotal: "" })),
    meta_data: [],
  });
  return {
    id: draft.id,
    parent_id: 0,
    status: draft.status,
    currency: draft.currency,
    version: "9.4.2",
    prices_include_tax: included,
    discount_total: decimal(discount),
    discount_tax: decimal(discountTax),
    shipping_total: decimal(shippingTotal),
    shipping_tax: decimal(shippingTax),
    cart_tax: decimal(cartTax),
    total: decimal(nets + shippingTotal + cartTax + shippingTax),
    total_tax: decimal(cartTax + shippingTax),
    customer_id: draft.customerId,
    order_key: draft.key,
    billing: draft.billing,
    shipping: draft.shippingAddress,
    payment_method: draft.paymentMethod,
    payment_method_title: draft.paymentTitle,
    transaction_id: draft.transactionId,
    customer_ip_address: "",
    customer_user_agent: "",
    created_via: draft.createdVia,
    customer_note: draft.note,
    cart_hash: "",
    number: draft.number,
    ...draft.dates,
    meta_data: [],
    line_items: lines.map(({ line, before, after }): JsonObject => ({
      id: line.id,
      name: line.name,
      product_id: line.productId,
      variation_id: line.variationId,
      quantity: line.quantity,
      tax_class: line.taxClass,
      subtotal: decimal(before.netCents),
      subtotal_tax: decimal(before.taxCents),
      total: decimal(after.netCents),
      total_tax: decimal(after.taxCents),
      taxes: after.taxes.map((tax, index) => ({
        id: tax.rate.id,
        total: precise(tax.micro),
        subtotal: precise(before.taxes[index]?.micro ?? 0n),
      })),
      meta_data: [...(line.meta ?? [])],
      sku: line.sku,
      // A number, after the discount and with all its decimals: nothing to compute totals with.
      price: Number(precise(divide(after.net, BigInt(line.quantity || 1)))),
      image: { id: "", src: "" },
      parent_name: null,
    })),
    tax_lines: [...totals.values()].map(({ rate, goods, shipping: moved }): JsonObject => ({
      id: draft.taxLineId(),
      rate_code: rate.code,
      rate_id: rate.id,
      label: rate.label,
      compound: rate.compound === true,
      tax_total: decimal(goods),
      shipping_tax_total: decimal(moved),
      rate_percent: rate.ppm / 10_000,
      meta_data: [],
    })),
    shipping_lines: shipping.map(({ item, part }): JsonObject => ({
      id: item.id,
      method_title: item.title,
      method_id: item.method ?? "flat_rate",
      instance_id: "1",
      ...extra(part),
      tax_status: item.rates.length > 0 ? "taxable" : "none",
    })),
    fee_lines: fees.map(({ fee, part }): JsonObject => ({
      id: fee.id,
      name: fee.title,
      tax_class: "",
      tax_status: fee.rates.length > 0 ? "taxable" : "none",
      amount: decimal(fee.price),
      ...extra(part),
    })),
    coupon_lines: draft.coupons.map((coupon, index): JsonObject => ({
      id: coupon.id,
      code: coupon.code,
      discount: decimal(index === 0 ? discount : 0),
      discount_tax: decimal(index === 0 ? discountTax : 0),
      meta_data: [],
    })),
    refunds: [],
    payment_url: "",
    is_editable: ["pending", "on-hold"].includes(draft.status),
    needs_payment: ["pending", "failed"].includes(draft.status),
    needs_processing: draft.status === "processing",
    currency_symbol: draft.currency === "EUR" ? "€" : draft.currency === "GBP" ? "£" : "$",
  };
}

/** What of an order's item is refunded: of a line, a shipping line or a fee. */
export interface RefundItem {
  id: number;
  /** As the order shows it. */
  item: JsonObject;
  quantity: number;
  /** Cents of all of it; where they are not given, the share of the quantity. */
  net?: number;
  taxes?: readonly { id: Json; cents: number }[];
}

export interface RefundDraft {
  id: number;
  reason: string;
  /** `date_created` and `date_created_gmt`. */
  dates: JsonObject;
  items: readonly RefundItem[];
  /** Cents, where it is more or other than its items. */
  amount?: number;
  itemId: () => number;
}

/** Micro-cents of a decimal text; decimals beyond them are cut off. */
export function microOf(value: Json | undefined): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(textOf(value).trim());
  if (!match) return 0n;
  const size = BigInt((match[2] ?? "0") + (match[3] ?? "").padEnd(8, "0").slice(0, 8));
  return match[1] ? -size : size;
}

/** Cents of a decimal text with any number of decimals, halves away from zero. */
export function centsOf(value: Json | undefined): number {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(textOf(value).trim());
  if (!match) return 0;
  const digits = (match[3] ?? "").padEnd(3, "0");
  const size = Number(match[2]) * 100 + Number(digits.slice(0, 2)) + (Number(digits[2]) >= 5 ? 1 : 0);
  return match[1] ? -size : size;
}

/** A refund as `GET /orders/{id}/refunds/{refund}` shows it: everything is negative but its `amount`. */
export function buildRefund(draft: RefundDraft): JsonObject {
  let total = 0;
  const items = draft.items.map(({ id, item, quantity, net: given, taxes: givenTaxes }): JsonObject => {
    const share = (value: Json | undefined): number =>
      Number(divide(BigInt(centsOf(value)) * BigInt(quantity), BigInt(Number(item.quantity) || 1)));
    const net = given ?? share(item.total);
    const taxes = givenTaxes ?? objects(item.taxes).map((tax) => ({ id: tax.id ?? 0, cents: share(tax.total) }));
    const tax = sum(taxes.map((one) => one.cents));
    total += net + tax;
    const isLine = item.quantity !== undefined;
    return {
      ...item,
      id,
      ...(isLine ? { quantity: -quantity, subtotal: decimal(-net), subtotal_tax: decimal(-tax) } : {}),
      total: decimal(-net),
      total_tax: decimal(-tax),
      taxes: taxes.map((one) => ({
        id: one.id,
        total: decimal(-one.cents),
        subtotal: isLine ? decimal(-one.cents) : "",
      })),
      meta_data: [{ id: draft.itemId(), key: "_refunded_item_id", value: textOf(item.id) }],
    };
  });
  const isShipping = (item: JsonObject): boolean => item.method_id !== undefined;
  return {
    id: draft.id,
    ...draft.dates,
    amount: decimal(draft.amount ?? total),
    reason: draft.reason,
    refunded_by: 1,
    refunded_payment: false,
    meta_data: [],
    line_items: items.filter((item) => item.quantity !== undefined),
    shipping_lines: items.filter(isShipping),
    tax_lines: [],
    fee_lines: items.filter((item) => item.quantity === undefined && !isShipping(item)),
  };
}
