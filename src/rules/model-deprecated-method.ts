import { usesOf } from "./lib/calls.ts";
import { COMMON, DEPRECATED, entryOf, lives, METHODS } from "./lib/lifetimes.ts";
import { methodFix, toggleFix } from "./lib/method-fixes.ts";
import { groupFix } from "./lib/read-group.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

/** What can be fixed only where it is plain whose records they are. */
const WITH_MODEL: Readonly<Partial<Record<string, typeof groupFix>>> = {
  read_group: groupFix,
  toggle_active: toggleFix,
};

export default rule({
  code: "model-deprecated-method",
  group: "model",
  severity: "warning",
  title: "A method of records that one of the next versions goes without",
  why: "It works and logs a warning at each call; the migration to the next version stops at it.",
  instead: "Use what has taken its place already.",
  check(context) {
    const { cap, report } = context;
    const old = Object.entries(DEPRECATED).flatMap(([name, { from }]) => {
      const lifetime = entryOf(METHODS, name);
      return cap.major >= from && (lifetime === undefined || lives(lifetime, cap.major)) ? [name] : [];
    });
    for (const { file, attribute, model } of usesOf(context, new Set(old), (name) => COMMON.has(name))) {
      const entry = entryOf(DEPRECATED, attribute.attr);
      if (entry === undefined) continue;
      const fix = (WITH_MODEL[attribute.attr] ?? methodFix)(context, file, attribute, model);
      report({
        ...(fix !== undefined && { fix }),
        at: placeOf(file, attribute.attrSpan),
        message: `${attribute.attr} is deprecated since ${entry.from}.0`,
        instead: `Use ${entry.instead}.`,
      });
    }
  },
});
