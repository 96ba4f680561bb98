/** The connectors that are generated here, as the checks of this folder read them. */
import { capabilities, type OdooVersion } from "../../../../src/odoo/capabilities.ts";
import { FRAMEWORK_ADDONS } from "../../../../src/plan/framework.ts";
import { indexOf, type VersionTrees } from "../../../generated/trees.ts";
import { type Addon, idOfModel, readAddon } from "./addon.ts";
import { memoized } from "./memoized.ts";
import { type Knowledge, recordsOf, World } from "./world.ts";

/** What a version of Odoo has. */
async function knowledgeOf(version: OdooVersion): Promise<Knowledge> {
  const index = await indexOf(version);
  const [methods, xmlIds] = await Promise.all([index.methods(), index.xmlIds()]);
  return {
    cap: capabilities(version),
    index,
    methods: memoized((model) => new Set(methods(model))),
    modelIds: new Map(index.modelNames().map((name) => [idOfModel(name), name])),
    records: recordsOf(xmlIds, index),
  };
}

/** The addons of a version, and an Odoo for each of them to be installed in. */
export interface Installation {
  readonly addon: Addon;
  readonly world: World;
}

/** All addons of a version, each with what is there when it is installed. */
export async function install(trees: VersionTrees, version: OdooVersion): Promise<Installation[]> {
  const knowledge = await knowledgeOf(version);
  const addons = [...trees].map(([name, tree]) => readAddon(name, tree));
  const runtime = addons.filter((one) => isRuntime(one));
  return addons.map((addon) => ({
    addon,
    // The mixins of the runtime are there for the backends of all connectors.
    world: new World(knowledge, isRuntime(addon) ? addons : [...runtime, addon]),
  }));
}

const isRuntime = ({ name }: Addon): boolean => FRAMEWORK_ADDONS.some((one) => one === name);
