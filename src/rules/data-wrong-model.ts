import { rule } from "./rule.ts";

/** Models whose references have rules of their own. */
const JUDGED: ReadonlySet<string> = new Set(["ir.model", "ir.ui.view", "res.groups"]);

export default rule({
  code: "data-wrong-model",
  group: "data",
  severity: "error",
  title: "A field of a data file refers to a record of another model",
  why: "Odoo takes the number of that record for one of the right model: the database refuses it, or links whatever has the same number, and nobody is told.",
  instead: "Refer to a record of the model that the field points at.",
  check({ addon, world, report }) {
    for (const { model, values, order } of addon.records) {
      if (order === undefined) continue;
      for (const { name, ref } of values.values()) {
        if (ref === undefined) continue;
        const field = world.field(addon, model.text, name);
        const found = world.modelOfId(addon, ref.text);
        if (field?.type !== "many2one" || field.comodel === undefined || found === undefined) continue;
        if (found === field.comodel || isAction(found, field.comodel) || JUDGED.has(field.comodel)) continue;
        report({
          at: ref,
          message: `${ref.text} is a record of ${found}, and ${name} of ${model.text} points at ${field.comodel}`,
        });
      }
    }
  },
});

/** Actions of all kinds share their numbers. */
const isAction = (found: string, wanted: string): boolean =>
  found.startsWith("ir.actions.") && wanted.startsWith("ir.actions.");
