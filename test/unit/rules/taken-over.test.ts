import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import rule from "../../../src/rules/view-unknown-button.ts";
import { addonOf, judgeFixture } from "./judge.ts";
import { readFixture } from "./support.ts";

const root = join(fileURLToPath(new URL("../../..", import.meta.url)), "test/rules");
const fixture = readFixture(root, "view-unknown-button", "valid");
const VIEWS = "views/demo_backend_views.xml";

const manifest = (name: string, depends: string, data = true): string =>
  `{"name": "${name}", "version": "19.0.1.0.0", "license": "LGPL-3", "depends": [${depends}], "data": [${data ? `"views.xml"` : ""}]}\n`;

const view = (id: string, model: string, parent: string | undefined, arch: string, mode = "primary"): string => `
    <record id="${id}" model="ir.ui.view">
        <field name="name">${id}</field>
        <field name="model">${model}</field>
        ${parent === undefined ? "" : `<field name="inherit_id" ref="${parent}" /><field name="mode">${mode}</field>`}
        <field name="arch" type="xml">${arch}</field>
    </record>`;

const odoo = (...records: readonly string[]): string => `<odoo>${records.join("")}</odoo>\n`;
const button = (name: string): string => `<button name="${name}" type="object" string="x" />`;

/** A form of contacts with a button that a binding has no method for. */
const FORM = view(
  "form",
  "res.partner",
  undefined,
  `<form><header>${button("create_company")}</header><field name="name" /></form>`,
);

/** What is told of a form of bindings that is made of that of contacts, with another addon that changes it. */
async function told(own: string, ...others: readonly string[]): Promise<string[]> {
  const data = new Map([
    ["__manifest__.py", manifest("Forms", '"base"')],
    ["__init__.py", ""],
    ["views.xml", odoo(FORM, ...others)],
  ]);
  const files = new Map([
    ...fixture.files,
    [
      "__manifest__.py",
      (fixture.files.get("__manifest__.py") ?? "").replace('"depends": [', '"depends": [\n        "forms",'),
    ],
    [VIEWS, (fixture.files.get(VIEWS) ?? "").replace("</odoo>", `${own}\n</odoo>`)],
  ]);
  const { findings } = await judgeFixture({ ...fixture, files }, [rule], [await addonOf({ files: data }, "forms")]);
  return findings.map(({ message }) => message);
}

const MISSING = "demo.res.partner has no method create_company, which a button of forms.form calls";
const OWN = view(
  "own",
  "demo.res.partner",
  "forms.form",
  `<field name="name" position="after"><field name="external_id" /></field>`,
);

it("asks the model for the methods of another addon's form", async () => {
  expect(await told(OWN)).toEqual([MISSING]);
});

it("tells a view once, whatever it lacks", async () => {
  const second = view(
    "more",
    "res.partner",
    "form",
    `<header position="inside">${button("open_parent")}</header>`,
    "extension",
  );
  const third = view("third", "demo.res.partner", "forms.more", `<field name="name" position="replace" />`);
  expect(await told(third, second)).toEqual([
    "demo.res.partner has no method create_company, which a button of forms.more calls; nor open_parent",
  ]);
});

it.each([
  [
    "replaces the button",
    view("own", "demo.res.partner", "forms.form", `<button name="create_company" position="replace" />`),
  ],
  ["replaces what it stands in", view("own", "demo.res.partner", "forms.form", `<header position="replace" />`)],
  [
    "gives it another name",
    view(
      "own",
      "demo.res.partner",
      "forms.form",
      `<button name="create_company" position="attributes"><attribute name="name">export_record</attribute></button>`,
    ),
  ],
  ["is of the same model", view("own", "res.partner", "forms.form", `<field name="name" position="replace" />`)],
  [
    "changes the form itself",
    view("own", "demo.res.partner", "forms.form", `<field name="name" position="replace" />`, "extension"),
  ],
])("says nothing of a view that %s", async (_, own) => {
  expect(await told(own)).toEqual([]);
});

it("says nothing where another view replaces the button, or adds one to a form of its own", async () => {
  const without = view(
    "without",
    "res.partner",
    "form",
    `<button name="create_company" position="replace" />`,
    "extension",
  );
  const sibling = view("sibling", "res.partner", "form", `<header position="inside">${button("open_parent")}</header>`);
  expect(await told(OWN, without)).toEqual([]);
  expect(await told(OWN, sibling)).toEqual([MISSING]);
});
