import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ConnectorError, type Problem } from "../../../src/errors.ts";
import { loadSpec } from "../../../src/spec/load.ts";
import { resolveSpec } from "../../../src/spec/resolve.ts";

const shopify = readFileSync(new URL("../../../src/systems/shopify.yaml", import.meta.url), "utf8");

const minimal = `spec: 1
connector:
  name: acme
  type: ecommerce
system:
  base_url: https://api.acme.test
  fields:
    - name: api_key
      secret: true
  auth: { kind: bearer, token: "{api_key}" }
entities:
  - name: order
    model: sale.order
    endpoints:
      list: GET /orders
`;

async function problemsOf(text: string, set: string[] = []): Promise<readonly Problem[]> {
  try {
    const loaded = await loadSpec(text, "acme.yaml", { set });
    loaded.within(() => resolveSpec(loaded.spec));
  } catch (error) {
    if (error instanceof ConnectorError) return error.problems;
    throw error;
  }
  throw new Error("nothing was wrong");
}

describe("loadSpec", () => {
  it("reads Shopify", async () => {
    const loaded = await loadSpec(shopify, "shopify.yaml");
    expect(loaded.spec.connector.name).toBe("shopify");
    expect(loaded.text).toBe(shopify);
  });

  it.each<[string, (text: string) => string, Problem]>([
    [
      "an unknown key",
      (text) => text.replace("  type: ecommerce", "  tpye: ecommerce"),
      { place: "acme.yaml:4:3", message: "connector.tpye: there is no key `tpye` here", hint: "did you mean type?" },
    ],
    [
      "a wrong word",
      (text) => text.replace("ecommerce", "ecomerce"),
      {
        place: "acme.yaml:4:3",
        message: 'connector.type: "ecomerce" is not among ecommerce, logistics, accounting, crm, payment',
        hint: "did you mean ecommerce?",
      },
    ],
    [
      "a wrong kind",
      (text) => text.replace("kind: bearer", "kind: baerer"),
      {
        place: "acme.yaml:10:11",
        message:
          'system.auth.kind: "baerer" is not among header, headers, scheme, bearer, basic, query, oauth2, oauth1, login_token, webhook_token, none',
        hint: "did you mean bearer?",
      },
    ],
    [
      "a missing key",
      (text) => text.replace(', token: "{api_key}"', ""),
      { place: "acme.yaml:10:3", message: "system.auth.token: is missing", hint: "token: the token" },
    ],
    [
      "a wrong type",
      (text) => text.replace("secret: true", "secret: 7"),
      { place: "acme.yaml:9:7", message: "system.fields.api_key.secret: must be true or false, not a number" },
    ],
    [
      "a bad request",
      (text) => text.replace("GET /orders", "/orders"),
      {
        place: "acme.yaml:15:7",
        message:
          'entities.order.endpoints.list: "/orders" is no request: write the HTTP verb and the path below the base URL',
        hint: "write GET /orders",
      },
    ],
    [
      "an unknown key in one branch of a union",
      (text) => text.replace("GET /orders", "{ kind: rest, reqest: GET /orders }"),
      {
        place: "acme.yaml:15:27",
        message: "entities.order.endpoints.list.reqest: there is no key `reqest` here",
        hint: "did you mean request?",
      },
    ],
    [
      "neither branch of a union",
      (text) => text.replace("GET /orders", "7"),
      { place: "acme.yaml:15:7", message: "entities.order.endpoints.list: must be a text or an object, not a number" },
    ],
    [
      "a placeholder that is no field",
      (text) => text.replace("{api_key}", "{api_kee}"),
      {
        place: "acme.yaml:10:25",
        message: "system.auth.token: {api_kee} is no field of the backend",
        hint: "did you mean api_key?",
      },
    ],
    [
      "a name that Python owns",
      (text) => text.replace("name: api_key", "name: class").replace("{api_key}", "{class}"),
      {
        place: "acme.yaml:8:7",
        message: 'system.fields.class.name: "class" is a word of Python and no field name',
        hint: "write class_api",
      },
    ],
    [
      "a character that Python and XML can't hold",
      (text) => text.replace("  name: acme", '  name: acme\n  title: "Ac\\0me"'),
      {
        place: "acme.yaml:4:3",
        message: "connector.title: the text holds the unprintable character U+0000",
        hint: "remove it",
      },
    ],
    [
      "a title of nothing, once",
      (text) => text.replace("  name: acme", '  name: acme\n  title: ""'),
      { place: "acme.yaml:4:3", message: 'connector.title: "" must not be empty' },
    ],
    [
      "a header that cannot be sent, without what may be a secret",
      (text) => text.replace("system:", 'system:\n  headers: { X-Key: "s3cret\\n" }'),
      {
        place: "acme.yaml:6:14",
        message:
          "system.headers.X-Key: must be one line of letters and signs of Western Europe, without blanks around it: no other can be sent",
      },
    ],
    [
      "an address that a browser would run",
      (text) => text.replace("  name: acme", "  name: acme\n  api_docs: javascript:alert(1)"),
      { place: "acme.yaml:4:3", message: 'connector.api_docs: "javascript:alert(1)" is no web address (https://…)' },
    ],
    [
      "half of a surrogate pair in a key",
      (text) => text.replace("  auth:", '  headers: { X-A: b }\n  params: { "a\\uD800": b }\n  auth:'),
      {
        place: "acme.yaml:11:13",
        message: 'system.params["a\\ud800"]: the key holds the unprintable character U+D800',
        hint: "remove it",
      },
    ],
    [
      "broken YAML",
      (text) => text.replace("  fields:", "  fields: ["),
      { place: "acme.yaml:9:19", message: "`]` is missing", hint: "close it here, or indent the lines up to its end" },
    ],
  ])("says where and what: %s", async (_, change, problem) => {
    const problems = await problemsOf(change(minimal));
    expect(problems[0]).toEqual(problem);
  });

  it("reports every problem at once, a misspelt key as one", async () => {
    const text = minimal.replace("  name: acme", "  nmae: acme").replace("ecommerce", "erp").replace("model:", "modl:");
    const problems = await problemsOf(text);
    expect(problems.map((problem) => problem.place)).toEqual(["acme.yaml:3:3", "acme.yaml:4:3", "acme.yaml:13:5"]);
  });

  it("takes no text that is no mapping", async () => {
    expect((await problemsOf("- 1"))[0]?.message).toBe("the file: must be an object, not a list");
    expect((await problemsOf(""))[0]?.message).toBe("the file: must be an object, not null");
  });

  it.each([
    ["brackets without end", `spec: ${"[".repeat(20_000)}`, "is nested too deeply"],
    ["levels without end", Array.from({ length: 1200 }, (_, at) => `${" ".repeat(at)}a:`).join("\n"), "too deeply"],
    ["a text without end", "#\n".repeat(600_000), "has 1200000 characters"],
    ["a key twice", "spec: 1\nspec: 1\n", "this key stands here twice"],
    ["two documents", `${minimal}---\n${minimal}`, "a second document begins here"],
  ])("says in a few words what is wrong with %s", async (_, text, message) => {
    const problems = await problemsOf(text);
    expect(problems.length).toBeLessThanOrEqual(5);
    expect(problems[0]?.message).toContain(message);
  });

  it.each<[string, string, string, string?]>([
    ["GET /orders", "GTE /orders", "write GET /orders"],
    ["GET /orders", "get orders", "write GET /orders"],
    ["GET /orders", "https://b.test/orders", "write GET https://b.test/orders"],
    ["list: GET /orders", "update: /orders/{id}", "write PUT /orders/{id}"],
    ["GET /orders", "{ kind: rest, request: /orders }", "write GET /orders"],
    ["GET /orders", "GET", "write GET /products/{id}"],
    ["name: order", "name: Sale Order", "write sale_order"],
    ["model:", "conflict: remote_wins\n    model:", "did you mean external_wins?"],
    ["model:", "direction: push\n    model:", "did you mean export?"],
    ["spec: 1", "spec: 2", "write spec: 1"],
    ["https://api", "*api", 'put the text in double quotes: "*api.acme.test"'],
  ])("says what to write instead: %s as %s", async (right, wrong, hint) => {
    expect((await problemsOf(minimal.replace(right, wrong)))[0]?.hint).toBe(hint);
  });

  it("does not let aliases blow up", async () => {
    const bomb = ["a: &a [x,x,x,x,x,x,x,x,x,x]"];
    for (let index = 1; index < 9; index++) {
      const before = String.fromCharCode(96 + index);
      const here = String.fromCharCode(97 + index);
      bomb.push(`${here}: &${here} [${Array.from({ length: 10 }, () => `*${before}`).join(",")}]`);
    }
    await expect(loadSpec(bomb.join("\n"), "bomb.yaml")).rejects.toThrow(ConnectorError);
  });
});

describe("--set", () => {
  it("reaches elements of lists by their name and keeps comments", async () => {
    const loaded = await loadSpec(shopify, "shopify.yaml", {
      set: ["entities.order.direction=import", "entities.customer.direction=import", "connector.title=My: Shop"],
    });
    expect(loaded.spec.entities[0]?.direction).toBe("import");
    expect(loaded.spec.connector.title).toBe("My: Shop");
    expect(loaded.text).toContain("# Without it only open orders are listed.");
  });

  it("gives a value the type that the schema wants", async () => {
    const loaded = await loadSpec(minimal, "acme.yaml", {
      set: [
        "system.pagination={kind: page, page_param: page, size: 50}",
        "system.pagination.size=20",
        "system.formats={}",
        "system.formats.timezone=1.10",
        "entities.order.id=[a, b]",
        "connector.experimental=true",
        "system.fields[0].help=12",
      ],
    });
    expect(loaded.spec.system.pagination).toEqual({ kind: "page", page_param: "page", size: 20 });
    expect(loaded.spec.system.formats).toEqual({ timezone: "1.10" });
    expect(loaded.spec.entities[0]?.id).toEqual(["a", "b"]);
    expect(loaded.spec.connector.experimental).toBe(true);
    expect(loaded.spec.system.fields[0]?.help).toBe("12");
  });

  it.each<[string, Problem]>([
    [
      "connector.titel=X",
      { place: "--set connector.titel=X", message: "connector has no key `titel`", hint: "did you mean title?" },
    ],
    [
      "entities.ordr.direction=import",
      {
        place: "--set entities.ordr.direction=import",
        message: "entities has no element `ordr`",
        hint: "did you mean order?",
      },
    ],
    [
      "entities.order.direction=impot",
      {
        place: "--set entities.order.direction=impot",
        message: 'entities.order.direction: "impot" is not among import, export, both',
        hint: "did you mean import?",
      },
    ],
    [
      "system.pagination={kind: page, page_param: page, size_param: size, size: 1e999}",
      {
        place: "--set system.pagination={kind: page, page_param: page, size_param: size, size: 1e999}",
        message: "system.pagination.size: must be a number, not Infinity",
      },
    ],
    [
      "system.auth={kind: basic",
      {
        place: "--set system.auth={kind: basic",
        message: "the value is broken YAML: `}` is missing",
        hint: "write it as in the file, {kind: none}, and in quotes for the shell",
      },
    ],
    [
      "nonsense",
      {
        place: "--set nonsense",
        message: "is no override",
        hint: "write --set key.path=value, entities.order.direction=import",
      },
    ],
  ])("refuses %s", async (set, problem) => {
    expect(await problemsOf(minimal, [set])).toEqual([problem]);
  });
});
