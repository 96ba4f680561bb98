import { targetOf } from "./lib/jobs.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "job-function-unresolved",
  group: "job",
  severity: "error",
  title: "A job function whose model or method does not exist",
  why:
    "The record configures nothing: the jobs that it was written for run in the channel `root` and with the default " +
    "retries. Written by `name`, an unknown model stops the installation.",
  instead: "Name the model and the method as they are called in the code.",
  check({ addon, world, report, unresolved }) {
    for (const one of addon.jobFunctions) {
      const { record, modelId, method } = one;
      const byName = record.values.get("name");
      if (byName?.text !== undefined && modelId === undefined && !/^<[0-9a-z_.]+>\.[0-9a-zA-Z_]+$/.test(byName.text)) {
        report({
          at: byName,
          message: `${byName.text.trim()} is not of the form <model>.method`,
          instead: "Write `model_id` and `method` in place of `name`.",
        });
        continue;
      }
      const target = targetOf(world, one);
      if (target.model === undefined || target.method === undefined) continue;
      const at = method ?? byName ?? record;
      const hasModel = world.hasModel(addon, target.model);
      if (hasModel === "unknown") unresolved(modelId ?? at, `whether ${target.model} exists`);
      if (hasModel === "no" && modelId === undefined) {
        const near = world.nearestModel(target.model);
        report({
          at,
          message: `model ${target.model} of this job function does not exist`,
          ...(near === undefined ? {} : { instead: `Name ${near}.` }),
        });
      }
      if (hasModel !== "yes") continue;
      const answer = world.hasMethod(addon, target.model, target.method);
      if (answer === "unknown") unresolved(at, `whether ${target.model} has a method ${target.method}`);
      if (answer === "no") report({ at, message: `${target.model} has no method ${target.method}` });
    }
  },
});
