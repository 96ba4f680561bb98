import { describe, expect, it } from "vitest";
import { mergeText } from "../../../src/patch/merge.ts";

/** What a merge makes where the plan drops the second of two things, and the user has edited both. */
function dropped(path: string, base: string, mine: string, planned: string) {
  const stays = mergeText(path, base, mine, planned, { settle: "mine" });
  const out = mergeText(path, base, mine, planned, { dropped: "out" });
  expect(out.conflicts).toEqual([]);
  // Data that may refer to what is gone has to be decided on; code can stay.
  const [told] = path.endsWith(".py") ? stays.kept : stays.conflicts;
  expect(stays.kept.length + stays.conflicts.length).toBe(1);
  expect(out.kept).toMatchObject([{ why: "taken-out", name: told?.name }]);
  return { stays: stays.text, out: out.text, taken: out.kept[0]?.text };
}

describe("what the plan has dropped and the user has edited", () => {
  it("stays or is taken out: a method with what is written above it", () => {
    const one = "    def one(self):\n        return 1\n";
    const two = "    def two(self):\n        return 2\n";
    const head = "class A:\n";
    const mine = `${head}${one.replace("1", "10")}\n    # mine\n${two.replace("2", "20")}`;
    const { stays, out, taken } = dropped("a.py", `${head}${one}\n${two}`, mine, `${head}${one}`);
    expect(stays).toBe(mine);
    expect(out).toBe(`${head}${one.replace("1", "10")}`);
    expect(taken?.trim()).toBe(`# mine\n${two.replace("2", "20")}`.trim());
  });

  it("stays or is taken out: a record", () => {
    const record = (id: string, text: string): string =>
      `    <record id="${id}" model="ir.rule">\n        <field name="name">${text}</field>\n    </record>\n`;
    const file = (...records: string[]): string => `<odoo>\n${records.join("")}</odoo>\n`;
    const mine = file(record("a", "my A"), record("b", "my B"));
    const planned = file(record("a", "A"));
    const { stays, out, taken } = dropped("a.xml", file(record("a", "A"), record("b", "B")), mine, planned);
    expect(stays).toBe(mine);
    expect(out).toBe(file(record("a", "my A")));
    expect(taken).toContain('<field name="name">my B</field>');
  });

  it("stays or is taken out: a row", () => {
    const mine = "id,name\na,my A\nb,my B\n";
    const { stays, out, taken } = dropped("a.csv", "id,name\na,A\nb,B\n", mine, "id,name\na,A\n");
    expect(stays).toBe(mine);
    expect(out).toBe("id,name\na,my A\n");
    expect(taken?.trim()).toBe("b,my B");
  });

  it("is no matter where it was not edited: it goes, and nothing is told", () => {
    const out = mergeText("a.csv", "id,name\na,A\nb,B\n", "id,name\na,my A\nb,B\n", "id,name\na,A\n", {
      dropped: "out",
    });
    expect(out).toEqual({ text: "id,name\na,my A\n", conflicts: [], kept: [] });
  });

  it("is the plan's doing: what the user alone has stays", () => {
    const out = mergeText("a.csv", "id,name\na,A\nb,B\n", "id,name\na,A\nb,my B\nc,C\n", "id,name\na,A\n", {
      dropped: "out",
    });
    expect(out.text).toBe("id,name\na,A\nc,C\n");
  });
});
