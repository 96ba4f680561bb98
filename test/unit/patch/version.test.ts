import { describe, expect, it } from "vitest";
import { mergeText } from "../../../src/patch/merge.ts";

/** The merged manifest, where nothing is to be told of it. */
function merged(base: string, mine: string, planned: string): string {
  const { text, conflicts, kept } = mergeText("acme/__manifest__.py", base, mine, planned);
  expect({ conflicts, kept }).toEqual({ conflicts: [], kept: [] });
  return text;
}

describe("mergeText on a manifest's version", () => {
  const manifest = (version: string): string =>
    `{\n    "name": "Acme",\n    "version": ${version},\n    "data": [],\n}\n`;

  it.each([
    // base, mine, planned: result
    ["19.0.1.0.0", "19.0.1.3.0", "19.0.1.1.0", "19.0.1.3.0"],
    ["19.0.1.0.0", "19.0.1.0.5", "19.0.1.1.0", "19.0.1.1.0"],
    ["18.0.1.0.0", "18.0.2.1.0", "19.0.1.0.0", "19.0.2.1.0"],
    ["18.0.1.0.0", "18.0.1.0.1", "19.0.1.1.0", "19.0.1.1.0"],
    ["18.0.1.9.0", "18.0.1.10.0", "19.0.1.9.1", "19.0.1.10.0"],
    ["18.0.1.0.0", "18.0.0.9.0", "19.0.1.0.0", "19.0.0.9.0"],
    ["18.0.1.0.0", "1.2.0", "19.0.1.1.0", "1.2.0"],
    ["18.0.1.0.0", "18.0.1.2", "19.0.1.0.0", "19.0.1.2"],
    ["18.0.1.0.0", "19.0.1.0.1", "19.0.1.0.0", "19.0.1.0.1"],
  ])("made from %s, yours %s, planned %s is %s", (base, mine, planned, version) => {
    const [before, ours, theirs] = [base, mine, planned].map((one) => manifest(`"${one}"`));
    expect(merged(before ?? "", ours ?? "", theirs ?? "")).toBe(manifest(`"${version}"`));
  });

  it("keeps the user's quotes and comments, and merges the rest", () => {
    const mine = manifest("'18.0.1.0.1'").replace("',", "',  # ours");
    const planned = manifest('"19.0.1.0.0"').replace("[]", '["a.xml"]');
    const expected = manifest("'19.0.1.0.1'").replace("',", "',  # ours").replace("[]", '["a.xml"]');
    expect(merged(manifest('"18.0.1.0.0"'), mine, planned)).toBe(expected);
  });

  it("takes the same number in other quotes for the same", () => {
    const planned = manifest('"19.0.1.0.0"');
    expect(merged(manifest('"18.0.1.0.0"'), manifest("'18.0.1.0.0'"), planned)).toBe(manifest("'19.0.1.0.0'"));
    expect(merged(manifest('"18.0.1.0.0"'), manifest("'19.0.1.0.0'"), planned)).toBe(manifest("'19.0.1.0.0'"));
  });

  it.each(['"soon"', "VERSION", '"19.0." "1.0.0"'])("marks %s, which it can't read", (version) => {
    const { conflicts } = mergeText(
      "__manifest__.py",
      manifest('"18.0.1.0.0"'),
      manifest(version),
      manifest('"19.0.1.0.0"'),
    );
    expect(conflicts.map(({ name }) => name)).toEqual(["version"]);
  });

  it("leaves other files alone", () => {
    const [base, mine, planned] = ["18.0.1.0.0", "18.0.1.0.1", "19.0.1.0.0"].map((one) => manifest(`"${one}"`));
    expect(mergeText("models/data.py", base ?? "", mine ?? "", planned ?? "").conflicts).toHaveLength(1);
  });
});
