/** Runs the fault table in a real Odoo: prefork, eight HTTP workers, the real job runner. */
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import type { Lab, LabDatabase, LabServer, OdooClient } from "../../../src/lab/index.ts";
import { expectCleanLog, generate, labOrSkip, scratch } from "../support.ts";
import { Shop, type Stage } from "./shop.ts";
import { SYSTEMS, type SystemName } from "./systems.ts";
import { FAULTS, type Cell, type FaultRow } from "./table.ts";

const FIXTURES = join(dirname(dirname(fileURLToPath(import.meta.url))), "fixtures");

/** Plays a cell in a shop of its own; returns what the comparison of both sides tells, and again after the repair. */
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

/** Plays a cell with its guard and without it. */
async function check(stage: Stage, cell: Cell): Promise<void> {
  const [held, sabotaged] = await Promise.all([play(stage, cell, []), play(stage, cell, [cell.guard])]);
  const [found = [], repaired = []] = held;
  const { visible = [] } = cell;
  expect(found.filter((line) => !visible.some((pattern) => pattern.test(line)))).toEqual([]);
  expect(visible.filter((pattern) => !found.some((line) => pattern.test(line)))).toEqual([]);
  expect(repaired).toEqual([]);
  // The same comparison sees the harm when nobody guards against it.
  expect(sabotaged[0]).toContainEqual(expect.stringMatching(cell.without));
}

/** Each of the cells that play at a time can hold four workers; some are left for people. */
const WORKERS = 8;

/** Lets so many cells play at a time, each in two shops: they wait most of the time. */
const AT_ONCE = 2;
let playing = 0;
const waiting: (() => void)[] = [];

async function inTurn(action: () => Promise<void>): Promise<void> {
  while (playing >= AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  playing += 1;
  try {
    await action();
  } finally {
    playing -= 1;
    waiting.shift()?.();
  }
}

/** Acts once when so many have asked for it, and tells all of them when it is done. */
function together(count: number, action: () => Promise<void>): () => Promise<void> {
  let asked: ((done: Promise<void>) => void)[] = [];
  return () =>
    new Promise<void>((resolve) => {
      asked.push(resolve);
      if (asked.length < count) return;
      const all = asked;
      asked = [];
      const done = action();
      for (const tell of all) tell(done);
    });
}

interface Prepared {
  folder: string;
  database: LabDatabase;
  server: LabServer;
  odoo: OdooClient;
}

/** Generates connectors and starts Odoo with them. */
async function prepare(
  lab: Lab,
  names: readonly SystemName[],
  more: Readonly<Partial<Record<SystemName, readonly string[]>>>,
  cleanUps: (() => Promise<void>)[],
): Promise<Prepared> {
  cleanUps.push(() => lab.close());
  const folder = await scratch();
  cleanUps.push(folder.remove);
  for (const name of names) {
    const args = ["--type", "ecommerce", ...(more[name] ?? [])];
    await generate({ name, args }, folder.path, lab.series);
  }
  const addonsPaths = [folder.path, FIXTURES];
  const modules = [...names.map((name) => `${name}_connector`), "faults_sabotage"];
  const database = await lab.createDatabase({ modules, addonsPaths });
  expectCleanLog(database.problems);
  const server = await lab.startServer({ database, addonsPaths, workers: WORKERS, channels: `root:${WORKERS - 2}` });
  cleanUps.push(() => server.stop());
  return { folder: folder.path, database, server, odoo: await server.client() };
}

async function stageOf(lab: Lab, name: SystemName, prepared: Prepared): Promise<Stage> {
  const text = await readFile(join(prepared.folder, `${name}_connector`, "connector.yaml"), "utf8");
  const spec: unknown = parseYaml(text);
  return { ...prepared, system: SYSTEMS[name], spec, lab, restart: together(2, () => lab.restartDatabases()) };
}

/** The cells of a row that a system plays. */
const cellsOf = (row: FaultRow, name: SystemName): (readonly ["import" | "export", Cell])[] =>
  (["import", "export"] as const)
    .map((direction) => [direction, row[direction]] as const)
    .filter(([, cell]) => !cell.only || cell.only.systems.includes(name));

/** Declares the tests of every row, in both directions. */
export async function describeFaults(name: SystemName): Promise<void> {
  const lab = await labOrSkip();
  describe.skipIf(!lab)(`faults of ${SYSTEMS[name].title} in a real Odoo`, () => {
    let stage: Stage;
    const cleanUps: (() => Promise<void>)[] = [];

    beforeAll(async () => {
      if (!lab) return;
      const prepared = await prepare(lab, [name], {}, cleanUps);
      const { odoo } = prepared;
      // As Shopify rounds taxes.
      const companies = await odoo.call<number[]>("res.company", "search", [[]]);
      await odoo.call("res.company", "write", [companies, { tax_calculation_rounding_method: "round_per_line" }]);
      stage = await stageOf(lab, name, prepared);
    });

    afterAll(async () => {
      for (const cleanUp of cleanUps.reverse()) await cleanUp();
    });

    for (const row of FAULTS.filter((one) => !one.alone)) {
      for (const [direction, cell] of cellsOf(row, name)) {
        test.concurrent(`${row.title}, ${direction}`, () => inTurn(() => check(stage, cell)));
      }
    }
  });
}

/** Declares the tests of the rows that need a database server of their own, for all systems: with products only. */
export async function describeFaultsAlone(): Promise<void> {
  const names = Object.keys(SYSTEMS) as SystemName[];
  const lab = await labOrSkip({ cluster: "faults" });
  const few = ["--set", "tables=[]"];
  describe.skipIf(!lab)("faults of the database, in a real Odoo", () => {
    const stages = new Map<SystemName, Stage>();
    const cleanUps: (() => Promise<void>)[] = [];

    beforeAll(async () => {
      if (!lab) return;
      const prepared = await prepare(
        lab,
        names,
        { shopify: ["--entities", "product", ...few], woocommerce: ["--entities", "category,product", ...few] },
        cleanUps,
      );
      for (const name of names) stages.set(name, await stageOf(lab, name, prepared));
    });

    afterAll(async () => {
      for (const cleanUp of cleanUps.reverse()) await cleanUp();
    });

    for (const row of FAULTS.filter((one) => one.alone)) {
      for (const name of names) {
        for (const [direction, cell] of cellsOf(row, name)) {
          test(`${row.title}, ${direction}, ${SYSTEMS[name].title}`, async () => {
            const stage = stages.get(name);
            if (stage) await check(stage, cell);
          });
        }
      }
    }
  });
}
