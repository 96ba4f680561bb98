import type { Data, DataObject, ResolvedEntity, ResolvedSpec } from "../../spec/resolved.ts";
import { entitySample, idPrefix } from "./entity.ts";
import { money, numbered, put, type Sample, type SampleRecord } from "./values.ts";

/** Amounts of the sample invoice, in its currency. */
const LINES = [
  { quantity: 2, price: 10, percent: 10, rate: 0.21 },
  { quantity: 1, price: 5.5, percent: 0, rate: 0.06 },
] as const;
type Line = (typeof LINES)[number];

const isObject = (data: Data | undefined): data is DataObject =>
  typeof data === "object" && data !== null && !Array.isArray(data);
const objectOf = (data: Data | undefined): DataObject => (isObject(data) ? data : {});
const textOf = (data: Data | undefined): string | undefined => (typeof data === "string" ? data : undefined);
const firstOf = (data: Data | undefined): Data | undefined => (Array.isArray(data) ? (data[0] as Data) : data);
const cents = (amount: number): number => Math.round(amount * 100) / 100;

/** What a spec makes of a sample invoice: a system without discounts or taxes has none. */
export function invoiceAmounts(entity: ResolvedEntity): { readonly total: number; readonly tax: number } {
  const lines = objectOf(entity.invoice?.lines);
  const isIncluded = entity.invoice?.tax_included === true;
  let total = 0;
  let tax = 0;
  for (const line of LINES) {
    const net = netOf(lines, line);
    const rate = isObject(lines.taxes) ? line.rate : 0;
    const own = cents(isIncluded ? (net * rate) / (1 + rate) : net * rate);
    tax += own;
    total += isIncluded ? net : net + own;
  }
  return { total: cents(total), tax: cents(tax) };
}

const netOf = (lines: DataObject, line: Line): number =>
  cents(line.quantity * line.price * (isObject(lines.discount) ? 1 - line.percent / 100 : 1));

/** The system's word for the first kind of document or direction, where it has one. */
function addType(record: SampleRecord, type: Data | undefined): void {
  const [first] = isObject(type) ? Object.keys(objectOf(type.values)) : [];
  if (isObject(type) && first !== undefined) put(record, textOf(type.path) ?? "type", first);
}

/** The kind of document that a sample becomes in Odoo: `out_invoice`. */
export function sampleType(entity: ResolvedEntity): string {
  const { type } = entity.invoice ?? {};
  return isObject(type) ? (textOf(Object.values(objectOf(type.values))[0]) ?? "") : (textOf(type) ?? "out_invoice");
}

/** A link to the sample with the same number of the entity that a block names. */
function addLink(spec: ResolvedSpec, record: SampleRecord, link: DataObject, path: string): void {
  const other = spec.bindings.find((entity) => entity.names.bindingModel === link.model);
  if (other !== undefined) put(record, path, numbered(spec, idPrefix(spec, other)));
}

function below(link: DataObject, list = ""): string {
  const at = textOf(link.path);
  return at === undefined ? (textOf(link.id) ?? "id") : `${at}${list}.${textOf(link.id) ?? "id"}`;
}

function addHead(spec: ResolvedSpec, entity: ResolvedEntity, block: DataObject, record: SampleRecord): void {
  const set = (key: string, value: Sample): void => {
    const path = textOf(block[key]);
    if (path !== undefined) put(record, path, value);
  };
  const partner = objectOf(block.partner);
  addLink(spec, record, partner, below(partner));
  addType(record, block.type);
  set("number", `${entity.name.slice(0, 3).toUpperCase()}-{n}`);
  set("reference", "REF-{n}");
  set("date", "2024-01-05");
  set("due", "2024-02-05");
  const state = objectOf(block.state);
  const word = firstOf(state.posted ?? state.paid);
  const path = textOf(state.path);
  // The status that the binding shows is often the same place.
  if (path !== undefined && word !== undefined) {
    const steps = path.split(".");
    if (steps.length === 1) record[path] = word as Sample;
    else put(record, path, word as Sample);
  }
}

/** An invoice with two lines, a discount and two tax rates, whose totals are right to the cent. */
export function invoiceSample(spec: ResolvedSpec, entity: ResolvedEntity): SampleRecord {
  const { record } = entitySample(spec, entity);
  const block = entity.invoice;
  if (block === undefined) return record;
  addHead(spec, entity, block, record);
  const set = (key: string, value: Sample): void => {
    const path = textOf(block[key]);
    if (path !== undefined) put(record, path, value);
  };
  const { total, tax } = invoiceAmounts(entity);
  set("tax_included", false);
  set("total", money(spec, total));
  set("total_tax", money(spec, tax));
  const lines = objectOf(block.lines);
  put(
    record,
    textOf(lines.path) ?? "lines",
    LINES.map((line, place) => lineSample(spec, lines, line, place)),
  );
  return record;
}

function lineSample(spec: ResolvedSpec, lines: DataObject, line: Line, place: number): SampleRecord {
  const record: SampleRecord = {};
  const set = (key: string, value: Sample): void => {
    const path = textOf(firstOf(lines[key]));
    if (path !== undefined) put(record, path, value);
  };
  set("id", numbered(spec, 900 + place));
  const product = objectOf(lines.product);
  // The second line is a text without a product.
  if (isObject(lines.product) && place === 0 && product.parent === undefined) {
    addLink(spec, record, product, textOf(product.path) ?? "product_id");
  }
  set("name", place === 0 ? "Sample {n}" : "Work");
  set("quantity", line.quantity);
  set("price", money(spec, line.price));
  const discount = objectOf(lines.discount);
  if (textOf(discount.percent) !== undefined) put(record, textOf(discount.percent) ?? "", line.percent);
  else if (textOf(discount.amount) !== undefined) {
    const off = money(spec, cents((line.quantity * line.price * line.percent) / 100));
    const entry: SampleRecord = {};
    put(entry, textOf(discount.amount) ?? "amount", off);
    if (textOf(discount.path) === undefined) Object.assign(record, entry);
    else put(record, textOf(discount.path) ?? "", line.percent > 0 ? [entry] : []);
  }
  const taxes = objectOf(lines.taxes);
  if (isObject(lines.taxes)) {
    const entry: SampleRecord = {};
    put(entry, textOf(taxes.rate) ?? "rate", taxes.percent === true ? line.rate * 100 : line.rate);
    if (textOf(taxes.name) !== undefined) put(entry, textOf(taxes.name) ?? "", `VAT ${line.rate * 100}%`);
    if (textOf(taxes.path) === undefined) Object.assign(record, entry);
    else put(record, textOf(taxes.path) ?? "", [entry]);
  }
  return record;
}

/** The document that a sample payment pays, where the spec says that payments name some. */
export function paidEntity(spec: ResolvedSpec, entity: ResolvedEntity): ResolvedEntity | undefined {
  const link = firstOf(entity.payment?.invoices);
  return spec.entities.find((other) => isObject(link) && other.names.bindingModel === link.model);
}

/** A payment of the whole sample invoice with the same number. */
export function paymentSample(spec: ResolvedSpec, entity: ResolvedEntity): SampleRecord {
  const { record } = entitySample(spec, entity);
  const block = entity.payment;
  if (block === undefined) return record;
  addHead(spec, entity, block, record);
  const paid = paidEntity(spec, entity);
  put(record, textOf(block.amount) ?? "amount", money(spec, paid === undefined ? 12.5 : invoiceAmounts(paid).total));
  if (textOf(block.method) !== undefined) put(record, textOf(block.method) ?? "", "wire");
  const link = firstOf(block.invoices);
  if (isObject(link)) addLink(spec, record, link, below(link, textOf(link.path) === undefined ? "" : "[]"));
  return record;
}
