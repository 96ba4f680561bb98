import { execFileSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { RULES } from "../../../src/rules/registry.ts";
import { GROUPS } from "../../../src/rules/rule.ts";
import { codesIn, filesBelow } from "./support.ts";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const fixtures = join(root, "test/rules");
const codes = RULES.map(({ code }) => code);

describe("rules, pages and fixtures", () => {
  it("belong together: nothing is missing, nothing is left over", () => {
    const pages = readdirSync(join(root, "docs/rules")).map((name) => name.replace(/\.md$/, ""));
    expect(pages.sort()).toEqual(["README", ...codes].sort());
    expect(codesIn(fixtures)).toEqual([...codes].sort());
  });

  it("are what the script makes of them", () => {
    expect(() => execFileSync("node", [join(root, "scripts/rules.mjs"), "--check"], { stdio: "pipe" })).not.toThrow();
  }, 120_000);

  it.each(RULES.map((rule) => [rule.code, rule] as const))("%s says all that a rule has to say", (code, rule) => {
    expect(GROUPS).toContain(rule.group);
    expect(code).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)+$/);
    expect(code.startsWith(`${rule.group}-`)).toBe(true);
    // A heading has no full stop, sentences have one.
    expect(rule.title).toMatch(/[^.\s]$/);
    for (const text of [rule.why, rule.instead]) expect(text).toMatch(/^[A-Z`].{20,}\.$/s);
    const own = [rule.title, rule.why, rule.instead].join(" ");
    expect(own).not.toMatch(/\s{2}|\n/);
    for (const kind of ["invalid", "valid"]) {
      const folder = join(fixtures, code, kind);
      expect(existsSync(folder) ? filesBelow(folder) : []).not.toEqual([]);
    }
  });
});
