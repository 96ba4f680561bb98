import { Volume } from "memfs";
import type { EntryKind, FileSystem } from "./port.ts";

/**
 * A disk in memory for tests: the same port and the same error codes as the real one.
 * @param files path -> text of what stands there at the start (absolute paths; parents are made)
 */
export class MemoryFileSystem implements FileSystem {
  readonly #volume: Volume;

  constructor(files: Readonly<Record<string, string>> = {}) {
    this.#volume = Volume.fromJSON({ ...files });
  }

  /** Every file with its text, sorted by path: what a test compares. Empty folders are not in it. */
  files(): Record<string, string> {
    const found: Record<string, string> = {};
    for (const [path, text] of Object.entries(this.#volume.toJSON()).sort(([a], [b]) => (a < b ? -1 : 1))) {
      if (text !== null) found[path] = text;
    }
    return found;
  }

  /** Puts a symbolic link at `path`: the writer must see it and not walk through it. */
  link(path: string, target: string): void {
    this.#volume.symlinkSync(target, path);
  }

  readText = async (path: string): Promise<string> => await this.#volume.promises.readFile(path, "utf8");

  readBytes = async (path: string): Promise<Uint8Array> => new Uint8Array(await this.#volume.promises.readFile(path));

  writeText = (path: string, text: string): Promise<void> => this.#volume.promises.writeFile(path, text);

  writeBytes = (path: string, bytes: Uint8Array): Promise<void> => this.#volume.promises.writeFile(path, bytes);

  kind = async (path: string): Promise<EntryKind | undefined> => {
    try {
      const entry = await this.#volume.promises.lstat(path);
      if (entry.isSymbolicLink()) return "link";
      if (entry.isDirectory()) return "directory";
      return entry.isFile() ? "file" : "other";
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === "ENOENT" || code === "ENOTDIR") return undefined;
      throw error;
    }
  };

  list = async (path: string): Promise<string[]> => {
    const names = (await this.#volume.promises.readdir(path)) as string[];
    return names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  };

  makeDirectory = async (path: string): Promise<void> => {
    // memfs says nothing where a file is in the way.
    if ((await this.kind(path)) === "file") {
      throw Object.assign(new Error(`EEXIST: file already exists, mkdir '${path}'`), { code: "EEXIST" });
    }
    await this.#volume.promises.mkdir(path, { recursive: true });
  };

  rename = async (from: string, to: string): Promise<void> => {
    // memfs counts a file that is replaced twice, and would never let its folder go.
    if ((await this.kind(from)) === "file" && (await this.kind(to)) === "file") await this.remove(to);
    await this.#volume.promises.rename(from, to);
  };

  remove = async (path: string): Promise<void> => {
    const kind = await this.kind(path);
    if (kind === "directory") {
      for (const name of await this.list(path)) await this.remove(`${path}/${name}`);
      await this.#volume.promises.rmdir(path);
    } else if (kind !== undefined) {
      // memfs's own rm walks through a link and removes what it points at.
      await this.#volume.promises.unlink(path);
    }
  };

  copy = async (from: string, to: string): Promise<void> => {
    const kind = await this.kind(from);
    if (kind === "directory") {
      await this.makeDirectory(to);
      for (const name of await this.list(from)) await this.copy(`${from}/${name}`, `${to}/${name}`);
    } else if (kind === "link") {
      await this.#volume.promises.symlink(await this.#volume.promises.readlink(from), to);
    } else {
      await this.makeDirectory(to.slice(0, to.lastIndexOf("/")) || "/");
      await this.#volume.promises.copyFile(from, to);
    }
  };

  keep = async (from: string, to: string): Promise<void> => {
    await this.makeDirectory(to.slice(0, to.lastIndexOf("/")) || "/");
    await this.#volume.promises.link(from, to);
  };

  mode = async (path: string): Promise<number> => Number((await this.#volume.promises.stat(path)).mode) & 0o777;

  setMode = (path: string, mode: number): Promise<void> => this.#volume.promises.chmod(path, mode);

  createExclusive = (path: string, text: string): Promise<void> =>
    this.#volume.promises.writeFile(path, text, { flag: "wx" });
}
