import { isBackend, isOwn, isWrittenFalse } from "./lib/records.ts";
import { rule } from "./rule.ts";

/** What tidies up inside of Odoo calls nobody. */
const TIDYING = /clean|_gc|vacuum|purge|archive|expire|delete_old|autodelete/i;

export default rule({
  code: "cron-active",
  group: "cron",
  severity: "warning",
  title: "A cron of a backend is shipped active",
  why:
    "It begins to run with the installation: before anybody has entered an address or credentials, on test copies of the " +
    "database too, which then write into the production system on the other side.",
  instead: 'Write `<field name="active" eval="False" />`: whoever has set up the backend switches it on.',
  needs: "connector",
  check({ addon, world, report }) {
    for (const { record, modelId, active, code } of addon.crons) {
      if (!isOwn({ record, addon }) || isWrittenFalse(active)) continue;
      if (TIDYING.test(code?.text ?? "")) continue;
      const model = modelId === undefined ? undefined : world.modelOfModelId(modelId.text);
      if (model === undefined || !isBackend(world, addon, model)) continue;
      report({ at: active ?? record, message: `cron ${record.id?.text ?? ""} of ${model} is active from the start` });
    }
  },
});
