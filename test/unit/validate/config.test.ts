import { describe, expect, it } from "vitest";
import { ConnectorError } from "../../../src/errors.ts";
import { RULES } from "../../../src/rules/registry.ts";
import { checkConfig, checkWords, odooVersion, parseConfig } from "../../../src/validate/config.ts";

const problems = async (work: () => unknown): Promise<readonly unknown[]> => {
  try {
    await work();
  } catch (error) {
    if (error instanceof ConnectorError) return error.problems;
    throw error;
  }
  return [];
};

describe("a configuration", () => {
  it("is read from YAML and from TOML alike", async () => {
    const expected = {
      odoo: "18.0",
      "addons-path": ["../queue"],
      ignore: ["job"],
      rules: { "component-without-name": "hint" },
      files: { "tests/**": ["all"] },
    };
    const yaml = `odoo: "18.0"
addons-path: [../queue]
ignore: [job]
rules: { component-without-name: hint }
files: { tests/**: [all] }
`;
    const toml = `[project]
name = "x"
[tool.connector-lint]
odoo = "18.0"
addons-path = ["../queue"]
ignore = ["job"]
[tool.connector-lint.rules]
component-without-name = "hint"
[tool.connector-lint.files]
"tests/**" = ["all"]
`;
    expect(await parseConfig(yaml, ".connector-lint.yaml")).toEqual(expected);
    expect(await parseConfig(toml, "pyproject.toml")).toEqual(expected);
  });

  it("says nothing in an empty file, and is none in a pyproject.toml about other tools", async () => {
    expect(await parseConfig("# nothing yet\n", ".connector-lint.yaml")).toEqual({});
    expect(await parseConfig("[tool.ruff]\n", "pyproject.toml")).toBeUndefined();
  });

  it("tells every wrong key with its place and the right word", async () => {
    const text = "slect: [job]\naddons_path: [a]\nseverity: fatal\nignore: job\nrules: { job-x: loud }\nodoo: 18\n";
    expect(await problems(() => parseConfig(text, ".connector-lint.yaml"))).toEqual([
      { place: ".connector-lint.yaml: odoo", message: "must be a string" },
      { place: ".connector-lint.yaml: ignore", message: "must be a list" },
      { place: ".connector-lint.yaml: severity", message: "must be one of error, warning, hint" },
      { place: ".connector-lint.yaml: rules.job-x", message: "must be one of error, warning, hint, off" },
      { place: ".connector-lint.yaml: slect", message: "there is no key slect", hint: "did you mean select?" },
      {
        place: ".connector-lint.yaml: addons_path",
        message: "there is no key addons_path",
        hint: "did you mean addons-path?",
      },
    ]);
  });

  it("tells where its language is broken", async () => {
    const [yaml] = await problems(() => parseConfig("odoo: [\n", ".connector-lint.yaml"));
    expect(yaml).toMatchObject({ place: expect.stringMatching(/^\.connector-lint\.yaml:\d+:\d+$/) as unknown });
    const [toml] = await problems(() => parseConfig("[tool.connector-lint]\nodoo = \n", "pyproject.toml"));
    expect(toml).toMatchObject({ place: expect.stringMatching(/^pyproject\.toml:2:\d+$/) as unknown });
  });

  it("names only rules that exist", async () => {
    const config = { select: ["componnet"], rules: { component: "off" as const }, files: { "a/**": ["job-nothing*"] } };
    const told = await problems(() => checkConfig(config, "c.yaml", RULES));
    expect(told).toEqual([
      { place: "c.yaml: select", message: "no rule or group is called componnet", hint: "did you mean component?" },
    ]);
    const rules = await problems(() => checkConfig({ rules: { "component-without-nam": "off" } }, "c.yaml", RULES));
    expect(rules).toEqual([
      {
        place: "c.yaml: rules",
        message: "no rule is called component-without-nam",
        hint: "did you mean component-without-name?",
      },
    ]);
    expect(await problems(() => checkWords(["component", "component-*", "all"], "--select", RULES))).toEqual([]);
  });

  it("takes versions with and without .0", async () => {
    expect(odooVersion("18", "--odoo")).toBe("18.0");
    expect(odooVersion("18.0", "--odoo")).toBe("18.0");
    expect(await problems(() => odooVersion("15.0", "--odoo"))).toMatchObject([{ place: "--odoo" }]);
  });
});
