import { rule } from "./rule.ts";

export default rule({
  code: "cron-unknown-model",
  group: "cron",
  severity: "error",
  title: "A cron whose `model_id` is no model",
  why: "The reference can't be resolved, or is to a record of something else: the addon can't be installed.",
  instead: 'Write `ref="model_x_y"` of the model x.y that has the method.',
  check({ addon, world, report, unresolved }) {
    for (const { record, modelId } of addon.crons) {
      if (modelId === undefined) {
        const isBare = record.module === addon.name && !record.values.has("model_id");
        if (isBare && !record.values.has("ir_actions_server_id"))
          report({ at: record, message: `cron ${record.id?.text ?? ""} has no model_id` });
        continue;
      }
      if (world.modelOfModelId(modelId.text) !== undefined) continue;
      const answer = world.hasId(addon, modelId.text);
      const model = world.modelOfId(addon, modelId.text);
      if (answer === "unknown") unresolved(modelId, `whether ${modelId.text} exists`);
      if (answer === "yes" && model !== undefined && model !== "ir.model")
        report({ at: modelId, message: `${modelId.text} is a record of ${model}, not a model` });
      if (answer === "no") report({ at: modelId, message: `no model has the id ${modelId.text}` });
    }
  },
});
