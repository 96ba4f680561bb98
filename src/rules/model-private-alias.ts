import { dotted, walkBody } from "../parse/python/walk.ts";
import { loadedModels } from "./lib/fields.ts";
import { placeOf } from "./lib/python.ts";
import { entryOf } from "./lib/lifetimes.ts";
import { rule } from "./rule.ts";

const ALIASES: Readonly<Record<string, string>> = { _cr: "env.cr", _uid: "env.uid", _context: "env.context" };

export default rule({
  code: "model-private-alias",
  group: "model",
  severity: "warning",
  title: "`_cr`, `_uid` or `_context` of records instead of their environment's",
  why: "Odoo 19 logs a warning at each use, and one of the next versions goes without them.",
  instead: "Write `self.env.cr`, `self.env.uid`, `self.env.context`.",
  versions: { from: "19.0" },
  check({ addon, report }) {
    for (const { file, node } of loadedModels(addon)) {
      if (!/\._(?:cr|uid|context)\b/.test(addon.files.get(file)?.text ?? "")) continue;
      for (const expr of walkBody(node.body)) {
        const word = expr.kind === "Attribute" ? entryOf(ALIASES, expr.attr) : undefined;
        if (expr.kind !== "Attribute" || word === undefined) continue;
        // Other objects may have such attributes too.
        if (dotted(expr.value) !== "self") continue;
        const at = placeOf(file, expr.attrSpan);
        report({
          at,
          message: `${expr.attr} is deprecated since 19.0`,
          instead: `Write self.${word}.`,
          fix: [{ ...at, text: word }],
        });
      }
    }
  },
});
