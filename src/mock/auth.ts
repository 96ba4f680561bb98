import type { JsonObject } from "./json.ts";
import { textOf } from "./json.ts";
import type { Call } from "./types.ts";

/** Fills `{field}` placeholders; an unknown one becomes empty. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? "");
}

/**
 * Whether a request carries the credentials that the spec's `auth` block describes
 * (kinds `header`, `bearer`, `basic`, `query`, `none`).
 * @throws TypeError for a kind that the mock can't check: letting everybody in would hide a missing signature
 */
export function authorized(call: Call, auth: JsonObject, credentials: Readonly<Record<string, string>>): boolean {
  const value = (key: string, standard: string): string => fill(textOf(auth[key]) || standard, credentials);
  const kind = textOf(auth.kind) || "none";
  switch (kind) {
    case "none":
      return true;
    case "header":
    case "static_header":
      return (
        header(call, textOf(auth.header) || "Authorization") === `${textOf(auth.prefix)}${value("value", "{api_key}")}`
      );
    case "bearer":
      return (
        header(call, "Authorization") ===
        `Bearer ${auth.token === undefined ? value("value", "{api_key}") : value("token", "")}`
      );
    case "basic": {
      const user = auth.user === undefined ? value("username", "{api_key}") : value("user", "");
      const pair = `${user}:${value("password", "{api_secret}")}`;
      return header(call, "Authorization") === `Basic ${Buffer.from(pair, "utf8").toString("base64")}`;
    }
    case "query":
    case "query_param": {
      const params = auth.params;
      const wanted: [string, string][] =
        typeof params === "object" && params !== null && !Array.isArray(params)
          ? Object.entries(params).map(([name, template]) => [name, fill(textOf(template), credentials)])
          : [[textOf(auth.param) || textOf(auth.name) || "api_key", value("value", "{api_key}")]];
      return wanted.every(([name, expected]) => call.query.get(name) === expected);
    }
    default:
      throw new TypeError(`The mock can't check authentication of kind "${kind}"`);
  }
}

/** One header's value, "" where it is missing. */
export function header(call: Call, name: string): string {
  const value = call.headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(", ") : (value ?? "");
}
