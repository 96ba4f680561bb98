import type { FunctionDef } from "../parse/python/ast.ts";
import { dotted, walkBody } from "../parse/python/walk.ts";
import { at } from "./lib/components.ts";
import { mappersOf, mappingsOf } from "./lib/mappers.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "mapper-runs-always",
  group: "mapper",
  severity: "hint",
  title: "An export mapping without `@changed_by`",
  why: "It runs for each export of changed fields too, whatever changed: the other system gets values that nobody touched, and may overwrite newer ones.",
  instead: "Name the fields that it reads in `@changed_by`.",
  check({ addon, world, report }) {
    for (const { one, side, models, isPlain, classes } of mappersOf(world, addon)) {
      if (side !== "export" || !isPlain) continue;
      for (const { method, hasChangedBy, isOnlyCreate } of mappingsOf(one)) {
        if (hasChangedBy || isOnlyCreate) continue;
        // The decorators of a mapping that is overridden count as well.
        if (classes.some((each) => each !== one && each.methods.has(method.name))) continue;
        const fields = readFields(method.node).filter((name) =>
          models.every((model) => world.hasField(addon, model, name) === "yes"),
        );
        if (models.length === 0 || fields.length === 0) continue;
        report({
          at: at(one.file, method.node.nameSpan),
          message: `${method.name} reads ${fields.join(", ")} and runs whatever changed`,
          instead: `Decorate it with \`@changed_by(${fields.map((name) => `"${name}"`).join(", ")})\`.`,
        });
      }
    }
  },
});

/** Fields of the record that a method reads, in the order of the text. */
function readFields(node: FunctionDef): readonly string[] {
  const record = node.params[1]?.name;
  const found = new Set<string>();
  for (const expr of walkBody(node.body)) {
    if (expr.kind === "Attribute" && dotted(expr.value) === record) found.add(expr.attr);
    if (expr.kind === "Subscript" && dotted(expr.value) === record && expr.index.kind === "Str")
      found.add(expr.index.value);
  }
  return [...found].filter((name) => !["id", "env", "ids", "display_name"].includes(name));
}
