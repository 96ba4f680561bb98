import { binderFields, bindingsOf, uniquesOf } from "./lib/bindings.ts";
import { at } from "./lib/components.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "binding-unique-without-backend",
  group: "binding",
  severity: "warning",
  title: "An external id that may be there once in all backends",
  why: "Two accounts number their records from 1: the second backend can't import what the first has, and its jobs fail for ever.",
  instead: "Make backend and id unique together: `unique(backend_id, external_id)`.",
  check({ addon, world, report }) {
    const bindings = bindingsOf(world, addon).map(({ model }) => model);
    // What an abstract one says goes for all that are made of it, and those name their backend themselves.
    const shared = addon.models.flatMap(({ model, kind, isNew }) =>
      isNew && kind === "abstract" && model !== undefined && world.isA(addon, model, "external.binding") === "yes"
        ? [model]
        : [],
    );
    const told = new Set<number>();
    for (const model of [...shared, ...bindings]) {
      if (!shared.includes(model) && world.hasField(addon, model, "backend_id") !== "yes") continue;
      const externals = binderFields(world, addon, "_external_field", "external_id");
      for (const { columns, file, at: expr } of uniquesOf(world, addon, model)) {
        const [column, ...others] = columns ?? [];
        if (column === undefined || others.length > 0 || externals?.has(column) !== true) continue;
        // That of an ancestor in another addon is told there.
        if (!addon.files.has(file) || told.has(expr.from)) continue;
        told.add(expr.from);
        report({
          at: at(file, expr),
          message: `${column} of ${model} is unique without backend_id`,
          instead: `Write \`unique(backend_id, ${column})\`.`,
        });
      }
    }
  },
});
