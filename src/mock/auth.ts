import { ConnectorError } from "../errors.ts";
import { isObject, textOf, type JsonObject } from "./json.ts";
import type { Call } from "./types.ts";

/** Fills `{field}` placeholders; an unknown one becomes empty. */
export function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? "");
}

/**
 * Whether a request carries the credentials that the spec's `auth` block describes: kinds `header`, `headers`,
 * `scheme`, `bearer`, `basic`, `query`, `none`.
 */
export function authorized(call: Call, auth: JsonObject, credentials: Readonly<Record<string, string>>): boolean {
  const value = (template: unknown): string => fill(typeof template === "string" ? template : "", credentials);
  // A credential that is empty on our side must let nobody in.
  const is = (given: string, expected: string): boolean => expected.trim() !== "" && given === expected;
  switch (kindOf(auth)) {
    case "none":
      return true;
    case "header":
      return is(header(call, textOf(auth.header)), value(auth.value));
    case "headers":
      return Object.entries(isObject(auth.headers) ? auth.headers : {}).every(([name, template]) =>
        is(header(call, name), value(template)),
      );
    case "scheme":
      return is(header(call, "Authorization"), `${textOf(auth.scheme)} ${value(auth.token)}`);
    case "bearer":
      return value(auth.token) !== "" && is(header(call, "Authorization"), `Bearer ${value(auth.token)}`);
    case "basic": {
      const pair = `${value(auth.username)}:${value(auth.password)}`;
      return value(auth.username) !== "" && is(header(call, "Authorization"), `Basic ${base64(pair)}`);
    }
    default:
      return Object.entries(isObject(auth.params) ? auth.params : {}).every(([name, template]) =>
        is(call.query.get(name) ?? "", value(template)),
      );
  }
}

const CHECKED = ["none", "header", "headers", "scheme", "bearer", "basic", "query"];

/** @throws ConnectorError for a kind that the mock can't check: letting everybody in would hide a missing signature */
export function checkAuthKind(auth: JsonObject): void {
  if (CHECKED.includes(kindOf(auth))) return;
  throw new ConnectorError({
    message: `The mock can't check authentication of kind "${kindOf(auth)}" yet`,
    place: "system.auth.kind",
    hint: `It checks ${CHECKED.join(", ")}`,
  });
}

const kindOf = (auth: JsonObject): string => textOf(auth.kind) || "none";
const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");

/** One header's value, "" where it is missing. */
export function header(call: Call, name: string): string {
  const value = call.headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(", ") : (value ?? "");
}
