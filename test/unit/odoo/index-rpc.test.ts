/** The index over RPC, against a server that answers as Odoo's `/jsonrpc` does. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { indexFromRpc } from "../../../src/app/index-odoo.ts";
import { serverUrl } from "../../../src/app/odoo-rpc.ts";
import { ConnectorError } from "../../../src/errors.ts";
import { indexOfDocument } from "../../../src/odoo/index.ts";

const SECRET = "correct horse battery";

interface Call {
  readonly service: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

type Row = Readonly<Record<string, unknown>> & { readonly id: number };

const TABLES: Readonly<Record<string, readonly Row[]>> = {
  "ir.module.module": [
    { id: 1, name: "base" },
    { id: 2, name: "my_module" },
  ],
  "ir.module.module.dependency": [{ id: 1, name: "base", module_id: [2, "My module"] }],
  "ir.model": [
    { id: 1, model: "res.partner", transient: false, modules: "base, my_module", abstract: false },
    { id: 2, model: "my.mixin", transient: false, modules: "my_module", abstract: true },
    { id: 3, model: "my.wizard", transient: true, modules: "my_module", abstract: false },
  ],
  "ir.model.fields": [
    {
      ...{ id: 1, model: "res.partner", name: "name", ttype: "char", relation: false, modules: "base" },
      ...{ required: true, readonly: false, related: false, store: true },
    },
    {
      ...{
        id: 2,
        model: "res.partner",
        name: "my_ids",
        ttype: "one2many",
        relation: "my.wizard",
        modules: "my_module",
      },
      ...{ required: false, readonly: true, related: "parent_id.my_ids", store: false },
    },
    // Of a model that was added after the models were read.
    {
      ...{ id: 3, model: "gone.model", name: "name", ttype: "char", relation: false, modules: "base" },
      ...{ required: false, readonly: false, related: false, store: true },
    },
  ],
  "ir.model.data": [
    { id: 1, module: "my_module", name: "menu_b", model: "ir.ui.menu" },
    { id: 2, module: "my_module", name: "menu_a", model: "ir.ui.menu" },
  ],
};

let server: Server | undefined;

afterEach(() => {
  server?.close();
  server = undefined;
});

/** Starts the server; `answer` may reply to a call in place of Odoo. */
async function start(
  options: {
    version?: string;
    knowsAbstract?: boolean;
    tables?: Readonly<Record<string, readonly Row[]>>;
    answer?: (call: Call) => unknown;
    raw?: (path: string) => { status: number; body?: string; location?: string } | undefined;
  } = {},
): Promise<{ url: string; calls: Call[] }> {
  const calls: Call[] = [];
  const tables = { ...TABLES, ...options.tables };
  const result = ({ service, method, args }: Call): unknown => {
    if (service === "common" && method === "version") return { server_serie: options.version ?? "19.0" };
    if (service === "common") return args[1] === "admin" && args[2] === SECRET ? 2 : false;
    const [, , , model, called, [domain = []], kwargs] = args as [
      string,
      number,
      string,
      string,
      string,
      [unknown[]] | [],
      { limit?: number; fields?: string[] },
    ];
    if (called === "fields_get") return { modules: {}, ...(options.knowsAbstract !== false && { abstract: {} }) };
    const after = (domain as [string, string, number][]).find(([field, is]) => field === "id" && is === ">")?.[2] ?? 0;
    return (tables[model] ?? []).filter(({ id }) => id > after).slice(0, kwargs.limit);
  };
  const started = createServer((request, response) => {
    let text = "";
    request.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    request.on("end", () => {
      const other = options.raw?.(request.url ?? "");
      if (other !== undefined) {
        response.writeHead(other.status, other.location === undefined ? {} : { location: other.location });
        response.end(other.body ?? "");
        return;
      }
      const { params, id } = JSON.parse(text) as { params: Call; id: number };
      calls.push(params);
      const given = options.answer?.(params);
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ jsonrpc: "2.0", id, ...(given ?? { result: result(params) }) }));
    });
  });
  server = started;
  await new Promise<void>((ready) => started.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${(started.address() as AddressInfo).port}`, calls };
}

const silent = (): void => undefined;
const login = (url: string, secret = SECRET): Parameters<typeof indexFromRpc>[0] => ({
  ...{ url, database: "shop", user: "admin", secret },
});

/** Its whole text: what a terminal, a log or a JSON document could show. */
async function failure(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(ConnectorError);
  const { message, stack = "", problems } = error as ConnectorError;
  return `${message}\n${stack}\n${JSON.stringify(problems)}`;
}

describe("an index over RPC", () => {
  it("has modules, models, fields and XML ids, and says what it has not", async () => {
    const { url } = await start();
    const document = await indexFromRpc(login(url), silent);
    expect(document.modules).toEqual({ base: [], my_module: ["base"] });
    expect(document.models["res.partner"]).toEqual({
      modules: ["base", "my_module"],
      fields: {
        name: { type: "char", modules: ["base"], required: true },
        my_ids: {
          ...{ type: "one2many", comodel: "my.wizard", modules: ["my_module"], related: "parent_id.my_ids" },
          ...{ readonly: true, store: false },
        },
      },
    });
    expect(document.models["my.mixin"]?.abstract).toBe(true);
    expect(document.models["my.wizard"]?.transient).toBe(true);
    expect(Object.keys(document.models)).not.toContain("gone.model");
    expect(document.xmlids).toEqual({ "ir.ui.menu": { my_module: ["menu_a", "menu_b"] } });

    const index = indexOfDocument({ ...document, odoo: "19.0" });
    expect(index.isReduced).toBe(true);
    expect(index.field("res.partner", "my_ids")?.stored).toBe(false);
    expect((await index.methods())("res.partner")).toEqual([]);
  });

  it("reads a version whose models do not say that they are abstract", async () => {
    const { url, calls } = await start({ version: "16.0", knowsAbstract: false });
    const document = await indexFromRpc(login(url), silent);
    expect(document.odoo).toBe("16.0");
    const asked = calls.find(({ args }) => args[3] === "ir.model" && args[4] === "search_read");
    expect((asked?.args[6] as { fields: string[] }).fields).toEqual(["model", "transient", "modules"]);
  });

  it("reads tables that are longer than a page", async () => {
    const rows = Array.from({ length: 11_003 }, (_, place) => ({
      ...{ id: place + 1, module: "base", name: `menu_${place}`, model: "ir.ui.menu" },
    }));
    const { url, calls } = await start({ tables: { "ir.model.data": rows } });
    const { xmlids } = await indexFromRpc(login(url), silent);
    expect(xmlids["ir.ui.menu"]?.base).toHaveLength(11_003);
    expect(calls.filter(({ args }) => args[3] === "ir.model.data")).toHaveLength(3);
  });

  it("leaves Odoo's bookkeeping and what people imported aside", async () => {
    const { url, calls } = await start();
    await indexFromRpc(login(url), silent);
    const asked = calls.find(({ args }) => args[3] === "ir.model.data")?.args[5] as [unknown[][]];
    expect(asked[0]).toContainEqual(["module", "in", ["base", "my_module"]]);
    expect(asked[0].find(([field]) => field === "model")?.[2]).toContain("ir.model.fields");
  });

  it("is under an address with a folder too", async () => {
    const paths: string[] = [];
    const { url } = await start({
      raw: (path) => {
        paths.push(path);
        return undefined;
      },
    });
    await indexFromRpc(login(`${url}/odoo`), silent);
    expect(new Set(paths)).toEqual(new Set(["/odoo/jsonrpc"]));
  });
});

describe("what refuses an index over RPC", () => {
  const cases: readonly [string, Parameters<typeof start>[0], RegExp][] = [
    ["a version that is not known", { version: "saas~18.2" }, /this is Odoo saas~18\.2.*known are 16\.0/s],
    [
      "a right that is missing",
      {
        answer: ({ service }) =>
          service === "object"
            ? { error: { message: "Odoo Server Error", data: { message: `You may not, ${SECRET}!`, debug: SECRET } } }
            : undefined,
      },
      /Odoo says: You may not, \*\*\*!/,
    ],
    ["a page in place of Odoo", { raw: () => ({ status: 404, body: `<html>${SECRET}` }) }, /this is no Odoo: HTTP 404/],
    [
      "a server that points elsewhere",
      { raw: () => ({ status: 301, location: "https://shop.example/jsonrpc" }) },
      /sends everybody elsewhere.*--url https:\/\/shop\.example/s,
    ],
  ];

  it.each(cases)("%s", async (_, options, message) => {
    const { url } = await start(options);
    const text = await failure(indexFromRpc(login(url), silent));
    expect(text).toMatch(message);
    expect(text).not.toContain(SECRET);
  });

  it("a wrong password, which is not repeated", async () => {
    const { url } = await start();
    const text = await failure(indexFromRpc(login(url, "wrong-secret"), silent));
    expect(text).toMatch(/the login of admin to the database shop is refused/);
    expect(text).not.toContain("wrong-secret");
  });

  it("a server that is not there", async () => {
    const { url } = await start();
    server?.close();
    await expect(indexFromRpc(login(url), silent)).rejects.toThrow(/can't be reached/);
  });

  it.each(["odoo.example.com", "ftp://odoo.example.com", "https://admin:hidden@odoo.example.com"])(
    "the address %s",
    (address) => {
      expect(() => serverUrl(address)).toThrow(ConnectorError);
      expect(() => serverUrl(address)).not.toThrow(/hidden/);
    },
  );
});
