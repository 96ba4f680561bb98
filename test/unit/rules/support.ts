/**
 * The rules' fixtures: `test/rules/CODE/invalid` and `valid`, a few files each, laid over a base addon. What is expected
 * where stands in the files: `# expect: CODE` at the end of a line, `<!-- expect: CODE -->`, or in `expected.txt`.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ODOO_VERSIONS, type OdooVersion } from "../../../src/odoo/capabilities.ts";

export type Kind = "invalid" | "valid";

export interface Fixture {
  readonly code: string;
  readonly kind: Kind;
  readonly version: OdooVersion;
  /** Whether the fixture says it, so that it counts whatever its manifest says. */
  readonly saysVersion: boolean;
  /** The base addon: `_base`, `_framework`. */
  readonly base: string;
  /** The fixture's own files, markers taken out. */
  readonly own: ReadonlyMap<string, string>;
  /** Files of the base that it does without. */
  readonly removed: readonly string[];
  /** All files of the addon. */
  readonly files: ReadonlyMap<string, string>;
  /** `path:line CODE`, sorted. */
  readonly expected: readonly string[];
}

/** Files that say something about the fixture and are none of the addon. */
const ABOUT = new Set(["expected.txt", "removed.txt"]);

const MARKER = /[ \t]*(?:#[ \t]*expect:([^\n]*?)|<!--[ \t]*expect:([^\n]*?)-->)[ \t]*$/gm;

/** Paths of all files below a folder, sorted. */
export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes("__pycache__"))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .sort((a, b) => (a < b ? -1 : 1));
}

const linesOf = (path: string): string[] =>
  existsSync(path)
    ? readFileSync(path, "utf8")
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "")
    : [];

/** Codes of the rules that have fixtures. */
export const codesIn = (root: string): string[] =>
  readdirSync(root)
    .filter((name) => !name.startsWith("_"))
    .sort();

/** @param root the folder `test/rules` */
export function readFixture(root: string, code: string, kind: Kind): Fixture {
  const folder = join(root, code, kind);
  const [written] = linesOf(join(root, code, "version.txt"));
  const version = ODOO_VERSIONS.find((one) => one === (written ?? "19.0"));
  if (version === undefined) throw new Error(`${code}/version.txt: ${written ?? ""} is no version`);
  const [base = "_base"] = linesOf(join(root, code, "base.txt"));
  const expected = linesOf(join(folder, "expected.txt"));
  const own = new Map<string, string>();
  for (const path of filesBelow(folder)) {
    if (ABOUT.has(path)) continue;
    const text = readFileSync(join(folder, path), "utf8");
    own.set(
      path,
      text.replace(MARKER, (match, python: string | undefined, xml: string | undefined, offset: number) => {
        const line = text.slice(0, offset).split("\n").length;
        for (const one of (python ?? xml ?? "").split(",")) expected.push(`${path}:${line} ${one.trim()}`);
        return "";
      }),
    );
  }
  const files = new Map(baseFiles(root, base, version));
  const removed = linesOf(join(folder, "removed.txt"));
  for (const path of removed) {
    if (!files.delete(path)) throw new Error(`${code}/${kind}/removed.txt: ${base} has no ${path}`);
  }
  for (const [path, text] of own) files.set(path, text);
  return {
    code,
    kind,
    version,
    saysVersion: written !== undefined,
    base,
    own,
    removed,
    files,
    expected: expected.sort(),
  };
}

/**
 * A base addon for a version: `_base` holds the newest, `_base-17.0` what is different in 17.0 and before; the manifest's
 * version follows.
 */
export function baseFiles(root: string, base: string, version: OdooVersion): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  const older = [...ODOO_VERSIONS].reverse().slice(1);
  for (const layer of [base, ...older.filter((one) => one >= version).map((one) => `${base}-${one}`)]) {
    const folder = join(root, layer);
    if (!existsSync(folder)) continue;
    for (const path of filesBelow(folder)) {
      const text = readFileSync(join(folder, path), "utf8");
      files.set(path, path === "__manifest__.py" ? text.replace('"19.0.', `"${version}.`) : text);
    }
  }
  return files;
}
