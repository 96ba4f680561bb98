/** The requests of the adapters: which endpoint each kind of access to an entity calls. */
import type { ComponentClass, MethodDef } from "../addon/types.ts";
import type { Call } from "../parse/python/ast.ts";
import { argument, callsIn, literal, textOf } from "../parse/python/walk.ts";
import { pluralOf } from "../spec/naming.ts";
import type { Code, Fact, Unknown } from "./facts.ts";
import { lastWord, piecesOf, type Scope } from "./text.ts";

export const KINDS = ["list", "get", "create", "update", "delete"] as const;
export type Kind = (typeof KINDS)[number];
export type Endpoints = Partial<Record<Kind, Fact<string>>>;

const VERBS = new Set(["GET", "POST", "PUT", "PATCH", "DELETE"]);

/** Methods of an adapter that is of one entity, as OCA's CRUD adapter and its kind have them. */
const OWN_METHODS: Readonly<Record<Kind, RegExp>> = {
  list: /^(?:search|search_read|list|read_all|get_all|find)$/,
  get: /^(?:read|get|read_one|get_one)$/,
  create: /^(?:create|post|add)$/,
  update: /^(?:write|update|put|patch)$/,
  delete: /^(?:delete|unlink|remove)$/,
};

/** Methods of an adapter that is of all entities. */
const NAMED_METHODS: Readonly<Record<Kind, readonly string[]>> = {
  list: ["get_all_*s", "get_*s", "list_*s", "search_*s", "fetch_*s", "read_*s", "iter_*s"],
  get: ["get_*", "read_*", "fetch_*", "get_*_record"],
  create: ["create_*", "add_*", "post_*"],
  update: ["update_*", "write_*", "put_*"],
  delete: ["delete_*", "remove_*"],
};

/**
 * @param own adapters that apply on the entity's binding
 * @param shared adapters that apply on any model
 */
export function endpointsOf(
  code: Code,
  entity: string,
  own: readonly ComponentClass[],
  shared: readonly ComponentClass[],
  unknown: (one: Unknown) => void,
): Endpoints {
  const found: Endpoints = {};
  const take = (kind: Kind, adapter: ComponentClass, method: MethodDef): void => {
    if (found[kind] !== undefined) return;
    const requests = requestsOf(code, adapter, method);
    const [one] = requests;
    if (requests.length === 1 && one !== undefined) {
      found[kind] = one;
      return;
    }
    unknown({
      key: `adopted.entities.${entity}.endpoints.${kind}`,
      why:
        requests.length === 0
          ? `${method.name} calls no address that is written there`
          : `${method.name} calls several: ${requests.map(({ value }) => value).join(", ")}`,
      look: code.at(method),
    });
  };
  for (const adapter of shared) {
    for (const [kind, fact] of Object.entries(resourcesOf(code, adapter, entity))) found[kind as Kind] ??= fact;
  }
  for (const adapter of own) {
    const methods = methodsOf(code, adapter);
    for (const kind of KINDS) {
      const method = methods.find(({ name }) => OWN_METHODS[kind].test(name));
      if (method !== undefined) take(kind, adapter, method);
    }
  }
  if (Object.keys(found).length > 0) return found;
  const plural = pluralOf(entity);
  for (const adapter of shared) {
    const methods = methodsOf(code, adapter);
    for (const kind of KINDS) {
      const names = NAMED_METHODS[kind].map((name) => name.replace("*s", plural).replace("*", entity));
      // The reader of all pages often calls the reader of one.
      const called = methods.filter(({ name }) => names.includes(name));
      const method = called.find((one) => requestsOf(code, adapter, one).length === 1) ?? called[0];
      if (method !== undefined) take(kind, adapter, method);
    }
  }
  return found;
}

/** `_resources`, where adapters of the runtime have their endpoints. */
function resourcesOf(code: Code, adapter: ComponentClass, entity: string): Endpoints {
  const found: Endpoints = {};
  for (const one of code.lineOf(adapter)) {
    const attribute = one.attributes.get("_resources");
    const value = attribute?.value;
    if (attribute === undefined || value?.kind !== "Dict") continue;
    const item = value.items.find(({ key }) => textOf(key) === entity)?.value;
    if (item?.kind !== "Dict") continue;
    for (const { key, value: request } of item.items) {
      const kind = KINDS.find((word) => word === textOf(key));
      const text = literal(request);
      if (kind !== undefined && typeof text === "string") {
        found[kind] ??= { value: text, at: code.at({ file: one.file, from: request.from }) };
      }
    }
  }
  return found;
}

/** All methods of an adapter, its own before those that it inherits within the addon. */
function methodsOf(code: Code, adapter: ComponentClass): MethodDef[] {
  const found = new Map<string, MethodDef>();
  for (const one of code.lineOf(adapter)) {
    for (const [name, method] of one.methods) if (!found.has(name)) found.set(name, method);
  }
  return [...found.values()];
}

/** Where names of a component's method lead. */
export function scopeOf(code: Code, component: ComponentClass, { node }: MethodDef): Scope {
  const line = code.lineOf(component);
  return {
    body: node.body,
    attribute: (name) => textOf(line.find((one) => one.attributes.has(name))?.attributes.get(name)?.value),
  };
}

/** The different requests that a method sends, `GET /customers/{id}`. */
export function requestsOf(code: Code, component: ComponentClass, method: MethodDef): Fact<string>[] {
  const scope = scopeOf(code, component, method);
  const found = new Map<string, Fact<string>>();
  for (const call of callsIn(method.node.body)) {
    const request = requestOf(call, scope);
    if (request === undefined || found.has(request)) continue;
    found.set(request, { value: request, at: code.at({ file: method.file, from: call.from }) });
  }
  return [...found.values()];
}

function requestOf(call: Call, scope: Scope): string | undefined {
  const name = call.func.kind === "Attribute" ? call.func.attr : call.func.kind === "Name" ? call.func.id : "";
  const first = textOf(call.args[0] ?? argument(call, "method"))?.toUpperCase();
  if (first !== undefined && VERBS.has(first)) {
    const path = pathOf(call.args[0] === undefined ? argument(call, "url") : call.args[1], scope);
    return path === undefined ? undefined : `${first} ${/^(?:\/|https?:)/.test(path) ? path : `/${path}`}`;
  }
  const verb = name.toUpperCase();
  if (!VERBS.has(verb)) return undefined;
  const path = pathOf(call.args[0], scope);
  return path !== undefined && /^(?:\/|https?:)/.test(path) ? `${verb} ${path}` : undefined;
}

/** The path of a request, with placeholders for what is known at run time only. */
function pathOf(expr: Call["args"][number] | undefined, scope: Scope): string | undefined {
  const pieces = piecesOf(expr, scope);
  if (pieces === undefined || pieces.length === 0) return undefined;
  const [first] = pieces;
  // A path that is a variable as a whole says nothing.
  if (pieces.length === 1 && first !== undefined && "name" in first) return undefined;
  const text = pieces.map((one) => ("text" in one ? one.text : `{${placeholder(one.name)}}`)).join("");
  return /\s/.test(text) || text === "" ? undefined : text;
}

const placeholder = (name: string): string => (/(?:^|_)id$/.test(lastWord(name)) ? "id" : lastWord(name));
