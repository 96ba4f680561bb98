/** Texts that code puts together: f-strings, `%`, `+`, `.format()`, as far as their pieces can be read. */
import type { Expr, Stmt } from "../parse/python/ast.ts";
import { dotted, walkStmts } from "../parse/python/walk.ts";

/** A piece of a text: written out, or the name of what stands there. */
export type Piece = { readonly text: string } | { readonly name: string };

/** What names mean where an expression stands. */
export interface Scope {
  /** Value of a class attribute that is a text: `self._endpoint`. */
  readonly attribute: (name: string) => string | undefined;
  /** The body in which local names are assigned. */
  readonly body: readonly Stmt[];
}

/** What a text is made of; undefined where a piece has no name. */
export function piecesOf(expr: Expr | undefined, scope: Scope, depth = 0): readonly Piece[] | undefined {
  if (expr === undefined || depth > 8) return undefined;
  const inner = (one: Expr | undefined): readonly Piece[] | undefined => piecesOf(one, scope, depth + 1);
  const joined = (parts: readonly (readonly Piece[] | undefined)[]): readonly Piece[] | undefined =>
    parts.every((one) => one !== undefined) ? parts.flat() : undefined;
  switch (expr.kind) {
    case "Str":
      return expr.isBytes ? undefined : [{ text: expr.value }];
    case "JoinedStr":
      return joined(
        expr.texts.flatMap((text, index) => [
          [{ text }],
          ...(index < expr.parts.length ? [inner(expr.parts[index])] : []),
        ]),
      );
    case "BinOp":
      if (expr.op === "+") return joined([inner(expr.left), inner(expr.right)]);
      if (expr.op === "%" && expr.left.kind === "Str") {
        const values = expr.right.kind === "Tuple" ? expr.right.elts : [expr.right];
        return filled(expr.left.value.split(/%[sdr]/), values.map(inner));
      }
      return undefined;
    case "Call": {
      const { func, args } = expr;
      if (func.kind === "Name" && func.id === "str" && args.length === 1) return inner(args[0]);
      if (func.kind !== "Attribute") return undefined;
      if (/^[lr]?strip$/.test(func.attr)) return inner(func.value);
      if (func.attr === "format" && func.value.kind === "Str" && expr.keywords.length === 0) {
        return filled(func.value.value.split("{}"), args.map(inner));
      }
      return undefined;
    }
    case "BoolOp":
      // `self.location or ""`
      return expr.op === "or" ? inner(expr.left) : undefined;
    case "Attribute": {
      const path = dotted(expr);
      if (path === undefined) return undefined;
      const own = path.startsWith("self.") && !path.slice(5).includes(".") ? scope.attribute(path.slice(5)) : undefined;
      return own === undefined ? [{ name: path }] : [{ text: own }];
    }
    case "Subscript": {
      const [path, key] = [dotted(expr.value), expr.index.kind === "Str" ? expr.index.value : undefined];
      return path === undefined || key === undefined ? undefined : [{ name: `${path}.${key}` }];
    }
    case "Name": {
      const assigned = assignedTo(scope.body, expr.id);
      const found = assigned === undefined ? undefined : inner(assigned);
      return found ?? [{ name: expr.id }];
    }
    default:
      return undefined;
  }
}

/** The one value that a local name gets; undefined where there are more, or none. */
export function assignedTo(body: readonly Stmt[], name: string): Expr | undefined {
  const found: Expr[] = [];
  for (const stmt of walkStmts(body)) {
    if (stmt.kind !== "Assign" || !stmt.targets.some((one) => one.kind === "Name" && one.id === name)) continue;
    if (stmt.op !== undefined || stmt.value === undefined) return undefined;
    found.push(stmt.value);
  }
  return found.length === 1 ? found[0] : undefined;
}

function filled(
  texts: readonly string[],
  values: readonly (readonly Piece[] | undefined)[],
): readonly Piece[] | undefined {
  if (values.length !== texts.length - 1) return undefined;
  const pieces: Piece[] = [];
  for (const [index, text] of texts.entries()) {
    pieces.push({ text });
    if (index === values.length) break;
    const value = values[index];
    if (value === undefined) return undefined;
    pieces.push(...value);
  }
  return pieces;
}

/** The last word of a name: `self.backend_record.api_key` -> `api_key`. */
export const lastWord = (name: string): string => name.slice(name.lastIndexOf(".") + 1);
