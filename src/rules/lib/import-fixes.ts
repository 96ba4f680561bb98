/** Imports that a file lacks, put where it has its others. */
import type { AddonModel, PythonFile } from "../../addon/types.ts";
import type { Edit } from "../rule.ts";
import { endOfLines } from "./lines.ts";

/** As tools sort names: constants, classes, and the others. */
function rankOf(name: string): string {
  const kind = /^[A-Z][A-Z_\d]+$/.test(name) ? 0 : /^[A-Z]/.test(name) ? 1 : 2;
  return `${kind} ${name}`;
}

/**
 * The edit that imports a name of Odoo's, which it can have from nowhere else.
 * @param line as it would stand for itself: `from odoo import _`
 */
export function importFix(addon: AddonModel, { path, module }: PythonFile, line: string): readonly Edit[] | undefined {
  const [, from, name] = /^from (odoo|odoo\.exceptions) import (\w+)$/.exec(line) ?? [];
  const text = addon.files.get(path)?.text;
  if (from === undefined || name === undefined || text === undefined) return undefined;
  const imports = module.body.filter((one) => one.kind === "ImportFrom" || one.kind === "Import");
  const same = imports.find((one) => one.kind === "ImportFrom" && one.level === 0 && one.module === from);
  if (same?.kind === "ImportFrom") {
    const next = same.names.find((one) => rankOf(one.name) > rankOf(name));
    const last = same.names.at(-1);
    if (next !== undefined) return [{ file: path, from: next.from, to: next.from, text: `${name}, ` }];
    if (last !== undefined) return [{ file: path, from: last.to, to: last.to, text: `, ${name}` }];
  }
  const end = endOfLines(text);
  const other =
    imports.findLast((one) => one.kind === "ImportFrom" && one.level === 0 && one.module < from) ?? imports[0];
  if (other !== undefined) {
    const isBefore = other.kind === "ImportFrom" && other.level === 0 && other.module < from;
    const at = isBefore ? other.to : other.from;
    return [{ file: path, from: at, to: at, text: isBefore ? `${end}${line}` : `${line}${end}` }];
  }
  // Before the first statement, behind what the file says of itself.
  const [first] = module.body;
  const isText = first?.kind === "ExprStmt" && first.value.kind === "Str";
  const at = isText ? first.to : (first?.from ?? 0);
  return [{ file: path, from: at, to: at, text: isText ? `${end}${end}${line}` : `${line}${end}${end}${end}` }];
}
