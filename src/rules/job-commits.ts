import { commitsIn, jobMethods, mayCommit } from "./lib/jobs.ts";
import { placeOf, withOwnCalls } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "job-commits",
  group: "job",
  severity: "error",
  title: "A commit in what runs as a job",
  why:
    "From queue_job 16.0.2.13, 18.0.2.1 and 19.0.1.1 on a commit inside a job raises. Before, it gives up the locks of " +
    "the job in its middle: a retry then does again what was committed, and records are there twice.",
  instead:
    "Let the job end: one remote write per job, further steps as jobs of their own (`chain`). Where it has to be, set " +
    "`allow_commit` on the job function.",
  check({ addon, world, report }) {
    const allowed = mayCommit(addon, world);
    for (const { model, name } of jobMethods(addon, world)) {
      const first = model.methods.get(name)?.node;
      if (first === undefined || allowed.has(`${model.model ?? ""}.${name}`)) continue;
      for (const node of withOwnCalls(first, model.methods))
        for (const call of commitsIn(node))
          report({
            at: placeOf(model.file, call),
            message: `${model.model ?? model.className}.${name} runs as a job and commits`,
          });
    }
  },
});
