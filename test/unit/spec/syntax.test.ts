import { describe, expect, it } from "vitest";
import { ConnectorError } from "../../../src/errors.ts";
import { loadSpec } from "../../../src/spec/load.ts";

/** `line:column message` of each problem, with the hint where there is one. */
async function slips(text: string): Promise<string[]> {
  try {
    await loadSpec(text, "a.yaml");
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return error.problems.map(({ place = "", message, hint }) =>
      [`${place.replace("a.yaml:", "")} ${message}`, ...(hint === undefined ? [] : [hint])].join(" | "),
    );
  }
  throw new Error("nothing was wrong");
}

const CLOSE = "close it here, or indent the lines up to its end";

describe("broken YAML", () => {
  it.each<[string, string[]]>([
    ["a:\n  - { odoo: email remote: email }", ["2:18 a comma is missing before `remote:` | write email, remote: …"]],
    ['a: { b: "x" remote: y }', ['1:12 a comma is missing before `remote:` | write "x", remote: …']],
    ["a: { b: { c: d else: e } }", ["1:15 a comma is missing before `else:` | write d, else: …"]],
    ["a: { b: { c: d } else: e }", ["1:17 a comma is missing before `else:`"]],
    ["a: { b: [ c ] else: e }", ["1:14 a comma is missing before `else:`"]],
    [
      "- { a: b c: d }\n- { a: b }\n- { a: b c: d }",
      ["1:9 a comma is missing before `c:` | write b, c: …", "3:9 a comma is missing before `c:` | write b, c: …"],
    ],
    ["a: { b: c,, d: e }", ["1:11 there is one `,` too many"]],
    ["a: { b: c }}", ["1:12 there is one `}` too many"]],
    ["a:\n  - { b: c\n  - { b: d }", [`2:11 \`}\` is missing | ${CLOSE}`]],
    ["a:\n  b: [\n    - c: d\n      e: f\n  g: { h: i }", [`4:11 \`]\` is missing | ${CLOSE}`]],
    ['a:\n  - { b: "c }\n  - d\n', ["2:10 the quote that opens here is never closed"]],
    ["a:\n  b:1\n  c: 2", ["2:5 a blank is missing after the colon | write b: 1"]],
    ["a:\n   b: 1\n  c: 2\nd: 3", ["3:3 begins at another column than the lines that it belongs to"]],
    ["a:\n  b: 1\n   c: 2", ["3:4 is indented below a key that has a value already"]],
    ["a:\n\tb: 1\nc: 2", ["2:1 the line is indented with a tab | indent with blanks"]],
    [
      "a: b: c",
      ["1:4 a second key follows in the same line | put a value with a colon in double quotes, or { } around keys"],
    ],
    ["a: {key}/x", ['1:9 the value ends before "/x" | put the whole of it in double quotes']],
    ["- a\nb: 1", ["2:1 stands beside a list, and is no element of it (-)"]],
    ["a: 1\n- b", ["2:1 an element of a list (-) stands where a key is due"]],
    ["a: @b", ["1:4 a text can't begin with @ | put it in double quotes"]],
    [
      'a: "x\\d"',
      ["1:6 \\d means nothing within double quotes | write \\\\ for a backslash, or put the text in single quotes"],
    ],
  ])("%j", async (text, expected) => {
    expect(await slips(text)).toEqual(expected);
  });
});
