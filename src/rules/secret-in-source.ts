import type { Expr, Module, Str } from "../parse/python/ast.ts";
import { walkBody, walkStmts } from "../parse/python/walk.ts";
import { placeOf, sourcesOf } from "./lib/python.ts";
import { isCertainSecret, KNOWN_FORMS, looksLikeCredential } from "./lib/secrets.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "secret-in-source",
  group: "secret",
  severity: "error",
  title: "A credential stands in the source",
  why:
    "Everybody who can read the repository has it, for ever: it stays in the history. Each customer's database would use " +
    "the same account.",
  instead: "Keep it in a field of the backend that a person fills in, and replace the one that was published.",
  check({ addon, report }) {
    for (const { path, module } of sourcesOf(addon)) {
      for (const { name, value } of namedIn(module)) {
        if (isCertainSecret(name) && looksLikeCredential(value.value)) tell(path, value, name);
      }
      for (const expr of walkBody(module.body)) {
        if (expr.kind === "Str" && !expr.isBytes && KNOWN_FORMS.test(expr.value)) tell(path, expr);
      }
    }

    function tell(file: string, value: Str, name?: string): void {
      report({
        at: placeOf(file, value),
        message: name === undefined ? "this text is a credential" : `${name} is written into the source`,
      });
    }
  },
});

interface Named {
  readonly name: string;
  readonly value: Str;
}

const named = (name: string | undefined, value: Expr | undefined): readonly Named[] =>
  name !== undefined && value?.kind === "Str" && !KNOWN_FORMS.test(value.value) ? [{ name, value }] : [];

/** The texts of a file that are given to a name, a keyword, a key or a parameter. */
function namedIn({ body }: Module): readonly Named[] {
  const found: Named[] = [];
  for (const stmt of walkStmts(body)) {
    if (stmt.kind === "Assign") {
      for (const target of stmt.targets) {
        if (target.kind === "Name") found.push(...named(target.id, stmt.value));
        if (target.kind === "Attribute") found.push(...named(target.attr, stmt.value));
        if (target.kind === "Subscript" && target.index.kind === "Str")
          found.push(...named(target.index.value, stmt.value));
      }
    }
    if (stmt.kind === "FunctionDef") for (const one of stmt.params) found.push(...named(one.name, one.default));
  }
  for (const expr of walkBody(body)) {
    if (expr.kind === "Call") for (const one of expr.keywords) found.push(...named(one.arg, one.value));
    if (expr.kind !== "Dict") continue;
    for (const { key, value } of expr.items) if (key?.kind === "Str") found.push(...named(key.value, value));
  }
  return found;
}
