import type { AddonModel } from "../addon/types.ts";
import type { World } from "../addon/world.ts";
import type { Expr, FunctionDef } from "../parse/python/ast.ts";
import { callsIn, dotted, walkExprs, walkStmts } from "../parse/python/walk.ts";
import { commitsIn, jobMethods } from "./lib/jobs.ts";
import { classOf, placedFunctions, placeOf, someExpr, withOwnCalls } from "./lib/python.ts";
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
    const after = afterCommit(addon);
    for (const { python, node, inClass } of placedFunctions(addon)) {
      const owner = classOf(addon, inClass);
      if (owner === undefined || left.has(node) || after.has(node.name)) continue;
      const guarded = [...walkStmts(node.body)].filter((stmt) => stmt.kind === "If" && someExpr(stmt.test, isTesting));
      for (const call of commitsIn(node).filter(({ from }) => !guarded.some((one) => one.from < from && from < one.to)))
        report({ at: placeOf(python.path, call), message: `${owner.className}.${node.name} commits` });
    }
  },
});

/** Whether something asks if a test runs, or if it may commit: who does has thought of it. */
const isTesting = (expr: Expr): boolean =>
  (expr.kind === "Str" && ["test_enable", "testing"].includes(expr.value)) ||
  (expr.kind === "Attribute" && /^current_test$|^testing$|commit/.test(expr.attr)) ||
  (expr.kind === "Name" && expr.id.includes("commit"));

/** Names of methods that are called once the transaction has been committed: nobody else commits what they write. */
const afterCommit = (addon: AddonModel): ReadonlySet<string> =>
  new Set(
    placedFunctions(addon)
      .flatMap(({ node }) => callsIn(node.body))
      .filter(({ func }) => func.kind === "Attribute" && dotted(func)?.endsWith(".postcommit.add") === true)
      .flatMap(({ args }) => args.flatMap((arg) => [...walkExprs(arg)]))
      .flatMap((expr) => (expr.kind === "Attribute" ? [expr.attr] : [])),
  );

/** Methods that run as jobs: a rule of their own judges those. */
const jobNodes = (addon: AddonModel, world: World): readonly FunctionDef[] =>
  jobMethods(addon, world).flatMap(({ model, name }) => {
    const method = model.methods.get(name);
    return method === undefined ? [] : withOwnCalls(method.node, model.methods);
  });

/**
 * Methods of crons, which Odoo itself lets commit after each record: by what a cron's code names, by their own name, or
 * because Odoo's cleaning calls them.
 */
const cronNodes = (addon: AddonModel, world: World): readonly FunctionDef[] =>
  addon.models.flatMap(({ model, methods }) => {
    const codes = addon.crons.flatMap(({ modelId, code }) =>
      modelId !== undefined && code !== undefined && world.modelOfModelId(modelId.text) === model ? [code.text] : [],
    );
    return [...methods.values()]
      .filter(
        ({ name, node }) =>
          /cron|scheduler/.test(name) ||
          codes.some((code) => code.includes(`${name}(`)) ||
          node.decorators.some((one) => dotted(one) === "api.autovacuum"),
      )
      .flatMap(({ node }) => withOwnCalls(node, methods));
  });
