/** Runs the fault table over one system in a real Odoo: prefork, four HTTP workers, the real job runner. */
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { expectCleanLog, generateShop, labOrSkip, scratch } from "../support.ts";
import { Shop, type Stage } from "./shop.ts";
import { SYSTEMS, type SystemName } from "./systems.ts";
import { FAULTS, type Cell } from "./table.ts";

const FIXTURES = join(dirname(dirname(fileURLToPath(import.meta.url))), "fixtures");

/** Plays a cell in a shop of its own; returns what the comparison of both sides tells. */
async function play(stage: Stage, cell: Cell, off: readonly string[]): Promise<string[][]> {
  const shop = await Shop.open(stage, off, cell.shop ?? {});
  try {
    await cell.run(shop);
    const found = [await shop.compare()];
    if (cell.repair && off.length === 0) {
      await cell.repair.run(shop);
      found.push(await shop.compare());
    }
    return found;
  } finally {
    await shop.close();
  }
}

/** Lets so many cells play at a time, each in two shops: they wait most of the time. */
const AT_ONCE = 2;
let playing = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(action: () => Promise<T>): Promise<T> {
  while (playing >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  playing += 1;
  try {
    return await action();
  } finally {
    playing -= 1;
    waiting.shift()?.();
  }
}

/** Declares the tests of every row, in both directions. */
export async function describeFaults(name: SystemName): Promise<void> {
  const system = SYSTEMS[name];
  const lab = await labOrSkip();
  describe.skipIf(!lab)(`faults of ${system.title} in a real Odoo`, () => {
    let stage: Stage;
    const cleanUps: (() => Promise<void>)[] = [];

    beforeAll(async () => {
      if (!lab) return;
      cleanUps.push(() => lab.close());
      const folder = await scratch();
      cleanUps.push(folder.remove);
      await generateShop(lab, folder.path, name);
      const addon = `${name}_connector`;
      const spec: unknown = parseYaml(await readFile(join(folder.path, addon, "connector.yaml"), "utf8"));
      const addonsPaths = [folder.path, FIXTURES];
      const database = await lab.createDatabase({ modules: [addon, "faults_sabotage"], addonsPaths });
      expectCleanLog(database.problems);
      const server = await lab.startServer({ database, addonsPaths, workers: 4, channels: "root:4" });
      cleanUps.push(() => server.stop());
      const odoo = await server.client();
      // As Shopify rounds taxes.
      const companies = await odoo.call<number[]>("res.company", "search", [[]]);
      await odoo.call("res.company", "write", [companies, { tax_calculation_rounding_method: "round_per_line" }]);
      stage = { system, spec, lab, database, server, odoo };
    });

    afterAll(async () => {
      for (const cleanUp of cleanUps.reverse()) await cleanUp();
    });

    for (const row of FAULTS) {
      for (const direction of ["import", "export"] as const) {
        const cell = row[direction];
        if (cell.only && !cell.only.systems.includes(name)) continue;
        test.concurrent(`${row.title}, ${direction}`, async () => {
          const [held, sabotaged] = await inTurn(() =>
            Promise.all([play(stage, cell, []), play(stage, cell, [cell.guard])]),
          );
          const [found = [], repaired = []] = held;
          const { visible = [] } = cell;
          expect(found.filter((line) => !visible.some((pattern) => pattern.test(line)))).toEqual([]);
          expect(visible.filter((pattern) => !found.some((line) => pattern.test(line)))).toEqual([]);
          expect(repaired).toEqual([]);
          // The same comparison sees the harm when nobody guards against it.
          expect(sabotaged[0]).toContainEqual(expect.stringMatching(cell.without));
        });
      }
    }
  });
}
