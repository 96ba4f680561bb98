/** Broken files: random cuts and swaps of sound ones, and texts that are made to take long. */
import fc from "fast-check";

/** One change of a text, at places between 0 and 1. */
export type Change =
  | { readonly kind: "cut"; readonly from: number; readonly length: number }
  | { readonly kind: "swap"; readonly from: number; readonly to: number; readonly length: number }
  | { readonly kind: "double"; readonly from: number; readonly length: number }
  | { readonly kind: "put"; readonly from: number; readonly text: string };

/** Signs that mean something in one of the languages. */
const SIGNS = [
  ...["(", ")", "[", "]", "{", "}", "<", ">", "</", "/>", "<!--", "-->", "<![CDATA[", "]]>", "&", "&amp", "&#x;", "<?"],
  ...[
    '"',
    "'",
    '"""',
    "'''",
    'f"{',
    "{{",
    "}}",
    "\\",
    "\\\n",
    "#",
    ":",
    ",",
    "=",
    ":=",
    "*",
    "**",
    "@",
    ";",
    ".",
    "...",
  ],
  ...["\n", "\r\n", "\r", "\t", "    ", "\f", "\0", "\ufeff", "\u2028", "\ud800", "😀", "é", "0x", "1e", "1_", "0b2"],
  ...["lambda", "class", "def", "async", "await", "yield", "if", "else", "for", "match", "case _:", "not", "in", "is"],
];

const place = fc.double({ min: 0, max: 1, noNaN: true });
/** Mostly short, sometimes much. */
const length = fc.oneof(fc.nat(3), fc.nat(40), fc.nat(2000));

export const changes: fc.Arbitrary<readonly Change[]> = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant("cut" as const), from: place, length }),
    fc.record({ kind: fc.constant("swap" as const), from: place, to: place, length }),
    fc.record({ kind: fc.constant("double" as const), from: place, length }),
    fc.record({ kind: fc.constant("put" as const), from: place, text: fc.constantFrom(...SIGNS) }),
  ),
  { minLength: 1, maxLength: 4 },
);

/** @returns the text with all changes made, one after the other */
export function broken(text: string, list: readonly Change[]): string {
  return list.reduce((now, change) => {
    const at = (part: number): number => Math.floor(part * now.length);
    const from = at(change.from);
    switch (change.kind) {
      case "cut":
        return now.slice(0, from) + now.slice(from + change.length);
      case "double":
        return now.slice(0, from + change.length) + now.slice(from);
      case "put":
        return now.slice(0, from) + change.text + now.slice(from);
      case "swap": {
        const [low, high] = [Math.min(from, at(change.to)), Math.max(from, at(change.to))];
        const length = Math.min(change.length, high - low);
        const [one, other] = [now.slice(low, low + length), now.slice(high, high + length)];
        return now.slice(0, low) + other + now.slice(low + length, high) + one + now.slice(high + length);
      }
    }
  }, text);
}

/** Just below a megabyte of the same. */
const much = (unit: string, size = 1_000_000): string => unit.repeat(Math.floor(size / unit.length));

/** What is the matter with each, and the text. */
export type Texts = readonly (readonly [what: string, text: string])[];

export const SLOW_PYTHON: Texts = [
  ["open brackets", `x = ${much("(")}`],
  ["open lists", `x = ${much("[")}`],
  ["nested dictionaries", `x = ${much('{"a":')}`],
  ["balanced brackets", `x = ${much("(", 400_000)}1${much(")", 400_000)}`],
  ["sums in brackets", `x = ${much("(", 200)}1${`${" + 1".repeat(1200)})`.repeat(200)}`],
  ["signs", `x = ${much("-")}1`],
  ["nots", `x = ${much("not ")}1`],
  ["lambdas", `x = ${much("lambda: ")}1`],
  ["a sum", `x = 1${much(" + 1")}`],
  ["powers", `x = 1${much("**1")}`],
  ["comparisons", `x = 1${much(" < 1")}`],
  ["conditions", `x = 1${much(" if a else 1")}`],
  ["attributes", `x = a${much(".b")}`],
  ["calls", `x = a${much("()")}`],
  ["subscripts", `x = a${much("[0]")}`],
  ["arguments", `f(${much("a=1, ")})`],
  ["texts side by side", `x = (${much('"a" ')})`],
  ["a list", `x = [${much("1, ")}]`],
  ["a dictionary", `x = {${much('"a": 1, ')}}`],
  ["one line of statements", much("x = 1; ")],
  ["assignments in a row", `${much("x = ")}1`],
  ["decorators", `${much("@a\n")}def f(): pass\n`],
  ["imports", much("from a import b\n")],
  ["short functions", much("def f(): pass\n")],
  ["short classes", much("class A:\n    x = 1\n")],
  ["ever deeper blocks", Array.from({ length: 1300 }, (_, depth) => `${" ".repeat(depth)}if a:\n`).join("")],
  ["elifs", `if a: pass\n${much("elif a: pass\n")}`],
  ["nested f-strings", `x = ${much('f"{')}`],
  ["placeholders", `x = f"${much("{a}")}"`],
  ["specs in specs", `x = f"{a:${much("{a:")}"`],
  ["an open text", `x = """${much("a\n")}`],
  ["quotes", much('"')],
  ["other quotes", much("'''")],
  ["backslashes", `x = 1 ${much("\\\n")}`],
  ["comments", much("# a\n")],
  ["blank lines", much("\n")],
  ["blanks", much(" ")],
  ["tabs and blanks", much("\t \n")],
  ["digits", `x = ${much("1")}`],
  ["a name", much("a")],
  ["no Python", much("\0")],
  ["half characters", much("\ud800")],
  ["matches", `match a:\n${much("    case 1: pass\n")}`],
  ["patterns in patterns", `match a:\n    case ${much("[")}`],
  ["awaits", `x = ${much("await ")}a`],
  ["stars", `f(${much("*")})`],
  ["walruses", `x = ${much("(a := ")}`],
  ["comprehensions", `x = [a ${much("for a in b ")}]`],
];

export const SLOW_XML: Texts = [
  ["deep elements", `<odoo>${much("<a>")}`],
  ["deep, and other ends", `<odoo>${much("<a>", 450_000)}${much("</b>", 500_000)}</odoo>`],
  ["deep and closed", `<odoo>${much("<a>", 400_000)}${much("</a>", 500_000)}</odoo>`],
  ["flat elements", `<odoo>${much("<a/>")}</odoo>`],
  ["records", `<odoo>${much('<record id="a" model="b"><field name="c">d</field></record>')}</odoo>`],
  ["attributes", `<odoo ${much('a="1" ')}/>`],
  ["different attributes", `<odoo ${Array.from({ length: 90_000 }, (_, n) => `a${n}="1"`).join(" ")}/>`],
  ["one long value", `<odoo a="${much("b")}"/>`],
  ["one long text", `<odoo>${much("b")}</odoo>`],
  ["entities", `<odoo>${much("&amp;")}</odoo>`],
  [
    "entities that grow",
    `<!DOCTYPE a [<!ENTITY b "${much("c", 1000)}">${much("<!ENTITY d '&b;&b;'>", 10_000)}]><odoo>&d;</odoo>`,
  ],
  ["open comments", much("<!--")],
  ["comments", `<odoo>${much("<!---->")}</odoo>`],
  ["open sections", `<odoo>${much("<![CDATA[")}`],
  ["sections", `<odoo>${much("<![CDATA[]]>")}</odoo>`],
  ["open tags", much("<")],
  ["instructions", much("<?a?>")],
  ["ends", `<odoo>${much("</a>")}`],
  ["quotes", `<odoo a=${much('"')}`],
  ["blanks", much(" ")],
  ["lines in a tag", `<odoo ${much("\n")}/>`],
  ["ampersands", `<odoo>${much("&")}</odoo>`],
  ["no XML", much("\0")],
];

export const SLOW_CSV: Texts = [
  ["commas", much(",")],
  ["quotes", much('"')],
  ["an open quote", `id,name\na,"${much("b\n")}`],
  ["doubled quotes", `id,name\na,"${much('""')}"\n`],
  ["rows", `id,name\n${much("a,b\n")}`],
  ["one row", `id\n${much("a,")}`],
  ["blank lines", much("\n")],
  ["returns", much("\r")],
  ["columns", `${much("a,", 400_000)}\n${much("b,", 400_000)}`],
];
