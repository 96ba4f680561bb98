import { isDataRoot, statementsOf } from "../addon/data.ts";
import { rule } from "./rule.ts";

/** What Odoo's loader has an action for (odoo/tools/convert.py of each version). */
const KNOWN = new Set(["record", "delete", "function", "menuitem", "template", "asset"]);
/** Those of 16.0 and before. */
const GONE: Readonly<Record<string, string>> = { act_window: "ir.actions.act_window", report: "ir.actions.report" };

export default rule({
  code: "data-ignored-tag",
  group: "data",
  severity: "error",
  title: "An element of a data file that Odoo does nothing with",
  why: "The loader passes over tags that it does not know, or refuses the file: what the element says does not exist in the database.",
  instead: 'Write a `<record model="…">`.',
  check({ addon, cap, report }) {
    const manifest = addon.manifest;
    const listed = new Set([...(manifest?.data ?? []), ...(manifest?.demo ?? [])].map(({ text }) => text));
    for (const [file, { root }] of addon.xml) {
      if (!listed.has(file) || !isDataRoot(root)) continue;
      for (const { element } of statementsOf(root)) {
        const { name, nameSpan } = element;
        const model = Object.hasOwn(GONE, name) ? GONE[name] : undefined;
        if (KNOWN.has(name) || (model !== undefined && !cap.attrsExpressions)) continue;
        report({
          at: { file, ...nameSpan },
          message:
            model === undefined
              ? `Odoo does nothing with <${name}>`
              : `<${name}> has no effect from Odoo 17.0 on`,
          ...(model === undefined ? {} : { instead: `Write <record model="${model}">.` }),
        });
      }
    }
  },
});
