import { createHmac } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { baseString, percentEncoded } from "../../../src/mock/oauth1.ts";
import { parse, type Json } from "../../../src/mock/json.ts";
import type { Mock } from "../../../src/mock/server.ts";
import { startWoo } from "./shop.ts";

let mock: Mock;
beforeAll(async () => {
  mock = await startWoo({ records: 12 });
});
beforeEach(() => mock.resetQuirks());
afterAll(() => mock.close());

/** A signed address, made as the documentation says. */
function signed(path: string, change: Record<string, string> = {}, method = "GET", algorithm = "HMAC-SHA256"): string {
  const url = new URL(mock.url + path);
  const parameters = new Map(url.searchParams);
  const own: Record<string, string> = {
    oauth_consumer_key: mock.credentials.api_key ?? "",
    oauth_timestamp: String(Math.floor(Date.now() / 1000)),
    oauth_nonce: Math.random().toString(36).slice(2),
    oauth_signature_method: algorithm,
    ...change,
  };
  for (const [name, value] of Object.entries(own)) if (name !== "secret") parameters.set(name, value);
  const key = `${change.secret ?? mock.credentials.consumer_secret ?? ""}&`;
  const digest = createHmac(algorithm === "HMAC-SHA1" ? "sha1" : "sha256", key)
    .update(baseString(method, url.origin + url.pathname, parameters))
    .digest("base64");
  parameters.set("oauth_signature", change.oauth_signature ?? digest);
  const query = [...parameters].map(([name, value]) => `${percentEncoded(name)}=${percentEncoded(value)}`);
  return `${url.origin}${url.pathname}?${query.join("&")}`;
}

const get = async (address: string, headers: Record<string, string> = {}): Promise<{ status: number; body: Json }> => {
  const response = await fetch(address, { headers });
  return { status: response.status, body: parse(await response.text()) };
};

describe("OAuth 1.0a", () => {
  it("signs the text of the RFC's example", () => {
    // RFC 5849, 3.4.1.1, without its body.
    const parameters = new Map([
      ["b5", "=%3D"],
      ["a3", "a"],
      ["c@", ""],
      ["a2", "r b"],
      ["oauth_consumer_key", "9djdj82h48djs9d2"],
      ["oauth_signature", "never signed"],
    ]);
    expect(baseString("post", "http://example.com/request", parameters)).toBe(
      "POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26" +
        "oauth_consumer_key%3D9djdj82h48djs9d2",
    );
  });

  it("lets a signed request in, in the query and in the header, with either digest", async () => {
    expect((await get(signed("/products?per_page=2&search=a%20b%26c"))).status).toBe(200);
    expect((await get(signed("/products", {}, "GET", "HMAC-SHA1"))).status).toBe(200);
    const url = new URL(signed("/products"));
    const parts = [...url.searchParams].map(([name, value]) => `${name}="${percentEncoded(value)}"`);
    const answer = await get(url.origin + url.pathname, { Authorization: `OAuth ${parts.join(", ")}` });
    expect(answer.status).toBe(200);
    expect(mock.quirks().oauth_signature).toMatchObject({ exercised: 3, violated: 0 });
  });

  it("refuses what is wrong, and says what", async () => {
    const cases: [Record<string, string>, string][] = [
      [{ oauth_signature: "AAAA" }, "Invalid signature - provided signature does not match."],
      [{ secret: "cs_wrong" }, "Invalid signature - provided signature does not match."],
      [{ oauth_consumer_key: "ck_wrong" }, "Consumer key is invalid."],
      [{ oauth_timestamp: "1" }, "Invalid timestamp."],
      [{ oauth_signature_method: "PLAINTEXT" }, "Invalid signature - signature method is invalid."],
      [{ oauth_nonce: "" }, "Missing OAuth parameter oauth_nonce"],
    ];
    for (const [change, message] of cases) {
      expect(await get(signed("/products", change))).toMatchObject({ status: 401, body: { message } });
    }
    expect(mock.quirks().oauth_signature?.violated).toBe(cases.length);
  });

  it("refuses a request that was overheard, and one whose query was changed", async () => {
    const address = signed("/products?per_page=1");
    expect((await get(address)).status).toBe(200);
    expect(await get(address)).toMatchObject({
      status: 401,
      body: { code: "woocommerce_rest_authentication_error", message: expect.stringContaining("nonce") as string },
    });
    expect((await get(signed("/products?per_page=1").replace("per_page=1", "per_page=2"))).status).toBe(401);
  });
});
