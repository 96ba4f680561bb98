/** Proof of precision at home: every connector that is generated, for every version, has no finding. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { expect, it } from "vitest";
import { ODOO_VERSIONS, type OdooVersion } from "../../src/odoo/capabilities.ts";
import { connectors, type Tree, treesOf } from "../generated/trees.ts";
import { judgedTrees, told } from "../generated/judged.ts";

const ROOT = join(import.meta.dirname, "..", "..");

it.each(ODOO_VERSIONS)("the presets, a draft of each type and the runtime for Odoo %s", async (version) => {
  const trees = await treesOf(await connectors(), version);
  expect(trees.size).toBeGreaterThanOrEqual(8);
  const addons = [...trees].map(([name, files]) => ({ folder: `/addons/${name}`, files }));
  const found = await judgedTrees(version, trees, addons);
  expect(found.size).toBe(trees.size);
  for (const [folder, findings] of found) expect(findings.map(told), folder).toEqual([]);
});

/** Addons that lie in the repository, as they are written. */
const WRITTEN: readonly (readonly [version: OdooVersion, folder: string, addon: string])[] = [
  ...readdirSync(join(ROOT, "examples"), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.name === "__manifest__.py")
    .map(({ parentPath }) => ["19.0", relative(ROOT, parentPath), basename(parentPath)] as const),
  ...(["16.0", "17.0", "18.0"] as const).map(
    (version) => [version, `test/golden/shopify-${version}`, "shopify_connector"] as const,
  ),
];

/** The files of a folder by path. */
const treeOf = (folder: string): Tree =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]),
  );

it.each(WRITTEN)("for Odoo %s: %s", async (version, folder, name) => {
  const addon = `/addons/${name}`;
  const files = treeOf(join(ROOT, folder));
  const found = await judgedTrees(version, await treesOf([], version), [{ folder: addon, files }]);
  expect(found.get(addon)?.map(told)).toEqual([]);
});
