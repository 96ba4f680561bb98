/** Use case: a running Odoo becomes a model index, so that the validator knows modules that are not ours. */
import nodePath from "node:path";
import { ConnectorError } from "../errors.ts";
import type { FileSystem } from "../fs/port.ts";
import type { OnProgress } from "../lab/types.ts";
import { isOdooVersion, ODOO_VERSIONS } from "../odoo/capabilities.ts";
import { printedDocument, printingScript } from "../odoo/index-script.ts";
import type { IndexDocument, IndexedField, IndexedModel } from "../odoo/pack.ts";
import { writeIndexFile } from "./index-file.ts";
import type { OdooLogin, OdooRpc } from "./odoo-rpc.ts";

export interface LabIndexSetting {
  readonly fs: FileSystem;
  /** What relative paths are relative to. */
  readonly cwd: string;
  /** Modules that are installed, with all they need. */
  readonly modules: readonly string[];
  readonly addonsPaths: readonly string[];
  /** Source tree of Odoo. */
  readonly odoo?: string | undefined;
  readonly series?: string | undefined;
  readonly onProgress: OnProgress;
  readonly signal?: AbortSignal | undefined;
}

/** Installs the modules in a database of the lab and reads the whole index there. */
export async function indexFromLab(setting: LabIndexSetting): Promise<IndexDocument> {
  const { openLab } = await import("../lab/index.ts");
  const { fs, cwd, odoo, series, onProgress, signal } = setting;
  const addonsPaths = setting.addonsPaths.map((path) => nodePath.resolve(cwd, path));
  const lab = await openLab({
    ...{ fs, series, onProgress, signal },
    odoo: odoo === undefined ? undefined : nodePath.resolve(cwd, odoo),
  });
  try {
    const modules = setting.modules.length > 0 ? setting.modules : ["base"];
    const database = await lab.createDatabase({ modules, addonsPaths });
    onProgress({ state: "start", message: "reading the models" });
    const printed = await lab.shell(database, printingScript(), { addonsPaths });
    const text = printedDocument(printed);
    if (text === undefined) throw new Error("the script printed no index");
    return JSON.parse(text) as IndexDocument;
  } finally {
    await lab.close();
  }
}

/** Models of Odoo's own bookkeeping: their XML ids are made from models and fields. */
const BOOKKEEPING = [
  ...["ir.model", "ir.model.access", "ir.model.constraint", "ir.model.data", "ir.model.fields", "ir.model.inherit"],
  ...["ir.model.fields.selection", "ir.model.relation", "ir.module.module"],
];

/**
 * Reads what RPC tells: modules, models, fields, XML ids. Neither ancestry nor methods: the index is marked as reduced.
 * @throws ConnectorError where Odoo can't be reached, refuses, or is of another series
 */
export async function indexFromRpc(login: OdooLogin, onProgress: OnProgress): Promise<IndexDocument> {
  const { openRpc } = await import("./odoo-rpc.ts");
  const rpc = await openRpc(login);
  if (!isOdooVersion(rpc.series)) {
    throw new ConnectorError({
      place: "--url",
      message: `this is Odoo ${rpc.series === "" ? "of an unknown version" : rpc.series}`,
      hint: `known are ${ODOO_VERSIONS.join(", ")}`,
    });
  }
  const step = async <T>(message: string, work: Promise<T>): Promise<T> => {
    onProgress({ state: "start", message });
    return work;
  };
  const modules = await step("reading the modules", modulesOf(rpc));
  const models = await step("reading the models and their fields", modelsOf(rpc));
  const xmlids = await step("reading the XML ids", xmlIdsOf(rpc, Object.keys(modules)));
  return { odoo: rpc.series, reduced: true, modules, models, xmlids };
}

async function modulesOf(rpc: OdooRpc): Promise<Record<string, string[]>> {
  const installed = [["state", "in", ["installed", "to upgrade"]]];
  const rows = await rpc.readAll("ir.module.module", installed, ["name"]);
  const ids = new Map(rows.map((row) => [row.id, word(row.name)]));
  const found: Record<string, string[]> = Object.fromEntries(rows.map((row) => [word(row.name), []]));
  const needed = [["module_id", "in", [...ids.keys()]]];
  for (const row of await rpc.readAll("ir.module.module.dependency", needed, ["name", "module_id"])) {
    const module = ids.get(Array.isArray(row.module_id) ? (row.module_id as unknown[])[0] : row.module_id);
    found[module ?? ""]?.push(word(row.name));
  }
  for (const list of Object.values(found)) list.sort();
  return found;
}

async function modelsOf(rpc: OdooRpc): Promise<Record<string, IndexedModel>> {
  // Later versions say of a model whether it is abstract.
  const known = (await rpc.call("ir.model", "fields_get", [["abstract", "modules"]])) as Record<string, unknown>;
  const extra = ["abstract", "modules"].filter((name) => name in known);
  const fieldsOf = new Map<string, Record<string, IndexedField>>();
  const models: Record<string, IndexedModel> = {};
  for (const row of await rpc.readAll("ir.model", [], ["model", "transient", ...extra])) {
    const fields: Record<string, IndexedField> = {};
    fieldsOf.set(word(row.model), fields);
    models[word(row.model)] = {
      modules: list(row.modules),
      fields,
      ...(row.abstract === true && { abstract: true }),
      ...(row.transient === true && { transient: true }),
    };
  }
  const asked = ["model", "name", "ttype", "relation", "modules", "required", "readonly", "related", "store"];
  for (const row of await rpc.readAll("ir.model.fields", [], asked)) {
    const fields = fieldsOf.get(word(row.model));
    if (fields === undefined) continue;
    fields[word(row.name)] = {
      modules: list(row.modules),
      type: word(row.ttype),
      ...(word(row.relation) !== "" && { comodel: word(row.relation) }),
      ...(word(row.related) !== "" && { related: word(row.related) }),
      ...(row.required === true && { required: true }),
      ...(row.readonly === true && { readonly: true }),
      ...(row.store === false && { store: false }),
    };
  }
  return models;
}

async function xmlIdsOf(rpc: OdooRpc, modules: readonly string[]): Promise<Record<string, Record<string, string[]>>> {
  const found: Record<string, Record<string, string[]>> = {};
  // What people have imported is theirs.
  const domain = [
    ["model", "not in", BOOKKEEPING],
    ["module", "in", modules],
  ];
  for (const row of await rpc.readAll("ir.model.data", domain, ["module", "name", "model"])) {
    const ofModel = (found[word(row.model)] ??= {});
    (ofModel[word(row.module)] ??= []).push(word(row.name));
  }
  for (const ofModel of Object.values(found)) for (const names of Object.values(ofModel)) names.sort();
  return found;
}

/** Text of a value: Odoo writes false for nothing. */
const word = (value: unknown): string => (typeof value === "string" ? value : "");

/** `base, mail` */
const list = (value: unknown): string[] =>
  word(value)
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");

export interface IndexSummary {
  readonly file: string;
  readonly odoo: string;
  readonly reduced: boolean;
  readonly modules: number;
  readonly models: number;
}

/** Writes the index and says what is in it. */
export async function saveIndex(fs: FileSystem, path: string, index: IndexDocument): Promise<IndexSummary> {
  await writeIndexFile(fs, path, index);
  return {
    file: path,
    odoo: index.odoo,
    reduced: index.reduced === true,
    modules: Object.keys(index.modules).length,
    models: Object.keys(index.models).length,
  };
}
