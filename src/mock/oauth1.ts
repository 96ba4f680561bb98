/** Checks OAuth 1.0a signatures without a token (RFC 5849, "one-legged"), as systems do that let keys in over http. */
import { createHmac, timingSafeEqual } from "node:crypto";
import { header } from "./auth.ts";
import type { Call } from "./types.ts";

export interface Consumer {
  key: string;
  secret: string;
}

const REQUIRED = [
  "oauth_consumer_key",
  "oauth_timestamp",
  "oauth_nonce",
  "oauth_signature",
  "oauth_signature_method",
] as const;

/** Seconds that a request may be off, and that a nonce is remembered. */
const WINDOW = 15 * 60;

/** The OAuth parameters of a request, from the query and from the header; undefined where it has none at all. */
function parametersOf(call: Call): Map<string, string> | undefined {
  const all = new Map(call.query);
  const given = /^OAuth\s+(.*)$/s.exec(header(call, "Authorization"));
  if (given?.[1] !== undefined) {
    for (const [, name = "", value = ""] of given[1].matchAll(/(oauth_[a-z_]+)="([^"]*)"/g)) {
      all.set(name, decoded(value));
    }
  }
  return REQUIRED.some((name) => all.has(name)) ? all : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Percent-encoding of RFC 3986: stricter than that of addresses. */
export function percentEncoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** The text that is signed: method, address without query, and every parameter but the signature, sorted. */
export function baseString(method: string, address: string, parameters: ReadonlyMap<string, string>): string {
  const pairs = [...parameters]
    .filter(([name]) => name !== "oauth_signature")
    .map(([name, value]) => [percentEncoded(name), percentEncoded(value)] as const)
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`);
  return [method.toUpperCase(), percentEncoded(address), percentEncoded(pairs.join("&"))].join("&");
}

/** Remembers nonces, so that an overheard request can't be sent again. */
export class Oauth1Verifier {
  readonly #nonces = new Map<string, number>();

  /** Whether a request is signed, "" where its signature is right, otherwise what is wrong with it. */
  verify(call: Call, consumer: Consumer): { signed: boolean; problem: string } {
    const given = parametersOf(call);
    if (!given) return { signed: false, problem: "" };
    return { signed: true, problem: this.#problem(call, consumer, given) };
  }

  #problem(call: Call, consumer: Consumer, given: ReadonlyMap<string, string>): string {
    const missing = REQUIRED.filter((name) => !given.get(name));
    if (missing.length > 0) return `Missing OAuth parameter${missing.length > 1 ? "s" : ""} ${missing.join(", ")}`;
    if (consumer.key === "" || given.get("oauth_consumer_key") !== consumer.key) return "Consumer key is invalid.";
    const method = given.get("oauth_signature_method") ?? "";
    if (method !== "HMAC-SHA1" && method !== "HMAC-SHA256") return "Invalid signature - signature method is invalid.";
    const { origin, pathname } = new URL(call.url, call.baseUrl);
    const wanted = createHmac(method === "HMAC-SHA1" ? "sha1" : "sha256", `${percentEncoded(consumer.secret)}&`)
      .update(baseString(call.method, origin + pathname, given), "utf8")
      .digest("base64");
    // A plus that was not escaped arrives as a space.
    const signature = (given.get("oauth_signature") ?? "").replaceAll(" ", "+");
    if (!equal(signature, wanted)) return "Invalid signature - provided signature does not match.";
    const now = call.receivedAt / 1000;
    const timestamp = Number(given.get("oauth_timestamp"));
    if (!(Math.abs(now - timestamp) <= WINDOW)) return "Invalid timestamp.";
    const nonce = given.get("oauth_nonce") ?? "";
    for (const [old, at] of this.#nonces) if (at < now - WINDOW) this.#nonces.delete(old);
    if (this.#nonces.has(nonce)) return "Invalid nonce - nonce has already been used.";
    this.#nonces.set(nonce, now);
    return "";
  }
}

function equal(a: string, b: string): boolean {
  const left = Buffer.from(a, "utf8");
  const right = Buffer.from(b, "utf8");
  return left.length === right.length && timingSafeEqual(left, right);
}
