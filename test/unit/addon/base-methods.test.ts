import { describe, expect, it } from "vitest";
import { baseMethods } from "../../../src/addon/base-methods.ts";
import { makeWorld } from "../../../src/addon/make-world.ts";
import { readAddon } from "../../../src/addon/read.ts";
import { ODOO_VERSIONS } from "../../../src/odoo/capabilities.ts";
import { indexOf } from "../../generated/trees.ts";

describe("methods of every model", () => {
  it.each(ODOO_VERSIONS)("%s: what BaseModel has is there, what nobody has is not", async (version) => {
    const index = await indexOf(version);
    const addon = readAddon(
      "demo",
      new Map([
        ["__manifest__.py", `{"name": "Demo", "version": "${version}.1.0.0", "depends": ["base"]}`],
        ["__init__.py", "from . import note\n"],
        [
          "note.py",
          [
            "from odoo import models",
            "class Note(models.Model):",
            '    _name = "demo.note"',
            "    def _own(self):",
            "        pass",
          ].join("\n"),
        ],
      ]),
    );
    const world = makeWorld({ index, addons: [addon], methods: await index.methods() });
    const answers = ["search", "write", "_read_group", "_own", "searches", "_cron_nothing", "with_delay"].map(
      (name) => [name, world.hasMethod(addon, "demo.note", name)],
    );
    expect(answers).toEqual([
      ["search", "yes"],
      ["write", "yes"],
      ["_read_group", "yes"],
      ["_own", "yes"],
      ["searches", "no"],
      ["_cron_nothing", "no"],
      ["with_delay", expect.stringMatching(/^(?:yes|unknown)$/)],
    ]);
  });

  it("knows what only some versions have", () => {
    expect(baseMethods("16.0").has("name_get")).toBe(true);
    expect(baseMethods("19.0").has("name_get")).toBe(false);
    expect(baseMethods("17.0").has("check_access")).toBe(false);
    expect(baseMethods("18.0").has("check_access")).toBe(true);
  });
});
