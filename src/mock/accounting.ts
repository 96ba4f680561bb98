/**
 * Invoices and payments of a mock: totals come to what the lines and their taxes do, partners and products are those
 * that the system has, and payments pay what is due.
 */
import { at, isObject, textOf, type Json, type JsonObject, type Row } from "./json.ts";
import { decimal, scale, taxExcluded, taxIncluded } from "./money.ts";
import { setAt } from "./pages.ts";
import type { Random } from "./random.ts";
import type { EntityView, SpecView } from "./spec-view.ts";
import type { Store } from "./store.ts";

const RATES = [21, 10, 0] as const;
const DISCOUNTS = [0, 0, 10, 25] as const;

interface Books {
  readonly spec: SpecView;
  readonly store: Store;
  readonly random: Random;
}

const object = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});
const word = (value: Json | undefined): string => (Array.isArray(value) ? textOf(value[0]) : textOf(value));

/** Amounts as the system writes them. */
function amount(spec: SpecView, minor: number): Json {
  const text = decimal(minor);
  return textOf(spec.formats.money) === "number" ? Number(text) : text;
}

function put(record: JsonObject, path: Json | undefined, value: Json): void {
  if (textOf(path)) setAt(record, textOf(path), value);
}

/** A link to a record of another entity, whichever fits the index. */
function link({ spec, store }: Books, entity: Json | undefined, index: number): Row | undefined {
  const owner = spec.entities.find((one) => one.name === textOf(entity));
  const rows = owner === undefined ? [] : store.list(owner.plural);
  return rows[index % Math.max(1, rows.length)];
}

function idOf({ spec }: Books, entity: Json | undefined, row: Row | undefined): Json {
  const owner = spec.entities.find((one) => one.name === textOf(entity));
  return row === undefined ? null : (at(row, owner?.id[0] ?? "id") ?? null);
}

const below = (block: JsonObject, key: string): string => {
  const rule = object(block[key]);
  return textOf(rule.path) ? `${textOf(rule.path)}.${textOf(rule.id)}` : textOf(rule.id);
};

/** Words of a block's `state`, the first that there is. */
function stateWord(block: JsonObject, ...names: string[]): string {
  const state = object(block.state);
  return names.map((name) => word(state[name])).find((one) => one !== "") ?? "";
}

/** Fills a sample record of an entity with an `invoice` or a `payment` block; leaves others as they are. */
export function fillDocument(books: Books, entity: EntityView, record: JsonObject, index: number, stamp: Date): void {
  if (isObject(entity.raw.invoice)) fillInvoice(books, entity, entity.raw.invoice, record, index, stamp);
  if (isObject(entity.raw.payment)) fillPayment(books, entity, entity.raw.payment, record, index, stamp);
}

const day = (stamp: Date, later = 0): string =>
  new Date(stamp.getTime() + later * 86_400_000).toISOString().slice(0, 10);
const numberOf = (entity: EntityView, index: number): string =>
  `${entity.name.slice(0, 3).toUpperCase()}-${String(index + 1).padStart(5, "0")}`;

function fillInvoice(
  books: Books,
  entity: EntityView,
  block: JsonObject,
  record: JsonObject,
  index: number,
  stamp: Date,
): void {
  const { random } = books;
  const partner = object(block.partner);
  put(record, below(block, "partner"), idOf(books, partner.entity, link(books, partner.entity, index)));
  put(record, block.number, numberOf(entity, index));
  put(record, block.reference, `REF-${entity.name}-${index + 1}`);
  put(record, block.date, day(stamp));
  put(record, block.due, day(stamp, 30));
  put(record, block.currency, "USD");
  if (typeof block.tax_included === "string") put(record, block.tax_included, index % 3 === 1);
  if (isObject(block.type)) {
    const types = Object.keys(object(block.type.values));
    // Now and then a credit note.
    put(record, block.type.path, (index % 5 === 4 ? types.at(-1) : types[0]) ?? null);
  }
  const state = ["paid", "posted", "paid", "draft"][index % 4] ?? "posted";
  put(record, object(block.state).path, stateWord(block, state, "posted", "paid"));
  const lines = object(block.lines);
  const count = 1 + (index % 3);
  const rows = Array.from({ length: count }, (_, place): JsonObject => {
    const line: JsonObject = {};
    const product = object(lines.product);
    const row = link(books, product.entity, index + place);
    put(line, lines.id, (index + 1) * 100 + place + 1);
    // The last line of some is a text without a product.
    const isService = place === 2;
    put(line, product.path, isService ? null : idOf(books, product.entity, row));
    const owner = books.spec.entities.find((one) => one.name === textOf(product.entity));
    const sku = owner?.mapping.find((mapping) => mapping.odoo === "default_code")?.remote[0];
    put(line, lines.sku, isService || sku === undefined || row === undefined ? null : (at(row, sku) ?? null));
    put(
      line,
      Array.isArray(lines.name) ? lines.name[0] : lines.name,
      isService ? "Work by the hour" : `Item ${place + 1}`,
    );
    put(line, lines.quantity, random.int(1, 9));
    // Steps of 20 cents: every discount below comes to whole cents.
    put(line, lines.price, amount(books.spec, random.int(5, 900) * 20));
    putDiscount(books, lines, line, DISCOUNTS[(index + place) % DISCOUNTS.length] ?? 0);
    putTax(lines, line, RATES[(index + place) % RATES.length] ?? 0);
    return line;
  });
  put(record, lines.path, rows);
  setTotals(books.spec, block, record);
}

function putDiscount({ spec }: Books, lines: JsonObject, line: JsonObject, percent: number): void {
  const rule = object(lines.discount);
  if (textOf(rule.percent)) put(line, rule.percent, percent);
  else if (textOf(rule.amount)) {
    const off = scale(grossOf(lines, line), percent, 100);
    if (!textOf(rule.path)) put(line, rule.amount, amount(spec, off));
    else {
      const entry: JsonObject = {};
      put(entry, rule.amount, amount(spec, off));
      put(line, rule.path, off > 0 ? [entry] : []);
    }
  }
}

function putTax(lines: JsonObject, line: JsonObject, rate: number): void {
  const rule = object(lines.taxes);
  const entry: JsonObject = {};
  put(entry, rule.rate, rule.percent === true ? rate : rate / 100);
  put(entry, rule.name, `VAT ${rate}%`);
  if (textOf(rule.path)) put(line, rule.path, [entry]);
  else for (const [key, value] of Object.entries(entry)) line[key] = value;
}

const cents = (value: Json | undefined): number => Math.round(Number(textOf(value) || 0) * 100);

function grossOf(lines: JsonObject, line: JsonObject): number {
  return Math.round(cents(at(line, textOf(lines.price))) * Number(textOf(at(line, textOf(lines.quantity))) || 1));
}

/** Works out total and taxes of a document from its lines, each line rounded by itself. */
export function setTotals(spec: SpecView, block: JsonObject, record: JsonObject): void {
  const lines = object(block.lines);
  const flag = block.tax_included;
  const included = typeof flag === "string" ? at(record, flag) === true : flag === true;
  const rows = at(record, textOf(lines.path));
  let total = 0;
  let taxes = 0;
  for (const line of Array.isArray(rows) ? rows.filter(isObject) : []) {
    const gross = grossOf(lines, line);
    const net = gross - discountOf(lines, line, gross);
    const rates = ratesOf(lines, line);
    for (const rate of rates) {
      const tax = included ? taxIncluded(net, rate) : taxExcluded(net, rate);
      taxes += tax;
      total += included ? 0 : tax;
    }
    total += net;
  }
  put(record, block.total, amount(spec, total));
  put(record, block.total_tax, amount(spec, taxes));
}

function discountOf(lines: JsonObject, line: JsonObject, gross: number): number {
  const rule = object(lines.discount);
  if (textOf(rule.percent)) {
    return scale(gross, Math.round(Number(textOf(at(line, textOf(rule.percent))) || 0) * 100), 10_000);
  }
  if (!textOf(rule.path)) return textOf(rule.amount) ? cents(at(line, textOf(rule.amount))) : 0;
  const found = at(line, textOf(rule.path));
  return (Array.isArray(found) ? found.filter(isObject) : []).reduce(
    (sum, one) => sum + cents(at(one, textOf(rule.amount))),
    0,
  );
}

/** Rates in parts per million. */
function ratesOf(lines: JsonObject, line: JsonObject): number[] {
  const rule = object(lines.taxes);
  const found = textOf(rule.path) ? at(line, textOf(rule.path)) : [line];
  return (Array.isArray(found) ? found.filter(isObject) : []).map((entry) =>
    Math.round(Number(textOf(at(entry, textOf(rule.rate))) || 0) * (rule.percent === true ? 10_000 : 1_000_000)),
  );
}

/** How many payments it takes to pay what is due, two on account among them. */
export function paymentsDue(books: Books, entity: EntityView): number {
  return isObject(entity.raw.payment) ? dueDocuments(books).length + 2 : 0;
}

/** What a payment is for: a document, and how much of it. */
interface Due {
  readonly entity: EntityView;
  readonly row: Row;
  readonly half: boolean;
}

function dueDocuments({ spec, store }: Books): Due[] {
  return spec.entities.flatMap((entity) => {
    const block = object(entity.raw.invoice);
    if (Object.keys(block).length === 0) return [];
    const path = textOf(object(block.state).path);
    return store.list(entity.plural).flatMap((row, place): Due[] => {
      const state = path === "" ? "" : textOf(at(row, path));
      if (state === stateWord(block, "draft") && state !== "") return [];
      const isPaid = path === "" || state === stateWord(block, "paid", "posted");
      // Some of what is open is paid by half.
      return isPaid ? [{ entity, row, half: false }] : place % 2 === 1 ? [{ entity, row, half: true }] : [];
    });
  });
}

function fillPayment(
  books: Books,
  entity: EntityView,
  block: JsonObject,
  record: JsonObject,
  index: number,
  stamp: Date,
): void {
  const due = dueDocuments(books)[index];
  const partner = object(block.partner);
  const isBill = due !== undefined && directionOf(due) === "outbound";
  put(record, block.number, numberOf(entity, index));
  put(record, block.reference, `Payment ${index + 1}`);
  put(record, block.date, day(stamp, 10));
  put(record, block.currency, "USD");
  put(record, block.method, ["bank_transfer", "card", "cash"][index % 3] ?? "cash");
  put(record, object(block.state).path, stateWord(block, "posted"));
  if (isObject(block.type)) {
    const words = Object.entries(object(block.type.values));
    put(record, block.type.path, words.find(([, odoo]) => odoo === (isBill ? "outbound" : "inbound"))?.[0] ?? null);
  }
  if (due === undefined) {
    // On account: for nothing in particular.
    put(record, below(block, "partner"), idOf(books, partner.entity, link(books, partner.entity, index)));
    put(record, block.amount, amount(books.spec, books.random.int(10, 900) * 100));
  } else {
    const document = object(due.entity.raw.invoice);
    const total = cents(at(due.row, textOf(document.total)));
    put(record, below(block, "partner"), at(due.row, below(document, "partner")) ?? null);
    put(record, block.amount, amount(books.spec, due.half ? scale(total, 1, 2) : total));
  }
  for (const rule of Array.isArray(block.invoices) ? block.invoices.filter(isObject) : []) {
    const isThis = due?.entity.name === textOf(rule.entity);
    const id = isThis ? idOf(books, rule.entity, due.row) : null;
    if (!textOf(rule.path)) put(record, rule.id, id);
    else {
      const known = at(record, textOf(rule.path));
      const entry: JsonObject = {};
      if (isThis) put(entry, rule.id, id);
      put(record, rule.path, [...(Array.isArray(known) ? known : []), ...(isThis ? [entry] : [])]);
    }
  }
}

/** Which way money goes for a document: the type's table says what it is in Odoo. */
function directionOf({ entity, row }: Due): "inbound" | "outbound" {
  const { type } = object(entity.raw.invoice);
  const kind = isObject(type) ? textOf(object(type.values)[textOf(at(row, textOf(type.path)))]) : textOf(type);
  return kind === "in_invoice" || kind === "out_refund" ? "outbound" : "inbound";
}

/** A written document: the system works out what the lines come to, and gives them ids. */
export function completeDocument(spec: SpecView, entity: EntityView, row: JsonObject, values: JsonObject): void {
  const { invoice } = entity.raw;
  if (!isObject(invoice)) return;
  const lines = object(invoice.lines);
  const rows = at(row, textOf(lines.path));
  for (const [place, line] of (Array.isArray(rows) ? rows.filter(isObject) : []).entries()) {
    const path = textOf(lines.id);
    if (path && (at(line, path) ?? null) === null) setAt(line, path, place + 1);
  }
  const hasTotal = textOf(invoice.total) !== "" && at(values, textOf(invoice.total)) !== undefined;
  if (!hasTotal && at(values, textOf(lines.path)) !== undefined) setTotals(spec, invoice, row);
}
