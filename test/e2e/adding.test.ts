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
