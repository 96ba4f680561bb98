import type { Str } from "../parse/python/ast.ts";
import { parseExpression } from "../parse/python/parse.ts";
import { modelOfRow } from "./lib/records.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "access-rule-unknown-field",
  group: "access",
  severity: "error",
  title: "The domain of a record rule names a field that does not exist",
  why:
    "The rule is evaluated at each access: from then on nobody but the superuser can read the model, every search ends " +
    "in an error.",
  instead: "Name a field of the rule's model, or a path through its relations.",
  check({ addon, world, report, unresolved }) {
    for (const { modelId, domain } of addon.rules) {
      const model = modelId === undefined ? undefined : modelOfRow(world, addon, modelId.text);
      if (model === undefined || domain === undefined) continue;
      for (const field of fieldsIn(domain.text, domain.from)) {
        const path = field.value;
        const found = world.path(addon, model, path);
        if ("field" in found) continue;
        if (found.answer === "unknown") {
          unresolved(domain, `whether ${model} has ${path}`);
          continue;
        }
        const near = world.nearestField(addon, found.model, found.broken);
        report({
          at: domain,
          message: `${found.model} has no field ${found.broken}`,
          ...(near === undefined ? {} : { instead: `Write ${path.replace(found.broken, near)}.` }),
        });
      }
    }
  },
});

/** The left sides of a domain's terms. */
function fieldsIn(text: string, from: number): readonly Str[] {
  const parsed = parseExpression(text.trim(), from);
  if (parsed.kind !== "List") return [];
  return parsed.elts.flatMap((term) => {
    if ((term.kind !== "Tuple" && term.kind !== "List") || term.elts.length !== 3) return [];
    const [left] = term.elts;
    return left?.kind === "Str" ? [left] : [];
  });
}
