import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { faultOfXml } from "../../../src/parse/xml-fault.ts";
import { attributeOf, parseXml, walkXml } from "../../../src/parse/xml.ts";

describe("parseXml", () => {
  it("knows the place of everything", () => {
    const text = `<?xml version="1.0"?>
<!-- one -->
<odoo a="1">
  <record id="x"  name='a &amp; "b"'>
    <field name="arch"> text &lt;<![CDATA[<raw>&amp;]]> </field>
    <empty/>
  </record>
</odoo>
`;
    const { root, comments } = parseXml(text);
    const at = ({ from, to }: { from: number; to: number }): string => text.slice(from, to);
    expect(comments.map((one) => [one.text, at(one)])).toEqual([[" one ", "<!-- one -->"]]);
    expect([...walkXml(root)].map((one) => one.name)).toEqual(["odoo", "record", "field", "empty"]);
    const [record] = root.children;
    const [field, empty] = record?.children ?? [];
    if (record === undefined || field === undefined || empty === undefined) throw new Error("elements are missing");
    expect(root.parent).toBeUndefined();
    expect(field.parent).toBe(record);
    expect(at(record.nameSpan)).toBe("record");
    const name = record.attributes.get("name");
    expect(name?.value).toBe('a & "b"');
    expect(name && at(name)).toBe(`name='a &amp; "b"'`);
    expect(name && at(name.valueSpan)).toBe('a &amp; "b"');
    expect(attributeOf(record, "id")).toBe("x");
    expect(field.text).toBe(" text <<raw>&amp; ");
    expect(field.textSpan && at(field.textSpan)).toBe("text &lt;<![CDATA[<raw>&amp;");
    expect(at(empty)).toBe("<empty/>");
    expect(empty.textSpan).toBeUndefined();
    expect(at(record)).toMatch(/^<record [\s\S]*<\/record>$/);
    expect(at(root)).toMatch(/^<odoo[\s\S]*<\/odoo>$/);
  });

  it("reads back what was written, place by place", () => {
    const word = fc.string({ unit: fc.constantFrom("a", "é", " ", "&", "<", '"', "'", ">"), maxLength: 8 });
    const escaped = (text: string): string =>
      text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&#34;");
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word), { maxLength: 6 }), (items) => {
        const text = `<r>${items.map(([value, inner]) => `<e v="${escaped(value)}">${escaped(inner)}</e>`).join("\n")}</r>`;
        const { root } = parseXml(text);
        expect(root.children.map((one) => [attributeOf(one, "v"), one.text])).toEqual(items);
        for (const [place, one] of root.children.entries()) {
          const span = one.attributes.get("v")?.valueSpan;
          expect(span && text.slice(span.from, span.to)).toBe(escaped(items[place]?.[0] ?? ""));
          expect(text.slice(one.from, one.to)).toMatch(/^<e v="[^"]*">[^<]*<\/e>$/);
        }
        expect(faultOfXml(text)).toBeUndefined();
      }),
    );
  });

  it("makes some tree of any text", () => {
    const part = fc.constantFrom(
      ...["<", ">", "</", "/>", "a", " ", "=", '"', "'", "<a>", "</a>", "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>"],
      ...["&", "&#x41;", "&#99999999;", "<!DOCTYPE", "[", "\n"],
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        for (const one of walkXml(parseXml(text).root)) {
          expect(one.from).toBeGreaterThanOrEqual(0);
          expect(one.to).toBeGreaterThanOrEqual(one.from);
          expect(one.to).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 400 },
    );
  });
});

describe("faultOfXml", () => {
  it.each([
    ["<a><b></a>", 1],
    ["<a>\n<b x=1/></a>", 2],
    ["<a>\n\n& </a>", 3],
    ["<a/><b/>", 1],
    ["", 1],
  ])("%j", (text, line) => {
    const fault = faultOfXml(text);
    expect(fault?.message).toMatch(/\w/);
    expect(text.slice(0, fault?.span.from).split("\n")).toHaveLength(line);
  });

  it("finds nothing in what is XML", () => {
    expect(faultOfXml('<?xml version="1.0" encoding="utf-8"?>\n<odoo><t t-if="a &lt; b"/></odoo>\n')).toBeUndefined();
  });
});
