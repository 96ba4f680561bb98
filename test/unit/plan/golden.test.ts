import { existsSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ODOO_VERSIONS } from "../../../src/odoo/capabilities.ts";
import { generate, SHOPIFY } from "./generate.ts";

// `npm run golden` writes these trees anew; read the difference before you commit it.
const root = decodeURIComponent(new URL("../../..", import.meta.url).pathname);

/** The newest version's tree is an example for people as well. */
const folderOf = (version: string): string =>
  version === "19.0" ? `${root}examples/shopify/shopify_connector` : `${root}test/golden/shopify-${version}`;

describe.each(ODOO_VERSIONS)("the golden Shopify connector for Odoo %s", (version) => {
  it("is what is generated", async () => {
    const tree = await generate(SHOPIFY, version);
    const folder = folderOf(version);
    for (const [path, text] of tree) await expect(text).toMatchFileSnapshot(`${folder}/${path}`);
    if (!existsSync(folder)) return;
    const left = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length + 1))
      .filter((path) => !tree.has(path));
    expect(left, "files that are no longer generated: run npm run golden").toEqual([]);
  });
});
