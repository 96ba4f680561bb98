/** Model indexes of a real Odoo: the whole one through the lab, the reduced one over RPC, both by the executable. */
import { execFile } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readIndexFile } from "../../src/app/index-file.ts";
import { indexesOf } from "../../src/app/make.ts";
import { nodeFileSystem } from "../../src/fs/node.ts";
import type { Lab, LabDatabase, LabServer } from "../../src/lab/index.ts";
import type { ModelIndex } from "../../src/odoo/index.ts";
import { cli, labOrSkip, scratch } from "./support.ts";

const lab: Lab | undefined = await labOrSkip();

const MANIFEST = `{"name": "Own", "version": "VERSION.1.0.0", "license": "LGPL-3", "depends": ["contacts"], "data": ["menu.xml"]}`;
const MODELS = `from odoo import fields, models


class Base(models.AbstractModel):
    _name = "own.mixin"
    _description = "Mixin"

    own_state = fields.Selection([("draft", "Draft"), ("done", "Done")], default="draft")

    def action_done(self):
        self.own_state = "done"


class Ticket(models.Model):
    _name = "own.ticket"
    _description = "Ticket"
    _inherit = ["own.mixin", "mail.thread"]
    _inherits = {"res.partner": "partner_id"}

    partner_id = fields.Many2one("res.partner", required=True, ondelete="cascade")
    code = fields.Char(required=True)
    city_name = fields.Char(related="partner_id.city")

    def _private(self):
        return None


class Partner(models.Model):
    _inherit = "res.partner"

    ticket_ids = fields.One2many("own.ticket", "partner_id")
`;
const MENU = `<odoo><menuitem id="menu_own" name="Own" parent="contacts.menu_contacts" /></odoo>\n`;

describe.skipIf(!lab)("a model index of a real Odoo", () => {
  let folder: Awaited<ReturnType<typeof scratch>>;
  let database: LabDatabase;
  let server: LabServer;
  const odoo = (): Lab => {
    if (!lab) throw new Error("skipped");
    return lab;
  };
  const other = process.env.ODOO_CONNECTOR_TEST_ODOO;
  const source = other === undefined ? [] : ["--odoo", other];

  beforeAll(async () => {
    folder = await scratch();
    const addon = join(folder.path, "addons", "own_module");
    await mkdir(addon, { recursive: true });
    await writeFile(join(addon, "__manifest__.py"), MANIFEST.replace("VERSION", odoo().series));
    await writeFile(join(addon, "__init__.py"), MODELS);
    await writeFile(join(addon, "menu.xml"), MENU);
    const addonsPaths = [join(folder.path, "addons")];
    database = await odoo().createDatabase({ modules: ["own_module"], addonsPaths });
    server = await odoo().startServer({ database, addonsPaths, jobRunner: false });
  });

  afterAll(async () => {
    await lab?.close();
    await folder.remove();
  });

  /** What both know of the module that no other index has. */
  function expectFields(index: ModelIndex): void {
    expect(index.version).toBe(odoo().series);
    expect(index.field("own.ticket", "code")).toMatchObject({ type: "char", required: true, modules: ["own_module"] });
    expect(index.field("own.ticket", "own_state")?.type).toBe("selection");
    expect(index.field("own.ticket", "message_ids")?.comodel).toBe("mail.message");
    expect(index.field("own.ticket", "city_name")).toMatchObject({ related: "partner_id.city", stored: false });
    expect(index.field("res.partner", "ticket_ids")).toMatchObject({ comodel: "own.ticket", modules: ["own_module"] });
    expect(index.moduleOf("res.partner")).toBe("base");
    expect(index.modulesFor("res.partner")).toContain("own_module");
    expect([...index.needs("own_module")]).toEqual(expect.arrayContaining(["contacts", "mail", "base"]));
  }

  test("is whole through the lab, and says of base what the bundled one says", async () => {
    const file = join(folder.path, "index.json.br");
    const paths = ["--addons-path", join(folder.path, "addons")];
    const printed = await cli("index", "--lab", "--install", "own_module", ...paths, ...source, "-o", file, "--json");
    expect(JSON.parse(printed)).toMatchObject({ file, odoo: odoo().series, reduced: false });
    const index = await readIndexFile(nodeFileSystem, file);
    expectFields(index);
    expect(index.isReduced).toBe(false);
    expect(index.isA("own.ticket", "mail.thread")).toBe(true);
    expect(index.model("own.ticket")?.inherits).toEqual({ "res.partner": "partner_id" });
    expect(index.model("own.mixin")?.abstract).toBe(true);
    const methods = await index.methods();
    expect(methods("own.ticket")).toEqual(expect.arrayContaining(["action_done", "message_post"]));
    expect(methods("own.ticket")).not.toContain("_private");
    expect(methods("own.ticket")).not.toContain("write");
    expect((await index.values())("own.ticket").needed).toEqual(["code"]);
    expect((await index.values())("own.ticket").selections).toMatchObject({});
    expect((await index.xmlIds())("ir.ui.menu").own_module).toEqual(["menu_own"]);

    const bundled = await indexesOf(nodeFileSystem)(index.version);
    const bundledMethods = await bundled.methods();
    for (const model of ["res.country", "res.currency", "ir.sequence", "uom.uom"]) {
      const ours = bundled.model(model);
      const theirs = index.model(model);
      if (ours === undefined || theirs === undefined) continue;
      expect(theirs.abstract).toBe(ours.abstract);
      // The bundled one has more modules installed.
      const common = ours.fieldNames.filter((name) =>
        ours.field(name)?.modules.every((module) => index.moduleNames().includes(module)),
      );
      expect(theirs.fieldNames).toEqual(expect.arrayContaining(common));
      for (const name of common) {
        const { modules: _, ...facts } = theirs.field(name) ?? { modules: [] };
        expect(ours.field(name), `${model}.${name}`).toMatchObject(facts);
      }
      expect(bundledMethods(model)).toEqual(expect.arrayContaining(methods(model).filter((name) => name !== "base")));
    }
  });

  test("is reduced over RPC, with the same fields", async () => {
    const file = join(folder.path, "rpc.json");
    const args = ["index", "--url", server.url, "--db", database.name, "--user", "admin", "-o", file];
    const program = join(import.meta.dirname, "..", "..", "bin", "odoo-connector.js");
    const run = (secret: string): Promise<{ stdout: string; stderr: string }> =>
      promisify(execFile)(process.execPath, [program, ...args], { env: { ...process.env, ODOO_PASSWORD: secret } });
    const refused = await run("not-this-one").then(
      () => "",
      (error: unknown) => {
        const { stdout, stderr } = error as { stdout: string; stderr: string };
        return stdout + stderr;
      },
    );
    expect(refused).toMatch(/the login of admin to the database \S+ is refused/);
    expect(refused).not.toContain("not-this-one");

    const { stdout, stderr } = await run("admin");
    expect(stdout).toMatch(/Read over RPC: without methods and ancestry/);
    expect(stderr).toBe("");
    const index = await readIndexFile(nodeFileSystem, file);
    expectFields(index);
    expect(index.isReduced).toBe(true);
    expect((await index.methods())("own.ticket")).toEqual([]);
    expect((await index.xmlIds())("ir.ui.menu").own_module).toEqual(["menu_own"]);
  });

  test("is whole by the script for the user's own shell", async () => {
    const file = join(folder.path, "shell.json");
    const script = await cli("index", "--script");
    const name = `import os\nos.environ["ODOO_INDEX"] = ${JSON.stringify(file)}\n`;
    const printed = await odoo().shell(database, name + script, { addonsPaths: [join(folder.path, "addons")] });
    expect(printed).toContain(`The model index is in ${file}`);
    const index = await readIndexFile(nodeFileSystem, file);
    expectFields(index);
    expect(index.isA("own.ticket", "own.mixin")).toBe(true);
  });
});
