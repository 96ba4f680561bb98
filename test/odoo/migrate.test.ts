/** A connector that people edited for Odoo 16.0, migrated to the lab's version: it installs there and passes its tests. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Lab } from "../../src/lab/index.ts";
import { plantEdits } from "../fixtures/migrate.ts";
import { expectSound } from "../generated/sound.ts";
import { cli, labOrSkip, scratch } from "./support.ts";

const lab: Lab | undefined = await labOrSkip();

describe.skipIf(!lab)("a migrated connector", () => {
  let folder: Awaited<ReturnType<typeof scratch>>;
  const cleanUps: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    if (!lab) return;
    cleanUps.push(() => lab.close());
    folder = await scratch();
    cleanUps.push(folder.remove);
    const at = ["--path", folder.path, "--yes", "--quiet"];
    await cli("init-connector", "shopify", "--type", "ecommerce", "--odoo", "16.0", ...at);
    const addon = join(folder.path, "shopify_connector");
    await plantEdits(addon, false);
    // Exit 0: nothing is left for people.
    await cli("migrate", "--to", lab.series, addon);
    await expectSound(folder.path);
  });

  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  test("installs without a warning and passes its own tests, the user's among them", async () => {
    if (!lab) return;
    const report = await lab.test({ addon: "shopify_connector", addonsPaths: [folder.path] });
    expect(report.failures.map((failure) => `${failure.test}\n${failure.text}`)).toEqual([]);
    expect(report.problems.map((problem) => problem.text)).toEqual([]);
    expect(report.tests).toBeGreaterThan(10);
    expect(report.ok).toBe(true);
  });
});
