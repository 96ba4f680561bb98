/** Imports of an addon, each name by what it stands for. */
import type { AddonModel, Place } from "../../addon/types.ts";
import type { Stmt } from "../../parse/python/ast.ts";
import { blocksOf, dotted } from "../../parse/python/walk.ts";
import { placeOf } from "./python.ts";

export interface Imported {
  /** `odoo.osv.expression`. */
  readonly name: string;
  readonly at: Place;
}

const known = new WeakMap<AddonModel, readonly Imported[]>();

/** All imports of absolute names in files that Odoo loads; those that a `try` guards left out. */
export function importedIn(addon: AddonModel): readonly Imported[] {
  let found = known.get(addon);
  if (found === undefined) {
    found = [...addon.python.values()].flatMap(({ path, module, isLoaded, isTest }) =>
      isLoaded || isTest ? [...importsOf(path, module.body)] : [],
    );
    known.set(addon, found);
  }
  return found;
}

function* importsOf(file: string, body: readonly Stmt[]): Generator<Imported> {
  for (const stmt of body) {
    if (stmt.kind === "Import") for (const one of stmt.names) yield { name: one.name, at: placeOf(file, one) };
    else if (stmt.kind === "ImportFrom") {
      if (stmt.level === 0)
        for (const one of stmt.names) yield { name: `${stmt.module}.${one.name}`, at: placeOf(file, one) };
    } else if (stmt.kind === "Try") yield* importsOf(file, stmt.finalbody);
    // What only tools for types read never runs.
    else if (stmt.kind === "If" && dotted(stmt.test)?.endsWith("TYPE_CHECKING") === true)
      yield* importsOf(file, stmt.orelse);
    else for (const block of blocksOf(stmt)) yield* importsOf(file, block);
  }
}

/** Whether an imported name is of a module, or the module itself. */
export const isOf = (name: string, module: string): boolean => name === module || name.startsWith(`${module}.`);
