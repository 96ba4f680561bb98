import type { OdooVersion } from "../odoo/capabilities.ts";
import type { XmlElement } from "../parse/tree.ts";
import { loadedStatements } from "./lib/data-files.ts";
import { nearWord } from "./lib/near.ts";
import { rule } from "./rule.ts";

const words = (text: string): readonly string[] => text.split(" ");

/** The attributes of each element, as the schema of data files has them (odoo/import_xml.rng of each version). */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  record: words("id forcecreate model uid context"),
  field: words("name type file ref eval search model use"),
  menuitem: words("id name sequence groups active parent action web_icon"),
  delete: words("model id search"),
  function: words("model name uid context eval"),
  template: words(
    "id t-name name forcecreate context priority key website_id track inherit_id primary groups active customize_show",
  ),
};
/** Elements whose attributes the schema lists too, but that nobody writes in these versions any more. */
const OTHERS = ["act_window", "report"];

/** What the schema of a version allows directly in `<odoo>`. */
const allowedIn = (version: OdooVersion): readonly string[] => [
  ...Object.keys(ATTRIBUTES).filter((name) => name !== "field"),
  ...OTHERS,
  ...(version === "19.0" ? ["asset"] : []),
];

export default rule({
  code: "data-unknown-tag",
  group: "data",
  severity: "error",
  title: "An element or attribute of a data file that Odoo's schema refuses",
  why: "Odoo checks each data file against its schema before it loads it: the addon can be neither installed nor updated.",
  instead:
    'Write what data files may hold: `<record>` with `<field name="…">`, `<menuitem>`, `<template>`, `<function>`, `<delete>`.',
  check({ addon, version, report }) {
    const allowed = allowedIn(version);
    for (const { file, element } of loadedStatements(addon)) {
      const refuse = (one: XmlElement, known: readonly string[], where: string): void => {
        const near = nearWord(one.name, known, 2);
        report({
          at: { file, ...one.nameSpan },
          message: `<${one.name}> is no element of ${where}`,
          ...(near === undefined ? {} : { instead: `Write \`<${near}>\`.` }),
        });
      };
      const checkAttributes = (one: XmlElement): void => {
        const known = ATTRIBUTES[one.name];
        if (known === undefined) return;
        for (const attribute of one.attributes.values()) {
          const { name, from } = attribute;
          if (known.includes(name) || name.startsWith("xmlns") || name.includes(":")) continue;
          const near = nearWord(name, known, 2);
          report({
            at: { file, from, to: from + name.length },
            message: `<${one.name}> has no attribute ${name}`,
            ...(near === undefined ? {} : { instead: `Write \`${near}\`.` }),
          });
        }
      };
      const checkRecord = (one: XmlElement): void => {
        checkAttributes(one);
        for (const field of one.children) {
          if (field.name !== "field") {
            refuse(field, ["field"], "a record");
            continue;
          }
          checkAttributes(field);
          for (const inner of field.children) if (inner.name === "record") checkRecord(inner);
        }
      };
      if (element.name === "record") checkRecord(element);
      else if (allowed.includes(element.name)) checkAttributes(element);
      else refuse(element, allowed, "a data file");
    }
  },
});
