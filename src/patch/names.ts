/** Names that a merged module would use and no longer import: the plan has dropped what only the user's code needs now. */
import type { Alias, Stmt } from "../parse/python/ast.ts";
import { parsePython } from "../parse/python/parse.ts";
import { walkBody, walkStmts } from "../parse/python/walk.ts";

/** What an import makes known: `a` for `import a.b`. */
export const boundBy = ({ name, asName }: Alias): string => asName ?? name.split(".")[0] ?? "";

/**
 * @param mine the user's text, in which they are imported
 * @param merged as it would be
 */
export function lostNames(mine: string, merged: string): ReadonlySet<string> {
  const imported = new Set(parsePython(mine).body.flatMap(importedBy));
  if (imported.size === 0) return imported;
  const { body } = parsePython(merged);
  for (const stmt of walkStmts(body)) for (const name of boundIn(stmt)) imported.delete(name);
  const used = new Set(walkBody(body).flatMap((expr) => (expr.kind === "Name" ? [expr.id] : [])));
  return new Set([...imported].filter((name) => used.has(name)));
}

const importedBy = (stmt: Stmt): readonly string[] =>
  stmt.kind === "Import" || stmt.kind === "ImportFrom" ? stmt.names.map(boundBy) : [];

/** Anything of that name, wherever it is, is taken for what is meant. */
function boundIn(stmt: Stmt): readonly string[] {
  switch (stmt.kind) {
    case "ClassDef":
    case "FunctionDef":
      return [stmt.name];
    case "Assign":
      return stmt.targets.flatMap((one) => (one.kind === "Name" ? [one.id] : []));
    default:
      return importedBy(stmt);
  }
}
