import type { ModelClass } from "../addon/types.ts";
import { argument } from "../parse/python/walk.ts";
import { BASE_METHODS } from "./lib/methods.ts";
import { loadedModels, writeInstead } from "./lib/fields.ts";
import { placeOf } from "./lib/python.ts";
import { nearWord } from "./lib/near.ts";
import { rule, type RuleContext } from "./rule.ts";

export default rule({
  code: "model-unknown-compute",
  group: "model",
  severity: "error",
  title: "A field names a method that its model does not have",
  why: "Reading the field raises an AttributeError: lists and forms that show it stop, and so does each job that needs it.",
  instead: "Write the method, or its right name.",
  check(context) {
    const { addon, report, unresolved } = context;
    for (const one of loadedModels(addon)) {
      if (one.model === undefined) continue;
      for (const { name, call } of one.fields.values()) {
        for (const role of ["compute", "inverse", "search", "group_expand"]) {
          // What a related field says besides is not asked.
          const method = argument(call, "related") === undefined ? argument(call, role) : undefined;
          if (method?.kind !== "Str") continue;
          const answer = answerFor(context, one, name, method.value);
          const at = placeOf(one.file, method);
          if (answer === "unknown") unresolved(at, `whether ${one.model} has a method ${method.value}`);
          if (answer !== "no") continue;
          report({
            at,
            message: `${role} of ${name}: ${one.model} has no method ${method.value}`,
            ...writeInstead(nearWord(method.value, [...one.methods.keys()], 3)),
          });
        }
      }
    }
  },
});

/**
 * Private methods of Odoo's own models are not in the index. Those of its mixins compute the mixins' own fields; a field
 * that is new here is computed here. A concrete model's methods are used again by those that extend it.
 */
function answerFor(
  { addon, world }: RuleContext,
  one: ModelClass,
  field: string,
  method: string,
): "yes" | "no" | "unknown" {
  const model = one.model ?? "";
  if (one.kind === "abstract" || BASE_METHODS.has(method)) return "unknown";
  if (world.hasMethod(addon, model, method) === "yes") return "yes";
  const { models, complete } = world.ancestry(addon, model);
  const classes = models.flatMap((name) => world.classesOf(name));
  // A method may be given to a class as an attribute: `_compute_b = _compute_a`.
  if (classes.some((other) => other.methods.has(method) || other.attributes.has(method))) return "yes";
  if (!complete) return "unknown";
  for (const name of models) {
    const info = world.index.model(name);
    if (info === undefined) continue;
    if (!info.abstract || info.field(field) !== undefined || !method.startsWith("_")) return "unknown";
  }
  return "no";
}
