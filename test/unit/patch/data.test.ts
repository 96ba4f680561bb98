import { describe, expect, it } from "vitest";
import { mergeText } from "../../../src/patch/merge.ts";

/** The merged text, where nothing is to be told of it. */
function plainly(path: string, base: string, mine: string, planned: string): string {
  const { text, conflicts, kept } = mergeText(path, base, mine, planned);
  expect({ conflicts, kept }).toEqual({ conflicts: [], kept: [] });
  return text;
}

const VIEWS = `<?xml version="1.0" encoding="UTF-8" ?>
<odoo>
    <record id="view_form" model="ir.ui.view">
        <field name="name">form</field>
        <field name="arch" type="xml">
            <tree create="false">
                <field name="name" />
                <xpath expr="//a" position="inside">
                    <field name="b" />
                </xpath>
                <xpath expr="//a" position="inside">
                    <field name="c" />
                </xpath>
            </tree>
        </field>
    </record>
</odoo>
`;

describe("mergeText on XML", () => {
  const merge = (mine: string, planned: string): string => plainly("views/a.xml", VIEWS, mine, planned);
  const MENU = '\n    <menuitem id="menu" />\n';

  it("puts records, fields and parts of views beside each other", () => {
    const mine = VIEWS.replace("</odoo>", `${MENU}</odoo>`).replace(
      '<field name="c" />',
      '<field name="c" />\n                    <!-- ours -->\n                    <field name="mine" />',
    );
    const planned = VIEWS.replace('<field name="b" />', '<field name="b" widget="x" />').replace(
      '<field name="c" />',
      '<field name="new" />\n                    <field name="c" />',
    );
    expect(merge(mine, planned)).toBe(
      planned
        .replace("</odoo>", `${MENU}</odoo>`)
        .replace(
          '<field name="c" />',
          '<field name="c" />\n                    <!-- ours -->\n                    <field name="mine" />',
        ),
    );
  });

  it("merges the attributes of a tag, whatever a list is called", () => {
    const mine = VIEWS.replace('create="false"', 'create="false" string="Mine"').replace(
      '"b" />',
      '"b" optional="hide" />',
    );
    const planned = VIEWS.replace('<tree create="false"', '<list create="false" delete="false"')
      .replace("</tree>", "</list>")
      .replace('"b" />', '"b" widget="x" />');
    const merged = merge(mine, planned);
    expect(merged).toContain('<list create="false" delete="false" string="Mine">');
    expect(merged).toContain("</list>");
    expect(merged).toContain('<field name="b" widget="x" optional="hide" />');
  });

  it("gives each attribute a line where one is too short, and takes it back", () => {
    const [long, longer] = [`a="${"x".repeat(60)}"`, `b="${"y".repeat(60)}"`];
    const mine = VIEWS.replace('"b" />', `"b" ${long} />`);
    const planned = VIEWS.replace('"b" />', `"b" ${longer} />`);
    const merged = merge(mine, planned);
    const indent = " ".repeat(20);
    expect(merged).toContain(
      `${indent}<field\n${indent}    name="b"\n${indent}    ${longer}\n${indent}    ${long}\n${indent}/>\n`,
    );
    expect(plainly("views/a.xml", planned, merged, VIEWS)).toBe(mine);
  });

  it("names the place of a conflict", () => {
    const { text, conflicts } = mergeText(
      "a.xml",
      VIEWS,
      VIEWS.replace(">form<", ">mine<"),
      VIEWS.replace(">form<", ">new<"),
    );
    expect(conflicts.map(({ name, line }) => ({ name, line }))).toEqual([
      { name: "record view_form, field name", line: 4 },
    ]);
    expect(text.split("\n").slice(3, 8)).toEqual([
      "<<<<<<< yours",
      '        <field name="name">mine</field>',
      "=======",
      '        <field name="name">new</field>',
      ">>>>>>> new",
    ]);
  });

  it("compares lines where a side is no XML", () => {
    const mine = VIEWS.replace("</odoo>", "");
    expect(merge(mine, VIEWS.replace(">form<", ">new<"))).toBe(mine.replace(">form<", ">new<"));
  });
});

describe("mergeText on tables", () => {
  const ACCESS = "id,name,group,read\na,A,g,1\nb,B,g,1\nc,C,g,1\n";
  const merge = (mine: string, planned: string): string => plainly("ir.model.access.csv", ACCESS, mine, planned);

  it("merges rows by their ids", () => {
    expect(merge(`${ACCESS}mine,M,g,1\n`, ACCESS.replace("b,B", "n,N,g,0\nb,B").replace("c,C,g,1\n", ""))).toBe(
      "id,name,group,read\na,A,g,1\nn,N,g,0\nb,B,g,1\nmine,M,g,1\n",
    );
  });

  it("merges the cells of a row, quotes kept", () => {
    expect(merge(ACCESS.replace("b,B,g,1", 'b,"B, mine",g,1'), ACCESS.replace("b,B,g,1", "b,B,g,0"))).toBe(
      ACCESS.replace("b,B,g,1", 'b,"B, mine",g,0'),
    );
  });

  it("marks a row that the user has changed and the plan drops: it may refer to what is gone", () => {
    const { text, conflicts, kept } = mergeText(
      "a.csv",
      ACCESS,
      ACCESS.replace("b,B", "b,M"),
      ACCESS.replace("b,B,g,1\n", ""),
    );
    expect(text).toBe(ACCESS.replace("b,B,g,1\n", "<<<<<<< yours\nb,M,g,1\n=======\n>>>>>>> new\n"));
    expect({ names: conflicts.map((one) => one.name), kept }).toEqual({ names: ["row b"], kept: [] });
  });

  it("marks a row whose cell both have changed", () => {
    const sides = [ACCESS.replace("b,B,g,1", "b,M,g,1"), ACCESS.replace("b,B,g,1", "b,N,g,1")] as const;
    const { text, conflicts } = mergeText("a.csv", ACCESS, ...sides);
    expect(text).toBe(ACCESS.replace("b,B,g,1", "<<<<<<< yours\nb,M,g,1\n=======\nb,N,g,1\n>>>>>>> new"));
    expect(conflicts.map((one) => one.name)).toEqual(["row b"]);
  });
});
