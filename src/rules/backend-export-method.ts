import { at } from "./lib/components.ts";
import { backendsOfRuntime } from "./lib/backends.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "backend-export-method",
  group: "backend",
  severity: "warning",
  title: "An export method that names no model",
  why: "The wizard _Export to Connectors_ calls `export_<model>` with the points of the model's name as underscores: a method of another name is never called, and the records' form says that the connector does not export them.",
  instead: "Name the method after the model: `export_product_template(self, record_ids)` for `product.template`.",
  needs: "generic_connector",
  check({ addon, world, report }) {
    if (world.missing(addon).size > 0) return;
    for (const { classes } of backendsOfRuntime(world, addon)) {
      for (const { file, methods } of classes) {
        if (!addon.files.has(file)) continue;
        for (const { name, node } of methods.values()) {
          const words = /^export_([a-z0-9_]+)$/.exec(name)?.[1];
          // Those of the wizard take the ids of records; others are the connector's own.
          if (words === undefined || node.params.length !== 2 || !/^(?:record_)?ids$/.test(node.params[1]?.name ?? ""))
            continue;
          if (world.modelOfModelId(`model_${words}`) !== undefined) continue;
          report({ at: at(file, node.nameSpan), message: `${name} is called for no model: ${words} is none` });
        }
      }
    }
  },
});
