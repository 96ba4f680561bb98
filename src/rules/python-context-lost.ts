import { callsIn } from "../parse/python/walk.ts";
import { calledName, placeOf, sourcesOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "python-context-lost",
  group: "python",
  severity: "warning",
  title: "`with_context` with a dictionary, which replaces the whole context",
  why:
    "Language, companies and `connector_no_export` are gone: texts come in English, records of the wrong company, and " +
    "what was imported just now is exported again.",
  instead: "Give the keys by name, `with_context(key=value)`, which adds them to the context that is there.",
  check({ addon, report }) {
    for (const { path, module } of sourcesOf(addon)) {
      for (const call of callsIn(module.body)) {
        const [first] = call.args;
        if (call.func.kind !== "Attribute" || calledName(call) !== "with_context" || first?.kind !== "Dict") continue;
        // `{**self.env.context, …}` keeps it; nothing at all is a wish.
        if (first.items.length === 0 || first.items.some(({ key }) => key === undefined)) continue;
        report({ at: placeOf(path, first), message: "the dictionary replaces the whole context" });
      }
    }
  },
});
