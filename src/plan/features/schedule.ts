import type { AddonFile, PlanContext } from "../context.ts";

/** data/ir_cron_data.xml: one scheduled action per imported entity, shipped inactive. */
export function schedule({ spec }: PlanContext): AddonFile[] {
  const entities = spec.entities.filter((entity) => entity.imports);
  if (entities.length === 0) return [];
  return [{ path: "data/ir_cron_data.xml", template: "data/ir_cron_data.xml", data: { entities }, load: "data" }];
}
