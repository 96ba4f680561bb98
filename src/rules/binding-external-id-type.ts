import { binderFields, bindingsOf, definitionsOf } from "./lib/bindings.ts";
import { at } from "./lib/components.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "binding-external-id-type",
  group: "binding",
  severity: "warning",
  title: "An external id that is no text",
  why: "As a number an empty id is 0, which is an id in some systems, and numbers beyond 2,147,483,647 do not fit: such records can't be linked. Ids with letters come sooner or later.",
  instead: "Write `fields.Char(index=True)`, and give the binder `str(external_id)`.",
  check({ addon, world, report }) {
    for (const { model } of bindingsOf(world, addon)) {
      for (const name of binderFields(world, addon, "_external_field", "external_id") ?? []) {
        const [first] = definitionsOf(world, addon, model, name);
        if (first === undefined || world.homeOf(first.owner) !== addon) continue;
        if (["integer", "float", "monetary"].includes(first.field.type))
          report({
            at: at(first.field.file, first.field.nameSpan),
            message: `${name} of ${model} is ${first.field.type === "integer" ? "an" : "a"} ${first.field.type}`,
          });
      }
    }
  },
});
