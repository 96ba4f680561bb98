import { freeze, type JsonObject, type Row } from "./json.ts";
import type { Change, CollectionDef } from "./types.ts";

export type Id = string | number | bigint;

interface Collection {
  def: CollectionDef;
  rows: Map<string, Row>;
  sorted: Row[] | undefined;
}

/**
 * The remote system's database, in memory. A row is frozen: a change replaces it, so whoever holds one keeps what was
 * true then. Reads are cheap: the sorted list of a collection is kept until something in it changes.
 */
export class Store {
  readonly #collections = new Map<string, Collection>();
  readonly #names = new Map<string, Collection>();
  readonly #listeners: ((change: Change) => void)[] = [];

  define(def: CollectionDef): void {
    const collection: Collection = { def, rows: new Map(), sorted: undefined };
    this.#collections.set(def.name, collection);
    for (const name of [def.name, ...(def.aliases ?? [])]) this.#names.set(name, collection);
  }

  /** Names of the collections (without aliases). */
  names(): string[] {
    return [...this.#collections.keys()];
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  onChange(listener: (change: Change) => void): void {
    this.#listeners.push(listener);
  }

  /** All rows in the system's own order. Not to be changed. */
  list(name: string): readonly Row[] {
    const collection = this.#collection(name);
    if (!collection.sorted) {
      const rows = [...collection.rows.values()];
      const compare = collection.def.compare?.bind(collection.def);
      collection.sorted = compare ? rows.sort(compare) : rows;
    }
    return collection.sorted;
  }

  count(name: string): number {
    return this.#collection(name).rows.size;
  }

  get(name: string, id: Id): Row | undefined {
    return this.#collection(name).rows.get(String(id));
  }

  /** Creates a record as the system would. Throws `Rejected` where it would refuse. */
  create(name: string, values: JsonObject): Row {
    const collection = this.#collection(name);
    const row = this.#put(collection, collection.def.prepare(values, undefined));
    this.#tell({ collection: collection.def.name, action: "create", row });
    return row;
  }

  /** Changes a record as the system would. Throws `Rejected` where it would refuse, `RangeError` where there is no such record. */
  update(name: string, id: Id, values: JsonObject): Row {
    const collection = this.#collection(name);
    const previous = collection.rows.get(String(id));
    if (!previous) throw new RangeError(`No record ${String(id)} in "${name}"`);
    const row = this.#put(collection, collection.def.prepare(values, previous));
    this.#tell({ collection: collection.def.name, action: "update", row, previous });
    return row;
  }

  /** Whether there was such a record. */
  remove(name: string, id: Id): boolean {
    const collection = this.#collection(name);
    const row = collection.rows.get(String(id));
    if (!row) return false;
    collection.rows.delete(String(id));
    collection.sorted = undefined;
    this.#tell({ collection: collection.def.name, action: "remove", row });
    return true;
  }

  /** Puts a complete row without telling anybody: data sets and derived values. */
  put(name: string, values: JsonObject): Row {
    return this.#put(this.#collection(name), values);
  }

  /** Takes a row away without telling anybody. */
  drop(name: string, id: Id): void {
    const collection = this.#collection(name);
    collection.rows.delete(String(id));
    collection.sorted = undefined;
  }

  #put(collection: Collection, values: JsonObject): Row {
    const row = freeze(values);
    collection.rows.set(collection.def.key(row), row);
    collection.sorted = undefined;
    return row;
  }

  #tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  #collection(name: string): Collection {
    const collection = this.#names.get(name);
    if (!collection) {
      throw new RangeError(`No collection "${name}"; there are: ${[...this.#names.keys()].join(", ")}`);
    }
    return collection;
  }
}
