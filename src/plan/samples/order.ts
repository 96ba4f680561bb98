import type { Data, DataObject, ResolvedEntity, ResolvedSpec } from "../../spec/resolved.ts";
import { entitySample, idPrefix } from "./entity.ts";
import { changedAt, money, numbered, put, type Sample, type SampleRecord, sampleOf } from "./values.ts";

/** Amounts of the sample order, in its currency. */
const LINES = [
  { quantity: 2, price: 10, discount: 2, rate: 0.21, tax: 3.78 },
  { quantity: 1, price: 5.5, discount: 0, rate: 0.06, tax: 0.33 },
] as const;
const SHIPPING = { quantity: 1, price: 4, discount: 0, rate: 0.21, tax: 0.84 } as const;
export const ORDER_TOTAL = 32.45;
export const ORDER_TAX = 4.95;

const isObject = (data: Data | undefined): data is DataObject =>
  typeof data === "object" && data !== null && !Array.isArray(data);
const textOf = (data: Data | undefined): string | undefined => (typeof data === "string" ? data : undefined);
const firstText = (data: Data | undefined): string | undefined =>
  Array.isArray(data) ? textOf(data[0] as Data) : textOf(data);

interface Amounts {
  readonly quantity: number;
  readonly price: number;
  readonly discount: number;
  readonly rate: number;
  readonly tax: number;
}

function addAmounts(spec: ResolvedSpec, line: SampleRecord, facts: DataObject, amounts: Amounts): void {
  const set = (key: string, value: Sample): void => {
    const path = firstText(facts[key]);
    if (path !== undefined) put(line, path, value);
  };
  set("quantity", amounts.quantity);
  const { discount, price, taxes } = facts;
  const gross = amounts.price * amounts.quantity;
  if (isObject(price)) put(line, textOf(price.total) ?? "total", money(spec, gross));
  else set("price", money(spec, amounts.price));
  if (isObject(discount) && discount.before !== undefined) {
    put(line, textOf(discount.before) ?? "before", money(spec, gross));
    put(line, textOf(discount.after) ?? "after", money(spec, gross - amounts.discount));
  }
  const discountPath = isObject(discount) ? textOf(discount.path) : undefined;
  if (isObject(discount) && discountPath !== undefined) {
    const entry: SampleRecord = {};
    put(entry, textOf(discount.amount) ?? "amount", money(spec, amounts.discount));
    put(line, discountPath, amounts.discount > 0 ? [entry] : []);
  }
  const taxPath = isObject(taxes) ? textOf(taxes.path) : undefined;
  if (isObject(taxes) && taxPath !== undefined) {
    const entry: SampleRecord = {};
    const add = (key: string, value: Sample): void => {
      const path = textOf(taxes[key]);
      if (path !== undefined) put(entry, path, value);
    };
    add("rate", taxes.percent === true ? amounts.rate * 100 : amounts.rate);
    add("id", numbered(spec, taxId(amounts.rate)).replace("{n}", ""));
    add("name", `VAT ${amounts.rate * 100}%`);
    add("amount", money(spec, amounts.tax));
    put(line, taxPath, [entry]);
    for (const key of ["total", "before"]) {
      const place = textOf(taxes[key]);
      if (place !== undefined) put(line, place, money(spec, amounts.tax));
    }
  }
}

/** Id of the tax with a rate. */
const taxId = (rate: number): number => 700 + Math.round(rate * 100);

/** The rates of an order whose lines only name the ids. */
function addTaxTable(spec: ResolvedSpec, record: SampleRecord, facts: DataObject): void {
  const entries = [...new Set(LINES.map(({ rate }) => rate))].map((rate) => {
    const entry: SampleRecord = {};
    put(entry, textOf(facts.id) ?? "id", numbered(spec, taxId(rate)).replace("{n}", ""));
    put(entry, textOf(facts.rate) ?? "rate", facts.percent === true ? rate * 100 : rate);
    const name = textOf(facts.name);
    if (name !== undefined) put(entry, name, `VAT ${rate * 100}%`);
    return entry;
  });
  put(record, textOf(facts.path) ?? "taxes", entries);
}

function productLine(spec: ResolvedSpec, facts: DataObject, place: number): SampleRecord {
  const line: SampleRecord = {};
  const { product } = facts;
  put(line, textOf(facts.id) ?? "id", numbered(spec, 900 + place));
  const variant = spec.bindings.find((entity) => entity.kind === "variant");
  const template = spec.bindings.find((entity) => entity.kind === "product");
  if (isObject(product)) {
    const path = textOf(product.path);
    const parent = textOf(product.parent);
    if (path !== undefined && variant !== undefined)
      put(line, path, numbered(spec, idPrefix(spec, variant) * 10 + place + 1));
    if (parent !== undefined && template !== undefined) put(line, parent, numbered(spec, idPrefix(spec, template)));
  }
  const name = firstText(facts.name);
  if (name !== undefined) put(line, name, "Sample {n}");
  const sku = textOf(facts.sku);
  if (sku !== undefined) put(line, sku, place === 0 ? "SKU-{n}-S" : "SKU-{n}-L");
  return line;
}

/** An order with two lines, a discount, two tax rates and shipping, whose totals are right to the cent. */
export function orderSample(spec: ResolvedSpec, entity: ResolvedEntity): SampleRecord {
  const { record } = entitySample(spec, entity);
  const order = entity.order;
  if (order === undefined) return record;
  const { data, address } = order;
  const set = (key: string, value: Sample): void => {
    const path = textOf(data[key]);
    if (path !== undefined) put(record, path, value);
  };
  if (isObject(data.customer)) addCustomer(spec, record, data.customer);
  set("email", "person{n}@example.com");
  set("name", "ORD-{n}");
  set("tax_included", false);
  set("total", money(spec, ORDER_TOTAL));
  set("total_tax", money(spec, ORDER_TAX));
  for (const key of ["invoice_address", "delivery_address"]) {
    const values: SampleRecord = {};
    for (const mapping of address) {
      for (const [path, value] of sampleOf(spec, mapping).values) put(values, path, value);
    }
    set(key, values);
  }
  const { lines, shipping, taxes } = data;
  if (isObject(taxes)) addTaxTable(spec, record, taxes);
  if (isObject(lines)) {
    const path = textOf(lines.path);
    const samples = LINES.map((amounts, place) => {
      const line = productLine(spec, lines, place);
      addAmounts(spec, line, lines, amounts);
      return line;
    });
    if (path !== undefined) put(record, path, samples);
  }
  if (isObject(shipping)) {
    const path = textOf(shipping.path);
    const line: SampleRecord = {};
    put(line, textOf(shipping.id) ?? "id", numbered(spec, 990));
    const name = firstText(shipping.name);
    if (name !== undefined) put(line, name, "Standard");
    addAmounts(spec, line, shipping, SHIPPING);
    if (path !== undefined) put(record, path, [line]);
  }
  return record;
}

function addCustomer(spec: ResolvedSpec, record: SampleRecord, facts: DataObject): void {
  const path = textOf(facts.path);
  const customer = spec.entities.find((entity) => entity.kind === "partner");
  if (customer === undefined) return;
  if (path === undefined) {
    put(record, textOf(facts.id) ?? "customer_id", numbered(spec, idPrefix(spec, customer)));
    return;
  }
  const { record: sample } = entitySample(spec, customer);
  const children = customer.children.map((child) => child.path);
  put(record, path, Object.fromEntries(Object.entries(sample).filter(([key]) => !children.includes(key))));
}

/** What the sample refund pays back: one of the two pieces of the first line, with its taxes. */
export const REFUND_TOTAL = 10.89;
export const REFUND_TAX = 1.89;

/** A refund of one piece of the first line of {@link orderSample}, whose goods came back. */
export function refundSample(spec: ResolvedSpec, entity: ResolvedEntity): SampleRecord {
  const refund: SampleRecord = {};
  const refunds = entity.order?.data.refunds;
  const orderLines = entity.order?.data.lines;
  if (!isObject(refunds)) return refund;
  const set = (record: SampleRecord, facts: DataObject, key: string, value: Sample): void => {
    const path = textOf(facts[key]);
    if (path !== undefined) put(record, path, value);
  };
  put(refund, textOf(refunds.id) ?? "id", numbered(spec, 980));
  set(refund, refunds, "date", changedAt(spec));
  set(refund, refunds, "reason", "Too small");
  set(refund, refunds, "total", money(spec, REFUND_TOTAL));
  const { lines, transactions } = refunds;
  if (isObject(lines)) {
    const line: SampleRecord = {};
    // The amounts of the order are without taxes.
    set(line, lines, "line", isObject(orderLines) ? numbered(spec, 900) : "");
    set(line, lines, "quantity", 1);
    set(line, lines, "amount", money(spec, REFUND_TOTAL - REFUND_TAX));
    set(line, lines, "tax", money(spec, REFUND_TAX));
    if (isObject(lines.restock)) set(line, lines.restock, "path", meeting(lines.restock));
    set(refund, lines, "path", [line]);
  }
  for (const part of ["shipping", "adjustments"]) {
    const facts = refunds[part];
    if (isObject(facts)) set(refund, facts, "path", []);
  }
  if (isObject(transactions)) {
    const paid: SampleRecord = {};
    set(paid, transactions, "amount", money(spec, REFUND_TOTAL));
    for (const condition of Array.isArray(transactions.only) ? (transactions.only as Data[]) : []) {
      if (isObject(condition)) set(paid, condition, "path", meeting(condition));
    }
    if (transactions.path === undefined) Object.assign(refund, paid);
    else set(refund, transactions, "path", [paid]);
  }
  return refund;
}

/** A value that meets a condition of the spec. */
function meeting(condition: DataObject): Sample {
  const first = Array.isArray(condition.in) ? (condition.in[0] as Data) : condition.equals;
  return typeof first === "string" || typeof first === "number" || typeof first === "boolean" ? first : null;
}
