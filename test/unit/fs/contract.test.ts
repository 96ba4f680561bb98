import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { MemoryFileSystem } from "../../../src/fs/memory.ts";
import { nodeFileSystem } from "../../../src/fs/node.ts";
import type { FileSystem } from "../../../src/fs/port.ts";

interface Disk {
  fs: FileSystem;
  root: string;
  link(path: string, target: string): Promise<void>;
  close(): Promise<void>;
}

const disks: [string, () => Promise<Disk>][] = [
  [
    "node",
    async () => {
      const root = await mkdtemp(join(tmpdir(), "odoo-connector-fs-"));
      return {
        fs: nodeFileSystem,
        root,
        link: (path, target) => symlink(target, path),
        close: () => rm(root, { recursive: true, force: true }),
      };
    },
  ],
  [
    "memory",
    () => {
      const memory = new MemoryFileSystem({ "/base/.keep": "" });
      return Promise.resolve({
        fs: memory,
        root: "/base",
        link: (path, target) => {
          memory.link(path, target);
          return Promise.resolve();
        },
        close: () => Promise.resolve(),
      });
    },
  ],
];

const codeOf = async (promise: Promise<unknown>): Promise<string | undefined> => {
  try {
    await promise;
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
};

describe.each(disks)("the file-system port on %s", (_name, open) => {
  let disk: Disk;
  let at: (...parts: string[]) => string;

  beforeEach(async () => {
    disk = await open();
    at = (...parts) => join(disk.root, ...parts);
  });
  afterEach(() => disk.close());

  it("gives back text and bytes as written", async () => {
    const text = 'naïve "текст" 🛒\r\n';
    await disk.fs.writeText(at("a.txt"), text);
    expect(await disk.fs.readText(at("a.txt"))).toBe(text);
    const bytes = new Uint8Array([0, 255, 10, 13, 128]);
    await disk.fs.writeBytes(at("b.bin"), bytes);
    expect(await disk.fs.readBytes(at("b.bin"))).toEqual(bytes);
  });

  it("tells files, folders, links and nothing apart, without following links", async () => {
    await disk.fs.writeText(at("file"), "x");
    await disk.fs.makeDirectory(at("folder"));
    await disk.link(at("to-folder"), at("folder"));
    await disk.link(at("dangling"), at("nowhere"));
    expect(await disk.fs.kind(at("file"))).toBe("file");
    expect(await disk.fs.kind(at("folder"))).toBe("directory");
    expect(await disk.fs.kind(at("to-folder"))).toBe("link");
    expect(await disk.fs.kind(at("dangling"))).toBe("link");
    expect(await disk.fs.kind(at("nothing"))).toBeUndefined();
    expect(await disk.fs.kind(at("file", "below"))).toBeUndefined();
  });

  it("lists a folder sorted by code unit", async () => {
    for (const name of ["b", "a", "Z", "_", "é"]) await disk.fs.writeText(at("sorted-" + name), "");
    const names = (await disk.fs.list(disk.root)).filter((name) => name.startsWith("sorted-"));
    expect(names).toEqual(["sorted-Z", "sorted-_", "sorted-a", "sorted-b", "sorted-é"]);
  });

  it("makes a folder with its parents, and again", async () => {
    await disk.fs.makeDirectory(at("x", "y", "z"));
    await disk.fs.makeDirectory(at("x", "y", "z"));
    expect(await disk.fs.kind(at("x", "y", "z"))).toBe("directory");
  });

  it("renames over a file, and moves a folder", async () => {
    await disk.fs.writeText(at("old"), "old");
    await disk.fs.writeText(at("new"), "new");
    await disk.fs.rename(at("new"), at("old"));
    expect(await disk.fs.readText(at("old"))).toBe("new");
    expect(await disk.fs.kind(at("new"))).toBeUndefined();
    await disk.fs.makeDirectory(at("d"));
    await disk.fs.writeText(at("d", "f"), "f");
    await disk.fs.rename(at("d"), at("e"));
    expect(await disk.fs.readText(at("e", "f"))).toBe("f");
  });

  it("removes files and trees; nothing there is no error", async () => {
    await disk.fs.makeDirectory(at("tree", "deep"));
    await disk.fs.writeText(at("tree", "deep", "f"), "f");
    await disk.fs.remove(at("tree"));
    await disk.fs.remove(at("tree"));
    expect(await disk.fs.kind(at("tree"))).toBeUndefined();
  });

  it("removes a folder in which a file was replaced", async () => {
    await disk.fs.makeDirectory(at("folder"));
    await disk.fs.writeText(at("folder", "f"), "old");
    await disk.fs.writeText(at("newer"), "new");
    await disk.fs.rename(at("newer"), at("folder", "f"));
    await disk.fs.remove(at("folder"));
    expect(await disk.fs.kind(at("folder"))).toBeUndefined();
  });

  it("removes a link, never what it points at", async () => {
    await disk.fs.makeDirectory(at("kept"));
    await disk.fs.writeText(at("kept", "f"), "f");
    await disk.link(at("link"), at("kept"));
    await disk.fs.remove(at("link"));
    expect(await disk.fs.readText(at("kept", "f"))).toBe("f");
  });

  it("copies a tree, links as links", async () => {
    await disk.fs.makeDirectory(at("from", "deep"));
    await disk.fs.writeText(at("from", "deep", "f"), "f");
    await disk.link(at("from", "link"), at("from", "deep"));
    await disk.fs.copy(at("from"), at("to"));
    expect(await disk.fs.readText(at("to", "deep", "f"))).toBe("f");
    expect(await disk.fs.kind(at("to", "link"))).toBe("link");
    await disk.fs.copy(at("from", "deep", "f"), at("single", "f"));
    expect(await disk.fs.readText(at("single", "f"))).toBe("f");
  });

  it("keeps a file as it is while another takes its place", async () => {
    await disk.fs.writeText(at("place"), "old");
    await disk.fs.setMode(at("place"), 0o640);
    await disk.fs.keep(at("place"), at("kept-here", "deep", "f"));
    await disk.fs.writeText(at("other"), "new");
    await disk.fs.rename(at("other"), at("place"));
    expect(await disk.fs.readText(at("kept-here", "deep", "f"))).toBe("old");
    expect(await disk.fs.mode(at("kept-here", "deep", "f"))).toBe(0o640);
    await disk.fs.rename(at("kept-here", "deep", "f"), at("place"));
    expect(await disk.fs.readText(at("place"))).toBe("old");
  });

  it("creates exclusively once", async () => {
    await disk.fs.createExclusive(at("lock"), "1");
    expect(await codeOf(disk.fs.createExclusive(at("lock"), "2"))).toBe("EEXIST");
    expect(await disk.fs.readText(at("lock"))).toBe("1");
  });

  it("sets a mode, and tells it", async () => {
    await disk.fs.writeText(at("run"), "");
    await disk.fs.setMode(at("run"), 0o755);
    expect(await disk.fs.mode(at("run"))).toBe(0o755);
  });

  it("fails with Node's codes", async () => {
    await disk.fs.writeText(at("plain"), "x");
    await disk.fs.makeDirectory(at("dir"));
    expect(await codeOf(disk.fs.readText(at("missing")))).toBe("ENOENT");
    expect(await codeOf(disk.fs.readText(at("dir")))).toBe("EISDIR");
    expect(await codeOf(disk.fs.writeText(at("no", "parent"), "x"))).toBe("ENOENT");
    expect(await codeOf(disk.fs.list(at("missing")))).toBe("ENOENT");
    expect(await codeOf(disk.fs.list(at("plain")))).toBe("ENOTDIR");
    expect(await codeOf(disk.fs.rename(at("missing"), at("x")))).toBe("ENOENT");
    expect(["EEXIST", "ENOTDIR"]).toContain(await codeOf(disk.fs.makeDirectory(at("plain"))));
  });
});
