import { describe, expect, it } from "vitest";
import type { AddonModel, FileInfo } from "../../../src/addon/types.ts";
import type { World } from "../../../src/addon/world.ts";
import { rule, type Rule, type RuleContext } from "../../../src/rules/rule.ts";
import { judge, versionOf } from "../../../src/validate/engine.ts";
import type { Choice } from "../../../src/validate/selection.ts";

/** Finds a word in every file. */
const finds = (code: string, word: string, more: Partial<Rule> = {}): Rule =>
  rule({
    ...{ code, group: code.split("-")[0] as Rule["group"], severity: "error", title: code },
    ...{ why: "It bites.", instead: "Write another word." },
    check({ addon, report }: RuleContext) {
      for (const { path, text = "" } of addon.files.values()) {
        for (const match of text.matchAll(new RegExp(word, "g"))) {
          report({ at: { file: path, from: match.index, to: match.index + word.length }, message: `${word} is here` });
        }
      }
    },
    ...more,
  });

const own = [
  "suppression-unused",
  "suppression-without-reason",
  "suppression-unknown-code",
  "manifest-version-unknown",
];
const rules = [
  finds("component-bad", "BAD"),
  finds("component-ugly", "UGLY"),
  finds("structure-worse", "WORSE", { severity: "hint" }),
  ...own.map((code) => finds(code, "NEVER THERE", { severity: "warning" })),
];

const kinds: Readonly<Record<string, FileInfo["kind"]>> = { py: "python", xml: "xml", csv: "csv" };

/** An addon of which only files, comments and version matter. */
function addonOf(files: Readonly<Record<string, string>>, version = "19.0.1.0.0"): AddonModel {
  const infos = Object.entries(files).map(([path, text]): [string, FileInfo] => [
    path,
    { path, text, kind: kinds[path.replace(/^.*\./, "")] ?? "other", fault: undefined },
  ]);
  const comments = (text: string, form: RegExp) =>
    [...text.matchAll(form)].map((match) => ({ from: match.index, to: match.index + match[0].length, text: match[0] }));
  const trees = (ending: string, make: (text: string) => object) =>
    new Map(infos.flatMap(([path, { text = "" }]) => (path.endsWith(ending) ? [[path, make(text)] as const] : [])));
  return {
    name: "demo",
    files: new Map(infos),
    manifest: {
      file: "__manifest__.py",
      from: 0,
      to: 0,
      version: { file: "__manifest__.py", from: 0, to: 1, text: version },
    },
    python: trees(".py", (text) => ({ module: { body: [], comments: comments(text, /#.*/g) } })),
    xml: trees(".xml", (text) => ({ comments: comments(text, /<!--[\s\S]*?-->/g) })),
  } as unknown as AddonModel;
}

const world = { dependsOn: (_: AddonModel, module: string) => (module === "queue_job" ? "yes" : "unknown") } as World;

function told(addon: AddonModel, choice: Choice = {}, asked: readonly Rule[] = rules): string[] {
  const { findings } = judge({
    addon,
    world,
    path: "addons/demo",
    version: versionOf(addon, undefined),
    rules: asked,
    choice,
  });
  return findings.map(({ path, start, code, severity }) => `${path}:${start.line}:${start.column} ${severity} ${code}`);
}

describe("findings", () => {
  it("have their place, their line, and the rule's reasons", () => {
    const addon = addonOf({ "a.py": "x = 1\n  BAD = 2\r\n" });
    const version = { odoo: "19.0" as const };
    expect(judge({ addon, world, path: "addons/demo", version, rules, choice: {} }).findings).toEqual([
      {
        ...{ code: "component-bad", severity: "error", addon: "demo", path: "a.py", file: "addons/demo/a.py" },
        ...{ start: { line: 2, column: 3 }, end: { line: 2, column: 6 }, source: "  BAD = 2" },
        ...{ message: "BAD is here", why: "It bites.", instead: "Write another word." },
      },
    ]);
  });

  it("come in the order of reading, each once, whatever the order of the rules", () => {
    const addon = addonOf({ "b.py": "UGLY BAD\nBAD", "a.py": "BAD" });
    const expected = [
      "a.py:1:1 error component-bad",
      "b.py:1:1 error component-ugly",
      "b.py:1:6 error component-bad",
      "b.py:2:1 error component-bad",
    ];
    expect(told(addon)).toEqual(expected);
    expect(told(addon, {}, [...rules, ...rules].reverse())).toEqual(expected);
  });

  it("are those of the rules that are asked, as grave as the user says", () => {
    const addon = addonOf({ "a.py": "BAD UGLY WORSE", "tests/a.py": "BAD" });
    expect(
      told(addon, { select: ["component"], ignore: ["*-ugly", "component-ugly"], rules: { "component-bad": "hint" } }),
    ).toEqual(["a.py:1:1 hint component-bad", "tests/a.py:1:1 hint component-bad"]);
    expect(told(addon, { severity: "warning", files: { tests: ["all"] } })).toEqual([
      "a.py:1:1 error component-bad",
      "a.py:1:5 error component-ugly",
    ]);
  });

  it("of what was not at hand are told apart", () => {
    const unsure = finds("component-unsure", "BAD", {
      check: ({ unresolved }) => unresolved({ file: "a.py", from: 0, to: 3 }, "x.y is not at hand"),
    });
    const addon = addonOf({ "a.py": "BAD" });
    const judged = judge({ addon, world, path: "", version: { odoo: "19.0" }, rules: [unsure], choice: {} });
    expect(judged.findings).toEqual([]);
    expect(judged.unresolved).toMatchObject([
      { code: "component-unsure", file: "a.py", message: "not judged: x.y is not at hand" },
    ]);
  });
});

describe("a rule", () => {
  const addon = (version: string) => addonOf({ "a.py": "BAD" }, version);

  it.each([
    [{ from: "18.0" }, ["18.0", "19.0"]],
    [{ until: "17.0" }, ["16.0", "17.0"]],
    [{ from: "17.0", until: "18.0" }, ["17.0", "18.0"]],
  ] as const)("about %j is asked of %j", (versions, expected) => {
    const asked = ["16.0", "17.0", "18.0", "19.0"].filter(
      (series) => told(addon(`${series}.1.0.0`), {}, [finds("component-bad", "BAD", { versions })]).length > 0,
    );
    expect(asked).toEqual(expected);
  });

  it("that needs an addon is asked only where it is there for sure", () => {
    expect(told(addon("19.0.1.0.0"), {}, [finds("job-bad", "BAD", { needs: "queue_job" })])).toHaveLength(1);
    expect(told(addon("19.0.1.0.0"), {}, [finds("job-bad", "BAD", { needs: "connector" })])).toEqual([]);
    expect(told(addon("19.0.1.0.0"), {}, [finds("job-bad", "BAD", { needs: "demo" })])).toHaveLength(1);
  });
});

describe("the version", () => {
  it.each([
    ["19.0.1.0.0", "19.0"],
    ["16.0.1.0", "16.0"],
    ["18.0.1.2.3.4", "18.0"],
  ])("of %s is %s", (written, odoo) => {
    expect(versionOf(addonOf({}, written), undefined)).toEqual({ odoo });
  });

  it.each(["1.0", "1.0.0", "19.0", "15.0.1.0.0", "saas~17.1.0.0", ""])("of %j is in doubt", (written) => {
    expect(versionOf(addonOf({}, written), undefined).doubt).toBeDefined();
    expect(versionOf(addonOf({}, written), "17.0")).toEqual({ odoo: "17.0" });
  });

  it("in doubt leaves what is the same in all versions", () => {
    const addon = addonOf(
      { "__manifest__.py": "{}", "a.py": "BAD WORSE  # connector: ignore=component-bad why" },
      "1.0",
    );
    expect(told(addon)).toEqual([
      "__manifest__.py:1:1 warning manifest-version-unknown",
      "a.py:1:5 hint structure-worse",
    ]);
  });
});

describe("a comment", () => {
  it.each([
    ["on the line", "BAD  # connector: ignore=component-bad for a reason"],
    ["on the line before", "# connector: ignore=component-bad for a reason\nBAD"],
    ["above other comments", "# connector: ignore=component-bad for a reason\n# more\nBAD"],
    ["behind another comment's words", "BAD  # noqa  # connector: ignore=component-bad for a reason"],
    ["for several codes", "# connector: ignore=component-ugly,component-bad for a reason\nBAD UGLY"],
    ["for a group", "BAD UGLY  # connector: ignore=component for a reason"],
    ["for a prefix", "BAD  # connector: ignore=component-b* for a reason"],
    ["for the file", "BAD\nBAD\n# connector: ignore-file=component-bad for a reason"],
  ])("silences %s", (_, text) => {
    expect(told(addonOf({ "a.py": text }))).toEqual([]);
  });

  it.each([
    [
      "two lines above",
      "# connector: ignore=component-bad for a reason\n\nBAD",
      ["suppression-unused", "component-bad"],
    ],
    ["below", "BAD\n# connector: ignore=component-bad for a reason", ["component-bad", "suppression-unused"]],
    [
      "behind code, of the next line",
      "x  # connector: ignore=component-bad why\nBAD",
      ["suppression-unused", "component-bad"],
    ],
    ["for another rule", "BAD  # connector: ignore=component-ugly why", ["component-bad", "suppression-unused"]],
    ["without a reason", "BAD  # connector: ignore=component-bad", ["suppression-without-reason"]],
    ["for no rule", "BAD  # connector: ignore=component-bat why", ["component-bad", "suppression-unknown-code"]],
  ])("%s is told", (_, text, expected) => {
    expect(told(addonOf({ "a.py": text })).map((one) => one.split(" ")[2])).toEqual(expected);
  });

  it("works in XML, on one line or several", () => {
    const xml = `<odoo>
  <!-- connector: ignore=component-bad for a reason -->
  <a>BAD</a>
  <b>BAD</b> <!-- connector: ignore=component-bad
    for a reason -->
  <c>BAD</c>
</odoo>`;
    expect(told(addonOf({ "a.xml": xml }))).toEqual(["a.xml:6:6 error component-bad"]);
  });

  it("in another file silences nothing", () => {
    const files = { "a.py": "BAD", "b.py": "# connector: ignore-file=component-bad why" };
    expect(told(addonOf(files))).toEqual(["a.py:1:1 error component-bad", "b.py:1:1 warning suppression-unused"]);
  });

  it("is not unused where its rule was not asked", () => {
    const addon = addonOf({ "a.py": "x  # connector: ignore=component-bad why" });
    expect(told(addon, { ignore: ["component-bad"] })).toEqual([]);
    expect(told(addon)).toEqual(["a.py:1:4 warning suppression-unused"]);
  });

  it("that is unused is taken away by its fix, with its line where it stands alone", () => {
    const text = "x  # connector: ignore=component-bad why\n  # connector: ignore=component-bad why\ny\n";
    const addon = addonOf({ "a.py": text });
    const { findings } = judge({ addon, world, path: "", version: { odoo: "19.0" }, rules, choice: {} });
    const fixes = findings.flatMap(({ fix }) => fix ?? []);
    expect(fixes).toHaveLength(2);
    const left = fixes.reduceRight((all, { from, to }) => all.slice(0, from) + all.slice(to), text);
    expect(left).toBe("x\ny\n");
  });
});
