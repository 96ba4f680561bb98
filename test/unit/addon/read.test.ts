import { describe, expect, it } from "vitest";
import { readAddon } from "../../../src/addon/read.ts";
import type { AddonModel } from "../../../src/addon/types.ts";

/** An addon of these files, each an array of lines. */
function addon(files: Readonly<Record<string, readonly string[]>>, name = "shop"): AddonModel {
  const texts = new Map(Object.entries(files).map(([path, lines]) => [path, `${lines.join("\n")}\n`] as const));
  return readAddon(name, texts);
}

const manifest = (...data: readonly string[]): readonly string[] => [
  "# A comment",
  "{",
  '    "name": "Shop",',
  '    "version": "19.0.1.0.0",',
  '    "depends": ["connector", "sale"],',
  `    "data": [${data.map((one) => `"${one}"`).join(", ")}],`,
  '    "external_dependencies": {"python": ["requests"]},',
  "}",
];

describe("the manifest", () => {
  it("is read in literals, with the place of each word", () => {
    const read = addon({ "__manifest__.py": manifest("views/a.xml") });
    const text = read.files.get("__manifest__.py")?.text ?? "";
    const { manifest: found } = read;
    expect(found?.version?.text).toBe("19.0.1.0.0");
    expect(found?.depends.map((one) => text.slice(one.from, one.to))).toEqual(["connector", "sale"]);
    expect(found?.data.map((one) => one.text)).toEqual(["views/a.xml"]);
    expect(found?.externalPython.map((one) => one.text)).toEqual(["requests"]);
    expect(found?.keys.get("version")?.key.text).toBe("version");
  });

  it("is none where there is no dictionary", () => {
    expect(addon({ "__manifest__.py": ["x = 1"] }).manifest).toBeUndefined();
  });
});

describe("models", () => {
  const { models, python } = addon({
    "__init__.py": ["from . import models"],
    "models/__init__.py": ["from . import order", "from .base import Base"],
    "models/base.py": ["from odoo import models as m", "class Base(m.AbstractModel):", '    _name = "shop.base"'],
    "models/order.py": [
      "from odoo import api, fields, models",
      "from odoo.addons.queue_job.fields import JobSerialized",
      "from .base import Base",
      "class Note(fields.Char):",
      "    pass",
      "class Order(models.Model):",
      '    _name = "shop.order"',
      '    _inherit = ["mail.thread", "shop.base"]',
      '    _inherits = {"sale.order": "odoo_id"}',
      "    odoo_id = fields.Many2one('sale.order', required=True)",
      "    line_ids: Lines = fields.One2many(comodel_name='shop.line', inverse_name='order_id')",
      "    note = Note()",
      "    payload = JobSerialized()",
      "    picture = fields.Image()",
      "    if True:",
      "        late = fields.Boolean()",
      "    _order = 'id'",
      "    def one(self): pass",
      "class Partner(models.Model):",
      '    _inherit = "res.partner"',
      "class Same(models.Model):",
      '    _name = "res.users"',
      '    _inherit = ["res.users", "shop.base"]',
      "class Both(models.TransientModel):",
      '    _inherit = ["a", "b"]',
      "class Sub(Base):",
      '    _name = "shop.sub"',
      "class Plain:",
      "    x = 1",
    ],
    "models/forgotten.py": ["from odoo import models", "class F(models.Model):", '    _name = "shop.forgotten"'],
    "tests/__init__.py": ["from . import test_a"],
    "tests/test_a.py": ["from odoo import models", "class T(models.Model):", '    _name = "shop.test"'],
  });
  const order = models.find((one) => one.className === "Order");

  it("are found however they are imported and inherited", () => {
    expect(
      models.map((one) => `${one.className} ${one.model ?? "?"} ${one.kind}${one.isNew ? " new" : ""}`).sort(),
    ).toEqual([
      "Base shop.base abstract new",
      "Both ? transient",
      "F shop.forgotten model new",
      "Order shop.order model new",
      "Partner res.partner model",
      "Same res.users model",
      "Sub shop.sub abstract new",
      "T shop.test model new",
    ]);
  });

  it("have their fields, those of classes of fields of their own too", () => {
    const fields = [...(order?.fields.values() ?? [])].map(({ name, type, comodel }) =>
      `${name} ${type} ${comodel?.text ?? ""}`.trim(),
    );
    expect(fields).toEqual([
      "odoo_id many2one sale.order",
      "line_ids one2many shop.line",
      "note char",
      "payload job_serialized",
      "picture binary",
      "late boolean",
    ]);
    expect(order?.inherit.map((one) => one.text)).toEqual(["mail.thread", "shop.base"]);
    expect(order?.inherits.map(({ model, field }) => [model.text, field.text])).toEqual([["sale.order", "odoo_id"]]);
    expect([...(order?.methods.keys() ?? [])]).toEqual(["one"]);
    expect([...(order?.attributes.keys() ?? [])]).toEqual(["_name", "_inherit", "_inherits", "_order"]);
  });

  it("know which files Odoo loads", () => {
    const files = [...python.values()];
    expect(files.filter((one) => !one.isLoaded).map((one) => one.path)).toEqual([
      "models/forgotten.py",
      "tests/__init__.py",
      "tests/test_a.py",
    ]);
    expect(files.filter((one) => one.isTest).map((one) => one.path)).toEqual(["tests/__init__.py", "tests/test_a.py"]);
    expect(python.get("models/order.py")?.imports.get("Base")).toBe("odoo.addons.shop.models.base.Base");
  });
});

describe("components", () => {
  it("are found by base class, through classes of the addon too", () => {
    const { components } = addon({
      "components/core.py": [
        "from odoo.addons.component.core import AbstractComponent as AC, Component",
        "class ShopBase(AC):",
        '    _name = "shop.base"',
        '    _inherit = "base.connector"',
        '    _collection = "shop.backend"',
        "class Binder(Component):",
        '    _name = "shop.binder"',
        '    _inherit = ["base.binder", "shop.base"]',
        '    _apply_on = ["shop.order"]',
        '    _usage = "binder"',
      ],
      "components/more.py": [
        "from .core import Binder",
        "class Other(Binder):",
        '    _inherit = "shop.binder"',
        "    _apply_on = MODELS",
      ],
    });
    expect(
      components.map((one) => [
        one.name?.text,
        one.inherit.map((word) => word.text),
        one.isConcrete,
        one.collection?.text,
        one.usage?.text,
        one.applyOn?.map((word) => word.text),
      ]),
    ).toEqual([
      ["shop.base", ["base.connector"], false, "shop.backend", undefined, undefined],
      ["shop.binder", ["base.binder", "shop.base"], true, undefined, "binder", ["shop.order"]],
      [undefined, ["shop.binder"], true, undefined, undefined, undefined],
    ]);
    expect(components[2]?.attributes.has("_apply_on")).toBe(true);
  });
});

describe("data", () => {
  const read = addon({
    "__manifest__.py": manifest("security/ir.model.access.csv", "views/a.xml"),
    "security/ir.model.access.csv": [
      "id,name,model_id:id,group_id:id,perm_read,perm_write,perm_create,perm_unlink",
      "access_a,a,model_shop_order,base.group_user,1,0,0,0",
    ],
    "views/a.xml": [
      "<odoo>",
      '  <data noupdate="1">',
      '    <record id="shop.rule_a" model="ir.rule">',
      '      <field name="model_id" ref="model_shop_order"/>',
      '      <field name="groups" eval="[(4, ref(\'base.group_user\'))]"/>',
      '      <field name="domain_force">[(1, "=", 1)]</field>',
      "    </record>",
      "  </data>",
      '  <record id="access_b" model="ir.model.access">',
      "    <field name=\"model_id\" search=\"[('model', '=', 'shop.line')]\"/>",
      '    <field name="perm_read" eval="True"/>',
      "  </record>",
      '  <record id="sale.view_x" model="ir.ui.view">',
      '    <field name="model">sale.order</field>',
      '    <field name="inherit_id" ref="sale.view_order_form"/>',
      '    <field name="arch" type="xml">',
      '      <button name="%(action_a)d" groups="base.group_user,!base.group_portal"/>',
      '      <field name="parent"/>',
      "    </field>",
      "  </record>",
      '  <menuitem id="menu_a" parent="sale.menu" action="action_a"><menuitem id="menu_b" name="B"/></menuitem>',
      '  <template id="page" inherit_id="web.layout"><p/></template>',
      '  <delete id="sale.old" model="ir.ui.view"/>',
      '  <record id="cron_a" model="ir.cron"><field name="model_id" ref="model_shop_order"/>',
      '    <field name="code">model.run()</field><field name="active" eval="False"/></record>',
      "</odoo>",
    ],
    "data/queue_job_function_data.xml": [
      "<odoo>",
      '  <record id="job" model="queue.job.function">',
      '    <field name="model_id" ref="model_shop_order"/><field name="method">run</field>',
      '    <field name="channel_id" ref="channel"/>',
      "  </record>",
      "</odoo>",
    ],
  });

  it("has the records of every kind of file, in the order of loading", () => {
    expect(
      read.records.map((one) => `${one.module}.${one.id?.text ?? ""} ${one.model.text} ${one.order ?? "-"}`),
    ).toEqual([
      "shop.access_a ir.model.access 0",
      "shop.rule_a ir.rule 1",
      "shop.access_b ir.model.access 1",
      "sale.sale.view_x ir.ui.view 1",
      "shop.menu_a ir.ui.menu 1",
      "shop.menu_b ir.ui.menu 1",
      "shop.page ir.ui.view 1",
      "shop.cron_a ir.cron 1",
      "shop.job queue.job.function -",
    ]);
    expect(read.records.filter((one) => one.noupdate).map((one) => one.id?.text)).toEqual(["rule_a"]);
    expect(read.records.find((one) => one.id?.text === "menu_b")?.values.get("parent")?.ref?.text).toBe("menu_a");
  });

  it("has rights of CSV and XML alike", () => {
    expect(
      read.access.map(({ id, modelId, group, rights }) => [id, modelId.text, group?.text, rights.read, rights.write]),
    ).toEqual([
      ["access_a", "model_shop_order", "base.group_user", true, false],
      ["access_b", "model_shop_line", undefined, true, false],
    ]);
    expect(read.rules.map(({ modelId, domain }) => [modelId?.text, domain?.text])).toEqual([
      ["model_shop_order", '[(1, "=", 1)]'],
    ]);
    expect(read.crons.map(({ code, active }) => [code?.text, active?.eval?.text])).toEqual([["model.run()", "False"]]);
    expect(read.jobFunctions.map(({ method, channel }) => [method?.text, channel?.text])).toEqual([["run", "channel"]]);
  });

  it("has views with what they are about", () => {
    expect(read.views.map(({ model, inheritId, arch }) => [model, inheritId?.text, arch.name])).toEqual([
      ["sale.order", "sale.view_order_form", "field"],
      [undefined, "web.layout", "template"],
    ]);
  });

  it("knows every use of an XML id, and where it stands", () => {
    expect(read.references.map((one) => `${one.by} ${one.id}`)).toEqual([
      "model_id model_shop_order",
      "group_id base.group_user",
      "ref model_shop_order",
      "eval base.group_user",
      "ref sale.view_order_form",
      "%()d action_a",
      "groups base.group_user",
      "groups base.group_portal",
      "parent sale.menu",
      "action action_a",
      "inherit_id web.layout",
      "id sale.old",
      "ref model_shop_order",
      "ref model_shop_order",
      "ref channel",
    ]);
    for (const { file, from, to, id } of read.references) expect(read.files.get(file)?.text?.slice(from, to)).toBe(id);
  });
});

describe("Python's own uses", () => {
  const read = addon({
    "models/a.py": [
      "from odoo import http, models",
      "class A(models.Model):",
      '    _name = "shop.a"',
      "    def run(self):",
      '        self.env.ref("shop.x", raise_if_not_found=False)',
      '        self.env.user.has_group("base.group_user")',
      "        self.with_delay(priority=1).go(1)",
      "        job = self.env['shop.b'].search([]).delayable()",
      "        job.walk()",
      "        for one in self:",
      "            one.with_delay().set(channel='x').fly()",
      "        other.with_delay().swim()",
      "class C(http.Controller):",
      '    @http.route(["/a", "/b"], type="http", auth="public", csrf=False)',
      "    def hook(self, **kw): pass",
    ],
  });

  it("has delayed calls with their models", () => {
    expect(read.delayed.map(({ model, method }) => `${model ?? "?"}.${method.text}`)).toEqual([
      "shop.a.go",
      "shop.b.walk",
      "shop.a.fly",
      "?.swim",
    ]);
  });

  it("has routes and references", () => {
    expect(
      read.routes.map(({ paths, options, className }) => [
        paths.map((one) => one.text),
        [...options.keys()],
        className,
      ]),
    ).toEqual([[["/a", "/b"], ["type", "auth", "csrf"], "C"]]);
    expect(read.references.map(({ id, by, isOptional }) => [id, by, isOptional])).toEqual([
      ["shop.x", "env.ref", true],
      ["base.group_user", "has_group", false],
    ]);
  });
});

it("says nothing of a file that can't be read", () => {
  const faults = new Map([["a.py", { span: { from: 0, to: 1 }, message: "broken" }]]);
  const read = readAddon(
    "shop",
    new Map([
      ["a.py", "class A(models.Model):\n  _name = 'x'\n"],
      ["i.png", undefined],
    ]),
    faults,
  );
  expect(read.python.size).toBe(0);
  expect(read.models).toEqual([]);
  expect(read.files.get("a.py")?.fault?.message).toBe("broken");
  expect(read.files.get("i.png")).toMatchObject({ kind: "other", text: undefined });
});
