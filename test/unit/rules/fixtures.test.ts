import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { ODOO_VERSIONS } from "../../../src/odoo/capabilities.ts";
import { RULES } from "../../../src/rules/registry.ts";
import { judgeFixture } from "./judge.ts";
import { baseFiles, type Fixture, readFixture } from "./support.ts";

const root = join(fileURLToPath(new URL("../../..", import.meta.url)), "test/rules");

/** Rules of versions that a fixture is not about, and of addons that it is none of, are asked as in a run. */
async function told(fixture: Fixture): Promise<string[]> {
  const { findings } = await judgeFixture(fixture, RULES);
  return findings
    .filter(({ severity, code }) => severity !== "hint" || code === fixture.code)
    .map(({ path, start, code, message }) => `${path}:${start.line} ${code}: ${message}`)
    .sort();
}

const withoutMessage = (line: string): string => line.replace(/: .*$/s, "");

describe.each(RULES.map(({ code }) => code))("%s", (code) => {
  it("finds what is wrong, where it is, and nothing else is found", async () => {
    const fixture = readFixture(root, code, "invalid");
    const found = await told(fixture);
    // The whole message, where something was not expected.
    expect(
      found.map((line) => (fixture.expected.includes(withoutMessage(line)) ? withoutMessage(line) : line)),
    ).toEqual(fixture.expected);
    expect(fixture.expected.some((line) => line.endsWith(` ${code}`))).toBe(true);
  });

  it("finds nothing in what is right, and neither does any other rule", async () => {
    const fixture = readFixture(root, code, "valid");
    expect(fixture.expected).toEqual([]);
    const { findings } = await judgeFixture(fixture, RULES);
    expect(findings.map(({ path, start, code: by, message }) => `${path}:${start.line} ${by}: ${message}`)).toEqual([]);
  });
});

describe.each(["_base", "_framework"])("the addon %s, which fixtures are laid over", (base) => {
  it.each(ODOO_VERSIONS)("is sound for Odoo %s", async (version) => {
    const files = baseFiles(root, base, version);
    const { findings } = await judgeFixture(
      { ...readFixture(root, "manifest-missing", "valid"), version, files },
      RULES,
    );
    expect(findings.map(({ path, start, code, message }) => `${path}:${start.line} ${code}: ${message}`)).toEqual([]);
  });
});

describe("what looks wrong and is right", () => {
  it.each(readdirSync(join(root, "_sound")))("%s", async (topic) => {
    const { findings } = await judgeFixture(readFixture(root, `_sound/${topic}`, "valid"), RULES);
    expect(findings.map(({ path, start, code, message }) => `${path}:${start.line} ${code}: ${message}`)).toEqual([]);
  });
});
