/** Proof of stamina: broken files never crash a reader, a rule or the engine, and never take long or much memory. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { Module } from "../../src/parse/python/ast.ts";
import { parseCsv } from "../../src/parse/csv.ts";
import { parseExpression, parsePython } from "../../src/parse/python/parse.ts";
import { walkBody, walkStmts } from "../../src/parse/python/walk.ts";
import type { Span } from "../../src/parse/text.ts";
import type { CsvTable, XmlDocument } from "../../src/parse/tree.ts";
import { faultOfXml } from "../../src/parse/xml-fault.ts";
import { parseXml, walkXml } from "../../src/parse/xml.ts";
import { connectors, type Tree, treesOf, type VersionTrees } from "../generated/trees.ts";
import { broken, type Change, changes, SLOW_CSV, SLOW_PYTHON, SLOW_XML, type Texts } from "./broken.ts";
import { judgedTrees } from "../generated/judged.ts";

/** The same in every run; what fails is shrunk and told. */
const SEED = 20_260_101;
/** Seconds of processor, which other work on the machine does not lengthen. */
const MOST_SECONDS = 2;
/**
 * The same for all rules and everything they need, on a machine that is busy. What is not linear takes minutes; what takes
 * longest, a quarter of a million rows of four characters, takes seven seconds, all others less than three.
 */
const MOST_SECONDS_JUDGED = 20;
/** Bytes that a file of a megabyte may take while it is read. */
const MOST_MEMORY = 700 * 1024 * 1024;

let trees: VersionTrees;
let addon: Tree;

beforeAll(async () => {
  trees = await treesOf(await connectors(), "19.0");
  addon = trees.get("shopify_connector") ?? new Map<string, string>();
}, 60_000);

const textsOf = (ending: string): [string, string][] => [...addon].filter(([path]) => path.endsWith(ending));

/** Runs it, and fails where it takes longer than it may. */
async function measured<T>(work: () => T | Promise<T>, most = MOST_SECONDS): Promise<T> {
  const begun = process.cpuUsage();
  const made = await work();
  const { user, system } = process.cpuUsage(begun);
  expect((user + system) / 1e6).toBeLessThan(most);
  return made;
}

/** Every place lies in the text. */
function expectWithin(text: string, spans: Iterable<Span>): void {
  for (const { from, to } of spans) {
    if (from < 0 || to < from || to > text.length) expect.fail(`${from}…${to} in a text of ${text.length}`);
  }
}

function* placesOfPython(module: Module): Generator<Span> {
  yield* walkStmts(module.body);
  yield* walkBody(module.body);
}

function* placesOfXml({ root, comments }: XmlDocument): Generator<Span> {
  yield* comments;
  for (const element of walkXml(root)) {
    yield element;
    yield element.nameSpan;
    if (element.textSpan !== undefined) yield element.textSpan;
    for (const attribute of element.attributes.values()) {
      yield attribute;
      yield attribute.valueSpan;
    }
  }
}

function* placesOfCsv({ header, rows }: CsvTable): Generator<Span> {
  for (const row of [header, ...rows]) {
    yield row;
    yield* row.cells;
  }
}

interface Kind {
  readonly ending: string;
  readonly read: (text: string) => Iterable<Span>;
  readonly slow: readonly (readonly [string, string])[];
}

const KINDS: Readonly<Record<string, Kind>> = {
  Python: { ending: ".py", read: (text) => placesOfPython(parsePython(text)), slow: SLOW_PYTHON },
  XML: {
    ending: ".xml",
    read: (text) => {
      const fault = faultOfXml(text);
      return [...(fault === undefined ? [] : [fault.span]), ...placesOfXml(parseXml(text))];
    },
    slow: SLOW_XML,
  },
  CSV: { ending: ".csv", read: (text) => placesOfCsv(parseCsv(text)), slow: SLOW_CSV },
};

describe.each(Object.entries(KINDS))("%s that is broken", (_, { ending, read, slow }) => {
  it("is read, each place within the text", { timeout: 120_000 }, () => {
    const files = textsOf(ending);
    expect(files.length).toBeGreaterThan(0);
    fc.assert(
      fc.property(fc.nat(files.length - 1), changes, (number, list) => {
        const text = broken(files[number]?.[1] ?? "", list);
        expectWithin(text, read(text));
      }),
      { seed: SEED, numRuns: 1500 },
    );
  });

  it.each(slow)("of a megabyte is read in time: %s", { timeout: 60_000 }, async (_what, text) => {
    expect(text.length).toBeLessThan(1_100_000);
    collectGarbage();
    const before = process.memoryUsage().rss;
    await measured(() => expectWithin(text, read(text)));
    expect(process.memoryUsage().rss - before).toBeLessThan(MOST_MEMORY);
  });
});

it("expressions that are broken are read", () => {
  const domains = ["[('state', '=', 'done')]", "state != 'draft' and not active", "{'group_by': 'backend_id'}"];
  fc.assert(
    fc.property(fc.constantFrom(...domains), changes, fc.nat(50), (domain, list, base) => {
      const text = broken(domain, list);
      const { from, to } = parseExpression(text, base);
      expectWithin(" ".repeat(base) + text, [{ from, to }]);
    }),
    { seed: SEED, numRuns: 3000 },
  );
});

describe("an addon with a broken file", () => {
  /** A broken addon: its files with changes in some of them. */
  const mutilated = fc.array(fc.record({ file: fc.nat(), list: changes }), { minLength: 1, maxLength: 3 });

  function made(edits: readonly { readonly file: number; readonly list: readonly Change[] }[]): Tree {
    const paths = [...addon.keys()].filter((path) => /\.(?:py|xml|csv)$/.test(path));
    const files = new Map(addon);
    for (const { file, list } of edits) {
      const path = paths[file % paths.length] ?? "";
      files.set(path, broken(files.get(path) ?? "", list));
    }
    return files;
  }

  it("is judged to the end", { timeout: 240_000 }, async () => {
    const drawn = fc.sample(mutilated, { seed: SEED, numRuns: 150 });
    const addons = drawn.map((edits, number) => ({
      folder: `/broken/${number}/shopify_connector`,
      files: made(edits),
    }));
    const found = await judgedTrees("19.0", trees, addons);
    expect(found.size).toBe(addons.length);
    for (const { folder, files } of addons) {
      for (const { path, start, end } of found.get(folder) ?? []) {
        const lines = (files.get(path) ?? "").split("\n").length;
        expect(start.line).toBeGreaterThan(0);
        expect(end.line).toBeLessThanOrEqual(lines);
      }
    }
  });
});

describe("an addon with a file of a megabyte", () => {
  const listed = (file: string): [string, string] => [
    "__manifest__.py",
    (addon.get("__manifest__.py") ?? "").replace('"data": [', `"data": ["${file}",`),
  ];
  const imported = (): [string, string] => [
    "models/__init__.py",
    `${addon.get("models/__init__.py") ?? ""}\nfrom . import slow\n`,
  ];

  /** Those that give rules most to do: all of them take eight minutes, and are read in time by the tests above. */
  const most = (texts: Texts, names: readonly string[]): Texts =>
    names.map((name) => texts.find(([what]) => what === name) ?? expect.fail(`no text is called ${name}`));

  it.each([
    ...most(SLOW_PYTHON, ["sums in brackets", "calls", "a sum", "arguments", "short functions", "short classes"]).map(
      ([what, text]) => ["models/slow.py", what, text, imported] as const,
    ),
    ...most(SLOW_PYTHON, ["ever deeper blocks", "comments", "imports", "decorators", "one line of statements"]).map(
      ([what, text]) => ["models/slow.py", what, text, imported] as const,
    ),
    ...most(SLOW_PYTHON, ["balanced brackets", "a dictionary"]).map(
      ([what, text]) => ["__manifest__.py", what, text.replace(/^x = /, ""), undefined] as const,
    ),
    ...most(SLOW_XML, ["deep and closed", "flat elements", "records", "different attributes", "comments"]).map(
      ([what, text]) => ["data/slow.xml", what, text, () => listed("data/slow.xml")] as const,
    ),
    ...most(SLOW_CSV, ["rows", "one row", "columns"]).map(
      ([what, text]) => ["data/res.tag.csv", what, text, () => listed("data/res.tag.csv")] as const,
    ),
  ])("is judged in time: %s: %s", { timeout: 120_000 }, async (path, _what, text, also) => {
    const files = new Map([...addon, ...(also === undefined ? [] : [also()]), [path, text]]);
    const folder = "/slow/shopify_connector";
    const found = await measured(() => judgedTrees("19.0", trees, [{ folder, files }]), MOST_SECONDS_JUDGED);
    expect([...found.keys()]).toEqual([folder]);
  });
});

/** Asks for a collection of garbage, so that memory is counted from where a test begins. */
function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  (runInNewContext("gc") as () => void)();
}
