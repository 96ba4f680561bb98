import { brotliCompressSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readIndexFile, writeIndexFile } from "../../../src/app/index-file.ts";
import { MemoryFileSystem } from "../../../src/fs/memory.ts";
import type { IndexDocument } from "../../../src/odoo/pack.ts";

const DOCUMENT: IndexDocument = {
  odoo: "18.0",
  modules: { base: [], mail: ["base"], my_module: ["mail"] },
  models: {
    "mail.thread": {
      modules: ["mail"],
      abstract: true,
      methods: ["message_post"],
      fields: { message_ids: { type: "one2many", comodel: "mail.message", modules: ["mail"], store: false } },
    },
    "my.model": {
      modules: ["my_module"],
      inherit: ["mail.thread"],
      methods: ["action_go", "message_post"],
      fields: {
        name: { type: "char", modules: ["my_module"], required: true },
        partner: { type: "char", modules: ["my_module"], related: "partner_id.name", readonly: true },
      },
    },
    x_studio: { modules: [], fields: { constructor: { type: "char", modules: [] } } },
  },
  xmlids: { "ir.ui.menu": { my_module: ["menu_go"] } },
  values: { "my.model": { needed: ["name"], selections: { state: { draft: "my_module" } } } },
};

const TEXT = JSON.stringify(DOCUMENT);

describe("a user's model index", () => {
  it.each([
    ["index.json", TEXT],
    ["index.json.gz", gzipSync(TEXT)],
    ["index.json.br", brotliCompressSync(TEXT)],
  ])("is read from %s", async (name, content) => {
    const fs = new MemoryFileSystem();
    await fs.writeBytes(`/${name}`, Buffer.from(content));
    const index = await readIndexFile(fs, `/${name}`);
    expect(index.version).toBe("18.0");
    expect(index.isReduced).toBe(false);
    expect(index.modelNames()).toEqual(["mail.thread", "my.model", "x_studio"]);
    expect(index.isA("my.model", "mail.thread")).toBe(true);
    expect(index.model("mail.thread")?.abstract).toBe(true);
    expect(index.field("my.model", "name")).toMatchObject({ type: "char", required: true, stored: true });
    expect(index.field("my.model", "partner")).toMatchObject({ related: "partner_id.name", readonly: true });
    expect(index.field("mail.thread", "message_ids")).toMatchObject({ comodel: "mail.message", stored: false });
    expect(index.field("x_studio", "constructor")?.type).toBe("char");
    expect(index.field("x_studio", "toString")).toBeUndefined();
    expect([...index.needs("my_module")].sort()).toEqual(["base", "mail"]);
    expect((await index.methods())("my.model")).toEqual(["action_go", "message_post"]);
    expect((await index.xmlIds())("ir.ui.menu")).toEqual({ my_module: ["menu_go"] });
    expect((await index.values())("my.model").needed).toEqual(["name"]);
    expect((await index.values())("x_studio")).toEqual({ needed: [], selections: {} });
  });

  it.each(["/a/index.json", "/a/index.json.gz", "/a/index.json.br"])("is written to %s as it is read", async (path) => {
    const fs = new MemoryFileSystem();
    await fs.makeDirectory("/a");
    await writeIndexFile(fs, path, { ...DOCUMENT, reduced: true });
    const index = await readIndexFile(fs, path);
    expect(index.isReduced).toBe(true);
    expect(index.field("my.model", "name")?.required).toBe(true);
  });

  it.each([
    ["no JSON", "{", /^\/index\.json: this is no model index: no JSON/],
    ["a list", "[]", /expected object/],
    ["another version", JSON.stringify({ ...DOCUMENT, odoo: "15.0" }), /the model index is of Odoo 15\.0/],
    [
      "a field without a type",
      JSON.stringify({ ...DOCUMENT, models: { "a.b": { modules: [], fields: { name: { modules: [] } } } } }),
      /models > a\.b > fields > name > type/,
    ],
    [
      "a model's name that is none",
      JSON.stringify({ ...DOCUMENT, models: { "a\nb": { modules: [], fields: {} } } }),
      /no model index: models/,
    ],
  ])("is refused with its reason: %s", async (_, text, message) => {
    const fs = new MemoryFileSystem();
    await fs.writeText("/index.json", text);
    await expect(readIndexFile(fs, "/index.json")).rejects.toThrow(message);
  });

  it("is refused where it is not there, or not packed as its name says", async () => {
    const fs = new MemoryFileSystem();
    await expect(readIndexFile(fs, "/none.json")).rejects.toThrow(/there is no such file/);
    await fs.writeText("/index.json.gz", TEXT);
    await expect(readIndexFile(fs, "/index.json.gz")).rejects.toThrow(/can't be unpacked/);
    await fs.writeText("/index.json.br", TEXT);
    await expect(readIndexFile(fs, "/index.json.br")).rejects.toThrow(/can't be unpacked/);
  });
});
