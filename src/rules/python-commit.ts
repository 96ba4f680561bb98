import type { AddonModel } from "../addon/types.ts";
import type { World } from "../addon/world.ts";
import type { FunctionDef } from "../parse/python/ast.ts";
import { commitsIn, jobMethods } from "./lib/jobs.ts";
import { classOf, placedFunctions, placeOf, withOwnCalls } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "python-commit",
  group: "python",
  severity: "warning",
  title: "A commit in the middle of a request",
  why:
    "What fails after it does not take back what was written before it: half of the work stays, and who tries again " +
    "does that half twice. Each test that comes there writes into the database for good.",
  instead:
    "Leave the commit to Odoo. Queue what has to be safe on its own as a job, or write it with a cursor of its own: " +
    "`with self.env.registry.cursor() as cr`.",
  check({ addon, world, report }) {
    const judged = [...jobNodes(addon, world), ...cronNodes(addon, world)];
    const left = new Set(judged);
    for (const { python, node, inClass } of placedFunctions(addon)) {
      const owner = classOf(addon, inClass);
      if (owner === undefined || left.has(node)) continue;
      for (const call of commitsIn(node))
        report({ at: placeOf(python.path, call), message: `${owner.className}.${node.name} commits` });
    }
  },
});

/** Methods that run as jobs: a rule of their own judges those. */
const jobNodes = (addon: AddonModel, world: World): readonly FunctionDef[] =>
  jobMethods(addon, world).flatMap(({ model, name }) => {
    const method = model.methods.get(name);
    return method === undefined ? [] : withOwnCalls(method.node, model.methods);
  });

/** Methods of crons, which Odoo itself lets commit after each record: by what a cron's code names, or by their own name. */
const cronNodes = (addon: AddonModel, world: World): readonly FunctionDef[] =>
  addon.models.flatMap(({ model, methods }) => {
    const codes = addon.crons.flatMap(({ modelId, code }) =>
      modelId !== undefined && code !== undefined && world.modelOfModelId(modelId.text) === model ? [code.text] : [],
    );
    return [...methods.values()]
      .filter(({ name }) => /cron|scheduler/.test(name) || codes.some((code) => code.includes(`${name}(`)))
      .flatMap(({ node }) => withOwnCalls(node, methods));
  });
