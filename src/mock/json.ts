/**
 * JSON with exact integers. Systems hand out 64-bit ids, which a JavaScript number rounds beyond 2^53;
 * the mock must serve and read every digit, or it would hide exactly the bug that it exists to find.
 */
export type Json = null | boolean | number | bigint | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** An object as the store holds it: treated as frozen, replaced as a whole by every change. */
export type Row = Readonly<JsonObject>;

const cache = new WeakMap<object, string>();

/**
 * JSON text of a value; a bigint becomes its digits. Text of frozen objects is remembered,
 * because a stored row is served many times and never changed in place.
 */
export function stringify(value: Json): string {
  if (value === null) return "null";
  switch (typeof value) {
    case "string":
      return JSON.stringify(value);
    case "bigint":
      return value.toString();
    case "number":
      return Number.isFinite(value) ? String(value) : "null";
    case "boolean":
      return value ? "true" : "false";
    default:
      break;
  }
  const frozen = Object.isFrozen(value);
  const known = frozen ? cache.get(value) : undefined;
  if (known !== undefined) return known;
  const text = Array.isArray(value)
    ? `[${value.map(stringify).join(",")}]`
    : `{${members(value)
        .map(([key, item]) => `${JSON.stringify(key)}:${stringify(item)}`)
        .join(",")}}`;
  if (frozen) cache.set(value, text);
  return text;
}

/** As `JSON.stringify`: a key without a value is no key. */
function members(value: JsonObject): [string, Json][] {
  const entries: [string, Json | undefined][] = Object.entries(value);
  return entries.filter((entry): entry is [string, Json] => entry[1] !== undefined);
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;
const MARK = "\u0000int:";
// eslint-disable-next-line no-control-regex -- the mark begins with a character that no real text does
const MARKED = /^\u0000int:-?\d+$/;

/**
 * Parses JSON; an integer that a number can't hold exactly becomes a bigint.
 * Throws `SyntaxError` as `JSON.parse` does.
 */
export function parse(text: string): Json {
  const prepared = text.replace(TOKEN, (token) =>
    token.length < 16 || !/^-?\d+$/.test(token) || Number.isSafeInteger(Number(token))
      ? token
      : JSON.stringify(MARK + token),
  );
  if (prepared === text) return JSON.parse(text) as Json;
  return JSON.parse(prepared, (_key, value: unknown) =>
    typeof value === "string" && MARKED.test(value) ? BigInt(value.slice(MARK.length)) : value,
  ) as Json;
}

/** Whether a value is a plain JSON object (no array, no null). */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Value at a dotted path (`default_address.city`, `lines[].sku` gives the first line's); undefined where nothing stands. */
export function at(value: Json | undefined, path: string): Json | undefined {
  let current: Json | undefined = value;
  for (const part of path.split(".")) {
    const list = part.endsWith("[]");
    current = isObject(current) ? current[list ? part.slice(0, -2) : part] : undefined;
    if (list) current = Array.isArray(current) ? current[0] : undefined;
  }
  return current;
}

/** An id, amount or name as text, "" for what is not a scalar: keys of records and query values are compared this way. */
export function textOf(value: Json | undefined): string {
  switch (typeof value) {
    case "string":
      return value;
    case "number":
    case "bigint":
    case "boolean":
      return String(value);
    default:
      return "";
  }
}

/** A list of objects, whatever stands there. */
export function objects(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A copy of an object without some keys. */
export function omit(value: Readonly<JsonObject>, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}

/** Frozen at its top: how rows enter the store. */
export function freeze<T extends JsonObject>(value: T): Readonly<T> {
  return Object.freeze(value);
}
