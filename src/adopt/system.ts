/** How the adapters reach the system: address, credentials, pages, and the backend's fields that are needed for it. */
import type { ComponentClass, FieldDef, MethodDef, ModelClass } from "../addon/types.ts";
import type { Expr } from "../parse/python/ast.ts";
import { argument, callsIn, type Literal, literal, textOf, walkBody, walkStmts } from "../parse/python/walk.ts";
import { backendFieldProblem } from "../spec/naming.ts";
import type { SpecField } from "../spec/schema.ts";
import type { Code, Fact, Unknown } from "./facts.ts";
import { scopeOf } from "./requests.ts";
import { lastWord, type Piece, piecesOf, type Scope } from "./text.ts";

/** Keys of `system`, as far as the code says them. */
export type SystemFacts = Readonly<Record<string, Fact<unknown> | undefined>>;

interface Place {
  readonly method: MethodDef;
  readonly scope: Scope;
}

/** Attributes in which adapters of the runtime have the system's facts, and their keys in the spec. */
const DECLARED: readonly (readonly [attribute: string, key: string])[] = [
  ["_auth", "auth"],
  ["_headers", "headers"],
  ["_pagination", "pagination"],
  ["_rate_limit", "rate_limit"],
  ["_errors", "errors"],
];

const HEADER = /^(?:Authorization|Accept|[A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+)$/;
const SECRET = /secret|token|password|passwd|api_?key|private_key/;
const SIZES = ["per_page", "page_size", "limit", "pageSize", "size"];

export function systemOf(
  code: Code,
  backend: readonly ModelClass[],
  adapters: readonly ComponentClass[],
  unknown: (one: Unknown) => void,
): SystemFacts {
  const fields = new Map(backend.flatMap((one) => [...one.fields]));
  const places: Place[] = adapters.flatMap((adapter) =>
    code
      .lineOf(adapter)
      .flatMap((one) => [...one.methods.values()].map((method) => ({ method, scope: scopeOf(code, adapter, method) }))),
  );
  const own: Place[] = backend.flatMap((one) =>
    [...one.methods.values()].map((method) => ({
      method,
      scope: { body: method.node.body, attribute: (name) => textOf(one.attributes.get(name)?.value) },
    })),
  );
  const found: Record<string, Fact<unknown> | undefined> = declared(code, adapters);
  found.base_url = addressOf(code, backend, places, own, fields, unknown);
  found.auth ??= authOf(code, [...places, ...own], fields, unknown);
  found.headers ??= headersOf(code, [...places, ...own]);
  found.pagination ??= pagesOf(code, places);
  found.test = testOf(code, adapters);
  found.fields = fieldsOf(code, fields, [found.base_url, found.auth]);
  for (const [key, why] of [
    ["pagination", "the adapters do not say how a list goes on; without it one page is read"],
    ["rate_limit", "the adapters do not say how many requests the system takes"],
  ] as const) {
    if (found[key] === undefined) unknown({ key: `system.${key}`, why, look: "the documentation of the system's API" });
  }
  return found;
}

function declared(code: Code, adapters: readonly ComponentClass[]): Record<string, Fact<unknown>> {
  const found: Record<string, Fact<unknown>> = {};
  for (const one of adapters.flatMap((adapter) => code.lineOf(adapter))) {
    for (const [attribute, key] of DECLARED) {
      const stmt = one.attributes.get(attribute);
      const value = literal(stmt?.value);
      if (stmt === undefined || !(value instanceof Map)) continue;
      found[key] ??= { value: plain(value), at: code.at({ file: one.file, from: stmt.from }) };
    }
  }
  return found;
}

/** A literal of Python as data. */
function plain(value: Literal): unknown {
  if (value instanceof Map)
    return Object.fromEntries([...value].map(([key, one]) => [String(key), plain(one as Literal)]));
  if (typeof value !== "object" || value === null) return value;
  return [...(value as readonly Literal[])].map((one) => plain(one));
}

function testOf(code: Code, adapters: readonly ComponentClass[]): Fact<unknown> | undefined {
  for (const one of adapters.flatMap((adapter) => code.lineOf(adapter))) {
    const stmt = one.attributes.get("_test_endpoint");
    const endpoint = textOf(stmt?.value);
    if (stmt === undefined || endpoint === undefined) continue;
    const name = textOf(one.attributes.get("_test_name")?.value);
    return {
      value: { endpoint, ...(name !== undefined && { name }) },
      at: code.at({ file: one.file, from: stmt.from }),
    };
  }
  return undefined;
}

/** A piece that is a field of the backend, as the spec writes it; undefined for any other name. */
function fieldIn(piece: Piece, fields: ReadonlyMap<string, FieldDef>): string | undefined {
  if ("text" in piece) return undefined;
  const path = piece.name.split(".");
  const name = path.at(-1) ?? "";
  const owner = path.at(-2) ?? "";
  return fields.has(name) && /^(?:self|backend|backend_record|record)$/.test(owner) ? name : undefined;
}

function addressOf(
  code: Code,
  backend: readonly ModelClass[],
  adapters: readonly Place[],
  own: readonly Place[],
  fields: ReadonlyMap<string, FieldDef>,
  unknown: (one: Unknown) => void,
): Fact<string> | undefined {
  for (const one of backend) {
    const stmt = one.attributes.get("_base_url_template");
    const value = textOf(stmt?.value);
    if (stmt !== undefined && value !== undefined) return { value, at: code.at({ file: one.file, from: stmt.from }) };
  }
  for (const places of [adapters, own]) {
    const found = new Map<string, Fact<string>>();
    for (const { method, scope } of places) {
      for (const expr of textsIn(method)) {
        const value = addressIn(piecesOf(expr, scope), fields);
        if (value === undefined || found.has(value)) continue;
        found.set(value, { value, at: code.at({ file: method.file, from: expr.from }) });
      }
    }
    // An address that another one goes on from is the same address, cut elsewhere.
    const distinct = [...found.values()].filter(
      ({ value }) => ![...found.keys()].some((other) => other !== value && value.startsWith(`${other}/`)),
    );
    const [one] = distinct;
    if (one === undefined) continue;
    if (distinct.length === 1) return one;
    unknown({
      key: "system.base_url",
      why: `there are several addresses: ${distinct.map(({ value, at }) => `${value} (${at})`).join(", ")}`,
      look: "write the one that requests begin with",
      isNeeded: true,
    });
    return undefined;
  }
  unknown({
    key: "system.base_url",
    why: "no address is put together in the adapters or in the backend",
    look: "write it, with {field} for a field of the backend, or give it with --base-url",
    isNeeded: true,
  });
  return undefined;
}

/** What may be an address: texts of a method that are put together, docstrings left out. */
function textsIn({ node }: MethodDef): Expr[] {
  const docs = new Set([...walkStmts(node.body)].flatMap((stmt) => (stmt.kind === "ExprStmt" ? [stmt.value] : [])));
  const inner = new Set<Expr>();
  const found: Expr[] = [];
  for (const expr of walkBody(node.body)) {
    if (docs.has(expr) || inner.has(expr)) continue;
    if (expr.kind === "BinOp" || expr.kind === "JoinedStr" || expr.kind === "Str") found.push(expr);
    if (expr.kind === "BinOp")
      for (let left: Expr = expr; left.kind === "BinOp"; left = left.left) inner.add(left.left);
    if (expr.kind !== "Call") continue;
    const isJoin =
      expr.func.kind === "Name"
        ? expr.func.id === "urljoin"
        : expr.func.kind === "Attribute" && ["urljoin", "format"].includes(expr.func.attr);
    if (!isJoin) continue;
    const base = expr.func.kind === "Attribute" && expr.func.attr === "format" ? expr : expr.args[0];
    if (base !== undefined) found.push(base);
    if (base === expr && expr.func.kind === "Attribute") inner.add(expr.func.value);
  }
  return found;
}

/** The part of an address that is written or a field of the backend, up to what is known at run time only. */
function addressIn(pieces: readonly Piece[] | undefined, fields: ReadonlyMap<string, FieldDef>): string | undefined {
  if (pieces === undefined) return undefined;
  let address = "";
  for (const piece of pieces) {
    const field = fieldIn(piece, fields);
    if ("name" in piece && field === undefined) break;
    address += "text" in piece ? piece.text : `{${field ?? ""}}`;
  }
  const whole = pieces.map((piece) => ("text" in piece ? piece.text : "x")).join("");
  const isAddress =
    /^https?:\/\/[^\s/]+/.test(address) ||
    // `{location}/api`, `{location}{path}`: a field that is the beginning of an address.
    (/^\{\w+\}/.test(address) && whole.length > 1 && /url|location|host|domain|address|endpoint|site/.test(address));
  return isAddress && !/\s/.test(address) ? address.replace(/[/?]+$/, "") : undefined;
}

function authOf(
  code: Code,
  places: readonly Place[],
  fields: ReadonlyMap<string, FieldDef>,
  unknown: (one: Unknown) => void,
): Fact<unknown> | undefined {
  const found = new Map<string, Fact<unknown>>();
  const take = (value: unknown, method: MethodDef, { from }: Expr): void => {
    const key = JSON.stringify(value);
    if (!found.has(key)) found.set(key, { value, at: code.at({ file: method.file, from }) });
  };
  for (const { method, scope } of places) {
    for (const { name, value } of entriesIn(method)) {
      const pieces = piecesOf(value, scope);
      if (pieces === undefined || !HEADER.test(name)) continue;
      if (!pieces.some((piece) => fieldIn(piece, fields) !== undefined)) continue;
      if (pieces.some((piece) => "name" in piece && fieldIn(piece, fields) === undefined)) continue;
      const text = pieces.map((piece) => ("text" in piece ? piece.text : `{${lastWord(piece.name)}}`)).join("");
      take(headerAuth(name, text), method, value);
    }
    for (const pair of pairsIn(method)) {
      const [user, password] = pair.map((one) => piecesOf(one, scope)?.map((piece) => fieldIn(piece, fields)));
      const [username, secret] = [user?.[0], password?.[0]];
      if (user?.length !== 1 || password?.length !== 1 || username === undefined || secret === undefined) continue;
      take({ kind: "basic", username: `{${username}}`, password: `{${secret}}` }, method, pair[0]);
    }
  }
  const all = [...found.values()];
  if (all.length === 1) return all[0];
  const hint = "write system.auth: see odoo-connector spec docs auth";
  unknown({
    key: "system.auth",
    why:
      all.length === 0
        ? "no header and no pair of user and password is made of fields of the backend"
        : `there are several ways: ${all.map(({ value, at }) => `${JSON.stringify(value)} (${at})`).join(", ")}`,
    look: hint,
    isNeeded: true,
  });
  return undefined;
}

function headerAuth(name: string, text: string): unknown {
  if (name !== "Authorization") return { kind: "header", header: name, value: text };
  const [, scheme, token] = /^(\S+) (\S+)$/.exec(text) ?? [];
  if (scheme === undefined || token === undefined) return { kind: "header", header: name, value: text };
  return scheme === "Bearer" ? { kind: "bearer", token } : { kind: "scheme", scheme, token };
}

/** Entries of dictionaries and assignments to a key: `{"X-Key": v}`, `headers["X-Key"] = v`. */
function entriesIn({ node }: MethodDef): { name: string; value: Expr }[] {
  const found: { name: string; value: Expr }[] = [];
  for (const expr of walkBody(node.body)) {
    if (expr.kind !== "Dict") continue;
    for (const { key, value } of expr.items) {
      const name = textOf(key);
      if (name !== undefined) found.push({ name, value });
    }
  }
  for (const stmt of walkStmts(node.body)) {
    if (stmt.kind !== "Assign" || stmt.value === undefined) continue;
    for (const target of stmt.targets) {
      const name = target.kind === "Subscript" ? textOf(target.index) : undefined;
      if (name !== undefined) found.push({ name, value: stmt.value });
    }
  }
  return found;
}

/** `auth=(user, password)`, `session.auth = (user, password)`, `HTTPBasicAuth(user, password)` */
function pairsIn({ node }: MethodDef): (readonly [Expr, Expr])[] {
  const found: (readonly [Expr, Expr])[] = [];
  const take = (elements: readonly Expr[]): void => {
    const [user, password] = elements;
    if (elements.length === 2 && user !== undefined && password !== undefined) found.push([user, password]);
  };
  for (const call of callsIn(node.body)) {
    const given = argument(call, "auth");
    if (given?.kind === "Tuple") take(given.elts);
    const name = call.func.kind === "Name" ? call.func.id : call.func.kind === "Attribute" ? call.func.attr : "";
    if (name === "HTTPBasicAuth") take(call.args);
  }
  for (const stmt of walkStmts(node.body)) {
    if (stmt.kind !== "Assign" || stmt.value?.kind !== "Tuple") continue;
    if (
      stmt.targets.some(
        (one) => (one.kind === "Attribute" && one.attr === "auth") || (one.kind === "Name" && one.id === "auth"),
      )
    )
      take(stmt.value.elts);
  }
  return found;
}

/** Headers with constant values. */
function headersOf(code: Code, places: readonly Place[]): Fact<unknown> | undefined {
  const found: Record<string, string> = {};
  let at: string | undefined;
  for (const { method } of places) {
    for (const { name, value } of entriesIn(method)) {
      const text = textOf(value);
      // What a body is made of is said for each request.
      if (
        text === undefined ||
        text === "" ||
        !HEADER.test(name) ||
        name === "Content-Type" ||
        name === "Authorization"
      )
        continue;
      found[name] ??= text;
      at ??= code.at({ file: method.file, from: value.from });
    }
  }
  return at === undefined ? undefined : { value: found, at };
}

/** Pages by number, or by the Link header, where the code of an adapter counts or follows them. */
function pagesOf(code: Code, places: readonly Place[]): Fact<unknown> | undefined {
  for (const { method } of places) {
    const exprs = walkBody(method.node.body);
    const link = exprs.find((one) => one.kind === "Attribute" && one.attr === "links");
    if (link !== undefined && exprs.some((one) => textOf(one) === "next")) {
      return { value: { kind: "link_header", rel: "next" }, at: code.at({ file: method.file, from: link.from }) };
    }
    for (const dict of exprs) {
      if (dict.kind !== "Dict") continue;
      const names = dict.items.flatMap(({ key }) => textOf(key) ?? []);
      const size = SIZES.find((name) => names.includes(name));
      const isCounted = [...walkStmts(method.node.body)].some(
        (stmt) =>
          stmt.kind === "Assign" &&
          stmt.op === "+" &&
          stmt.targets.some((one) => one.kind === "Name" && one.id === "page"),
      );
      if (!names.includes("page") || size === undefined || !isCounted) continue;
      const number = literal(dict.items.find(({ key }) => textOf(key) === size)?.value);
      return {
        value: {
          kind: "page",
          page_param: "page",
          size_param: size,
          ...(typeof number === "number" && { size: number }),
        },
        at: code.at({ file: method.file, from: dict.from }),
      };
    }
  }
  return undefined;
}

const TYPES: readonly string[] = ["char", "text", "integer", "float", "boolean", "selection"];

/** Fields of the backend that address and credentials name, and what looks like a secret. */
function fieldsOf(
  code: Code,
  fields: ReadonlyMap<string, FieldDef>,
  facts: readonly (Fact<unknown> | undefined)[],
): Fact<readonly Fact<SpecField>[]> {
  const used = new Set(
    [...JSON.stringify(facts.map((one) => one?.value)).matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ""),
  );
  const found: Fact<SpecField>[] = [];
  for (const [name, field] of fields) {
    const isComputed = ["compute", "related"].some((word) => argument(field.call, word) !== undefined);
    if (isComputed || !TYPES.includes(field.type) || backendFieldProblem(name) !== undefined) continue;
    const isSecret = SECRET.test(name);
    if (!used.has(name) && !isSecret) continue;
    const label = textOf(argument(field.call, "string", field.type === "selection" ? 1 : 0));
    const values = literal(argument(field.call, "selection", 0));
    const words = Array.isArray(values)
      ? (values as readonly Literal[]).flatMap((one) =>
          Array.isArray(one) && typeof one[0] === "string" ? [one[0]] : [],
        )
      : [];
    // A selection whose values are made by code is a text to whoever fills it in.
    const isText = field.type === "selection" && words.length === 0;
    const initial = literal(argument(field.call, "default"));
    const isRequired = literal(argument(field.call, "required")) === true;
    const help = textOf(argument(field.call, "help"));
    found.push({
      value: {
        name,
        ...(label !== undefined && label !== "" && { label }),
        type: isText ? "char" : (field.type as SpecField["type"]),
        ...(words.length > 0 && { values: words }),
        ...(isDefault(field.type, initial, words) && { default: initial as string }),
        ...(isRequired && { required: true }),
        ...(isSecret && { secret: true }),
        ...(help !== undefined && help !== "" && { help }),
      },
      at: code.at(field),
    });
  }
  return { value: found, at: "" };
}

function isDefault(type: string, value: Literal | undefined, words: readonly string[]): boolean {
  if (type === "selection") return typeof value === "string" && words.includes(value);
  if (type === "char" || type === "text") return typeof value === "string" && value !== "";
  if (type === "integer") return Number.isInteger(value);
  if (type === "float") return typeof value === "number";
  return type === "boolean" && typeof value === "boolean";
}
