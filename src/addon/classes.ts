/** Classes of an addon's Python: which of them are models, components, fields or controllers, however they are imported. */
import type { Assign, ClassDef, Expr, FunctionDef, Stmt } from "../parse/python/ast.ts";
import { dotted, walkStmts } from "../parse/python/walk.ts";
import type { MethodDef, PythonFile } from "./types.ts";

export interface FoundClass {
  readonly file: PythonFile;
  readonly node: ClassDef;
  /** `odoo.addons.shop.models.order.Order`. */
  readonly path: string;
  /** What it is made of, as far as names can be followed: `odoo.models.Model`. */
  readonly bases: readonly string[];
}

/** What an expression stands for in a file: `models.Model` -> `odoo.models.Model`. */
export function resolveName(file: PythonFile, expr: Expr | undefined): string | undefined {
  const written = dotted(expr);
  if (written === undefined) return undefined;
  const [first = "", ...rest] = written.split(".");
  return [file.imports.get(first) ?? first, ...rest].join(".");
}

export const modulePath = (addon: string, path: string): string =>
  ["odoo", "addons", addon, ...path.replace(/\.py$/, "").split("/")].filter((one) => one !== "__init__").join(".");

/** All classes but those inside functions, each with its bases by name. */
export function classesOf(addon: string, files: Iterable<PythonFile>): readonly FoundClass[] {
  const found: FoundClass[] = [];
  for (const file of files) {
    const module = modulePath(addon, file.path);
    const own = new Set<string>();
    for (const stmt of walkStmts(file.module.body, { skip: ["FunctionDef", "ClassDef"] })) {
      if (stmt.kind !== "ClassDef") continue;
      const bases = stmt.bases.map((base) => {
        const name = dotted(base);
        return name !== undefined && own.has(name) ? `${module}.${name}` : (resolveName(file, base) ?? "");
      });
      own.add(stmt.name);
      found.push({ file, node: stmt, path: `${module}.${stmt.name}`, bases });
    }
  }
  return found;
}

/**
 * Follows bases through the addon's own classes.
 * @param known what a name of somebody else's stands for
 */
export function kindsOf<T>(
  classes: readonly FoundClass[],
  known: (base: string) => T | undefined,
): (one: FoundClass) => T | undefined {
  const byPath = new Map(classes.map((one) => [one.path, one] as const));
  // `from .core import Base` in a package hands the class on.
  const byName = new Map<string, FoundClass | undefined>();
  for (const one of classes) byName.set(one.node.name, byName.has(one.node.name) ? undefined : one);
  const cache = new Map<FoundClass, T | undefined>();
  const kindOf = (one: FoundClass): T | undefined => {
    if (cache.has(one)) return cache.get(one);
    cache.set(one, undefined);
    for (const base of one.bases) {
      const direct = known(base);
      const own = direct === undefined ? ownClass(base) : undefined;
      const kind = direct ?? (own === undefined || own === one ? undefined : kindOf(own));
      if (kind === undefined) continue;
      cache.set(one, kind);
      break;
    }
    return cache.get(one);
  };
  const addonOf = (path: string): string => path.split(".").slice(0, 3).join(".");
  const ownClass = (base: string): FoundClass | undefined => {
    const exact = byPath.get(base);
    if (exact !== undefined || !base.startsWith("odoo.addons.")) return exact;
    const other = byName.get(base.slice(base.lastIndexOf(".") + 1));
    return other !== undefined && addonOf(other.path) === addonOf(base) ? other : undefined;
  };
  return kindOf;
}

/** The statements of a class, those below conditions too. */
export const membersOf = (node: ClassDef): Iterable<Stmt> =>
  walkStmts(node.body, { skip: ["ClassDef", "FunctionDef"] });

/** Methods and assignments of a class by name, the last of each. */
export function partsOfClass(
  file: string,
  node: ClassDef,
): { readonly methods: Map<string, MethodDef>; readonly assigned: Map<string, Assign> } {
  const methods = new Map<string, MethodDef>();
  const assigned = new Map<string, Assign>();
  const method = (one: FunctionDef): void => {
    methods.set(one.name, { name: one.name, node: one, file, from: one.nameSpan.from, to: one.nameSpan.to });
  };
  for (const stmt of membersOf(node)) {
    if (stmt.kind === "FunctionDef") method(stmt);
    else if (stmt.kind === "Assign" && stmt.op === undefined) {
      for (const target of stmt.targets) if (target.kind === "Name") assigned.set(target.id, stmt);
    }
  }
  return { methods, assigned };
}
