import { modelOfRow, ownModels } from "./lib/records.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "access-missing",
  group: "access",
  severity: "error",
  title: "A new model without access rights",
  why:
    "Nobody but the superuser can read it: forms and buttons that touch it fail with an AccessError, and jobs that run " +
    "as a user do too. Wizards (transient models) need rights as well.",
  instead: "Add a line to `security/ir.model.access.csv`.",
  check({ addon, world, report }) {
    const given = new Set(
      world.addons.flatMap((one) => one.access.map(({ modelId }) => modelOfRow(world, one, modelId.text))),
    );
    // Rights can also be given by records of which only some say their model by an id.
    const isOpen = addon.access.some(({ modelId }) => modelOfRow(world, addon, modelId.text) === undefined);
    for (const one of ownModels(addon, world)) {
      if (given.has(one.model)) continue;
      const id = `model_${one.model.replaceAll(".", "_")}`;
      if (isOpen && addon.access.some(({ modelId }) => modelId.text.replace(/^.*\./, "") === id)) continue;
      report({
        at: placeOf(one.file, one.nameWord ?? one.node.nameSpan),
        message: `nobody has access to ${one.model}`,
        instead:
          "Add a line to `security/ir.model.access.csv`: " +
          `access_${one.model.replaceAll(".", "_")},${one.model},${id},GROUP,1,1,1,1.`,
      });
    }
  },
});
