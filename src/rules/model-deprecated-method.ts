import { usesOf } from "./lib/calls.ts";
import { placeOf } from "./lib/fields.ts";
import { COMMON, DEPRECATED, entryOf, lives, METHODS } from "./lib/lifetimes.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "model-deprecated-method",
  group: "model",
  severity: "warning",
  title: "A method of records that one of the next versions goes without",
  why: "It works and logs a warning at each call; the migration to the next version stops at it.",
  instead: "Use what has taken its place already.",
  check(context) {
    const { cap, report } = context;
    const isOld = (name: string): boolean => {
      const since = entryOf(DEPRECATED, name)?.from;
      const lifetime = entryOf(METHODS, name);
      return since !== undefined && cap.major >= since && (lifetime === undefined || lives(lifetime, cap.major));
    };
    for (const { file, attribute } of usesOf(context, isOld, (name) => COMMON.has(name))) {
      const old = entryOf(DEPRECATED, attribute.attr);
      if (old === undefined) continue;
      report({
        at: placeOf(file, attribute.attrSpan),
        message: `${attribute.attr} is deprecated since ${old.from}.0`,
        instead: `Use ${old.instead}.`,
      });
    }
  },
});
