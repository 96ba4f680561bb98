import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { RULES } from "../../../src/rules/registry.ts";
import { applyFixes } from "../../../src/validate/fix.ts";
import type { Finding } from "../../../src/validate/types.ts";
import { judgeFixture } from "./judge.ts";
import { type Fixture, readFixture } from "./support.ts";

const root = join(fileURLToPath(new URL("../../..", import.meta.url)), "test/rules");

/** Fixes may uncover what another one mends: a run of `--fix` goes on until nothing is left to do. */
const ROUNDS = 5;

const told = ({ path, start, code, message }: Finding): string => `${path}:${start.line} ${code}: ${message}`;

interface Fixed {
  readonly fixture: Fixture;
  readonly count: number;
}

/** The fixture after all fixes. */
async function fixed(fixture: Fixture): Promise<Fixed> {
  let count = 0;
  let now = fixture;
  for (let round = 0; round < ROUNDS; round++) {
    const { findings } = await judgeFixture(now, RULES);
    const { changed, applied } = applyFixes(
      now.files,
      findings.filter(({ fix }) => fix !== undefined),
    );
    if (applied.length === 0) return { fixture: now, count };
    count += applied.length;
    now = { ...now, files: new Map([...now.files, ...changed]) };
  }
  throw new Error(`${fixture.code}: there is something to fix after ${ROUNDS} rounds`);
}

const found = await Promise.all(
  RULES.map(async ({ code }) => {
    const fixture = readFixture(root, code, "invalid");
    const { findings } = await judgeFixture(fixture, RULES);
    return { code, fixture, findings, canFix: findings.some(({ fix }) => fix !== undefined) };
  }),
);

describe.each(found.filter(({ canFix }) => canFix))("the fixes of $code", ({ fixture, findings }) => {
  it("take away what they are for, and bring nothing new", async () => {
    const after = await fixed(fixture);
    const left = (await judgeFixture(after.fixture, RULES)).findings;
    expect(after.count).toBeGreaterThan(0);
    // Lines move; what was found keeps its words.
    const words = ({ path, code, message }: Finding): string => `${path} ${code}: ${message}`;
    const stays = findings.filter(({ fix }) => fix === undefined).map(words);
    expect(left.filter((one) => !stays.includes(words(one))).map(told)).toEqual([]);
  });
});

/** An expression as it was written for an older version, and as 19.0 has it; the same text where a person has to look. */
const CALLS: readonly (readonly [before: string, after: string])[] = [
  ["self.name_get()", "[(record.id, record.display_name) for record in self]"],
  ["self.name_get()[0][1]", "self.display_name"],
  ['self.user_has_groups("base.group_user")', 'self.env.user.has_groups("base.group_user")'],
  ["self.clear_caches()", "self.env.registry.clear_cache()"],
  ["self.fields_get_keys()", "list(self._fields)"],
  ["self.get_xml_id()", "self.get_external_id()"],
  ["self.invalidate_cache()", "self.env.invalidate_all()"],
  ['self.invalidate_cache(["name"])', 'self.invalidate_model(["name"])'],
  ["self.refresh()", "self.invalidate_recordset()"],
  ["self.recompute()", "self.env.flush_all()"],
  ["self.flush()", "self.env.flush_all()"],
  ['self.check_access_rights("write")', 'self.browse().check_access("write")'],
  ['self.check_access_rights("write", raise_exception=False)', 'self.browse().has_access("write")'],
  [
    'self.check_access_rights("write", raise_exception=self.x)',
    'self.check_access_rights("write", raise_exception=self.x)',
  ],
  ['self.env["demo.order"].check_access_rights("read")', 'self.env["demo.order"].check_access("read")'],
  ['self.check_access_rule("write")', 'self.check_access("write")'],
  ['self._filter_access_rules("read")', 'self._filtered_access("read")'],
  ["not self._check_recursion()", "self._has_cycle()"],
  ["self._check_recursion()", "(not self._has_cycle())"],
  ["self.search([], count=True)", "self.search_count([])"],
  ["self.search([], limit=5, count=True)", "self.search([], limit=5, count=True)"],
  // What stands between the arguments would be lost.
  ["self.invalidate_cache(  # all\n        )", "self.invalidate_cache(  # all\n        )"],
];

describe("calls of methods that are gone", () => {
  const fixture = readFixture(root, "model-deprecated-method", "valid");
  const file = "models/demo_order.py";
  const module = (expression: string): string =>
    [
      ...["from odoo import fields, models", "", "", "class DemoOrder(models.Model):", '    """An order of Demo."""'],
      ...["", '    _name = "demo.order"', '    _description = "Demo Order"', ""],
      ...["    name = fields.Char()", "    x = fields.Boolean()", '    parent_id = fields.Many2one("demo.order")'],
      ...["", "    def look(self):", `        return ${expression}`, ""],
    ].join("\n");

  it.each(CALLS)("%s", async (before, after) => {
    const files = new Map([...fixture.files, [file, module(before)]]);
    const { fixture: now } = await fixed({ ...fixture, files });
    expect(now.files.get(file)).toBe(module(after));
  });
});

/** An element of a form or a list of contacts, written for 16.0 or before, and as 19.0 has it. */
const ELEMENTS: readonly (readonly [before: string, after: string])[] = [
  [
    `<field name="name" attrs="{'invisible': [('active', '=', False)]}" />`,
    `<field name="name" invisible="not active" />`,
  ],
  [
    `<field name="name" attrs="{'readonly': ['|', ('active', '=', True), ('ref', '!=', 'x')], 'required': [('ref', 'in', ('a', 'b'))]}" />`,
    `<field name="name" readonly="active or ref != 'x'" required="ref in ['a', 'b']" />`,
  ],
  [
    `<field name="name" attrs="{'invisible': [('name', 'like', 'x')]}" />`,
    `<field name="name" attrs="{'invisible': [('name', 'like', 'x')]}" />`,
  ],
  [
    `<field name="child_ids"><tree><field name="name" /></tree></field>`,
    `<field name="child_ids"><list><field name="name" /></list></field>`,
  ],
];

describe("elements of views that are gone", () => {
  const fixture = readFixture(root, "view-removed-attribute", "valid");
  const file = "views/res_partner_views.xml";
  const view = (element: string): string => `<?xml version="1.0" encoding="utf-8" ?>
<odoo>
    <record id="partner_view_form" model="ir.ui.view">
        <field name="name">res.partner.form</field>
        <field name="model">res.partner</field>
        <field name="arch" type="xml">
            <form>
                <field name="active" invisible="1" />
                <field name="ref" />
                ${element}
            </form>
        </field>
    </record>
</odoo>
`;

  it.each(ELEMENTS)("%s", async (before, after) => {
    const manifest = fixture.files.get("__manifest__.py") ?? "";
    const listed = manifest.replace('"data": [', `"data": [\n        "${file}",`);
    expect(listed).not.toBe(manifest);
    const files = new Map([...fixture.files, ["__manifest__.py", listed], [file, view(before)]]);
    const { fixture: now } = await fixed({ ...fixture, files });
    expect(now.files.get(file)).toBe(view(after));
  });
});
