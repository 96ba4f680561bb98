/**
 * A connector that people have edited grows while it is at work: the built executable adds a kind of record, a webhook and
 * an export, Odoo updates the addon in a database that holds data, and everything goes on, what people made of it too.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { Lab, LabDatabase, LabServer, OdooClient } from "../../src/lab/index.ts";
import { textOf } from "../../src/mock/json.ts";
import { startMock, type Mock } from "../../src/mock/server.ts";
import { isOdooVersion } from "../../src/odoo/capabilities.ts";
import { endFormatting, isBytes } from "../generated/growing.ts";
import { Life, life, ofDraft, ofSystem } from "../generated/sequences.ts";
import { expectSound } from "../generated/sound.ts";
import { cli, drain, expectCleanLog, exportRecords, labOrSkip, scratch } from "./support.ts";

const ADDON = "shopify_connector";

const lab: Lab | undefined = await labOrSkip();

interface Product {
  id: number;
  name: string;
  description_purchase: string | false;
}

describe.skipIf(!lab)("a connector that people have edited, grown in place", () => {
  let folder: Awaited<ReturnType<typeof scratch>>;
  let mock: Mock;
  let database: LabDatabase;
  let server: LabServer;
  let odoo: OdooClient;
  let backend: number;
  const cleanUps: (() => Promise<void>)[] = [];

  const place = (path: string): string => join(folder.path, ADDON, path);
  const edit = async (path: string, change: (text: string) => string): Promise<void> => {
    const text = await readFile(place(path), "utf8");
    const changed = change(text);
    expect(changed, `${path} is edited`).not.toBe(text);
    await writeFile(place(path), changed);
  };
  const grow = (command: string, ...args: string[]): Promise<string> =>
    cli(command, ...args, "--connector", place(""), "--yes");
  const serve = async (): Promise<void> => {
    if (!lab) return;
    server = await lab.startServer({ database, addonsPaths: [folder.path], workers: 2, channels: "root:2" });
    odoo = await server.client();
  };
  const sync = async (entity: string): Promise<void> => {
    await odoo.call("shopify.backend", `sync_${entity}`, [[backend]]);
    await drain(odoo);
  };
  const products = async (): Promise<Product[]> =>
    odoo.searchRead<Product>(
      "product.template",
      [["shopify_bind_ids", "!=", false]],
      ["name", "description_purchase"],
      { context: { active_test: false } },
    );
  const count = (model: string): Promise<number> =>
    odoo.call<number>(model, "search_count", [[]], { context: { active_test: false } });

  beforeAll(async () => {
    if (!lab) return;
    cleanUps.push(() => lab.close());
    folder = await scratch();
    cleanUps.push(folder.remove);
    await cli(
      ...["init-connector", "shopify", "--type", "ecommerce", "--odoo", lab.series, "--entities", "product"],
      ...["--direction", "import", "--no-webhooks", "--path", folder.path, "--yes", "--quiet"],
    );
    // A method overridden in a generated class, a field in its model and its view, a file of the user's own.
    await edit(
      "components/importer.py",
      (text) => `${text}
    # Ours: buyers are told.
    def _after_import(self, binding, record):
        result = super()._after_import(binding, record)
        binding.odoo_id.description_purchase = "Seen by ours"
        return result
`,
    );
    await edit("models/product_binding.py", (text) =>
      text.replace(/( {4}_inherits = .*\n)/, '$1\n    our_note = fields.Char(string="Our Note")\n'),
    );
    await edit("views/product_views.xml", (text) =>
      text.replace(/( +)<field name="external_name" readonly="1" \/>\n/, '$&$1<field name="our_note" />\n'),
    );
    await writeFile(
      place("models/our_country.py"),
      'from odoo import fields, models\n\n\nclass ResCountry(models.Model):\n    _inherit = "res.country"\n\n    our_zone = fields.Char(string="Our Zone")\n',
    );
    await edit("models/__init__.py", (text) => `${text}from . import our_country\n`);
    await edit("__manifest__.py", (text) =>
      text.replace('"generic_connector",', '"generic_connector",\n        "contacts",  # ours'),
    );
    await edit("readme/USAGE.rst", (text) => `${text}\nOurs: ask Nadia first.\n`);

    const whole: unknown = parseYaml(
      await readFile(new URL("../../src/systems/shopify.yaml", import.meta.url), "utf8"),
    );
    mock = await startMock({
      spec: whole,
      records: { products: 25, customers: 25, orders: 2 },
      seed: 7,
      generous: true,
    });
    cleanUps.push(() => mock.close());
    database = await lab.createDatabase({ modules: [ADDON], addonsPaths: [folder.path] });
    await serve();
    cleanUps.push(() => server.stop());
    backend = await odoo.call<number>("shopify.backend", "create", [
      { ...without(mock.credentials, "webhook_secret"), name: "Test shop", base_url: mock.url },
    ]);
    await sync("products");
  });

  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  test("works as it was edited", async () => {
    expectCleanLog(database.problems);
    const found = await products();
    expect(found.length).toBeGreaterThanOrEqual(25);
    expect(new Set(found.map((one) => one.description_purchase))).toEqual(new Set(["Seen by ours"]));
    await odoo.call("shopify.product.template", "write", [
      await odoo.call<number[]>("shopify.product.template", "search", [[]], { limit: 1 }),
      { our_note: "kept" },
    ]);
  });

  test("is updated in place after customers, a webhook and an export came to it, and says nothing", async () => {
    if (!lab) return;
    const before = [await count("product.template"), await count("shopify.product.template")];
    await server.stop();
    await grow("add-binding", "customer", "--odoo-model", "res.partner");
    await grow("add-webhook", "products/update", "customers/create");
    await grow("add-export", "product.template");
    await cli("upgrade", place(""), "--yes");
    await expectSound(folder.path);
    const { problems } = await lab.install(database, [ADDON], { update: true, addonsPaths: [folder.path] });
    expectCleanLog(problems);
    await serve();
    expect([await count("product.template"), await count("shopify.product.template")]).toEqual(before);
    expect(await readFile(place("readme/USAGE.rst"), "utf8")).toContain("Ours: ask Nadia first.");
    const [noted] = await odoo.searchRead<{ our_note: string }>(
      "shopify.product.template",
      [["our_note", "!=", false]],
      ["our_note"],
    );
    expect(noted?.our_note).toBe("kept");
    await odoo.call("shopify.backend", "write", [[backend], { webhook_secret: mock.credentials.webhook_secret }]);
  });

  test("knows what it had imported, and imports what is new", async () => {
    const before = [await count("product.template"), await count("shopify.product.template")];
    const product = mock.store.list("products").find((row) => row.status === "active");
    mock.store.update("products", textOf(product?.id), { title: "Renamed far away" });
    await sync("products");
    expect([await count("product.template"), await count("shopify.product.template")]).toEqual(before);
    expect((await products()).map((one) => one.name)).toContain("Renamed far away");
    await sync("customers");
    expect(await count("shopify.res.partner")).toBe(mock.store.list("customers").length);
    expect(await odoo.searchRead("generic.dead.letter", [], ["error"])).toEqual([]);
  });

  test("takes webhooks, and the user's method with them", async () => {
    const record = mock.store.create("products", { title: "Told of" });
    const answer = await mock.sendWebhook({ topic: "products/update", record, to: `${server.url}/shopify/webhook` });
    expect(answer.status).toBe(200);
    await drain(odoo);
    const found = (await products()).find((one) => one.name === "Told of");
    expect(found?.description_purchase).toBe("Seen by ours");
  });

  test("sends what is exported", async () => {
    const found = (await products()).find((one) => one.name === "Told of");
    await odoo.call("product.template", "write", [[found?.id], { name: "Sent from here" }]);
    expect(await exportRecords(odoo, "product.template", [found?.id ?? 0])).toMatchObject({
      exported_count: 1,
      error_count: 0,
    });
    expect(mock.store.list("products").map((row) => row.title)).toContain("Sent from here");
  });

  test("installs beside others that people have lived with", async () => {
    if (!lab || !isOdooVersion(lab.series)) return;
    const origins = [
      ofDraft({ type: "crm", entities: ["contact"] }, lab.series),
      await ofSystem("woocommerce", { entities: ["category", "product"] }, lab.series),
    ];
    const modules: string[] = [];
    for (const [at, steps] of fc.sample(life(7), { seed: 7, numRuns: origins.length }).entries()) {
      const origin = origins[at];
      if (origin === undefined) continue;
      const one = await Life.begin(origin);
      for (const step of steps) await one.take(step);
      await one.isDone();
      modules.push(one.growing.name);
      for (const [path, text] of await one.growing.files()) {
        const file = join(folder.path, one.growing.name, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, text, isBytes(path) ? "base64" : "utf8");
      }
    }
    await endFormatting();
    const made = await lab.createDatabase({ modules, addonsPaths: [folder.path] });
    expectCleanLog(made.problems);
  });

  test("passes the tests that it brings along", async () => {
    if (!lab) return;
    const report = await lab.test({ addon: ADDON, addonsPaths: [folder.path] });
    expect(report.failures.map((failure) => `${failure.test}\n${failure.text}`)).toEqual([]);
    expectCleanLog(report.problems);
    expect(report.ok).toBe(true);
  });
});

const without = (values: Readonly<Record<string, unknown>>, name: string): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([key]) => key !== name));
