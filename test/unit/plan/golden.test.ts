import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { describe, expect, it } from "vitest";
import { ODOO_VERSIONS } from "../../../src/odoo/capabilities.ts";
import { isBinary } from "../../../src/write/paths.ts";
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
    for (const [path, text] of tree) {
      if (!isBinary(path)) await expect(text).toMatchFileSnapshot(`${folder}/${path}`);
      // Snapshots are texts; what is written as bytes is written here.
      else if (process.env.GOLDEN !== undefined) {
        mkdirSync(dirname(`${folder}/${path}`), { recursive: true });
        writeFileSync(`${folder}/${path}`, Buffer.from(text, "base64"));
      } else expect(readFileSync(`${folder}/${path}`).toString("base64")).toBe(text.trim());
    }
    if (!existsSync(folder)) return;
    const left = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length + 1))
      .filter((path) => !tree.has(path));
    expect(left, "files that are no longer generated: run npm run golden").toEqual([]);
  });
});
