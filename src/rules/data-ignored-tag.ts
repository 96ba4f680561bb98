import { loadedStatements } from "./lib/data-files.ts";
import { rule } from "./rule.ts";

/** Shortcuts of 16.0 and before, which the schema of data files still allows (odoo/tools/convert.py). */
const GONE: Readonly<Record<string, string>> = { act_window: "ir.actions.act_window", report: "ir.actions.report" };

export default rule({
  code: "data-ignored-tag",
  group: "data",
  severity: "error",
  title: "A shortcut of a data file that Odoo does nothing with any more",
  why: "The loader passes over it without a word: the action or report does not exist, and what names its id fails.",
  instead: 'Write a `<record model="…">`.',
  versions: { from: "17.0" },
  check({ addon, report }) {
    for (const { file, element } of loadedStatements(addon)) {
      const { name, nameSpan } = element;
      const model = Object.hasOwn(GONE, name) ? GONE[name] : undefined;
      if (model === undefined) continue;
      report({
        at: { file, ...nameSpan },
        message: `<${name}> has no effect from Odoo 17.0 on`,
        instead: `Write \`<record model="${model}">\`.`,
      });
    }
  },
});
