import { rule } from "./rule.ts";

export default rule({
  code: "access-unknown-group",
  group: "access",
  severity: "error",
  title: "An access right for a group that does not exist",
  why: "The id of the group can't be resolved, and the addon can't be installed.",
  instead: "Name a group with its addon in front: `base.group_user`.",
  check({ addon, world, report, unresolved }) {
    for (const { group } of addon.access) {
      if (group === undefined || group.text.trim() === "") continue;
      const answer = world.hasId(addon, group.text, ["res.groups"]);
      const model = world.modelOfId(addon, group.text);
      if (answer === "unknown") unresolved(group, `whether ${group.text} exists`);
      if (answer === "no") report({ at: group, message: `no group has the id ${group.text}` });
      if (answer === "yes" && model !== undefined && model !== "res.groups")
        report({ at: group, message: `${group.text} is a record of ${model}, not a group` });
    }
  },
});
