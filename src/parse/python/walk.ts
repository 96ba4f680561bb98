/** Ways through a Python tree, and what is asked of its nodes most often. */
import type { Call, ClassDef, Dict, Expr, FunctionDef, Keyword, Stmt, Str } from "./ast.ts";

/** Most expressions are leaves: one list will do for all. */
const NONE: readonly Expr[] = [];

/** What stands directly below an expression, in the order of the text. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "JoinedStr":
    case "Slice":
    case "OtherExpr":
      return expr.parts;
    case "Attribute":
      return [expr.value];
    case "Call":
      return expr.keywords.length === 0
        ? [expr.func, ...expr.args]
        : [expr.func, ...expr.args, ...expr.keywords.map((one) => one.value)];
    case "Subscript":
      return [expr.value, expr.index];
    case "List":
    case "Tuple":
    case "Set":
      return expr.elts;
    case "Dict":
      return expr.items.flatMap(({ key, value }) => (key === undefined ? [value] : [key, value]));
    case "Lambda":
      return [...expr.params.flatMap((one) => one.default ?? []), expr.body];
    case "ListComp":
    case "SetComp":
    case "DictComp":
    case "GeneratorExp":
      return [...expr.elts, ...expr.loops.flatMap(({ target, iter, ifs }) => [target, iter, ...ifs])];
    case "BinOp":
    case "BoolOp":
    case "Compare":
      return [expr.left, expr.right];
    case "UnaryOp":
      return [expr.operand];
    case "IfExp":
      return [expr.body, expr.test, expr.orelse];
    case "Starred":
    case "Await":
    case "Yield":
    case "YieldFrom":
      return expr.value === undefined ? NONE : [expr.value];
    case "NamedExpr":
      return [expr.target, expr.value];
    default:
      return NONE;
  }
}

/** Expressions that stand in a statement itself, blocks left out. */
export function exprsOf(stmt: Stmt): readonly Expr[] {
  const some = (list: readonly (Expr | undefined)[]): Expr[] => list.filter((one) => one !== undefined);
  switch (stmt.kind) {
    case "ClassDef":
      return [...stmt.decorators, ...stmt.bases, ...stmt.keywords.map((one) => one.value)];
    case "FunctionDef":
      return some([...stmt.decorators, ...stmt.params.flatMap((one) => [one.annotation, one.default]), stmt.returns]);
    case "Assign":
      return some([...stmt.targets, stmt.annotation, stmt.value]);
    case "ExprStmt":
      return [stmt.value];
    case "Return":
      return some([stmt.value]);
    case "Raise":
      return some([stmt.exc, stmt.cause]);
    case "If":
    case "While":
      return [stmt.test];
    case "For":
      return [stmt.target, stmt.iter];
    case "Try":
      return some(stmt.handlers.map((one) => one.type));
    case "With":
      return some(stmt.items.flatMap((one) => [one.context, one.as]));
    case "OtherStmt":
      return stmt.exprs;
    default:
      return NONE;
  }
}

/** The blocks of a statement, in the order of the text. */
export function blocksOf(stmt: Stmt): readonly (readonly Stmt[])[] {
  switch (stmt.kind) {
    case "ClassDef":
    case "FunctionDef":
    case "With":
    case "OtherStmt":
      return [stmt.body];
    case "If":
    case "For":
    case "While":
      return [stmt.body, stmt.orelse];
    case "Try":
      return [stmt.body, ...stmt.handlers.map((one) => one.body), stmt.orelse, stmt.finalbody];
    default:
      return [];
  }
}

/** An expression and all below it, each before what it holds. */
export function walkExprs(expr: Expr | undefined): readonly Expr[] {
  const found: Expr[] = [];
  if (expr !== undefined) walkInto(found, expr);
  return found;
}

/** Without recursion: long sums are deep trees. */
function walkInto(found: Expr[], expr: Expr): void {
  const waiting: Expr[] = [expr];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    found.push(one);
    const parts = partsOf(one);
    for (let at = parts.length - 1; at >= 0; at -= 1) {
      const part = parts[at];
      if (part !== undefined) waiting.push(part);
    }
  }
}

export interface WalkOptions {
  /** Don't go into the bodies of these. */
  readonly skip?: readonly ("ClassDef" | "FunctionDef")[];
}

/** All statements of a body, those of nested blocks too, in the order of the text. */
export function* walkStmts(body: readonly Stmt[], { skip = [] }: WalkOptions = {}): Generator<Stmt> {
  const waiting: Stmt[] = body.toReversed();
  for (let stmt = waiting.pop(); stmt !== undefined; stmt = waiting.pop()) {
    yield stmt;
    if ((stmt.kind === "ClassDef" || stmt.kind === "FunctionDef") && skip.includes(stmt.kind)) continue;
    const blocks = blocksOf(stmt);
    for (let at = blocks.length - 1; at >= 0; at -= 1) {
      const block = blocks[at] ?? [];
      for (let place = block.length - 1; place >= 0; place -= 1) {
        const inner = block[place];
        if (inner !== undefined) waiting.push(inner);
      }
    }
  }
}

/** What was found in bodies, by what was left out: many rules ask for the same. */
const walked = new Map<string, WeakMap<readonly Stmt[], readonly Expr[]>>();
const calls = new WeakMap<readonly Expr[], readonly Call[]>();

/** All expressions of a body, of nested blocks too. */
export function walkBody(body: readonly Stmt[], options: WalkOptions = {}): readonly Expr[] {
  const without = options.skip?.toSorted().join() ?? "";
  let known = walked.get(without);
  if (known === undefined) {
    known = new WeakMap();
    walked.set(without, known);
  }
  let found = known.get(body);
  if (found === undefined) {
    const exprs: Expr[] = [];
    for (const stmt of walkStmts(body, options)) for (const expr of exprsOf(stmt)) walkInto(exprs, expr);
    found = exprs;
    known.set(body, found);
  }
  return found;
}

/** All calls of a body. */
export function callsIn(body: readonly Stmt[], options: WalkOptions = {}): readonly Call[] {
  const exprs = walkBody(body, options);
  let found = calls.get(exprs);
  if (found === undefined) {
    found = exprs.filter((expr) => expr.kind === "Call");
    calls.set(exprs, found);
  }
  return found;
}

/** The functions and methods of a body, nested ones too, each with the class that it stands in directly. */
export function* functionsIn(
  body: readonly Stmt[],
  inClass?: ClassDef,
): Generator<{ readonly node: FunctionDef; readonly inClass: ClassDef | undefined }> {
  for (const stmt of walkStmts(body, { skip: ["ClassDef", "FunctionDef"] })) {
    if (stmt.kind === "ClassDef") yield* functionsIn(stmt.body, stmt);
    else if (stmt.kind === "FunctionDef") {
      yield { node: stmt, inClass };
      yield* functionsIn(stmt.body);
    }
  }
}

/** `self.env.ref` as it is written; undefined for anything but names joined by points. */
export function dotted(expr: Expr | undefined): string | undefined {
  const words: string[] = [];
  let here = expr;
  for (; here?.kind === "Attribute"; here = here.value) words.push(here.attr);
  if (here?.kind !== "Name") return undefined;
  return words.length === 0 ? here.id : [here.id, ...words.reverse()].join(".");
}

/** The keyword that gives an argument its value. */
export const keyword = (call: Call, name: string): Keyword | undefined => call.keywords.find((one) => one.arg === name);

/**
 * The value of an argument of a call.
 * @param position where it stands when it is not named, from 0; without: only by its name
 */
export function argument(call: Call, name: string, position?: number): Expr | undefined {
  const named = keyword(call, name)?.value;
  if (named !== undefined || position === undefined) return named;
  const before = call.args.slice(0, position + 1);
  return before.some((one) => one.kind === "Starred") ? undefined : before[position];
}

const asStr = (expr: Expr | undefined): Str | undefined => (expr?.kind === "Str" && !expr.isBytes ? expr : undefined);

/** What a text holds; undefined for anything else. */
export const textOf = (expr: Expr | undefined): string | undefined => asStr(expr)?.value;

/** The texts of a list, tuple or set, or the one text; what else is in it is left out. */
export function strsOf(expr: Expr | undefined): readonly Str[] {
  if (expr === undefined) return [];
  const items = expr.kind === "List" || expr.kind === "Tuple" || expr.kind === "Set" ? expr.elts : [expr];
  return items.flatMap((one) => asStr(one) ?? []);
}

/** As `strsOf`, the texts alone. */
export const textsOf = (expr: Expr | undefined): readonly string[] => strsOf(expr).map((one) => one.value);

/** The value of a key of a dictionary. */
export const valueAt = (expr: Expr | undefined, key: string): Expr | undefined =>
  expr?.kind === "Dict" ? itemOf(expr, key)?.value : undefined;

/** Key and value of a dictionary's item: the last of that key, as Python takes it. */
export const itemOf = (dict: Dict, key: string): Dict["items"][number] | undefined =>
  dict.items.findLast((one) => textOf(one.key) === key);

/** What Python's `literal_eval` would make of an expression. */
export type Literal = string | number | boolean | null | readonly Literal[] | ReadonlyMap<Literal, Literal>;

/** The value of a literal; undefined where it is none, or holds something that is none. */
export function literal(expr: Expr | undefined): Literal | undefined {
  switch (expr?.kind) {
    case "Str":
      return expr.isBytes ? undefined : expr.value;
    case "Num": {
      const value = Number(expr.text.replaceAll("_", ""));
      return Number.isNaN(value) ? undefined : value;
    }
    case "Constant":
      return expr.value === "..." ? undefined : expr.value;
    case "UnaryOp": {
      const value = literal(expr.operand);
      if (typeof value !== "number") return undefined;
      if (expr.op === "-") return -value;
      return expr.op === "+" ? value : undefined;
    }
    case "List":
    case "Tuple":
    case "Set": {
      const values = expr.elts.map((one) => literal(one));
      return values.every((one) => one !== undefined) ? values : undefined;
    }
    case "Dict": {
      const found = new Map<Literal, Literal>();
      for (const { key, value } of expr.items) {
        const [name, content] = [literal(key), literal(value)];
        if (name === undefined || content === undefined) return undefined;
        found.set(name, content);
      }
      return found;
    }
    default:
      return undefined;
  }
}
