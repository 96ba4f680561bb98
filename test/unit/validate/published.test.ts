import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { validateConnectorCommand } from "../../../src/commands/validate-connector.ts";

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8");

const command = validateConnectorCommand();
const docs = read("docs/validate.md");
const { bin } = JSON.parse(read("package.json")) as { bin: Record<string, string> };

it("the docs have a row for each option, and for no other", () => {
  const own = command.options.map(({ long }) => long ?? "").filter((long) => !["--debug", "--no-color"].includes(long));
  const table = docs.slice(docs.indexOf("## Options"), docs.indexOf("Exit codes"));
  const named = new Set([...table.matchAll(/`(--[a-z-]+)/g)].map(([, option]) => option));
  expect([...named].sort()).toEqual(own.sort());
});

it("the help text says the exit codes, the files of a configuration, and what every option means", () => {
  let help = "";
  command.configureOutput({ writeOut: (text) => (help += text) });
  command.outputHelp();
  expect(help).toContain("Usage: validate-connector [options] [paths...]");
  expect(help).toContain(".connector-lint.yaml");
  expect(help).toContain("Exit codes: 0 nothing found");
  for (const { long, description } of command.options) {
    expect(help).toContain(long ?? "");
    expect(description).not.toBe("");
  }
});

it("the hook of pre-commit calls an executable of the package", () => {
  const hooks = parse(read(".pre-commit-hooks.yaml")) as { id: string; entry: string; language: string }[];
  expect(hooks).toMatchObject([{ id: "validate-connector", language: "node" }]);
  for (const { entry, id } of hooks) {
    expect(Object.keys(bin)).toContain(entry);
    expect(docs).toContain(`id: ${id}`);
  }
});

it("the action runs the executable, with options that it has, and no input in its script", () => {
  const { runs, inputs } = parse(read("action.yml")) as {
    runs: { steps: { run?: string; env?: Record<string, string> }[] };
    inputs: Record<string, { description: string }>;
  };
  const step = runs.steps.at(-1);
  expect(step?.run).toContain(`node "$GITHUB_ACTION_PATH/${bin["validate-connector"] ?? "nothing"}"`);
  for (const option of step?.run?.match(/--[a-z-]+/g) ?? []) {
    expect(command.options.map(({ long }) => long)).toContain(option);
  }
  for (const name of Object.keys(inputs)) expect(JSON.stringify(step?.env)).toContain(`inputs.${name}`);
  for (const { run } of runs.steps) expect(run ?? "").not.toContain("inputs.");
});
