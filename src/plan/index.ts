import { ConnectorError } from "../errors.ts";
import { type AddonFile, type Feature, type PlanContext, toPlannedFile } from "./context.ts";
import { besideAdopted } from "./adopted.ts";
import { adapter } from "./features/adapter.ts";
import { backend } from "./features/backend.ts";
import { bindings, payments } from "./features/bindings.ts";
import { demo } from "./features/demo.ts";
import { exportActions } from "./features/exportActions.ts";
import { exporters } from "./features/exporters.ts";
import { hooks } from "./features/hooks.ts";
import { importers } from "./features/importers.ts";
import { listeners } from "./features/listeners.ts";
import { manifest, packages } from "./features/manifest.ts";
import { mappers } from "./features/mappers.ts";
import { menus } from "./features/menus.ts";
import { packaging } from "./features/packaging.ts";
import { queue } from "./features/queue.ts";
import { readme } from "./features/readme.ts";
import { schedule } from "./features/schedule.ts";
import { security } from "./features/security.ts";
import { specFile } from "./features/specFile.ts";
import { bindingViews } from "./features/views.ts";
import { tests } from "./features/tests.ts";
import { webhooks } from "./features/webhooks.ts";
import { wizard } from "./features/wizard.ts";
import type { PlannedFile } from "./types.ts";

export type { ModuleFacts, PlanContext } from "./context.ts";

/** What a connector is made of. Data files of one load stage are loaded in this order. */
const FEATURES: readonly Feature[] = [
  security,
  queue,
  schedule,
  adapter,
  mappers,
  importers,
  exporters,
  listeners,
  bindings,
  payments,
  bindingViews,
  backend,
  exportActions,
  wizard,
  webhooks,
  menus,
  hooks,
  demo,
  tests,
  readme,
  packaging,
  specFile,
];

/** Made of what the features planned: each sees all their files. */
const CLOSING: readonly ((context: PlanContext, files: readonly AddonFile[]) => AddonFile[])[] = [packages, manifest];

/**
 * The files of a connector addon, sorted by path. Pure: the same context gives the same plan.
 * @throws ConnectorError (exit 2) for what the spec asks and no template can write, with its key path
 */
export function planConnector(context: PlanContext): PlannedFile[] {
  const { adopted } = context.spec;
  const made = FEATURES.flatMap((feature) => feature(context));
  const files = adopted === undefined ? made : besideAdopted(context, adopted.folder, made);
  const all = [...files, ...CLOSING.flatMap((close) => close(context, files))];
  refuseDoubles(context, all);
  return all.map((file) => toPlannedFile(context, file)).sort(byPath);
}

/** Names of two entities can lead to one file: `order` with its refunds, and `order_refunds`. */
function refuseDoubles({ spec }: PlanContext, files: readonly AddonFile[]): void {
  const paths = new Set<string>();
  for (const { path } of files) {
    if (!paths.has(path)) {
      paths.add(path);
      continue;
    }
    const owner = spec.entities.find((entity) => path.endsWith(`_${entity.name}.py`));
    throw new ConnectorError({
      place: owner === undefined ? "entities" : `${owner.keyPath}.name`,
      message: `two parts of the addon would be in one file, ${path}`,
      hint: "give one of the entities another name",
    });
  }
}

/** Plain code-point order: the same on every machine. */
const byPath = (a: PlannedFile, b: PlannedFile): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);
