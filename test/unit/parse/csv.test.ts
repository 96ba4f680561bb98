import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cellOf, parseCsv } from "../../../src/parse/csv.ts";

const values = (text: string): string[][] => {
  const { header, rows } = parseCsv(text);
  return [header, ...rows].map((row) => row.cells.map((cell) => cell.value));
};

describe("parseCsv", () => {
  it("reads quotes, commas and line ends in cells", () => {
    expect(values('id,name\r\na,"b, ""c""\nd"\n\ne,f"g\n')).toEqual([
      ["id", "name"],
      ["a", 'b, "c"\nd'],
      ["e", 'f"g'],
    ]);
  });

  it("finds a cell by its column", () => {
    const table = parseCsv("id, name\na,b\nc\n");
    const [first, second] = table.rows;
    expect(first && cellOf(table, first, "name")).toEqual({ value: "b", from: 11, to: 12 });
    expect(second && cellOf(table, second, "name")).toBeUndefined();
    expect(first && cellOf(table, first, "other")).toBeUndefined();
  });

  it("has a header without cells where there is no row", () => {
    expect(parseCsv("\n\n")).toEqual({ header: { cells: [], from: 0, to: 0 }, rows: [] });
  });

  it("reads back what was written", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", " ", "é"), maxLength: 6 });
    const row = fc.array(cell, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), fc.constantFrom("\n", "\r\n"), (rows, end) => {
        const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
        const text = rows.map((cells) => cells.map(quoted).join(",") + end).join("");
        expect(values(text)).toEqual(rows);
      }),
    );
  });

  it("gives every cell the place that it was written at", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", "b", " ", "_"), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
        const text = rows.map((cells) => cells.join(",")).join("\n");
        const { header, rows: rest } = parseCsv(text);
        for (const row of [header, ...rest]) {
          expect(text.slice(row.from, row.to)).toBe(row.cells.map((one) => one.value).join(","));
          for (const one of row.cells) expect(text.slice(one.from, one.to)).toBe(one.value);
        }
      }),
    );
  });
});
