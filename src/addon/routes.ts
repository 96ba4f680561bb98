/** Routes of controllers. */
import type { Expr } from "../parse/python/ast.ts";
import { argument, strsOf } from "../parse/python/walk.ts";
import { type FoundClass, membersOf, resolveName } from "./classes.ts";
import { wordOf } from "./source.ts";
import type { RouteDef } from "./types.ts";

export function readRoutes(classes: readonly FoundClass[], texts: ReadonlyMap<string, string>): readonly RouteDef[] {
  const found: RouteDef[] = [];
  for (const { file, node } of classes) {
    for (const stmt of membersOf(node)) {
      if (stmt.kind !== "FunctionDef") continue;
      for (const decorator of stmt.decorators) {
        if (decorator.kind !== "Call" || resolveName(file, decorator.func) !== "odoo.http.route") continue;
        const text = texts.get(file.path) ?? "";
        const options = new Map<string, Expr>();
        for (const { arg, value } of decorator.keywords) if (arg !== undefined) options.set(arg, value);
        found.push({
          method: stmt,
          paths: strsOf(argument(decorator, "route", 0)).map((one) => wordOf(file.path, text, one)),
          options,
          decorator,
          className: node.name,
          file: file.path,
          from: decorator.from,
          to: decorator.to,
        });
      }
    }
  }
  return found;
}
