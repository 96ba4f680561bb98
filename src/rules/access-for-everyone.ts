import { isBackend, modelOfRow } from "./lib/records.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "access-for-everyone",
  group: "access",
  severity: "warning",
  title: "A right to change records without a group",
  why: "A line without a group is for everybody: portal users and visitors of the website may change these records too.",
  instead: "Name a group, at least `base.group_user`.",
  needs: "connector",
  check({ addon, world, report }) {
    for (const { modelId, group, rights, ...span } of addon.access) {
      if (group !== undefined && group.text.trim() !== "") continue;
      const model = modelOfRow(world, addon, modelId.text);
      if (model === undefined || isBackend(world, addon, model)) continue;
      const open = (["write", "create", "unlink"] as const).filter((one) => rights[one]);
      if (open.length > 0) report({ at: span, message: `everybody may ${open.join(", ")} records of ${model}` });
    }
  },
});
