import { dirname } from "node:path";
import fse from "fs-extra";
import type { EntryKind, FileSystem } from "./port.ts";

/** Sorted by code unit, so that two machines with two locales list a folder alike. */
const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isMissing = (error: unknown): boolean => {
  const code = (error as NodeJS.ErrnoException).code;
  // ENOTDIR: a parent of the path is a file, so nothing can stand there either.
  return code === "ENOENT" || code === "ENOTDIR";
};

/**
 * Segment by segment: Node's own recursive mkdir never comes back where a folder is there but takes no entry (ENOENT,
 * as in /proc).
 */
async function makeDirectory(path: string): Promise<void> {
  try {
    await fse.mkdir(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const parent = dirname(path);
    if (code === "ENOENT" && parent !== path) {
      await makeDirectory(parent);
      // Another process may have been faster.
      await fse.mkdir(path).catch((second: unknown) => existing(path, second));
    } else await existing(path, error);
  }
}

/** @throws the error, where no folder stands at the path */
async function existing(path: string, error: unknown): Promise<void> {
  const isFolder = await fse.stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!isFolder) throw error;
}

/** The real disk. Every error is Node's own, with its `code`. */
export const nodeFileSystem: FileSystem = {
  readText: (path) => fse.readFile(path, "utf8"),
  readBytes: async (path) => new Uint8Array(await fse.readFile(path)),
  writeText: (path, text) => fse.writeFile(path, text, "utf8"),
  writeBytes: (path, bytes) => fse.writeFile(path, bytes),
  async kind(path): Promise<EntryKind | undefined> {
    try {
      const entry = await fse.lstat(path);
      if (entry.isSymbolicLink()) return "link";
      if (entry.isDirectory()) return "directory";
      return entry.isFile() ? "file" : "other";
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  },
  list: async (path) => (await fse.readdir(path)).sort(byCodeUnit),
  makeDirectory,
  rename: (from, to) => fse.rename(from, to),
  remove: (path) => fse.remove(path),
  // Links are copied as links: following them could pull in half a disk.
  copy: (from, to) => fse.copy(from, to, { dereference: false, errorOnExist: false, overwrite: true }),
  setMode: (path, mode) => fse.chmod(path, mode),
  createExclusive: (path, text) => fse.writeFile(path, text, { encoding: "utf8", flag: "wx" }),
};
