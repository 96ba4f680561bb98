import { Chalk } from "chalk";
import { describe, expect, it } from "vitest";
import { githubReport } from "../../../src/reporters/github.ts";
import { jsonReport } from "../../../src/reporters/json.ts";
import { textReport } from "../../../src/reporters/text.ts";
import type { Reported } from "../../../src/reporters/types.ts";
import { finding } from "../validate/findings.ts";

const plain = { paint: new Chalk({ level: 0 }), statistics: false };

const reported = (about: Partial<Reported> = {}): Reported => ({
  findings: [],
  unresolved: [],
  addons: [{ name: "demo", path: "addons/demo", odoo: "19.0" }],
  files: 12,
  known: 0,
  gone: 0,
  ...about,
});

describe("the text report", () => {
  it("shows each finding with its line and a caret, and links each rule once", () => {
    const findings = [finding(), finding({ start: { line: 9, column: 1 }, end: { line: 9, column: 1 } })];
    expect(textReport(reported({ findings }), plain)).toBe(`\
addons/demo/components/core.py:3:7 error: component Core has no _name [component-without-name]
  3 | class Core(Component):
    |       ^^^^
  Odoo does not start with this addon.
  Give it a \`_name\`.
  https://github.com/odoo-connector/odoo-connector/blob/main/docs/rules/component-without-name.md

addons/demo/components/core.py:9:1 error: component Core has no _name [component-without-name]
  9 | class Core(Component):
    | ^
  Odoo does not start with this addon.
  Give it a \`_name\`.

2 errors in 1 addon, 12 files`);
  });

  it("says that nothing was found, and what the baseline knows", () => {
    expect(textReport(reported({ known: 3, gone: 1 }), plain)).toBe(
      "Nothing found in 1 addon, 12 files; 3 known by the baseline; 1 finding of the baseline no longer there",
    );
  });

  it("counts by severity and by rule", () => {
    const findings = [
      finding({ severity: "warning", code: "job-a" }),
      finding({ severity: "hint", code: "job-b" }),
      finding({ severity: "hint", code: "job-b" }),
    ];
    const text = textReport(reported({ findings }), { ...plain, statistics: true });
    expect(text).toContain("\n\n2  job-b\n1  job-a\n\n1 warning, 2 hints in");
  });

  const caretLine = (about: Parameters<typeof finding>[0]): [string, string] => {
    const [, source = "", caret = ""] = textReport(reported({ findings: [finding(about)] }), plain).split("\n");
    return [source, caret];
  };

  it("puts the caret under its place behind tabs and wide characters", () => {
    const start = { line: 3, column: 6 };
    expect(caretLine({ source: '\t"漢字"x', start, end: { line: 3, column: 7 } })).toEqual([
      '  3 | \t"漢字"x',
      "    | \t      ^",
    ]);
  });

  it("marks the rest of the line of a place that ends on another", () => {
    const place = { start: { line: 3, column: 3 }, end: { line: 5, column: 2 } };
    expect(caretLine({ source: "a = [  ", ...place })[1]).toBe("    |   ^^^");
  });

  it("shows a window of a line that is very long", () => {
    const source = `${"x".repeat(5000)}HERE${"y".repeat(5000)}`;
    const [shown, caret] = caretLine({ source, start: { line: 3, column: 5001 }, end: { line: 3, column: 5005 } });
    expect(shown.length).toBeLessThan(140);
    expect(shown.slice(caret.indexOf("^"), caret.lastIndexOf("^") + 1)).toBe("HERE");
  });

  it("lets nothing that it quotes steer the terminal", () => {
    const text = textReport(
      reported({ findings: [finding({ file: "a\u001b[2Jb.py", message: "x\u202ey", source: "z\u0007" })] }),
      plain,
    );
    for (const character of ["\u001b", "\u202e", "\u0007"]) expect(text).not.toContain(character);
    expect(text).toContain("a\\u001b[2Jb.py");
  });

  it("has colours where they are wanted", () => {
    const text = textReport(reported({ findings: [finding()] }), { paint: new Chalk({ level: 1 }), statistics: false });
    expect(text).toContain("\u001b[31m");
  });
});

describe("the JSON report", () => {
  it("is one document with everything", () => {
    const result = reported({ findings: [finding()], known: 2, unresolved: [finding({ severity: "hint" })] });
    expect(JSON.parse(jsonReport(result, 1, true))).toMatchObject({
      ok: false,
      exitCode: 1,
      counts: { error: 1, warning: 0, hint: 0 },
      addons: [{ name: "demo", path: "addons/demo", odoo: "19.0" }],
      files: 12,
      baseline: { known: 2, gone: 0 },
      findings: [
        { code: "component-without-name", start: { line: 3, column: 7 }, page: expect.any(String) as unknown },
      ],
      unresolved: [{ severity: "hint" }],
      statistics: [{ code: "component-without-name", count: 1 }],
    });
  });
});

describe("the GitHub report", () => {
  it("escapes what would end a command or a property", () => {
    const [line = "", last] = githubReport(
      reported({
        findings: [finding({ file: "a,b:c%.py", message: "50% of\r\nit, so: no", why: "Why.", instead: "What." })],
      }),
    ).split("\n");
    expect(line).toBe(
      "::error file=a%2Cb%3Ac%25.py,line=3,endLine=3,col=7,endColumn=11,title=component-without-name::" +
        "50%25 of%0D%0Ait, so: no%0AWhy.%0AWhat.%0A" +
        "https://github.com/odoo-connector/odoo-connector/blob/main/docs/rules/component-without-name.md",
    );
    expect(last).toBe("1 error, 0 warnings, 0 hints");
  });

  it("names no columns of a place of several lines, and calls a hint a notice", () => {
    const text = githubReport(reported({ findings: [finding({ severity: "hint", end: { line: 5, column: 1 } })] }));
    expect(text).toMatch(/^::notice file=addons\/demo\/components\/core\.py,line=3,endLine=5,title=/);
  });
});
