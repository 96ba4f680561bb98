import { rule } from "./rule.ts";

export default rule({
  code: "access-duplicate-row",
  group: "access",
  severity: "warning",
  title: "Two access rights for one model and one group",
  why: "Rights add up: what one line takes away the other one gives, and who corrects one of them changes nothing.",
  instead: "Keep one line for each model and group.",
  check({ addon, report }) {
    const seen = new Set<string>();
    for (const { id, modelId, group, ...span } of addon.access) {
      const who = group?.text.trim() ?? "";
      const key = `${modelId.text.replace(`${addon.name}.`, "")}\0${who}`;
      if (seen.has(key)) {
        const of = who === "" ? "everybody" : who;
        report({ at: span, message: `${id} is the second right of ${of} on ${modelId.text}` });
      }
      seen.add(key);
    }
  },
});
