/** What makes an order of an unknown system: its customer, its lines and totals that add up to the cent. */
import { at, isObject, textOf, type Json, type JsonObject } from "./json.ts";
import { PPM, taxExcluded } from "./money.ts";
import { setAt } from "./pages.ts";
import type { SampleContext } from "./sample.ts";
import type { EntityView } from "./spec-view.ts";

/** Tax rates of the lines, in parts per million. */
const RATES = [190_000, 70_000] as const;
const SHIPPING = 490;

const object = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** Fills the places that the entity's `order` block names. */
export function sampleOrder(record: JsonObject, entity: EntityView, index: number, context: SampleContext): void {
  const order = object(entity.raw.order);
  const put = (place: Json | undefined, value: Json): void => {
    if (textOf(place)) setAt(record, textOf(place), value);
  };
  put(order.name, `ORDER-${String(index + 1).padStart(5, "0")}`);
  put(order.currency, "EUR");
  put(order.tax_included, false);
  addCustomer(record, order, index, context);
  const status = object(entity.raw.status);
  const [paid] = Array.isArray(status.paid) ? status.paid : [];
  const isPaid = index % 2 === 0 && paid !== undefined;
  put(status.path, isPaid ? paid : "open");
  put(status.cancelled, null);

  const lines = object(order.lines);
  let total = 0;
  let totalTax = 0;
  const priced = (facts: JsonObject, line: JsonObject, cents: number, quantity: number, rate: number): void => {
    const full = cents * quantity;
    // Every fifth order has lines at a tenth less.
    const discount = index % 5 === 1 ? Math.floor(full / 10) : 0;
    const tax = taxExcluded(full - discount, rate);
    total += full - discount + tax;
    totalTax += tax;
    if (textOf(facts.price)) setAt(line, textOf(facts.price), context.money(cents));
    const { path: places, amount } = object(facts.discount);
    if (textOf(places)) {
      const entry: JsonObject = {};
      setAt(entry, textOf(amount) || "amount", context.money(discount));
      setAt(line, textOf(places), discount > 0 ? [entry] : []);
    }
    const taxes = object(facts.taxes);
    if (textOf(taxes.path)) {
      const entry: JsonObject = {};
      const say = (key: string, value: Json): void => {
        if (textOf(taxes[key])) setAt(entry, textOf(taxes[key]), value);
      };
      say("rate", rate / PPM);
      say("name", `VAT ${(rate * 100) / PPM}%`);
      say("amount", context.money(tax));
      setAt(line, textOf(taxes.path), [entry]);
    }
  };
  const rows = at(record, textOf(lines.path) || "lines");
  for (const [place, line] of (Array.isArray(rows) ? rows : []).entries()) {
    if (!isObject(line)) continue;
    const quantity = 1 + ((index + place) % 4);
    if (textOf(lines.quantity)) setAt(line, textOf(lines.quantity), quantity);
    addProduct(line, lines, index + place, context);
    priced(lines, line, 500 + ((index * 137 + place * 61) % 9000), quantity, RATES[(index + place) % 2] ?? RATES[0]);
  }
  const shipping = object(order.shipping);
  if (textOf(shipping.path)) {
    const line: JsonObject = {};
    if (textOf(shipping.id)) setAt(line, textOf(shipping.id), (index + 1) * 100 + 99);
    if (textOf(shipping.name)) setAt(line, textOf(shipping.name), "Standard");
    if (index % 3 === 0) priced(shipping, line, SHIPPING, 1, RATES[0]);
    setAt(record, textOf(shipping.path), index % 3 === 0 ? [line] : []);
  }
  put(order.total, context.money(total));
  put(order.total_tax, context.money(totalTax));
  addPayments(record, object(order.payment), isPaid ? total : 0, index, context);
  addRefunds(record, order, isPaid && index % 5 === 4, index, context);
}

/** Fills the places that conditions of the spec (`{ path, equals }`, `{ path, in }`) look at, so that they hold. */
function meet(entry: JsonObject, conditions: Json | undefined): void {
  for (const condition of [conditions].flat().filter(isObject)) {
    const [first] = Array.isArray(condition.in) ? condition.in : [condition.equals];
    setAt(entry, textOf(condition.path), first ?? null);
  }
}

/** What was paid stands in the order, in one payment; of an order that is not paid there is none. */
function addPayments(
  record: JsonObject,
  payment: JsonObject,
  total: number,
  index: number,
  context: SampleContext,
): void {
  if (!textOf(payment.path) || payment.request !== undefined) return;
  const entry: JsonObject = {};
  const say = (key: string, value: Json): void => {
    if (textOf(payment[key])) setAt(entry, textOf(payment[key]), value);
  };
  say("transaction", `PAY-${String(index + 1).padStart(5, "0")}`);
  say("method", "card");
  say("title", "Card");
  say("amount", context.money(total));
  say("date", context.stamp);
  meet(entry, payment.only);
  setAt(record, textOf(payment.path), total > 0 ? [entry] : []);
}

/** A refund of one piece of the order's first line, in the shape that the spec names. */
function addRefunds(
  record: JsonObject,
  order: JsonObject,
  isRefunded: boolean,
  index: number,
  context: SampleContext,
): void {
  const refunds = object(order.refunds);
  const facts = object(refunds.lines);
  if (!textOf(refunds.path) || refunds.request !== undefined || !textOf(facts.path)) return;
  const sold = object(order.lines);
  const [line] = [at(record, textOf(sold.path))].flat().filter(isObject);
  const refund: JsonObject = {};
  if (isRefunded && line !== undefined) {
    const cents = Math.round(Number(at(line, textOf(sold.price))) * 100);
    const tax = taxExcluded(cents, RATES[index % 2] ?? RATES[0]);
    const entry: JsonObject = {};
    setAt(entry, textOf(facts.line), at(line, textOf(sold.id)) ?? null);
    setAt(entry, textOf(facts.quantity), 1);
    setAt(entry, textOf(facts.amount), context.money(cents));
    if (textOf(facts.tax)) setAt(entry, textOf(facts.tax), context.money(tax));
    meet(entry, facts.restock);
    setAt(refund, textOf(refunds.id) || "id", `REFUND-${String(index + 1).padStart(5, "0")}`);
    for (const [key, value] of Object.entries({
      date: context.stamp,
      reason: "Too large",
      total: context.money(cents + tax),
    })) {
      if (textOf(refunds[key])) setAt(refund, textOf(refunds[key]), value);
    }
    setAt(refund, textOf(facts.path), [entry]);
  }
  setAt(record, textOf(refunds.path), isRefunded && line !== undefined ? [refund] : []);
}

function addCustomer(record: JsonObject, order: JsonObject, index: number, context: SampleContext): void {
  const customer = object(order.customer);
  const row = context.row(textOf(customer.entity), index);
  if (row === undefined) return;
  const email = at(row, "email") ?? null;
  if (textOf(customer.path)) setAt(record, textOf(customer.path), { ...row });
  if (textOf(order.email)) setAt(record, textOf(order.email), email);
  const address = isObject(row.address) ? row.address : {};
  for (const key of ["invoice_address", "delivery_address"]) {
    const place = textOf(order[key]);
    if (place) setAt(record, place, { name: row.name ?? null, phone: row.phone ?? null, ...address });
  }
}

/** The product that a line is about, by the ids that the order block names; of a product with variants, one of them. */
function addProduct(line: JsonObject, lines: JsonObject, index: number, context: SampleContext): void {
  const product = object(lines.product);
  const owner = context.row(textOf(product.parent_entity) || textOf(product.entity), index);
  if (owner === undefined) return;
  const variants = Object.values(owner).find((value) => Array.isArray(value) && isObject(value[0]) && "id" in value[0]);
  const [variant] = product.parent_entity !== undefined && Array.isArray(variants) ? variants : [];
  const chosen = isObject(variant) ? variant : owner;
  if (textOf(product.path)) setAt(line, textOf(product.path), chosen.id ?? null);
  if (textOf(product.parent)) setAt(line, textOf(product.parent), owner.id ?? null);
  if (textOf(lines.sku)) setAt(line, textOf(lines.sku), chosen.sku ?? null);
  if (textOf(lines.name)) setAt(line, textOf(lines.name), owner.name ?? null);
}
