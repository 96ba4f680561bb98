/** An addon that this tool made, as the commands that let it grow find it. */
import { basename, dirname, join, relative, resolve } from "node:path";
import { ConnectorError } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import { FRAMEWORK_ADDONS } from "../plan/framework.ts";
import { VERSION } from "../version.ts";
import { type AddonLock, digest, LOCK_FILE, parseLock, REMAKE_RECORDS } from "../write/lockfile.ts";

export const SPEC_FILE = "connector.yaml";

export interface Connector {
  /** Absolute path of the folder that holds the addon, and the runtime addons. */
  readonly root: string;
  /** The addon's folder in it. */
  readonly name: string;
  /** Absolute. */
  readonly path: string;
  /** What its connector.yaml is called in messages: relative to where the user stands. */
  readonly file: string;
  /** The text of its connector.yaml, without a byte order mark. */
  readonly text: string;
  readonly lock: AddonLock;
  /** The runtime addons beside it that this tool wrote. */
  readonly runtime: readonly { readonly name: string; readonly lock: AddonLock }[];
}

/**
 * Finds the connector that a command is about: the named one, else the one that the user stands in.
 * @param cwd where the user stands
 * @param path as typed: the addon's folder
 * @throws ConnectorError (2) where there is none, or one that this tool did not make
 */
export async function openConnector(fs: FileSystem, cwd: string, path: string | undefined): Promise<Connector> {
  const place = await locate(fs, cwd, path);
  const shown = relative(cwd, place) || ".";
  const lock = await lockOf(fs, place);
  if (lock === undefined) {
    throw new ConnectorError({
      place: shown,
      message: `holds no ${LOCK_FILE}: this tool cannot tell what it wrote here and what you did`,
      hint: REMAKE_RECORDS,
    });
  }
  const root = dirname(place);
  const runtime = await Promise.all(
    FRAMEWORK_ADDONS.map(async (name) => ({ name, lock: await lockOf(fs, join(root, name)) })),
  );
  const file = join(shown, SPEC_FILE);
  return {
    root,
    name: basename(place),
    path: place,
    file,
    text: await readSpecText(fs, join(place, SPEC_FILE), file),
    lock,
    runtime: runtime.flatMap(({ name, lock: one }) => (one === undefined ? [] : [{ name, lock: one }])),
  };
}

async function locate(fs: FileSystem, cwd: string, path: string | undefined): Promise<string> {
  const start = resolve(cwd, path ?? ".");
  const isAddon = async (folder: string): Promise<boolean> => (await fs.kind(join(folder, SPEC_FILE))) === "file";
  for (let folder = start; ; folder = dirname(folder)) {
    if (await isAddon(folder)) return folder;
    // A path is taken at its word; only who names none is looked for from where they stand.
    if (path !== undefined || dirname(folder) === folder) break;
  }
  const below = await fs.list(start).catch(() => undefined);
  const place = path ?? start;
  if (below === undefined) throw new ConnectorError({ place, message: "there is no such folder" });
  const addons: string[] = [];
  for (const name of below) {
    const folder = join(start, name);
    const isOurs = (await isAddon(folder)) && (await fs.kind(join(folder, LOCK_FILE))) === "file";
    if (isOurs) addons.push(relative(cwd, folder));
  }
  throw new ConnectorError({
    place,
    message: `holds no ${SPEC_FILE}${path === undefined ? ", and neither do the folders above" : ""}`,
    hint:
      addons.length > 0
        ? `did you mean ${addons.slice(0, 5).join(" or ")}?`
        : "name the folder of a connector that init-connector made",
  });
}

async function lockOf(fs: FileSystem, folder: string): Promise<AddonLock | undefined> {
  const place = join(folder, LOCK_FILE);
  return (await fs.kind(place)) === "file" ? parseLock(await fs.readText(place), place) : undefined;
}

async function readSpecText(fs: FileSystem, place: string, shown: string): Promise<string> {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await fs.readBytes(place));
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ConnectorError({ place: shown, message: "is no UTF-8 text", hint: "save it as UTF-8" });
  }
}

/** The runtime addons that are not beside a connector, or that this tool did not write. */
export const missingRuntime = ({ runtime }: Connector): string[] =>
  FRAMEWORK_ADDONS.filter((name) => !runtime.some((one) => one.name === name));

/** Whether it stands beside code that this tool did not make; told without reading the spec. */
export const isAdopted = ({ text }: Connector): boolean => /^adopted:/m.test(text);

/** Whether the spec was edited since the addon was made from it. */
export const isSpecEdited = ({ lock, text }: Connector): boolean => lock.spec !== digest(text);

/** How the tool that wrote an addon last compares with this one: `older`, `same` or `later`. */
export function ageOf({ tool }: Pick<AddonLock, "tool">): "older" | "same" | "later" {
  const parts = (version: string): number[] => version.split(/[.+-]/, 3).map(Number);
  const [theirs, ours] = [parts(tool), parts(VERSION)];
  for (const index of [0, 1, 2]) {
    const difference = (theirs[index] ?? 0) - (ours[index] ?? 0);
    if (difference !== 0) return difference < 0 ? "older" : "later";
  }
  return "same";
}
