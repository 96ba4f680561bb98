import type { Str } from "../parse/python/ast.ts";
import { bindingsOf } from "./lib/bindings.ts";
import { at, writeNearest } from "./lib/components.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "binding-setting-unknown-field",
  group: "binding",
  severity: "error",
  title: "A setting of a binding names a field that is not there",
  why: "By `_sends` an export knows what it has to send: a name that is wrong never counts as changed. By `_conflict_field` the backend says who wins: each import of a changed record raises a KeyError.",
  instead: "Name fields of the record in `_sends`, and a field of the backend in `_conflict_field`.",
  needs: "generic_connector",
  check({ addon, world, report, unresolved }) {
    for (const { one, model } of bindingsOf(world, addon)) {
      if (world.isA(addon, model, "generic.binding") !== "yes") continue;
      const judge = (owner: string, attribute: string, word: Str): void => {
        const answer = world.hasField(addon, owner, word.value);
        if (answer === "unknown") unresolved(at(one.file, word), `whether ${owner} has ${word.value}`);
        if (answer === "no")
          report({
            at: at(one.file, word),
            message: `${attribute} of ${model} names ${word.value}, and ${owner} has no such field`,
            ...writeNearest(world.nearestField(addon, owner, word.value)),
          });
      };
      const sends = one.attributes.get("_sends")?.value;
      if (sends?.kind === "Tuple" || sends?.kind === "List")
        for (const word of sends.elts) if (word.kind === "Str") judge(model, "_sends", word);
      const conflict = one.attributes.get("_conflict_field")?.value;
      const backend = world.field(addon, model, "backend_id")?.comodel;
      // A rule of its own judges what it points at.
      const isBackend = backend !== undefined && world.isA(addon, backend, "generic.backend.mixin") === "yes";
      if (conflict?.kind === "Str" && isBackend) judge(backend, "_conflict_field", conflict);
    }
  },
});
