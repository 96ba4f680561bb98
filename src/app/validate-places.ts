/** Where the addons are that somebody wants judged, and the configuration that stands above each. */
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { ConnectorError, type Problem } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";

export interface AddonPlace {
  /** The folder's name. */
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  /** As it is told: relative to where the user stands, where it is below; with `/`. */
  readonly shown: string;
}

export interface ConfigFile {
  /** Absolute. */
  readonly path: string;
  /** As it is told. */
  readonly shown: string;
  readonly text: string;
}

const MANIFEST = "__manifest__.py";

/** How far below a folder its addons may lie. */
const DEPTH = 8;

/** Folders without addons, of which some are large. */
const PASSED = new Set(["node_modules", "__pycache__", "static", "i18n"]);

/**
 * @param paths addons, folders of addons, or files, of which those that stand in no addon are left out
 * @param cwd the folder that relative paths start from
 * @param listed more paths, as version control lists what has changed: files that are gone, too
 * @returns each addon once, sorted by path
 * @throws ConnectorError for every folder of `paths` where there is none
 */
export async function findAddons(
  fs: FileSystem,
  paths: readonly string[],
  cwd: string,
  listed: readonly string[] = [],
): Promise<readonly AddonPlace[]> {
  const folders = new Set<string>();
  const problems: Problem[] = [];
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    const kind = await kindOf(fs, absolute);
    if (path.trim() === "") problems.push({ place: "PATH", message: "names no folder" });
    else if (kind === undefined) problems.push(await missing(fs, path, absolute));
    else if (kind === "file") for (const folder of await addonAbove(fs, dirname(absolute))) folders.add(folder);
    else {
      const found = await addonsBelow(fs, absolute);
      for (const folder of found) folders.add(folder);
      if (found.length === 0) {
        problems.push({ place: path, message: "no addon is here", hint: `an addon is a folder with a ${MANIFEST}` });
      }
    }
  }
  for (const path of listed) {
    const absolute = resolve(cwd, path);
    const isFolder = (await kindOf(fs, absolute)) === "directory";
    const found = isFolder ? await addonsBelow(fs, absolute) : await addonAbove(fs, dirname(absolute));
    for (const folder of found) folders.add(folder);
  }
  if (problems.length > 0) throw new ConnectorError(problems);
  return [...folders].sort().map((folder) => ({
    folder,
    name: folder.slice(folder.lastIndexOf(sep) + 1),
    shown: shownPath(folder, cwd),
  }));
}

/** What is said of a path where nothing is. */
async function missing(fs: FileSystem, path: string, absolute: string): Promise<Problem> {
  const { nearestOf } = await import("../validate/selection.ts");
  const beside = await fs.list(dirname(absolute)).catch(() => []);
  const nearest = nearestOf(basename(absolute), beside);
  return {
    place: path,
    message: "there is no such folder",
    ...(nearest === undefined ? {} : { hint: `did you mean ${join(dirname(path), nearest)}?` }),
  };
}

/**
 * Refuses folders that are not there: with a mistake in such a path much would not be judged, and nobody would know.
 * @param folders absolute
 * @param place the option or key that names them
 */
export async function needFolders(fs: FileSystem, folders: readonly string[], place: string): Promise<void> {
  const problems: Problem[] = [];
  for (const folder of folders) {
    if ((await kindOf(fs, folder)) === "directory") continue;
    problems.push(await missing(fs, folder, folder));
  }
  if (problems.length > 0) {
    throw new ConnectorError(problems.map((problem) => ({ ...problem, place: `${place}: ${problem.place ?? ""}` })));
  }
}

/** @returns a path as it is told: below `cwd` relative to it (empty for itself), elsewhere absolute; with `/` */
export function shownPath(path: string, cwd: string): string {
  const below = relative(cwd, path);
  const told = below.startsWith("..") || isAbsolute(below) ? path : below;
  return told.split(sep).join("/");
}

/** What stands at a path, links followed. */
async function kindOf(fs: FileSystem, path: string): Promise<"file" | "directory" | undefined> {
  const kind = await fs.kind(path);
  if (kind === "directory") return kind;
  if (kind === undefined) return undefined;
  if (kind === "file") return kind;
  // Of a link only what it leads to tells.
  return (await fs.list(path).catch(() => undefined)) === undefined ? "file" : "directory";
}

async function addonAbove(fs: FileSystem, folder: string): Promise<readonly string[]> {
  for (let at = folder; ; at = dirname(at)) {
    if ((await fs.kind(join(at, MANIFEST))) !== undefined) return [at];
    if (dirname(at) === at) return [];
  }
}

async function addonsBelow(fs: FileSystem, folder: string): Promise<readonly string[]> {
  const found: string[] = [];
  const walk = async (at: string, depth: number): Promise<void> => {
    const names = await fs.list(at);
    if (names.includes(MANIFEST)) {
      found.push(at);
      return;
    }
    if (depth === 0) return;
    for (const name of names) {
      if (name.startsWith(".") || PASSED.has(name)) continue;
      if ((await fs.kind(join(at, name))) === "directory") await walk(join(at, name), depth - 1);
    }
  };
  await walk(folder, DEPTH);
  // A Python package that is named by itself was meant as an addon: that its manifest is missing is a finding.
  if (found.length === 0 && (await fs.kind(join(folder, "__init__.py"))) !== undefined) found.push(folder);
  return found;
}

/** Finds the configuration of addons; what was looked up for one is known for its neighbours. */
export class Configs {
  private readonly known = new Map<string, Promise<ConfigFile | undefined>>();
  private readonly fs: FileSystem;
  private readonly cwd: string;

  constructor(fs: FileSystem, cwd: string) {
    this.fs = fs;
    this.cwd = cwd;
  }

  /** @returns the nearest file above a folder that configures this tool */
  of(folder: string): Promise<ConfigFile | undefined> {
    let found = this.known.get(folder);
    if (found === undefined) {
      found = this.find(folder);
      this.known.set(folder, found);
    }
    return found;
  }

  private async find(folder: string): Promise<ConfigFile | undefined> {
    for (const name of [".connector-lint.yaml", "pyproject.toml"]) {
      const path = join(folder, name);
      if ((await this.fs.kind(path)) === undefined) continue;
      const text = await this.fs.readText(path);
      // Most of these are about other tools.
      if (name.endsWith(".toml") && !/^\s*\[\s*tool\s*\.\s*["']?connector-lint\b/m.test(text)) continue;
      return { path, text, shown: shownPath(path, this.cwd) };
    }
    const parent = dirname(folder);
    return parent === folder ? undefined : this.of(parent);
  }
}
