import type { ResolvedEntity } from "../../spec/resolved.ts";
import type { AddonFile, PlanContext } from "../context.ts";
import { modelLabel } from "../models.ts";
import { hasMapper, stampsOf } from "../stamps.ts";

/** Fields of the binding that hold what the remote record said, as far as this entity's records say it. */
function externalFields(entity: ResolvedEntity): string[] {
  if (entity.kind === "stock") return ["external_location_id", "external_quantity"];
  return hasMapper(entity) ? stampsOf(entity).map(({ field }) => field) : [];
}

/** views/<entity>_views.xml: list, form and search view with their action, one file per binding. */
export function bindingViews({ spec }: PlanContext): AddonFile[] {
  return spec.bindings.map((entity) => ({
    path: entity.names.viewFile,
    template: "views/binding_views.xml",
    data: {
      entity,
      odooLabel: modelLabel(entity.model),
      external: externalFields(entity),
      listed: externalFields(entity).filter((field) => field !== "external_updated_at"),
      // A child is read and written with its parent, so it has no buttons of its own but the one that reads the parent again.
      canExport: entity.exports && entity.parent === undefined,
    },
    load: "views",
  }));
}
