import { dotted } from "../parse/python/walk.ts";
import { checkPath, loadedModels, placeOf } from "./lib/fields.ts";
import { rule } from "./rule.ts";

const DECORATORS = new Set(["api.depends", "api.constrains", "api.onchange", "depends", "constrains", "onchange"]);

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
        for (const decorator of node.decorators) {
          const called = decorator.kind === "Call" ? dotted(decorator.func) : undefined;
          if (decorator.kind !== "Call" || !DECORATORS.has(called ?? "")) continue;
          for (const path of decorator.args) {
            if (path.kind !== "Str") continue;
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
