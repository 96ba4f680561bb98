/**
 * Connectors that this tool did not make are adopted and grow by the built executable: what was added installs beside what
 * their owners wrote, without a word in the log, and the tests of both pass.
 */
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Lab, LabDatabase } from "../../src/lab/index.ts";
import { cli, expectCleanLog, labOrSkip, scratch } from "./support.ts";

const lab: Lab | undefined = await labOrSkip();

interface Adopted {
  readonly style: string;
  readonly addon: string;
  /** What is generated is called so. */
  readonly name: string;
  /** Of its owner. */
  readonly models: readonly string[];
}

const ADOPTED: readonly Adopted[] = [
  {
    style: "oca",
    addon: "connector_acme",
    name: "acme_api",
    models: ["acme.backend", "acme.binding", "acme.product.template", "acme.res.partner"],
  },
  {
    style: "seeds",
    addon: "zest_connector",
    name: "zest_api",
    models: ["zest.backend", "zest.product.template", "zest.sale.order", "zest.sync.wizard"],
  },
];

const fixtures = fileURLToPath(new URL("../adopt", import.meta.url));

describe.skipIf(!lab)("adopted connectors that have grown, in a real Odoo", () => {
  let folder: Awaited<ReturnType<typeof scratch>>;
  let database: LabDatabase;
  const cleanUps: (() => Promise<void>)[] = [];

  const names = async (sql: string): Promise<unknown[]> =>
    lab === undefined ? [] : (await lab.query(database, sql)).map(([name]) => name);

  beforeAll(async () => {
    if (!lab) return;
    cleanUps.push(() => lab.close());
    folder = await scratch();
    cleanUps.push(folder.remove);
    for (const { style, addon } of ADOPTED) {
      const path = join(folder.path, addon);
      await cp(join(fixtures, style, addon), path, { recursive: true });
      const series = lab.series === "19.0" ? [] : ["--odoo", lab.series];
      await cli("adopt", path, "--type", "ecommerce", ...series, "--quiet");
      const category = ["category", "--odoo-model", "res.partner.category"];
      await cli("add-binding", ...category, "--connector", path, "--yes", "--quiet");
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
