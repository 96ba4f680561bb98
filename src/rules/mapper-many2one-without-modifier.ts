import { at } from "./lib/components.ts";
import { directOf, mappersOf } from "./lib/mappers.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "mapper-many2one-without-modifier",
  group: "mapper",
  severity: "warning",
  title: "A many2one is mapped as it stands, and its model is no binding",
  why: "OCA's mapper takes the model of a many2one for a binding and asks its binder: without one each record with a value fails with NoComponentError or MappingError. The import mapper of `generic_connector` takes the value as it stands: a foreign number becomes the id of whatever record has it here.",
  instead:
    'Say how the two find each other: `external_to_m2o("country", binding="demo.res.country")` on the way in, `m2o_to_external("country_id", binding="demo.res.country")` on the way out, or a method with `@mapping`. With `generic_connector` write `lookup("stage_id", "demo.crm.stage")` or `find("country", "name")`.',
  check({ addon, world, report, unresolved }) {
    for (const { one, side, models, isPlain, isOurs } of mappersOf(world, addon)) {
      if (!isPlain && !isOurs) continue;
      for (const { source, target } of directOf(one)) {
        const word = side === "import" ? target : source;
        if (source.kind !== "Str" || word.kind !== "Str") continue;
        for (const model of models) {
          const field = world.field(addon, model, word.value);
          if (field?.type !== "many2one" || field.comodel === undefined) continue;
          if (isOurs && side === "import") {
            report({
              at: at(one.file, word),
              message: `${word.value} of ${model} gets ${source.value} as the id of a ${field.comodel}`,
              instead: `Write \`lookup("${source.value}", …)\` with a binding of ${field.comodel}, or \`find("${source.value}", "name")\`.`,
            });
            break;
          }
          const answer = world.isA(addon, field.comodel, "external.binding");
          // With an id of its own it may be its own binding.
          if (answer === "unknown" || world.hasField(addon, field.comodel, "external_id") !== "no") {
            if (answer === "unknown") unresolved(at(one.file, word), `whether ${field.comodel} is a binding`);
            continue;
          }
          if (answer === "yes") continue;
          report({
            at: at(one.file, word),
            message: `${word.value} of ${model} is a many2one to ${field.comodel}, which is no binding`,
          });
          break;
        }
      }
    }
  },
});
