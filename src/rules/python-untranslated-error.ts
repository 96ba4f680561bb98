import { walkStmts } from "../parse/python/walk.ts";
import { originOf, placeOf, sourcesOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "python-untranslated-error",
  group: "python",
  severity: "hint",
  title: "A message to the user that is not translated",
  why: "Users of other languages read it in English.",
  instead: 'Write `_("…")`, or `self.env._("…")` from Odoo 18.0 on.',
  check({ addon, report }) {
    for (const file of sourcesOf(addon)) {
      for (const stmt of walkStmts(file.module.body)) {
        if (stmt.kind !== "Raise" || stmt.exc?.kind !== "Call") continue;
        const origin = originOf(file, stmt.exc.func) ?? "";
        if (!/^odoo\.exceptions\.(?:UserError|ValidationError|AccessError|RedirectWarning)$/.test(origin)) continue;
        const [first] = stmt.exc.args;
        if (first?.kind === "Str" || first?.kind === "JoinedStr")
          report({ at: placeOf(file.path, first), message: "this message is not translated" });
      }
    }
  },
});
