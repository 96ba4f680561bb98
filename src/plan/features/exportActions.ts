import type { AddonFile, PlanContext } from "../context.ts";
import { modelXmlId } from "../models.ts";

/** XML ids that existing documentation names; other models get their own name. */
const ACTION_IDS: Readonly<Record<string, string>> = {
  "product.product": "action_connector_export_wizard_product",
};

/** Models whose action the runtime ships, because it depends on their module anyway. */
const SHIPPED = new Set(["res.partner"]);

/** views/export_actions.xml: "Export to Connectors" in the Action menu of each exported model. */
export function exportActions({ spec, modules }: PlanContext): AddonFile[] {
  const actions = spec.exports
    .filter(({ model }, index) => spec.exports.findIndex((other) => other.model === model) === index)
    .filter(({ model }) => !SHIPPED.has(model))
    .map(({ model }) => ({
      id: ACTION_IDS[model] ?? `action_connector_export_wizard_${model.replaceAll(".", "_")}`,
      modelId: modelXmlId(modules.moduleOf(model) ?? "base", model),
    }));
  if (actions.length === 0) return [];
  return [
    { path: "views/export_actions.xml", template: "views/export_actions.xml", data: { actions }, load: "actions" },
  ];
}
