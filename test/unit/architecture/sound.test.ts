import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const tests = fileURLToPath(new URL("../..", import.meta.url));

/** What an addon is made with: the executable, its action, what plans an addon, and trees that were planned. */
const MAKES =
  /\b(?:initConnectorCommand|initConnector|createConnector|planConnector|planFramework|treesOf)\(|bin\/init-connector\.js|"bin", (?:`|")/;

/** What asks the rules, and fails where one of them finds something. */
const ASKS = /\b(?:expectSound|expectSoundTrees|judgedTrees)\(/;

/** Files that need not ask. */
const EXCUSED: Readonly<Record<string, string>> = {
  "e2e/cli.test.ts": "its runs without `bin` are dry",
  "e2e/lab.test.ts": "runs odoo-connector lab only",
  "generated/trees.ts": "makes trees for those that ask",
  "odoo/index.test.ts": "runs odoo-connector index only",
  "unit/plan/credentials.test.ts": "plans and renders nothing",
  "unit/plan/versions.test.ts": "compares the trees that corpus/generated.test.ts judges",
};

const makers = readdirSync(tests, { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".ts") && path !== "unit/architecture/sound.test.ts")
  .map((path) => ({ path, text: readFileSync(join(tests, path), "utf8") }))
  .filter(({ text }) => MAKES.test(text));

it("makes no addon in a test without asking the rules about it", () => {
  expect(makers.length).toBeGreaterThan(8);
  const silent = makers.filter(({ path, text }) => !ASKS.test(text) && !Object.hasOwn(EXCUSED, path));
  expect(silent.map(({ path }) => path)).toEqual([]);
});

it("excuses no test that is not there, or that asks", () => {
  const needed = makers.filter(({ text }) => !ASKS.test(text)).map(({ path }) => path);
  expect(Object.keys(EXCUSED).filter((path) => !needed.includes(path))).toEqual([]);
});
