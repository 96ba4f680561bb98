/**
 * Connectors that this tool did not make are adopted, brought to another version of Odoo and grow in all ways by the built
 * executable, in a database that holds data: what was added installs beside what their owners wrote, without a word in the
 * log, the data stay, and the tests of both pass.
 */
import { cp, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Lab, LabDatabase } from "../../src/lab/index.ts";
import { expectSound } from "../generated/sound.ts";
import { cli, expectCleanLog, labOrSkip, scratch } from "./support.ts";

const lab: Lab | undefined = await labOrSkip();

interface Adopted {
  readonly style: string;
  readonly addon: string;
  /** What is generated is called so. */
  readonly name: string;
  /** Of its owner. */
  readonly models: readonly string[];
  /** A binding of its owner, and what it binds. */
  readonly own: readonly [binding: string, model: string];
  /** What its owner's backend asks for, and that which is generated from it. */
  readonly settings: Readonly<Record<string, string>>;
}

const ADOPTED: readonly Adopted[] = [
  {
    style: "oca",
    addon: "connector_acme",
    name: "acme_api",
    models: ["acme.backend", "acme.binding", "acme.product.template", "acme.res.partner"],
    own: ["acme.res.partner", "res.partner"],
    settings: { location: "https://acme.example", token: "t-1" },
  },
  {
    style: "seeds",
    addon: "zest_connector",
    name: "zest_api",
    models: ["zest.backend", "zest.product.template", "zest.sale.order", "zest.sync.wizard"],
    own: ["zest.product.template", "product.template"],
    settings: { shop_url: "zest.example", api_key: "k-1" },
  },
];

/** Linked by the owner's code, and by what was generated beside it. */
const linking = ({ name, own: [binding, model], settings }: Adopted): string => `
settings = ${JSON.stringify(settings)}
links = [
    ("${name.replace(/_api$/, "")}.backend", "${binding}", "${model}"),
    ("${name}.backend", "${name}.res.partner.category", "res.partner.category"),
    ("${name}.backend", "${name}.res.partner.industry", "res.partner.industry"),
]
for backend, binding, model in links:
    owner = env[backend].search([]) or env[backend].create({"name": "Test", **settings})
    record = env[model].create({"name": "Linked"})
    env[binding].create({"backend_id": owner.id, "odoo_id": record.id, "external_id": "7"})
`;

/** Every command that lets a connector grow, each with something that can be added to an adopted one. */
const GROWTH: readonly (readonly string[])[] = [
  ["add-binding", "customer", "--odoo-model", "res.partner"],
  ["add-webhook", "category.created", "--entity", "category"],
  ["add-webhook", "customer.updated", "--entity", "customer"],
  ["add-field", "customer", "website", "--remote", "links.home"],
  ["add-field", "category", "color"],
  ["add-auth", "oauth1"],
  ["add-binding", "bank", "--odoo-model", "res.bank", "--direction", "import"],
  ["add-export", "res.bank"],
  ["remove-binding", "tag"],
];

const fixtures = fileURLToPath(new URL("../adopt", import.meta.url));

/** Writes what is other in Odoo 16.0. */
async function makeOld(path: string): Promise<void> {
  for (const [file, from, to] of [
    ["__manifest__.py", "19.0.", "16.0."],
    ["views/acme_backend_views.xml", "list,form", "tree,form"],
  ] as const) {
    const text = await readFile(join(path, file), "utf8");
    expect(text).toContain(from);
    await writeFile(join(path, file), text.replace(from, to));
  }
}

describe.skipIf(!lab)("adopted connectors that have grown, in a real Odoo", () => {
  let folder: Awaited<ReturnType<typeof scratch>>;
  let database: LabDatabase;
  const cleanUps: (() => Promise<void>)[] = [];

  const names = async (sql: string): Promise<unknown[]> =>
    lab === undefined ? [] : (await lab.query(database, sql)).map(([name]) => name);

  const grow = (addon: string, ...args: readonly string[]): Promise<string> =>
    cli(...args, "--connector", join(folder.path, addon), "--yes", "--quiet");

  beforeAll(async () => {
    if (!lab) return;
    cleanUps.push(() => lab.close());
    folder = await scratch();
    cleanUps.push(folder.remove);
    for (const { style, addon } of ADOPTED) {
      const path = join(folder.path, addon);
      await cp(join(fixtures, style, addon), path, { recursive: true });
      const isOld = style === "oca" && lab.series !== "16.0";
      if (isOld) await makeOld(path);
      await cli("adopt", path, "--type", "ecommerce", "--odoo", isOld ? "16.0" : lab.series, "--quiet");
      await grow(addon, "add-binding", "category", "--odoo-model", "res.partner.category");
      if (isOld) await cli("migrate", "--to", lab.series, path, "--yes", "--quiet");
      await grow(addon, "add-binding", "tag", "--odoo-model", "res.partner.industry");
    }
    database = await lab.createDatabase({
      modules: ADOPTED.map(({ addon }) => addon),
      addonsPaths: [folder.path],
    });
  });

  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  test("they install in one database without a warning", () => {
    expectCleanLog(database.problems);
  });

  test.each(ADOPTED)("$addon keeps its owner's models, and has those that were added", async ({ models, name }) => {
    const prefix = name.replace(/_api$/, "");
    const own = await names(`SELECT model FROM ir_model WHERE model LIKE '${prefix}.%%' ORDER BY model`);
    expect(own).toEqual(models);
    const added = await names(`SELECT model FROM ir_model WHERE model LIKE '${name}.%%' ORDER BY model`);
    expect(added).toEqual(expect.arrayContaining([`${name}.backend`, `${name}.res.partner.category`]));
  });

  test.each(ADOPTED)("$addon goes on growing in a database that holds data", async (one) => {
    if (!lab) return;
    const { addon, name, own } = one;
    const addons = { addonsPaths: [folder.path] };
    await lab.shell(database, linking(one), addons);
    for (const args of GROWTH) await grow(addon, ...args);
    await expectSound(folder.path, ({ path }) => !ADOPTED.some((other) => path.startsWith(`${other.name}/`)));
    expect(await cli("upgrade", join(folder.path, addon))).toContain("nothing to do");
    const { problems } = await lab.install(database, [addon], { update: true, ...addons });
    expectCleanLog(problems);
    // Whose links they are is no matter: all are there, those of what was taken out too.
    for (const binding of [own[0], `${name}.res.partner.category`, `${name}.res.partner.industry`]) {
      const rows = await lab.query(database, `SELECT external_id FROM ${binding.replaceAll(".", "_")}`);
      expect({ binding, rows }).toEqual({ binding, rows: [["7"]] });
    }
    const models = await names(`SELECT model FROM ir_model WHERE model LIKE '${name}.res.%%' ORDER BY model`);
    expect(models).toEqual([`${name}.res.bank`, `${name}.res.partner`, `${name}.res.partner.category`]);
  });

  test.each(ADOPTED)("the tests of $addon pass, its owner's and those that were generated", async (one) => {
    if (!lab) return;
    expect(await readFile(join(folder.path, one.addon, "tests/__init__.py"), "utf8")).toContain(one.name);
    const report = await lab.test({ addon: one.addon, addonsPaths: [folder.path] });
    expect(report.failures.map((failure) => `${failure.test}\n${failure.text}`)).toEqual([]);
    expectCleanLog(report.problems);
    expect(report.tests).toBeGreaterThan(10);
    expect(report.text).toContain(`odoo.addons.${one.addon}.${one.name}.tests.`);
    if (one.style === "oca") expect(report.text).toContain("TestAcme.test_backend");
    expect(report.ok).toBe(true);
  });
});
