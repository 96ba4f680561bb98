/**
 * An order of Shopify from its parts, with all its totals. The arithmetic is Shopify's as documented for the Order
 * resource, written by hand in integer cents:
 * - a line's tax is its rate on (price × quantity − discounts), contained in that amount when `taxes_included`
 * - `total_line_items_price` before discounts, `subtotal_price` after them
 * - `total_price` = line items − discounts + shipping, + `total_tax` when taxes are not included
 */
import type { Json, JsonObject } from "../mock/json.ts";
import { textOf } from "../mock/json.ts";
import { allocate, decimal, minor, scale, taxExcluded, taxIncluded } from "../mock/money.ts";

export interface Rate {
  title: string;
  /** Parts per million: 190000 is 19 %. */
  ppm: number;
}

export interface LineDraft {
  id: bigint;
  /** Null where the variant was deleted since. */
  variantId: bigint | null;
  productId: bigint | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  vendor: string | null;
  grams: number;
  /** Cents. */
  price: number;
  quantity: number;
  rates: readonly Rate[];
  /** Discount of this line alone, in cents. */
  discount?: number;
  requiresShipping?: boolean;
  refunded?: number;
}

export interface ShippingDraft {
  id: bigint;
  title: string;
  code: string;
  price: number;
  rates: readonly Rate[];
  discount?: number;
}

export interface OrderDraft {
  id: bigint;
  number: number;
  createdAt: string;
  updatedAt: string;
  currency: string;
  /** What the customer saw, where it is another currency; `rate` in parts per million of the shop's. */
  presentment?: { currency: string; ppm: number };
  taxesIncluded: boolean;
  lines: readonly LineDraft[];
  shipping: readonly ShippingDraft[];
  /** Discount on the whole order in cents, spread over the lines. */
  orderDiscount?: { code: string; amount: number };
  customer: Json;
  email: string | null;
  phone: string | null;
  billing: Json | undefined;
  shippingAddress: Json | undefined;
  note: string | null;
  tags: string;
  financialStatus: string;
  fulfillmentStatus: string | null;
  cancelledAt: string | null;
  closedAt: string | null;
  sourceName: string;
  token: string;
  /** Ids of a refund and of its lines. */
  refundIds?: readonly bigint[];
  /** Stock goes back to this location. */
  locationId: bigint;
}

/** Money in both currencies, as every `…_set` of Shopify. */
function moneySet(draft: OrderDraft, cents: number): JsonObject {
  const shown = draft.presentment;
  return {
    shop_money: { amount: decimal(cents), currency_code: draft.currency },
    presentment_money: {
      amount: decimal(shown ? scale(cents, shown.ppm, 1_000_000) : cents),
      currency_code: shown?.currency ?? draft.currency,
    },
  };
}

function taxLines(draft: OrderDraft, rates: readonly Rate[], amount: number): { rate: Rate; cents: number }[] {
  if (!draft.taxesIncluded) return rates.map((rate) => ({ rate, cents: taxExcluded(amount, rate.ppm) }));
  // Several rates in one price: the whole tax first, then each rate's share of it.
  const together = rates.reduce((sum, rate) => sum + rate.ppm, 0);
  const parts = allocate(
    taxIncluded(amount, together),
    rates.map((rate) => rate.ppm),
  );
  return rates.map((rate, index) => ({ rate, cents: parts[index] ?? 0 }));
}

const taxJson = (draft: OrderDraft, rate: Rate, cents: number): JsonObject => ({
  title: rate.title,
  rate: rate.ppm / 1_000_000,
  price: decimal(cents),
  price_set: moneySet(draft, cents),
  channel_liable: false,
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** The order as `GET /orders/{id}.json` shows it. */
export function buildOrder(draft: OrderDraft): JsonObject {
  const applications: JsonObject[] = [];
  const gross = draft.lines.map((line) => line.price * line.quantity);
  const allocations: JsonObject[][] = draft.lines.map(() => []);
  const reductions = draft.lines.map(() => 0);
  const discountLine = (index: number, cents: number, application: number): void => {
    reductions[index] = (reductions[index] ?? 0) + cents;
    allocations[index]?.push({
      amount: decimal(cents),
      amount_set: moneySet(draft, cents),
      discount_application_index: application,
    });
  };
  draft.lines.forEach((line, index) => {
    if (!line.discount) return;
    discountLine(index, line.discount, applications.length);
    applications.push({
      target_type: "line_item",
      type: "manual",
      value: decimal(line.discount),
      value_type: "fixed_amount",
      allocation_method: "one",
      target_selection: "explicit",
      title: "Damaged box",
      description: "Damaged box",
    });
  });
  let codeDiscount = 0;
  if (draft.orderDiscount) {
    const rest = gross.map((cents, index) => cents - (reductions[index] ?? 0));
    const amount = Math.min(draft.orderDiscount.amount, sum(rest));
    codeDiscount = amount;
    allocate(amount, rest).forEach((cents, index) => {
      if (cents > 0) discountLine(index, cents, applications.length);
    });
    applications.push({
      target_type: "line_item",
      type: "discount_code",
      value: decimal(amount),
      value_type: "fixed_amount",
      allocation_method: "across",
      target_selection: "all",
      code: draft.orderDiscount.code,
    });
  }
  const totals = new Map<string, { rate: Rate; cents: number }>();
  const count = (taxes: readonly { rate: Rate; cents: number }[]): number => {
    for (const { rate, cents } of taxes) {
      const key = `${rate.title}|${rate.ppm}`;
      totals.set(key, { rate, cents: (totals.get(key)?.cents ?? 0) + cents });
    }
    return sum(taxes.map((tax) => tax.cents));
  };
  const lineTaxes = draft.lines.map((line, index) => {
    const taxes = taxLines(draft, line.rates, (gross[index] ?? 0) - (reductions[index] ?? 0));
    return { taxes, cents: count(taxes) };
  });
  const lineItems = draft.lines.map((line, index): JsonObject => {
    const left = line.quantity - (line.refunded ?? 0);
    return {
      id: line.id,
      admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
      current_quantity: left,
      fulfillable_quantity: draft.fulfillmentStatus === "fulfilled" ? 0 : left,
      fulfillment_service: "manual",
      fulfillment_status: draft.fulfillmentStatus,
      gift_card: false,
      grams: line.grams,
      name: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
      price: decimal(line.price),
      price_set: moneySet(draft, line.price),
      product_exists: line.productId !== null,
      product_id: line.productId,
      properties: [],
      quantity: line.quantity,
      requires_shipping: line.requiresShipping ?? true,
      sku: line.sku,
      taxable: line.rates.length > 0,
      title: line.title,
      // Kept at zero as Shopify does for discounts of codes and scripts: only the allocations count.
      total_discount: "0.00",
      total_discount_set: moneySet(draft, 0),
      variant_id: line.variantId,
      variant_inventory_management: line.variantId === null ? null : "shopify",
      variant_title: line.variantTitle,
      vendor: line.vendor,
      tax_lines: (lineTaxes[index]?.taxes ?? []).map(({ rate, cents }) => taxJson(draft, rate, cents)),
      duties: [],
      discount_allocations: allocations[index] ?? [],
    };
  });
  let shippingTax = 0;
  let shippingDiscount = 0;
  const shippingLines = draft.shipping.map((line): JsonObject => {
    const discount = line.discount ?? 0;
    const taxes = taxLines(draft, line.rates, line.price - discount);
    shippingTax += count(taxes);
    shippingDiscount += discount;
    const applied: JsonObject[] = [];
    if (discount > 0) {
      applied.push({
        amount: decimal(discount),
        amount_set: moneySet(draft, discount),
        discount_application_index: applications.length,
      });
      applications.push({
        target_type: "shipping_line",
        type: "discount_code",
        value: "100.0",
        value_type: "percentage",
        allocation_method: "each",
        target_selection: "all",
        code: "FREESHIP",
      });
    }
    return {
      id: line.id,
      carrier_identifier: null,
      code: line.code,
      discounted_price: decimal(line.price - discount),
      discounted_price_set: moneySet(draft, line.price - discount),
      phone: null,
      price: decimal(line.price),
      price_set: moneySet(draft, line.price),
      requested_fulfillment_service_id: null,
      source: "shopify",
      title: line.title,
      tax_lines: taxes.map(({ rate, cents }) => taxJson(draft, rate, cents)),
      discount_allocations: applied,
    };
  });
  const lineTotal = sum(gross);
  const lineDiscount = sum(reductions);
  const discounts = lineDiscount + shippingDiscount;
  const shippingTotal = sum(draft.shipping.map((line) => line.price));
  const tax = sum(lineTaxes.map((line) => line.cents)) + shippingTax;
  const subtotal = lineTotal - lineDiscount;
  const total = lineTotal - discounts + shippingTotal + (draft.taxesIncluded ? 0 : tax);
  const refund = refundOf(draft, lineItems, lineTaxes, gross, reductions);
  const current = { subtotal: subtotal - refund.subtotal, tax: tax - refund.tax, total: total - refund.total };
  const paid = !["pending", "authorized", "voided"].includes(draft.financialStatus);
  return {
    id: draft.id,
    admin_graphql_api_id: `gid://shopify/Order/${draft.id}`,
    app_id: 580111,
    browser_ip: null,
    buyer_accepts_marketing: false,
    cancel_reason: draft.cancelledAt === null ? null : "customer",
    cancelled_at: draft.cancelledAt,
    cart_token: null,
    checkout_id: null,
    closed_at: draft.closedAt,
    confirmed: true,
    contact_email: draft.email,
    created_at: draft.createdAt,
    currency: draft.currency,
    current_subtotal_price: decimal(current.subtotal),
    current_total_discounts: decimal(discounts),
    current_total_price: decimal(current.total),
    current_total_tax: decimal(current.tax),
    customer_locale: "en-DE",
    discount_codes: draft.orderDiscount
      ? [
          {
            code: draft.orderDiscount.code,
            amount: decimal(codeDiscount),
            type: "fixed_amount",
          },
        ]
      : [],
    email: draft.email ?? "",
    estimated_taxes: false,
    financial_status: draft.financialStatus,
    fulfillment_status: draft.fulfillmentStatus,
    landing_site: null,
    location_id: null,
    name: `#${draft.number}`,
    note: draft.note,
    note_attributes: [],
    number: draft.number - 1000,
    order_number: draft.number,
    payment_gateway_names: ["manual"],
    phone: draft.phone,
    presentment_currency: draft.presentment?.currency ?? draft.currency,
    processed_at: draft.createdAt,
    reference: null,
    source_name: draft.sourceName,
    subtotal_price: decimal(subtotal),
    subtotal_price_set: moneySet(draft, subtotal),
    tags: draft.tags,
    tax_exempt: false,
    tax_lines: [...totals.values()].map(({ rate, cents }) => taxJson(draft, rate, cents)),
    taxes_included: draft.taxesIncluded,
    test: false,
    token: draft.token,
    total_discounts: decimal(discounts),
    total_discounts_set: moneySet(draft, discounts),
    total_line_items_price: decimal(lineTotal),
    total_line_items_price_set: moneySet(draft, lineTotal),
    total_outstanding: decimal(paid ? 0 : total),
    total_price: decimal(total),
    total_price_set: moneySet(draft, total),
    total_shipping_price_set: moneySet(draft, shippingTotal),
    total_tax: decimal(tax),
    total_tax_set: moneySet(draft, tax),
    total_tip_received: "0.00",
    total_weight: sum(draft.lines.map((line) => line.grams * line.quantity)),
    updated_at: draft.updatedAt,
    user_id: null,
    // Shopify leaves the key out where there is no address.
    ...(draft.billing === undefined ? {} : { billing_address: draft.billing }),
    customer: draft.customer,
    discount_applications: applications,
    fulfillments: [],
    line_items: lineItems,
    payment_terms: null,
    refunds: refund.list,
    ...(draft.shippingAddress === undefined ? {} : { shipping_address: draft.shippingAddress }),
    shipping_lines: shippingLines,
  };
}

/** The refund that the lines' `refunded` quantities make; nothing where there is none. */
function refundOf(
  draft: OrderDraft,
  lineItems: readonly JsonObject[],
  lineTaxes: readonly { cents: number }[],
  gross: readonly number[],
  reductions: readonly number[],
): { list: JsonObject[]; subtotal: number; tax: number; total: number } {
  const ids = draft.refundIds ?? [];
  const refundId = ids[0];
  const lines: JsonObject[] = [];
  let subtotal = 0;
  let tax = 0;
  draft.lines.forEach((line, index) => {
    if (!line.refunded) return;
    const amount = scale((gross[index] ?? 0) - (reductions[index] ?? 0), line.refunded, line.quantity);
    const taxes = scale(lineTaxes[index]?.cents ?? 0, line.refunded, line.quantity);
    subtotal += amount;
    tax += taxes;
    lines.push({
      id: ids[lines.length + 1] ?? 0n,
      line_item_id: line.id,
      line_item: lineItems[index] ?? null,
      location_id: draft.locationId,
      quantity: line.refunded,
      // What was never sent needs no way back.
      restock_type: draft.fulfillmentStatus === "fulfilled" ? "return" : "cancel",
      subtotal: decimal(amount),
      subtotal_set: moneySet(draft, amount),
      total_tax: decimal(taxes),
      total_tax_set: moneySet(draft, taxes),
    });
  });
  if (refundId === undefined || lines.length === 0) return { list: [], subtotal: 0, tax: 0, total: 0 };
  const total = subtotal + (draft.taxesIncluded ? 0 : tax);
  return {
    list: [
      {
        id: refundId,
        admin_graphql_api_id: `gid://shopify/Refund/${refundId}`,
        created_at: draft.updatedAt,
        note: "Too small",
        order_id: draft.id,
        processed_at: draft.updatedAt,
        restock: true,
        user_id: null,
        order_adjustments: [],
        transactions: [
          {
            kind: "refund",
            status: "success",
            amount: decimal(total),
            currency: draft.currency,
            gateway: "manual",
            order_id: draft.id,
          },
        ],
        refund_line_items: lines,
        duties: [],
      },
    ],
    subtotal,
    tax,
    total,
  };
}

export interface RefundDraft {
  id: bigint;
  /** Pieces of a line, by its place in the order, and what became of the goods. */
  lines: readonly { line: number; quantity: number; restock: "return" | "cancel" | "no_restock" }[];
  /** Refunded shipping costs in cents, as prices are. */
  shipping?: number;
  /** Paid back beyond lines and shipping, in cents; negative: less than these. */
  discrepancy?: number;
  note?: string;
  at: string;
}

const cents = (value: Json | undefined): number => minor(textOf(value)) ?? 0;
const listOf = (value: Json | undefined): JsonObject[] => (Array.isArray(value) ? (value as JsonObject[]) : []);

/** What an order becomes when something is refunded: the values that change. */
export function refundOrder(order: Readonly<JsonObject>, draft: RefundDraft): JsonObject {
  const included = order.taxes_included === true;
  const money = (amount: number): JsonObject => ({
    shop_money: { amount: decimal(amount), currency_code: order.currency ?? "EUR" },
    presentment_money: { amount: decimal(amount), currency_code: order.presentment_currency ?? "EUR" },
  });
  const items = listOf(order.line_items);
  const lines = draft.lines.map(({ line, quantity, restock }, place): JsonObject => {
    const item = items[line] ?? {};
    const whole = Number(item.quantity);
    const reduced = sum(listOf(item.discount_allocations).map((discount) => cents(discount.amount)));
    const subtotal = scale(cents(item.price) * whole - reduced, quantity, whole);
    const taxes = scale(sum(listOf(item.tax_lines).map((tax) => cents(tax.price))), quantity, whole);
    return {
      id: draft.id * 100n + BigInt(place),
      line_item_id: item.id ?? null,
      line_item: item,
      location_id: null,
      quantity,
      restock_type: restock,
      subtotal: decimal(subtotal),
      subtotal_set: money(subtotal),
      total_tax: decimal(taxes),
      total_tax_set: money(taxes),
    };
  });
  const adjustments: JsonObject[] = [];
  const adjust = (kind: string, reason: string, amount: number, tax: number): void => {
    adjustments.push({
      id: draft.id * 100n + 50n + BigInt(adjustments.length),
      order_id: order.id ?? null,
      refund_id: draft.id,
      kind,
      reason,
      amount: decimal(-amount),
      amount_set: money(-amount),
      tax_amount: decimal(-tax),
      tax_amount_set: money(-tax),
    });
  };
  const shipping = listOf(order.shipping_lines)[0];
  if (draft.shipping) {
    const taxes = sum(listOf(shipping?.tax_lines).map((tax) => cents(tax.price)));
    const share = scale(taxes, draft.shipping, Math.max(1, cents(shipping?.discounted_price)));
    adjust("shipping_refund", "Shipping refund", draft.shipping, share);
  }
  if (draft.discrepancy) adjust("refund_discrepancy", "Refund discrepancy", draft.discrepancy, 0);
  const parts = [
    ...lines.map((line) => ({ amount: cents(line.subtotal), tax: cents(line.total_tax) })),
    ...adjustments.map((entry) => ({ amount: -cents(entry.amount), tax: -cents(entry.tax_amount) })),
  ];
  const tax = sum(parts.map((part) => part.tax));
  const total = sum(parts.map((part) => part.amount)) + (included ? 0 : tax);
  const left = cents(order.current_total_price) - total;
  const refund: JsonObject = {
    id: draft.id,
    admin_graphql_api_id: `gid://shopify/Refund/${draft.id}`,
    created_at: draft.at,
    processed_at: draft.at,
    note: draft.note ?? "Customer changed their mind",
    order_id: order.id ?? null,
    restock: draft.lines.some((line) => line.restock !== "no_restock"),
    user_id: null,
    duties: [],
    order_adjustments: adjustments,
    refund_line_items: lines,
    transactions: [
      {
        id: draft.id * 100n + 90n,
        kind: "refund",
        status: "success",
        amount: decimal(total),
        currency: order.currency ?? "EUR",
        gateway: "manual",
        order_id: order.id ?? null,
      },
    ],
  };
  return {
    refunds: [...listOf(order.refunds), refund],
    financial_status: left > 0 ? "partially_refunded" : "refunded",
    current_total_price: decimal(left),
    current_total_tax: decimal(cents(order.current_total_tax) - tax),
    updated_at: draft.at,
  };
}

/** What was paid for an order: authorised, then captured; and what its refunds paid back. */
export function transactionsOf(order: Readonly<JsonObject>): JsonObject[] {
  const status = textOf(order.financial_status);
  const entry = (number: bigint, kind: string, values: JsonObject = {}): JsonObject => ({
    id: BigInt(textOf(order.id)) * 10n + number,
    order_id: order.id ?? null,
    kind,
    status: "success",
    gateway: Array.isArray(order.payment_gateway_names) ? (order.payment_gateway_names[0] ?? "manual") : "manual",
    amount: order.total_price ?? "0.00",
    currency: order.currency ?? "EUR",
    created_at: order.processed_at ?? null,
    processed_at: order.processed_at ?? null,
    parent_id: null,
    test: false,
    ...values,
  });
  const refunds = listOf(order.refunds).flatMap((refund) => listOf(refund.transactions));
  const captured = ["paid", "partially_refunded", "refunded"].includes(status);
  return [
    ...(status === "pending" ? [] : [entry(1n, "authorization")]),
    ...(captured ? [entry(2n, "capture")] : []),
    ...(status === "voided" ? [entry(3n, "void")] : []),
    ...refunds,
  ];
}
