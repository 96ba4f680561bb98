import { describe, expect, it } from "vitest";
import { withOdoo } from "../../../src/validate/config-odoo.ts";

describe("a configuration for another version of Odoo", () => {
  it.each([
    ['odoo: "16.0"\n', 'odoo: "19.0"\n'],
    [
      "# why\r\nodoo: '16'   # as in production\r\nselect: [all]\r\n",
      "# why\r\nodoo: '19.0'   # as in production\r\nselect: [all]\r\n",
    ],
    ['{ select: [all], odoo: "16.0" }', '{ select: [all], odoo: "19.0" }'],
    ["select: [all]\n", undefined],
    ["", undefined],
  ])("is %j", async (text, changed) => {
    expect(await withOdoo(text, ".connector-lint.yaml", "19.0")).toBe(changed);
  });

  it.each([
    ['[tool.connector-lint]\nodoo = "16.0"\n', '[tool.connector-lint]\nodoo = "19.0"\n'],
    [
      '[tool.other]\nodoo = "16.0"\n\n[ tool . "connector-lint" ] # ours\nselect = [\n  "all",\n]\n  odoo   = \'16\' # x\n[tool.more]\nodoo = "1"\n',
      '[tool.other]\nodoo = "16.0"\n\n[ tool . "connector-lint" ] # ours\nselect = [\n  "all",\n]\n  odoo   = \'19.0\' # x\n[tool.more]\nodoo = "1"\n',
    ],
    // Places that are not looked for are not guessed.
    ['[tool]\nconnector-lint.odoo = "16.0"\n', undefined],
    ['[tool.connector-lint]\nselect = ["all"]\n[tool.connector-lint.rules]\nodoo = "off"\n', undefined],
    ['[tool.connector-lint]\nignore = ["""\nodoo = "16.0"\n"""]\n', undefined],
  ])("is %j in TOML", async (text, changed) => {
    expect(await withOdoo(text, "pyproject.toml", "19.0")).toBe(changed);
  });
});
