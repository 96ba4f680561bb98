import { describe, expect, it } from "vitest";
import { mergeText } from "../../../src/patch/merge.ts";
import { markersIn } from "../../../src/patch/print.ts";

const merge = (base: string, mine: string, planned: string) => mergeText("a.rst", base, mine, planned);
const of = (...lines: string[]): string => lines.map((line) => `${line}\n`).join("");

describe("mergeText by lines", () => {
  it("finds the place of lines that touch what the other side has changed", () => {
    expect(merge(of("a", "b"), of("a", "mine", "b"), of("a", "B"))).toEqual({
      text: of("a", "mine", "B"),
      conflicts: [],
      kept: [],
    });
    expect(merge(of("a", "b", "c"), of("a", "B", "c"), of("a", "b")).text).toBe(of("a", "B"));
  });

  it("takes once what both have made", () => {
    expect(merge(of("a"), of("a", "same", "mine"), of("a", "same")).text).toBe(of("a", "same", "mine"));
    expect(merge(of("a", "b", "c"), of("a", "x", "c", "mine"), of("a", "x", "c")).text).toBe(of("a", "x", "c", "mine"));
  });

  it("marks what differs, and nothing around it", () => {
    const merged = merge(of("a", "b", "c"), of("a", "x", "mine", "z", "c"), of("a", "x", "new", "z", "c"));
    expect(merged.text).toBe(of("a", "x", "<<<<<<< yours", "mine", "=======", "new", ">>>>>>> new", "z", "c"));
    expect(merged.conflicts).toEqual([{ name: "", line: 3, mine: "mine\n", planned: "new\n" }]);
    expect(markersIn(merged.text)).toEqual([3, 7]);
  });

  it("marks a line that one side has changed and the other removed", () => {
    expect(merge(of("a", "b", "c"), of("a", "mine", "c"), of("a", "c")).conflicts).toHaveLength(1);
    expect(merge(of("a", "b", "c"), of("a", "c"), of("a", "new", "c")).conflicts).toHaveLength(1);
  });

  it("takes the words behind the markers, or settles for a side", () => {
    const sides = ["a.md", of("a"), of("mine"), of("new")] as const;
    expect(mergeText(...sides, { labels: { mine: "ours", planned: "0.2.0" } }).text).toBe(
      of("<<<<<<< ours", "mine", "=======", "new", ">>>>>>> 0.2.0"),
    );
    expect(mergeText(...sides, { settle: "mine" }).text).toBe(of("mine"));
    const settled = mergeText(...sides, { settle: "planned" });
    expect(settled.text).toBe(of("new"));
    expect(settled.conflicts).toHaveLength(1);
  });
});

describe("mergeText and line ends", () => {
  const long = (text: string): string => text.replaceAll("\n", "\r\n");

  it("keeps the user's line ends, for new lines too", () => {
    const [base, mine, planned] = ["a = 1\nb = 2\n", "a = 9\nb = 2\n", "a = 1\nb = 2\nc = 3\n"];
    expect(mergeText("a.py", base, long(mine), planned).text).toBe("a = 9\r\nb = 2\r\nc = 3\r\n");
    expect(mergeText("a.py", base, long(base), planned).text).toBe(long(planned));
  });

  it("keeps them where they are mixed", () => {
    expect(merge(of("a", "b", "c"), "a\r\nb\r\nmine\nc\n", of("a", "b", "c", "new")).text).toBe(
      "a\r\nb\r\nmine\nc\nnew\n",
    );
  });

  it("does without a final line end and with a byte order mark as the user does", () => {
    expect(merge(of("a", "b", "c"), "\uFEFFmine\nb\nc", of("a", "b", "c", "new")).text).toBe("\uFEFFmine\nb\nc\nnew");
  });
});

describe("mergeText on files that are no texts", () => {
  it("leaves the user's, and tells the conflict", () => {
    expect(mergeText("icon.png", "YQ==", "Yg==", "Yw==")).toEqual({
      text: "Yg==",
      conflicts: [{ name: "the whole file", line: 1, mine: "", planned: "" }],
      kept: [],
    });
    expect(mergeText("icon.png", "YQ==", "Yg==", "Yw==", { settle: "planned" }).text).toBe("Yw==");
  });
});
