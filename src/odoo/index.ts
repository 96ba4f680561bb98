/**
 * The model index: which modules, models and fields a version of Odoo has. The data was read from running Odoos
 * (standard modules, queue_job and connector) and lies packed in `data/odoo-index/`; only the models that are asked for
 * are parsed. Bytes come through a function of the caller: nothing here touches the disk.
 */
import { closest, distance } from "fastest-levenshtein";
import type { OdooVersion } from "./capabilities.ts";
import { type IndexDocument, type IndexPart, packIndex } from "./pack.ts";
import { fieldsCalled, RENAMED_FIELDS, RENAMED_MODELS } from "./renamed.ts";

export interface FieldInfo {
  readonly name: string;
  /** `char`, `many2one`, `monetary` … */
  readonly type: string;
  readonly comodel?: string;
  /** Modules that define or extend it. */
  readonly modules: readonly string[];
  readonly required: boolean;
  readonly readonly: boolean;
  /** False for computed fields that no column holds. */
  readonly stored: boolean;
  /** Path of a related field. */
  readonly related?: string;
}

export interface ModelInfo {
  readonly name: string;
  readonly modules: readonly string[];
  readonly inherit: readonly string[];
  /** Delegation: parent model -> field that points at it. */
  readonly inherits: Readonly<Record<string, string>>;
  readonly abstract: boolean;
  readonly transient: boolean;
  /** Inherited fields included. */
  readonly fieldNames: readonly string[];
  field(name: string): FieldInfo | undefined;
}

export interface ModelIndex {
  readonly version: OdooVersion;
  /**
   * Read over RPC: all fields of the models are known, but neither what a model inherits and whether it is abstract, nor
   * methods, nor what new records need. Nothing may be said about what is missing there.
   */
  readonly isReduced: boolean;
  model(name: string): ModelInfo | undefined;
  field(model: string, name: string): FieldInfo | undefined;
  modelNames(): readonly string[];
  /** The model that was probably meant, a renamed one first. */
  nearestModel(name: string): string | undefined;
  /** The field that was probably meant: a renamed one first, then one of the same meaning, then of near spelling. */
  nearestField(model: string, name: string): string | undefined;
  /** Whether the model is, inherits or delegates to the other one, through any number of steps. */
  isA(model: string, ancestor: string): boolean;
  /** Modules that define or extend a model; empty for an unknown one. */
  modulesFor(model: string): readonly string[];
  /** The module that defines a model: the one that all others of the model need. */
  moduleOf(model: string): string | undefined;
  /** The module that defines a field of a model. */
  moduleOfField(model: string, field: string): string | undefined;
  /** All modules that one needs, itself left out. */
  needs(module: string): ReadonlySet<string>;
  moduleNames(): readonly string[];
  /** Public methods by model (a stream of its own, read at the first call). */
  methods(): Promise<(model: string) => readonly string[]>;
  /** What new records of a model need, and what its selections hold (a stream of its own). */
  values(): Promise<(model: string) => ModelValues>;
  /** Names of XML ids by model of the record and module (a stream of its own). */
  xmlIds(): Promise<(model: string) => Readonly<Record<string, readonly string[]>>>;
}

/** What only a running Odoo knows of a model. */
export interface ModelValues {
  /** Required fields that neither a default nor a computation fills. */
  readonly needed: readonly string[];
  /** Values of the stored selections, each with the module that brings it; long lists are left out. */
  readonly selections: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Gives the bytes of a file below `data/odoo-index/`: `19.0.models.br`. */
export type ReadIndex = (file: string) => Promise<Uint8Array>;

/**
 * @param version `19.0`
 * @param read gives the packed file's bytes; its errors pass through
 */
export async function openIndex(version: OdooVersion, read: ReadIndex): Promise<ModelIndex> {
  const part: ReadPart = async (name) => unpack(await read(`${version}.${name}.br`));
  return new Index(version, await part("models"), part);
}

/** An index from a document, such as `odoo-connector index` writes. */
export function indexOfDocument(document: IndexDocument & { readonly odoo: OdooVersion }): ModelIndex {
  const parts = packIndex(document);
  return new Index(document.odoo, parts.models, (name) => Promise.resolve(parts[name]));
}

type ReadPart = (part: IndexPart) => Promise<string>;

async function unpack(bytes: Uint8Array): Promise<string> {
  const { brotliDecompressSync } = await import("node:zlib");
  return brotliDecompressSync(bytes).toString("utf8");
}

interface Header {
  readonly format: number;
  readonly reduced?: boolean;
  readonly modules: readonly string[];
  readonly depends: Readonly<Record<string, readonly string[]>>;
}

type PackedField = readonly [
  type: string,
  modules: readonly number[],
  flags: number,
  comodel?: string | 0,
  related?: string,
];

interface PackedModel {
  readonly modules: readonly number[];
  readonly fields: Readonly<Record<string, PackedField>>;
  readonly inherit?: readonly string[];
  readonly inherits?: Readonly<Record<string, string>>;
  readonly abstract?: boolean;
  readonly transient?: boolean;
}

/** Text of a model's line in a packed stream, without its name. */
function lineOf(text: string, name: string): string | undefined {
  const start = text.startsWith(`${name} `) ? 0 : text.indexOf(`\n${name} `) + 1;
  if (start === 0 && !text.startsWith(`${name} `)) return undefined;
  const end = text.indexOf("\n", start);
  return text.slice(start + name.length + 1, end);
}

class Index implements ModelIndex {
  readonly isReduced: boolean;
  private readonly header: Header;
  private readonly models = new Map<string, ModelInfo | undefined>();
  private readonly closures = new Map<string, ReadonlySet<string>>();
  private names: readonly string[] | undefined;

  constructor(
    readonly version: OdooVersion,
    private readonly text: string,
    private readonly part: ReadPart,
  ) {
    this.header = JSON.parse(text.slice(0, text.indexOf("\n"))) as Header;
    if (this.header.format !== 1) throw new Error(`model index of format ${this.header.format}, 1 is known`);
    this.isReduced = this.header.reduced === true;
  }

  modelNames(): readonly string[] {
    this.names ??= this.text
      .split("\n")
      .slice(1, -1)
      .map((line) => line.slice(0, line.indexOf(" ")));
    return this.names;
  }

  model(name: string): ModelInfo | undefined {
    if (!this.models.has(name)) this.models.set(name, this.parse(name));
    return this.models.get(name);
  }

  private parse(name: string): ModelInfo | undefined {
    // A name with a line break or a brace could hit something else than a line's beginning.
    const line = /^[\w.]+$/.test(name) ? lineOf(this.text, name) : undefined;
    if (line === undefined) return undefined;
    const packed = JSON.parse(line) as PackedModel;
    const modulesOf = (numbers: readonly number[]) => numbers.map((number) => this.header.modules[number] ?? "");
    return {
      name,
      modules: modulesOf(packed.modules),
      inherit: packed.inherit ?? [],
      inherits: packed.inherits ?? {},
      abstract: packed.abstract ?? false,
      transient: packed.transient ?? false,
      fieldNames: Object.keys(packed.fields),
      field: (field) => {
        const facts = Object.hasOwn(packed.fields, field) ? packed.fields[field] : undefined;
        if (facts === undefined) return undefined;
        const [type, modules, flags, comodel, related] = facts;
        return {
          name: field,
          type,
          modules: modulesOf(modules),
          required: (flags & 1) !== 0,
          readonly: (flags & 2) !== 0,
          stored: (flags & 4) === 0,
          ...(typeof comodel === "string" ? { comodel } : {}),
          ...(related === undefined ? {} : { related }),
        };
      },
    };
  }

  field(model: string, name: string): FieldInfo | undefined {
    return this.model(model)?.field(name);
  }

  nearestModel(name: string): string | undefined {
    const renamed = RENAMED_MODELS[name];
    if (renamed !== undefined && this.model(renamed) !== undefined) return renamed;
    return near(name, this.modelNames());
  }

  nearestField(model: string, name: string): string | undefined {
    const renamed = RENAMED_FIELDS.find((one) => one.model === model && one.names.includes(name));
    const now = renamed?.names.find((other) => other !== name && this.field(model, other) !== undefined);
    const called = fieldsCalled(name.toLowerCase()).find((one) => this.field(model, one) !== undefined);
    return now ?? called ?? near(name, this.model(model)?.fieldNames ?? []);
  }

  isA(model: string, ancestor: string): boolean {
    const seen = new Set<string>();
    const waiting = [model];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (name === ancestor) return true;
      if (seen.has(name)) continue;
      seen.add(name);
      const info = this.model(name);
      if (info !== undefined) waiting.push(...info.inherit, ...Object.keys(info.inherits));
    }
    return false;
  }

  modulesFor(model: string): readonly string[] {
    return this.model(model)?.modules ?? [];
  }

  moduleOf(model: string): string | undefined {
    return this.origin(this.modulesFor(model));
  }

  moduleOfField(model: string, field: string): string | undefined {
    return this.origin(this.field(model, field)?.modules ?? []);
  }

  /** The module that the others stand on; among unrelated ones the one that needs least. */
  private origin(modules: readonly string[]): string | undefined {
    const common = modules.find((one) => modules.every((other) => other === one || this.needs(other).has(one)));
    if (common !== undefined) return common;
    return [...modules].sort((a, b) => this.needs(a).size - this.needs(b).size || a.localeCompare(b))[0];
  }

  needs(module: string): ReadonlySet<string> {
    const known = this.closures.get(module);
    if (known !== undefined) return known;
    const found = new Set<string>();
    const waiting = [...(this.header.depends[module] ?? [])];
    for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
      if (found.has(name)) continue;
      found.add(name);
      waiting.push(...(this.header.depends[name] ?? []));
    }
    this.closures.set(module, found);
    return found;
  }

  moduleNames(): readonly string[] {
    return this.header.modules;
  }

  async methods(): Promise<(model: string) => readonly string[]> {
    const text = await this.part("methods");
    return (model) =>
      lineOf(text, model)
        ?.split(" ")
        .filter((name) => name !== "") ?? [];
  }

  async values(): Promise<(model: string) => ModelValues> {
    const text = await this.part("values");
    const known = new Map<string, ModelValues>();
    return (model) => {
      let found = known.get(model);
      if (found === undefined) {
        found = JSON.parse(lineOf(text, model) ?? '{"needed":[],"selections":{}}') as ModelValues;
        known.set(model, found);
      }
      return found;
    };
  }

  async xmlIds(): Promise<(model: string) => Readonly<Record<string, readonly string[]>>> {
    const text = await this.part("xmlids");
    return (model) => JSON.parse(lineOf(text, model) ?? "{}") as Record<string, string[]>;
  }
}

/** The nearest word, or undefined where nothing is near enough to be meant. */
export function near(word: string, words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined;
  const found = closest(word, words);
  const limit = Math.max(2, Math.floor(Math.max(word.length, found.length) / 3));
  if (distance(word, found) <= limit) return found;
  return words.find((one) => word.length > 3 && (one.startsWith(word) || word.startsWith(`${one}_`)));
}
