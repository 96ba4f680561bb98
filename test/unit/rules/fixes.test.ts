import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { OdooVersion } from "../../../src/odoo/capabilities.ts";
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
  /** The rules that fixed something. */
  readonly codes: ReadonlySet<string>;
}

/** The fixture after all fixes. */
async function fixed(fixture: Fixture): Promise<Fixed> {
  const codes = new Set<string>();
  let count = 0;
  let now = fixture;
  for (let round = 0; round < ROUNDS; round++) {
    const { findings } = await judgeFixture(now, RULES);
    const { changed, applied } = applyFixes(
      now.files,
      findings.filter(({ fix }) => fix !== undefined),
    );
    if (applied.length === 0) return { fixture: now, count, codes };
    for (const { code } of applied) codes.add(code);
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

  it("keep the ends of lines", async () => {
    const withEnds = (end: string): Fixture => ({
      ...fixture,
      files: new Map([...fixture.files].map(([path, text]) => [path, text.replaceAll(/\r?\n/g, end)])),
    });
    const [plain, other] = await Promise.all([fixed(withEnds("\n")), fixed(withEnds("\r\n"))]);
    for (const [path, text] of plain.fixture.files)
      expect(other.fixture.files.get(path), path).toBe(text.replaceAll("\n", "\r\n"));
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
  ["self._check_recursion()", "not self._has_cycle()"],
  ["self.search([], count=True)", "self.search_count([])"],
  ["self.search([], limit=5, count=True)", "self.search([], limit=5, count=True)"],
  ["[self._check_recursion()]", "[(not self._has_cycle())]"],
  // What stands between the arguments would be lost.
  ["self.invalidate_cache(  # all\n        )", "self.invalidate_cache(  # all\n        )"],
];

const orders = readFixture(root, "model-deprecated-method", "valid");
const ORDERS = "models/demo_order.py";
const withOrders = (text: string): Fixture => ({ ...orders, files: new Map([...orders.files, [ORDERS, text]]) });
const order = (...lines: readonly string[]): string =>
  [
    ...["from odoo import fields, models", "", "", "class DemoOrder(models.Model):", '    """An order of Demo."""'],
    ...["", '    _name = "demo.order"', '    _description = "Demo Order"', ""],
    ...["    name = fields.Char()", "    x = fields.Boolean()", '    parent_id = fields.Many2one("demo.order")'],
    ...["", ...lines, ""],
  ].join("\n");
const method = (expression: string): string => order("    def look(self):", `        return ${expression}`);

describe("calls of methods that are gone", () => {
  it.each(CALLS)("%s", async (before, after) => {
    const { fixture: now } = await fixed(withOrders(method(before)));
    expect(now.files.get(ORDERS)).toBe(method(after));
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

/** What is not to change is the same after it. */
const both = (list: readonly (readonly [before: string, after?: string])[]): [before: string, after: string][] =>
  list.map(([before, after = before]) => [before, after]);

const ASK = 'self.env["demo.order"].';

/** Bodies of methods that group records, and what 19.0 has for them; nothing where a person has to look. */
const GROUPS: readonly (readonly [before: string, after?: string])[] = [
  [
    `groups = ${ASK}read_group([("x", "=", True)], ["parent_id"], ["parent_id"])
return {group["parent_id"][0]: group["parent_id_count"] for group in groups}`,
    `groups = ${ASK}formatted_read_group([("x", "=", True)], ["parent_id"], ["__count"])
return {group["parent_id"][0]: group["__count"] for group in groups}`,
  ],
  [
    `total = 0
for row in ${ASK}read_group(
    domain=[], fields=["amount:sum", "least:min(amount)"], groupby="parent_id", limit=5
):
    total += row["amount"] + row.get("least", 0)
return total`,
    `total = 0
for row in ${ASK}formatted_read_group(
    [], ["parent_id"], ["amount:sum", "amount:min"], limit=5
):
    total += row["amount:sum"] + row.get("amount:min", 0)
return total`,
  ],
  [
    `return ${ASK}read_group([], ["amount:sum"], [])[0]["amount"]`,
    `return ${ASK}formatted_read_group([], [], ["amount:sum"])[0]["amount:sum"]`,
  ],
  [
    `rows = ${ASK}read_group([], ["x"], ["parent_id", "x"], lazy=False)
return [row["__count"] for row in rows]`,
    `rows = ${ASK}formatted_read_group([], ["parent_id", "x"], ["__count"])
return [row["__count"] for row in rows]`,
  ],
  // Somebody else may ask for the old keys.
  [`return ${ASK}read_group([], ["amount:sum"], ["parent_id"])`],
  [`rows = ${ASK}read_group([], ["amount:sum"], ["parent_id"])\nreturn [dict(row) for row in rows]`],
  [`rows = ${ASK}read_group([], [], ["x"])\nfor row in rows:\n    row["x"] = 1\nreturn True`],
  [`for row in ${ASK}read_group([], [], ["x"]):\n    pass\nreturn row["x_count"]`],
  [`return [row["__domain"] for row in ${ASK}read_group([], [], ["x"])]`],
  // What is summed how nobody knows; groups of dates are told otherwise; a state may bring groups without records.
  [`return [row["amount"] for row in ${ASK}read_group([], ["amount"], ["x"])]`],
  [`return [row["day"] for row in ${ASK}read_group([], [], ["day"])]`],
  [`return [row["state"] for row in ${ASK}read_group([], [], ["state"])]`],
  [`return [row["kind"] for row in ${ASK}read_group([], [], ["kind"])]`],
  [`return [row["x"] for row in ${ASK}read_group([], [], ["x", "parent_id"])]`],
];

/** The same for what archives and brings back. */
const TOGGLES: readonly (readonly [before: string, after?: string])[] = [
  [
    "self.toggle_active()  # mine",
    'active = self.filtered("active")\nactive.action_archive()\n(self - active).action_unarchive()  # mine',
  ],
  ["return self.toggle_active()"],
  ["self.parent_id.toggle_active()"],
  ["active = self.x\nself.toggle_active()\nreturn active"],
];

describe("records that are archived or not", () => {
  const body = (text: string, field: string): string =>
    order(
      `    ${field} = fields.Boolean()`,
      "",
      "    def look(self):",
      ...text.split("\n").map((line) => `        ${line}`),
    );

  it.each(both(TOGGLES))("%s", async (before, after) => {
    const { fixture: now } = await fixed(withOrders(body(before, "active")));
    expect(now.files.get(ORDERS)).toBe(body(after, "active"));
  });

  it("stay as they are where the field has another name", async () => {
    const text = body("self.toggle_active()", "x_active");
    expect((await fixed(withOrders(text))).fixture.files.get(ORDERS)).toBe(text);
  });
});

describe("groups of records", () => {
  const body = (text: string): string =>
    order(
      ...["    amount = fields.Float()", "    day = fields.Date()", "    state = fields.Char()"],
      ...['    kind = fields.Char(group_expand="_kinds")', "", "    def look(self):"],
      ...text.split("\n").map((line) => `        ${line}`),
    );

  it.each(both(GROUPS))("%s", async (before, after) => {
    const { fixture: now } = await fixed(withOrders(body(before)));
    expect(now.files.get(ORDERS)).toBe(body(after));
  });
});

const contacts = readFixture(root, "view-removed-attribute", "valid");
const CONTACTS = "views/res_partner_views.xml";
const withContacts = (text: string): Fixture => {
  const manifest = contacts.files.get("__manifest__.py") ?? "";
  const listed = manifest.replace('"data": [', `"data": [\n        "${CONTACTS}",`);
  expect(listed).not.toBe(manifest);
  return { ...contacts, files: new Map([...contacts.files, ["__manifest__.py", listed], [CONTACTS, text]]) };
};
const records = (text: string): string => `<?xml version="1.0" encoding="utf-8" ?>
<odoo>
${text}
</odoo>
`;
const form = (element: string, model = "res.partner"): string =>
  records(`    <record id="partner_view_form" model="ir.ui.view">
        <field name="name">${model}.form</field>
        <field name="model">${model}</field>
        <field name="arch" type="xml">
            <form>
                <field name="active" invisible="1" />
                <field name="ref" />
                <field name="color" />
                ${element}
            </form>
        </field>
    </record>`);

describe("elements of views that are gone", () => {
  it.each(ELEMENTS)("%s", async (before, after) => {
    const { fixture: now } = await fixed(withContacts(form(before)));
    expect(now.files.get(CONTACTS)).toBe(form(after));
  });
});

/** Fixes for older versions than that which a text was written for, and the way back. */
const BACK: readonly {
  readonly rule: string;
  readonly what: string;
  readonly make: (text: string) => Fixture;
  readonly file: string;
  /** The text for 19.0, and what it is for 16.0. */
  readonly texts: readonly [now: string, before: string];
}[] = [
  ...(
    [
      ["model-removed-method", "not self._check_recursion()", "self._has_cycle()"],
      ["model-removed-method", "self._check_recursion()", "not self._has_cycle()"],
      ["model-unknown-attribute", "self.env.user.groups_id", "self.env.user.group_ids"],
      [
        "model-unknown-field-used",
        'self.env["res.users"].search([("groups_id", "!=", False)])',
        'self.env["res.users"].search([("group_ids", "!=", False)])',
      ],
    ] as const
  ).map(([rule, before, now]) => ({
    ...{ rule, what: now, make: withOrders, file: ORDERS },
    texts: [method(now), method(before)] as const,
  })),
  {
    ...{ rule: "model-removed-attribute", what: "aggregator=", make: withOrders, file: ORDERS },
    texts: [
      order('    amount = fields.Float(aggregator="avg", help="x")'),
      order('    amount = fields.Float(group_operator="avg", help="x")'),
    ],
  },
  {
    ...{ rule: "model-constraint-ignored", what: "models.Constraint", make: withOrders, file: ORDERS },
    texts: [
      order(
        "    # for each",
        '    _name_uniq = models.Constraint("unique(name)", "A name is used once.")',
        "    # and one more",
        "    _x_set = models.Constraint(",
        '        "CHECK(x IS NOT NULL)",',
        '        "An order says whether it is one of those that take long to tell of.",',
        "    )",
      ),
      order(
        "    # for each",
        "    _sql_constraints = [",
        '        ("name_uniq", "unique(name)", "A name is used once."),',
        "        # and one more",
        "        (",
        '            "x_set",',
        '            "CHECK(x IS NOT NULL)",',
        '            "An order says whether it is one of those that take long to tell of.",',
        "        ),",
        "    ]",
      ),
    ],
  },
  {
    ...{ rule: "http-route-type", what: "jsonrpc", make: withOrders, file: ORDERS },
    texts: ['"jsonrpc"', '"json"'].map((type) =>
      [
        ...["from odoo import http", "", "", "class Orders(http.Controller):"],
        ...[`    @http.route("/demo/orders", type=${type}, auth="user")`, "    def orders(self):"],
        ...['        """List the orders."""', "        return []", ""],
      ].join("\n"),
    ) as [string, string],
  },
  {
    ...{ rule: "mapper-unknown-target", what: "a target", file: "components/users.py" },
    make: (text) => ({
      ...orders,
      files: new Map([
        ...orders.files,
        ["components/__init__.py", `${orders.files.get("components/__init__.py") ?? ""}from . import users\n`],
        ["components/users.py", text],
      ]),
    }),
    texts: ["group_ids", "groups_id"].map((name) =>
      [
        ...["from odoo.addons.component.core import Component", "", "", "class DemoUserImportMapper(Component):"],
        ...['    """Turns a user of Demo into one of Odoo."""', "", '    _name = "demo.res.users.import.mapper"'],
        ...['    _inherit = ["base.import.mapper", "demo.base"]', '    _apply_on = ["res.users"]', ""],
        ...[`    direct = [("groups", "${name}")]`, ""],
      ].join("\n"),
    ) as [string, string],
  },
  ...(
    [
      [
        "view-removed-attribute",
        `<field name="name" invisible="not active" />`,
        `<field name="name" attrs="{'invisible': [('active', '=', False)]}" />`,
      ],
      [
        "view-removed-attribute",
        `<field name="name" readonly="active or ref != 'x'" required="ref in ['a', 'b'] and color > 3" />`,
        `<field name="name" attrs="{'readonly': ['|', ('active', '!=', False), ('ref', '!=', 'x')], 'required': [('ref', 'in', ['a', 'b']), ('color', '>', 3)]}" />`,
      ],
      [
        "view-removed-attribute",
        `<field name="name" invisible="active and (ref == 'x' or not name)" />`,
        `<field name="name" attrs="{'invisible': [('active', '!=', False), '|', ('ref', '=', 'x'), ('name', '=', False)]}" />`,
      ],
      [
        "view-removed-tag",
        `<field name="child_ids"><list><field name="name" /></list></field>`,
        `<field name="child_ids"><tree><field name="name" /></tree></field>`,
      ],
      [
        "view-removed-attribute",
        `<field name="child_ids"><list><field name="name" column_invisible="1" /></list></field>`,
        `<field name="child_ids"><tree><field name="name" attrs="{'column_invisible': 1}" /></tree></field>`,
      ],
    ] as const
  ).map(([rule, now, before]) => ({
    ...{ rule, what: now, make: withContacts, file: CONTACTS },
    texts: [form(now), form(before)] as const,
  })),
  ...(
    [
      [
        "view-unknown-field",
        (name: string) =>
          `    <record id="users_view_form" model="ir.ui.view">
        <field name="name">res.users.form</field>
        <field name="model">res.users</field>
        <field name="arch" type="xml">
            <form>
                <field name="${name}" />
            </form>
        </field>
    </record>`,
      ],
      [
        "data-unknown-field",
        (name: string) =>
          `    <record id="contacts_action" model="ir.actions.act_window">
        <field name="name">Contacts</field>
        <field name="res_model">res.partner</field>
        <field name="${name}" eval="[(4, ref('base.group_user'))]" />
    </record>`,
      ],
    ] as const
  ).map(([rule, text]) => ({
    ...{ rule, what: "a field that was renamed", make: withContacts, file: CONTACTS },
    texts: [records(text("group_ids")), records(text("groups_id"))] as const,
  })),
];

describe.each(BACK)("$rule for an older version: $what", ({ rule, make, file, texts: [now, before] }) => {
  const as = (version: OdooVersion, text: string): Fixture => ({ ...make(text), version, saysVersion: true });

  it("is fixed for 16.0", async () => {
    const { fixture, codes } = await fixed(as("16.0", now));
    expect(fixture.files.get(file)).toBe(before);
    expect([...codes]).toContain(rule);
  });

  it("is for 19.0 again what it was", async () => {
    const { fixture } = await fixed(as("19.0", before));
    expect(fixture.files.get(file)).toBe(now);
  });
});

/** What has no word in 16.0 that says the same: it is listed, and stays. */
const LISTED: readonly (readonly [rule: string, fixture: Fixture, file: string])[] = [
  ["model-removed-method", withOrders(method('self.check_access("write")')), ORDERS],
  ["model-removed-method", withOrders(method('self._has_cycle("parent_id")')), ORDERS],
  ["model-removed-method", withOrders(method('self.search_fetch([], ["name"])')), ORDERS],
  ["python-env-translation", withOrders(method('self.env._("x")')), ORDERS],
  // Zero is false in 17.0, and no empty number in 16.0.
  ["view-removed-attribute", withContacts(form(`<field name="name" invisible="not color" />`)), CONTACTS],
  ["view-removed-attribute", withContacts(form(`<field name="name" invisible="ref == name" />`)), CONTACTS],
  [
    "view-removed-attribute",
    withContacts(form(`<field name="name" invisible="active" attrs="{'readonly': [('ref', '=', 'x')]}" />`)),
    CONTACTS,
  ],
  [
    "model-constraint-ignored",
    withOrders(order('    _a = models.Constraint("unique(name)")', "", '    _b = models.Constraint("unique(x)")')),
    ORDERS,
  ],
];

it.each(LISTED)("%s is listed for 16.0 where no fix is certain", async (rule, fixture, file) => {
  const asked: Fixture = { ...fixture, version: "16.0", saysVersion: true };
  const { findings } = await judgeFixture(asked, RULES);
  expect(findings.filter((one) => one.path === file && one.code === rule)).not.toEqual([]);
  const after = await fixed(asked);
  expect(after.fixture.files.get(file)).toBe(fixture.files.get(file));
});

it("leaves an expression over the context, which 16.0 has too", async () => {
  const text = form(`<field name="name" invisible="context.get('short')" />`);
  const { findings } = await judgeFixture({ ...withContacts(text), version: "16.0", saysVersion: true }, RULES);
  expect(findings.filter((one) => one.path === CONTACTS).map(told)).toEqual([]);
});
