import { describe, expect, it } from "vitest";
import { nodeFileSystem } from "../../../src/fs/node.ts";
import { formatFiles } from "../../../src/format/format.ts";
import { capabilities, type OdooVersion, ODOO_VERSIONS } from "../../../src/odoo/capabilities.ts";
import { goneBindings, planRemoval } from "../../../src/plan/removal.ts";
import { createRenderer } from "../../../src/render/renderer.ts";
import { openTemplates } from "../../../src/render/source.ts";
import { indexOf, readSpec, SHOPIFY } from "./generate.ts";

/** The migration of a Shopify connector that loses entities, formatted. */
async function migration(names: readonly string[], odoo: OdooVersion, dropsData = false): Promise<string> {
  const { spec, text: specText } = await readSpec(SHOPIFY);
  const after = {
    ...spec,
    entities: spec.entities.filter(({ name }) => !names.includes(name)),
    bindings: spec.bindings.filter(({ name, parent }) => !names.includes(parent ?? name)),
  };
  const context = {
    ...{ spec: after, specText, version: "1.2.4" },
    ...{ cap: capabilities(odoo), modules: await indexOf(odoo) },
  };
  const { path, template, data, ownership } = planRemoval(context, goneBindings(spec, after), dropsData);
  expect({ path, ownership }).toEqual({
    path: `shopify_connector/migrations/${odoo}.1.2.4/post-migrate.py`,
    ownership: "seed",
  });
  const content = (await createRenderer(await openTemplates(nodeFileSystem))).render(template, data);
  const [formatted = ""] = await formatFiles([{ path, content }]);
  return formatted;
}

describe("the migration of a removal", () => {
  it("names each binding that goes, with its table and what an update never removes", async () => {
    const text = await migration(["customer"], "19.0");
    expect(/BINDINGS = (\{.*?\n\})/s.exec(text)?.[1]).toBe(`{
    "shopify.res.partner": {
        "table": "shopify_res_partner",
        "entity": "customers",
        "records": [
            "ir_cron_shopify_sync_customers",
            "rule_shopify_res_partner_company",
        ],
    },
    "shopify.res.partner.address": {
        "table": "shopify_res_partner_address",
        "entity": "addresses",
        "records": ["rule_shopify_res_partner_address_company"],
    },
}`);
    expect(text).toContain('REASON = "Removed from the connector with version 19.0.1.2.4"');
  });

  it("has a scheduled action where the entity is imported only", async () => {
    expect(await migration(["fulfillment"], "19.0")).not.toContain("ir_cron_shopify");
  });

  it("drops tables where that was asked for, and keeps nothing then", async () => {
    const [keeps, drops] = [await migration(["customer"], "19.0"), await migration(["customer"], "19.0", true)];
    expect(keeps).not.toContain("DROP TABLE");
    expect(keeps).toContain("_keep_settings(env)");
    expect(drops).toContain("DROP TABLE IF EXISTS");
    expect(drops).not.toContain("_keep_settings");
  });

  it("is the same for all versions but for their names: it does what all of them know", async () => {
    for (const dropsData of [false, true]) {
      const texts = await Promise.all(ODOO_VERSIONS.map((odoo) => migration(["customer"], odoo, dropsData)));
      const plain = texts.map((text, at) => text.replaceAll(ODOO_VERSIONS[at] ?? "", "SERIES"));
      expect(new Set(plain).size).toBe(1);
    }
  });

  it("has no line that is too long for OCA's checks", async () => {
    for (const dropsData of [false, true]) {
      const text = await migration(["customer", "order"], "19.0", dropsData);
      expect(text.split("\n").filter((line) => line.length > 88)).toEqual([]);
    }
  });
});
