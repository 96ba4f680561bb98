import { rule } from "./rule.ts";

/** Types whose text Odoo stores as it stands in the file (odoo/tools/convert.py, `_eval_xml`). */
const KEPT = new Set(["char", "selection"]);
/** Python that is evaluated, to which blanks around it mean nothing. */
const CODE = /domain|context|code|expression|eval/;

export default rule({
  code: "data-value-whitespace",
  group: "data",
  severity: "warning",
  title: "A text in a data file with line breaks around it",
  why: "Odoo stores the text as it stands, line breaks and indentation included: searches by name don't find it, and codes don't match.",
  instead: "Write the text on the line of its tags.",
  check({ addon, world, report }) {
    for (const { model, values, order, element } of addon.records) {
      if (order === undefined || element?.name !== "record") continue;
      for (const value of values.values()) {
        const one = value.element;
        if (one === undefined || value.text === undefined || value.text === "" || one.attributes.has("type")) continue;
        if (!/^\s*\n|\n\s*$/.test(one.text)) continue;
        const type = world.field(addon, model.text, value.name)?.type;
        if (type === undefined || !KEPT.has(type) || CODE.test(value.name)) continue;
        const { textSpan } = one;
        if (textSpan === undefined) continue;
        const start = one.text.length - one.text.trimStart().length;
        const end = one.text.length - one.text.trimEnd().length;
        report({
          at: { file: value.file, ...textSpan },
          message: `${value.name} is stored with the line breaks around it`,
          fix: [{ file: value.file, from: textSpan.from - start, to: textSpan.to + end, text: one.text.trim() }],
        });
      }
    }
  },
});
