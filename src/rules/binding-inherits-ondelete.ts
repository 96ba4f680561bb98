import { bindingsOf, definitionsOf, saidOf } from "./lib/bindings.ts";
import { at } from "./lib/components.ts";
import { textOf } from "../parse/python/walk.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "binding-inherits-ondelete",
  group: "binding",
  severity: "warning",
  title: "A binding that keeps its record from being deleted",
  why: 'With `ondelete="restrict"` nobody can delete a contact or product that was once linked: the user gets a foreign key error that names a table he has never heard of.',
  instead: 'Write `ondelete="cascade"`: the link goes with its record.',
  check({ addon, world, report }) {
    for (const { one, model } of bindingsOf(world, addon)) {
      for (const { field: name } of one.inherits) {
        const definitions = definitionsOf(world, addon, model, name.text);
        const [first] = definitions;
        const said = saidOf(definitions, "ondelete");
        if (first === undefined || world.homeOf(first.owner) !== addon || textOf(said) !== "restrict") continue;
        report({
          at: at(first.field.file, said ?? first.field.nameSpan),
          message: `records with a ${model} can't be deleted: ${name.text} says restrict`,
        });
      }
    }
  },
});
