import type { Expr, Str } from "../parse/python/ast.ts";
import { backendsOfRuntime } from "./lib/backends.ts";
import { at, writeNearest } from "./lib/components.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "backend-setting-unknown",
  group: "backend",
  severity: "error",
  title: "A setting of a backend names a method, field or model that is not there",
  why: "A webhook whose handler is missing ends as an error each time it comes in; without the field of `_tenant_field` none finds its backend, and a mapping table of a model that does not exist can't be filled.",
  instead: "Write the names as they are in the backend, and of models as Odoo has them.",
  needs: "generic_connector",
  check({ addon, world, report, unresolved }) {
    for (const { one, model } of backendsOfRuntime(world, addon)) {
      const place = (word: Str) => at(one.file, word);
      for (const handler of valuesOf(one.attributes.get("_webhook_handlers")?.value)) {
        if (handler.kind !== "Str") continue;
        const answer = world.hasMethod(addon, model, handler.value);
        if (answer === "unknown") unresolved(place(handler), `whether ${model} has a method ${handler.value}`);
        if (answer === "no")
          report({ at: place(handler), message: `${model} has no method ${handler.value} to handle a webhook` });
      }
      const tenant = one.attributes.get("_tenant_field")?.value;
      if (tenant?.kind === "Str") {
        const answer = world.hasField(addon, model, tenant.value);
        if (answer === "unknown") unresolved(place(tenant), `whether ${model} has ${tenant.value}`);
        if (answer === "no")
          report({
            at: place(tenant),
            message: `_tenant_field names ${tenant.value}, and ${model} has no such field`,
            ...writeNearest(world.nearestField(addon, model, tenant.value)),
          });
      }
      for (const table of valuesOf(one.attributes.get("_mapping_tables")?.value)) {
        const models =
          table.kind === "Dict"
            ? table.items.find(({ key }) => key?.kind === "Str" && key.value === "models")?.value
            : undefined;
        if (models?.kind !== "List" && models?.kind !== "Tuple") continue;
        for (const word of models.elts) {
          if (word.kind !== "Str" || world.hasModel(addon, word.value) !== "no") continue;
          report({
            at: place(word),
            message: `_mapping_tables names ${word.value}, and no model has this name`,
            ...writeNearest(world.nearestModel(word.value)),
          });
        }
      }
    }
  },
});

/** The values of a dictionary. */
const valuesOf = (value: Expr | undefined): readonly Expr[] =>
  value?.kind === "Dict" ? value.items.map((item) => item.value) : [];
