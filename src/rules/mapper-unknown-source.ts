import type { PythonFile } from "../addon/types.ts";
import type { Expr, Str } from "../parse/python/ast.ts";
import { argument } from "../parse/python/walk.ts";
import { at, writeNearest } from "./lib/components.ts";
import { childrenOf, directOf, fieldOf, mappersOf, modifierOf } from "./lib/mappers.ts";
import { rule } from "./rule.ts";

/** Modifiers of our runtime that read no field. */
const BLIND = new Set(["constant"]);

export default rule({
  code: "mapper-unknown-source",
  group: "mapper",
  severity: "error",
  title: "An export mapper reads a field that the model has not got",
  why: "Each export of this model raises a KeyError or an AttributeError: nothing goes out.",
  instead: "Write the name of a field of the model that is exported, or leave the pair out.",
  check({ addon, world, report, unresolved }) {
    for (const { one, side, models } of mappersOf(world, addon)) {
      if (side !== "export") continue;
      const python = addon.python.get(one.file);
      const sources = [
        ...directOf(one).map(({ source }) => readBy(python, source)),
        ...childrenOf(one).map(({ source }) => (source.kind === "Str" ? source : undefined)),
      ];
      for (const source of sources) {
        if (source === undefined || source.value === "") continue;
        for (const model of models) {
          if (world.hasModel(addon, model) !== "yes") continue;
          const end = world.path(addon, model, source.value);
          if ("field" in end) continue;
          if (end.answer === "unknown") {
            unresolved(at(one.file, source), `whether ${end.model} has ${end.broken}`);
            continue;
          }
          report({
            at: at(one.file, source),
            message: `${end.model} has no field ${end.broken}`,
            ...writeNearest(world.nearestField(addon, end.model, end.broken)),
          });
          break;
        }
      }
    }
  },
});

/** The field, or path of fields, that a source reads. */
function readBy(python: PythonFile | undefined, source: Expr): Str | undefined {
  if (source.kind === "Str") return source;
  const modifier = modifierOf(python, source);
  if (modifier === undefined || BLIND.has(modifier.name)) return undefined;
  const field = modifier.name === "join" ? argument(modifier.call, "field", 0) : fieldOf(modifier.call);
  return field === undefined ? undefined : readBy(python, field);
}
