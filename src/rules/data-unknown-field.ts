import { writeNearest } from "./lib/components.ts";
import { renameFix } from "./lib/renames.ts";
import { type Edit, rule } from "./rule.ts";
import type { AddonModel, DataValue } from "../addon/types.ts";

/** Values that `create` takes though no field has their name, up to 17.0. */
const TAKEN: Readonly<Record<string, string>> = { "ir.property": "value" };

export default rule({
  code: "data-unknown-field",
  group: "data",
  severity: "error",
  title: "A field in a data file that its model has not got",
  why: "Odoo refuses the record when it loads the file: the addon can't be installed in this version.",
  instead: "Correct the field's name, or remove the line.",
  check({ addon, world, cap, report, unresolved }) {
    for (const { model, values, order, element } of addon.records) {
      // Shortcuts have words of their own.
      if (order === undefined || (element !== undefined && element.name !== "record")) continue;
      for (const value of values.values()) {
        // Translations (`name@fr`), which Odoo reads apart from 19.0 on.
        if (cap.major >= 19 && value.name.includes("@")) continue;
        if (TAKEN[model.text] === value.name) continue;
        const answer = world.hasField(addon, model.text, value.name);
        if (answer === "unknown") unresolved(value, `whether ${model.text} has a field ${value.name}`);
        if (answer !== "no") continue;
        const name = value.element?.attributes.get("name")?.valueSpan;
        const at = name === undefined ? value : { file: value.file, ...name };
        const fix = isSaidAnyway(model.text, value)
          ? withoutLine(addon, value)
          : renameFix({ addon, world }, model.text, value.name, at);
        report({
          at,
          ...(fix !== undefined && { fix }),
          message: `${model.text} has no field ${value.name}`,
          ...writeNearest(world.nearestField(addon, model.text, value.name)),
        });
      }
    }
  },
});

/** Whether a field only says what holds without it: up to 17.0 a cron had to say that it runs for ever. */
function isSaidAnyway(model: string, { name, text, eval: code }: DataValue): boolean {
  const value = (text ?? code?.text ?? "").trim();
  if (model !== "ir.cron") return false;
  return (name === "numbercall" && value === "-1") || (name === "doall" && /^(?:0|False|)$/.test(value));
}

/** Takes out a `<field>` with the blanks of its line. */
function withoutLine(addon: AddonModel, { file, element }: DataValue): readonly Edit[] | undefined {
  const text = addon.files.get(file)?.text;
  if (element === undefined || text === undefined) return undefined;
  const blanks = /[ \t]*$/.exec(text.slice(0, element.from))?.[0].length ?? 0;
  const end = /^[ \t]*\r?\n/.exec(text.slice(element.to))?.[0].length ?? 0;
  const from = element.from - blanks;
  const isWholeLine = end > 0 && (from === 0 || text[from - 1] === "\n");
  return [{ file, from: isWholeLine ? from : element.from, to: element.to + (isWholeLine ? end : 0), text: "" }];
}
