import type { ModelClass } from "../addon/types.ts";
import { argument, dotted, textOf } from "../parse/python/walk.ts";
import { checkPath, follow, loadedModels } from "./lib/fields.ts";
import { placeOf } from "./lib/python.ts";
import { rule, type RuleContext } from "./rule.ts";

const DECORATORS = new Set(["depends", "constrains", "onchange"]);

export default rule({
  code: "model-unknown-dependency",
  group: "model",
  severity: "error",
  title: "A method depends on a field that does not exist",
  why:
    "A wrong `@api.depends` stops Odoo from loading the registry. A wrong `@api.constrains` or `@api.onchange` is only " +
    "logged: the check never runs.",
  instead: "Name fields of the model, or paths of fields from it.",
  check(context) {
    for (const one of loadedModels(context.addon)) {
      if (one.model === undefined) continue;
      for (const { node } of one.methods.values()) {
        let isFirst = true;
        for (const decorator of node.decorators) {
          const called = decorator.kind === "Call" ? dotted(decorator.func)?.replace(/^api\./, "") : undefined;
          if (decorator.kind !== "Call" || called === undefined || !DECORATORS.has(called)) continue;
          // Of two above each other the upper one counts; it does only where a field is computed so.
          const isDepends = called === "depends";
          if (isDepends && (!isFirst || !isCompute(context, one, node.name))) continue;
          if (isDepends) isFirst = false;
          for (const path of decorator.args) {
            if (path.kind !== "Str" || (isDepends && leavesTransient(context, one, path.value))) continue;
            checkPath(
              context,
              one.model,
              path.value,
              placeOf(one.file, path),
              (text) => `${node.name} depends on ${path.value}: ${text}`,
            );
          }
        }
      }
    }
  },
});

/** Whether a field of the model is computed by a method. */
const isCompute = ({ addon, world }: RuleContext, one: ModelClass, method: string): boolean =>
  world
    .ancestry(addon, one.model ?? "")
    .models.flatMap((name) => world.classesOf(name))
    .some(({ fields }) => [...fields.values()].some(({ call }) => textOf(argument(call, "compute")) === method));

/** A path from a wizard to lasting records is not followed by Odoo: changes there compute nothing anew. */
function leavesTransient(context: RuleContext, one: ModelClass, path: string): boolean {
  const found = one.kind === "transient" ? follow(context, one.model ?? "", path) : "unknown";
  return found !== "unknown" && "broken" in found && context.world.kindOf(found.broken.model) !== "transient";
}
