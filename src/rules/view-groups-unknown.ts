import { shownIn } from "./lib/views.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "view-groups-unknown",
  group: "view",
  severity: "error",
  title: "`groups` of a view names something that is no group",
  why: "Odoo only warns, and nobody is in a group that does not exist: the element is hidden from everyone, or shown to all with `!`.",
  instead: "Name groups by their full XML id, such as `base.group_system`.",
  check(context) {
    const { addon, world, report, unresolved } = context;
    for (const { element, file } of shownIn(context)) {
      const groups = element.attributes.get("groups");
      if (groups === undefined) continue;
      let from = groups.valueSpan.from;
      for (const part of groups.value.split(",")) {
        const id = part.trim().replace(/^[!-]/, "");
        const start = from + Math.max(0, part.indexOf(id));
        from += part.length + 1;
        if (id === "") continue;
        const at = placeOf(file, { from: start, to: start + id.length });
        const model = world.modelOfId(addon, id);
        if (model === undefined) {
          const answer = world.hasId(addon, id, ["res.groups"]);
          if (answer === "no") report({ at, message: `there is no group ${id}` });
          else unresolved(at, `what ${id} is`);
        } else if (model !== "res.groups") report({ at, message: `${id} is a record of ${model}, no group` });
        else if (!id.includes("."))
          report({
            at,
            message: `group ${id} is named without its addon, so Odoo does not find it`,
            instead: `Write ${addon.name}.${id}.`,
            fix: [{ ...at, text: `${addon.name}.${id}` }],
          });
      }
    }
  },
});
