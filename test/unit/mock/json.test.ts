import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at, parse, stringify, type Json } from "../../../src/mock/json.ts";

const json = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.string({ unit: "binary" }),
    fc.integer(),
    fc.bigInt({ min: 2n ** 53n, max: 2n ** 63n }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.string(), tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;

describe("exact JSON", () => {
  it("reads back what it wrote, every digit of it", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(parse(stringify(value))).toEqual(value);
      }),
    );
  });

  it("leaves digits in texts alone, and fractions numbers", () => {
    expect(
      parse('{"a": "12345678901234567890", "b": 1234567890123456.5, "c": 9007199254740993, "d": -9007199254740993}'),
    ).toEqual({
      a: "12345678901234567890",
      b: 1234567890123456.5,
      c: 9007199254740993n,
      d: -9007199254740993n,
    });
    expect(parse('["\\u0000int:5", 9007199254740993, "\\"9007199254740993"]')).toEqual([
      expect.anything(),
      9007199254740993n,
      '"9007199254740993',
    ]);
  });

  it("refuses what is no JSON", () => {
    for (const text of ["{", "[1,]", "9007199254740993x", ""]) expect(() => parse(text)).toThrow(SyntaxError);
  });

  it("finds values by path and never throws", () => {
    const value: Json = { a: { b: [{ c: 1 }, { c: 2 }] }, d: null };
    expect(at(value, "a.b[].c")).toBe(1);
    expect(at(value, "d.e.f")).toBeUndefined();
    expect(at(undefined, "x")).toBeUndefined();
  });
});
