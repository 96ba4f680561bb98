import type { Str } from "../parse/python/ast.ts";
import { checkPath, loadedModels } from "./lib/fields.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

const NAMES = ["_rec_name", "_parent_name", "_active_name", "_date_name", "_fold_name"];

export default rule({
  code: "model-unknown-order-field",
  group: "model",
  severity: "error",
  title: "`_order`, `_rec_name` or the like names a field that does not exist",
  why: "Each search of the model raises, and with it each list, each import that looks for a record, each job.",
  instead: "Name fields of the model.",
  check(context) {
    for (const one of loadedModels(context.addon)) {
      if (one.model === undefined) continue;
      const judge = (at: Str, name: string, attribute: string): void => {
        // `id`, properties and expressions of SQL say for themselves.
        if (one.model === undefined || !/^[a-z_]\w*$/i.test(name)) return;
        checkPath(context, one.model, name, placeOf(one.file, at), (text) => `${attribute}: ${text}`);
      };
      const order = one.attributes.get("_order")?.value;
      if (order?.kind === "Str")
        for (const part of order.value.split(",")) judge(order, part.trim().split(/\s/)[0] ?? "", "_order");
      for (const name of NAMES) {
        const value = one.attributes.get(name)?.value;
        if (value?.kind === "Str") judge(value, value.value, name);
      }
    }
  },
});
