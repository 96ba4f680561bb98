import { beforeAll, describe, expect, it } from "vitest";
import { makeWorld } from "../../../src/addon/make-world.ts";
import { readAddon } from "../../../src/addon/read.ts";
import type { World } from "../../../src/addon/world.ts";
import { indexReader } from "../../../src/app/package.ts";
import { nodeFileSystem } from "../../../src/fs/node.ts";
import { type ModelIndex, openIndex } from "../../../src/odoo/index.ts";

let index: ModelIndex;
let methods: (model: string) => readonly string[];
let xmlIds: (model: string) => Readonly<Record<string, readonly string[]>>;
beforeAll(async () => {
  index = await openIndex("19.0", indexReader(nodeFileSystem));
  [methods, xmlIds] = await Promise.all([index.methods(), index.xmlIds()]);
});

const shop = (depends: string) =>
  readAddon(
    "shop",
    new Map([
      ["__manifest__.py", `{"name": "Shop", "depends": [${depends}], "data": ["views/a.xml"]}\n`],
      ["__init__.py", "from . import models\n"],
      [
        "models.py",
        `from odoo import fields, models
class Order(models.Model):
    _name = "shop.order"
    _inherits = {"sale.order": "odoo_id"}
    odoo_id = fields.Many2one("sale.order", required=True)
    country_id = fields.Many2one(related="odoo_id.partner_id.country_id")
    def pull(self): pass
`,
      ],
      ["views/a.xml", '<odoo><record id="action_a" model="ir.actions.act_window"/></odoo>\n'],
    ]),
  );

function worldOf(depends: string): { world: World; addon: ReturnType<typeof shop> } {
  const addon = shop(depends);
  return { world: makeWorld({ index, addons: [addon], methods, xmlIds }), addon };
}

describe("where everything is at hand", () => {
  it("says yes and no", () => {
    const { world, addon } = worldOf('"sale"');
    expect(world.missing(addon).size).toBe(0);
    expect(["shop.order", "res.partner", "shop.ordr"].map((one) => world.hasModel(addon, one))).toEqual([
      "yes",
      "yes",
      "no",
    ]);
    expect(
      ["country_id", "amount_total", "amount_totl", "id"].map((one) => world.hasField(addon, "shop.order", one)),
    ).toEqual(["yes", "yes", "no", "yes"]);
    expect(world.nearestField(addon, "shop.order", "amount_totl")).toBe("amount_total");
    // What it delegates to gives fields, and no methods.
    expect(["pull", "write", "action_confirm"].map((one) => world.hasMethod(addon, "shop.order", one))).toEqual([
      "yes",
      "yes",
      "no",
    ]);
    expect(world.field(addon, "shop.order", "country_id")).toMatchObject({
      type: "many2one",
      comodel: "res.country",
      stored: false,
    });
    expect(["action_a", "model_shop_order", "action_b"].map((one) => world.hasId(addon, one))).toEqual([
      "yes",
      "yes",
      "no",
    ]);
    expect(world.hasId(addon, "sale.no_such_menu", ["ir.ui.menu"])).toBe("no");
  });

  it("follows paths, and says where they break", () => {
    const { world, addon } = worldOf('"sale"');
    expect(world.path(addon, "shop.order", "odoo_id.partner_id.country_id.code")).toMatchObject({
      field: { type: "char" },
    });
    expect(world.path(addon, "shop.order", "odoo_id.partner.name")).toEqual({
      answer: "no",
      model: "sale.order",
      broken: "partner",
    });
  });
});

it("says nothing of what a module that is not at hand could bring", () => {
  const { world, addon } = worldOf('"sale", "nobody_knows"');
  expect([...world.missing(addon)]).toEqual(["nobody_knows"]);
  expect(world.hasModel(addon, "shop.ordr")).toBe("unknown");
  expect(world.hasField(addon, "shop.order", "amount_totl")).toBe("unknown");
  expect(world.hasComponent(addon, "x")).toBe("unknown");
  expect(world.dependsOn(addon, "stock")).toBe("unknown");
});
