/**
 * What the mock needs of a spec, read from the YAML document itself and not from what the generator made of it:
 * a mock that shared the generator's reading would share its mistakes.
 */
import { isObject, textOf, type Json, type JsonObject } from "./json.ts";

export interface EndpointView {
  method: string;
  /** Below the base path, without the query. */
  path: string;
  /** Query parameters that are part of the address, placeholders unfilled. */
  query: Readonly<Record<string, string>>;
}

export interface MappingView {
  odoo: string;
  remote: readonly string[];
  kind: string;
  /** What the transform is given: the entity of a lookup, the table of values. */
  argument: Json | undefined;
  /** `else` of `equals`. */
  otherwise: Json | undefined;
}

export interface ChildView {
  name: string;
  model: string;
  /** Path of the list in the parent's record. */
  path: string;
  id: string | undefined;
  mapping: readonly MappingView[];
  raw: JsonObject;
}

export interface EntityView {
  name: string;
  plural: string;
  model: string;
  /** Paths that make the identity. */
  id: readonly string[];
  updated: string | undefined;
  endpoints: Readonly<Record<string, EndpointView>>;
  /** Dotted paths that wrap; undefined: nothing wraps. */
  envelope: { list: string | undefined; item: string | undefined; request: string | undefined };
  filter: JsonObject | undefined;
  pagination: JsonObject;
  mapping: readonly MappingView[];
  children: readonly ChildView[];
  raw: JsonObject;
}

export interface FieldView {
  name: string;
  type: string;
  default: string | undefined;
  example: string | undefined;
  values: readonly string[];
  secret: boolean;
}

/** A mapping table that the system lists. */
export interface TableView {
  name: string;
  /** Paths in its records. */
  id: string;
  label: string;
  /** Place of the list in the answer; undefined: the answer is the list. */
  path: string | undefined;
  list: EndpointView;
  pagination: JsonObject;
}

export interface SpecView {
  name: string;
  /** Which system it is, by whose hand-written part it answers: its name where nothing else is said. */
  system: string;
  title: string;
  /** Path part of the base URL with backend fields as placeholders: `/admin/api/{api_version}`. */
  basePath: string;
  /** Backend fields that hold the whole origin (`{store_url}/wp-json/…`): the mock's own address goes there. */
  originFields: readonly string[];
  fields: readonly FieldView[];
  auth: JsonObject;
  test: EndpointView | undefined;
  /** Path in the answer of the connection test that holds the name to show. */
  testName: string | undefined;
  pagination: JsonObject;
  rateLimit: JsonObject;
  errors: JsonObject;
  formats: JsonObject;
  webhooks: JsonObject | undefined;
  topics: readonly { topic: string; entity: string; event: string }[];
  entities: readonly EntityView[];
  tables: readonly TableView[];
}

/**
 * Reads a parsed `connector.yaml`. Tolerant: what is missing gets the plainest meaning, because validating a spec is
 * somebody else's work and was done before.
 * @throws TypeError where the document is no connector spec at all
 */
export function readSpec(document: unknown): SpecView {
  const spec = object(document);
  const connector = object(spec.connector);
  const system = object(spec.system);
  const name = text(connector.name);
  if (name === undefined) throw new TypeError("A mock needs a connector spec: there is no connector.name");
  const baseUrl = text(system.base_url) ?? "https://{base_url}";
  const origin = /^\{(\w+)\}(?=\/|$)/.exec(baseUrl);
  const afterHost = origin ? baseUrl.slice(origin[0].length) : baseUrl.replace(/^[a-z]+:\/\/[^/]*/i, "");
  const test = isObject(system.test) ? system.test : undefined;
  const pagination = object(system.pagination);
  return {
    name,
    system: text(connector.system) ?? name,
    title: text(connector.title) ?? name,
    basePath: afterHost.replace(/\/+$/, ""),
    originFields: origin?.[1] ? [origin[1]] : [],
    fields: list(system.fields).map(readField),
    auth: object(system.auth),
    test: test ? endpoint(test.endpoint ?? test.path, "GET") : undefined,
    testName: test ? text(test.name) : undefined,
    pagination,
    // Where several mechanisms act together, the first is the one that clients meet.
    rateLimit: object(Array.isArray(system.rate_limit) ? system.rate_limit[0] : system.rate_limit),
    errors: object(system.errors),
    formats: object(system.formats),
    webhooks: isObject(system.webhooks) ? system.webhooks : undefined,
    topics: list(spec.webhooks).map((item) => ({
      topic: text(item.topic) ?? "",
      entity: text(item.entity) ?? "",
      event: text(item.event) ?? "",
    })),
    entities: list(spec.entities).map((item) => readEntity(item, object(system.envelope), pagination)),
    tables: list(spec.tables).flatMap((item) => {
      const read = endpoint(item.list, "GET");
      if (read === undefined) return [];
      return [
        {
          name: text(item.name) ?? "",
          id: text(item.id) ?? "id",
          label: text(item.name_path) ?? "name",
          path: text(item.path),
          list: read,
          pagination: isObject(item.pagination) ? item.pagination : pagination,
        },
      ];
    }),
  };
}

function readEntity(raw: JsonObject, envelope: JsonObject, pagination: JsonObject): EntityView {
  const name = text(raw.name) ?? "record";
  const plural = text(raw.plural) ?? pluralOf(name);
  const own = object(raw.envelope);
  const wrap = (key: string): string | undefined => {
    const value = key in own ? own[key] : envelope[key];
    return text(value)?.replace("{plural}", plural).replace("{singular}", name);
  };
  const endpoints: Record<string, EndpointView> = {};
  const { actions, ...plain } = object(raw.endpoints);
  for (const [key, value] of Object.entries({ ...object(actions), ...plain })) {
    const method =
      ({ create: "POST", update: "PUT", delete: "DELETE", cancel: "POST" } as Record<string, string>)[key] ?? "GET";
    const read = endpoint(value, method);
    if (read) endpoints[key] = read;
  }
  const id = texts(raw.id);
  return {
    name,
    plural,
    model: text(raw.model) ?? "",
    id: id.length > 0 ? id : ["id"],
    updated: text(raw.updated),
    endpoints,
    envelope: { list: wrap("list"), item: wrap("item"), request: wrap("request") },
    filter: isObject(raw.filter) ? raw.filter : undefined,
    pagination: isObject(raw.pagination) ? raw.pagination : pagination,
    mapping: list(raw.mapping).map(readMapping),
    children: [...list(raw.children), ...orderLines(raw), ...transferLines(raw)].map((child) => ({
      name: text(child.name) ?? "line",
      model: text(child.model) ?? "",
      path: text(child.path) ?? "lines",
      id: text(child.id),
      mapping: list(child.mapping).map(readMapping),
      raw: child,
    })),
    raw,
  };
}

/** An order block names its lines' paths one by one; here they become a child like any other. */
function orderLines(raw: JsonObject): JsonObject[] {
  const lines = object(object(raw.order).lines);
  const path = text(lines.path);
  if (path === undefined) return [];
  const mapping: Json[] = [];
  for (const [odoo, remote] of Object.entries({
    product_uom_qty: lines.quantity,
    price_unit: lines.price,
    default_code: lines.sku,
    name: lines.name,
  })) {
    for (const one of texts(remote)) mapping.push({ odoo, remote: one });
  }
  return [{ name: "line", path, id: lines.id ?? null, mapping }];
}

/** The same for the lines of a transfer; what they are about is linked when the records are made. */
function transferLines(raw: JsonObject): JsonObject[] {
  const lines = object(object(raw.picking).lines);
  const path = text(lines.path);
  if (path === undefined) return [];
  const mapping: Json[] = [];
  for (const [odoo, remote] of Object.entries({
    product_uom_qty: lines.quantity,
    default_code: lines.sku,
    name: lines.name,
  })) {
    for (const one of texts(remote)) mapping.push({ odoo, remote: one });
  }
  return [{ name: "line", path, mapping }];
}

function readMapping(raw: JsonObject): MappingView {
  const transform = Array.isArray(raw.transform) ? raw.transform.at(-1) : raw.transform;
  const kind = text(transform) ?? (isObject(transform) ? Object.keys(transform)[0] : undefined) ?? "";
  const details = isObject(transform) ? transform : {};
  return {
    odoo: text(raw.odoo) ?? "",
    remote: texts(raw.remote),
    kind,
    argument: details[kind],
    otherwise: details.else,
  };
}

function readField(raw: JsonObject): FieldView {
  return {
    name: text(raw.name) ?? "",
    type: text(raw.type) ?? "char",
    default: text(raw.default),
    example: text(raw.example),
    values: Array.isArray(raw.values)
      ? raw.values.map((value) => text(isObject(value) ? value.value : value) ?? "")
      : [],
    secret: raw.secret === true,
  };
}

function endpoint(value: Json | undefined, method: string): EndpointView | undefined {
  const whole = text(isObject(value) ? value.request : value);
  if (whole === undefined) return undefined;
  const match = /^(?:(GET|POST|PUT|PATCH|DELETE)\s+)?(\S+)/.exec(whole.trim());
  if (!match?.[2]) return undefined;
  const [path = "", query = ""] = match[2].split("?", 2);
  return { method: match[1] ?? method, path, query: Object.fromEntries(new URLSearchParams(query)) };
}

/** The plain English plural, as far as names of entities go. */
export function pluralOf(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

function object(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}

function list(value: Json | undefined): JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** A scalar as text; undefined for null, missing and structures. */
function text(value: Json | undefined): string | undefined {
  return value === null || value === undefined || typeof value === "object" ? undefined : textOf(value);
}

function texts(value: Json | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).map(text).filter((item) => item !== undefined);
}
