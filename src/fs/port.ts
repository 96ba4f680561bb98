/** What an entry of a folder is; a link is reported as such and never followed in silence. */
export type EntryKind = "file" | "directory" | "link" | "other";

/**
 * The only door to the disk. Two implementations: `node.ts` (fs-extra) and `memory.ts` (memfs).
 * Paths are absolute; text is UTF-8. Errors are Node's own (`ENOENT`, `EACCES`, `ENOSPC` …).
 */
export interface FileSystem {
  readText(path: string): Promise<string>;
  readBytes(path: string): Promise<Uint8Array>;
  writeText(path: string, text: string): Promise<void>;
  writeBytes(path: string, bytes: Uint8Array): Promise<void>;
  /** Kind of the entry itself (links not followed), or undefined where nothing stands. */
  kind(path: string): Promise<EntryKind | undefined>;
  /** Names in a folder, sorted. */
  list(path: string): Promise<string[]>;
  makeDirectory(path: string): Promise<void>;
  /** Atomic on one file system; replaces a file at the target. */
  rename(from: string, to: string): Promise<void>;
  /** Removes a file or a whole folder; nothing there is no error. */
  remove(path: string): Promise<void>;
  copy(from: string, to: string): Promise<void>;
  /**
   * Keeps a file that is about to be replaced by a rename, or removed: under a second name where the disk gives files
   * two (costs nothing, needs no room), as a copy where it does not.
   */
  keep(from: string, to: string): Promise<void>;
  /** Who may read, write and run it: the lower nine bits. */
  mode(path: string): Promise<number>;
  setMode(path: string, mode: number): Promise<void>;
  /** Creates the file, failing with `EEXIST` where one stands (locks). */
  createExclusive(path: string, text: string): Promise<void>;
}
