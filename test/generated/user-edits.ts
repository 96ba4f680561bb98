/** What people do to a connector that was generated for them: each edit is right in Odoo, so that no rule has to speak. */
import { pairsOfLines, pairsOfPython, swapped } from "./swap.ts";
import type { Tree } from "./trees.ts";

/** A line that has to stay, whatever the connector becomes. */
export interface UserLine {
  readonly path: string;
  readonly text: string;
}

/** One edit of an addon. */
export interface UserEdit {
  readonly what: string;
  /** New texts by path; undefined: the file is removed. */
  readonly texts: ReadonlyMap<string, string | undefined>;
  readonly lines: readonly UserLine[];
  /** What was taken out of a file, and stays away as long as the plan has it there. */
  readonly gone?: UserLine;
}

/** @param id a word of its own @param pick which of the places where it can be done */
type Make = (tree: Tree, pick: number, id: string) => UserEdit | undefined;

const oneOf = <T>(list: readonly T[], pick: number): T | undefined => list[pick % Math.max(list.length, 1)];

interface Place {
  readonly path: string;
  readonly lines: readonly string[];
  /** Of the line. */
  readonly at: number;
  readonly indent: string;
}

/** All lines that match in files that match. */
function places(tree: Tree, files: RegExp, line: RegExp): Place[] {
  return [...tree].flatMap(([path, text]) => {
    if (!files.test(path)) return [];
    const lines = text.split("\n");
    return lines.flatMap((one, at) =>
      line.test(one.trimEnd()) ? [{ path, lines, at, indent: /^ */.exec(one)?.[0] ?? "" }] : [],
    );
  });
}

/** Lines put before or behind (or in the place of) a line. */
function at(
  what: string,
  files: RegExp,
  line: RegExp,
  more: (id: string, place: Place) => readonly string[],
  where: "before" | "behind" | "instead" = "behind",
): Make {
  return (tree, pick, id) => {
    const place = oneOf(places(tree, files, line), pick);
    if (place === undefined) return undefined;
    const added = more(id, place);
    const end = place.lines[place.at]?.endsWith("\r") === true ? "\r" : "";
    const before = place.lines.slice(0, where === "behind" ? place.at + 1 : place.at);
    const after = place.lines.slice(where === "before" ? place.at : place.at + 1);
    const text = [...before, ...added.map((one) => one + end), ...after].join("\n");
    return {
      what: `${what} in ${place.path}, line ${place.at + 1}`,
      texts: new Map([[place.path, text]]),
      lines: own(place.path, added, id),
    };
  };
}

/** Of a line of the spec only the comment is the user's: what it stands at may go, as they want it to. */
const own = (path: string, lines: readonly string[], id: string): UserLine[] =>
  lines.flatMap((text) =>
    text.includes(id) ? [{ path, text: path === "connector.yaml" ? `# ${id}` : text.trim() }] : [],
  );

/** Lines at the end of a file. */
const atEnd =
  (what: string, files: RegExp, more: (id: string, text: string) => readonly string[] | undefined): Make =>
  (tree, pick, id) => {
    const [path, text] =
      oneOf(
        [...tree].filter(([name]) => files.test(name)),
        pick,
      ) ?? [];
    if (path === undefined || text === undefined) return undefined;
    const added = more(id, text);
    if (added === undefined) return undefined;
    const end = text.includes("\r\n") ? "\r\n" : "\n";
    return {
      what: `${what} at the end of ${path}`,
      texts: new Map([[path, text + added.map((one) => one + end).join("")]]),
      lines: own(path, added, id),
    };
  };

/** What becomes of the text of a file that matches; undefined: it can't be done there. */
const whole =
  (what: string, files: RegExp, make: (text: string, pick: number, id: string) => string | undefined): Make =>
  (tree, pick, id) => {
    const all = [...tree].filter(([path]) => files.test(path));
    for (let turn = 0; turn < all.length; turn += 1) {
      const [path, before] = all[(pick + turn) % all.length] ?? ["", ""];
      const text = make(before, pick, id);
      if (text === undefined || text === before) continue;
      return { what: `${what} in ${path}`, texts: new Map([[path, text]]), lines: own(path, text.split("\n"), id) };
    }
    return undefined;
  };

/** A line that matches is taken out, with those below it that go with it. */
const without =
  (what: string, files: RegExp, line: RegExp, count: (rest: readonly string[]) => number = () => 1): Make =>
  (tree, pick) => {
    // Where the same line stands twice nobody can say which one is gone.
    const found = places(tree, files, line).filter(
      ({ lines, at }) => count(lines.slice(at)) > 0 && lines.filter((one) => one === lines[at]).length === 1,
    );
    const place = oneOf(found, pick);
    if (place === undefined) return undefined;
    const { path, lines, at: from } = place;
    const text = [...lines.slice(0, from), ...lines.slice(from + count(lines.slice(from)))].join("\n");
    const gone = { path, text: (lines[from] ?? "").trim() };
    return { what: `${what} taken out of ${path}, line ${from + 1}`, texts: new Map([[path, text]]), lines: [], gone };
  };

/** Lines of a method and of the blank line behind it; 0 where no other method follows, or something stands before it. */
const methodLines = (rest: readonly string[]): number => {
  const next = rest.findIndex((line, at) => at > 0 && /^ {4}\S/.test(line));
  const isAlone = next > 0 && /^ {4}def /.test(rest[next] ?? "") && rest[next - 1]?.trim() === "";
  return isAlone && rest.slice(1, next).every((line) => /^(?: {8}.*)?\r?$/.test(line)) ? next : 0;
};

const pairOf = <T>(pairs: readonly T[], pick: number): T | undefined => oneOf(pairs, pick);

/** New files, and what makes them count. */
const together =
  (what: string, more: (tree: Tree, id: string) => Readonly<Record<string, string | undefined>>): Make =>
  (tree, _pick, id) => {
    const texts = new Map(Object.entries(more(tree, id)).filter(([path, text]) => tree.get(path) !== text));
    const lines = [...texts].flatMap(([path, text = ""]) => own(path, text.split("\n"), id));
    return texts.size === 0 ? undefined : { what: `${what} ${id}`, texts, lines };
  };

const CODE = /^(?:models|components|wizards|controllers)\/(?!__init__)\w+\.py$/;
const VIEWS = /^(?:views|wizards|data|security)\/\w+\.xml$/;
const WORDS = /^(?:readme\/\w+\.rst|README\.rst|CHANGELOG\.md)$/;
/** A line of text: no heading, no list, no table. */
const PROSE = /^[A-Za-z][^:]{25,}[\w.,]$/;

const withLine = (text: string | undefined, line: string, more: string): string | undefined =>
  text?.replace(line, (found) => found + more);

export const EDITS: readonly Make[] = [
  // Python
  atEnd("a method", CODE, (id, text) =>
    /\n {4}\S[^\n]*\n(?: {8}[^\n]*\n| {4}[)\]}]\n|\n)*$/.test(text.replaceAll("\r", ""))
      ? ["", `    def _${id}(self):`, `        """Says ${id}."""`, `        return "${id}"`]
      : undefined,
  ),
  at(
    "a method before another",
    CODE,
    /^ {4}def \w+\(.*\):$/,
    (id) => [`    def _${id}(self):`, `        return "${id}"`, ""],
    "before",
  ),
  atEnd("a method overridden", /^components\/importer\.py$/, (id) => [
    "",
    "    def _after_import(self, binding, record):",
    `        """Tells ${id}."""`,
    `        ${id} = super()._after_import(binding, record)`,
    `        return ${id}`,
  ]),
  atEnd("a class", /^models\/\w+_binding\.py$/, (id) => [
    ...["", "", "class ResCurrency(models.Model):", '    _inherit = "res.currency"', ""],
    `    ${id} = fields.Char(string="${id}")`,
  ]),
  at(
    "a line in a docstring",
    CODE,
    /^ {4}""".*"""$/,
    (id, { lines, at: line }) => [
      (lines[line] ?? "").trimEnd().slice(0, -3),
      "",
      `    Here ${id} was told of.`,
      '    """',
    ],
    "instead",
  ),
  at(
    "a comment",
    CODE,
    /^(?:class \w+.*:| {4}(?:def \w+|_\w+ = |\w+ = fields).*| {8}\("\w+", "\w+"\),)$/,
    (id, { indent }) => [`${indent}# ${id}`],
    "before",
  ),
  at(
    "a comment behind a line",
    CODE,
    /^ {4}_(?:description|inherit|apply_on) = "[\w. ]+"$/,
    (id, { lines, at: line }) => [`${(lines[line] ?? "").trimEnd()}  # ${id}`],
    "instead",
  ),
  at("an import", CODE, /^from odoo(?:\.addons\.component\.core)? import .*$/, (id) => [
    "",
    "import logging",
    "",
    `_logger_${id} = logging.getLogger("${id}")`,
  ]),
  at("a field", /^models\/\w+_binding\.py$/, /^ {4}_inherits = .*$/, (id) => [
    "",
    `    ${id} = fields.Char(string="${id}")`,
  ]),
  at("a field with lines of its own", /^models\/backend\.py$/, /^ {4}_description = .*$/, (id) => [
    "",
    `    ${id} = fields.Selection(`,
    `        selection=[("a", "${id} a"), ("b", "${id} b")],`,
    "    )",
  ]),
  at("an option of a field", /^models\/\w+_binding\.py$/, /^ {8}index=True,$/, (id) => [`        help="${id}",`]),
  at(
    "a test",
    /^tests\/test_\w+\.py$/,
    /^ {4}def test_\w+\(self\):$/,
    (id) => [`    def test_${id}(self):`, "        self.assertTrue(self.backend)", ""],
    "before",
  ),
  at("other quotes", CODE, /^ {4}_description = "[^"']*"$/, (id) => [`    _description = '${id}'`], "instead"),
  at(
    "a statement in a method",
    CODE,
    /^ {8}return .*[\w)"\]]$/,
    (id) => [`        # ${id} – naïve, 漢字, 🙂  `, `        str("${id}")`],
    "before",
  ),
  at(
    "a comment behind a result",
    CODE,
    /^ {8}return .*[\w)"]$/,
    (id, { lines, at: line }) => [`${(lines[line] ?? "").trimEnd()}  # ${id}`],
    "instead",
  ),
  atEnd("a class with tabs", /^models\/\w+_binding\.py$/, (id) => [
    ...["", "", "class ResLang(models.Model):", '\t_inherit = "res.lang"', ""],
    `\t${id} = fields.Char(string="${id}")  # tabs, ${id}`,
  ]),
  without("a test", /^tests\/test_\w+\.py$/, /^ {4}def test_\w+\(self\):$/, methodLines),
  whole("fields and methods in another order", CODE, (text, pick) => {
    const pair = pairOf(pairsOfPython(text), pick);
    return pair && swapped(text, pair);
  }),
  whole("no end of the last line", /^(?:models|views|readme)\/(?!__init__)\w+\.(?:py|xml|rst)$/, (text) =>
    text.replace(/\r?\n$/, ""),
  ),
  // The manifest
  whole("keys of the manifest in another order", /^__manifest__\.py$/, (text, pick) => {
    const pair = pairOf(pairsOfLines(text, /^ {4}"\w+": ".*",$/), pick);
    return pair && swapped(text, pair);
  }),
  at("a module", /^__manifest__\.py$/, /^ {8}"generic_connector",$/, (id) => [`        "contacts",  # ${id}`]),
  at("a key", /^__manifest__\.py$/, /^ {4}"license": .*,$/, (id) => [`    "maintainers": ["${id}"],`]),
  at("another author", /^__manifest__\.py$/, /^ {4}"author": .*,$/, (id) => [`    "author": "${id}",`], "instead"),
  // Views and data
  at("a field in a list", VIEWS, /^ {16}<field name="external_id" \/>$/, (id, { indent }) => [
    `${indent}<field name="create_date" string="${id}" optional="hide" />`,
  ]),
  at("a field in a form", VIEWS, /^ {28}<field name="\w+" readonly="1" \/>$/, (id, { indent }) => [
    `${indent}<field name="create_uid" string="${id}" readonly="1" />`,
  ]),
  at(
    "an attribute",
    VIEWS,
    /^ {12,}<field name="\w+" \/>$/,
    (id, { lines, at: line }) => [(lines[line] ?? "").trimEnd().replace(" />", ` string="${id}" />`)],
    "instead",
  ),
  at(
    "a comment in XML",
    VIEWS,
    /^ *<(?:record|field|group|button|menuitem)\b.*>$/,
    (id, { indent }) => [`${indent}<!-- ${id} -->`],
    "before",
  ),
  at(
    "a record",
    /^views\/\w+\.xml$/,
    /^<\/odoo>$/,
    (id) => [
      "",
      `    <record id="${id}" model="ir.actions.act_window">`,
      `        <field name="name">${id}</field>`,
      '        <field name="res_model">res.currency</field>',
      "    </record>",
    ],
    "before",
  ),
  at(
    "another name of a record",
    VIEWS,
    /^ {8}<field name="name">[^<]*<\/field>$/,
    (id) => [`        <field name="name">${id}</field>`],
    "instead",
  ),
  at(
    "another interval",
    /^data\/ir_cron_data\.xml$/,
    /^ {8}<field name="interval_number" eval="\d+" \/>$/,
    (id) => [`        <field name="interval_number" eval="7" /><!-- ${id} -->`],
    "instead",
  ),
  whole("fields of views in another order", VIEWS, (text, pick) => {
    const pair = pairOf(pairsOfLines(text, /^ {16,}<field name="\w+".*\/>$/), pick);
    return pair && swapped(text, pair);
  }),
  without("a field of a form", VIEWS, /^ {28}<field name="(?:max_retries|skip_reason|external_name)".*\/>$/),
  at(
    "other quotes in XML",
    VIEWS,
    /^ *<(?:button|group) [^']* string="[^"]*"[^']*>$/,
    (id, { lines, at: line }) => [(lines[line] ?? "").trimEnd().replace(/string="[^"]*"/, `string='${id}'`)],
    "instead",
  ),
  at(
    "a record with tabs",
    /^views\/\w+\.xml$/,
    /^<\/odoo>$/,
    (id) => [
      `\t<record id="${id}" model="ir.actions.act_window">`,
      `\t\t<field name="name">${id} – naïve, 漢字, 🙂</field>`,
      "\t\t<field name='res_model'>res.currency</field>",
      "\t</record>",
    ],
    "before",
  ),
  // Tables
  whole("rows in another order", /^security\/ir\.model\.access\.csv$/, (text, pick) => {
    const pair = pairOf(pairsOfLines(text, /^access_/), pick);
    return pair && swapped(text, pair);
  }),
  at("a row in quotes", /^security\/ir\.model\.access\.csv$/, /^access_\w+_manager,/, (id, { lines }) => [
    `"access_${id}","${id}, read",${/,(model_\w+_backend),/.exec(lines.join("\n"))?.[1] ?? ""},base.group_no_one,1,0,0,0`,
  ]),
  at(
    "other rights",
    /^security\/ir\.model\.access\.csv$/,
    /^access_\w+_user,.*,1,0,0,0$/,
    (_id, { lines, at: line }) => [(lines[line] ?? "").trimEnd().replace(/,1,0,0,0$/, ",1,1,0,0")],
    "instead",
  ),
  atEnd("a row", /^security\/ir\.model\.access\.csv$/, (id, text) => [
    `access_${id},${id},${/,(model_\w+_backend),/.exec(text)?.[1] ?? ""},base.group_system,1,0,0,0`,
  ]),
  at("a row in between", /^security\/ir\.model\.access\.csv$/, /^access_\w+_manager,/, (id, { lines }) => [
    `access_${id},${id},${/,(model_\w+_backend),/.exec(lines.join("\n"))?.[1] ?? ""},base.group_erp_manager,1,0,0,0`,
  ]),
  at(
    "another name of a row",
    /^security\/ir\.model\.access\.csv$/,
    /^access_\w+,[\w.]+ manager,/,
    (id, { lines, at: line }) => [(lines[line] ?? "").trimEnd().replace(/,[\w.]+ manager,/, `,${id},`)],
    "instead",
  ),
  // Words
  at("a line of words", WORDS, /^$/, (id) => [`Here ${id} was told of.`, ""]),
  atEnd("a line of words", WORDS, (id) => ["", `Here ${id} was told of.`]),
  at(
    "another line of words",
    WORDS,
    PROSE,
    (id, { lines, at: line }) => [`${(lines[line] ?? "").trimEnd()} ${id}`],
    "instead",
  ),
  without("a line of words", WORDS, PROSE),
  at(
    "a comment behind a line of the spec",
    /^connector\.yaml$/,
    /^ +(?:- )?\w+: [\w./]+$/,
    (id, { lines, at: line }) => [`${(lines[line] ?? "").trimEnd()} # ${id}`],
    "instead",
  ),
  at(
    "quotes in the spec",
    /^connector\.yaml$/,
    /^ +model: [\w.]+$/,
    (id, { lines, at: line }) => [(lines[line] ?? "").trimEnd().replace(/: (.*)/, `: "$1" # ${id}`)],
    "instead",
  ),
  whole("keys of the spec in another order", /^connector\.yaml$/, (text, pick) => {
    const pair = pairOf(pairsOfLines(text, /^ {4}(?:model|direction|label|plural): \w[\w.]*$/), pick);
    return pair && swapped(text, pair);
  }),
  at(
    "a comment in the spec",
    /^connector\.yaml$/,
    /^ +(?:- )?\w+: .*$/,
    (id, { indent }) => [`${indent}# ${id}`],
    "before",
  ),
  // Files
  together("a file that nobody loads", (_tree, id) => ({ [`static/src/${id}.txt`]: `Here ${id} was told of.\n` })),
  together("translations", (_tree, id) => ({
    "i18n/de.po": `# Translation\nmsgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "${id}"\nmsgstr "${id} auf Deutsch"\n`,
  })),
  together("settings of tools", (_tree, id) => ({
    ".pylintrc": `[MASTER]\n# ${id}\nload-plugins=pylint_odoo\n`,
    ".editorconfig": `# ${id}\n[*.py]\nindent_style = space\n`,
  })),
  together("a script and styles", (tree, id) => ({
    [`static/src/${id}.js`]: `/** ${id} */\nexport const ${id} = 1;\n`,
    [`static/src/${id}.css`]: `.o_${id} {\n\tcolor: red;\n}\n`,
    "__manifest__.py": tree.get("__manifest__.py")?.includes('"assets"')
      ? tree.get("__manifest__.py")
      : withLine(
          tree.get("__manifest__.py"),
          '    "license": "LGPL-3",',
          `\n    "assets": {\n        "web.assets_backend": [\n            "${/^ {2}name: (\w+)/m.exec(tree.get("connector.yaml") ?? "")?.[1] ?? ""}_connector/static/src/${id}.css",\n        ],\n    },`,
        ),
  })),
  together("a module of its own", (tree, id) => ({
    [`models/${id}.py`]: `from odoo import fields, models\n\n\nclass ResCountry(models.Model):\n    _inherit = "res.country"\n\n    ${id} = fields.Char(string="${id}")\n`,
    "models/__init__.py": `${(tree.get("models/__init__.py") ?? "").replace(/\n*$/, "\n")}from . import ${id}\n`,
  })),
  together("views of its own", (tree, id) => ({
    [`views/${id}.xml`]: `<odoo>\n    <record id="action_${id}" model="ir.actions.act_window">\n        <field name="name">${id}</field>\n        <field name="res_model">res.country</field>\n    </record>\n</odoo>\n`,
    "__manifest__.py": withLine(tree.get("__manifest__.py"), '"views/menu_views.xml",', `\n        "views/${id}.xml",`),
  })),
  (tree, pick) => {
    const path = oneOf(
      [...tree.keys()].filter((one) => WORDS.test(one) || one.startsWith("readme/")),
      pick,
    );
    return path === undefined ? undefined : { what: `${path} removed`, texts: new Map([[path, undefined]]), lines: [] };
  },
  (tree, pick) => {
    const [path, text] =
      oneOf(
        [...tree].filter(([one]) => /\.(?:py|xml|csv|rst)$/.test(one)),
        pick,
      ) ?? [];
    if (path === undefined || text === undefined || text.includes("\r")) return undefined;
    return {
      what: `${path} with other ends of lines`,
      texts: new Map([[path, text.replaceAll("\n", "\r\n")]]),
      lines: [],
    };
  },
];

/** Whether a line of the user's still stands: items of brackets may have come into one line with their neighbours. */
export function hasLine(text: string | undefined, line: string): boolean {
  const imported = /^from \. import (\w+)$/.exec(line)?.[1];
  // The plan's own import of the same place may have taken it in.
  if (imported !== undefined) return new RegExp(`^from \\. import [^]*?\\b${imported}\\b`, "m").test(text ?? "");
  return text?.includes(line.replace(/,$/, "")) === true;
}
