import { isBackend, modelOfRow } from "./lib/records.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "access-backend-for-everyone",
  group: "access",
  severity: "error",
  title: "A backend that everybody may change",
  why:
    "A line without a group is for everybody, portal users included: who can write the backend can send the credentials " +
    "to an address of his own, or read and delete what the jobs do.",
  instead: "Give the right to a group of managers: `connector.group_connector_manager`.",
  needs: "connector",
  check({ addon, world, report }) {
    for (const { modelId, group, rights, ...span } of addon.access) {
      if (group !== undefined && group.text.trim() !== "") continue;
      const model = modelOfRow(world, addon, modelId.text);
      if (model === undefined || !isBackend(world, addon, model)) continue;
      const open = (["write", "create", "unlink"] as const).filter((one) => rights[one]);
      if (open.length > 0) report({ at: span, message: `everybody may ${open.join(", ")} the backend ${model}` });
    }
  },
});
