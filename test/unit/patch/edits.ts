/** What people do to generated files. */
import * as fc from "fast-check";

/** One edit: which, where, and a number that makes its text one of its own. */
export interface Edit {
  readonly kind: number;
  readonly at: number;
}

export const edits = fc.array(fc.record({ kind: fc.nat(99), at: fc.nat(100_000) }), { minLength: 1, maxLength: 4 });

type Change = (lines: readonly string[], at: number, id: string) => readonly string[] | undefined;

const insert = (lines: readonly string[], at: number, ...more: string[]): string[] => [
  ...lines.slice(0, at),
  ...more,
  ...lines.slice(at),
];

const indentOf = (line: string): string => /^ */.exec(line)?.[0] ?? "";

/** Makes something of one of the lines that match. */
const atLine =
  (pattern: RegExp, change: (lines: readonly string[], at: number, id: string) => readonly string[]): Change =>
  (lines, at, id) => {
    const places = lines.flatMap((line, place) => (pattern.test(line) ? [place] : []));
    const place = places[at % Math.max(places.length, 1)];
    return place === undefined ? undefined : change(lines, place, id);
  };

const after =
  (pattern: RegExp, more: (id: string, indent: string) => string[]): Change =>
  (lines, at, id) =>
    atLine(pattern, (all, place) => insert(all, place + 1, ...more(id, indentOf(all[place] ?? ""))))(lines, at, id);

const before =
  (pattern: RegExp, more: (id: string, indent: string) => string[]): Change =>
  (lines, at, id) =>
    atLine(pattern, (all, place) => insert(all, place, ...more(id, indentOf(all[place] ?? ""))))(lines, at, id);

const remove = (pattern: RegExp): Change =>
  atLine(pattern, (lines, at) => [...lines.slice(0, at), ...lines.slice(at + 1)]);

const replace = (pattern: RegExp, by: (line: string, id: string) => string): Change =>
  atLine(pattern, (lines, at, id) => [...lines.slice(0, at), by(lines[at] ?? "", id), ...lines.slice(at + 1)]);

/** Adds to the file and takes nothing away. */
export const ADDITIONS: Readonly<Record<string, readonly Change[]>> = {
  py: [
    // A comment before a statement.
    before(/^ *(?:def |class |return |from |import |@|_\w+ = |[a-z_]+ = fields)/, (id, indent) => [`${indent}# ${id}`]),
    before(/^class /, (id) => [`class ${id}:`, `    """${id}."""`, "", "", ""].slice(0, 4)),
    before(/^ {4}(?:def |@)/, (id) => [`    def ${id}(self):`, `        return "${id}"`, ""]),
    (lines, _at, id) =>
      lines.some((line) => line.startsWith("class "))
        ? [...lines.slice(0, -1), "", `    def ${id}(self):`, `        return self.${id}_of()`, ""]
        : undefined,
    after(/^ {4}_description = /, (id) => [`    ${id} = fields.Char(string="${id}")`]),
    after(/^ {4}_inherit = "/, (id) => ["", `    ${id} = fields.Char(string="${id}")`]),
    after(/^ {4}direct = \[$/, (id) => [`        ("${id}_there", "${id}"),`]),
    after(/^ {4}"(?:depends|data|demo)": \[$/, (id) => [`        "${id}",`]),
    after(/^ {8}"(?:views|security|data)\/.*",$/, (id) => [`        "views/${id}.xml",`]),
    after(/^from \. import \($/, (id) => [`    ${id},`]),
    after(/^from \. import [^(]*$/, (id) => [`from . import ${id}`]),
    after(/^from \.+\w* import \(?$|^import .*|^from odoo import .*/, (id) => [`import ${id}`]).bind(undefined),
    before(/^(?:from|import) /, (id) => [`import ${id}`]),
    (lines, _at, id) => [...lines.slice(0, -1), "", "", `def ${id}(env):`, `    return "${id}"`, ""],
    (lines, _at, id) => [...lines.slice(0, -1), `# ${id}`, ""],
    (lines, _at, id) => [`# ${id}`, ...lines],
    after(/^ {4}def \w+\(.*\):$/, (id) => [`        ${id} = 1`]),
    after(/^ {8}(?:required=True|index=True),$/, (id) => [`        ${id}=True,`]),
    after(/^ {8}"[a-z_]+": .*,$/, (id) => [`        "${id}": "${id}",`]),
  ],
  xml: [
    after(/^ *<odoo>/, (id) => [`    <!-- ${id} -->`]),
    before(/^ *<(?:record|field|menuitem|group|button|xpath)/, (id, indent) => [`${indent}<!-- ${id} -->`]),
    before(/^<\/odoo>/, (id) => [
      "",
      `    <record id="${id}" model="ir.ui.view">`,
      `        <field name="name">${id}</field>`,
      "    </record>",
    ]),
    before(/^ {4}<record/, (id) => [
      `    <record id="${id}" model="ir.ui.view">`,
      `        <field name="name">${id}</field>`,
      "    </record>",
      "",
    ]),
    after(/^ {12,}<field name="\w+"[^>]*\/>$/, (id, indent) => [`${indent}<field name="${id}" />`]),
    before(/^ {12,}<\/(?:group|list|tree|search|form|xpath)>$/, (id, indent) => [
      `${indent}    <field name="${id}" optional="hide" />`,
    ]),
    before(/^ {4}<\/record>$/, (id) => [`        <field name="${id}">1</field>`]),
    after(/^ {4}<menuitem .*\/>$/, (id) => [`    <menuitem id="${id}" parent="base.menu" />`]),
  ],
  csv: [
    (lines, at, id) => insert(lines, 1 + (at % Math.max(lines.length - 1, 1)), `${id},${id},model,group,1,0,0,0`),
    (lines, _at, id) => [...lines.slice(0, -1), `${id},${id},model,group,1,0,0,0`, ""],
  ],
  other: [(lines, at, id) => insert(lines, at % Math.max(lines.length, 1), `${id} something`)],
};

/** Changes or removes what is there. */
export const CHANGES: Readonly<Record<string, readonly Change[]>> = {
  py: [
    replace(/^ {8}return .*[^([{,]$/, (_line, id) => `        return ${id}`),
    replace(/^ {8}required=True,$/, () => "        required=False,"),
    replace(/^ {4}_description = "/, (_line, id) => `    _description = "${id}"`),
    remove(/^ {8}"[\w/.]+",$/),
    remove(/^ {8}index=True,$/),
    remove(/^ {8}\("\w+", "\w+"\),$/),
    replace(/^ *# /, (line, id) => `${line} ${id}`),
  ],
  xml: [
    remove(/^ *<field name="\w+"[^>]*\/>$/),
    replace(/^ *<field name="\w+"[^>]*\/>$/, (line, id) => line.replace(" />", ` groups="${id}" />`)),
    replace(/^ *<form|<list|<tree|<search/, (line, id) => line.replace(">", ` string="${id}">`)),
    replace(/<field name="name">/, (line, id) => line.replace(/>[^<]*</, `>${id}<`)),
  ],
  csv: [remove(/^access_/), replace(/^access_.*,1,0,0,0$/, (line) => line.replace(",1,0,0,0", ",1,1,0,0"))],
  other: [replace(/^[A-Za-z].{10,}$/, (line, id) => `${line} ${id}`), remove(/^[A-Za-z].{10,}$/)],
};

const kindOf = (path: string): string => /\.(py|xml|csv)$/.exec(path)?.[1] ?? "other";

/**
 * Applies edits one after the other.
 * @param which the edits to choose from
 */
export function edited(
  path: string,
  text: string,
  list: readonly Edit[],
  which: readonly (typeof ADDITIONS)[],
): string {
  const changes = which.flatMap((one) => one[kindOf(path)] ?? []);
  let lines: readonly string[] = text.split("\n");
  for (const [place, { kind, at }] of list.entries()) {
    const change = changes[kind % changes.length];
    lines = change?.(lines, at, `my_${place}_${at}`) ?? lines;
  }
  return lines.join("\n");
}

/** Lines of a text that another one lacks, blank ones and blanks around them left out. */
export function addedLines(before: string, after: string): string[] {
  const known = new Set(["", ...before.split("\n").map((line) => line.trim())]);
  return after.split("\n").flatMap((line) => (known.has(line.trim()) ? [] : [line.trim()]));
}
