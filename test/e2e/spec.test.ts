/** `odoo-connector spec`, as the built executable. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bin, needBuild } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "odoo-connector-spec-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

needBuild();

describe("odoo-connector spec", () => {
  it("checks a known system for every version, and writes nothing", async () => {
    const { code, stdout } = await bin("odoo-connector", ["spec", "check", "shopify", "--odoo", "all"]);
    expect(code).toBe(0);
    expect(stdout).toContain("is fine: Shopify for Odoo 16.0, 17.0, 18.0, 19.0");
    expect(stdout).toContain("product.template (both), binding shopify.product.template");
  });

  it("tells what is wrong with line, column and the nearest right word", async () => {
    const text = readFileSync(new URL("../../src/systems/shopify.yaml", import.meta.url), "utf8");
    const file = join(folder, "connector.yaml");
    writeFileSync(file, text.replace("odoo: client_order_ref", "odoo: client_order_reff"));
    const { code, stderr } = await bin("odoo-connector", ["spec", "check", file]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/connector\.yaml:\d+:\d+/);
    expect(stderr).toContain("did you mean client_order_ref?");
  });

  it("explains a key with an example, and suggests one for a typo", async () => {
    const { stdout } = await bin("odoo-connector", ["spec", "explain", "entities.mapping.transform"]);
    expect(stdout).toContain("example: transform:");
    const { code, stderr } = await bin("odoo-connector", ["spec", "explain", "entities.mappin"]);
    expect(code).toBe(2);
    expect(stderr).toContain("did you mean mapping?");
  });

  it("prints the page that docs/ has", async () => {
    const { stdout } = await bin("odoo-connector", ["spec", "docs"]);
    expect(stdout).toBe(readFileSync(new URL("../../docs/spec-reference.md", import.meta.url), "utf8"));
  });
});
