import { describe, expect, it } from "vitest";
import { ConnectorError } from "../../../src/errors.ts";
import { MemoryFileSystem } from "../../../src/fs/memory.ts";
import { folderTemplates } from "../../../src/render/folder.ts";
import { createRenderer } from "../../../src/render/renderer.ts";

const render = async (
  text: string,
  data: Record<string, unknown> = {},
  others: Record<string, string> = {},
): Promise<string> => {
  const fs = new MemoryFileSystem({ "/t/models/a.py.hbs": text, ...others });
  const renderer = await createRenderer(await folderTemplates(fs, "/t"));
  return renderer.render("models/a.py", data);
};

describe("the renderer", () => {
  it("prints literals, bare words, lists and conditions", async () => {
    expect(await render("a = {{py a}}  # {{b.c}}\n", { a: ["x", 1, null, true], b: { c: "x.y" } })).toBe(
      'a = ["x", 1, None, True]  # x.y\n',
    );
    expect(await render("{{#each d as |f|}}\n({{py f.n}},)\n{{/each}}\n", { d: [{ n: "a" }, { n: "b" }] })).toBe(
      '("a",)\n("b",)\n',
    );
    expect(await render("{{#if (and a (eq b 1))}}yes{{else}}no{{/if}}", { b: 1 })).toBe("no");
  });

  it("leaves = and quotes alone", async () => {
    expect(await render("{{code x}}", { x: "a = 'b' & \"c\" < d" })).toBe("a = 'b' & \"c\" < d");
  });

  it("indents a partial and gives it the data", async () => {
    const partial = { "/t/partials/field.py.hbs": "{{name}} = fields.{{type}}(\n    {{py label}},\n)\n" };
    expect(
      await render(
        "class A:\n{{#each fields}}\n    {{> partials/field.py}}\n{{/each}}\n",
        { fields: [{ name: "x", type: "Char", label: "X's" }] },
        partial,
      ),
    ).toBe('class A:\n    x = fields.Char(\n        "X\'s",\n    )\n');
  });

  it("copies files without .hbs as they are", async () => {
    const fs = new MemoryFileSystem({ "/t/static/a.js": "const a = `{{not a template}}`;\n" });
    const source = await folderTemplates(fs, "/t");
    expect(source.names).toEqual(["static/a.js"]);
    expect((await createRenderer(source)).render("static/a.js", {})).toBe("const a = `{{not a template}}`;\n");
  });

  it("names template and line when a field is missing, wherever it stands", async () => {
    await expect(render("\n{{nothing}}")).rejects.toThrow(/^template models\/a.py, line 2: /);
    await expect(render("\n\n{{py a.b.c}}", { a: {} })).rejects.toThrow(
      'template models/a.py, line 3: "c" not defined in undefined',
    );
    await expect(render("\n{{#each list}}{{/each}}")).rejects.toThrow('line 2: "list" not defined');
    await expect(render("{{py x}}", { x: undefined })).rejects.toThrow("line 1: undefined is no Python literal");
  });

  it("refuses to print text without a helper, also through another one", async () => {
    for (const hostile of ["a b", '"', "'", "\n", "a;b", "(", "<", "é", "#", "{{x}}", "$"]) {
      await expect(render("{{x}}", { x: hostile })).rejects.toThrow("is no bare word");
      await expect(render("{{{x}}}", { x: hostile })).rejects.toThrow("is no bare word");
      await expect(render('{{concat "a" x}}', { x: hostile })).rejects.toThrow("is no bare word");
    }
    await expect(render("{{x}}", { x: true })).rejects.toThrow("is no bare word");
  });

  it("never reaches a prototype", async () => {
    for (const name of ["constructor", "__proto__", "toString", "hasOwnProperty", "__defineGetter__"]) {
      await expect(render(`{{py ${name}}}`, {})).rejects.toThrow("line 1");
      await expect(render(`{{py x.${name}}}`, { x: { y: 1 } })).rejects.toThrow("line 1");
      await expect(render(`{{py (lookup x "${name}")}}`, { x: { y: 1 } })).rejects.toThrow("line 1");
    }
  });

  it("does not render what stands in the data", async () => {
    expect(await render("{{py x}}", { x: "{{py y}}" })).toBe('"{{py y}}"');
  });

  it("refuses a field that a helper of the same name hides", async () => {
    await expect(render("\n{{iconPng}}", { iconPng: "fa-bolt" })).rejects.toThrow("line 2: {{iconPng}} calls a helper");
    expect(await render("{{this.iconPng}}", { iconPng: "fa-bolt" })).toBe("fa-bolt");
  });

  it("refuses unknown helpers and broken templates when it compiles them", async () => {
    await expect(render("{{nohelper 1}}")).rejects.toThrow("template models/a.py: ");
    await expect(render("{{#if x}}")).rejects.toThrow("template models/a.py: ");
  });

  it("blames the user's text, not us, for a character that XML cannot hold", async () => {
    const failure = await render("\n{{xml x}}", { x: "a\u0001" }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConnectorError);
    expect((failure as ConnectorError).exitCode).toBe(2);
    expect((failure as ConnectorError).message).toBe(
      "template models/a.py, line 2: XML cannot hold the character U+0001",
    );
  });

  it("says which template does not exist", async () => {
    const renderer = await createRenderer(await folderTemplates(new MemoryFileSystem({ "/t/a": "" }), "/t"));
    expect(() => renderer.render("b", {})).toThrow("there is no template b");
  });
});
