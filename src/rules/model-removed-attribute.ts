import { keyword } from "../parse/python/walk.ts";
import { loadedModels } from "./lib/fields.ts";
import { placeOf } from "./lib/python.ts";
import { entryOf, FIELD_ARGUMENTS, lives, whenOf } from "./lib/lifetimes.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "model-removed-attribute",
  group: "model",
  severity: "error",
  title: "An argument of a field that this version takes no notice of",
  why:
    "Odoo logs a line and goes on without it: the field is writable where `states` made it readonly, changes are not " +
    "tracked, a sum is none.",
  instead: "Use what this version has in its place.",
  check({ addon, cap, report }) {
    for (const one of loadedModels(addon)) {
      for (const { name, call } of one.fields.values()) {
        for (const { arg = "" } of call.keywords) {
          const lifetime = entryOf(FIELD_ARGUMENTS, arg);
          const found = keyword(call, arg);
          if (lifetime === undefined || found === undefined || lives(lifetime, cap.major)) continue;
          // The same by another name.
          const former = arg === "aggregator" ? "group_operator" : undefined;
          report({
            at: placeOf(one.file, found),
            message: `${arg}= of field ${name} ${whenOf(lifetime, cap.major)}`,
            instead: `Write ${lifetime.instead}.`,
            ...(former !== undefined && {
              fix: [{ file: one.file, from: found.from, to: found.from + arg.length, text: former }],
            }),
          });
        }
      }
    }
  },
});
