/** Fixtures judged as addons are: the index is read once per version. */
import type { AddonModel } from "../../../src/addon/types.ts";
import { makeWorld, type WorldParts } from "../../../src/addon/make-world.ts";
import { knownAddons } from "../../../src/app/known-addons.ts";
import { indexReader } from "../../../src/app/package.ts";
import { readJudged } from "../../../src/app/read-addons.ts";
import { nodeFileSystem } from "../../../src/fs/node.ts";
import type { OdooVersion } from "../../../src/odoo/capabilities.ts";
import { openIndex } from "../../../src/odoo/index.ts";
import type { Rule } from "../../../src/rules/rule.ts";
import { judge, type Judged, versionOf } from "../../../src/validate/engine.ts";
import type { Fixture } from "./support.ts";

type Knowledge = Omit<WorldParts, "addons">;

const opened = new Map<OdooVersion, Promise<Knowledge>>();

function knowledgeOf(version: OdooVersion): Promise<Knowledge> {
  let found = opened.get(version);
  if (found === undefined) {
    found = (async () => {
      const index = await openIndex(version, indexReader(nodeFileSystem));
      const [methods, xmlIds, values, known] = await Promise.all([
        index.methods(),
        index.xmlIds(),
        index.values(),
        knownAddons(nodeFileSystem, version),
      ]);
      return { index, methods, xmlIds, values, known };
    })();
    opened.set(version, found);
  }
  return found;
}

export async function addonOf({ files }: Pick<Fixture, "files">, name = "demo_connector"): Promise<AddonModel> {
  return readJudged({ name, folder: `/${name}`, files });
}

/**
 * All that the rules say about a fixture.
 * @param beside addons that stand beside it
 */
export async function judgeFixture(
  fixture: Fixture,
  rules: readonly Rule[],
  beside: readonly AddonModel[] = [],
): Promise<Judged> {
  const addon = await addonOf(fixture);
  const asked = fixture.saysVersion ? fixture.version : undefined;
  const version = versionOf(addon, asked);
  const world = makeWorld({ ...(await knowledgeOf(version.odoo)), addons: [...beside, addon] });
  return judge({ addon, world, path: "", version, rules, choice: {} });
}
