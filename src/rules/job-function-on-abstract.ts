import { targetOf } from "./lib/jobs.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "job-function-on-abstract",
  group: "job",
  severity: "warning",
  title: "A job function of an abstract model",
  why:
    "A job is looked up by the model that it was queued on, never by what that model inherits: a job function of an " +
    "abstract model applies to no job, and its channel and retries are never used.",
  instead: "Write one `queue.job.function` for each concrete model that inherits the method.",
  check({ addon, world, report }) {
    for (const one of addon.jobFunctions) {
      const { model, method } = targetOf(world, one);
      if (model === undefined || world.kindOf(model) !== "abstract") continue;
      // A method that is called on the model itself, without records, can run there.
      if (addon.delayed.some((call) => call.model === model && call.method.text === method)) continue;
      report({
        at: one.modelId ?? one.record.values.get("name") ?? one.record,
        message: `${model} is abstract: no job ever runs as ${model}.${method ?? ""}`,
      });
    }
  },
});
