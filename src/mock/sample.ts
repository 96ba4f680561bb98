/** Data for a system that nobody described: records made from the remote paths of its mapping. */
import { at, isObject, textOf, type Json, type JsonObject } from "./json.ts";
import { ean13 } from "./people.ts";
import { setAt } from "./pages.ts";
import type { Random } from "./random.ts";
import { sampleOrder } from "./sample-order.ts";
import type { ChildView, EntityView, MappingView } from "./spec-view.ts";

const WORDS = ["Amber", "Birch", "Cedar", "Dune", "Ember", "Fjord", "Garnet", "Harbour", "Iris", "Juniper"];
const FIRST = ["Anna", "Björn", "Chloé", "Dmitri", "Eşref", "فاطمة", "Grace", "花子", "Ines", "José"];
const LAST = ["Müller", "O'Neill", "Łukasik", "García", "Öztürk", "السيد", "Smith & Sons", "山田", "Nguyễn", "Rossi"];
const COUNTRIES = ["DE", "FR", "US", "IT"];
const STATES = ["BY", "IDF", "CA", "MI"];
const OPTIONS = ["Small", "Medium", "Large"];

/** Where pictures of records are, beside the API. */
export const PICTURES = "/__pictures__/";

/** What the records of a system are made from. */
export interface SampleContext {
  readonly random: Random;
  /** What points in time are filled with, in the system's format. */
  readonly stamp: string | number;
  /** The system's name: two systems do not know the same people and goods. */
  readonly system: string;
  /** The record of an entity at a place of its list, where there are any yet. */
  readonly row: (entity: string, index: number) => JsonObject | undefined;
  /** The place of a child's records in those of its entity. */
  readonly parts: (child: string) => string;
  /** An amount in cents as the system writes it. */
  readonly money: (cents: number) => Json;
}

/**
 * One record with a value at every remote path of the entity's mapping, guessed from the Odoo field, the transform and
 * the path's own words. What refers to another entity names a record that is there. Deterministic for an index and a
 * seeded generator.
 */
export function sampleRecord(entity: EntityView, index: number, context: SampleContext): JsonObject {
  const record: JsonObject = {};
  const options = at(entity.raw, "options.path");
  for (const mapping of entity.mapping) fill(record, mapping, entity, entity.name, index, 0, context);
  for (const child of entity.children) {
    const rows: Json[] = [];
    const count = 1 + (index % 3);
    const places = Array.isArray(child.raw.options) ? child.raw.options.map(textOf) : [];
    for (let row = 0; row < count; row += 1) {
      const item: JsonObject = {};
      if (child.id !== undefined) setAt(item, child.id, (index + 1) * 100 + row + 1);
      const tag = `${child.name}-${row + 1}`;
      for (const mapping of child.mapping) fill(item, mapping, entity, tag, index, row, context);
      if (child.model === "product.pricelist.item") samplePrice(item, child, index, row, context);
      // The first option tells the variants apart; a product of one variant has none.
      for (const [place, path] of places.entries()) {
        setAt(item, path, place === 0 && count > 1 ? (OPTIONS[row] ?? "") : null);
      }
      rows.push(item);
    }
    setAt(record, child.path, rows);
    if (places.length > 0 && textOf(options)) {
      const option: JsonObject = {};
      setAt(option, textOf(at(entity.raw, "options.name")) || "name", "Size");
      setAt(option, textOf(at(entity.raw, "options.values")) || "values", OPTIONS.slice(0, count));
      setAt(record, textOf(options), count > 1 ? [option] : []);
    }
  }
  const company = textOf(at(entity.raw, "company.name"));
  if (company !== "") setAt(record, company, isMarked(index) ? `${pick(WORDS, index)} GmbH` : null);
  const picture = textOf(entity.raw.image_path);
  if (picture !== "" && !picture.includes("[")) setAt(record, picture, `${PICTURES}${entity.plural}/${index + 1}.png`);
  if (isObject(entity.raw.order)) sampleOrder(record, entity, index, context);
  return record;
}

/** What a price is for, in the order of a list's lines: Odoo's word, and the fields that say which one. */
const PRICED: readonly (readonly [string, readonly string[]])[] = [
  ["1_product", ["product_tmpl_id"]],
  ["0_product_variant", ["product_tmpl_id", "product_id"]],
  ["2_product_category", ["categ_id"]],
];

/** The lines of a price list are for one thing each, of those that the system has, and are good in our days. */
function samplePrice(item: JsonObject, child: ChildView, index: number, row: number, context: SampleContext): void {
  const [kind = "", fields = []] = PRICED[row % PRICED.length] ?? [];
  for (const { odoo, remote, argument } of child.mapping) {
    const [path = ""] = remote;
    if (odoo === "applied_on" && isObject(argument)) {
      setAt(item, path, Object.keys(argument).find((word) => argument[word] === kind) ?? null);
    } else if (odoo === "product_id") {
      const product = context.row(ownerOf(child, "product_tmpl_id"), index);
      setAt(item, path, fields.includes(odoo) ? variantOf(product, context.parts(textOf(argument))) : null);
    } else if (PRICED.some(([, some]) => some.includes(odoo)) && !fields.includes(odoo)) setAt(item, path, null);
    else if (odoo === "date_end") setAt(item, path, null);
  }
}

/** The entity that a child's field refers to. */
const ownerOf = (child: ChildView, odoo: string): string =>
  textOf(child.mapping.find((mapping) => mapping.odoo === odoo)?.argument);

/** The id of the first variant of a product, which stands at a place in it. */
function variantOf(product: JsonObject | undefined, place: string): Json {
  const variants = product === undefined ? undefined : at(product, place);
  const [first] = Array.isArray(variants) ? variants : [];
  return isObject(first) ? (at(first, "id") ?? null) : null;
}

function fill(
  target: JsonObject,
  mapping: MappingView,
  entity: EntityView,
  tag: string,
  index: number,
  row: number,
  context: SampleContext,
): void {
  for (const path of mapping.remote) {
    if (!path.includes("[")) setAt(target, path, valueOf(mapping, path, entity, tag, index, row, context));
  }
}

/** The few records for which a flag is set. */
const isMarked = (index: number): boolean => index % 5 === 4;
/** Every fourth record of a kind that refers to itself is a root, the three after it belong to it. */
const rootOf = (index: number): number => index - (index % 4);

function valueOf(
  mapping: MappingView,
  path: string,
  entity: EntityView,
  tag: string,
  index: number,
  row: number,
  context: SampleContext,
): Json {
  const { random, stamp, system } = context;
  const { odoo, kind, argument } = mapping;
  const hint = `${odoo} ${path}`.toLowerCase();
  const has = (...words: string[]): boolean => words.some((word) => hint.includes(word));
  const isTree = entity.mapping.some((one) => one.kind === "lookup" && textOf(one.argument) === entity.name);
  const isMany = odoo.endsWith("_ids");
  switch (kind) {
    case "lookup": {
      const isOwn = textOf(argument) === entity.name;
      if (isOwn && rootOf(index) === index) return null;
      const other = context.row(textOf(argument), isOwn ? rootOf(index) : index);
      const id = other === undefined ? null : (at(other, "id") ?? null);
      return isMany ? (id === null ? [] : [id]) : id;
    }
    case "values":
      return isObject(argument) ? (Object.keys(argument)[index % Object.keys(argument).length] ?? null) : null;
    case "find":
      if (textOf(argument).includes("email")) return `sales@${domain(system)}`;
      if (has("uom", "unit")) return "Units";
      return isMany ? [pick(WORDS, index), pick(WORDS, index + 3)] : `${pick(WORDS, index)} ${odoo}`;
    case "equals":
      return isTree && rootOf(index) !== index ? (mapping.otherwise ?? null) : (argument ?? null);
    case "bool":
      return odoo === "active" || isMarked(index);
    case "country":
      return pick(COUNTRIES, index);
    case "state":
      return pick(STATES, index);
    case "currency":
      return "EUR";
    case "date":
      return typeof stamp === "number" ? "2024-05-17" : stamp.slice(0, 10);
    case "iso8601":
    case "naive_utc":
    case "sql_utc":
    case "unix_seconds":
    case "unix_millis":
      return stamp;
    case "minor_units":
      return random.int(100, 99_900);
    case "int":
      return has("sequence", "position") ? index + 1 : random.int(1, 9);
    case "float":
      // Certain for the records that stand in a stage that is won.
      if (has("probability")) return isMarked(index) ? 100 : random.int(0, 99);
      if (has("percent")) return random.int(0, 100);
      return has("quantity", "qty") ? random.int(1, 9) : `${random.int(1, 999)}.${random.int(10, 99)}`;
    default:
  }
  if (odoo === "active") return true;
  // Checked by Odoo as the country of the record wants it.
  if (odoo === "vat") return null;
  if (has("country")) return pick(COUNTRIES, index);
  if (has("state_id", "province")) return pick(STATES, index);
  if (has("date", "_at")) return stamp;
  if (has("quantity", "qty")) return random.int(1, 9);
  if (has("price", "amount", "weight", "cost")) return `${random.int(1, 999)}.${random.int(10, 99)}`;
  if (has("currency")) return "EUR";
  if (has("zip", "post")) return String(10_000 + (index % 80_000));
  if (has("email")) return `contact${index + 1}@${domain(system)}`;
  if (has("phone", "mobile")) return `+4930${String(1_000_000 + index)}`;
  if (has("barcode", "ean")) return ean13(numberOf(`${system} ${entity.name}`) * 1_000_000 + index * 10 + row);
  if (/(?:^|_)number$/.test(odoo)) return String(1_000_000 + index);
  if (has("sku", "default_code", "code", "ref", "number")) {
    return `${prefixOf(system)}${tag.toUpperCase()}-${String(index + 1).padStart(5, "0")}`;
  }
  if (has("city")) return pick(["Berlin", "Łódź", "São Paulo", "Zürich"], index);
  if (has("street", "address")) return `${random.pick(WORDS)} Street ${index + 1}`;
  if (has("first")) return pick(FIRST, index);
  if (has("last")) return pick(LAST, index);
  if (odoo === "name" && entity.model === "res.partner") {
    if (isTree && rootOf(index) === index) return `${pick(WORDS, index)} & Co. ${index + 1}`;
    return `${pick(FIRST, index)} ${pick(LAST, index * 7)}`;
  }
  return `${random.pick(WORDS)} ${tag} ${index + 1}`;
}

function pick<T>(list: readonly T[], index: number): T {
  const item = list[index % list.length];
  if (item === undefined) throw new RangeError("pick from an empty list");
  return item;
}

const domain = (system: string): string => `${system.replaceAll("_", "-")}.example.com`;
/** Of `acme_shop`: `AS-`. */
const prefixOf = (system: string): string =>
  `${system
    .split("_")
    .map((word) => word.charAt(0).toUpperCase())
    .join("")}-`;

/** A number of three digits for a text. */
function numberOf(text: string): number {
  let number = 0;
  for (const letter of text) number = (number * 31 + (letter.codePointAt(0) ?? 0)) % 900;
  return 100 + number;
}
