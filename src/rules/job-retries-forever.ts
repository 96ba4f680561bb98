import { argument, literal } from "../parse/python/walk.ts";
import { delayedCalls } from "./lib/jobs.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "job-retries-forever",
  group: "job",
  severity: "warning",
  title: "A job with `max_retries=0` is retried for ever",
  why:
    "With 0 there is no end to the tries: what can't succeed comes back again and again, uses up the remote system's rate " +
    "limit, and never shows up among the failed jobs.",
  instead: "Write how often it may be tried (`max_retries=1`: once), or leave it out: then it is five times.",
  check({ addon, report }) {
    for (const { file, delay, method } of delayedCalls(addon)) {
      const value = argument(delay, "max_retries", 2);
      if (value === undefined || literal(value) !== 0) continue;
      report({ at: placeOf(file, value), message: `the job ${method.text} is retried for ever` });
    }
  },
});
