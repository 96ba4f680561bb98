import { dotted } from "../parse/python/walk.ts";
import { positionAt, lineStarts } from "../parse/text.ts";
import { loadedModels } from "./lib/fields.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "model-duplicate-field",
  group: "model",
  severity: "warning",
  title: "A class defines a field or a method twice",
  why: "Python keeps the last one: what the first says (a default, a computation, a check) never takes effect.",
  instead: "Keep one of them, the one that is meant.",
  check({ addon, report }) {
    for (const { file, node } of loadedModels(addon)) {
      const starts = lineStarts(addon.files.get(file)?.text ?? "");
      const seen = new Map<string, number>();
      for (const stmt of node.body) {
        const word =
          stmt.kind === "Assign" &&
          stmt.value?.kind === "Call" &&
          dotted(stmt.value.func)?.startsWith("fields.") === true
            ? stmt.targets[0]
            : stmt.kind === "FunctionDef" && stmt.decorators.length === 0
              ? { kind: "Name" as const, id: stmt.name, ...stmt.nameSpan }
              : undefined;
        if (word?.kind !== "Name") continue;
        const first = seen.get(word.id);
        if (first === undefined) seen.set(word.id, word.from);
        else
          report({
            at: placeOf(file, word),
            message: `${word.id} is defined in line ${positionAt(starts, first).line} already`,
          });
      }
    }
  },
});
