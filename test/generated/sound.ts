/**
 * No rule finds anything in what this tool generates. Every test that makes an addon asks here, for the version that the
 * addon was made for; what a file of tests has asked once is not judged again.
 */
import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { basename, join, relative } from "node:path";
import { expect } from "vitest";
import type { OdooVersion } from "../../src/odoo/capabilities.ts";
import { isOdooVersion } from "../../src/odoo/capabilities.ts";
import { FRAMEWORK_ADDONS } from "../../src/plan/framework.ts";
import type { Finding } from "../../src/validate/types.ts";
import { LOCK_FILE } from "../../src/write/lockfile.ts";
import { judgedTrees, told } from "./judged.ts";
import { type Tree, treesOf, type VersionTrees } from "./trees.ts";

const sound = new Set<string>();
const runtimes = new Map<OdooVersion, Promise<VersionTrees>>();

/** The runtime as it is generated for a version. */
function runtimeOf(version: OdooVersion): Promise<VersionTrees> {
  let found = runtimes.get(version);
  if (found === undefined) {
    found = treesOf([], version);
    runtimes.set(version, found);
  }
  return found;
}

/**
 * Fails where a rule of any severity finds something.
 * @param addons texts by the addon's name and path; a runtime addon that is none of them is as it would be generated
 * @param isTheirs findings in what people have made of it
 */
export async function expectSoundTrees(
  version: OdooVersion,
  addons: VersionTrees,
  isTheirs: (finding: Finding) => boolean = () => false,
): Promise<void> {
  const runtime = new Map(
    [...(await runtimeOf(version))].map(([name, tree]) => [name, addons.get(name) ?? tree] as const),
  );
  const digests = new Map([...runtime, ...addons].map(([name, tree]) => [name, digestOf(tree)] as const));
  const beside = [...runtime.keys()].map((name) => digests.get(name));
  // Whether an addon is sound depends on the runtime, too.
  const keyOf = (name: string): string => [version, name, digests.get(name), ...beside].join(" ");
  const fresh = [...addons].filter(([name]) => !sound.has(keyOf(name)));
  if (fresh.length === 0) return;
  const asked = fresh.map(([name, files]) => ({ folder: `/addons/${name}`, files }));
  const found = await judgedTrees(version, runtime, asked);
  expect(found.size).toBe(asked.length);
  const findings = [...found].flatMap(([folder, list]) =>
    list.filter((one) => !isTheirs(one)).map((one) => `${basename(folder)}/${told(one)}`),
  );
  expect(findings, `found by the rules in what was generated for Odoo ${version}`).toEqual([]);
  for (const [name] of fresh) if (found.get(`/addons/${name}`)?.length === 0) sound.add(keyOf(name));
}

function digestOf(tree: Tree): string {
  const hash = createHash("sha256");
  for (const [path, text] of [...tree].sort(([one], [other]) => (one < other ? -1 : 1)))
    hash.update(`${path}\0${text}\0`);
  return hash.digest("base64");
}

/** Texts of the files below a folder, by path. */
export async function treeBelow(folder: string): Promise<Tree> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(paths.map(async (path) => [relative(folder, path), await readFile(path, "utf8")] as const)),
  );
}

/**
 * Fails where a rule finds something in the generated addons of a folder: those with a lock file, which says what version
 * each was made for. There has to be one.
 * @param isTheirs findings in what people have made of it
 */
export async function expectSound(folder: string, isTheirs?: (finding: Finding) => boolean): Promise<void> {
  const byVersion = new Map<OdooVersion, Map<string, Tree>>();
  for (const name of await readdir(folder)) {
    const lock = await readFile(join(folder, name, LOCK_FILE), "utf8").catch(() => undefined);
    if (lock === undefined) continue;
    const { odoo } = JSON.parse(lock) as { odoo: string };
    if (!isOdooVersion(odoo)) throw new Error(`${name} was made for Odoo ${odoo}`);
    const addons = byVersion.get(odoo) ?? new Map<string, Tree>();
    byVersion.set(odoo, addons.set(name, await treeBelow(join(folder, name))));
  }
  const isMade = [...byVersion.values()].some((addons) => [...addons.keys()].some((name) => !isRuntime(name)));
  expect(isMade, `no connector was generated in ${folder}`).toBe(true);
  for (const [version, addons] of byVersion) await expectSoundTrees(version, addons, isTheirs);
}

const isRuntime = (name: string): boolean => FRAMEWORK_ADDONS.some((one) => one === name);
