import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { initConnectorCommand } from "../../../src/commands/init-connector.ts";
import { ODOO_VERSIONS } from "../../../src/odoo/capabilities.ts";
import { FRAMEWORK_ADDONS } from "../../../src/plan/framework.ts";
import { BASE_FILE } from "../../../src/write/base.ts";
import { LOCK_FILE } from "../../../src/write/lockfile.ts";
import { isBinary } from "../../../src/write/paths.ts";
import { expectSound } from "../../generated/sound.ts";
import type { Tree } from "../../generated/trees.ts";
import { generate, SHOPIFY } from "./generate.ts";

// `npm run golden` writes these trees anew; read the difference before you commit it.
const root = decodeURIComponent(new URL("../../..", import.meta.url).pathname);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`.slice(folder.length + 1));
}

async function compare(tree: Tree, folder: string): Promise<void> {
  for (const [path, text] of tree) {
    if (!isBinary(path)) await expect(text).toMatchFileSnapshot(`${folder}/${path}`);
    // Snapshots are texts; what is written as bytes is written here.
    else if (process.env.GOLDEN !== undefined) {
      mkdirSync(dirname(`${folder}/${path}`), { recursive: true });
      writeFileSync(`${folder}/${path}`, Buffer.from(text, "base64"));
    } else expect(readFileSync(`${folder}/${path}`).toString("base64")).toBe(text.trim());
  }
  if (!existsSync(folder)) return;
  const left = filesBelow(folder).filter((path) => !tree.has(path));
  expect(left, "files that are no longer generated: run npm run golden").toEqual([]);
}

describe.each(ODOO_VERSIONS.filter((version) => version !== "19.0"))(
  "the golden Shopify connector for Odoo %s",
  (version) => {
    it("is what is generated", async () => {
      await compare(await generate(SHOPIFY, version), `${root}test/golden/shopify-${version}`);
    });
  },
);

/** The first command of a page: what stands after `$ npx init-connector`, as a shell would split it. */
function commandOf(page: string): string[] {
  const [, line = ""] = /^\$ npx init-connector ((?:.*\\\n)*.*)$/m.exec(readFileSync(page, "utf8")) ?? [];
  return [...line.replaceAll("\\\n", " ").matchAll(/'([^']*)'|(\S+)/g)].map(
    ({ 1: quoted, 2: word }) => quoted ?? word ?? "",
  );
}

/** The README tells of every field that people fill in on the backend's form. */
function expectFieldsTold(tree: Tree): void {
  const [form = ""] = /<xpath[\s\S]*<\/xpath>/.exec(tree.get("views/backend_views.xml") ?? "") ?? [];
  const fields = [...form.matchAll(/<field name="(\w+)"(.*)>/g)].filter(
    ([, field = "", rest = ""]) => !field.endsWith("_count") && !/(?:invisible|readonly)="1"/.test(rest),
  );
  const [, table = ""] =
    /imports and exports\):\n([\s\S]*?)\*Test Connection\*/.exec(tree.get("README.rst") ?? "") ?? [];
  const rows = [...table.matchAll(/^ {3}\* - (.*)\n {5}- (.*)$/gm)].slice(1);
  expect(fields.length).toBeGreaterThan(1);
  expect(rows.map(([, label]) => label)).toHaveLength(fields.length);
  expect(rows.filter(([, , meaning]) => meaning === "–" || meaning === "")).toEqual([]);
}

const examples = readdirSync(`${root}examples`, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

describe("the examples", () => {
  let scratch = "";
  beforeAll(() => {
    scratch = mkdtempSync(join(tmpdir(), "odoo-connector-examples-"));
    // The runtime addons are found here, so that they are not written with each of them.
    for (const name of FRAMEWORK_ADDONS) {
      mkdirSync(`${scratch}/runtime/${name}`, { recursive: true });
      writeFileSync(`${scratch}/runtime/${name}/__manifest__.py`, "{}\n");
    }
  });
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  it("are listed in their README", () => {
    const page = readFileSync(`${root}examples/README.md`, "utf8");
    const listed = [...page.matchAll(/^\| \[(\w+)\]\(\1\/README\.md\)/gm)].map(([, name]) => name);
    expect(listed.sort()).toEqual([...examples].sort());
  });

  it.each(examples)("%s is what the command of its README makes", async (name) => {
    const args = commandOf(`${root}examples/${name}/README.md`);
    const at = args.indexOf("--path");
    expect(at, "the command names a --path").toBeGreaterThan(-1);
    const path = `${scratch}/${name}`;
    const here = args.with(at + 1, path);
    await initConnectorCommand().parseAsync([...here, "--addons-path", `${scratch}/runtime`, "--yes", "--quiet"], {
      from: "user",
    });
    await expectSound(path);
    const [addon = "", ...others] = readdirSync(path);
    expect(others).toEqual([]);
    const files = filesBelow(`${path}/${addon}`).filter((file) => file !== LOCK_FILE && file !== BASE_FILE);
    const tree = files.map((file): [string, string] => {
      const content = readFileSync(`${path}/${addon}/${file}`);
      return [file, isBinary(file) ? content.toString("base64") : content.toString("utf8")];
    });
    await compare(new Map(tree), `${root}examples/${name}/${addon}`);
    expectFieldsTold(new Map(tree));
  });
});
