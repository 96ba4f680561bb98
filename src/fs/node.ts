import * as fs from "node:fs";
import { dirname } from "node:path";
import type { EntryKind, FileSystem } from "./port.ts";

/** Sorted by code unit, so that two machines with two locales list a folder alike. */
const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const isMissing = (error: unknown): boolean => {
  const code = (error as NodeJS.ErrnoException).code;
  // ENOTDIR: a parent of the path is a file, so nothing can stand there either.
  return code === "ENOENT" || code === "ENOTDIR";
};

/**
 * Done at once: of small files, handing each step to another thread and back costs several times what the step does.
 * Only the copy of a whole folder, which may take long, is left to Node's threads.
 */
const now = <T>(work: () => T): Promise<T> =>
  new Promise((resolve) => {
    resolve(work());
  });

/**
 * Segment by segment: Node's own recursive mkdir never comes back where a folder is there but takes no entry (ENOENT,
 * as in /proc).
 */
function makeDirectory(path: string): void {
  try {
    fs.mkdirSync(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const parent = dirname(path);
    if (code === "ENOENT" && parent !== path) {
      makeDirectory(parent);
      try {
        fs.mkdirSync(path);
      } catch (second) {
        // Another process may have been faster.
        if (!isFolder(path)) throw second;
      }
    } else if (!isFolder(path)) throw error;
  }
}

const isFolder = (path: string): boolean => {
  try {
    return fs.statSync(path).isDirectory();
  } catch {
    return false;
  }
};

function kindOf(path: string): EntryKind | undefined {
  try {
    const entry = fs.lstatSync(path, { throwIfNoEntry: false });
    if (entry === undefined) return undefined;
    if (entry.isSymbolicLink()) return "link";
    if (entry.isDirectory()) return "directory";
    return entry.isFile() ? "file" : "other";
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/** What only a run that writes needs. */
const extra = async (): Promise<typeof import("fs-extra")> => (await import("fs-extra")).default;

/** Virus scanners hold files there for a moment: fs-extra tries again. */
const renameThere = async (from: string, to: string): Promise<void> => (await extra()).rename(from, to);

/** The real disk. Every error is Node's own, with its `code`. */
export const nodeFileSystem: FileSystem = {
  readText: (path) => now(() => fs.readFileSync(path, "utf8")),
  readBytes: (path) => now(() => new Uint8Array(fs.readFileSync(path))),
  writeText: (path, text) => now(() => fs.writeFileSync(path, text, "utf8")),
  writeBytes: (path, bytes) => now(() => fs.writeFileSync(path, bytes)),
  kind: (path) => now(() => kindOf(path)),
  list: (path) => now(() => fs.readdirSync(path).sort(byCodeUnit)),
  makeDirectory: (path) => now(() => makeDirectory(path)),
  rename: (from, to) => (process.platform === "win32" ? renameThere(from, to) : now(() => fs.renameSync(from, to))),
  remove: (path) =>
    now(() => {
      const kind = kindOf(path);
      if (kind === "directory") fs.rmSync(path, { recursive: true, force: true, maxRetries: 3 });
      else if (kind !== undefined) fs.unlinkSync(path);
    }),
  // Links are copied as links: following them could pull in half a disk.
  copy: async (from, to) => {
    if (kindOf(from) === "file") {
      makeDirectory(dirname(to));
      fs.copyFileSync(from, to);
    } else await (await extra()).copy(from, to, { dereference: false, errorOnExist: false, overwrite: true });
  },
  keep: (from, to) =>
    now(() => {
      makeDirectory(dirname(to));
      try {
        fs.linkSync(from, to);
      } catch {
        fs.copyFileSync(from, to);
      }
    }),
  mode: (path) => now(() => fs.statSync(path).mode & 0o777),
  setMode: async (path, mode) => (await extra()).chmod(path, mode),
  createExclusive: (path, text) =>
    now(() => {
      const file = fs.openSync(path, "wx");
      try {
        fs.writeFileSync(file, text, "utf8");
      } catch (error) {
        // On a full disk an empty one would be left, and nobody would know whose it is.
        fs.unlinkSync(path);
        throw error;
      } finally {
        fs.closeSync(file);
      }
    }),
};
