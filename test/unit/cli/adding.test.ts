/** What the commands that add something to a connector leave behind: no rule finds anything in it. */
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OdooVersion } from "../../../src/odoo/capabilities.ts";
import { expectSoundTrees, treeBelow } from "../../generated/sound.ts";
import { typed } from "./typed.ts";

let folder = "";
let count = 0;
const runtime = (version: OdooVersion): string => join(folder, version);

/** A connector of its own, without the runtime: that is the same for all. */
async function made(version: OdooVersion, ...args: string[]): Promise<string> {
  const root = join(folder, `made${count++}`);
  const where = ["--odoo", version, "--path", root, "--addons-path", runtime(version), "--quiet"];
  expect(await typed(["init-connector", ...args, ...where])).toEqual({ code: 0, stdout: "", stderr: "" });
  const [name = ""] = await readdir(root);
  return join(root, name);
}

const acme = (version: OdooVersion, type: string, ...more: string[]): Promise<string> =>
  made(version, "acme", "--type", type, "--base-url", "https://api.acme.example/v1", ...more);

/** Runs commands one after another in a copy, and asks the rules about what came of all of them. */
async function grown(version: OdooVersion, addon: string, ...lines: (readonly string[])[]): Promise<string> {
  const root = join(folder, `grown${count++}`);
  const name = addon.slice(addon.lastIndexOf("/") + 1);
  const place = join(root, name);
  await cp(addon, place, { recursive: true });
  for (const line of lines) {
    const done = await typed([...line, "--connector", place]);
    expect({ line: line.join(" "), code: done.code, stderr: done.stderr }).toEqual({
      line: line.join(" "),
      code: 0,
      stderr: "",
    });
  }
  await expectSoundTrees(version, new Map([[name, await treeBelow(place)]]));
  return place;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "odoo-connector-adding-"));
  for (const version of ["16.0", "19.0"] as const) {
    const done = await typed([
      ...["init-connector", "seed", "--type", "crm", "--base-url", "https://api.acme.example", "--odoo", version],
      ...["--path", runtime(version), "--quiet"],
    ]);
    expect(done).toEqual({ code: 0, stdout: "", stderr: "" });
  }
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("ways to authenticate", () => {
  it("are sound beside another and in its place", async () => {
    const addon = await acme("19.0", "crm");
    const all = ["bearer", "basic", "query", "oauth1"].map((kind) => ["add-auth", kind]);
    await grown("19.0", addon, ...all);
    for (const kind of ["bearer", "basic", "query", "oauth1", "none"])
      await grown("19.0", addon, ["add-auth", kind, "--replace"]);
  }, 120_000);
});

describe("a connector of a drafted system", () => {
  it.each(["16.0", "19.0"] as const)(
    "grows in all ways for Odoo %s",
    async (version) => {
      const addon = await acme(version, "crm", "--direction", "import", "--entities", "contact");
      const place = await grown(
        version,
        addon,
        ["add-binding", "ticket", "--odoo-model", "project.task", "--fields", "name,description"],
        [
          "add-binding",
          "vendor",
          "--odoo-model",
          "res.partner",
          "--fields",
          "name,email:contact.mail",
          "--match-on",
          "email",
        ],
        ["add-binding", "tag", "--odoo-model", "crm.tag", "--direction", "export", "--endpoint", "/v2/labels.json"],
        ["add-webhook", "ticket.closed", "ticket.reopened", "--entity", "ticket", "--event", "updated"],
        ["add-webhook", "contact.deleted", "--entity", "contact"],
        ["add-export", "res.partner", "--entity", "contact"],
        ["add-field", "contact", "ref", "website:links.home"],
        ["add-field", "ticket", "partner_id", "--remote", "customer_id", "--transform", "{ lookup: contact }"],
        ["add-auth", "bearer"],
      );
      const text = await readFile(join(place, "connector.yaml"), "utf8");
      expect(text).toContain("list: GET /v2/labels.json");
      expect(text).toContain("{ odoo: website, remote: links.home }");
      const manifest = await readFile(join(place, "__manifest__.py"), "utf8");
      for (const module of ["project", "sales_team"]) expect(manifest).toContain(`"${module}"`);
    },
    120_000,
  );

  it("has two kinds of records in one model of Odoo, each with names of its own", async () => {
    const addon = await acme("19.0", "ecommerce", "--entities", "customer");
    const supplier = ["add-binding", "supplier", "--odoo-model", "res.partner"];
    const place = await grown("19.0", addon, supplier);
    const tree = await treeBelow(place);
    const text = [...tree]
      .flatMap(([path, one]) => (/^(?:models|components)\/.*\.py$/.test(path) ? [one] : []))
      .join("");
    const names = [...text.matchAll(/^ {4}_name = "(.*)"$/gm)].map(([, name]) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(expect.arrayContaining(["acme.res.partner", "acme.res.partner.supplier"]));
    expect(names.filter((name) => name?.endsWith(".export.listener"))).toHaveLength(2);
    const partner = tree.get("models/customer_binding.py");
    expect([...(partner ?? "").matchAll(/(\w+) = fields\.One2many/g)].map(([, field]) => field)).toEqual([
      "acme_bind_ids",
      "acme_supplier_bind_ids",
    ]);
    for (const field of ["conflict_suppliers", "export_suppliers_on_change", "supplier_count"])
      expect(tree.get("models/backend.py")).toContain(`    ${field} = fields.`);
    // The second would take the first one's names, and its records would be lost.
    const gone = await typed(["remove-binding", "customer", "--yes", "--connector", place]);
    expect({ code: gone.code, stderr: gone.stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining("without customer the model of supplier would no longer be") as unknown,
    });
    const back = await grown("19.0", place, ["remove-binding", "supplier", "--yes"]);
    expect(await readFile(join(back, "models/customer_binding.py"), "utf8")).toBe(
      await readFile(join(addon, "models/customer_binding.py"), "utf8"),
    );
  }, 120_000);

  it("gets the topics that its draft has of the others", async () => {
    const addon = await acme("19.0", "crm", "--webhooks", "--entities", "contact");
    const place = await grown("19.0", addon, ["add-binding", "stage"], ["add-binding", "lead"]);
    const whole = await acme("19.0", "crm", "--webhooks", "--entities", "contact,stage,lead");
    expect(await readFile(join(place, "models/backend.py"), "utf8")).toBe(
      await readFile(join(whole, "models/backend.py"), "utf8"),
    );
  }, 120_000);
});

describe("a connector of a known system", () => {
  it.each([
    [
      "shopify",
      "product",
      ["customer", "order", "inventory", "fulfillment"],
      "customer,product,order,inventory,fulfillment",
    ],
    ["woocommerce", "category,product", ["customer", "order"], "category,product,customer,order"],
  ] as const)(
    "%s grows to what it would have been",
    async (system, first, later, all) => {
      const small = await made("19.0", system, "--entities", first);
      const whole = await made("19.0", system, "--entities", all);
      const place = await grown("19.0", small, ...later.map((name) => ["add-binding", name]));
      const own = ["connector.yaml", "CHANGELOG.md", ".connector.lock.json", ".connector.base"];
      const rest = async (path: string): Promise<unknown> =>
        [...(await treeBelow(path))]
          .filter(([name]) => !own.includes(name))
          .sort(([one], [other]) => (one < other ? -1 : 1));
      expect(await rest(place)).toEqual(await rest(whole));
    },
    120_000,
  );

  it("keeps every comment and every line of its own", async () => {
    const small = await made("19.0", "shopify", "--entities", "product");
    const place = join(small, "connector.yaml");
    const text = (await readFile(place, "utf8"))
      .replace("entities:\n", "entities:\n  # mine: do not touch\n\n")
      .replace("exports:\n", "exports: # my exports\n");
    await writeFile(place, text);
    const grownText = await readFile(
      join(await grown("19.0", small, ["add-binding", "customer"]), "connector.yaml"),
      "utf8",
    );
    for (const line of text.split("\n")) expect(grownText).toContain(line);
  }, 60_000);
});
