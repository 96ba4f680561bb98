import { isPrimary } from "./lib/view-tree.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "view-unknown-parent",
  group: "view",
  severity: "error",
  title: "A view changes something that is no view, or a view of another model",
  why: "Installing or updating the addon stops at the view: its fields and places are looked for in the wrong one.",
  instead: "Name a view of the same model in `inherit_id`.",
  check({ addon, world, report, unresolved }) {
    for (const one of addon.views) {
      const { record, inheritId, model } = one;
      if (inheritId === undefined || record.element?.name !== "record") continue;
      const found = world.modelOfId(addon, inheritId.text);
      if (found === undefined) {
        // An id that does not exist is data-unknown-reference.
        if (world.hasId(addon, inheritId.text) !== "no") unresolved(inheritId, `what ${inheritId.text} is`);
        continue;
      }
      if (found !== "ir.ui.view") {
        report({ at: inheritId, message: `${inheritId.text} is a record of ${found}, no view` });
        continue;
      }
      const parent = world.recordOf(addon, inheritId.text);
      const view = parent?.addon.views.find(({ record }) => record === parent.record);
      // A view of its own right may be made of another model's.
      if (isPrimary(one)) continue;
      // A view of a model may stand in for one of a model that it inherits.
      if (model === undefined || view?.model === undefined || view.model === model) continue;
      if (world.isA(addon, model, view.model) !== "no" || world.isA(addon, view.model, model) !== "no") continue;
      report({ at: inheritId, message: `${inheritId.text} is a view of ${view.model}, not of ${model}` });
    }
  },
});
