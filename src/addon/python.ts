/** The Python files of an addon: what each imports, and which of them Odoo loads. */
import type { ImportFrom, Module } from "../parse/python/ast.ts";
import { walkStmts } from "../parse/python/walk.ts";
import type { PythonFile } from "./types.ts";

/** `models/sale/order.py` -> `models.sale.order`; a package is named by its folder. */
const moduleName = (path: string): string =>
  path
    .replace(/\.py$/, "")
    .replace(/(?:^|\/)__init__$/, "")
    .replaceAll("/", ".");

/** The package that a relative import starts from. */
function packageOf(path: string, level: number): readonly string[] | undefined {
  const folders = path.split("/").slice(0, -1);
  return level - 1 > folders.length ? undefined : folders.slice(0, folders.length - (level - 1));
}

/** What an import stands for, from the top: `odoo.addons.shop.models.order`. */
export function importedModule(addon: string, path: string, { module, level }: ImportFrom): string {
  if (level === 0) return module.replace(/^openerp\b/, "odoo");
  const before = packageOf(path, level);
  if (before === undefined) return module;
  return ["odoo", "addons", addon, ...before, ...(module === "" ? [] : [module])].join(".");
}

interface Imports {
  readonly names: ReadonlyMap<string, string>;
  readonly from: readonly ImportFrom[];
  /** Modules of the addon itself that are asked for, below its folder: `models.order`. */
  readonly own: readonly string[];
}

function importsOf(addon: string, path: string, { body }: Module): Imports {
  const names = new Map<string, string>();
  const from: ImportFrom[] = [];
  const own: string[] = [];
  const prefix = `odoo.addons.${addon}`;
  const ask = (name: string): void => {
    if (name === prefix) own.push("");
    else if (name.startsWith(`${prefix}.`)) own.push(name.slice(prefix.length + 1));
  };
  for (const stmt of walkStmts(body)) {
    if (stmt.kind === "Import") {
      for (const { name, asName } of stmt.names) {
        ask(name);
        if (asName !== undefined) names.set(asName, name);
        else {
          const [first = name] = name.split(".");
          names.set(first, first);
        }
      }
    } else if (stmt.kind === "ImportFrom") {
      from.push(stmt);
      const module = importedModule(addon, path, stmt);
      ask(module);
      for (const { name, asName } of stmt.names) {
        if (name === "*") continue;
        ask(`${module}.${name}`);
        names.set(asName ?? name, `${module}.${name}`);
      }
    }
  }
  return { names, from, own };
}

/** Files that are reached from one of them, itself included. */
function reached(
  start: string,
  imports: ReadonlyMap<string, Imports>,
  byName: ReadonlyMap<string, string>,
): Set<string> {
  const found = new Set<string>();
  const waiting = [start];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const known = imports.get(path);
    if (known === undefined || found.has(path)) continue;
    found.add(path);
    for (const name of known.own) {
      // Importing a module runs all packages that it is in.
      const parts = name.split(".");
      for (let length = 1; length <= parts.length; length += 1) {
        const file = byName.get(parts.slice(0, length).join("."));
        if (file !== undefined) waiting.push(file);
      }
    }
  }
  return found;
}

/** @param modules the trees of the files that could be read, by path */
export function readPython(addon: string, modules: ReadonlyMap<string, Module>): ReadonlyMap<string, PythonFile> {
  const imports = new Map([...modules].map(([path, module]) => [path, importsOf(addon, path, module)] as const));
  const byName = new Map([...modules.keys()].map((path) => [moduleName(path), path] as const));
  const loaded = reached("__init__.py", imports, byName);
  const tests = reached("tests/__init__.py", imports, byName);
  return new Map(
    [...modules].map(([path, module]) => {
      const own = imports.get(path);
      const file: PythonFile = {
        path,
        module,
        isLoaded: loaded.has(path),
        isTest: tests.has(path) && !loaded.has(path),
        imports: own?.names ?? new Map<string, string>(),
        importsFrom: own?.from ?? [],
      };
      return [path, file];
    }),
  );
}
