import type { PythonFile } from "../addon/types.ts";
import type { ExceptHandler, Stmt } from "../parse/python/ast.ts";
import { callsIn, dotted } from "../parse/python/walk.ts";
import { walkStmts } from "../parse/python/walk.ts";
import { caughtBy, placedFunctions, placeOf, type PlacedFunction } from "./lib/python.ts";
import { remoteCallOf } from "./lib/requests.ts";
import { rule } from "./rule.ts";

const REMOTE_ERROR =
  /^(?:Exception|BaseException|OSError|IOError|(?:requests|httpx)\..*(?:Exception|Error|Timeout)|(?:.*\.)?(?:ConnectionError|TimeoutError))$/;

export default rule({
  code: "http-swallowed-error",
  group: "http",
  severity: "error",
  title: "The error of a remote call is dropped",
  why:
    "The record was not sent or not fetched, and nothing says so: the job counts as done, no retry follows, and the two " +
    "systems differ from then on.",
  instead: "Let it raise: the job fails or is retried. Where it may fail, log it and catch that one error.",
  needs: "connector",
  check({ addon, report }) {
    for (const one of placedFunctions(addon)) {
      for (const stmt of walkStmts(one.node.body, { skip: ["ClassDef", "FunctionDef"] })) {
        if (stmt.kind !== "Try") continue;
        const remote = remoteIn(one, stmt.body);
        if (remote === undefined) continue;
        for (const handler of stmt.handlers) {
          if (!isDropped(handler.body) || !isRemoteError(one.python, handler)) continue;
          report({
            at: placeOf(one.python.path, handler.type ?? { from: handler.from, to: handler.from + "except".length }),
            message: `errors of ${remote} are dropped here`,
          });
        }
      }
    }
  },
});

/** What in a body calls the remote system: a request, or the adapter. */
function remoteIn({ python, node, inClass }: PlacedFunction, body: readonly Stmt[]): string | undefined {
  for (const call of callsIn(body)) {
    const request = remoteCallOf(python, node, inClass, call)?.name;
    if (request !== undefined) return request;
    const name = dotted(call.func) ?? "";
    if (/(?:^|\.)(?:backend_)?adapter\.\w+$/.test(name)) return name;
  }
  return undefined;
}

const isRemoteError = (python: PythonFile, { type }: ExceptHandler): boolean =>
  type === undefined || caughtBy(python, type).some((name) => REMOTE_ERROR.test(name));

/** Whether a handler does nothing at all. */
const isDropped = (body: readonly Stmt[]): boolean =>
  body.every(
    (stmt) =>
      (stmt.kind === "OtherStmt" && (stmt.word === "pass" || stmt.word === "continue")) ||
      (stmt.kind === "ExprStmt" && (stmt.value.kind === "Str" || stmt.value.kind === "Constant")),
  );
