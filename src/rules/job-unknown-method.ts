import { delayedCalls } from "./lib/jobs.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "job-unknown-method",
  group: "job",
  severity: "error",
  title: "A method is delayed that the model does not have",
  why: "The call fails with an AttributeError when the job is to be queued: nothing is synchronised.",
  instead: "Delay a method that the model has.",
  check({ addon, world, report, unresolved }) {
    for (const { model, method } of delayedCalls(addon)) {
      if (model === undefined) continue;
      const answer = world.hasMethod(addon, model, method.text);
      if (answer === "unknown") unresolved(method, `whether ${model} has a method ${method.text}`);
      if (answer === "no") report({ at: method, message: `${model} has no method ${method.text} to run as a job` });
    }
  },
});
