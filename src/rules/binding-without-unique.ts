import type { World } from "../addon/world.ts";
import type { AddonModel } from "../addon/types.ts";
import { textOf, walkBody } from "../parse/python/walk.ts";
import { binderFields, bindingsOf, makesIndex, uniquesOf } from "./lib/bindings.ts";
import { atName } from "./lib/components.ts";
import { providersOf } from "./lib/lookups.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "binding-without-unique",
  group: "binding",
  severity: "error",
  title: "A binding whose external id is not unique",
  why: "Two jobs that import the same record at the same time both find nothing and both create it: the record is there twice, and the binder fails with each later import.",
  instead:
    'Write `_external_unique = models.Constraint("unique(backend_id, external_id)", "…")`, before Odoo 19.0 the same in `_sql_constraints`.',
  check({ addon, world, cap, report, unresolved }) {
    for (const { one, model } of bindingsOf(world, addon)) {
      const externals = binderFields(world, addon, "_external_field", "external_id");
      const own = [...(externals ?? [])].filter((name) => world.hasField(addon, model, name) === "yes");
      // How this binding is identified can't be told.
      if (externals === undefined || own.length === 0) continue;
      const uniques = uniquesOf(world, addon, model);
      const needed = imports(world, addon, model) ? own : [...own, "odoo_id"];
      if (uniques.some(({ columns }) => columns === undefined || needed.some((name) => columns.includes(name))))
        continue;
      const { models, complete } = world.ancestry(addon, model);
      // Of addons that are known without being at hand nobody knows the constraints.
      const isRead = (name: string): boolean =>
        world.classesOf(name).length > 0 || world.index.model(name) !== undefined;
      if (!complete || !models.every(isRead)) {
        unresolved(atName(one), `whether an ancestor of ${model} makes its external id unique`);
        continue;
      }
      if (hasOwnIndex(world, addon, model)) continue;
      const columns = `unique(backend_id, ${own[0] ?? "external_id"})`;
      report({
        at: atName(one),
        message: `nothing makes ${own.join(" or ")} of ${model} unique by backend`,
        instead: cap.modelsConstraint
          ? `Write \`_external_unique = models.Constraint("${columns}", "…")\`.`
          : `Write \`_sql_constraints = [("external_unique", "${columns}", "…")]\`.`,
      });
    }
  },
});

/** Whether records of a binding come in: one that only goes out may be unique by its record. */
const imports = (world: World, addon: AddonModel, model: string): boolean =>
  providersOf(world, addon).providers.some(
    ({ usage, models }) => usage.endsWith("importer") && models?.includes(model) !== false,
  );

/** Whether a method makes the index by SQL. */
function hasOwnIndex(world: World, addon: AddonModel, model: string): boolean {
  return world
    .ancestry(addon, model)
    .models.filter((name) => name === model || world.kindOf(name) === "abstract")
    .flatMap((name) => world.classesOf(name))
    .some(({ node }) => {
      for (const expr of walkBody(node.body)) {
        if (makesIndex(textOf(expr) ?? (expr.kind === "JoinedStr" ? expr.texts.join("") : ""))) return true;
      }
      return false;
    });
}
