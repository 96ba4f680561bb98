import type { Capabilities } from "../odoo/capabilities.ts";
import type { ConnectorNames } from "../spec/naming.ts";
import type { ResolvedSpec } from "../spec/resolved.ts";
import type { Ownership, PlannedFile } from "./types.ts";

/** Everything that a plan depends on: the same context always gives the same plan. */
export interface PlanContext {
  readonly spec: ResolvedSpec;
  /** What this Odoo version has and lacks; every template gets it as `cap`, and its series as `odoo`. */
  readonly cap: Capabilities;
  /** Odoo module that a model comes from (`sale.order` → `sale`), and what a module depends on. */
  readonly modules: ModuleFacts;
  /** Required fields of a model that neither a default nor a computation fills; unknown: none. */
  readonly needed?: (model: string) => readonly string[];
  /** The spec as it stands in the addon's own `connector.yaml`. */
  readonly specText: string;
  /** What stands behind the series in the manifest's version; default: {@link FIRST_VERSION}. */
  readonly version?: string;
}

/** Of an addon that was never raised. */
export const FIRST_VERSION = "1.0.0";

/** What the planner has to know of a version's modules; the model index answers it. */
export interface ModuleFacts {
  /** The module that defines a model; undefined for models that the index does not know. */
  moduleOf(model: string): string | undefined;
  /** The module that defines a field of a model. */
  moduleOfField(model: string, field: string): string | undefined;
  /** All modules that one needs, itself left out. */
  needs(module: string): ReadonlySet<string>;
}

/**
 * When Odoo loads a data file, earliest first: rights before data, views before the actions and menus that name them.
 */
export const LOAD_STAGES = ["security", "data", "views", "actions", "menus"] as const;
export type LoadStage = (typeof LOAD_STAGES)[number];

/** A file of the addon as a feature plans it: path below the addon's folder. */
export interface AddonFile {
  readonly path: string;
  readonly template: string;
  readonly data?: Readonly<Record<string, unknown>>;
  readonly ownership?: Ownership;
  /** Only for files that the manifest names: under `data`, or under `demo`. */
  readonly load?: LoadStage | "demo";
}

/** One feature of a connector. It plans nothing where the spec does not ask for it. */
export type Feature = (context: PlanContext) => readonly AddonFile[];

/** The data that every template of a connector sees, beside the file's own. */
export function sharedData({ spec, cap, version = FIRST_VERSION }: PlanContext): Readonly<Record<string, unknown>> {
  const { connector, names, system } = spec;
  return {
    odoo: cap.series,
    version: `${cap.series}.${version}`,
    cap,
    connector,
    names,
    system,
    ids: connectorIds(names),
  };
}

/** XML ids of what a connector has once; those of an entity are in its names. */
function connectorIds({ name, backendTable, wizardModel }: ConnectorNames): Readonly<Record<string, string>> {
  const wizardTable = wizardModel.replaceAll(".", "_");
  return {
    backendForm: `view_${backendTable}_form`,
    backendList: `view_${backendTable}_list`,
    backendAction: `action_${backendTable}`,
    backendModelRef: `model_${backendTable}`,
    wizardForm: `view_${wizardTable}_form`,
    wizardAction: `action_${wizardTable}`,
    menuRoot: `menu_${name}_root`,
    menuBackend: `menu_${backendTable}`,
    menuSync: `menu_${wizardTable}`,
    channel: `channel_${name}`,
  };
}

export function toPlannedFile(context: PlanContext, file: AddonFile): PlannedFile {
  return {
    path: `${context.spec.names.addon}/${file.path}`,
    ownership: file.ownership ?? "generated",
    template: `connector/${file.template}`,
    data: { ...sharedData(context), ...file.data },
  };
}
