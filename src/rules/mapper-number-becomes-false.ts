import type { PythonFile } from "../addon/types.ts";
import type { Expr, Str } from "../parse/python/ast.ts";
import { at } from "./lib/components.ts";
import { directOf, fieldOf, mappersOf, modifierOf } from "./lib/mappers.ts";
import { rule } from "./rule.ts";

const NUMBERS = ["integer", "float", "monetary"];

export default rule({
  code: "mapper-number-becomes-false",
  group: "mapper",
  severity: "warning",
  title: "A number is exported by `direct`, which makes 0 false",
  why: "A stock of 0 or a price of 0 goes out as false: the other system refuses it, or keeps the old number and sells what is not there.",
  instead: 'Write a method with `@mapping` that returns the number: `return {"quantity": record.quantity}`.',
  check({ addon, world, report }) {
    for (const { one, side, models, isPlain } of mappersOf(world, addon)) {
      if (side !== "export" || !isPlain) continue;
      for (const { source } of directOf(one)) {
        const field = numberRead(addon.python.get(one.file), source);
        if (field === undefined) continue;
        const types = models.map((model) => world.field(addon, model, field.value)?.type ?? "");
        if (types.length === 0 || !types.every((type) => NUMBERS.includes(type))) continue;
        report({ at: at(one.file, field), message: `${field.value} is exported as false where it is 0` });
      }
    }
  },
});

/** The field whose 0 a source makes false: a plain name, or OCA's `convert`. */
function numberRead(python: PythonFile | undefined, source: Expr): Str | undefined {
  if (source.kind === "Str") return source;
  const modifier = modifierOf(python, source);
  if (modifier?.from !== "oca" || modifier.name !== "convert") return undefined;
  const field = fieldOf(modifier.call);
  return field?.kind === "Str" ? field : undefined;
}
