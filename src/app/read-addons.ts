/** Addons from the disk: their texts, what is wrong with their syntax, and the addons that they need. */
import { dirname, join, sep } from "node:path";
import { readAddon } from "../addon/read.ts";
import type { AddonModel } from "../addon/types.ts";
import { faultsOfPython, type PythonFault } from "../format/check.ts";
import type { FileSystem } from "../fs/port.ts";
import type { ModelIndex } from "../odoo/index.ts";
import type { Module } from "../parse/python/ast.ts";
import { parsePython } from "../parse/python/parse.ts";
import { lineStarts, type SyntaxFault } from "../parse/text.ts";
import { LOCK_FILE } from "../write/lockfile.ts";
import { setAside } from "./set-aside.ts";

/** Texts by path below the addon's folder, with `/`; undefined for what is there and not read. */
export type AddonFiles = ReadonlyMap<string, string | undefined>;

/** An addon as it lies on the disk. */
export interface AddonSource {
  readonly name: string;
  /** Absolute. */
  readonly folder: string;
  readonly files: AddonFiles;
}

const MANIFEST = "__manifest__.py";

/** Files whose text rules may ask for. */
const TEXTS = /\.(?:py|xml|csv|rst|md|txt|pot|cfg|toml|ya?ml)$/i;

/** Folders that say nothing of an addon; translations and pictures are known by their names alone. */
const PASSED = new Set([".git", "__pycache__", "node_modules"]);

/** A data file of more than this is no source. */
const LARGEST = 4_000_000;

/** Addons of so many characters are kept in memory: of a large repository those that were asked for last. */
const KEPT = 5_000_000;

interface Kept {
  readonly source: Promise<AddonSource>;
  size: number;
  /** As those see it that need it. */
  model: AddonModel | undefined;
}

/** Reads addons and what they need, each once as far as memory allows. */
export class AddonReader {
  private readonly fs: FileSystem;
  /** By folder, those first that nobody asked for since long. */
  private readonly kept = new Map<string, Kept>();

  constructor(fs: FileSystem) {
    this.fs = fs;
  }

  /** @param folder absolute */
  async source(folder: string): Promise<AddonSource> {
    const one = this.kept.get(folder) ?? { source: this.read(folder), size: 0, model: undefined };
    this.kept.delete(folder);
    this.kept.set(folder, one);
    const source = await one.source;
    if (one.size === 0) {
      for (const text of source.files.values()) one.size += text?.length ?? 0;
      this.forget();
    }
    return source;
  }

  private forget(): void {
    let size = [...this.kept.values()].reduce((sum, one) => sum + one.size, 0);
    for (const [folder, one] of this.kept) {
      if (size <= KEPT) return;
      size -= one.size;
      this.kept.delete(folder);
    }
  }

  private async read(folder: string): Promise<AddonSource> {
    const files = new Map<string, string | undefined>();
    const walk = async (at: string, below: string): Promise<void> => {
      const visit = async (name: string): Promise<void> => {
        const path = join(at, name);
        const kind = await this.fs.kind(path);
        if (kind === "directory") {
          if (!PASSED.has(name)) await walk(path, `${below}${name}/`);
        } else if (kind === "file" || kind === "link") {
          const text = TEXTS.test(name) ? await this.fs.readText(path).catch(() => undefined) : undefined;
          files.set(`${below}${name}`, text !== undefined && text.length <= LARGEST ? text : undefined);
        }
      };
      const names = await this.fs.list(at);
      // An addon in an addon, as tests of installation have them, is no part of it.
      if (below === "" || !names.includes(MANIFEST)) await Promise.all(names.map(visit));
    };
    await walk(folder, "");
    if (files.has(LOCK_FILE)) {
      const lock = await this.fs.readText(join(folder, LOCK_FILE)).catch(() => "");
      // Known by their names, like all that is no part of the addon.
      for (const path of setAside(lock, files)) files.set(path, undefined);
    }
    return { name: folder.slice(folder.lastIndexOf(sep) + 1), folder, files };
  }

  /**
   * The addons that one needs, through any number of steps, as far as they are at hand: those in the folders that
   * somebody named, and those beside it that the index does not know.
   * @param folder of the addon, absolute
   * @param named folders of addons, absolute
   * @returns the addons, and every place that was looked at
   */
  async needs(
    addon: AddonModel,
    folder: string,
    named: readonly string[],
    index: ModelIndex,
  ): Promise<{ readonly addons: readonly AddonModel[]; readonly inputs: readonly string[] }> {
    const beside = dirname(folder);
    const indexed = new Set(index.moduleNames());
    const addons: AddonModel[] = [];
    const inputs: string[] = [];
    const seen = new Set([addon.name]);
    const waiting = [...(addon.manifest?.depends ?? [])];
    for (let word = waiting.shift(); word !== undefined; word = waiting.shift()) {
      const name = word.text;
      // Whatever else stands there is no folder's name.
      if (seen.has(name) || !/^\w+$/.test(name)) continue;
      seen.add(name);
      for (const root of indexed.has(name) ? named : [...named, beside]) {
        const at = `${root}/${name}`;
        inputs.push(at);
        if ((await this.fs.kind(`${at}/${MANIFEST}`)) === undefined) continue;
        const found = this.needed(await this.source(at));
        addons.push(found);
        waiting.push(...(found.manifest?.depends ?? []));
        break;
      }
    }
    return { addons, inputs };
  }

  /** An addon that others need: nobody asks what is wrong with it. */
  private needed(source: AddonSource): AddonModel {
    const one = this.kept.get(source.folder);
    const found = one?.model ?? readAddon(source.name, source.files);
    if (one !== undefined) one.model = found;
    return found;
  }
}

/** Reads an addon that is to be judged: the files that are not what their names say have no trees but a fault. */
export async function readJudged({ name, files }: AddonSource): Promise<AddonModel> {
  const faults = new Map<string, SyntaxFault>();
  const modules = new Map<string, Module>();
  const doubtful: { readonly path: string; readonly text: string }[] = [];
  const { faultOfXml } = await import("../parse/xml-fault.ts");
  for (const [path, text] of files) {
    if (text === undefined) continue;
    if (path.endsWith(".py")) {
      const module = parsePython(text);
      modules.set(path, module);
      if (!module.isSure) doubtful.push({ path, text });
    } else if (path.endsWith(".xml")) {
      const fault = faultOfXml(text);
      if (fault !== undefined) faults.set(path, fault);
    }
  }
  for (const [place, fault] of (await faultsOfPython(doubtful.map((one) => one.text))).entries()) {
    const file = doubtful[place];
    if (file !== undefined && fault !== undefined) faults.set(file.path, placed(file.text, fault));
  }
  return readAddon(name, files, faults, modules);
}

/** Lines and columns as offsets. */
function placed(text: string, { line, column, endLine, endColumn, message }: PythonFault): SyntaxFault {
  const starts = lineStarts(text);
  const at = (row: number, place: number): number =>
    Math.min((starts[row - 1] ?? text.length) + place - 1, text.length);
  const from = at(line, column);
  return { span: { from, to: Math.max(from, at(endLine, endColumn)) }, message };
}
