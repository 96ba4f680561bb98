/** Every connector that can be generated, for every version of Odoo: the trees differ only where the versions do. */
import { beforeAll, describe, expect, it } from "vitest";
import { capabilities, ODOO_VERSIONS, type OdooVersion } from "../../../src/odoo/capabilities.ts";
import { connectors, treesOf, type VersionTrees } from "../../generated/trees.ts";
import { REASONS, reasonsOf, unexplained } from "./differences.ts";

const trees = new Map<OdooVersion, VersionTrees>();

beforeAll(async () => {
  const all = await connectors();
  for (const version of ODOO_VERSIONS) trees.set(version, await treesOf(all, version));
}, 120_000);

const STEPS = [
  ["16.0", "17.0"],
  ["17.0", "18.0"],
  ["18.0", "19.0"],
] as const;

describe.each(STEPS)("from Odoo %s to %s", (older, newer) => {
  it("changes only lines that a capability explains", () => {
    const [before, after] = [trees.get(older), trees.get(newer)];
    expect([...(after?.keys() ?? [])]).toEqual([...(before?.keys() ?? [])]);
    for (const [name, tree] of after ?? []) {
      const found = unexplained(before?.get(name) ?? new Map(), tree, capabilities(older), capabilities(newer));
      expect(found, name).toEqual([]);
    }
  });

  it.each<[string, string, string, string]>([
    ["a line more", "models/backend.py", "    _name =", "    _rec_name = 'name'\n    _name ="],
    ["a line less", "views/menu_views.xml", "<menuitem[^>]*/>", ""],
    ["another word beside a rename", "views/customer_views.xml", '<(list|tree) create="false">', '<$1 create="true">'],
    ["another text to translate", "models/backend.py", '_\\("Export Orders"\\)', '_("Export All Orders")'],
    ["a file more", "models/extra.py", "^", "x = 1\n"],
  ])("would not take %s for one of them", (_what, file, from, to) => {
    const before = trees.get(older)?.get("shopify_connector") ?? new Map<string, string>();
    const after = trees.get(newer)?.get("shopify_connector") ?? new Map<string, string>();
    const changed = (after.get(file) ?? "").replace(new RegExp(from), to);
    expect(changed).not.toBe(after.get(file));
    const mutant = new Map([...after, [file, changed]]);
    expect(unexplained(before, mutant, capabilities(older), capabilities(newer))).not.toEqual([]);
  });
});

it("has no reason that nothing needs any more", () => {
  const used = new Set<string>();
  for (const [older, newer] of STEPS) {
    for (const [name, tree] of trees.get(newer) ?? [])
      for (const reason of reasonsOf(
        trees.get(older)?.get(name) ?? new Map(),
        tree,
        capabilities(older),
        capabilities(newer),
      ))
        used.add(reason);
  }
  expect([...used].sort()).toEqual([...REASONS].sort());
});
