/**
 * Every connector that can be generated, for every version of Odoo: what is named in it exists in that version, and the
 * trees differ only where the versions do. All in memory, against the model index.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { FRAMEWORK_ADDONS } from "../../../src/plan/framework.ts";
import { ODOO_VERSIONS, type OdooVersion } from "../../../src/odoo/capabilities.ts";
import { type Addon, readAddon } from "./static/addon.ts";
import { checkAddon } from "./static/check.ts";
import { MUTATIONS } from "./static/mutations.ts";
import { connectors, install, type Installation, treesOf, type VersionTrees } from "./static/trees.ts";

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
