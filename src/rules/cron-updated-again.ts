import { isOwn } from "./lib/records.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "cron-updated-again",
  group: "cron",
  severity: "warning",
  title: "A cron outside of `noupdate`",
  why:
    "Each upgrade of the addon writes it anew: the interval, the next run and whether it is active, as users have set " +
    "them, are lost, and a cron that was stopped on purpose runs again.",
  instead: 'Put it below `<odoo noupdate="1">`.',
  needs: "connector",
  check({ addon, report }) {
    for (const { record } of addon.crons) {
      if (record.noupdate || !isOwn({ record, addon })) continue;
      report({ at: record, message: `cron ${record.id?.text ?? ""} is written anew by each upgrade` });
    }
  },
});
