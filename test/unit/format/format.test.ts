import { describe, expect, it } from "vitest";
import { formatFiles } from "../../../src/format/format.ts";

describe("formatFiles", () => {
  it("formats each file by its ending, in order", async () => {
    expect(
      await formatFiles([
        { path: "a/models.py", content: "x = {'a':1}\n\n\n\n\ny = 2" },
        { path: "a/views.xml", content: '<odoo>\n<a   b="1"/></odoo>' },
        { path: "a/README.md", content: "# A  \n\n\n" },
        { path: "a/__init__.py", content: "" },
        { path: "a/good.xml", content: "<odoo>\n    <a />\n</odoo>\n" },
      ]),
    ).toEqual([
      'x = {"a": 1}\n\n\ny = 2\n',
      '<odoo>\n    <a b="1" />\n</odoo>\n',
      "# A\n",
      "",
      "<odoo>\n    <a />\n</odoo>\n",
    ]);
  });

  it("formats twice as once", async () => {
    const source = [{ path: "a.py", content: "def f(a, b):\n  return [a,\n b,]\n" }];
    const [once] = await formatFiles(source);
    expect(await formatFiles([{ path: "a.py", content: once ?? "" }])).toEqual([once]);
  });

  it("names file and line of a syntax error", async () => {
    await expect(formatFiles([{ path: "m/a.py", content: "a = 1\ndef f(:\n" }])).rejects.toThrow(/^m\/a\.py:2: /);
    await expect(formatFiles([{ path: "v/a.xml", content: "<odoo>\n<a b=1/></odoo>" }])).rejects.toThrow(
      /^v\/a\.xml:2: /,
    );
  });
});
