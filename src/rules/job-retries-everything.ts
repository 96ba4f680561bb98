import { callsIn, walkStmts } from "../parse/python/walk.ts";
import { calledName, caughtBy, placedFunctions, placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

/** Classes that an answer of 400, 401 or 404 is an instance of, as `raise_for_status` raises it. */
const ALL_ANSWERS =
  /^(?:Exception|BaseException|OSError|IOError|EnvironmentError|requests(?:\.exceptions)?\.(?:RequestException|HTTPError)|httpx\.(?:HTTPError|HTTPStatusError))$/;
/** What catches mistakes in the code as well. */
const ALL = /^(?:Base)?Exception$/;
const RETRY = /(?:^|\.)(?:RetryableJobError|NetworkRetryableError)$/;

export default rule({
  code: "job-retries-everything",
  group: "job",
  severity: "warning",
  title: "Every refusal of the remote system becomes a retry",
  why:
    "`raise_for_status` raises the same class for 400, 401, 404 and 503: a wrong password or a record that is gone is " +
    "retried until nothing is left, which can lock the account and hides the error.",
  instead:
    "Retry timeouts, connection errors, 408, 429 and 5xx; look at `error.response.status_code`, let the rest fail.",
  check({ addon, report }) {
    for (const { python, node } of placedFunctions(addon)) {
      for (const stmt of walkStmts(node.body, { skip: ["ClassDef", "FunctionDef"] })) {
        if (stmt.kind !== "Try") continue;
        const handler = stmt.handlers.find(({ type }) => {
          const caught = caughtBy(python, type);
          return type === undefined || caught.some((name) => ALL_ANSWERS.test(name));
        });
        // Only what is raised in any case: below an `if` somebody looks at the status.
        const raised = handler?.body.find((one) => one.kind === "Raise");
        if (handler === undefined || raised?.kind !== "Raise" || raised.exc?.kind !== "Call") continue;
        if (!caughtBy(python, raised.exc.func).some((name) => RETRY.test(name))) continue;
        if (handler.body.some(({ kind }) => kind === "If") || mayRaise(handler.body)) continue;
        const isStatus = [...callsIn(stmt.body)].some((call) => calledName(call) === "raise_for_status");
        const isAll = handler.type === undefined || caughtBy(python, handler.type).some((name) => ALL.test(name));
        if (!isStatus && !isAll) continue;
        report({
          at: placeOf(python.path, handler.type ?? raised),
          message: isStatus
            ? "400, 401 and 404 are retried here like a system that is down"
            : "every error is retried here, a mistake in the code too",
        });
      }
    }
  },
});

/** Whether something that is called there may tell the answers apart. */
const mayRaise = (body: Parameters<typeof callsIn>[0]): boolean =>
  [...callsIn(body)].some((call) => /raise|check|handle|classif/i.test(calledName(call) ?? ""));
