import { argument, literal } from "../parse/python/walk.ts";
import { secretFields } from "./lib/secrets.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "secret-copied",
  group: "secret",
  severity: "warning",
  title: "A credential is copied when the record is duplicated",
  why:
    "Who duplicates a backend to try something gets a second one that is connected to the production account: both import " +
    "the same orders.",
  instead: "Write `copy=False` on the field.",
  needs: "connector",
  check(context) {
    for (const { model, field } of secretFields(context)) {
      const copy = argument(field.call, "copy");
      if (copy !== undefined && literal(copy) !== true) continue;
      if (field.call.keywords.some(({ arg }) => arg === undefined)) continue;
      context.report({
        at: placeOf(field.file, field.nameSpan),
        message: `${model.model ?? model.className}.${field.name} holds a credential and is copied`,
      });
    }
  },
});
