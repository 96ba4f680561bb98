import type { PythonFile } from "../addon/types.ts";
import type { Expr, FunctionDef, Stmt } from "../parse/python/ast.ts";
import { callsIn, walkStmts } from "../parse/python/walk.ts";
import { calledName, caughtBy, methodsOf, placedFunctions, placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

const RETRY = /(?:^|\.)(?:RetryableJobError|NetworkRetryableError|NoExternalId)$/;
const BROAD = /^(?:Exception|BaseException)$|\.(?:JobError|BaseQueueJobError)$/;

export default rule({
  code: "job-swallows-retry",
  group: "job",
  severity: "warning",
  title: "A broad `except` swallows the error that asks for a retry",
  why:
    "RetryableJobError is what puts a job back: a lock that is taken, a system that is down. Swallowed, the job counts " +
    "as done, and the record is never synchronised.",
  instead: "Write `except RetryableJobError: raise` before it, or catch what is meant.",
  check({ addon, report }) {
    for (const { python, node, inClass } of placedFunctions(addon)) {
      const methods = inClass === undefined ? undefined : methodsOf(inClass);
      for (const stmt of walkStmts(node.body, { skip: ["ClassDef", "FunctionDef"] })) {
        if (stmt.kind !== "Try") continue;
        const broad = stmt.handlers.findIndex(({ type }) => isBroad(python, type));
        const handler = stmt.handlers[broad];
        if (handler === undefined || raises(handler.body)) continue;
        if (stmt.handlers.slice(0, broad).some(({ type }) => caughtBy(python, type).some((name) => RETRY.test(name))))
          continue;
        const asked = askedBy(python, stmt.body, methods);
        if (asked === undefined) continue;
        report({
          at: placeOf(python.path, handler.type ?? handler),
          message: `${asked} asks for a retry with RetryableJobError, which is swallowed here`,
        });
      }
    }
  },
});

const isBroad = (python: PythonFile, type: Expr | undefined): boolean =>
  type === undefined || caughtBy(python, type).some((name) => BROAD.test(name));

const raises = (body: readonly Stmt[]): boolean => [...walkStmts(body)].some(({ kind }) => kind === "Raise");

/** What in a body is sure to raise RetryableJobError: itself, the advisory lock, or a method of the same class. */
function askedBy(
  python: PythonFile,
  body: readonly Stmt[],
  methods: ReadonlyMap<string, FunctionDef> | undefined,
): string | undefined {
  if (raisesRetry(python, body)) return "this block";
  for (const call of callsIn(body)) {
    const name = calledName(call) ?? "";
    if (name === "advisory_lock_or_retry") return name;
    const own = call.func.kind === "Attribute" && call.func.value.kind === "Name" && call.func.value.id === "self";
    const method = own ? methods?.get(name) : undefined;
    if (method !== undefined && raisesRetry(python, method.body)) return name;
  }
  return undefined;
}

const raisesRetry = (python: PythonFile, body: readonly Stmt[]): boolean =>
  [...walkStmts(body, { skip: ["ClassDef", "FunctionDef"] })].some(
    (stmt) =>
      stmt.kind === "Raise" &&
      stmt.exc?.kind === "Call" &&
      caughtBy(python, stmt.exc.func).some((name) => RETRY.test(name)),
  );
