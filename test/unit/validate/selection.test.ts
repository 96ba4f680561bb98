import { describe, expect, it } from "vitest";
import { RULES } from "../../../src/rules/registry.ts";
import { rule, type Rule } from "../../../src/rules/rule.ts";
import { isSilencedIn, matchesPath, nearestOf, severityOf, unknownWords } from "../../../src/validate/selection.ts";

const one: Rule = rule({
  code: "component-without-name",
  group: "component",
  severity: "warning",
  title: "",
  why: "",
  instead: "",
  check: () => undefined,
});

describe("which rules are asked", () => {
  it.each([
    [{}, "warning"],
    [{ select: ["component"] }, "warning"],
    [{ select: ["component-without-name"] }, "warning"],
    [{ select: ["component-*"] }, "warning"],
    [{ select: ["all"] }, "warning"],
    [{ select: ["mapper"] }, undefined],
    // The word of a group is no prefix of another's codes.
    [{ select: ["comp"] }, undefined],
    [{ ignore: ["component"] }, undefined],
    [{ select: ["component"], ignore: ["component-without-name"] }, undefined],
    [{ severity: "warning" as const }, "warning"],
    [{ severity: "error" as const }, undefined],
    [{ rules: { "component-without-name": "error" as const }, severity: "error" as const }, "error"],
    [{ rules: { "component-without-name": "off" as const } }, undefined],
  ])("by %j", (choice, severity) => {
    expect(severityOf(one, choice)).toBe(severity);
  });

  it("not in files that are left out", () => {
    const choice = { files: { "tests/**": ["component"], "models/*.py": ["mapper"] } };
    expect(isSilencedIn(one, "tests/deep/test_a.py", choice)).toBe(true);
    expect(isSilencedIn(one, "models/a.py", choice)).toBe(false);
  });

  it.each([
    ["tests/**", "tests/a.py", true],
    ["tests/**", "models/tests/a.py", false],
    ["**/tests", "models/tests/a.py", true],
    ["tests", "tests/deep/a.py", true],
    ["tests/", "tests/a.py", true],
    ["*.py", "a.py", true],
    ["*.py", "models/a.py", false],
    ["**/*.py", "a.py", true],
    ["models/a?.py", "models/ab.py", true],
    ["models/a.py", "models/axpy", false],
    ["a(b).py", "a(b).py", true],
  ])("the pattern %s and the path %s: %s", (pattern, path, expected) => {
    expect(matchesPath(pattern, path)).toBe(expected);
  });

  it("names what was probably meant", () => {
    expect(unknownWords(["component", "componnet", "component-without-nam", "view-*"], [...RULES])).toEqual([
      { word: "componnet", nearest: "component" },
      { word: "component-without-nam", nearest: "component-without-name" },
      ...(RULES.some(({ group }) => group === "view") ? [] : [{ word: "view-*", nearest: "view" }]),
    ]);
    expect(nearestOf("nothing like it", ["component"])).toBeUndefined();
    expect(nearestOf("x", [])).toBeUndefined();
  });
});
