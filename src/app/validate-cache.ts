/**
 * Results of addons kept on disk. What a result depends on is written beside it: the digests of the addon's folder and of
 * those that it needs, and the places where none was found. All of it unchanged, the result still holds, and nothing
 * that reads Python or XML need be loaded to know.
 */
import { createHash } from "node:crypto";
import { join } from "node:path";
import type { FileSystem } from "../fs/port.ts";
import type { AddonResult } from "./validate-types.ts";

interface Entry {
  readonly inputs: readonly (readonly [path: string, digest: string])[];
  readonly result: AddonResult;
}

/** The contents of these are read; of all others only their names count. */
const READ = /\.(?:py|xml|csv|ya?ml|toml|rst|md|txt|cfg|html|js|json|po|pot)$/;

const PASSED = new Set(["__pycache__", "node_modules", ".git"]);

export class Cache {
  private readonly digests = new Map<string, Promise<string>>();
  private readonly fs: FileSystem;
  private readonly folder: string;

  /** @param folder absolute; made where it is missing */
  constructor(fs: FileSystem, folder: string) {
    this.fs = fs;
    this.folder = folder;
  }

  /** @param about everything but files that the result depends on: options, the tool's version */
  key(about: unknown): string {
    return createHash("sha256").update(JSON.stringify(about)).digest("hex").slice(0, 32);
  }

  /** @returns the result that is kept under a key, where it still holds */
  async find(key: string): Promise<AddonResult | undefined> {
    let entry: Entry;
    try {
      entry = JSON.parse(await this.fs.readText(join(this.folder, `${key}.json`))) as Entry;
      for (const [path, digest] of entry.inputs) if ((await this.digest(path)) !== digest) return undefined;
    } catch {
      // Not there, or cut off while it was written: as good as none.
      return undefined;
    }
    return entry.result;
  }

  /** @param paths folders and files that the result depends on, whether something is there or not */
  async keep(key: string, paths: readonly string[], result: AddonResult): Promise<void> {
    const inputs: [string, string][] = [];
    for (const path of paths) inputs.push([path, await this.digest(path)]);
    if ((await this.fs.kind(this.folder)) === undefined) {
      await this.fs.makeDirectory(this.folder);
      // Nobody wants it in a repository.
      await this.fs.writeText(join(this.folder, ".gitignore"), "*\n");
    }
    const entry: Entry = { inputs, result };
    const path = join(this.folder, `${key}.json`);
    // Two runs may keep the same at once.
    const aside = `${path}.${process.pid}`;
    await this.fs.writeText(aside, JSON.stringify(entry));
    await this.fs.rename(aside, path);
  }

  private digest(path: string): Promise<string> {
    let known = this.digests.get(path);
    if (known === undefined) {
      known = this.read(path);
      this.digests.set(path, known);
    }
    return known;
  }

  private async read(path: string): Promise<string> {
    const kind = await this.fs.kind(path);
    if (kind === undefined) return "";
    const hash = createHash("sha1");
    if (kind === "file") return hash.update(await this.fs.readBytes(path)).digest("hex");
    const walk = async (folder: string, below: string): Promise<void> => {
      for (const name of await this.fs.list(folder)) {
        if (PASSED.has(name)) continue;
        const at = `${folder}/${name}`;
        const one = await this.fs.kind(at);
        if (one === "directory") await walk(at, `${below}${name}/`);
        else {
          hash.update(`${below}${name}\0`);
          if (one === "file" && READ.test(name)) hash.update(await this.fs.readBytes(at));
        }
      }
    };
    await walk(path, "");
    return hash.digest("hex");
  }
}
