import { readFile } from "node:fs/promises";
import { parse as parseYaml } from "yaml";
import { parse, type Json, type JsonObject, textOf } from "../../../src/mock/json.ts";
import { startMock, type Mock, type MockOptions } from "../../../src/mock/server.ts";

/** The parsed spec of a known system. */
export async function specOf(name: string): Promise<unknown> {
  return parseYaml(await readFile(new URL(`../../../src/systems/${name}.yaml`, import.meta.url), "utf8"));
}

/** A Shopify mock without rate limit. */
export async function startShopify(options: Partial<MockOptions> = {}): Promise<Mock> {
  return startMock({ spec: await specOf("shopify"), generous: true, ...options });
}

export interface Answer {
  status: number;
  headers: Headers;
  body: Json;
}

/** A request with the shop's token; `path` is below the base URL, or absolute. */
export async function ask(
  mock: Mock,
  path: string,
  init: { method?: string; body?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(path.startsWith("http") ? path : mock.url + path, {
    method: init.method ?? "GET",
    headers: {
      "X-Shopify-Access-Token": mock.credentials.api_key ?? "",
      "Content-Type": "application/json",
      ...init.headers,
    },
    ...(init.body === undefined ? {} : { body: init.body }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : parse(text) };
}

/** The address of the next page, from the Link header. */
export function nextOf(answer: Answer): string | undefined {
  return /<([^>]+)>; rel="next"/.exec(answer.headers.get("link") ?? "")?.[1];
}

/** All records of a list, following the Link header. */
export async function all(mock: Mock, path: string, key: string): Promise<JsonObject[]> {
  const rows: JsonObject[] = [];
  let next: string | undefined = path;
  while (next !== undefined) {
    const answer: Answer = await ask(mock, next);
    if (answer.status !== 200) throw new Error(`${next}: ${answer.status}`);
    rows.push(...((answer.body as JsonObject)[key] as JsonObject[]));
    next = nextOf(answer);
  }
  return rows;
}

/** A WooCommerce mock. */
export async function startWoo(options: Partial<MockOptions> = {}): Promise<Mock> {
  return startMock({ spec: await specOf("woocommerce"), ...options });
}

/** A request with the keys as Basic credentials; `path` is below the base URL, or absolute. */
export function askWoo(
  mock: Mock,
  path: string,
  init: { method?: string; body?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const pair = `${mock.credentials.api_key ?? ""}:${mock.credentials.consumer_secret ?? ""}`;
  const headers = { Authorization: `Basic ${Buffer.from(pair).toString("base64")}`, ...init.headers };
  return ask(mock, path, { ...init, headers });
}

/** Id of the location where most of the stock is. */
export function firstLocation(mock: Mock): string {
  return textOf(mock.store.list("locations")[0]?.id);
}
