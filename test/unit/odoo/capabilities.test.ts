import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { capabilities, isOdooVersion, ODOO_VERSIONS } from "../../../src/odoo/capabilities.ts";
import { openIndex } from "../../../src/odoo/index.ts";
import { readIndex } from "../spec/helpers.ts";

it("knows four versions", () => {
  expect(ODOO_VERSIONS).toEqual(["16.0", "17.0", "18.0", "19.0"]);
  expect(isOdooVersion("19.0")).toBe(true);
  expect(isOdooVersion("19")).toBe(false);
  expect(ODOO_VERSIONS.map((version) => capabilities(version).listTag)).toEqual(["tree", "tree", "list", "list"]);
});

it("decides something with every key", () => {
  const root = fileURLToPath(new URL("../../../", import.meta.url));
  const texts = ["src", "templates"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(?:ts|hbs)$/.test(entry.name) && entry.name !== "capabilities.ts")
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8")),
  );
  const unused = Object.keys(capabilities("19.0")).filter(
    // The number of the version is what the static checks of the generated trees go by.
    (key) => key !== "major" && !texts.some((text) => new RegExp(`\\b${key}\\b`).test(text)),
  );
  expect(unused).toEqual([]);
});

/** What a field capability says must be what the models of that version have. */
describe.each(ODOO_VERSIONS)("Odoo %s", (version) => {
  const cap = capabilities(version);

  it("has the fields that the table names", async () => {
    const index = await openIndex(version, readIndex);
    const has = (model: string, field: string) => index.field(model, field) !== undefined;
    expect(has("res.groups", cap.groupUsersField)).toBe(true);
    for (const model of ["res.users", "ir.ui.menu", "ir.actions.act_window"])
      expect(has(model, cap.groupIdsField)).toBe(true);
    expect(has("res.groups", "privilege_id")).toBe(cap.groupsPrivilege);
    expect(has("ir.cron", "numbercall")).toBe(cap.cronNumbercall);
    expect(has("account.tax", "price_include_override")).toBe(cap.priceIncludeOverride);
    expect(has("sale.order.line", cap.saleLineTaxField)).toBe(true);
    expect(has("sale.order.line", cap.saleLineUomField)).toBe(true);
    expect(has("product.template", "is_storable")).toBe(cap.isStorable);
    expect(has("stock.move", cap.stockMoveQuantityField)).toBe(true);
    expect(has("stock.move", "name")).toBe(cap.stockMoveName);
  });
});
