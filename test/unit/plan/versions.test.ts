/**
 * Every connector that can be generated, for every version of Odoo: what is named in it exists in that version, and the
 * trees differ only where the versions do. All in memory, against the model index.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { FRAMEWORK_ADDONS } from "../../../src/plan/framework.ts";
import { capabilities, ODOO_VERSIONS, type OdooVersion } from "../../../src/odoo/capabilities.ts";
import { connectors, treesOf, type VersionTrees } from "../../generated/trees.ts";
import { type Addon, readAddon } from "./static/addon.ts";
import { checkAddon } from "./static/check.ts";
import { REASONS, reasonsOf, unexplained } from "./static/differences.ts";
import { MUTATIONS } from "./static/mutations.ts";
import { install, type Installation } from "./static/trees.ts";

const trees = new Map<OdooVersion, VersionTrees>();
const installed = new Map<OdooVersion, readonly Installation[]>();

beforeAll(async () => {
  const all = await connectors();
  for (const version of ODOO_VERSIONS) {
    const made = await treesOf(all, version);
    trees.set(version, made);
    installed.set(version, await install(made, version));
  }
}, 120_000);

const told = (found: ReturnType<typeof checkAddon>): string[] =>
  found.map(({ code, file, line, message }) => `${file}:${line} ${code}: ${message}`);

describe.each(ODOO_VERSIONS)("addons generated for Odoo %s", (version) => {
  it("name nothing that the version has not got", () => {
    const addons = installed.get(version) ?? [];
    // Presets, a draft of each type, the runtime.
    expect(addons.length).toBeGreaterThanOrEqual(8);
    for (const { addon, world } of addons) expect(told(checkAddon(world, addon)), addon.name).toEqual([]);
  });
});

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

describe("a mistake in a generated tree is found", () => {
  it.each(MUTATIONS)(
    "$codes in Odoo $version: $addon/$file, $from -> $to",
    ({ codes, version, addon, file, from, to }) => {
      const tree = trees.get(version)?.get(addon);
      const text = tree?.get(file) ?? "";
      const changed = text.replace(from, to);
      expect(changed, "the edit changes nothing").not.toBe(text);
      const mutant = readAddon(addon, new Map([...(tree ?? []), [file, changed]]));
      const all = installed.get(version) ?? [];
      const others = all.map((one) => one.addon).filter((one) => one.name !== addon && (isRuntime(one) || isShop(one)));
      const world = all[0]?.world.besides([...others, mutant]);
      if (world === undefined) throw new Error("nothing was generated");
      // What the runtime has not got, the connector misses.
      const found = world.addons
        .filter((one) => one === mutant || isShop(one))
        .flatMap((one) => checkAddon(world, one));
      const hit = [...new Set(found.map((finding) => finding.code))];
      expect(hit.sort(), told(found).join("\n")).toEqual([...codes].sort());
    },
  );
});

const isRuntime = (addon: Addon): boolean => FRAMEWORK_ADDONS.some((name) => name === addon.name);
const isShop = ({ name }: Addon): boolean => name === "shopify_connector";
