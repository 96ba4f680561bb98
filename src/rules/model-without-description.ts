import { loadedModels } from "./lib/fields.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "model-without-description",
  group: "model",
  severity: "warning",
  title: "A new model without `_description`",
  why: "Odoo logs a warning at each start, and people read the technical name where access rights and errors name the model.",
  instead: "Give the model a `_description`: what one record of it is.",
  check({ addon, report }) {
    for (const one of loadedModels(addon)) {
      if (!one.isNew || one.model === undefined || one.attributes.has("_description")) continue;
      // One class of a model that several make up.
      if (addon.models.some((other) => other.model === one.model && other.attributes.has("_description"))) continue;
      // Classes that take attributes from a plain class of Python's may have it from there.
      if (one.node.bases.length > 1) continue;
      report({ at: placeOf(one.file, one.node.nameSpan), message: `model ${one.model} has no _description` });
    }
  },
});
