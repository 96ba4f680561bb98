import { isOwn } from "./lib/records.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "cron-without-code",
  group: "cron",
  severity: "error",
  title: "A cron without code",
  why: "It runs, does nothing, and reports no error: Odoo fills in a comment for the code.",
  instead: 'Write `<field name="code">model._cron_method()</field>`.',
  check({ addon, report }) {
    for (const { record, code } of addon.crons) {
      // Another action that it runs has the code; so has the record that is changed here.
      if (!isOwn({ record, addon }) || record.values.has("ir_actions_server_id")) continue;
      const state = record.values.get("state")?.text?.trim();
      if (state !== undefined && state !== "code") continue;
      const value = record.values.get("code");
      const isEmpty =
        value === undefined || (value.eval === undefined && (value.text ?? code?.text ?? "").trim() === "");
      if (!isEmpty) continue;
      report({ at: value ?? record, message: `cron ${record.id?.text ?? ""} has no code to run` });
    }
  },
});
