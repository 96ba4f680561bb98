import { argument, literal } from "../parse/python/walk.ts";
import { secretFields } from "./lib/secrets.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "secret-tracked",
  group: "secret",
  severity: "error",
  title: "Changes of a credential are tracked in the chatter",
  why: "Each change writes the old and the new value into a message, which followers get by e-mail and nobody deletes.",
  instead: "Leave `tracking` out; that somebody changed it shows in the record's last change.",
  needs: "connector",
  check(context) {
    for (const { model, field } of secretFields(context, true)) {
      for (const name of ["tracking", "track_visibility"]) {
        const value = argument(field.call, name);
        if (value === undefined || literal(value) === false || literal(value) === null) continue;
        context.report({
          at: placeOf(field.file, value),
          message: `the values of ${model.model ?? model.className}.${field.name} are written into the chatter`,
        });
      }
    }
  },
});
