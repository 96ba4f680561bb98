import { dotted, functionsIn } from "../parse/python/walk.ts";
import { DECORATORS, entryOf, lives, whenOf } from "./lib/lifetimes.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "model-removed-decorator",
  group: "model",
  severity: "error",
  title: "A decorator of `odoo.api` that this version does not have",
  why: "Python raises an AttributeError while it imports the file: Odoo does not start with this addon.",
  instead: "Use what this version has in its place.",
  check({ addon, cap, report }) {
    for (const { path, module } of addon.python.values()) {
      for (const { node } of functionsIn(module.body)) {
        for (const decorator of node.decorators) {
          const name = dotted(decorator.kind === "Call" ? decorator.func : decorator);
          if (name?.startsWith("api.") !== true) continue;
          const lifetime = entryOf(DECORATORS, name.slice("api.".length));
          if (lifetime === undefined || lives(lifetime, cap.major)) continue;
          report({
            at: placeOf(path, decorator),
            message: `@${name} ${whenOf(lifetime, cap.major)}`,
            instead: `Use ${lifetime.instead}.`,
          });
        }
      }
    }
  },
});
