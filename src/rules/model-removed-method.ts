import { keyword } from "../parse/python/walk.ts";
import { usesOf } from "./lib/calls.ts";
import { loadedModels } from "./lib/fields.ts";
import { countFix, methodFix } from "./lib/method-fixes.ts";
import { asComputed } from "./lib/name-get.ts";
import { placeOf } from "./lib/python.ts";
import { COMMON, entryOf, lives, METHODS, OVERRIDES, whenOf } from "./lib/lifetimes.ts";
import { followRecords } from "./lib/recordsets.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "model-removed-method",
  group: "model",
  severity: "error",
  title: "A method of records that this version does not have, or does not call any more",
  why:
    "To call it raises an AttributeError where the code first runs. An override that Odoo does not call is worse: nothing " +
    "fails, and what it added (a name, a check of rights) is gone.",
  instead: "Use what this version has in its place.",
  check(context) {
    const { addon, world, cap, report } = context;
    const gone = Object.entries(METHODS).flatMap(([name, one]) => (lives(one, cap.major) ? [] : [name]));
    for (const { file, attribute, model } of usesOf(context, new Set(gone), (name) => COMMON.has(name))) {
      const lifetime = entryOf(METHODS, attribute.attr);
      // queue_job keeps one of them alive, for every model.
      if (lifetime === undefined || world.hasMethod(addon, "base", attribute.attr) === "yes") continue;
      const fix = methodFix(context, file, attribute);
      report({
        ...(fix !== undefined && { fix }),
        at: placeOf(file, attribute.attrSpan),
        message: `${attribute.attr}${model === undefined ? "" : ` of ${model}`} ${whenOf(lifetime, cap.major)}`,
        instead: `Use ${lifetime.instead}.`,
      });
    }
    for (const one of loadedModels(addon)) {
      for (const [name, { node, file }] of one.methods) {
        const lifetime = entryOf(OVERRIDES, name);
        if (lifetime === undefined || lives(lifetime, cap.major)) continue;
        const fix = name === "name_get" ? asComputed(addon, world, one, node) : undefined;
        report({
          ...(fix !== undefined && { fix }),
          at: placeOf(file, node.nameSpan),
          message: `Odoo ${cap.series} never calls ${name} of ${one.model ?? one.className}: it ${whenOf(lifetime, cap.major)}`,
          instead: `Override ${lifetime.instead}.`,
        });
      }
    }
    if (cap.major < 17) return;
    // A model with a search of its own may take what it likes.
    const hasOwnSearch = (model: string): boolean => world.classesOf(model).some((one) => one.methods.has("search"));
    for (const file of addon.python.values()) {
      followRecords(context, file, {
        call: (model, method, call) => {
          const count = method === "search" ? keyword(call, "count") : undefined;
          if (count === undefined || hasOwnSearch(model)) return;
          const fix = countFix(addon, file.path, call);
          report({
            ...(fix !== undefined && { fix }),
            at: placeOf(file.path, count),
            message: `search of ${model} takes no count since 17.0`,
            instead: "Call search_count().",
          });
        },
      });
    }
  },
});
