import { modelOfRow } from "./lib/records.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "access-unknown-model",
  group: "access",
  severity: "error",
  title: "An access right for a model that does not exist",
  why: "The id of the model can't be resolved, and the addon can't be installed.",
  instead:
    "Write `model_` and the model's name with `_` in place of its points; `addon.model_…` for one of another addon.",
  check({ addon, world, report, unresolved }) {
    for (const { modelId } of addon.access) {
      if (modelId.text === "" || modelOfRow(world, addon, modelId.text) !== undefined) continue;
      const answer = world.hasId(addon, modelId.text);
      if (answer === "unknown") unresolved(modelId, `whether ${modelId.text} exists`);
      if (answer !== "no") continue;
      // A name that is put together in the code can be this one.
      if (addon.models.some(({ model, attributes }) => model === undefined && attributes.has("_name"))) {
        unresolved(modelId, `whether a model has the id ${modelId.text}`);
        continue;
      }
      const meant = modelId.text
        .replace(/^.*\./, "")
        .replace(/^model_/, "")
        .replaceAll("_", ".");
      const near = world.nearestModel(meant);
      report({
        at: modelId,
        message: `no model has the id ${modelId.text}`,
        ...(near === undefined ? {} : { instead: `Write model_${near.replaceAll(".", "_")}.` }),
      });
    }
  },
});
