/** What a route of a controller is open to, and what it does. */
import type { AddonModel, PythonFile, RouteDef } from "../../addon/types.ts";
import type { Call, ClassDef, Expr, FunctionDef } from "../../parse/python/ast.ts";
import { callsIn, dotted, literal, textOf, textsOf, walkBody } from "../../parse/python/walk.ts";
import { calledName, methodsOf, receiverOf, someExpr, withOwnCalls } from "./python.ts";
import { isSecretName } from "./secrets.ts";

export interface OpenRoute {
  readonly route: RouteDef;
  readonly python: PythonFile;
  readonly inClass: ClassDef;
  /** The method of the route, and those of its class that it calls. */
  readonly nodes: readonly FunctionDef[];
}

/** Whether the options of a route can be read: none comes from elsewhere by `**options`. */
export const isReadable = ({ decorator }: RouteDef): boolean =>
  decorator.keywords.every(({ arg }) => arg !== undefined);

/** What a route is called in messages: its first address, else its method. */
export const nameOf = ({ paths, method }: RouteDef): string => paths[0]?.text ?? method.name;

/** An option as a text; undefined where it is not written or no literal. */
export const optionText = ({ options }: RouteDef, name: string): string | undefined => textOf(options.get(name));

/** Whether an option is written as `False`. */
export const isFalse = ({ options }: RouteDef, name: string): boolean => literal(options.get(name)) === false;

/** The HTTP methods of a route; undefined where they are not written. */
export const httpMethods = ({ options }: RouteDef): readonly string[] | undefined =>
  options.has("methods") ? textsOf(options.get("methods")).map((one) => one.toUpperCase()) : undefined;

/** The routes that everybody can call, without a session of Odoo. */
export function openRoutes(addon: AddonModel): readonly OpenRoute[] {
  return addon.routes.flatMap((route): OpenRoute[] => {
    const python = addon.python.get(route.file);
    if (python === undefined || python.isTest || !python.isLoaded || !isReadable(route)) return [];
    const auth = optionText(route, "auth");
    if (auth !== "none" && auth !== "public") return [];
    const inClass = python.module.body.find(
      (one): one is ClassDef => one.kind === "ClassDef" && one.body.includes(route.method),
    );
    if (inClass === undefined) return [];
    return [{ route, python, inClass, nodes: withOwnCalls(route.method, methodsOf(inClass)) }];
  });
}

const CHANGES = new Set(["create", "write", "unlink"]);

/** Whether an expression holds records: it goes through `env`, `sudo()` or `search()`. */
const isRecords = (expr: Expr | undefined): boolean =>
  someExpr(
    expr,
    (part) => part.kind === "Attribute" && ["env", "sudo", "with_user", "search", "browse"].includes(part.attr),
  );

/** Calls of a function that write to the database or queue a job, in the order of the text. */
export function changesIn(node: FunctionDef): readonly Call[] {
  const records = new Set<string>();
  for (const expr of namesGiven(node)) if (isRecords(expr.value)) records.add(expr.name);
  return [...callsIn(node.body)].filter((call) => {
    const name = calledName(call) ?? "";
    const on = receiverOf(call);
    if (name === "with_delay" || name === "delayable") return on !== undefined;
    return CHANGES.has(name) && (isRecords(on) || (on?.kind === "Name" && records.has(on.id)));
  });
}

function namesGiven(node: FunctionDef): readonly { readonly name: string; readonly value: Expr }[] {
  return node.body.flatMap((stmt) =>
    stmt.kind === "Assign" && stmt.value !== undefined && stmt.targets[0]?.kind === "Name"
      ? [{ name: stmt.targets[0].id, value: stmt.value }]
      : [],
  );
}

const CHECKING = /verif|check|valid|sign|hmac|digest|auth|token|secret|allow|permi|compare|ensure|trust|captcha/i;

/** Whether a call checks where a request is from: by its name, or as the constant-time comparison. */
export const isCheck = (call: Call): boolean => CHECKING.test(dotted(call.func) ?? calledName(call) ?? "");

/** Whether something in a function has to do with checking who calls. */
export function mentionsCheck(node: FunctionDef): boolean {
  for (const expr of walkBody(node.body)) {
    if (expr.kind === "Call" && isCheck(expr)) return true;
    if (expr.kind === "Attribute" && (isSecretName(expr.attr) || CHECKING.test(expr.attr))) return true;
    if (expr.kind === "Name" && CHECKING.test(expr.id)) return true;
    if (expr.kind === "Str" && CHECKING.test(expr.value)) return true;
  }
  return node.params.some(({ name }) => CHECKING.test(name));
}
