/** Requests to other systems, as Python code makes them. */
import type { PythonFile } from "../../addon/types.ts";
import type { Call, ClassDef, Expr, FunctionDef } from "../../parse/python/ast.ts";
import { argument, callsIn, textOf, walkBody } from "../../parse/python/walk.ts";
import { constantOf, originOf, valueOf, valuesOf } from "./python.ts";

const VERBS = new Set(["get", "post", "put", "patch", "delete", "head", "options", "request"]);
const SESSION = /^requests\.(?:sessions\.)?[sS]ession$/;

export interface RemoteCall {
  readonly call: Call;
  readonly library: "requests" | "httpx" | "urllib";
  /** `requests.get`, `session.get`. */
  readonly name: string;
  readonly bySession: boolean;
  readonly url: Expr | undefined;
}

const isSessionCall = (python: PythonFile, value: Expr | undefined): boolean =>
  value?.kind === "Call" && SESSION.test(originOf(python, value.func) ?? "");

/** Whether an expression is a plain session of requests: a local name, or an attribute that its class gives one. */
export function isSession(
  python: PythonFile,
  node: FunctionDef,
  inClass: ClassDef | undefined,
  expr: Expr | undefined,
): boolean {
  if (expr === undefined) return false;
  if (isSessionCall(python, expr)) return true;
  if (expr.kind === "Name") {
    return isSessionCall(python, valueOf(node, expr.id) ?? constantOf(python.module, expr.id));
  }
  if (expr.kind !== "Attribute" || expr.value.kind !== "Name" || expr.value.id !== "self" || inClass === undefined)
    return false;
  const given: (Expr | undefined)[] = [];
  for (const method of inClass.body) {
    if (method.kind !== "FunctionDef") continue;
    for (const stmt of method.body) {
      if (stmt.kind !== "Assign") continue;
      for (const target of stmt.targets) {
        if (target.kind !== "Attribute" || target.attr !== expr.attr) continue;
        const name = stmt.value?.kind === "Name" ? stmt.value.id : undefined;
        given.push(name === undefined ? stmt.value : valuesOf(method.body, name)[0]);
      }
    }
  }
  return given.length > 0 && given.every((value) => isSessionCall(python, value));
}

/** The request that a call is; undefined for any other call. */
export function remoteCallOf(
  python: PythonFile,
  node: FunctionDef,
  inClass: ClassDef | undefined,
  call: Call,
): RemoteCall | undefined {
  const { func } = call;
  const origin = originOf(python, func);
  if (origin === "urllib.request.urlopen") {
    return { call, library: "urllib", name: "urlopen", bySession: false, url: argument(call, "url", 0) };
  }
  const verb = func.kind === "Attribute" ? func.attr : origin?.replace(/^.*\./, "");
  if (verb === undefined || !VERBS.has(verb)) return undefined;
  const url = argument(call, "url", verb === "request" ? 1 : 0);
  for (const library of ["requests", "httpx"] as const) {
    if (origin === `${library}.${verb}`) return { call, library, name: origin, bySession: false, url };
  }
  if (func.kind !== "Attribute" || !isSession(python, node, inClass, func.value)) return undefined;
  return { call, library: "requests", name: `session.${verb}`, bySession: true, url };
}

/** The requests of a function. */
export function* remoteCallsIn(
  python: PythonFile,
  node: FunctionDef,
  inClass: ClassDef | undefined,
): Generator<RemoteCall> {
  for (const call of callsIn(node.body)) {
    const found = remoteCallOf(python, node, inClass, call);
    if (found !== undefined) yield found;
  }
}

/** Whether a call is given arguments by `**options`: what they hold can't be told. */
export const hasOpenArguments = (call: Call): boolean => call.keywords.some(({ arg }) => arg === undefined);

/** The beginning of a text that an expression makes: `https://x/` of `f"https://x/{id}"`, of `"https://x/" + id`. */
export function beginningOf(python: PythonFile, node: FunctionDef, expr: Expr | undefined): string | undefined {
  switch (expr?.kind) {
    case "Str":
      return textOf(expr);
    case "JoinedStr": {
      const [text = ""] = expr.texts;
      return text === "" ? beginningOf(python, node, expr.parts[0]) : text;
    }
    case "BinOp":
      return expr.op === "+" || expr.op === "%" ? beginningOf(python, node, expr.left) : undefined;
    case "Call":
      return expr.func.kind === "Attribute" && expr.func.attr === "format"
        ? beginningOf(python, node, expr.func.value)
        : undefined;
    case "Name": {
      const value = node.params.some(({ name }) => name === expr.id)
        ? undefined
        : (valueOf(node, expr.id) ?? constantOf(python.module, expr.id));
      return value === undefined || value.kind === "Name" ? undefined : beginningOf(python, node, value);
    }
    default:
      return undefined;
  }
}

/** Whether a file gives its sessions a timeout by an adapter of its own. */
export const mountsAdapter = ({ module }: PythonFile): boolean =>
  [...walkBody(module.body)].some((expr) => expr.kind === "Attribute" && expr.attr === "mount");
