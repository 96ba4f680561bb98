/**
 * What the OCA's tools say about generated addons (pylint-odoo and the OCA's own hooks, in their default sets), and what
 * Odoo makes of what is shipped for publishing: demo data, terms to translate.
 */
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { capabilities, ODOO_VERSIONS } from "../../src/odoo/capabilities.ts";
import type { Lab, LabDatabase } from "../../src/lab/index.ts";
import { cli, CONNECTORS, expectCleanLog, generate, labOrSkip, lintTools, scratch } from "./support.ts";

const lab: Lab | undefined = await labOrSkip();

/** Author of everything that is generated here; the one setting that the checks need. */
const AUTHOR = "Example Integrators";

describe.skipIf(!lab).concurrent.each(ODOO_VERSIONS)("the OCA's checks on all connectors for Odoo %s", (version) => {
  test("have nothing to say", async () => {
    if (!lab) return;
    const [tools, folder] = await Promise.all([lintTools(lab), scratch()]);
    try {
      const addons = ["connector_base_backend", "generic_connector"];
      for (const connector of CONNECTORS) {
        await generate(connector, folder.path, version, "--author", AUTHOR);
        addons.push(`${connector.name}_connector`);
      }
      const hooks = await tools.run(
        "oca-checks-odoo-module",
        addons.map((addon) => `${addon}/__manifest__.py`),
        folder.path,
      );
      const authors = `${AUTHOR},Odoo Connector contributors`;
      const said = await tools.run(
        "pylint",
        [
          ...["--load-plugins=pylint_odoo", "--disable=all", "--enable=odoolint", "--score=n"],
          ...[`--valid-odoo-versions=${version}`, `--manifest-required-authors=${authors}`, ...addons],
        ],
        folder.path,
      );
      expect(`${hooks}${said}`.trim()).toBe("");
    } finally {
      await folder.remove();
    }
  });
});

describe.skipIf(!lab)("the Shopify connector, ready to publish", () => {
  let folder: Awaited<ReturnType<typeof scratch>>;
  let database: LabDatabase;
  const cleanUps: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    if (!lab) return;
    cleanUps.push(() => lab.close());
    folder = await scratch();
    cleanUps.push(folder.remove);
    await generate({ name: "shopify", args: ["--type", "ecommerce"] }, folder.path, lab.series);
    database = await lab.createDatabase({ modules: ["shopify_connector"], addonsPaths: [folder.path] });
  });

  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  test("has demo data that Odoo loads", async () => {
    if (!lab) return;
    expectCleanLog(database.problems);
    const self = capabilities(lab.series).hookTakesEnv ? "env" : "env.cr";
    const script = [
      "from odoo.tools.convert import convert_file",
      `convert_file(${self}, "shopify_connector", "demo/demo_data.xml", {}, mode="init")`,
      'print("<name>" + env.ref("shopify_connector.shopify_backend_demo").name + "</name>")',
    ];
    const printed = await lab.shell(database, script.join("\n"), { addonsPaths: [folder.path] });
    expect(printed).toContain("<name>Shopify Demo</name>");
  });

  test("builds as a wheel and brings its checks where that was asked for", async () => {
    if (!lab) return;
    const [tools, place] = await Promise.all([lintTools(lab), scratch()]);
    try {
      const shopify = { name: "shopify", args: ["--type", "ecommerce", "--packaging", "pyproject,pre_commit"] };
      await generate(shopify, place.path, lab.series);
      const addon = join(place.path, "shopify_connector");
      const checked = await tools.run("pre-commit", ["validate-config", ".pre-commit-config.yaml"], addon);
      expect(checked.trim()).toBe("");
      const wheels = join(place.path, "wheels");
      for (const name of ["shopify_connector", "generic_connector", "connector_base_backend"]) {
        const folder = join(place.path, name);
        await tools.run(
          "pip",
          ["wheel", "--quiet", "--no-deps", "--no-build-isolation", folder, "-w", wheels],
          place.path,
        );
      }
      const built = (await readdir(wheels)).sort().map((wheel) => wheel.replace(/-.*$/, ""));
      expect(built).toEqual([
        "odoo_addon_connector_base_backend",
        "odoo_addon_generic_connector",
        "odoo_addon_shopify_connector",
      ]);
    } finally {
      await place.remove();
    }
  });

  test("has its terms exported by Odoo, and a second time nothing changes", async () => {
    if (!lab) return;
    const addon = join(folder.path, "shopify_connector");
    const pot = join(addon, "i18n", "shopify_connector.pot");
    expect(await cli("lab", "pot", addon, ...otherSource(), "--quiet")).toBe(`${pot} written\n`);
    const text = await readFile(pot, "utf8");
    expect(text).toContain('msgid "Import Customers"');
    expect(text).toContain(
      "#: model:ir.model.fields,field_description:shopify_connector.field_shopify_backend__shop_url",
    );
    expect(text).toContain("code:addons/shopify_connector/models/backend.py");
    expect(await cli("lab", "pot", addon, ...otherSource(), "--quiet")).toBe(`${pot} is up to date\n`);
  });
});

/** The Odoo that these tests run in, where it is another one than the lab's own. */
function otherSource(): string[] {
  const tree = process.env.ODOO_CONNECTOR_TEST_ODOO;
  return tree === undefined ? [] : ["--odoo", tree];
}
