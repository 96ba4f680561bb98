/**
 * Templates of versions of this tool that are yet to come: what they give differs from what ours do, in every kind of
 * file, and is as right in Odoo.
 *
 * A test file that wants them hands {@link renewing} to `vi.mock` in the place of `src/app/render.ts`; else a life goes
 * on with the templates that there are.
 */
import type * as render from "../../src/app/render.ts";
import { parsePython } from "../../src/parse/python/parse.ts";
import type { RenderedFile } from "../../src/plan/types.ts";
import { pairsOfLines, pairsOfPython, swapped } from "./swap.ts";

/** One difference to the templates that there are. */
export interface Revision {
  /** Which kind of difference, and where. */
  readonly pick: number;
  /** A word of its own. */
  readonly id: string;
}

let revisions: readonly Revision[] = [];

/** From now on, what is rendered is as these make it. */
export function useTemplates(list: readonly Revision[]): void {
  revisions = list;
}

/** The module that renders, with newer templates. */
export const renewing = (original: typeof render): typeof render => ({
  renderPlan: async (...args) => renewed(await original.renderPlan(...args), revisions),
});

/** What is rendered, with revisions one after the other. */
export function renewed(files: readonly RenderedFile[], list: readonly Revision[]): RenderedFile[] {
  const manifest = files.find(({ path }) => path.endsWith("/__manifest__.py"))?.path;
  // A migration is made once and for all.
  if (manifest === undefined || list.length === 0) return [...files];
  const addon = manifest.slice(0, manifest.indexOf("/"));
  const texts = new Map(files.map(({ path, content }) => [path.slice(addon.length + 1), content]));
  for (const revision of list) revise(texts, revision);
  return [...texts].map(([name, content]) => {
    const path = `${addon}/${name}`;
    const ownership = files.find((file) => file.path === path)?.ownership ?? "generated";
    return { path, ownership, content };
  });
}

/** Every kind of revision, at the places that one turn or the other has it. */
export const everyRevision = (): Revision[][] =>
  CHANGES.map((_, pick) => [0, 1].map((turn) => ({ pick: pick + turn * CHANGES.length, id: `newer_${pick}_${turn}` })));

/** What a revision does, in words. */
export const revisionName = ({ pick, id }: Revision): string => `${CHANGES[pick % CHANGES.length]?.what ?? ""} (${id})`;

function revise(texts: Map<string, string>, { pick, id }: Revision): void {
  const change = CHANGES[pick % CHANGES.length];
  const turn = Math.floor(pick / CHANGES.length);
  // At every other place, and at the same ones whatever else is planned.
  const isHere = (key: string): boolean => (hashOf(key) + turn) % 2 === 0;
  change?.make(texts, id, isHere, turn);
}

const hashOf = (text: string): number =>
  Array.from(text).reduce((sum, char) => (sum * 31 + char.charCodeAt(0)) % 65_521, 7);

type Here = (key: string) => boolean;

interface Change {
  readonly what: string;
  readonly make: (texts: Map<string, string>, id: string, isHere: Here, turn: number) => void;
}

/** A line where it stands. */
interface Line {
  readonly line: string;
  readonly indent: string;
  readonly before: string;
  /** The lines behind it, and it. */
  readonly rest: readonly string[];
}

/** What becomes of some of the lines that match; undefined: it stays. */
const lines = (
  what: string,
  files: RegExp,
  line: RegExp,
  more: (id: string, place: Line) => readonly string[] | undefined,
): Change => ({
  what,
  make(texts, id, isHere) {
    for (const [path, text] of texts) {
      if (!files.test(path)) continue;
      const all = text.split("\n");
      const seen = new Map<string, number>();
      const made = all.flatMap((one, at) => {
        if (!line.test(one)) return [one];
        const count = (seen.get(one) ?? 0) + 1;
        seen.set(one, count);
        const place = { line: one, indent: /^ */.exec(one)?.[0] ?? "", before: all[at - 1] ?? "", rest: all.slice(at) };
        return (isHere(`${path} ${one} ${count}`) ? more(id, place) : undefined) ?? [one];
      });
      texts.set(path, made.join("\n"));
    }
  },
});

/** What becomes of the text of some files; undefined: it stays. */
const whole = (
  what: string,
  files: RegExp,
  make: (text: string, id: string, turn: number) => string | undefined,
): Change => ({
  what,
  make(texts, id, isHere, turn) {
    for (const [path, before] of texts)
      if (files.test(path) && isHere(path)) texts.set(path, make(before, id, turn) ?? before);
  },
});

/** What becomes of the addon's files together. */
const together = (what: string, make: (texts: Map<string, string>, id: string, isHere: Here) => void): Change => ({
  what,
  make,
});

/** Changes a text that is there. */
function put(texts: Map<string, string>, path: string, change: (text: string) => string): void {
  const text = texts.get(path);
  if (text !== undefined) texts.set(path, change(text));
}

/** Gives a file another name. */
function rename(texts: Map<string, string>, from: string, to: string): void {
  const text = texts.get(from);
  texts.delete(from);
  if (text !== undefined) texts.set(to, text);
}

/** Whether the call that a line stands in says a keyword already. */
const hasKeyword = ({ rest }: Line, keyword: string): boolean =>
  rest.slice(0, rest.indexOf("    )")).some((line) => line.startsWith(`        ${keyword}=`));

const CODE = /^(?:models|components|wizards|controllers)\/(?!__init__)\w+\.py$/;
const TESTS = /^tests\/test_\w+\.py$/;
const VIEWS = /^views\/\w+_views\.xml$/;
const WORDS = /^(?:readme\/\w+\.rst|README\.rst)$/;

const CHANGES: readonly Change[] = [
  // Python
  lines("methods before others", CODE, /^ {4}def \w+\(self/, (id, { line, before }) =>
    before.startsWith("    @")
      ? undefined
      : [`    def _${id}_${/def _*(\w+)/.exec(line)?.[1] ?? ""}(self):`, `        return "${id}"`, "", line],
  ),
  lines("comments in methods", CODE, /^ {4}def \w+\(self.*\):$/, (id, { line }) => [line, `        # ${id}`]),
  lines("comments at members", CODE, /^ {4}(?:_\w+ = |\w+ = fields\.)/, (id, { line, before }) =>
    before.includes("#") ? undefined : [`    # ${id}`, line],
  ),
  lines("other descriptions", CODE, /^ {4}_description = ".*"$/, (id, { line }) => [line.replace(/"$/, ` ${id}"`)]),
  lines("other docstrings", CODE, /^ {4,8}""".*\w\."""$/, (id, { line }) => [line.replace('."""', `: ${id}."""`)]),
  lines("longer docstrings", CODE, /^ {4}""".*\w\."""$/, (id, { line }) => [
    line.slice(0, -3),
    "",
    `    Since ${id} it is another one.`,
    '    """',
  ]),
  lines("options of fields", CODE, /^ {8}index=True,$/, (id, place) =>
    hasKeyword(place, "help") || place.before.includes("help=") ? undefined : [place.line, `        help="${id}",`],
  ),
  lines("no comments", CODE, /^ {4,8}# .*$/, () => []),
  lines("calls in methods", CODE, /^ {8}return .*[\w)"]$/, (id, { line }) => [`        str("${id}")`, line]),
  lines("tests before others", TESTS, /^ {4}def test_\w+\(self\):$/, (id, { line, before }) =>
    before.startsWith("    @")
      ? undefined
      : [
          `    def test_${id}_${/def test_(\w+)/.exec(line)?.[1] ?? ""}(self):`,
          "        self.assertTrue(self.backend)",
          "",
          line,
        ],
  ),
  lines("an import", CODE, /^from odoo(?:\.addons\.component\.core)? import .*$/, (id, { line, rest }) =>
    rest.some((one) => one.startsWith("import "))
      ? undefined
      : ["import logging", "", line, "", `_${id} = logging.getLogger(__name__)`],
  ),
  whole("variables of other names", CODE, (text, id) => withOtherNames(text, id)),
  whole("fields and methods in another order", CODE, (text, _id, turn) => {
    const pairs = pairsOfPython(text);
    const pair = pairs[turn % Math.max(pairs.length, 1)];
    return pair && swapped(text, pair);
  }),
  // The manifest
  lines("a key of the manifest", /^__manifest__\.py$/, /^ {4}"license": .*,$/, (id, { line }) => [
    line,
    `    "maintainers": ["${id}"],`,
  ]),
  whole("another summary", /^__manifest__\.py$/, (text, id) => text.replace(/("summary": ".*)"/, `$1, ${id}"`)),
  whole("keys of the manifest in another order", /^__manifest__\.py$/, (text, _id, turn) => {
    const pairs = pairsOfLines(text, /^ {4}"\w+": ".*",$/);
    const pair = pairs[turn % Math.max(pairs.length, 1)];
    return pair && swapped(text, pair);
  }),
  lines("a module", /^__manifest__\.py$/, /^ {8}"generic_connector",$/, (_id, { line, rest }) =>
    rest.some((one) => one.includes('"contacts"')) ? undefined : [line, '        "contacts",'],
  ),
  // Views and data
  lines("a field in lists", VIEWS, /^ {16}<field name="external_id" \/>$/, (id, { line, indent }) => [
    line,
    `${indent}<field name="write_date" string="${id}" optional="hide" />`,
  ]),
  lines("no field in forms", VIEWS, /^ {28}<field name="(?:max_retries|skip_reason|external_name)".*\/>$/, () => []),
  lines("other words in views", VIEWS, /^ *<(?:button|group) .*string="[^"]*"/, (id, { line }) => [
    line.replace(/string="([^"]*)"/, `string="$1 ${id}"`),
  ]),
  lines("attributes of fields", VIEWS, /^ {12,}<field name="\w+" \/>$/, (id, { line }) => [
    line.replace(" />", ` help="${id}" />`),
  ]),
  lines("comments in views", VIEWS, /^ *<(?:record|group|header|list)\b.*>$/, (id, { line, indent }) => [
    `${indent}<!-- ${id} -->`,
    line,
  ]),
  whole("fields of views in another order", VIEWS, (text, _id, turn) => {
    const pairs = pairsOfLines(text, /^ {16,}<field name="\w+".*\/>$/);
    const pair = pairs[turn % Math.max(pairs.length, 1)];
    return pair && swapped(text, pair);
  }),
  whole("groups of forms in other groups", VIEWS, (text) =>
    text.replace(
      /^( {24})<group name="(?:external|synchronisation)".*\n(?: {28}.*\n)*\1<\/group>\n/gm,
      (group: string) => {
        const inner = group.replace(/^(?=.)/gm, "    ");
        return `${" ".repeat(24)}<group>\n${inner}${" ".repeat(24)}</group>\n`;
      },
    ),
  ),
  whole("records of their own", VIEWS, (text, id) =>
    text.replace(
      /<\/odoo>/,
      `\n    <record id="action_${id}_${hashOf(text)}" model="ir.actions.act_window">\n        <field name="name">${id}</field>\n        <field name="res_model">res.currency</field>\n    </record>\n</odoo>`,
    ),
  ),
  lines("other intervals", /^data\/ir_cron_data\.xml$/, /name="interval_number"/, (_id, { line }) => [
    line.replace(/eval="\d+"/, 'eval="9"'),
  ]),
  // Tables
  lines("other names of rows", /^security\/.*\.csv$/, /^access_\w+,/, (id, { line }) => [
    line.replace(/^(\w+,[^,]*)/, `$1 ${id}`),
  ]),
  lines("other rights", /^security\/.*\.csv$/, /^access_.*_user,.*,1,0,0,0$/, (_id, { line }) => [
    line.replace(/,1,0,0,0$/, ",1,1,0,0"),
  ]),
  lines("rows in between", /^security\/.*\.csv$/, /^access_\w+_manager,/, (id, { line }) => [
    line,
    line.replace(/^(\w+),[^,]*,(.*),[^,]*,\d,\d,\d,\d$/, `$1_${id},${id},$2,base.group_system,1,0,0,0`),
  ]),
  whole("rows in another order", /^security\/.*\.csv$/, (text, _id, turn) => {
    const pairs = pairsOfLines(text, /^access_/);
    const pair = pairs[turn % Math.max(pairs.length, 1)];
    return pair && swapped(text, pair);
  }),
  // Words
  lines("lines of words", WORDS, /^$/, (id) => ["", `Since ${id} it is another one.`, ""]),
  lines("other words", WORDS, /^[A-Z].*\.$/, (id, { line }) => [`${line.slice(0, -1)} (${id}).`]),
  // Files
  together("a module", (texts, id) => {
    texts.set(
      `models/${id}.py`,
      `from odoo import fields, models\n\n\nclass ResCountry(models.Model):\n    """Since ${id}."""\n\n    _inherit = "res.country"\n\n    ${id} = fields.Char(string="${id}")\n`,
    );
    put(texts, "models/__init__.py", (text) => `from . import ${id}\n${text}`);
  }),
  together("views", (texts, id) => {
    texts.set(
      `views/${id}_views.xml`,
      `<?xml version="1.0" encoding="UTF-8" ?>\n<odoo>\n    <record id="action_${id}" model="ir.actions.act_window">\n        <field name="name">${id}</field>\n        <field name="res_model">res.country</field>\n    </record>\n</odoo>\n`,
    );
    put(texts, "__manifest__.py", (text) =>
      text.replace('"views/backend_views.xml",', `"views/${id}_views.xml",\n        $&`),
    );
  }),
  together("a chapter less", (texts) => texts.delete("readme/DEVELOP.rst")),
  together("views in files of other names", (texts, _id, isHere) => {
    for (const path of [...texts.keys()]) {
      if (!VIEWS.test(path) || !isHere(path) || path.endsWith("_list_views.xml")) continue;
      const to = path.replace("_views.xml", "_list_views.xml");
      rename(texts, path, to);
      put(texts, "__manifest__.py", (text) => text.replace(`"${path}"`, `"${to}"`));
    }
  }),
  together("tests in files of other names", (texts, _id, isHere) => {
    for (const path of [...texts.keys()]) {
      if (!TESTS.test(path) || !isHere(path) || path.endsWith("_all.py")) continue;
      const [, name = ""] = /(test_\w+)\.py$/.exec(path) ?? [];
      rename(texts, path, `tests/${name}_all.py`);
      put(texts, "tests/__init__.py", (text) => text.replace(new RegExp(`\\b${name}\\b`), `${name}_all`));
    }
  }),
];

/** The first variable of each function that nothing else could mean bears another name. */
function withOtherNames(text: string, id: string): string {
  const made: string[] = [];
  let at = 0;
  for (const one of parsePython(text).body) {
    if (one.kind !== "ClassDef") continue;
    for (const stmt of one.body) {
      if (stmt.kind !== "FunctionDef") continue;
      const code = text.slice(stmt.from, stmt.to);
      const name = /^ {8}(\w+) = /m.exec(code)?.[1];
      // A word of a text, an attribute, a keyword or a parameter is not it.
      if (name === undefined || new RegExp(`["'.#].*\\b${name}\\b|\\b${name}=|\\b${name}\\b.*\\):$`, "m").test(code))
        continue;
      made.push(text.slice(at, stmt.from), code.replace(new RegExp(`\\b${name}\\b`, "g"), `${name}_${id}`));
      at = stmt.to;
    }
  }
  return [...made, text.slice(at)].join("");
}
