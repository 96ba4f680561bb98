import { argument, callsIn } from "../parse/python/walk.ts";
import { isEnvironment, isTried } from "./lib/recordsets.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

/** What names groups in Python: methods of users and recordsets, and the argument of fields. */
const GROUPS: ReadonlySet<string> = new Set(["has_group", "has_groups", "user_has_groups", "groups"]);

export default rule({
  code: "model-unknown-xmlid",
  group: "model",
  severity: "error",
  title: "Code asks for an XML id that does not exist",
  why: "`env.ref` raises a ValueError where the code first runs; a group that does not exist has nobody in it, so that nobody may see what it guards.",
  instead:
    "Name an XML id of an addon in `depends`, or ask with `raise_if_not_found=False` and go on without the record.",
  check({ addon, world, report, unresolved }) {
    for (const { id, by, ...at } of addon.references) {
      const file = GROUPS.has(by) ? addon.python.get(at.file) : undefined;
      if (file?.isLoaded !== true || file.isTest || !id.includes(".")) continue;
      const answer = world.hasId(addon, id, ["res.groups"]);
      if (answer === "unknown") unresolved(at, `whether there is a group ${id}`);
      if (answer === "no") report({ at, message: `there is no group ${id}` });
    }
    for (const file of addon.python.values()) {
      const { path, module } = file;
      // Tests make records of their own.
      if (file.isTest || !file.isLoaded || addon.files.get(path)?.text?.includes(".ref(") !== true) continue;
      for (const call of callsIn(module.body)) {
        if (call.func.kind !== "Attribute" || call.func.attr !== "ref" || !isEnvironment(call.func.value)) continue;
        const id = argument(call, "xml_id", 0) ?? argument(call, "xmlid");
        const raises = argument(call, "raise_if_not_found", 1);
        if (id?.kind !== "Str" || (raises !== undefined && !(raises.kind === "Constant" && raises.value === true)))
          continue;
        const at = placeOf(path, id);
        if (isTried(file, id)) continue;
        if (!id.value.includes(".")) {
          report({ at, message: `${id.value} is no full XML id`, instead: `Write ${addon.name}.${id.value}.` });
          continue;
        }
        const answer = world.hasId(addon, id.value);
        if (answer === "unknown") unresolved(at, `whether there is an XML id ${id.value}`);
        if (answer === "no") report({ at, message: `there is no XML id ${id.value}` });
      }
    }
  },
});
