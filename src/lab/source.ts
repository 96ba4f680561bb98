import { basename, dirname, join, resolve } from "node:path";
import { ConnectorError } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import { isOdooVersion, ODOO_VERSIONS, type OdooVersion } from "./versions.ts";

/** A source tree of Odoo. */
export interface OdooSource {
  series: OdooVersion;
  /** Folder that holds the `odoo` package: what goes on PYTHONPATH. */
  root: string;
  /** Folders of addons that come with it, for `--addons-path`. */
  addons: readonly string[];
  /** What this tree is, for the key of what is made from it. */
  identity: string;
}

const isFile = async (fs: FileSystem, path: string): Promise<boolean> =>
  ["file", "link"].includes((await fs.kind(path)) ?? "");

/** Whether a folder holds addons: a folder with a manifest in it. Stops at the first. */
export async function holdsAddons(fs: FileSystem, folder: string): Promise<boolean> {
  const kind = await fs.kind(folder);
  if (kind !== "directory" && kind !== "link") return false;
  for (const name of await fs.list(folder).catch(() => [])) {
    if (await isFile(fs, join(folder, name, "__manifest__.py"))) return true;
  }
  return false;
}

/** Reads the series (`16.0`) from the text of `odoo/release.py`; undefined where it is not there. */
export function readSeries(release: string): string | undefined {
  const match = /^version_info\s*=\s*\(\s*['"]?(?:saas[~-])?(\d+)['"]?\s*,\s*(\d+)/m.exec(release);
  return match ? `${match[1] ?? ""}.${match[2] ?? ""}` : undefined;
}

/** Places of the `odoo` package, seen from a checkout, an unpacked source archive or a Debian package. */
const ROOTS = [".", "odoo", "usr/lib/python3/dist-packages", "server", "src"];

async function findRoot(fs: FileSystem, folder: string): Promise<string | undefined> {
  const isRoot = async (root: string): Promise<boolean> => isFile(fs, join(root, "odoo", "release.py"));
  // The package folder itself was named.
  if (basename(folder) === "odoo" && (await isFile(fs, join(folder, "release.py")))) return dirname(folder);
  for (const place of ROOTS) if (await isRoot(join(folder, place))) return join(folder, place);
  // An archive unpacks into one folder of its own.
  for (const name of await fs.list(folder)) {
    if ((await fs.kind(join(folder, name))) === "directory" && (await isRoot(join(folder, name))))
      return join(folder, name);
  }
  return undefined;
}

/**
 * Finds Odoo below a folder that the user named: a checkout with `odoo-bin`, an unpacked archive or package, or the
 * `odoo` package folder itself; and all folders of addons beside it.
 * @throws ConnectorError (2) where there is none, or of a series the lab does not know.
 */
export async function findOdoo(fs: FileSystem, named: string): Promise<OdooSource> {
  const folder = resolve(named);
  if ((await fs.kind(folder)) === undefined)
    throw new ConnectorError({ place: "--odoo", message: `there is no folder ${folder}` });
  const root = await findRoot(fs, folder);
  if (root === undefined) {
    throw new ConnectorError({
      place: "--odoo",
      message: `no Odoo in ${folder}: neither odoo-bin nor an "odoo" package folder with release.py`,
      hint: "name the folder of a checkout, the one that holds odoo-bin",
    });
  }
  const release = await fs.readText(join(root, "odoo", "release.py"));
  const series = readSeries(release) ?? "unknown";
  if (!isOdooVersion(series)) {
    throw new ConnectorError({
      place: "--odoo",
      message: `Odoo in ${root} is of series ${series}; the lab runs ${ODOO_VERSIONS.join(", ")}`,
    });
  }
  const addons: string[] = [];
  const candidates = [
    join(root, "odoo", "addons"),
    join(root, "addons"),
    ...(await fs.list(root)).map((name) => join(root, name)),
  ];
  if (folder !== root) candidates.push(...(await fs.list(folder)).map((name) => join(folder, name)));
  for (const candidate of candidates) {
    if (!addons.includes(candidate) && (await holdsAddons(fs, candidate))) addons.push(candidate);
  }
  return { series, root, addons, identity: `${root}\n${release}\n${await readHead(fs, root)}` };
}

/** The commit a checkout stands at, so that a pull makes new templates; empty where it is no checkout. */
async function readHead(fs: FileSystem, root: string): Promise<string> {
  try {
    const head = (await fs.readText(join(root, ".git", "HEAD"))).trim();
    const ref = /^ref: (.+)$/.exec(head)?.[1];
    return ref ? (await fs.readText(join(root, ".git", ref))).trim() : head;
  } catch {
    return "";
  }
}
