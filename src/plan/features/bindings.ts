import type { ResolvedEntity } from "../../spec/resolved.ts";
import type { AddonFile, PlanContext } from "../context.ts";
import { automaticLabel, modelClass, modelLabel } from "../models.ts";
import { hasImages } from "../stamps.ts";
import { oneOf } from "../wording.ts";
import { article, capital, paragraph } from "../text.ts";

function basesOf(entity: ResolvedEntity): string | string[] {
  const base = entity.kind === "stock" ? "generic.stock.binding" : "generic.binding";
  return hasImages(entity) ? [base, "generic.image.binding"] : base;
}

/** models/<entity>_binding.py: a binding per entity, and the way back from the Odoo record. */
export function bindings({ spec }: PlanContext): AddonFile[] {
  return spec.bindings.map((entity) => {
    // A model is extended in one place: where its first binding is, for all of them.
    const bound = spec.bindings.filter(({ model }) => model === entity.model);
    const parent = spec.bindings.find((candidate) => candidate.name === entity.parent);
    const owner = parent === undefined ? spec.connector.title : `${article(oneOf(parent))} of ${spec.connector.title}`;
    return {
      path: entity.names.bindingFile,
      template: "models/binding.py",
      data: {
        entity,
        keep: entity.keep.map(({ field, label }) => ({ field, label: label === automaticLabel(field) ? "" : label })),
        bound: bound[0] === entity ? bound : [],
        base: basesOf(entity),
        odooLabel: modelLabel(entity.model),
        odooClass: modelClass(entity.model),
        summary: paragraph(
          `${capital(article(oneOf(entity)))} of ${owner} and its ${modelLabel(entity.model).toLowerCase()} in Odoo.`,
          7,
        ),
      },
    };
  });
}

/** models/account_move.py: a posted invoice lets the payments of its order be registered. */
export function payments({ spec }: PlanContext): AddonFile[] {
  const orders = spec.entities.filter((entity) => entity.order?.data.payment !== undefined && entity.imports);
  if (orders.length === 0) return [];
  return [{ path: "models/account_move.py", template: "models/account_move.py", data: { orders } }];
}
