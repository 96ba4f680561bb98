/** The tests that the addons bring along, run by Odoo itself: those of the runtime, and those we generate. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Lab } from "../../src/lab/index.ts";
import { generateShop, labOrSkip, scratch } from "./support.ts";

const lab: Lab | undefined = await labOrSkip();

describe.skipIf(!lab)("the addons' own tests", () => {
  let folder: Awaited<ReturnType<typeof scratch>>;
  const cleanUps: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    if (!lab) return;
    cleanUps.push(() => lab.close());
    folder = await scratch();
    cleanUps.push(folder.remove);
    await generateShop(lab, folder.path, "shopify");
  });

  afterAll(async () => {
    for (const cleanUp of cleanUps.reverse()) await cleanUp();
  });

  test.each(["generic_connector", "shopify_connector"])("%s", async (addon) => {
    if (!lab) return;
    const report = await lab.test({ addon, addonsPaths: [folder.path] });
    expect(report.failures.map((failure) => `${failure.test}\n${failure.text}`)).toEqual([]);
    expect(report.problems.map((problem) => problem.text)).toEqual([]);
    expect(report.tests).toBeGreaterThan(10);
    expect(report.ok).toBe(true);
  });
});
