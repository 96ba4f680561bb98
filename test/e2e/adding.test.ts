import { appendFile, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { expectSound } from "../generated/sound.ts";
import { bin, needBuild, type Run, timesOf, treeOf, withFolder } from "./support.ts";

needBuild();

const ADDON = "shopify_connector";

/** Generates, and makes sure that it is as sound as all that is generated. */
async function shop(folder: string, ...options: string[]): Promise<void> {
  const done = await bin("init-connector", ["shopify", "--type", "ecommerce", "--path", folder, "--quiet", ...options]);
  expect(done).toEqual({ code: 0, stdout: "", stderr: "" });
}

async function draft(folder: string, ...options: string[]): Promise<void> {
  const url = ["--base-url", "https://api.acme.example/v1"];
  const done = await bin("init-connector", ["acme", "--type", "crm", ...url, "--path", folder, "--quiet", ...options]);
  expect(done).toEqual({ code: 0, stdout: "", stderr: "" });
}

/** Runs a command as it is typed in the addon's folder. */
const typed = (folder: string, line: string): Promise<Run> => {
  const [name = "", ...args] = line.split(" ");
  return bin(name, args, { cwd: folder });
};

const without = (tree: Record<string, string>, ...paths: string[]): Record<string, string> =>
  Object.fromEntries(Object.entries(tree).filter(([path]) => !paths.some((one) => path.endsWith(one))));

describe("add-binding", () => {
  it("gives what init-connector would have given from the start", () =>
    withFolder(async (folder) => {
      const [grown, whole] = [join(folder, "grown"), join(folder, "whole")];
      await shop(grown, "--entities", "product");
      await shop(whole, "--entities", "customer,product");
      const done = await typed(join(grown, ADDON), "add-binding customer --odoo-model res.partner");
      expect({ code: done.code, stderr: done.stderr }).toEqual({ code: 0, stderr: "" });
      expect(done.stdout).toContain("customer (res.partner) is exchanged both ways, as Shopify is known.\n");
      await expectSound(grown);
      // How the spec is written depends on what stood there, and a change log is written once.
      const own = ["connector.yaml", "CHANGELOG.md", ".connector.lock.json", ".connector.base"];
      expect(without(await treeOf(grown), ...own)).toEqual(without(await treeOf(whole), ...own));
      const squeezed = async (place: string): Promise<string> =>
        (await readFile(join(place, ADDON, "connector.yaml"), "utf8")).replaceAll(/(?<=[[{]) | (?=[\]}])/g, "");
      expect(await squeezed(grown)).toBe(await squeezed(whole));
    }));

  it("a second time says what is there, and writes nothing", () =>
    withFolder(async (folder) => {
      await shop(folder, "--entities", "product,customer");
      await appendFile(join(folder, ADDON, "models/backend.py"), "\n    def mine(self):\n        return 1\n");
      const times = await timesOf(folder);
      const done = await typed(folder, `odoo-connector add-binding customer --connector ${ADDON}`);
      expect({ code: done.code, stdout: done.stdout }).toEqual({ code: 2, stdout: "" });
      expect(done.stderr).toMatch(
        /^error: shopify_connector\/connector\.yaml:\d+:5: the entity customer \(res\.partner\) is there already\n/,
      );
      expect(await timesOf(folder)).toEqual(times);
    }));

  it("of another model brings its module along, keeps edits, and says what it proposes", () =>
    withFolder(async (folder) => {
      await draft(folder);
      const addon = join(folder, "acme_connector");
      await appendFile(join(addon, "models/backend.py"), "\n    def mine(self):\n        return 1\n");
      const before = await treeOf(folder);
      const line = "add-binding ticket --odoo-model project.task --direction import --endpoint /v2/tickets --json";
      const dry = await typed(addon, `${line} --dry-run --diff`);
      expect(await treeOf(folder)).toEqual(before);
      const done = await typed(addon, line);
      expect({ code: done.code, stderr: done.stderr }).toEqual({ code: 0, stderr: "" });
      const document = JSON.parse(done.stdout) as Record<string, unknown>;
      expect(document).toMatchObject({
        ok: true,
        added: ["entities.ticket"],
        modules: ["project"],
        entity: "ticket",
        model: "project.task",
        direction: "import",
        source: "model",
        offers: { topics: [], exports: [] },
      });
      expect((JSON.parse(dry.stdout) as Record<string, unknown>).files).toEqual(document.files);
      await expectSound(folder);
      const tree = await treeOf(addon);
      expect(tree["models/backend.py"]).toContain("    def mine(self):\n        return 1\n");
      expect(tree["__manifest__.py"]).toContain('"project"');
      expect(tree["connector.yaml"]).toContain("GET /v2/tickets/{id}");
    }));
});

describe("the other commands", () => {
  it("add webhooks, exports, fields and ways to authenticate, in the addon's folder and from elsewhere", () =>
    withFolder(async (folder) => {
      await shop(folder, "--entities", "product,customer", "--direction", "import", "--no-webhooks");
      const addon = join(folder, ADDON);
      const lines = [
        [join(addon, "models"), "add-webhook customers/create", "+ webhooks: customers/create\n"],
        [folder, `odoo-connector add-export res.partner --connector ${ADDON}`, "+ exports: res.partner\n"],
        [addon, "add-field variant volume", "+ entities.product.children.variant.mapping: volume\n"],
        [addon, "odoo-connector add-auth bearer", "+ system.auth_alternatives[0]\n"],
      ] as const;
      for (const [cwd, line, told] of lines) {
        const done = await typed(cwd, line);
        expect({ line, code: done.code, stderr: done.stderr }).toEqual({ line, code: 0, stderr: "" });
        expect(done.stdout).toContain(told);
        const again = await typed(cwd, line);
        expect({ line, code: again.code, stdout: again.stdout }).toEqual({ line, code: 2, stdout: "" });
        expect(again.stderr).toContain("already");
      }
      await expectSound(folder);
      const status = await typed(folder, `odoo-connector status ${ADDON} --json`);
      expect(status.code).toBe(0);
    }));

  it("say what is missing where nobody can be asked", () =>
    withFolder(async (folder) => {
      await shop(folder, "--entities", "product");
      const missing = {
        "add-binding": ["ENTITY", "write add-binding customer, inventory, order or fulfillment"],
        "add-binding ticket": ["--odoo-model", "write --odoo-model project.task"],
        "add-webhook": ["TOPIC", "write add-webhook TOPIC --entity ENTITY"],
        "add-export": ["MODEL", "add-binding adds another entity"],
        "add-field": ["ENTITY", "write add-field ENTITY FIELD: product or variant"],
        "add-field product": ["FIELD", "write the technical name of a field: add-field product ref"],
        "add-auth": ["KIND", "write add-auth bearer, basic, query, oauth1 or none"],
      };
      for (const [line, [place, hint]] of Object.entries(missing)) {
        const done = await typed(join(folder, ADDON), `${line} --json`);
        expect({ line, code: done.code, stderr: done.stderr }).toEqual({ line, code: 2, stderr: "" });
        const { problems } = JSON.parse(done.stdout) as {
          problems: { place: string; message: string; hint?: string }[];
        };
        expect(problems.map((one) => [one.place, one.hint])).toEqual([[place, hint]]);
        expect(problems[0]?.message).toMatch(/^is missing/);
      }
    }));

  it("refuse what is hostile as the rows of the unit test do", () =>
    withFolder(async (folder) => {
      await draft(folder);
      const addon = join(folder, "acme_connector");
      const before = await treeOf(folder);
      const rows: [RegExp, ...string[]][] = [
        [/^error: ENTITY: /, "add-binding", "../etc", "--odoo-model", "project.task"],
        [/^error: ENTITY: /, "add-binding", "{{x}}", "--odoo-model", "project.task"],
        [/^error: ENTITY: /, "add-binding", "class", "--odoo-model", "project.task"],
        [/^error: ENTITY: /, "add-binding", "res.partner", "--odoo-model", "res.partner"],
        [/^error: ENTITY: /, "add-binding", "x".repeat(300), "--odoo-model", "project.task"],
        [/^error: --odoo-model: /, "add-binding", "ticket", "--odoo-model", "'; DROP TABLE"],
        [/^error: --endpoint: /, "add-binding", "ticket", "--odoo-model", "project.task", "--endpoint", "/{{x}}"],
        [
          /^error: --fields: /,
          "add-binding",
          "ticket",
          "--odoo-model",
          "project.task",
          "--fields",
          "name:__import__('os')",
        ],
        [/^error: TOPIC: /, "add-webhook", "a\u001b[31m", "--entity", "contact"],
        [/^error: --entity: /, "add-webhook", "größe.updated", "--entity", "größe"],
        [/^error: MODEL: /, "add-export", "../../res.partner"],
        [/^error: FIELD: /, "add-field", "contact", "{{name}}"],
        [/^error: --transform: /, "add-field", "contact", "ref", "--transform", "&a [*a]"],
        [/^error: KIND: /, "add-auth", "__proto__"],
      ];
      for (const [refusal, name, ...args] of rows) {
        const done = await bin(name ?? "", args, { cwd: addon });
        expect({ args, ...done }).toEqual({
          args,
          code: 2,
          stdout: "",
          stderr: expect.stringMatching(refusal) as string,
        });
      }
      expect(await treeOf(folder)).toEqual(before);
    }));
});
