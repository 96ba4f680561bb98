import { nearWord } from "./lib/near.ts";
import { rule } from "./rule.ts";

/** More of them are not told one by one. */
const MOST_TOLD = 8;

export default rule({
  code: "data-selection-value",
  group: "data",
  severity: "error",
  title: "A value that the selection does not have",
  why: 'Odoo raises "Wrong value for …" when it loads the record: the addon can be neither installed nor updated.',
  instead: "Write the technical name of one of the field's values.",
  check({ addon, world, report, unresolved }) {
    for (const { model, values, order, element } of addon.records) {
      // In a CSV file labels count too.
      if (order === undefined || element?.name !== "record") continue;
      for (const value of values.values()) {
        const { text, element: field } = value;
        if (text === undefined || text === "" || field === undefined || field.attributes.has("type")) continue;
        if (world.field(addon, model.text, value.name)?.type !== "selection") continue;
        const known = world.selection(addon, model.text, value.name);
        if (known === undefined) unresolved(value, `whether ${value.name} of ${model.text} can be ${text}`);
        if (known === undefined || known.has(text)) continue;
        const all = [...known];
        const near = nearWord(text, all, 2);
        const list = all.slice(0, MOST_TOLD).join(", ") + (all.length > MOST_TOLD ? " …" : "");
        report({
          at: { file: value.file, ...(field.textSpan ?? value) },
          message: `${value.name} of ${model.text} can't be ${text}`,
          instead: near === undefined ? `Write one of ${list}.` : `Write ${near}.`,
        });
      }
    }
  },
});
