import { modelOfRow, ownModels } from "./lib/records.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "access-company-rule-missing",
  group: "access",
  severity: "warning",
  title: "A model of one company without a record rule",
  why:
    "With two companies in a database, users and jobs of the one see and change the records of the other: orders are " +
    "imported twice, or with the accounts of the wrong company.",
  instead:
    'Add an `ir.rule` with `[("company_id", "in", company_ids)]`, or `backend_id.company_id` where the company is the ' +
    "backend's.",
  needs: "connector",
  check({ addon, world, report }) {
    const ruled = new Set(
      world.addons.flatMap((one) =>
        one.rules.map(({ modelId }) => (modelId === undefined ? undefined : modelOfRow(world, one, modelId.text))),
      ),
    );
    for (const one of ownModels(addon, world)) {
      if (one.kind === "transient" || ruled.has(one.model)) continue;
      const path = companyOf(one.model);
      if (path === undefined) continue;
      report({
        at: placeOf(one.file, one.nameWord ?? one.node.nameSpan),
        message: `${one.model} belongs to a company (${path}), and no ir.rule keeps it to that company`,
        instead: `Add an \`ir.rule\` for it with \`[("${path}", "in", company_ids)]\`.`,
      });
    }

    /** The path to the company that a model is of. */
    function companyOf(model: string): string | undefined {
      if (world.hasField(addon, model, "backend_id") === "yes") {
        const backend = world.field(addon, model, "backend_id")?.comodel;
        if (backend !== undefined && world.field(addon, backend, "company_id")?.comodel === "res.company")
          return "backend_id.company_id";
      }
      // Not what it has by delegation: the parent's own rules hold there.
      const isWritten = world.classesOf(model).some((one) => one.fields.has("company_id"));
      return isWritten && world.field(addon, model, "company_id")?.comodel === "res.company" ? "company_id" : undefined;
    }
  },
});
