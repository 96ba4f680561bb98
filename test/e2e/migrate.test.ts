import { cp } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bin, needBuild, type Run, treeOf, withFolder } from "./support.ts";

needBuild();

const ADDON = "shopify_connector";
const VERSIONS = ["16.0", "17.0", "18.0", "19.0"] as const;

const oc = (folder: string, ...args: string[]): Promise<Run> => bin("odoo-connector", args, { cwd: folder });

async function generated(folder: string, odoo: string, ...args: string[]): Promise<void> {
  const what = args.length > 0 ? args : ["shopify", "--type", "ecommerce"];
  const { code, stderr } = await bin("init-connector", [...what, "--odoo", odoo, "--path", folder, "--quiet"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
}

describe("migrate, of what nobody edited", () => {
  it(
    "is the connector generated for the other version, byte for byte",
    () =>
      withFolder(async (folder) => {
        const trees = new Map<string, Record<string, string>>();
        for (const odoo of VERSIONS) {
          await generated(join(folder, odoo), odoo);
          trees.set(odoo, await treeOf(join(folder, odoo)));
        }
        for (const from of VERSIONS) {
          for (const to of VERSIONS) {
            if (from === to) continue;
            const moved = join(folder, `${from}-${to}`);
            await cp(join(folder, from), moved, { recursive: true });
            const { code, stderr } = await oc(moved, "migrate", "--to", to, ADDON, "--quiet");
            expect({ from, to, code, stderr }).toEqual({ from, to, code: 0, stderr: "" });
            expect(await treeOf(moved)).toEqual(trees.get(to));
          }
        }
      }),
    300_000,
  );

  it(
    "is the same for a drafted one, and back again",
    () =>
      withFolder(async (folder) => {
        const old = join(folder, "old");
        await generated(old, "16.0", "acme", "--type", "ecommerce", "--base-url", "https://acme.example");
        const before = await treeOf(old);
        const fresh = join(folder, "fresh");
        await generated(fresh, "19.0", "--spec", join(old, "acme_connector/connector.yaml"));
        expect((await oc(join(old, "acme_connector"), "migrate", "--to", "19.0", "--quiet")).code).toBe(0);
        expect(await treeOf(old)).toEqual(await treeOf(fresh));
        expect((await oc(join(old, "acme_connector"), "migrate", "--to", "16.0", "--quiet")).code).toBe(0);
        expect(await treeOf(old)).toEqual(before);
      }),
    120_000,
  );

  it("writes nothing for the same version, nor where the version is none", () =>
    withFolder(async (folder) => {
      await generated(folder, "19.0");
      const before = await treeOf(folder);
      const same = await oc(folder, "migrate", "--to", "19.0", ADDON);
      expect({ code: same.code, stdout: same.stdout.split("\n")[0] }).toEqual({
        code: 0,
        stdout: `${ADDON} is for Odoo 19.0 already.`,
      });
      for (const [args, message] of [
        [["--to", "19"], "did you mean 19.0?"],
        [["--to", "15.0"], "15.0"],
        [[], "--to"],
      ] as const) {
        const refused = await oc(folder, "migrate", ADDON, ...args);
        expect({ code: refused.code, stderr: refused.stderr }).toMatchObject({
          code: 2,
          stderr: expect.stringContaining(message) as unknown,
        });
      }
      expect(await treeOf(folder)).toEqual(before);
    }));

  it(
    "takes connectors that share the runtime together, and leaves none behind",
    () =>
      withFolder(async (folder) => {
        const old = join(folder, "old");
        await generated(old, "17.0");
        await generated(old, "17.0", "woocommerce", "--type", "ecommerce");
        const before = await treeOf(old);
        const refused = await oc(old, "migrate", "--to", "18.0", ADDON);
        expect(refused.code).toBe(2);
        expect(refused.stderr).toContain("woocommerce_connector: is for Odoo 17.0 and uses the same");
        expect(refused.stderr).toContain("migrate --to 18.0 shopify_connector woocommerce_connector");
        expect(await treeOf(old)).toEqual(before);

        const both = await oc(old, "migrate", "--to", "18.0", ADDON, "woocommerce_connector", "--json");
        expect(both.code).toBe(0);
        expect(JSON.parse(both.stdout)).toMatchObject({ from: "17.0", to: "18.0", odoo: "18.0", findings: [] });
        const fresh = join(folder, "fresh");
        await generated(fresh, "18.0");
        await generated(fresh, "18.0", "woocommerce", "--type", "ecommerce");
        expect(await treeOf(old)).toEqual(await treeOf(fresh));
      }),
    60_000,
  );
});
