/**
 * Python's syntax tree with the names of Python's own `ast` module, as far as a rule can ask for it. Each node knows its
 * place; `kind` tells the nodes apart.
 */
import type { Span } from "../text.ts";

interface Node extends Span {
  readonly kind: string;
}

// ------------------------------------------------------------------------------------------------------ expressions

export interface Name extends Node {
  readonly kind: "Name";
  readonly id: string;
}

/** A text without placeholders; neighbours ("a" "b") are one. `value` is what Python would hold. */
export interface Str extends Node {
  readonly kind: "Str";
  readonly value: string;
  readonly isBytes: boolean;
  /** Where the characters between the quotes of the first part begin. */
  readonly inner: number;
}

/** An f-string (or neighbours of which one is): `parts` are the expressions, `texts` what stands around them. */
export interface JoinedStr extends Node {
  readonly kind: "JoinedStr";
  readonly texts: readonly string[];
  readonly parts: readonly Expr[];
}

export interface Num extends Node {
  readonly kind: "Num";
  readonly text: string;
}

/** `True`, `False`, `None`, `...`. */
export interface Constant extends Node {
  readonly kind: "Constant";
  readonly value: boolean | null | "...";
}

export interface Attribute extends Node {
  readonly kind: "Attribute";
  readonly value: Expr;
  readonly attr: string;
  readonly attrSpan: Span;
}

export interface Keyword extends Span {
  /** Undefined for `**kwargs`. */
  readonly arg: string | undefined;
  readonly value: Expr;
}

export interface Call extends Node {
  readonly kind: "Call";
  readonly func: Expr;
  /** Positional ones; `*args` is a Starred. */
  readonly args: readonly Expr[];
  readonly keywords: readonly Keyword[];
}

export interface Subscript extends Node {
  readonly kind: "Subscript";
  readonly value: Expr;
  readonly index: Expr;
}

/** `a:b:c` in a subscript. */
export interface Slice extends Node {
  readonly kind: "Slice";
  readonly parts: readonly Expr[];
}

export interface Sequence extends Node {
  readonly kind: "List" | "Tuple" | "Set";
  readonly elts: readonly Expr[];
}

export interface Dict extends Node {
  readonly kind: "Dict";
  /** `key` is undefined for `**other`. */
  readonly items: readonly { readonly key: Expr | undefined; readonly value: Expr }[];
}

export interface Lambda extends Node {
  readonly kind: "Lambda";
  readonly params: readonly Param[];
  readonly body: Expr;
}

export interface Comprehension extends Node {
  readonly kind: "ListComp" | "SetComp" | "DictComp" | "GeneratorExp";
  /** One, or key and value of a DictComp. */
  readonly elts: readonly Expr[];
  readonly loops: readonly { readonly target: Expr; readonly iter: Expr; readonly ifs: readonly Expr[] }[];
}

/** Arithmetic (`+`, `%`, …), `and`/`or`, and comparisons, two sides at a time: `a < b < c` is `a < b` `and`-ed on. */
export interface Operation extends Node {
  readonly kind: "BinOp" | "BoolOp" | "Compare";
  /** `+`, `and`, `not in`, … */
  readonly op: string;
  readonly left: Expr;
  readonly right: Expr;
}

export interface UnaryOp extends Node {
  readonly kind: "UnaryOp";
  readonly op: string;
  readonly operand: Expr;
}

export interface IfExp extends Node {
  readonly kind: "IfExp";
  readonly test: Expr;
  readonly body: Expr;
  readonly orelse: Expr;
}

/** `*x`, `**x`, `await x`, `yield x`, `yield from x`: `value` is undefined for a bare `yield`. */
export interface Wrapped extends Node {
  readonly kind: "Starred" | "Await" | "Yield" | "YieldFrom";
  readonly value: Expr | undefined;
}

export interface NamedExpr extends Node {
  readonly kind: "NamedExpr";
  readonly target: Name;
  readonly value: Expr;
}

/** What the tree has no words for; nothing is said about it, its parts are walked. */
export interface OtherExpr extends Node {
  readonly kind: "OtherExpr";
  readonly parts: readonly Expr[];
}

export type Expr =
  | Name
  | Str
  | JoinedStr
  | Num
  | Constant
  | Attribute
  | Call
  | Subscript
  | Slice
  | Sequence
  | Dict
  | Lambda
  | Comprehension
  | Operation
  | UnaryOp
  | IfExp
  | Wrapped
  | NamedExpr
  | OtherExpr;

// ------------------------------------------------------------------------------------------------------- statements

export interface Param extends Span {
  readonly name: string;
  /** `*args`: 1, `**kwargs`: 2. */
  readonly stars: 0 | 1 | 2;
  readonly annotation: Expr | undefined;
  readonly default: Expr | undefined;
}

export interface ClassDef extends Node {
  readonly kind: "ClassDef";
  readonly name: string;
  readonly nameSpan: Span;
  readonly bases: readonly Expr[];
  readonly keywords: readonly Keyword[];
  readonly decorators: readonly Expr[];
  readonly body: readonly Stmt[];
}

export interface FunctionDef extends Node {
  readonly kind: "FunctionDef";
  readonly name: string;
  readonly nameSpan: Span;
  readonly isAsync: boolean;
  readonly params: readonly Param[];
  readonly decorators: readonly Expr[];
  readonly returns: Expr | undefined;
  readonly body: readonly Stmt[];
}

/** `a = b = value`, `a: T = value` (`value` may be missing), `a += value` (`op` is `+`). */
export interface Assign extends Node {
  readonly kind: "Assign";
  readonly targets: readonly Expr[];
  readonly op: string | undefined;
  readonly annotation: Expr | undefined;
  readonly value: Expr | undefined;
}

/** One name of `import a.b as c` or `from ..x import a as c`. */
export interface Alias extends Span {
  readonly name: string;
  readonly asName: string | undefined;
}

export interface Import extends Node {
  readonly kind: "Import";
  readonly names: readonly Alias[];
}

export interface ImportFrom extends Node {
  readonly kind: "ImportFrom";
  /** `odoo.addons.component.core`; empty for `from . import x`. */
  readonly module: string;
  /** How many dots stand before it. */
  readonly level: number;
  readonly names: readonly Alias[];
}

export interface ExprStmt extends Node {
  readonly kind: "ExprStmt";
  readonly value: Expr;
}

export interface Return extends Node {
  readonly kind: "Return";
  readonly value: Expr | undefined;
}

export interface Raise extends Node {
  readonly kind: "Raise";
  readonly exc: Expr | undefined;
  readonly cause: Expr | undefined;
}

/** `elif` is an If in `orelse`. */
export interface If extends Node {
  readonly kind: "If";
  readonly test: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}

export interface For extends Node {
  readonly kind: "For";
  readonly target: Expr;
  readonly iter: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}

export interface While extends Node {
  readonly kind: "While";
  readonly test: Expr;
  readonly body: readonly Stmt[];
  readonly orelse: readonly Stmt[];
}

export interface ExceptHandler extends Span {
  /** Undefined for a bare `except:`. */
  readonly type: Expr | undefined;
  readonly name: string | undefined;
  readonly body: readonly Stmt[];
}

export interface Try extends Node {
  readonly kind: "Try";
  readonly body: readonly Stmt[];
  readonly handlers: readonly ExceptHandler[];
  readonly orelse: readonly Stmt[];
  readonly finalbody: readonly Stmt[];
}

export interface With extends Node {
  readonly kind: "With";
  readonly items: readonly { readonly context: Expr; readonly as: Expr | undefined }[];
  readonly body: readonly Stmt[];
}

/** `del`, `assert`, `global`, `pass`, `break`, `match` and what else there is: its word, expressions and blocks. */
export interface OtherStmt extends Node {
  readonly kind: "OtherStmt";
  readonly word: string;
  readonly exprs: readonly Expr[];
  readonly body: readonly Stmt[];
}

export type Stmt =
  | ClassDef
  | FunctionDef
  | Assign
  | Import
  | ImportFrom
  | ExprStmt
  | Return
  | Raise
  | If
  | For
  | While
  | Try
  | With
  | OtherStmt;

export interface Comment extends Span {
  /** With its `#`. */
  readonly text: string;
}

export interface Module {
  readonly body: readonly Stmt[];
  readonly comments: readonly Comment[];
  /**
   * Whether every word of the file stands where Python wants one: then it has no syntax error. Without, it may have one,
   * or be written in a way that is rare.
   */
  readonly isSure: boolean;
}
