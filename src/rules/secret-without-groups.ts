import { argument, literal } from "../parse/python/walk.ts";
import { secretFields } from "./lib/secrets.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "secret-without-groups",
  group: "secret",
  severity: "error",
  title: "A field that holds a credential without `groups`",
  why:
    "Everybody who may read the record reads the credential too, by export, by RPC or in a form: hiding it in a view " +
    "protects nothing.",
  instead: 'Write `groups="base.group_system"`, or the managers\' group of the connector; read it with `sudo()`.',
  needs: "connector",
  check(context) {
    for (const { model, field } of secretFields(context)) {
      const groups = argument(field.call, "groups");
      if (groups !== undefined && literal(groups) !== "" && literal(groups) !== null) continue;
      if (field.call.keywords.some(({ arg }) => arg === undefined)) continue;
      context.report({
        at: placeOf(field.file, field.nameSpan),
        message: `${model.model ?? model.className}.${field.name} holds a credential and everybody can read it`,
      });
    }
  },
});
