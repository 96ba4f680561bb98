/**
 * The ways in which systems cut a list into pages. Positional kinds (page, offset) skip and repeat records when the list
 * changes under way, cursor kinds don't: that is how the real systems behave, and what an importer has to survive.
 */
import { textOf, type Json, type JsonObject, type Row } from "./json.ts";
import type { Call, Reply } from "./types.ts";

/** Where a window begins: after or before a row that is identified by its key and its place in the order. */
export interface Cursor {
  /** Keys of the filters that made the list, and their values. */
  filters: Record<string, string>;
  direction: "next" | "previous";
  /** The row at the edge, as far as the order needs it. */
  edge: JsonObject;
}

export interface Window {
  rows: readonly Row[];
  previous: Row | undefined;
  next: Row | undefined;
}

/** The `limit` rows after or before an edge, in the list's order; the edge itself need not exist any more. */
export function windowOf(
  rows: readonly Row[],
  compare: (a: Row, b: Row) => number,
  limit: number,
  cursor?: Pick<Cursor, "direction" | "edge">,
): Window {
  let start = 0;
  if (cursor) {
    // Binary search: the first row after (or at) the edge.
    let low = 0;
    let high = rows.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const row = rows[middle];
      const order = row ? compare(row, cursor.edge) : 1;
      if (order < 0 || (order === 0 && cursor.direction === "next")) low = middle + 1;
      else high = middle;
    }
    start = cursor.direction === "next" ? low : Math.max(0, low - limit);
    if (cursor.direction === "previous") {
      const window = rows.slice(start, low);
      return { rows: window, previous: start > 0 ? window[0] : undefined, next: window.at(-1) };
    }
  }
  const window = rows.slice(start, start + limit);
  return {
    rows: window,
    previous: start > 0 ? window[0] : undefined,
    next: start + limit < rows.length ? window.at(-1) : undefined,
  };
}

/** A positive integer of the query, or a default where it is missing or nonsense, never above the maximum. */
export function sizeOf(value: string | null, standard: number, maximum: number): number {
  const size = value === null ? standard : Number(value);
  return Number.isInteger(size) && size > 0 ? Math.min(size, maximum) : standard;
}

/** An opaque text for a cursor, and back; undefined for what is none. */
export function encodeCursor(value: JsonObject): string {
  return Buffer.from(stringifyPlain(value), "utf8").toString("base64url");
}

export function decodeCursor(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

/** Ids travel as text inside a cursor, so that no digit is lost. */
function stringifyPlain(value: JsonObject): string {
  return JSON.stringify(value, (_key, item: unknown) => (typeof item === "bigint" ? item.toString() : item));
}

/** What a page adds to the answer. */
export interface Page {
  rows: readonly Row[];
  headers: Record<string, string>;
  /** Values to set at dotted paths of the body. */
  extras: Record<string, Json>;
}

const num = (options: JsonObject, keys: readonly string[], standard: number): number => {
  for (const key of keys) {
    const value = Number(options[key]);
    if (options[key] !== undefined && options[key] !== null && Number.isFinite(value)) return value;
  }
  return standard;
};

const str = (options: JsonObject, keys: readonly string[], standard: string): string => {
  for (const key of keys) {
    const value = textOf(options[key]);
    if (value !== "") return value;
  }
  return standard;
};

/**
 * A page of a list as the spec's pagination describes it.
 * @param rows the filtered rows in their order
 * @param keyOf identity of a row
 * @param options the spec's `pagination` block
 */
export function paginate(
  call: Call,
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  options: JsonObject,
): Page | Reply {
  const kind = str(options, ["kind"], "none");
  const size = sizeOf(
    call.query.get(str(options, ["size_param"], "limit")),
    num(options, ["default", "size"], 50),
    num(options, ["max"], 250),
  );
  const extras: Record<string, Json> = {};
  const headers: Record<string, string> = {};
  const total = str(options, ["total_path"], "");
  if (total) extras[total] = rows.length;
  const totalHeader = str(options, ["total_header"], "");
  if (totalHeader) headers[totalHeader] = String(rows.length);
  switch (kind) {
    case "page": {
      const first = num(options, ["first", "first_page", "start"], 1);
      const asked = call.query.get(str(options, ["page_param", "param"], "page"));
      const page = asked === null ? first : Number(asked);
      const pages = Math.ceil(rows.length / size);
      const pagesHeader = str(options, ["pages_header"], "");
      if (pagesHeader) headers[pagesHeader] = String(pages);
      const pagesPath = str(options, ["pages_path"], "");
      if (pagesPath) extras[pagesPath] = pages;
      const more = str(options, ["more_path"], "");
      if (more) extras[more] = page - first + 1 < pages;
      const start = Math.max(0, page - first) * size;
      return { rows: rows.slice(start, start + size), headers, extras };
    }
    case "offset": {
      const start = Number(call.query.get(str(options, ["offset_param", "param"], "offset")) ?? 0) || 0;
      const more = str(options, ["more_path"], "");
      if (more) extras[more] = start + size < rows.length;
      return { rows: rows.slice(start, start + size), headers, extras };
    }
    case "cursor":
    case "last_id":
    case "link_header":
    case "next_url": {
      const param = str(options, ["cursor_param", "param"], kind === "last_id" ? "starting_after" : "cursor");
      const given = call.query.get(param);
      const order = new Map(rows.map((row, index) => [keyOf(row), index]));
      let start = 0;
      if (given !== null && given !== "") {
        const cursor = kind === "last_id" ? { after: given, at: -1 } : decodeCursor(given);
        const after = cursor ? textOf(cursor.after) : "";
        const place = order.get(after);
        if (!cursor || after === "") return { status: 400, body: { errors: { [param]: "Invalid value." } } };
        // The row may be gone: go on from the place where it stood.
        start = place === undefined ? Math.max(0, num(cursor, ["at"], 0)) : place + 1;
      }
      const window = rows.slice(start, start + size);
      const last = window.at(-1);
      const more = start + size < rows.length && last !== undefined;
      const next = more ? encodeCursor({ after: keyOf(last), at: start + size }) : undefined;
      const morePath = str(options, ["more_path"], "");
      if (morePath) extras[morePath] = more;
      if (kind === "cursor") extras[str(options, ["cursor_path", "next_path"], "next_cursor")] = next ?? null;
      if (kind === "link_header" || kind === "next_url") {
        const target = new URLSearchParams(call.query);
        if (next !== undefined) target.set(param, next);
        const address = `${call.baseUrl}${call.path}?${target.toString()}`;
        if (kind === "next_url")
          extras[str(options, ["next_path", "path"], "next")] = next === undefined ? null : address;
        else if (next !== undefined) headers.Link = `<${address}>; rel="${str(options, ["rel"], "next")}"`;
      }
      return { rows: window, headers, extras };
    }
    default:
      return { rows, headers, extras };
  }
}

/** Whether paging ended in an answer of its own (a bad cursor). */
export function isReply(value: Page | Reply): value is Reply {
  return "status" in value;
}

/** Sets a value at a dotted path, making objects on the way. */
export function setAt(target: JsonObject, path: string, value: Json): void {
  const parts = path.split(".");
  const last = parts.pop() ?? path;
  let current = target;
  for (const part of parts) {
    const next = current[part];
    if (typeof next === "object" && next !== null && !Array.isArray(next)) current = next;
    else {
      const made: JsonObject = {};
      current[part] = made;
      current = made;
    }
  }
  current[last] = value;
}
