import type { Place } from "../addon/types.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "data-unknown-reference",
  group: "data",
  severity: "error",
  title: "An XML id in a data file that nothing defines",
  why: 'Odoo raises "External ID not found" when it loads the file: the addon can\'t be installed.',
  instead: "Correct the id; one of another addon has that addon's name in front.",
  check({ addon, world, report, unresolved }) {
    const isOfCron = ({ file, from }: Place): boolean =>
      addon.crons.some(({ modelId }) => modelId?.file === file && modelId.from === from);
    for (const reference of addon.references) {
      if (reference.order === undefined || reference.isOptional || reference.by === "groups") continue;
      // Rules of their own judge rights, views and the models of crons.
      if (reference.file.includes("ir.model.access") || isOfCron(reference)) continue;
      const answer = world.hasId(addon, reference.id);
      if (answer === "unknown") unresolved(reference, `whether ${reference.id} exists`);
      if (answer === "no") report({ at: reference, message: `nothing has the id ${reference.id}` });
    }
  },
});
