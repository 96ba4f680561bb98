/** From the texts of an addon to what rules ask for. Nothing is executed; a file that can't be read says nothing. */
import { parseCsv } from "../parse/csv.ts";
import type { ClassDef, Module } from "../parse/python/ast.ts";
import { parsePython } from "../parse/python/parse.ts";
import type { SyntaxFault } from "../parse/text.ts";
import type { CsvTable, XmlDocument } from "../parse/tree.ts";
import { parseXml } from "../parse/xml.ts";
import { classesOf } from "./classes.ts";
import { readComponents } from "./components.ts";
import { recordsOfCsv, recordsOfXml, type DataFile } from "./data.ts";
import { delayedIn, jobChannelsOf, jobFunctionsOf } from "./jobs.ts";
import { MANIFEST, readManifest } from "./manifest.ts";
import { readModels } from "./models.ts";
import { readPython } from "./python.ts";
import { referencesOfCsv, referencesOfPython, referencesOfXml } from "./references.ts";
import { readRoutes } from "./routes.ts";
import { accessOf, cronsOf, rulesOf, viewsOf } from "./security.ts";
import type { AddonModel, ComponentClass, DataRecord, FileInfo, ModelClass, Reference } from "./types.ts";

const KINDS: Readonly<Record<string, FileInfo["kind"]>> = { py: "python", xml: "xml", csv: "csv" };

function kindOf(path: string): FileInfo["kind"] {
  if (path === MANIFEST) return "manifest";
  const ending = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  return (Object.hasOwn(KINDS, ending) ? KINDS[ending] : undefined) ?? "other";
}

/**
 * @param name the folder's name
 * @param files texts by path below the folder, `undefined` for files that are there and not read (pictures, …)
 * @param faults files that are not what their names say; they get no tree
 * @param trees Python files that were read before
 */
export function readAddon(
  name: string,
  files: ReadonlyMap<string, string | undefined>,
  faults: ReadonlyMap<string, SyntaxFault> = new Map(),
  trees: ReadonlyMap<string, Module> = new Map(),
): AddonModel {
  const infos = new Map<string, FileInfo>();
  const texts = new Map<string, string>();
  const modules = new Map<string, Module>();
  const xml = new Map<string, XmlDocument>();
  const csv = new Map<string, CsvTable>();
  let manifestModule: Module | undefined;
  for (const path of [...files.keys()].sort()) {
    const text = files.get(path);
    const fault = faults.get(path);
    const kind = kindOf(path);
    infos.set(path, { path, kind, text, fault });
    if (text === undefined || fault !== undefined) continue;
    texts.set(path, text);
    if (kind === "python") modules.set(path, trees.get(path) ?? parsePython(text));
    else if (kind === "manifest") manifestModule = trees.get(path) ?? parsePython(text);
    else if (kind === "xml") xml.set(path, parseXml(text));
    else if (kind === "csv") csv.set(path, parseCsv(text));
  }

  const manifest = manifestModule && readManifest(texts.get(MANIFEST) ?? "", manifestModule);
  const python = readPython(name, modules);
  const classes = classesOf(name, python.values());
  const models = readModels(classes, texts);
  const components = readComponents(classes, texts);

  const order = new Map<string, number>();
  for (const file of [...(manifest?.data ?? []), ...(manifest?.demo ?? [])]) {
    if (!order.has(file.text)) order.set(file.text, order.size);
  }
  const records: DataRecord[] = [];
  const references: Reference[] = [];
  for (const file of inOrder([...xml.keys(), ...csv.keys()], order)) {
    const from: DataFile = { addon: name, file, order: order.get(file) };
    const document = xml.get(file);
    const table = csv.get(file);
    if (document !== undefined) {
      for (const record of recordsOfXml(from, document)) records.push(record);
      for (const one of referencesOfXml(from, texts.get(file) ?? "", document)) references.push(one);
    }
    // Other CSV files are for whoever reads them: charts of accounts, texts of tests.
    if (table !== undefined && (from.order !== undefined || /^(?:data|demo|security)\/[^/]+$/.test(file))) {
      for (const record of recordsOfCsv(from, table)) records.push(record);
      for (const one of referencesOfCsv(from, table)) references.push(one);
    }
  }
  for (const file of python.values()) {
    for (const one of referencesOfPython(file, texts.get(file.path) ?? "")) references.push(one);
  }

  const owners = new Map<ClassDef, ModelClass | ComponentClass>();
  for (const one of [...models, ...components]) owners.set(one.node, one);
  const delayed = [...python.values()].flatMap((file) =>
    /\bwith_delay\b|\bdelayable\b/.test(texts.get(file.path) ?? "") ? delayedIn(file, owners) : [],
  );
  return {
    name,
    files: infos,
    manifest,
    python,
    xml,
    csv,
    models,
    components,
    records,
    references,
    views: viewsOf(records),
    access: accessOf(records),
    rules: rulesOf(records),
    crons: cronsOf(records),
    delayed,
    jobFunctions: jobFunctionsOf(records),
    jobChannels: jobChannelsOf(records),
    routes: readRoutes(classes, texts),
  };
}

/** Files as Odoo loads them, those that no manifest names behind them by name. */
function inOrder(files: readonly string[], order: ReadonlyMap<string, number>): readonly string[] {
  const place = (file: string): number => order.get(file) ?? Number.MAX_SAFE_INTEGER;
  return [...files].sort((a, b) => place(a) - place(b) || (a < b ? -1 : a > b ? 1 : 0));
}
