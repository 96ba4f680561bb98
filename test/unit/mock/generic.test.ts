import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { at, textOf, type JsonObject } from "../../../src/mock/json.ts";
import { startMock, type Mock, type MockOptions } from "../../../src/mock/server.ts";

const running: Mock[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((mock) => mock.close()));
});

/** A system that nobody wrote anything about. */
function acme(system: JsonObject = {}, entity: JsonObject = {}): JsonObject {
  return {
    spec: 1,
    connector: { name: "acme", title: "Acme", type: "crm" },
    system: {
      protocol: "rest",
      base_url: "https://{host}/v1",
      fields: [
        { name: "host", example: "api.acme.example", required: true },
        { name: "api_key", secret: true, required: true },
        { name: "webhook_secret", secret: true },
      ],
      auth: { kind: "bearer", token: "{api_key}" },
      test: { endpoint: "/me", name: "account.name" },
      envelope: { list: "data.{plural}", item: "data", request: null },
      pagination: {
        kind: "page",
        page_param: "page",
        size_param: "per_page",
        size: 4,
        max: 100,
        total_header: "X-Total",
        pages_path: "meta.pages",
      },
      errors: { path: "error.message" },
      formats: { datetime: "iso8601", id: "integer" },
      ...system,
    },
    entities: [
      {
        name: "contact",
        model: "res.partner",
        id: "id",
        updated: "changed_at",
        endpoints: {
          list: "GET /contacts",
          get: "GET /contacts/{id}",
          create: "POST /contacts",
          update: "PATCH /contacts/{id}",
          delete: "DELETE /contacts/{id}",
          search: "GET /contacts/find?mail={email}",
        },
        filter: { param: "since", format: "iso8601" },
        mapping: [
          { odoo: "name", remote: ["first", "last"], transform: "join" },
          { odoo: "email", remote: "email" },
          { odoo: "country_id", remote: "address.country", transform: "country" },
        ],
        ...entity,
      },
    ],
    webhooks: [{ topic: "contact.changed", entity: "contact", event: "updated" }],
  };
}

async function start(spec: JsonObject, options: Partial<MockOptions> = {}): Promise<Mock> {
  const mock = await startMock({ spec, records: 10, ...options });
  running.push(mock);
  return mock;
}

async function ask(
  mock: Mock,
  path: string,
  init: { method?: string; body?: string } = {},
): Promise<{ status: number; headers: Headers; body: JsonObject }> {
  const response = await fetch(path.startsWith("http") ? path : mock.url + path, {
    ...init,
    headers: { Authorization: `Bearer ${mock.credentials.api_key ?? ""}` },
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === "" ? {} : JSON.parse(text)) as JsonObject,
  };
}

const rows = (body: JsonObject, path = "data.contacts"): JsonObject[] => at(body, path) as JsonObject[];

describe("a system that only its spec describes", () => {
  it("makes records at the mapping's remote paths, the same ones for a seed", async () => {
    const mock = await start(acme());
    const [first] = mock.store.list("contact");
    expect(first).toMatchObject({
      first: expect.any(String) as string,
      last: expect.any(String) as string,
      email: "contact1@acme.example.com",
      address: { country: "DE" },
    });
    const other = await start(acme());
    expect(other.store.list("contacts")).toEqual(mock.store.list("contacts"));
  });

  it("answers the connection test, reads, writes, deletes, and errs in the spec's shapes", async () => {
    const mock = await start(acme());
    expect((await ask(mock, "/me")).body).toEqual({ account: { name: "Mock Acme" } });
    const created = await ask(mock, "/contacts", {
      method: "POST",
      body: JSON.stringify({ first: "New", email: "n@example.com" }),
    });
    expect(created.status).toBe(201);
    const id = textOf(at(created.body, "data.id"));
    const changed = await ask(mock, `/contacts/${id}`, { method: "PATCH", body: JSON.stringify({ last: "Name" }) });
    expect(changed.body).toMatchObject({ data: { first: "New", last: "Name" } });
    expect(rows((await ask(mock, "/contacts/find?mail=N@example.com")).body)).toHaveLength(1);
    expect((await ask(mock, `/contacts/${id}`, { method: "DELETE" })).status).toBe(200);
    expect(await ask(mock, `/contacts/${id}`)).toMatchObject({
      status: 404,
      body: { error: { message: "Not found." } },
    });
    expect(await ask(mock, "/contacts", { method: "POST", body: "[" })).toMatchObject({ status: 400 });
    expect(await ask(mock, "/contacts", { method: "POST", body: "[]" })).toMatchObject({ status: 400 });
  });

  it("filters by change date", async () => {
    const mock = await start(acme());
    const [row] = mock.store.list("contacts").slice(-2);
    const found = await ask(mock, `/contacts?per_page=50&since=${encodeURIComponent(textOf(row?.changed_at))}`);
    expect(rows(found.body)).toHaveLength(2);
  });

  it("can grow, shrink and fail like any other", async () => {
    const mock = await start(acme());
    mock.faults.add({ kind: "grow", count: 2, path: "/contacts" }, { kind: "status", status: 502, after: 1 });
    expect((await ask(mock, "/contacts")).headers.get("x-total")).toBe("12");
    expect(await ask(mock, "/contacts")).toMatchObject({ status: 502, body: { error: {} } });
  });

  it("refuses a document that is no spec, and an authentication that it can't check", async () => {
    await expect(startMock({ spec: { hello: 1 } })).rejects.toThrow(TypeError);
    await expect(startMock({ spec: acme({ auth: { kind: "oauth1", consumer_key: "{api_key}" } }) })).rejects.toThrow(
      /oauth1/,
    );
  });

  it("refuses a port that is taken", async () => {
    const mock = await start(acme());
    await expect(startMock({ spec: acme(), port: mock.port })).rejects.toThrow(/EADDRINUSE/);
  });
});

describe("authentication", () => {
  const cases: [string, JsonObject, (mock: Mock) => { headers?: Record<string, string>; query?: string }][] = [
    [
      "header",
      { kind: "header", header: "X-Key", value: "Key {api_key}" },
      (mock) => ({ headers: { "X-Key": `Key ${mock.credentials.api_key ?? ""}` } }),
    ],
    [
      "headers",
      { kind: "headers", headers: { A: "{api_key}", B: "{webhook_secret}" } },
      (mock) => ({ headers: { A: mock.credentials.api_key ?? "", B: mock.credentials.webhook_secret ?? "" } }),
    ],
    [
      "scheme",
      { kind: "scheme", scheme: "Token", token: "{api_key}" },
      (mock) => ({ headers: { Authorization: `Token ${mock.credentials.api_key ?? ""}` } }),
    ],
    [
      "bearer",
      { kind: "bearer", token: "{api_key}" },
      (mock) => ({ headers: { Authorization: `Bearer ${mock.credentials.api_key ?? ""}` } }),
    ],
    [
      "basic",
      { kind: "basic", username: "{api_key}", password: "" },
      (mock) => ({ headers: { Authorization: `Basic ${btoa(`${mock.credentials.api_key ?? ""}:`)}` } }),
    ],
    [
      "query",
      { kind: "query", params: { key: "{api_key}" } },
      (mock) => ({ query: `?key=${mock.credentials.api_key ?? ""}` }),
    ],
  ];

  it.each(cases)("checks %s", async (_kind, auth, right) => {
    const mock = await start(acme({ auth }));
    const { headers = {}, query = "" } = right(mock);
    expect((await fetch(`${mock.url}/me${query}`, { headers })).status).toBe(200);
    const wrong = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, `${value}x`]));
    expect((await fetch(`${mock.url}/me${query && `${query}x`}`, { headers: wrong })).status).toBe(401);
    expect((await fetch(`${mock.url}/me`)).status).toBe(401);
  });

  it("lets nobody in with a credential that the spec forgot to declare", async () => {
    const mock = await start(acme({ auth: { kind: "header", header: "X-Key", value: "{forgotten}" } }));
    expect((await fetch(`${mock.url}/me`, { headers: { "X-Key": "" } })).status).toBe(401);
  });
});

describe("pages", () => {
  type Next = (answer: { headers: Headers; body: JsonObject }, round: number) => string | undefined;
  const cases: [string, JsonObject, string, Next][] = [
    [
      "page",
      { kind: "page", page_param: "page", size_param: "size", pages_path: "meta.pages", total_header: "X-Total" },
      "/contacts?size=4",
      ({ body }, round) => (round < Number(at(body, "meta.pages")) ? `/contacts?size=4&page=${round + 1}` : undefined),
    ],
    [
      "offset",
      { kind: "offset", offset_param: "start", size_param: "count", total_path: "total" },
      "/contacts?count=4",
      ({ body }, round) => (round * 4 < Number(body.total) ? `/contacts?count=4&start=${round * 4}` : undefined),
    ],
    [
      "cursor",
      { kind: "cursor", cursor_path: "meta.after", cursor_param: "after", size_param: "count" },
      "/contacts?count=4",
      ({ body }) =>
        at(body, "meta.after") === null ? undefined : `/contacts?count=4&after=${textOf(at(body, "meta.after"))}`,
    ],
    [
      "last_id",
      { kind: "last_id", param: "starting_after", more_path: "has_more", size_param: "count" },
      "/contacts?count=4",
      ({ body }) =>
        body.has_more === true ? `/contacts?count=4&starting_after=${textOf(rows(body).at(-1)?.id)}` : undefined,
    ],
    [
      "next_url",
      { kind: "next_url", next_path: "next", size_param: "count" },
      "/contacts?count=4",
      ({ body }) => (body.next === null ? undefined : textOf(body.next)),
    ],
    [
      "link_header",
      { kind: "link_header", size_param: "count" },
      "/contacts?count=4",
      ({ headers }) => /<([^>]+)>; rel="next"/.exec(headers.get("link") ?? "")?.[1],
    ],
  ];

  it.each(cases)("of kind %s lead through the whole list", async (_kind, pagination, first, next) => {
    const mock = await start(acme({ pagination }));
    const seen: string[] = [];
    let rounds = 0;
    for (let path: string | undefined = first; path !== undefined;) {
      const answer = await ask(mock, path);
      expect(answer.status).toBe(200);
      seen.push(...rows(answer.body).map((row) => textOf(row.id)));
      rounds += 1;
      path = next(answer, rounds);
    }
    expect(rounds).toBe(3);
    expect(seen).toEqual(mock.store.list("contacts").map((row) => textOf(row.id)));
  });

  it("of kind none come whole", async () => {
    const mock = await start(acme({ pagination: { kind: "none" } }));
    expect(rows((await ask(mock, "/contacts")).body)).toHaveLength(10);
  });

  it("by number lose a record when the list shrinks under way, as the real ones do", async () => {
    const mock = await start(acme());
    mock.faults.add({ kind: "shrink", after: 1 });
    const first = rows((await ask(mock, "/contacts?per_page=5")).body);
    const second = rows((await ask(mock, "/contacts?per_page=5&page=2")).body);
    expect(first.length + second.length).toBe(9);
  });
});

describe("webhooks", () => {
  const schemes: [string, JsonObject, (headers: Record<string, unknown>, body: string) => void][] = [
    [
      "hmac with a timestamp",
      {
        kind: "hmac",
        header: "X-Sign",
        algorithm: "sha256",
        encoding: "hex",
        prefix: "sha256=",
        payload: "{timestamp}.{body}",
        secret: "webhook_secret",
        timestamp: { header: "X-Time" },
      },
      (headers, body) =>
        expect(headers["x-sign"]).toBe(
          `sha256=${createHmac("sha256", "s3")
            .update(`${String(headers["x-time"])}.${body}`)
            .digest("hex")}`,
        ),
    ],
    [
      "stripe",
      { kind: "stripe", header: "Stripe-Signature", secret: "webhook_secret" },
      (headers, body) => {
        const match = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers["stripe-signature"]));
        expect(match?.[2]).toBe(
          createHmac("sha256", "s3")
            .update(`${match?.[1] ?? ""}.${body}`)
            .digest("hex"),
        );
      },
    ],
    [
      "standard_webhooks",
      { kind: "standard_webhooks", secret: "webhook_secret", key_decode: "none" },
      (headers, body) =>
        expect(headers["webhook-signature"]).toBe(
          `v1,${createHmac("sha256", "s3")
            .update(`${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`)
            .digest("base64")}`,
        ),
    ],
  ];

  it.each(schemes)("are signed as %s", async (_name, signature, check) => {
    const got: { headers: Record<string, unknown>; body: string }[] = [];
    const server = createServer((request, response) => {
      let body = "";
      request.on("data", (part: Buffer) => (body += part.toString("utf8")));
      request.on("end", () => {
        got.push({ headers: request.headers, body });
        response.end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const mock = await start(acme({ webhooks: { topic: { in: "body", path: "event" }, signature } }), {
      webhookSecret: "s3",
    });
    mock.subscribe(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    mock.store.update("contact", textOf(mock.store.list("contact")[0]?.id), { first: "Braces {body} {timestamp} $&" });
    await mock.idle();
    server.close();
    server.closeAllConnections();
    expect(JSON.parse(got[0]?.body ?? "")).toMatchObject({ event: "contact.changed" });
    check(got[0]?.headers ?? {}, got[0]?.body ?? "");
  });
});
