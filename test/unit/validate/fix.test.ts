import { describe, expect, it } from "vitest";
import { applyFixes } from "../../../src/validate/fix.ts";
import { finding } from "./findings.ts";

const texts = new Map([
  ["a.py", "0123456789"],
  ["b.py", "abc"],
]);
const edit = (file: string, from: number, to: number, text: string) => ({ file, from, to, text });
const fixed = (...fixes: ReturnType<typeof edit>[][]) => {
  const { changed, applied } = applyFixes(
    texts,
    fixes.map((fix) => finding({ fix })),
  );
  return { changed: Object.fromEntries(changed), count: applied.length };
};

describe("fixes", () => {
  it("are made from the back, in several files", () => {
    expect(fixed([edit("a.py", 1, 2, "X"), edit("b.py", 0, 3, "")], [edit("a.py", 8, 10, "YYY")])).toEqual({
      changed: { "a.py": "0X234567YYY", "b.py": "" },
      count: 2,
    });
  });

  it("stand clear of each other, the first wins, and half a fix is none", () => {
    expect(fixed([edit("a.py", 2, 5, "X")], [edit("a.py", 4, 6, "Y"), edit("b.py", 0, 1, "Z")])).toEqual({
      changed: { "a.py": "01X56789" },
      count: 1,
    });
    // Two texts put at one place have no order.
    expect(fixed([edit("a.py", 2, 2, "X")], [edit("a.py", 2, 2, "Y")]).changed).toEqual({ "a.py": "01X23456789" });
    expect(fixed([edit("a.py", 2, 4, "X")], [edit("a.py", 4, 5, "Y")])).toEqual({
      changed: { "a.py": "01XY56789" },
      count: 2,
    });
  });

  it("are none where no finding has one", () => {
    expect(fixed([])).toEqual({ changed: {}, count: 0 });
  });
});
