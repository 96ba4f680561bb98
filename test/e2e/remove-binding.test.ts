import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bin, needBuild, type Run, treeOf, withFolder } from "./support.ts";
import { expectSound } from "../generated/sound.ts";

needBuild();

const ADDON = "shopify_connector";
const MANIFEST = `${ADDON}/__manifest__.py`;
const SCRIPT = `${ADDON}/migrations/19.0.1.0.1/post-migrate.py`;

const oc = (folder: string, ...args: string[]): Promise<Run> => bin("odoo-connector", args, { cwd: folder });

const remove = (folder: string, ...args: string[]): Promise<Run> =>
  oc(folder, "remove-binding", ...args, "--connector", ADDON);

async function generated(folder: string): Promise<void> {
  const { code } = await bin("init-connector", ["shopify", "--type", "ecommerce", "--path", folder, "--quiet"]);
  expect(code).toBe(0);
}

const edit = async (folder: string, path: string, change: (text: string) => string): Promise<void> => {
  const place = join(folder, path);
  const text = await readFile(place, "utf8");
  expect(change(text)).not.toBe(text);
  await writeFile(place, change(text));
};

const versionOf = async (folder: string): Promise<string | undefined> =>
  /"version": "(.*)"/.exec(await readFile(join(folder, MANIFEST), "utf8"))?.[1];

describe("remove-binding", () => {
  it("takes an entity out, writes the migration, and raises the version that makes Odoo run it", () =>
    withFolder(async (folder) => {
      await generated(folder);
      const before = await treeOf(folder);
      const dry = await remove(folder, "fulfillment", "--dry-run", "--json");
      expect(await treeOf(folder)).toEqual(before);
      const { code, stdout, stderr } = await remove(folder, "fulfillment", "--yes", "--json");
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      const document = JSON.parse(stdout) as Record<string, unknown>;
      expect({ ...document, dryRun: true }).toEqual(JSON.parse(dry.stdout));
      expect(document).toMatchObject({
        removed: ["fulfillment"],
        migration: SCRIPT,
        tables: { kept: ["shopify_stock_picking"] },
      });
      await expectSound(folder);
      const tree = await treeOf(folder);
      expect(tree[`${ADDON}/models/fulfillment_binding.py`]).toBeUndefined();
      expect(tree[SCRIPT]).toContain('"table": "shopify_stock_picking"');
      expect(tree[SCRIPT]).not.toContain("DROP TABLE");
      expect(await versionOf(folder)).toBe("19.0.1.0.1");

      // It is its owner's, known, and stays.
      await appendFile(join(folder, SCRIPT), "# looked at\n");
      const status = await oc(folder, "status", ADDON, "--json");
      expect(status.code).toBe(0);
      expect(status.stdout).toMatch(/post-migrate\.py",\s+"state": "yours"/);
      expect((await oc(folder, "upgrade", ADDON)).stdout).toBe(`${ADDON} is up to date: nothing to do.\n`);
      await edit(folder, `${ADDON}/connector.yaml`, (text) => text.replace("title: Shopify", "title: Corner Shop"));
      const upgraded = await oc(folder, "upgrade", ADDON);
      expect({ code: upgraded.code, stderr: upgraded.stderr }).toEqual({ code: 0, stderr: "" });
      expect(upgraded.stdout).not.toContain("migrations");
      const again = await bin("init-connector", ["shopify", "--path", folder, "--quiet"]);
      expect(again.code).toBe(0);
      expect(await versionOf(folder)).toBe("19.0.1.0.1");
      expect(await readFile(join(folder, SCRIPT), "utf8")).toContain("# looked at");

      // Each removal has a version of its own.
      const dropped = await remove(folder, "order", "--drop-data", "--yes");
      expect(dropped.code).toBe(0);
      const script = await readFile(join(folder, ADDON, "migrations/19.0.1.0.2/post-migrate.py"), "utf8");
      expect(script).toContain("DROP TABLE");
      for (const table of ["shopify_sale_order", "shopify_sale_order_line"]) {
        expect(script).toContain(`"table": "${table}"`);
        expect(dropped.stdout).toContain(table);
      }
      expect(await versionOf(folder)).toBe("19.0.1.0.2");
      await expectSound(folder);
    }));

  it("gives back what stood there before the entity was added, but for the migration and the version", () =>
    withFolder(async (folder) => {
      const init = ["shopify", "--type", "ecommerce", "--entities", "product", "--path", folder, "--quiet"];
      expect((await bin("init-connector", init)).code).toBe(0);
      const before = await treeOf(folder);
      const added = await oc(folder, "add-binding", "customer", "--connector", ADDON);
      expect({ code: added.code, stderr: added.stderr }).toEqual({ code: 0, stderr: "" });
      expect((await remove(folder, "customer", "--yes")).code).toBe(0);
      const { [SCRIPT]: script, ...tree } = await treeOf(folder);
      expect(script).toContain("shopify_res_partner_address");
      expect(tree[MANIFEST]).toBe(before[MANIFEST]?.replace("19.0.1.0.0", "19.0.1.0.1"));
      const records = [".connector.lock.json", ".connector.base"].map((name) => `${ADDON}/${name}`);
      for (const path of [MANIFEST, ...records]) {
        expect(tree[path]).toBeDefined();
        tree[path] = before[path] ?? "";
      }
      expect(tree).toEqual(before);
    }));

  it("loses no edit: files stay, parts of files that would name what is gone are kept beside the migration", () =>
    withFolder(async (folder) => {
      await generated(folder);
      const own = `${ADDON}/models/fulfillment_binding.py`;
      await appendFile(join(folder, own), "\n    def my_own(self):\n        return 42\n");
      await edit(folder, `${ADDON}/views/fulfillment_views.xml`, (text) => text.replace("Fulfillments", "My Parcels"));
      await edit(folder, `${ADDON}/views/menu_views.xml`, (text) => text.replace('sequence="60"', 'sequence="65"'));
      await edit(folder, `${ADDON}/components/exporter.py`, (text) =>
        text.replace('"""Queues the export of many fulfillments."""', '"""Mine."""'),
      );
      await edit(folder, `${ADDON}/security/ir.model.access.csv`, (text) =>
        text.replace(/(access_shopify_stock_picking_user,.*),1,0,0,0/, "$1,1,1,0,0"),
      );
      await edit(folder, `${ADDON}/models/backend.py`, (text) => `${text}\n    # my own\n    mine = True\n`);
      const { code, stdout, stderr } = await remove(folder, "fulfillment", "--yes");
      expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
      expect(stdout).toContain("= models/fulfillment_binding.py  no longer planned, but edited");
      expect(stdout).toContain("no longer planned, but edited: it was taken out, and kept");
      // It installs and is sound, and every line is still there.
      await expectSound(folder);
      const tree = await treeOf(folder);
      expect(tree[own]).toContain("def my_own(self)");
      expect(tree[`${ADDON}/views/fulfillment_views.xml`]).toContain("My Parcels");
      expect(tree[`${ADDON}/models/__init__.py`]).not.toContain("fulfillment");
      expect(tree[`${ADDON}/models/backend.py`]).toContain("    # my own\n    mine = True\n");
      const edits = tree[`${ADDON}/migrations/19.0.1.0.1/edits.md`] ?? "";
      for (const line of [
        '<menuitem id="menu_shopify_stock_picking" parent="menu_shopify_root" action="action_shopify_stock_picking" sequence="65" />',
        '"""Mine."""',
        "access_shopify_stock_picking_user,shopify.stock.picking user,model_shopify_stock_picking,connector_base_backend.group_connector_user,1,1,0,0",
      ]) {
        expect(edits).toContain(line);
      }
      expect(tree[`${ADDON}/views/menu_views.xml`]).not.toContain("stock_picking");
      const status = await oc(folder, "status", ADDON);
      expect(status.code).toBe(0);
      expect(status.stdout).toContain("= models/fulfillment_binding.py  kept for your edits, no longer planned");
      expect((await oc(folder, "upgrade", ADDON)).stdout).toBe(`${ADDON} is up to date: nothing to do.\n`);
    }));

  it("marks what both sides changed, and goes back to the last byte", () =>
    withFolder(async (folder) => {
      await generated(folder);
      await edit(folder, `${ADDON}/README.rst`, (text) => text.replace(/ulfillments/g, "parcels"));
      await edit(folder, `${ADDON}/views/menu_views.xml`, (text) => text.replace('sequence="60"', 'sequence="65"'));
      const before = await treeOf(folder);
      const { code, stdout } = await remove(folder, "fulfillment", "--yes");
      expect(code).toBe(3);
      expect(stdout).toContain("✗ README.rst");
      expect(await readFile(join(folder, ADDON, "migrations/19.0.1.0.1/edits.md"), "utf8")).toContain('"65"');
      expect((await oc(folder, "upgrade", ADDON, "--abort")).code).toBe(0);
      expect(await treeOf(folder)).toEqual(before);
      expect((await remove(folder, "fulfillment", "--yes", "--on-conflict", "mine")).code).toBe(0);
      await expectSound(folder);
    }));

  it("asks nobody where it is told to be silent, and takes several at once", () =>
    withFolder(async (folder) => {
      await generated(folder);
      const { code, stdout, stderr } = await remove(folder, "order", "fulfillment", "--yes", "--quiet");
      expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: "", stderr: "" });
      const script = await readFile(join(folder, SCRIPT), "utf8");
      const tables = [...script.matchAll(/"table": "(\w+)"/g)].map(([, table]) => table);
      expect(tables).toEqual(["shopify_sale_order", "shopify_sale_order_line", "shopify_stock_picking"]);
      await expectSound(folder);
    }));

  it("raises the version that people gave the addon", () =>
    withFolder(async (folder) => {
      await generated(folder);
      await edit(folder, MANIFEST, (text) => text.replace("19.0.1.0.0", "19.0.2.3.9"));
      expect((await remove(folder, "fulfillment", "--yes")).code).toBe(0);
      expect(await versionOf(folder)).toBe("19.0.2.3.10");
      const tree = await treeOf(folder);
      expect(tree[`${ADDON}/migrations/19.0.2.3.10/post-migrate.py`]).toBeDefined();
    }));

  it.each([
    [["customer"], 2, "order needs customer", "remove-binding customer order fulfillment"],
    [["custmer", "--yes"], 2, 'there is no entity "custmer" in the spec', "customer"],
    [["order_line", "--yes"], 2, "order_line", "order"],
    [["--yes"], 2, "ENTITY: is missing", "customer"],
    [["fulfillment"], 2, "nobody can be asked", "--yes"],
    [["fulfillment", "--json"], 2, "nobody can be asked", "--yes"],
  ])("%j is refused, and nothing is written", (args, code, message, hint) =>
    withFolder(async (folder) => {
      await generated(folder);
      const before = await treeOf(folder);
      const done = await remove(folder, ...args);
      expect(done.code).toBe(code);
      expect(done.stdout + done.stderr).toContain(message.replaceAll('"', args.includes("--json") ? '\\"' : '"'));
      expect(done.stdout + done.stderr).toContain(hint);
      expect(await treeOf(folder)).toEqual(before);
    }),
  );
});
