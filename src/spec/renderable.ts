/**
 * What this generation can render. The schema says more than that, on purpose: a spec may hold every fact about its
 * system. Whatever would have to be ignored is refused here by its key path. A later feature deletes its line.
 */
import { ConnectorError, type Problem } from "../errors.ts";
import { type KeyPath, showKeyPath } from "./keypath.ts";
import { FILTER_FORMATS } from "./runtime.ts";
import type { Spec } from "./schema.ts";
import { orList } from "./words.ts";

/** Ways to authenticate that can be generated. */
export const RENDERED_AUTH: readonly string[] = ["header", "bearer", "basic", "query", "oauth1", "none"];

/** What may say how it is paged. */
const PAGED = ["system", "entities[]", "tables[]", "entities[].order.refunds", "entities[].order.payment"];

/**
 * Key paths whose value has to be one of a few words. `[]` is every element of a list, `*` every key of a map; a
 * missing key is always fine.
 */
const WORDS: readonly { readonly at: string; readonly can: readonly unknown[] }[] = [
  { at: "system.protocol", can: ["rest"] },
  { at: "system.auth.kind", can: RENDERED_AUTH },
  { at: "system.auth_alternatives[].auth.kind", can: RENDERED_AUTH },
  ...paginations("kind").map((at) => ({ at, can: ["link_header", "page", "offset", "cursor", "none"] })),
  ...paginations("stop").map((at) => ({ at, can: ["pages", "total", "more", "next", "short_page"] })),
  { at: "entities[].filter.kind", can: ["param", "none"] },
  { at: "entities[].filter.format", can: Object.keys(FILTER_FORMATS) },
  { at: "system.body", can: ["json"] },
  { at: "entities[].body", can: ["json"] },
  {
    at: "system.rate_limit.kind",
    can: ["leaky_bucket", "retry_after", "fixed_wait", "remaining_header", "reset_header", "none"],
  },
  // Taken as "too fast" by the runtime; another status would mean something else there.
  { at: "system.rate_limit.status", can: [429] },
  { at: "system.idempotency.kind", can: ["header", "natural_key", "none"] },
  { at: "system.webhooks.transport", can: ["http", "none"] },
  { at: "system.webhooks.topic.in", can: ["header", "body"] },
  { at: "system.webhooks.tenant.in", can: ["header", "body", "url"] },
  { at: "system.webhooks.delivery_id.in", can: ["header", "body"] },
  { at: "system.webhooks.payload", can: ["full"] },
  { at: "system.webhooks.encoding", can: ["json"] },
  // The controller answers a delivery that it has stored with 200.
  { at: "system.webhooks.response", can: ["2xx", "200", "200 to 302"] },
  { at: "system.webhooks.signature.kind", can: ["hmac"] },
  { at: "system.webhooks.signature.payload", can: ["{body}"] },
  { at: "system.webhooks.signature.key_decode", can: ["none"] },
  { at: "system.webhooks.handshake.kind", can: ["ping"] },
  // The country's own code is the only key of a country that needs no request.
  ...mappings("transform.country", ["alpha2"]),
  ...mappings("transform.by", ["code"]),
];

/** Keys that this generation can't render, whatever their value. */
const KEYS: readonly string[] = [
  "system.base_urls",
  "system.graphql",
  "system.soap",
  "system.xml",
  "system.params",
  ...["fields", "shape", "also", "in_success", "retry_header"].map((key) => `system.errors.${key}`),
  "system.rate_limit.code",
  "system.idempotency.max_length",
  "system.webhooks.events",
  "system.webhooks.record",
  "system.webhooks.fetch",
  "system.webhooks.empty_response",
  "system.webhooks.signature.timestamp",
  "system.webhooks.signature.multiple",
  "system.webhooks.signature.prefix",
  "system.webhooks.signature.version_header",
  "system.webhooks.signature.optional",
  ...["topic", "delivery_id"].map((key) => `system.webhooks.${key}.separator`),
  "system.webhooks.tenant.strip",
  "entities[].base",
  "entities[].lock_token",
  "entities[].filter.lag_seconds",
  "entities[].filter.until_param",
  "entities[].endpoints.upsert",
  "entities[].endpoints.batch",
  ...["list", "upsert", "batch", "actions"].map((key) => `entities[].children[].endpoints.${key}`),
  ...envelopes("prefix", "success", "rows", "empty", "location_header", "request_array"),
  ...paginations("combined", "sort", "page_info", "nodes"),
  "entities[].status.values",
  ...["delivery_request", "total_minor_units", "discount"].map((key) => `entities[].order.${key}`),
  "entities[].order.lines.request",
  ...["lines", "shipping", "fees"].flatMap((part) => ["class"].map((key) => `entities[].order.${part}.taxes.${key}`)),
  ...["divisor", "language", "local_tz"].flatMap((word) => mappingPaths(`transform.${word}`)),
  // An address is mapped by its order's mapper, which knows the fields of the order only.
  ...["find", "lookup"].flatMap((word) =>
    ["", "[]"].map((each) => `entities[].order.address[].transform${each}.${word}`),
  ),
];

/** Words of a transform without arguments that this generation can't render. */
const TRANSFORMS: readonly string[] = ["sql_shop_tz", "local_tz", "rfc2822", "dotnet_millis", "not_zero_date"];

/** Keys that may be a text, but not an object with details. */
const TEXT_ONLY: readonly string[] = ["system.base_url", "entities[].endpoints.*"];

/**
 * Refuses what the generator would have to ignore.
 * @throws ConnectorError with every key path
 */
export function assertRenderable(spec: Spec): void {
  const problems: Problem[] = [];
  const refuse = (path: KeyPath, what: string, hint?: string): void => {
    problems.push({
      place: showKeyPath(spec, path),
      message: `${what} can't be generated yet`,
      ...(hint === undefined ? {} : { hint }),
    });
  };
  for (const { at, can } of WORDS) {
    for (const { path, value } of visit(spec, at)) {
      if (can.includes(value)) continue;
      refuse(
        path,
        `\`${String(path[path.length - 1])}: ${String(value)}\``,
        `this version knows ${orList(can.map(String))}`,
      );
    }
  }
  for (const at of KEYS) {
    for (const { path } of visit(spec, at)) refuse(path, `\`${String(path[path.length - 1])}\``);
  }
  for (const at of mappingPaths("transform")) {
    for (const { path, value } of visit(spec, at)) {
      if (typeof value === "string" && TRANSFORMS.includes(value)) refuse(path, `the transform \`${value}\``);
    }
  }
  for (const { path } of visit(spec, "entities[].endpoints.actions.*")) {
    const isCancelled = path[path.length - 1] === "cancel" && spec.entities[Number(path[1])]?.picking !== undefined;
    if (!isCancelled) refuse(path, `the action \`${String(path[path.length - 1])}\``, "only transfers have `cancel`");
  }
  for (const at of TEXT_ONLY) {
    for (const { path, value } of visit(spec, at)) {
      // Actions are a map of their own, see KEYS.
      if (typeof value === "object" && path[path.length - 1] !== "actions")
        refuse(path, "an object here", "write it as a text");
    }
  }
  for (const key of ["topic", "delivery_id"]) {
    for (const { path } of visit(spec, `system.webhooks.${key}.path[]`)) refuse(path, "several places that are joined");
  }
  for (const { path } of visit(spec, "system.rate_limit[]")) refuse(path, "several mechanisms together");
  for (const { path, value } of visit(spec, "system.headers.*")) {
    if (typeof value === "string" && value.includes("{")) refuse(path, "a placeholder in a header");
  }
  for (const { path, value } of PAGED.flatMap((owner) => visit(spec, `${owner}.pagination`))) {
    const { kind, cursor_params: params } = value as { readonly kind?: string; readonly cursor_params?: unknown };
    if (kind === "cursor" && params !== undefined) {
      refuse([...path, "cursor_params"], "`cursor_params` of a cursor in the body");
    }
  }
  if (problems.length > 0) throw new ConnectorError(problems);
}

interface Found {
  readonly path: KeyPath;
  readonly value: unknown;
}

/** All places that a pattern of this file means. */
function visit(root: unknown, pattern: string): Found[] {
  let found: Found[] = [{ path: [], value: root }];
  for (const step of pattern.replaceAll("[]", ".[]").split(".")) {
    found = found.flatMap(({ path, value }) => {
      if (typeof value !== "object" || value === null) return [];
      if (step === "[]") {
        return Array.isArray(value) ? value.map((one: unknown, index) => ({ path: [...path, index], value: one })) : [];
      }
      if (Array.isArray(value)) return [];
      return Object.entries(value)
        .filter(([key, one]) => one !== undefined && (step === "*" || key === step))
        .map(([key, one]: [string, unknown]) => ({ path: [...path, key], value: one }));
    });
  }
  return found;
}

/** A key of every mapping entry: of entities, their children and addresses, transforms alone or in lists. */
function mappingPaths(key: string): string[] {
  const lists = [
    "entities[].mapping[]",
    "entities[].children[].mapping[]",
    "entities[].order.address[]",
    "entities[].picking.address.mapping[]",
  ];
  const [first, ...rest] = key.split(".");
  const tail = rest.map((one) => `.${one}`).join("");
  return lists.flatMap((list) => [`${list}.${first ?? ""}${tail}`, `${list}.${first ?? ""}[]${tail}`]);
}

function mappings(key: string, can: readonly unknown[]) {
  return mappingPaths(key).map((at) => ({ at, can }));
}

function envelopes(...keys: string[]): string[] {
  return keys.flatMap((key) => [`system.envelope.${key}`, `entities[].envelope.${key}`]);
}

function paginations(...keys: string[]): string[] {
  return keys.flatMap((key) => PAGED.map((owner) => `${owner}.pagination.${key}`));
}
