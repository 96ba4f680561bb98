/** A connector in memory that grows by the functions that the commands call. */
import {
  type ConflictWord,
  growConnector,
  type GrowPorts,
  type GrowRequest,
  type GrowResult,
} from "../../src/app/grow.ts";
import { type Connector } from "../../src/app/connector.ts";
import { createConnector } from "../../src/app/create.ts";
import { openGrowing } from "../../src/app/current.ts";
import { type Editing, openSpec } from "../../src/app/edits.ts";
import { indexesOf } from "../../src/app/make.ts";
import { planRemovalOf } from "../../src/app/removal.ts";
import type { SpecSource } from "../../src/app/spec-source.ts";
import type { SpecChoices } from "../../src/app/spec-text.ts";
import { type Formatters, startFormatters } from "../../src/format/format.ts";
import { MemoryFileSystem } from "../../src/fs/memory.ts";
import { nodeFileSystem } from "../../src/fs/node.ts";
import type { FileSystem } from "../../src/fs/port.ts";
import type { OdooVersion } from "../../src/odoo/capabilities.ts";
import { FRAMEWORK_ADDONS } from "../../src/plan/framework.ts";
import { type Ending, endMerge } from "../../src/write/writer.ts";
import type { Machine } from "../../src/write/mutex.ts";

import { type Revision, useTemplates } from "./newer-templates.ts";
import { expectSoundTrees } from "./sound.ts";

/** The addons folder. */
const ROOT = "/growing";
/** Where the runtime addons stand: they are somebody else's, so that they are not made anew each time. */
const BESIDE = "/beside";

const machine: Machine = { pid: 1, host: "here", isAlive: (pid) => pid === 1, sleep: () => Promise.resolve() };

/** Below these two folders in memory, everything else (templates, indexes, systems) from the disk. */
function over(memory: MemoryFileSystem): FileSystem {
  const of = (path: string): FileSystem => (path.startsWith(ROOT) || path.startsWith(BESIDE) ? memory : nodeFileSystem);
  return {
    readText: (path) => of(path).readText(path),
    readBytes: (path) => of(path).readBytes(path),
    writeText: (path, text) => of(path).writeText(path, text),
    writeBytes: (path, bytes) => of(path).writeBytes(path, bytes),
    kind: (path) => of(path).kind(path),
    list: (path) => of(path).list(path),
    makeDirectory: (path) => of(path).makeDirectory(path),
    rename: (from, to) => of(from).rename(from, to),
    remove: (path) => of(path).remove(path),
    copy: (from, to) => of(from).copy(from, to),
    keep: (from, to) => of(from).keep(from, to),
    mode: (path) => of(path).mode(path),
    setMode: (path, mode) => of(path).setMode(path, mode),
    createExclusive: (path, text) => of(path).createExclusive(path, text),
  };
}

/** Of which files the texts are bytes in base64. */
export const isBytes = (path: string): boolean => /\.(?:png|base)$/.test(path);

let started: Promise<Formatters> | undefined;

/** Ends what formats the files of all connectors. */
export async function endFormatting(): Promise<void> {
  const formatters = await started;
  started = undefined;
  await formatters?.close();
}

const indexOf = indexesOf(nodeFileSystem);

/** Where a connector comes from, and what is chosen of it. */
export interface Origin {
  readonly source: SpecSource;
  readonly choices: SpecChoices;
  readonly odoo: OdooVersion;
}

/** What a command asks of `growConnector`. */
export type Asked = Pick<GrowRequest, "text"> & Partial<GrowRequest>;

export class Growing {
  readonly #memory: MemoryFileSystem;
  readonly #ports: GrowPorts;
  /** What has become of the templates since the connector was made. */
  revisions: readonly Revision[] = [];

  private constructor(
    memory: MemoryFileSystem,
    /** Of the addon. */
    readonly name: string,
    readonly odoo: OdooVersion,
  ) {
    this.#memory = memory;
    started ??= startFormatters();
    const formatters = started;
    this.#ports = { fs: over(memory), machine, formatters: () => formatters, onStep: () => undefined };
  }

  /** As init-connector makes one. */
  static async make({ source, choices, odoo }: Origin): Promise<Growing> {
    useTemplates([]);
    const beside = FRAMEWORK_ADDONS.map((name) => [`${BESIDE}/${name}/__manifest__.py`, "{}\n"] as const);
    const memory = new MemoryFileSystem(Object.fromEntries(beside));
    started ??= startFormatters();
    const result = await createConnector(
      { fs: over(memory), machine, formatters: started, onStep: () => undefined },
      { source, choices, set: [], odoo, root: ROOT, addonsPaths: [BESIDE], force: false, dryRun: false },
    );
    const made = new Growing(memory, result.spec.names.addon, odoo);
    await expectSoundTrees(odoo, new Map([[made.name, await made.files()]]));
    return made;
  }

  /** Texts of the addon's files by path below it, records of this tool and all; bytes in base64. */
  async files(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const place of Object.keys(this.#memory.files())) {
      const path = place.slice(`${ROOT}/${this.name}/`.length);
      if (!place.startsWith(`${ROOT}/`)) continue;
      const text = isBytes(path)
        ? Buffer.from(await this.#memory.readBytes(place)).toString("base64")
        : await this.#memory.readText(place);
      found.set(path, text);
    }
    return found;
  }

  /** Whoever works on the files. @param text undefined: it is removed */
  async write(path: string, text: string | undefined): Promise<void> {
    const place = `${ROOT}/${this.name}/${path}`;
    if (text === undefined) return this.#memory.remove(place);
    await this.#memory.makeDirectory(place.slice(0, place.lastIndexOf("/")));
    return this.#memory.writeText(place, text);
  }

  connector(): Promise<Connector> {
    return openGrowing(this.#ports, ROOT, this.name);
  }

  /** The spec with what is known of its system. */
  async spec(): Promise<Editing> {
    return openSpec(this.#ports.fs, await this.connector());
  }

  async grow(asked: Asked, onConflict: ConflictWord): Promise<GrowResult> {
    useTemplates(this.revisions);
    const connector = await this.connector();
    // There is no git in memory.
    const request = { indexOf, onConflict, force: true, dryRun: false, ...asked };
    return growConnector(this.#ports, { connector, ...request });
  }

  /** What `remove-binding` asks for. @throws ConnectorError where it refuses */
  async removal(entities: readonly string[]): Promise<Asked> {
    useTemplates(this.revisions);
    const connector = await this.connector();
    const ports = { fs: this.#ports.fs, formatters: this.#ports.formatters() };
    const removal = await planRemovalOf(ports, connector, await this.spec(), entities, false);
    const { edit, version, script, keepTaken } = removal;
    return { text: edit.text, version, extra: [script], keepTaken };
  }

  async end(ending: Ending): Promise<void> {
    await endMerge(this.#ports.fs, machine, ROOT, this.name, ending);
  }
}
