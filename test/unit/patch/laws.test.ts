import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createPythonChecker, type PythonChecker } from "../../../src/format/python-check.ts";
import { parseCsv } from "../../../src/parse/csv.ts";
import { faultOfXml } from "../../../src/parse/xml-fault.ts";
import { mergeText } from "../../../src/patch/merge.ts";
import { runs, timeout } from "../../generated/runs.ts";
import { addedLines, ADDITIONS, CHANGES, edited, edits } from "./edits.ts";
import { grownTree, keptTree, type Pair, pairsOf } from "./trees.ts";

/** Generating connectors takes its time on a busy machine. */
const TIMEOUT = timeout(240_000);

const PATHS = ["a.py", "__manifest__.py", "a.xml", "a.csv", "a.rst", "a.yaml", "a.png"];

/** Texts that look a little like Python, XML or tables, and are mostly none. */
const anyText = fc
  .array(
    fc.constantFrom(
      ...[
        "class A:",
        "    def f(self):",
        "        return 1",
        "# c",
        "x = [",
        "    1,",
        "]",
        "",
        "import a",
        '"""',
        "<odoo>",
      ],
      ...[
        '    <record id="a">',
        "    </record>",
        "</odoo>",
        "<!-- c -->",
        "id,name",
        "a,b",
        'a,"b',
        "=======",
        "y = (1, 2)",
      ],
    ),
    { maxLength: 14 },
  )
  .chain((lines) => fc.constantFrom("\n", "\r\n").map((end) => lines.join(end)))
  .chain((text) => fc.constantFrom("", "\n", "\r\n").map((end) => text + end));

describe("mergeText on any texts", { timeout: TIMEOUT }, () => {
  const three = fc.tuple(fc.constantFrom(...PATHS), anyText, anyText, anyText);

  it("takes the side that alone has changed", () => {
    fc.assert(
      fc.property(three, ([path, base, mine, planned]) => {
        expect(mergeText(path, base, mine, base)).toEqual({ text: mine, conflicts: [], kept: [] });
        expect(mergeText(path, base, base, planned)).toEqual({ text: planned, conflicts: [], kept: [] });
        expect(mergeText(path, base, mine, mine)).toEqual({ text: mine, conflicts: [], kept: [] });
      }),
      runs(100),
    );
  });

  it("loses no line that the user has added", () => {
    fc.assert(
      fc.property(three, ([path, base, mine, planned]) => {
        const { text } = mergeText(path, base, mine, planned);
        const lines = text.split(/\r?\n/).map((line) => line.trim());
        for (const line of addedLines(base, mine)) expect(lines).toContain(line);
      }),
      runs(300),
    );
  });

  it("puts each conflict where it says", () => {
    fc.assert(
      fc.property(three, ([path, base, mine, planned]) => {
        const { text, conflicts } = mergeText(path, base, mine, planned);
        const lines = text.split(/\r?\n/);
        if (path.endsWith(".png")) expect(conflicts.length === 0 || text === mine).toBe(true);
        else for (const { line } of conflicts) expect(lines[line - 1]).toBe("<<<<<<< yours");
      }),
      runs(100),
    );
  });
});

describe("mergeText on generated files", { timeout: TIMEOUT }, () => {
  let pairs: Pair[];
  let growing: Pair[];
  let check: PythonChecker;

  beforeAll(async () => {
    const few = await grownTree({ entities: ["customer"], direction: "import", webhooks: false });
    const more = await grownTree({ entities: ["customer", "product"] });
    const all = keptTree("19.0");
    pairs = [
      ...pairsOf(keptTree("18.0"), all),
      ...pairsOf(keptTree("16.0"), all),
      ...pairsOf(all, keptTree("17.0")),
      ...[pairsOf(few, more), pairsOf(more, all), pairsOf(few, all), pairsOf(all, more), pairsOf(more, few)].flat(),
    ];
    growing = [...pairsOf(few, more), ...pairsOf(more, all)].filter(({ base, planned }) => isWithin(base, planned));
    check = createPythonChecker();
  }, TIMEOUT);

  /** Whether a text has all lines of another one, in their order. */
  function isWithin(less: string, more: string): boolean {
    const left = more.split("\n");
    return less.split("\n").every((line) => {
      const at = left.indexOf(line);
      left.splice(0, at + 1);
      return at !== -1;
    });
  }

  function reads(path: string, text: string): boolean {
    if (path.endsWith(".py")) return check(text) === undefined;
    if (path.endsWith(".xml")) return faultOfXml(text) === undefined;
    if (!path.endsWith(".csv")) return true;
    const { header, rows } = parseCsv(text);
    return rows.every((row) => row.cells.length === header.cells.length);
  }

  /**
   * Holds a law to pairs with edited bases; edits that no reader takes are left out.
   * @param law throws where it is broken
   */
  function assertLaw(
    from: readonly Pair[],
    which: readonly (typeof ADDITIONS)[],
    law: (pair: Pair, mine: string) => void,
  ): void {
    fc.assert(
      fc.property(fc.nat(from.length - 1), edits, (place, list) => {
        const pair = from[place];
        if (pair === undefined) throw new Error("no such pair");
        const mine = edited(pair.path, pair.base, list, which);
        fc.pre(reads(pair.path, mine));
        law(pair, mine);
      }),
      runs(80),
    );
  }

  /** What of some lines a text lacks; items of brackets and tags may have come into one line with their neighbours. */
  function missing(lines: readonly string[], text: string): string[] {
    const there = new Set(text.split("\n").map((line) => line.trim()));
    const words = new Set(text.match(/\w+/g));
    const isRelaid = (line: string): boolean =>
      /^[\w"'/.=]+,$|^from .* import |[([{].*[)\]}],?$|\/?>$/.test(line) &&
      (line.match(/\w+/g) ?? []).every((word) => words.has(word));
    return lines.filter((line) => !there.has(line) && !isRelaid(line));
  }

  it("keeps every line that the user has added, and all that is new", () => {
    assertLaw(pairs, [ADDITIONS], ({ path, base, planned }, mine) => {
      const { text, conflicts, kept } = mergeText(path, base, mine, planned);
      expect(missing(addedLines(base, mine), text)).toEqual([]);
      if (conflicts.length + kept.length === 0) expect(missing(addedLines(base, planned), text)).toEqual([]);
    });
  });

  // In the body of a method lines that both have added at one place are a conflict: their order matters. So is what the
  // user has added to an element or a row that goes: it would be left without what it needs.
  it("has no conflict outside of methods where the user has only added to Python, XML and tables", () => {
    const some = pairs.filter(({ path }) => /\.(?:py|xml|csv)$/.test(path));
    assertLaw(some, [ADDITIONS], ({ path, base, planned }, mine) => {
      const { conflicts } = mergeText(path, base, mine, planned);
      const others = conflicts.filter(({ name }) => !/\b(?:method|function) /.test(name));
      expect(others.filter((one) => one.planned !== "")).toEqual([]);
    });
  });

  it("makes texts that can be read, with everything in them that is the user's", () => {
    assertLaw(pairs, [ADDITIONS, CHANGES], ({ path, base, planned }, mine) => {
      const { text, conflicts } = mergeText(path, base, mine, planned);
      if (conflicts.length === 0) expect(reads(path, text)).toBe(true);
      for (const [id] of mine.matchAll(/my_\d_\d+/g)) expect(text.includes(id)).toBe(true);
    });
  });

  it("changes nothing where both have only added, and it is done once more from the old base", () => {
    assertLaw(growing, [ADDITIONS], ({ path, base, planned }, mine) => {
      const { text, conflicts } = mergeText(path, base, mine, planned);
      if (conflicts.length > 0) return;
      const again = mergeText(path, base, text, planned);
      expect({ text: again.text, conflicts: again.conflicts }).toEqual({ text, conflicts: [] });
    });
  });

  // Where the user's lines stand in the place of ones that the plan has dropped, the old base can't tell whether they stood
  // beside them or were made of them: that may be marked, and what stands there is the user's side of it.
  it("changes nothing but for markers where it is done once more from the old base", () => {
    assertLaw(pairs, [ADDITIONS, CHANGES], ({ path, base, planned }, mine) => {
      const { text, conflicts } = mergeText(path, base, mine, planned);
      if (conflicts.length === 0) expect(mergeText(path, base, text, planned, { settle: "mine" }).text).toBe(text);
    });
  });

  it("gives back the user's text where what was added is removed again", () => {
    assertLaw(growing, [ADDITIONS, CHANGES], ({ path, base, planned }, mine) => {
      const { text, conflicts, kept } = mergeText(path, base, mine, planned);
      if (conflicts.length + kept.length > 0) return;
      const back = mergeText(path, planned, text, base);
      expect(back).toEqual({ text: mine, conflicts: [], kept: [] });
    });
  });
});
