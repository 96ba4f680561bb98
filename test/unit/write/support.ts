import { MemoryFileSystem } from "../../../src/fs/memory.ts";
import type { FileSystem } from "../../../src/fs/port.ts";
import type { Ownership } from "../../../src/plan/types.ts";
import type { AddonOutput } from "../../../src/write/changes.ts";
import type { Machine } from "../../../src/write/mutex.ts";

export const machine: Machine = {
  pid: 1,
  host: "here",
  isAlive: (pid) => pid === 1,
  sleep: () => Promise.resolve(),
};

/** An addon with these files; a value `seed:…` makes a seed. */
export function addon(name: string, files: Record<string, string>, spec = "s"): AddonOutput {
  return {
    name,
    made: { tool: "1.0.0", odoo: "19.0", spec },
    files: Object.entries(files).map(([path, content]) => {
      const ownership: Ownership = content.startsWith("seed:") ? "seed" : "generated";
      return { path: `${name}/${path}`, content, ownership };
    }),
  };
}

/** The same tree on a disk of its own: cheaper than to write it once more. */
export async function cloned(fs: MemoryFileSystem): Promise<MemoryFileSystem> {
  const copy = new MemoryFileSystem();
  for (const path of Object.keys(fs.files())) {
    await copy.makeDirectory(path.slice(0, path.lastIndexOf("/")));
    await copy.writeBytes(path, await fs.readBytes(path));
  }
  return copy;
}

const WRITES = new Set([
  "writeText",
  "writeBytes",
  "makeDirectory",
  "rename",
  "remove",
  "copy",
  "keep",
  "createExclusive",
]);

export interface FaultyDisk {
  fs: FileSystem;
  /** How many writing operations were asked for. */
  writes: () => number;
}

/**
 * A disk that fails at its n-th writing operation: with `once` only there (an error that a program has to handle), else
 * from there on for ever (a killed process, which does nothing any more). A write that fails leaves half a file.
 */
export function failingAt(fs: FileSystem, at: number, code: string, once: boolean): FaultyDisk {
  let count = 0;
  const failing = new Proxy(fs, {
    get(target, name: keyof FileSystem) {
      const original = Reflect.get(target, name) as (...args: unknown[]) => Promise<unknown>;
      return async (...args: unknown[]) => {
        if (WRITES.has(name)) count++;
        if (count === at && WRITES.has(name)) {
          if (name === "writeText" || name === "createExclusive") {
            await target.writeText(args[0] as string, (args[1] as string).slice(0, 3)).catch(() => undefined);
          }
          throw Object.assign(new Error(code), { code });
        }
        if (count >= at && !once) throw Object.assign(new Error(code), { code });
        return original.apply(target, args);
      };
    },
  });
  return {
    fs: failing,
    writes: () => count,
  };
}
