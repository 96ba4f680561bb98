import type { Data, DataObject, ResolvedSpec } from "../spec/resolved.ts";

const isObject = (data: Data | undefined): data is DataObject =>
  typeof data === "object" && data !== null && !Array.isArray(data);

/** The names of a header, its older spellings after it. */
function headerNames(name: Data | undefined, aliases: Data | undefined): Data {
  return [name ?? "", ...(Array.isArray(aliases) ? (aliases as readonly Data[]) : [])];
}

/** Where something stands, as the runtime's controller reads it: `{header: names}` or `{body: path}`. */
function place(rule: Data | undefined): DataObject | undefined {
  if (!isObject(rule)) return undefined;
  const { in: where, name, path, aliases, ...rest } = rule;
  if (where === "header") return { header: headerNames(name, aliases), ...rest };
  return where === "body" ? { body: path ?? "", ...rest } : undefined;
}

/** The backend's `_webhook_scheme`: how a delivery is told apart, verified and recognised when it comes again. */
export function webhookScheme(spec: ResolvedSpec): DataObject | null {
  const { webhooks } = spec.system;
  if (webhooks === undefined) return null;
  const scheme: Record<string, Data> = {};
  const add = (key: string, value: Data | undefined): void => {
    if (value !== undefined) scheme[key] = value;
  };
  add("topic", place(webhooks.topic));
  add("tenant", place(webhooks.tenant));
  if (isObject(webhooks.signature)) {
    const { header, aliases, ...rest } = webhooks.signature;
    add("signature", { ...rest, header: headerNames(header, aliases) });
  }
  add("delivery_id", place(webhooks.delivery_id));
  add("handshake", webhooks.handshake);
  add("timestamp", place(webhooks.timestamp));
  for (const key of ["tolerance", "repeat_key", "resource_id", "updated"]) add(key, webhooks[key]);
  if (spec.webhooks.length > 0) {
    add("entities", Object.fromEntries(spec.webhooks.map(({ topic, entity }) => [topic, entity])));
  }
  const own = spec.webhooks.flatMap(({ topic, resourceId }) => (resourceId === undefined ? [] : [[topic, resourceId]]));
  if (own.length > 0) add("resource_ids", Object.fromEntries(own) as DataObject);
  const parts = spec.webhooks.flatMap(({ topic, partOf }) => (partOf === undefined ? [] : [[topic, partOf]]));
  if (parts.length > 0) add("parts", Object.fromEntries(parts) as DataObject);
  return scheme;
}
