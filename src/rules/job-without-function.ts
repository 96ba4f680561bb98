import { delayedCalls, jobFunctionKeys } from "./lib/jobs.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "job-without-function",
  group: "job",
  severity: "warning",
  title: "A delayed method without a record of `queue.job.function`",
  why:
    "The job runs in the channel `root` with the default retries: it shares its places with everybody's jobs, and its " +
    "pace can't be set by channel, which is how a remote system's rate limit is kept.",
  instead: "Add a `queue.job.function` with `model_id`, `method`, `channel_id` and a `retry_pattern`.",
  check({ addon, world, report, unresolved }) {
    let known: ReadonlySet<string> | undefined;
    for (const { file, model, method, delay } of delayedCalls(addon)) {
      if (model === undefined || world.kindOf(model) !== "model") continue;
      // The channel is said where it is queued.
      if (delay.keywords.some(({ arg }) => arg === "channel" || arg === undefined)) continue;
      known ??= jobFunctionKeys(world);
      if (known.has(`${model}.${method.text}`) || world.hasMethod(addon, model, method.text) === "no") continue;
      const elsewhere = world.classesOf(model).every((one) => !one.methods.has(method.text));
      if (elsewhere && world.missing(addon).size > 0) {
        unresolved(method, `whether ${model}.${method.text} has a job function`);
        continue;
      }
      report({
        at: { file, from: method.from, to: method.to },
        message: `${model}.${method.text} runs as a job and has no queue.job.function`,
        instead:
          `Add a \`queue.job.function\` with \`model_id\` model_${model.replaceAll(".", "_")}, ` +
          `\`method\` ${method.text}, \`channel_id\` and a \`retry_pattern\`.`,
      });
    }
  },
});
