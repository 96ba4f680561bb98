import { ConnectorError } from "../errors.ts";
import type { EntryKind, FileSystem } from "../fs/port.ts";

/**
 * Refuses a path that could leave the folder it is meant for. Plans only hold relative paths with `/`; a name out of a
 * spec must not turn one into something else.
 */
export function checkRelativePath(path: string): void {
  const parts = path.split("/");
  const isBad =
    path === "" ||
    /[\\\0\n\r]/.test(path) ||
    /^[A-Za-z]:/.test(path) ||
    parts.some((part) => part === "" || part === "." || part === ".." || Buffer.byteLength(part) > 255);
  if (isBad) {
    throw new ConnectorError({ message: "is no path inside the output folder: nothing was written", place: path });
  }
}

/** What stands at `root`: a link to a folder counts as one, for the user named it. */
export async function kindOfRoot(fs: FileSystem, root: string): Promise<EntryKind | undefined> {
  const kind = await fs.kind(root);
  if (kind !== "link") return kind;
  // Listing follows the link.
  return fs.list(root).then(
    () => "directory",
    () => "link",
  );
}

/** Answers what stands at paths below a root, asks the disk once per folder, and refuses to walk through links. */
export class Tree {
  readonly #fs: FileSystem;
  readonly #root: string;
  readonly #folders = new Map<string, Promise<boolean>>();

  constructor(fs: FileSystem, root: string) {
    this.#fs = fs;
    this.#root = root;
  }

  /**
   * Whether a folder stands there (false: nothing does).
   * @throws ConnectorError where a link or a file stands in its place, or in that of a parent
   */
  hasFolder(path: string): Promise<boolean> {
    let known = this.#folders.get(path);
    if (!known) {
      known = this.#look(path);
      this.#folders.set(path, known);
    }
    return known;
  }

  async #look(path: string): Promise<boolean> {
    if (path === "") {
      const kind = await kindOfRoot(this.#fs, this.#root);
      if (kind !== undefined && kind !== "directory") throw notARoot(this.#root, kind);
      return kind === "directory";
    }
    if (!(await this.hasFolder(parentOf(path)))) return false;
    const kind = await this.#fs.kind(`${this.#root}/${path}`);
    if (kind !== undefined && kind !== "directory") throw notAFolder(`${this.#root}/${path}`, kind);
    return kind === "directory";
  }

  /**
   * Whether a file stands there.
   * @throws ConnectorError where a link, a folder or a device does
   */
  async hasFile(path: string): Promise<boolean> {
    if (!(await this.hasFolder(parentOf(path)))) return false;
    const kind = await this.#fs.kind(`${this.#root}/${path}`);
    if (kind === undefined || kind === "file") return kind === "file";
    throw new ConnectorError({
      message: `${KINDS[kind]} stands where a file is to be written`,
      place: `${this.#root}/${path}`,
      hint: "move it away",
    });
  }
}

export const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** What stands there, in words. */
export const KINDS: Readonly<Record<EntryKind, string>> = {
  file: "a file",
  directory: "a folder",
  link: "a link",
  other: "a device or a pipe",
};

/** Links are followed there: one that is still a link leads to no folder. */
function notARoot(place: string, kind: EntryKind): ConnectorError {
  const message = kind === "link" ? "is a link that leads to no folder" : `is ${KINDS[kind]}, not a folder`;
  return new ConnectorError({ message, place, hint: "choose another folder with --path" });
}

function notAFolder(place: string, kind: EntryKind): ConnectorError {
  return kind === "link"
    ? new ConnectorError({
        message: "is a link, and links are not followed when files are written",
        place,
        hint: "give the folder that it points at with --path",
      })
    : new ConnectorError({
        message: `is ${KINDS[kind]}, not a folder`,
        place,
        hint: "choose another folder with --path",
      });
}

/** Files that are written as bytes; plans hold them as base64: pictures, and the tool's own packed records. */
export const isBinary = (path: string): boolean => /\.png$|(?:^|\/)\.connector\.(?:base|pending)$/.test(path);

/** A file as plans hold it: text, or bytes as base64 on a line. */
export async function readContent(fs: FileSystem, root: string, path: string): Promise<string> {
  if (!isBinary(path)) return fs.readText(`${root}/${path}`);
  return Buffer.from(await fs.readBytes(`${root}/${path}`)).toString("base64") + "\n";
}
