/** What rules ask of Python beyond its tree: functions with their files, imported names, values of local names. */
import type { AddonModel, ComponentClass, MethodDef, ModelClass, Place, PythonFile } from "../../addon/types.ts";
import type { Call, ClassDef, Expr, FunctionDef, Module, Stmt } from "../../parse/python/ast.ts";
import { callsIn, dotted, functionsIn, walkBody, walkExprs, walkStmts } from "../../parse/python/walk.ts";
import type { Span } from "../../parse/text.ts";

export const placeOf = (file: string, { from, to }: Span): Place => ({ file, from, to });

/** The files that run in production: those that Odoo loads, tests left out. */
export const sourcesOf = (addon: AddonModel): readonly PythonFile[] =>
  [...addon.python.values()].filter(({ isTest, isLoaded }) => isLoaded && !isTest);

/** A function with the file and the class that it stands in. */
export interface PlacedFunction {
  readonly python: PythonFile;
  readonly node: FunctionDef;
  readonly inClass: ClassDef | undefined;
}

const placed = new WeakMap<AddonModel, readonly PlacedFunction[]>();

/** All functions and methods that run in production. */
export function placedFunctions(addon: AddonModel): readonly PlacedFunction[] {
  let found = placed.get(addon);
  if (found === undefined) {
    found = sourcesOf(addon).flatMap((python) =>
      [...functionsIn(python.module.body)].map((one) => ({ python, ...one })),
    );
    placed.set(addon, found);
  }
  return found;
}

/** The methods of a class, by name. */
export const methodsOf = (one: ClassDef): ReadonlyMap<string, FunctionDef> =>
  new Map(one.body.flatMap((stmt) => (stmt.kind === "FunctionDef" ? [[stmt.name, stmt] as const] : [])));

/** What an expression of names stands for, imports followed: `post` -> `requests.post`. */
export function originOf({ imports }: PythonFile, expr: Expr | undefined): string | undefined {
  const written = dotted(expr);
  if (written === undefined) return undefined;
  const [first = "", ...rest] = written.split(".");
  return [imports.get(first) ?? first, ...rest].join(".");
}

/** The name of what is called: `self.env.ref("x")` -> `ref`. */
export const calledName = ({ func }: Call): string | undefined =>
  func.kind === "Attribute" ? func.attr : func.kind === "Name" ? func.id : undefined;

/** What a call is made on: `self.env` of `self.env.ref("x")`. */
export const receiverOf = ({ func }: Call): Expr | undefined => (func.kind === "Attribute" ? func.value : undefined);

/** The values that a body gives to a name; a loop, a parameter or an unpacking gives it `undefined`. */
export function valuesOf(body: readonly Stmt[], name: string): readonly (Expr | undefined)[] {
  const found: (Expr | undefined)[] = [];
  const isBound = (target: Expr | undefined): boolean =>
    [...walkExprs(target)].some((part) => part.kind === "Name" && part.id === name);
  for (const stmt of walkStmts(body, { skip: ["ClassDef", "FunctionDef"] })) {
    if (stmt.kind === "Assign") {
      for (const target of stmt.targets) {
        if (target.kind === "Name" && target.id === name) found.push(stmt.op === undefined ? stmt.value : undefined);
        else if ((target.kind === "Tuple" || target.kind === "List") && isBound(target)) found.push(undefined);
      }
    } else if (stmt.kind === "With") {
      for (const { context, as } of stmt.items) if (as?.kind === "Name" && as.id === name) found.push(context);
    } else if (stmt.kind === "For" && isBound(stmt.target)) found.push(undefined);
  }
  for (const expr of walkBody(body)) if (expr.kind === "NamedExpr" && expr.target.id === name) found.push(expr.value);
  return found;
}

/** The one value that a function gives to a name; undefined for a parameter, and where there are several. */
export function valueOf(node: FunctionDef, name: string): Expr | undefined {
  if (node.params.some((one) => one.name === name)) return undefined;
  const values = valuesOf(node.body, name);
  return values.length === 1 ? values[0] : undefined;
}

/** What stands behind an expression: the value of a name that is given once, else the expression itself. */
export const behind = (node: FunctionDef, expr: Expr): Expr =>
  expr.kind === "Name" ? (valueOf(node, expr.id) ?? expr) : expr;

/** The one value of a name of the whole file: `TIMEOUT = 30`. */
export function constantOf({ body }: Module, name: string): Expr | undefined {
  const values = valuesOf(body, name);
  return values.length === 1 ? values[0] : undefined;
}

/** The model or component that a class statement is. */
export const classOf = (addon: AddonModel, node: ClassDef | undefined): ModelClass | ComponentClass | undefined =>
  node === undefined
    ? undefined
    : (addon.models.find((one) => one.node === node) ?? addon.components.find((one) => one.node === node));

/** A method and those of the same class that it calls on `self`, through any number of steps. */
export function withOwnCalls(
  first: FunctionDef,
  methods: ReadonlyMap<string, FunctionDef | MethodDef>,
): readonly FunctionDef[] {
  const found = new Set<FunctionDef>([first]);
  for (const node of found) {
    for (const call of callsIn(node.body)) {
      if (call.func.kind !== "Attribute" || call.func.value.kind !== "Name" || call.func.value.id !== "self") continue;
      const next = methods.get(call.func.attr);
      if (next !== undefined) found.add("node" in next ? next.node : next);
    }
  }
  return [...found];
}

/** Whether one of the expressions below has a property. */
export const someExpr = (expr: Expr | undefined, is: (part: Expr) => boolean): boolean => [...walkExprs(expr)].some(is);

/** Words of the exceptions that a handler catches, imports followed; empty for a bare `except:`. */
export function caughtBy(python: PythonFile, type: Expr | undefined): readonly string[] {
  if (type === undefined) return [];
  const types = type.kind === "Tuple" ? type.elts : [type];
  return types.map((one) => originOf(python, one) ?? "");
}
