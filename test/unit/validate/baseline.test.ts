import { describe, expect, it } from "vitest";
import { applyBaseline, parseBaseline, printBaseline } from "../../../src/validate/baseline.ts";
import { finding } from "./findings.ts";

const { source: _, ...whole } = finding({ code: "manifest-missing", path: "__manifest__.py" });
const known = [finding(), finding({ start: { line: 9, column: 7 } }), whole];
const baseline = parseBaseline(printBaseline(known), "known.json");

describe("a baseline", () => {
  it("knows what it was written from", () => {
    expect(applyBaseline(known, baseline, ["demo"])).toEqual({ fresh: [], known: 3, gone: 0 });
  });

  it("is the same whatever the order of the findings", () => {
    expect(printBaseline([...known].reverse())).toBe(printBaseline(known));
  });

  it("lets lines move and be indented anew", () => {
    const moved = finding({ start: { line: 40, column: 11 }, source: "    class Core(Component):" });
    expect(applyBaseline([moved], baseline, ["demo"])).toEqual({ fresh: [], known: 1, gone: 2 });
  });

  it("tells the same line once more than it knows it, another line, file, code and addon", () => {
    const third = finding({ start: { line: 12, column: 7 } });
    expect(applyBaseline([...known, third], baseline, ["demo"]).fresh).toEqual([third]);
    const others = [
      finding({ source: "class Other(Component):" }),
      finding({ path: "components/other.py" }),
      finding({ code: "component-unknown-inherit" }),
      finding({ addon: "other" }),
    ];
    expect(applyBaseline(others, baseline, ["demo"]).fresh).toEqual(others);
  });

  it("counts as gone only what stands in addons that were looked at", () => {
    expect(applyBaseline([], baseline, ["other"]).gone).toBe(0);
    expect(applyBaseline([], baseline, ["demo"]).gone).toBe(3);
  });

  it.each(["", "{", "[]", '{"version": 2, "findings": []}', '{"version": 1, "findings": [{"addon": "demo"}]}'])(
    "is not %s",
    (text) => {
      expect(() => parseBaseline(text, "known.json")).toThrow("known.json: is no baseline of this tool");
    },
  );
});
