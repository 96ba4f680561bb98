/** Judges one addon after the other; what several of them need is read once. */
import { dirname, resolve } from "node:path";
import { makeWorld, type WorldParts } from "../addon/make-world.ts";
import type { AddonModel } from "../addon/types.ts";
import { ConnectorError } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import type { OdooVersion } from "../odoo/capabilities.ts";
import { type ModelIndex, openIndex } from "../odoo/index.ts";
import { RULES } from "../rules/registry.ts";
import { checkConfig, checkWords, type Config, odooVersion, parseConfig } from "../validate/config.ts";
import { judge, versionOf } from "../validate/engine.ts";
import type { Choice } from "../validate/selection.ts";
import { knownAddons } from "./known-addons.ts";
import { indexReader } from "./package.ts";
import { AddonReader, readJudged } from "./read-addons.ts";
import { needFolders } from "./validate-places.ts";
import type { Answer, Job, Settings } from "./validate-types.ts";

type Knowledge = Omit<WorldParts, "addons">;

export class Judge {
  private readonly configs = new Map<string, Promise<Config>>();
  private readonly knowledge = new Map<string, Promise<Knowledge>>();
  private readonly reader: AddonReader;
  private readonly fs: FileSystem;
  private readonly settings: Settings;
  private readonly odoo: OdooVersion | undefined;

  /** @throws ConnectorError for options that say nothing sensible */
  constructor(fs: FileSystem, settings: Settings) {
    this.fs = fs;
    this.settings = settings;
    this.odoo = settings.odoo === undefined ? undefined : odooVersion(settings.odoo, "--odoo");
    checkWords(settings.select ?? [], "--select", RULES);
    checkWords(settings.ignore, "--ignore", RULES);
    this.reader = new AddonReader(fs);
  }

  /** @param overlay texts of files as they would be, by path below the addon's folder */
  async judge({ place, config: file }: Job, overlay: ReadonlyMap<string, string> = new Map()): Promise<Answer> {
    const config = file === undefined ? {} : await this.config(file.path, file.text, file.shown);
    const home = file === undefined ? this.settings.cwd : dirname(file.path);
    const addon = await this.read(place.folder, overlay);
    const asked = this.odoo ?? (config.odoo === undefined ? undefined : odooVersion(config.odoo, "odoo"));
    const version = versionOf(addon, asked);
    const index = this.settings.index ?? (config.index === undefined ? undefined : resolve(home, config.index));
    const knowledge = await this.known(version.odoo, index);
    const configured = (config["addons-path"] ?? []).map((path) => resolve(home, path));
    await needFolders(this.fs, configured, `${file?.shown ?? ""}: addons-path`);
    const folders = [...this.settings.addonsPath, ...configured];
    const { addons, inputs } = await this.reader.needs(addon, place.folder, folders, knowledge.index);
    const { findings, unresolved } = judge({
      ...{ addon, version, rules: RULES, path: place.shown, choice: this.choice(config) },
      world: makeWorld({ ...knowledge, addons: [addon, ...addons] }),
    });
    return {
      result: {
        ...{ name: place.name, path: place.shown, odoo: version.odoo, files: addon.files.size, findings, unresolved },
        baseline: config.baseline === undefined ? undefined : resolve(home, config.baseline),
      },
      inputs: index === undefined ? inputs : [...inputs, index],
    };
  }

  private config(path: string, text: string, shown: string): Promise<Config> {
    return remembered(this.configs, path, async () => {
      const config = (await parseConfig(text, shown)) ?? {};
      checkConfig(config, shown, RULES);
      return config;
    });
  }

  /** Options win over the configuration, but what is ignored by either is ignored. */
  private choice({ select, ignore = [], severity, rules, files }: Config): Choice {
    const asked = this.settings.select ?? select;
    const least = this.settings.severity ?? severity;
    return {
      ignore: [...ignore, ...this.settings.ignore],
      ...(asked === undefined ? {} : { select: asked }),
      ...(least === undefined ? {} : { severity: least }),
      ...(rules === undefined ? {} : { rules }),
      ...(files === undefined ? {} : { files }),
    };
  }

  private known(version: OdooVersion, file: string | undefined): Promise<Knowledge> {
    return remembered(this.knowledge, `${version} ${file ?? ""}`, async () => {
      const index = await this.index(version, file);
      const [methods, xmlIds, values, known] = await Promise.all([
        index.methods(),
        index.xmlIds(),
        index.values(),
        knownAddons(this.fs, version),
      ]);
      return { index, methods, xmlIds, values, known };
    });
  }

  private async index(version: OdooVersion, file: string | undefined): Promise<ModelIndex> {
    if (file === undefined) return openIndex(version, indexReader(this.fs));
    const { readIndexFile } = await import("./index-file.ts");
    const index = await readIndexFile(this.fs, file);
    if (index.version === version) return index;
    throw new ConnectorError({
      place: file,
      message: `the model index is of Odoo ${index.version}, and the addon is for ${version}`,
      hint: "give one index for each version, or validate the addons of one version at a time",
    });
  }

  private async read(folder: string, overlay: ReadonlyMap<string, string>): Promise<AddonModel> {
    const source = await this.reader.source(folder);
    return readJudged({ ...source, files: new Map([...source.files, ...overlay]) });
  }
}

/** What was asked for once is known. */
function remembered<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  let found = known.get(key);
  if (found === undefined) {
    found = make();
    known.set(key, found);
  }
  return found;
}
