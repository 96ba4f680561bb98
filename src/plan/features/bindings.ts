import type { AddonFile, PlanContext } from "../context.ts";
import { modelClass, modelLabel } from "../models.ts";
import { oneOf } from "../wording.ts";
import { article, capital, paragraph } from "../text.ts";

/** models/<entity>_binding.py: a binding per entity, and the way back from the Odoo record. */
export function bindings({ spec }: PlanContext): AddonFile[] {
  return spec.bindings.map((entity) => {
    const parent = spec.bindings.find((candidate) => candidate.name === entity.parent);
    const owner = parent === undefined ? spec.connector.title : `${article(oneOf(parent))} of ${spec.connector.title}`;
    return {
      path: entity.names.bindingFile,
      template: "models/binding.py",
      data: {
        entity,
        base: entity.kind === "stock" ? "generic.stock.binding" : "generic.binding",
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
