/** Data for a system that nobody described: records made from the remote paths of its mapping. */
import type { Json, JsonObject } from "./json.ts";
import { setAt } from "./pages.ts";
import type { Random } from "./random.ts";
import type { EntityView, MappingView } from "./spec-view.ts";

const WORDS = ["Amber", "Birch", "Cedar", "Dune", "Ember", "Fjord", "Garnet", "Harbour", "Iris", "Juniper"];
const FIRST = ["Anna", "Björn", "Chloé", "Dmitri", "Eşref", "فاطمة", "Grace", "花子", "Ines", "José"];
const LAST = ["Müller", "O'Neill", "Łukasik", "García", "Öztürk", "السيد", "Smith & Sons", "山田", "Nguyễn", "Rossi"];

/**
 * One record with a value at every remote path of the entity's mapping, guessed from the Odoo field, the transform and
 * the path's own words. Deterministic for an index and a seeded generator.
 * @param stamp what dates are filled with, in the system's format
 */
export function sampleRecord(entity: EntityView, index: number, random: Random, stamp: string | number): JsonObject {
  const record: JsonObject = {};
  const put = (target: JsonObject, mapping: MappingView, tag: string): void => {
    for (const path of mapping.remote) {
      const list = path.indexOf("[]");
      if (list < 0) setAt(target, path, valueOf(mapping, path, index, tag, random, stamp));
    }
  };
  for (const mapping of entity.mapping) put(record, mapping, entity.name);
  for (const child of entity.children) {
    const rows: Json[] = [];
    for (let row = 0; row < 1 + (index % 3); row += 1) {
      const item: JsonObject = {};
      if (child.id !== undefined) setAt(item, child.id, (index + 1) * 100 + row + 1);
      for (const mapping of child.mapping) put(item, mapping, `${child.name}-${row + 1}`);
      rows.push(item);
    }
    setAt(record, child.path, rows);
  }
  return record;
}

function valueOf(
  mapping: MappingView,
  path: string,
  index: number,
  tag: string,
  random: Random,
  stamp: string | number,
): Json {
  const hint = `${mapping.odoo} ${path}`.toLowerCase();
  const has = (...words: string[]): boolean => words.some((word) => hint.includes(word));
  const kind = mapping.kind;
  if (kind === "country" || has("country")) return ["DE", "FR", "US", "IT"][index % 4] ?? "DE";
  if (kind === "state" || has("state_id", "province")) return ["BY", "IDF", "CA", "MI"][index % 4] ?? "BY";
  if (["iso8601", "naive_utc", "sql_utc", "unix_seconds", "unix_millis"].includes(kind) || has("date", "_at"))
    return stamp;
  if (kind === "minor_units") return random.int(100, 99_900);
  if (kind === "equals") return "active";
  if (mapping.odoo === "active") return true;
  if (kind === "int" || has("quantity", "qty")) return random.int(1, 9);
  if (kind === "float" || has("price", "amount", "weight", "cost"))
    return `${random.int(1, 999)}.${random.int(10, 99)}`;
  if (has("currency")) return "EUR";
  if (has("zip", "post")) return String(10_000 + (index % 80_000));
  if (has("email")) return `contact${index + 1}@example.com`;
  if (has("phone", "mobile")) return `+4930${String(1_000_000 + index)}`;
  if (has("barcode", "ean")) return String(4_000_000_000_000 + index);
  if (has("sku", "default_code", "code", "ref", "number"))
    return `${tag.toUpperCase()}-${String(index + 1).padStart(5, "0")}`;
  if (has("city")) return ["Berlin", "Łódź", "São Paulo", "Zürich"][index % 4] ?? "Berlin";
  if (has("street", "address")) return `${random.pick(WORDS)} Street ${index + 1}`;
  if (has("first")) return FIRST[index % FIRST.length] ?? "Anna";
  if (has("last")) return LAST[index % LAST.length] ?? "Smith";
  if (has("partner") && has("name")) return `${FIRST[index % FIRST.length] ?? ""} ${LAST[index % LAST.length] ?? ""}`;
  return `${random.pick(WORDS)} ${tag} ${index + 1}`;
}
