import type { ResolvedSpec } from "../spec/resolved.ts";
import { type PlanContext, toPlannedFile } from "./context.ts";
import type { PlannedFile } from "./types.ts";

/** A binding that a connector no longer has, as a database may still hold it. */
export interface GoneBinding {
  readonly model: string;
  readonly table: string;
  /** Plural of the entity: `customers`. */
  readonly entity: string;
  /** What people call its records. */
  readonly label: string;
  /** XML ids of what Odoo never removes by itself: it is loaded once (`noupdate`). */
  readonly records: readonly string[];
}

/** Bindings of one spec that another one lacks, parents before their children. */
export function goneBindings(before: ResolvedSpec, after: ResolvedSpec): GoneBinding[] {
  const left = new Set(after.bindings.map((entity) => entity.names.bindingModel));
  const scheduled = new Set(before.entities.filter((entity) => entity.imports).map((entity) => entity.name));
  return before.bindings
    .filter(({ names }) => !left.has(names.bindingModel))
    .map(({ name, names }) => ({
      model: names.bindingModel,
      table: names.bindingTable,
      entity: names.plural,
      label: names.labelPlural,
      records: [...(scheduled.has(name) ? [names.xml.cron] : []), names.xml.companyRule],
    }));
}

/**
 * The migration that tidies up a database after bindings that are gone. It runs where the addon is updated to the version
 * of the context.
 * @param dropsData the tables go too
 */
export function planRemoval(context: PlanContext, bindings: readonly GoneBinding[], dropsData: boolean): PlannedFile {
  const { cap, version = "" } = context;
  return toPlannedFile(context, {
    path: `migrations/${cap.series}.${version}/post-migrate.py`,
    template: "migrations/post-migrate.py",
    data: { bindings, dropsData },
    ownership: "seed",
  });
}
