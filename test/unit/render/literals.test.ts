import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { parse as parseYaml } from "yaml";
import {
  commentText,
  csvCell,
  docString,
  type Literal,
  LiteralError,
  markdownCode,
  markdownText,
  restCode,
  restText,
  restTitle,
  pythonLiteral,
  xmlAttribute,
  xmlComment,
  xmlText,
  yamlValue,
} from "../../../src/render/literals.ts";

/** What breaks naive generators, more often than chance would bring it up. */
const nasty = fc.constantFrom(
  '"',
  "'",
  '"""',
  "'''",
  "\\",
  "\\\\",
  '\\"',
  "\n",
  "\r\n",
  "\r",
  "\t",
  "{{x}}",
  "{{{x}}}",
  "{%",
  "]]>",
  "<!--",
  "-->",
  "--",
  "<![CDATA[",
  "&amp;",
  "&#10;",
  "</field>",
  "$(rm)",
  "`",
  "#",
  "%s",
  "{0}",
  "\u2028",
  "\u2029",
  "\u202e",
  "\u200b",
  "\u00a0",
  "\ufeff",
  "\u0000",
  "\u001b[31m",
  "\u007f",
  "\u0085",
  "é",
  "é",
  "🛒",
  "👩‍👩‍👧",
  "\ud800",
  "\udc00",
  "\ufffe",
  "\\N{DASH}",
  "\\u0041",
  ",",
  ";",
  " ",
  "=1+1",
  "null",
  "yes",
  "0x1f",
  "1e3",
  "~",
  ": ",
  "- ",
);
const text = fc
  .array(fc.oneof({ weight: 3, arbitrary: nasty }, { weight: 1, arbitrary: fc.string({ unit: "binary" }) }), {
    maxLength: 12,
  })
  .map((parts) => parts.join(""));
const wellFormed = text.filter((value) => !/\p{Cs}/u.test(value));
// eslint-disable-next-line no-control-regex -- the characters that XML 1.0 lacks
const forXml = wellFormed.filter((value) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(value));

const sample = <T>(arbitrary: fc.Arbitrary<T>, count: number): T[] => fc.sample(arbitrary, { numRuns: count, seed: 7 });

/** Python's own answer; JSON with every non-ASCII character escaped, so that surrogates survive the pipe. */
function python(program: string, input: unknown): unknown {
  const ascii = JSON.stringify(input).replace(
    /[\u007f-\uffff]/g,
    (character) => "\\u" + character.charCodeAt(0).toString(16).padStart(4, "0"),
  );
  const run = spawnSync("python3", ["-W", "error", "-c", program], { input: ascii, maxBuffer: 1 << 28 });
  if (run.status !== 0) throw new Error(run.stderr.toString());
  return JSON.parse(run.stdout.toString());
}

describe("Python literals", () => {
  it("are printed as the formatter prints them", () => {
    expect(pythonLiteral("plain")).toBe('"plain"');
    expect(pythonLiteral('say "hi"')).toBe("'say \"hi\"'");
    expect(pythonLiteral("it's")).toBe('"it\'s"');
    expect(pythonLiteral("'\"")).toBe('"\'\\""');
    expect(pythonLiteral("a\nb\\\u0001\u2028")).toBe('"a\\nb\\\\\\x01\\u2028"');
    expect(pythonLiteral("naïve 🛒")).toBe('"naïve 🛒"');
    expect(pythonLiteral([1, 2.5, true, false, null])).toBe("[1, 2.5, True, False, None]");
    expect(pythonLiteral({ a: [], b: {} })).toBe('{"a": [], "b": {}}');
    expect(pythonLiteral([["a", "b"]], { tuple: true })).toBe('(("a", "b"),)');
    expect(pythonLiteral([], { tuple: true })).toBe("()");
    expect(pythonLiteral(12345678901234567890n)).toBe("12345678901234567890");
    expect(pythonLiteral(1e21)).toBe("1e21");
    expect(pythonLiteral("a", { quote: "'" })).toBe("'a'");
  });

  it("refuse what Python cannot say", () => {
    for (const value of [undefined, NaN, Infinity, () => 1, Symbol("x"), [undefined], { a: NaN }]) {
      expect(() => pythonLiteral(value)).toThrow(LiteralError);
    }
  });

  const literal = fc.letrec<{ value: Literal }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text,
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => (Object.is(value, -0) ? 0 : value)),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value"), { maxLength: 4 }),
      fc.dictionary(text, tie("value"), { maxKeys: 4 }),
    ),
  })).value;

  it("are read back by Python as the same value", () => {
    const values = sample(literal, 3000);
    const answers = python(
      "import ast,json,sys\nprint(json.dumps([ast.literal_eval(s) for s in json.load(sys.stdin)]))",
      values.map((value) => pythonLiteral(value)),
    );
    expect(answers).toEqual(JSON.parse(JSON.stringify(values)));
  });

  it("are read back inside an XML attribute, with the other quote", () => {
    const values = sample(forXml, 500);
    const attributes = values.map((value) =>
      readXml(`<a b="${xmlAttribute(pythonLiteral(value, { quote: "'" }))}"/>`, (parser, give) =>
        parser.on("opentag", (tag) => give(tag.attributes.b as string)),
      ),
    );
    expect(
      python("import ast,json,sys\nprint(json.dumps([ast.literal_eval(s) for s in json.load(sys.stdin)]))", attributes),
    ).toEqual(values);
  });

  it("hold as docstrings, at any indentation", () => {
    const values = sample(text, 2000);
    const answers = python(
      [
        "import ast,json,sys",
        "print(json.dumps([ast.get_docstring(ast.parse(s).body[0], clean=False) for s in json.load(sys.stdin)]))",
      ].join("\n"),
      values.map((value) => `def f():\n    """${docString(value)}"""\n`),
    );
    // An empty docstring is one all the same.
    expect(answers).toEqual(values.map((value) => value.replace(/\r\n?/g, "\n")));
    expect(docString("a\nb", 8)).toBe("a\n        b");
  });

  it("hold as comments: the code after them is the code", () => {
    const values = sample(text, 2000);
    const answers = python(
      "import ast,json,sys\nprint(json.dumps([len(ast.parse(s).body) for s in json.load(sys.stdin)]))",
      values.map((value) => `a = 1  # ${commentText(value)}\nb = 2\n`),
    );
    expect(new Set(answers as number[])).toEqual(new Set([2]));
  });
});

function readXml(xml: string, listen: (parser: SaxesParser, give: (text: string) => void) => void): string {
  const parser = new SaxesParser();
  let found = "";
  parser.on("error", (error) => {
    throw error;
  });
  listen(parser, (part) => (found += part));
  parser.write(xml).close();
  return found;
}

describe("XML", () => {
  it("attributes are read back as the same text", () => {
    fc.assert(
      fc.property(forXml, (value) => {
        const read = readXml(`<a b="${xmlAttribute(value)}"/>`, (parser, give) =>
          parser.on("opentag", (tag) => give(tag.attributes.b as string)),
        );
        expect(read).toBe(value);
      }),
      { numRuns: 1000 },
    );
  });

  it("text is read back as the same text, and is no markup", () => {
    fc.assert(
      fc.property(forXml, (value) => {
        for (const print of [xmlAttribute, xmlText]) {
          let elements = 0;
          const read = readXml(`<a>${print(value)}</a>`, (parser, give) => {
            parser.on("text", give);
            parser.on("cdata", () => elements++);
            parser.on("comment", () => elements++);
            parser.on("opentag", () => elements++);
          });
          expect(read).toBe(value);
          expect(elements).toBe(1);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("comments stay one comment", () => {
    fc.assert(
      fc.property(forXml, (value) => {
        let comments = 0;
        readXml(`<a><!-- ${xmlComment(value)} --></a>`, (parser) => parser.on("comment", () => comments++));
        readXml(`<a><!--${xmlComment(value)}--></a>`, (parser) => parser.on("comment", () => comments++));
        expect(comments).toBe(2);
      }),
      { numRuns: 1000 },
    );
  });

  it("refuses the characters that it does not know, by name", () => {
    for (const [value, name] of [
      ["\u0000", "U+0000"],
      ["a\u001b", "U+001B"],
      ["\ud800", "U+D800"],
      ["\ufffe", "U+FFFE"],
    ] as const) {
      for (const print of [xmlAttribute, xmlText, xmlComment]) {
        expect(() => print(value)).toThrow(`XML cannot hold the character ${name}`);
      }
    }
  });
});

describe("CSV", () => {
  it("is read back by Python's csv as the same cells", () => {
    const cell = wellFormed.filter((value) => !value.includes("\0"));
    const rows = sample(fc.array(cell, { minLength: 1, maxLength: 5 }), 1000);
    const answers = python(
      [
        "import csv,io,json,sys",
        "csv.field_size_limit(10**9)",
        "print(json.dumps([list(csv.reader(io.StringIO(s, newline='')))[0] for s in json.load(sys.stdin)]))",
      ].join("\n"),
      rows.map((row) => row.map(csvCell).join(",") + "\r\n"),
    );
    expect(answers).toEqual(rows);
  });

  it("is printed plainly where it can be", () => {
    expect(csvCell("shopify.backend")).toBe("shopify.backend");
    expect(csvCell(1)).toBe("1");
    expect(csvCell("")).toBe('""');
    expect(() => csvCell("\0")).toThrow(LiteralError);
  });
});

describe("YAML", () => {
  it("is read back as the same value", () => {
    const value = fc.letrec<{ value: Literal }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        wellFormed,
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie("value"), { maxLength: 4 }),
        fc.dictionary(
          wellFormed.filter((key) => key.length < 500),
          tie("value"),
          { maxKeys: 4 },
        ),
      ),
    })).value;
    fc.assert(
      fc.property(value, (data) => {
        expect(parseYaml(`key: ${yamlValue(data)}\n`, { version: "1.2" })).toEqual({
          key: JSON.parse(JSON.stringify(data)) as unknown,
        });
      }),
      { numRuns: 500 },
    );
  });

  it("quotes words that an older reader takes for something else", () => {
    expect(yamlValue("shopify")).toBe("shopify");
    for (const word of ["no", "Yes", "null", "on", "", "12", "1e3", "0x1f", "a: b", "- a"]) {
      expect(yamlValue(word)).toBe(JSON.stringify(word));
    }
  });
});

describe("Markdown", () => {
  it("shows text as it is, on one line", () => {
    expect(markdownText("a *b* <c> [d](e) `f` #g\n\nh_i")).toBe("a \\*b\\* \\<c\\> \\[d\\](e) \\`f\\` \\#g h\\_i");
    expect(markdownText("- item")).toBe("\\- item");
    expect(markdownText("1. item")).toBe("1\\. item");
    fc.assert(fc.property(wellFormed, (value) => !/[\n\r]|(?<!\\)(?:\\\\)*[<`|]/.test(markdownText(value))));
  });

  it("fences code with more backticks than it holds", () => {
    expect(markdownCode("a")).toBe("`a`");
    expect(markdownCode("a``b")).toBe("```a``b```");
    expect(markdownCode("`")).toBe("`` ` ``");
  });
});

describe("reStructuredText", () => {
  it("shows a text as it is", () => {
    expect(restText("a *b* `c` |d| e_ f\\ \n g")).toBe("a \\*b\\* \\`c\\` \\|d\\| e\\_ f\\\\ g");
    expect(restText("- item")).toBe("\\- item");
    expect(restText("1. item")).toBe("\\1. item");
    expect(restText(".. include:: /etc/passwd")).toBe("\\.. include:: /etc/passwd");
    fc.assert(fc.property(wellFormed, (value) => !/[\n\r]|(?<!\\)(?:\\\\)*[*`|_]/.test(restText(value))));
  });

  it("prints code as a literal, or as text where none can hold it", () => {
    expect(restCode("a_b")).toBe("``a_b``");
    expect(restCode("a``b")).toBe("a\\`\\`b");
    expect(restCode("`")).toBe("\\`");
  });

  it("draws a line below a title that is as wide", () => {
    expect(restTitle("Shopify", "=")).toBe("Shopify\n=======");
    expect(restTitle("店", "-")).toBe("店\n----");
  });
});
