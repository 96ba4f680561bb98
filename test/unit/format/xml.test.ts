import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { formatXml, isFormattedXml, protectReferences, tidyXml } from "../../../src/format/xml.ts";
import { xmlAttribute, xmlComment, xmlText } from "../../../src/render/literals.ts";

const DECLARATION = '<?xml version="1.0" encoding="utf-8" ?>\n';

/** What Odoo reads: elements, attributes, and every text that is not white space alone. */
function meaning(xml: string): unknown[] {
  const parser = new SaxesParser();
  const found: unknown[] = [];
  let text = "";
  const flush = (): void => {
    if (text.trim() !== "") found.push(text);
    text = "";
  };
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("text", (part) => (text += part));
  parser.on("cdata", (part) => (text += part));
  parser.on("opentag", (tag) => {
    flush();
    found.push([tag.name, { ...tag.attributes }]);
  });
  parser.on("closetag", (tag) => {
    flush();
    found.push(`/${tag.name}`);
  });
  parser.write(xml).close();
  return found;
}

const word = fc.constantFrom(
  "a",
  "name",
  "Order lines",
  "x ".repeat(30).trim(),
  "ü",
  "🛒",
  "né… ".repeat(12).trim(),
  "e\u0301".repeat(30),
  "商".repeat(30),
  "a\nb",
  "it's",
  '"',
  "&",
  "<",
);
const attributes = fc
  .dictionary(fc.constantFrom("id", "name", "model", "string", "domain", "t-if"), word, { maxKeys: 4 })
  .map((pairs) =>
    Object.entries(pairs)
      .map(([name, value]) => ` ${name}="${xmlAttribute(value)}"`)
      .join(""),
  );

/** Laid out as a template prints it: an element per line, indented. */
const laidOut = fc.letrec<{ node: (depth: number) => string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 4 },
    fc.tuple(attributes, word).map(
      ([pairs, text]) =>
        (depth: number) =>
          `${pad(depth)}<field${pairs}>${xmlText(text)}</field>\n`,
    ),
    attributes.map((pairs) => (depth: number) => `${pad(depth)}<field${pairs} />\n`),
    word.map((text) => (depth: number) => `${pad(depth)}<!-- ${xmlComment(text)} -->\n`),
    fc.tuple(word, attributes, word).map(
      ([before, pairs, after]) =>
        (depth: number) =>
          `${pad(depth)}<p>\n${pad(depth + 1)}${xmlText(before)} <b${pairs}>b</b> ${xmlText(after)}\n${pad(depth)}</p>\n`,
    ),
    fc.tuple(attributes, fc.array(tie("node"), { minLength: 1, maxLength: 4 }), fc.boolean()).map(
      ([pairs, children, isSpaced]) =>
        (depth: number) =>
          `${pad(depth)}<record${pairs}>\n${children.map((child) => child(depth + 1)).join(isSpaced ? "\n" : "")}${pad(depth)}</record>\n`,
    ),
  ),
})).node;

const pad = (depth: number): string => " ".repeat(depth * 4);
const xmlDocument = fc
  .array(laidOut, { minLength: 1, maxLength: 5 })
  .map((nodes) => `${DECLARATION}<odoo>\n${nodes.map((node) => node(1)).join("")}</odoo>\n`);

/** The same documents with white space where nobody wants it. */
const messy = fc
  .tuple(xmlDocument, fc.infiniteStream(fc.constantFrom("", " ", "\n", "\n\n\n", "  \n ")))
  .map(([text, spaces]) =>
    text.replace(/ (?=\w+=")|(?<=\/field>)\n|(?<=<record[^>]*>)\n/g, (space) => {
      const extra = spaces.next().value as string;
      return space + extra;
    }),
  );

describe("the XML formatter", () => {
  it("never changes what Odoo reads", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(xmlDocument, messy), async (text) => {
        expect(meaning(await formatXml("a.xml", text))).toEqual(meaning(text));
      }),
      { numRuns: 150 },
    );
  });

  it("is at rest where the quick look says so", async () => {
    let recognised = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(xmlDocument, messy), async (text) => {
        if (!isFormattedXml(text)) return;
        recognised++;
        expect(await formatXml("a.xml", text)).toBe(text);
      }),
      { numRuns: 500 },
    );
    // The promise is worth nothing when it is never given.
    expect(recognised).toBeGreaterThan(50);
  });

  it("is what the quick layout of tags gives, where that is enough", async () => {
    let enough = 0;
    await fc.assert(
      fc.asyncProperty(fc.oneof(xmlDocument, messy), async (text) => {
        const tidy = tidyXml(text);
        expect(meaning(tidy)).toEqual(meaning(text));
        if (!isFormattedXml(tidy)) return;
        enough++;
        expect(await formatXml("a.xml", text)).toBe(tidy);
      }),
      { numRuns: 300 },
    );
    expect(enough).toBeGreaterThan(40);
  });

  it("recognises what it printed itself", async () => {
    let recognised = 0;
    const samples = fc.sample(messy, { numRuns: 60, seed: 3 });
    for (const text of samples) {
      const printed = await formatXml("a.xml", text);
      expect(await formatXml("a.xml", printed)).toBe(printed);
      if (isFormattedXml(printed)) recognised++;
    }
    expect(recognised).toBeGreaterThan(15);
  });

  it.each([
    ["tag over two lines", "<odoo>\n    <a\n        b='1'\n    />\n</odoo>\n"],
    ["two empty lines", "<odoo>\n    <a />\n\n\n    <b />\n</odoo>\n"],
    ["empty line at the start", "<odoo>\n\n    <a />\n</odoo>\n"],
    ["empty line at the end", "<odoo>\n    <a />\n\n</odoo>\n"],
    ["wrong indentation", "<odoo>\n  <a />\n</odoo>\n"],
    ["two elements in a line", "<odoo>\n    <a /><b />\n</odoo>\n"],
    ["two spaces in a tag", '<odoo>\n    <a  b="1" />\n</odoo>\n'],
    ["no space before />", '<odoo>\n    <a b="1"/>\n</odoo>\n'],
    ["an empty element with two tags", "<odoo>\n    <a></a>\n</odoo>\n"],
    ["a line that is too long", `<odoo>\n    <a b="${"x".repeat(160)}" />\n</odoo>\n`],
    ["no end", "<odoo>\n    <a />\n"],
    ["wrong end", "<odoo>\n    <a>x</b>\n</odoo>\n"],
    ["two roots", "<odoo />\n<odoo />\n"],
    ["nothing", ""],
  ])("does not take for formatted: %s", (_name, text) => {
    expect(isFormattedXml(text)).toBe(false);
  });

  it("knows that letters of Europe, dashes and the ellipsis take one column", async () => {
    const line = (length: number): string => `<odoo>\n    <a b="ü–…${"x".repeat(length)}" c="1" />\n</odoo>\n`;
    expect(isFormattedXml(line(137))).toBe(true);
    expect(await formatXml("a.xml", line(137))).toBe(line(137));
    expect(isFormattedXml(line(138))).toBe(false);
    expect(await formatXml("a.xml", line(138))).not.toBe(line(138));
  });

  it("keeps an element that holds only references", async () => {
    const text = "<odoo>\n    <a>&amp; &lt;&#x41;</a>\n</odoo>\n";
    expect(protectReferences(text)).toBe("<odoo>\n    <a><![CDATA[& <A]]></a>\n</odoo>\n");
    expect(meaning(await formatXml("a.xml", text))).toEqual(meaning(text));
  });

  it("names file and line of what is no XML", async () => {
    await expect(formatXml("views/a.xml", "<odoo>\n    <a b=c />\n</odoo>\n")).rejects.toThrow(/^views\/a\.xml:2: /);
  });
});
