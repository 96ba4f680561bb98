/** The manifest, as far as it is written in literals. */
import type { Expr, Module } from "../parse/python/ast.ts";
import { strsOf, valueAt } from "../parse/python/walk.ts";
import { wordOf } from "./source.ts";
import type { Manifest, Word } from "./types.ts";

export const MANIFEST = "__manifest__.py";

/** @returns undefined where the file holds no dictionary */
export function readManifest(text: string, module: Module): Manifest | undefined {
  const stmt = module.body.find((one) => one.kind === "ExprStmt" && one.value.kind === "Dict");
  const dict = stmt?.kind === "ExprStmt" && stmt.value.kind === "Dict" ? stmt.value : undefined;
  if (dict === undefined) return undefined;
  const keys = new Map<string, { readonly key: Word; readonly value: Expr }>();
  for (const { key, value } of dict.items) {
    if (key?.kind === "Str") keys.set(key.value, { key: wordOf(MANIFEST, text, key), value });
  }
  const value = (name: string): Expr | undefined => keys.get(name)?.value;
  const words = (expr: Expr | undefined): readonly Word[] => strsOf(expr).map((one) => wordOf(MANIFEST, text, one));
  return {
    file: MANIFEST,
    from: dict.from,
    to: dict.to,
    keys,
    version: words(value("version"))[0],
    depends: words(value("depends")),
    data: [...words(value("init_xml")), ...words(value("update_xml")), ...words(value("data"))],
    demo: [...words(value("demo")), ...words(value("demo_xml"))],
    externalPython: words(valueAt(value("external_dependencies"), "python")),
  };
}
