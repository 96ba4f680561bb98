import { argument } from "../parse/python/walk.ts";
import { placedFunctions, placeOf } from "./lib/python.ts";
import { hasOpenArguments, mountsAdapter, remoteCallsIn } from "./lib/requests.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "http-without-timeout",
  group: "http",
  severity: "error",
  title: "A request without a timeout",
  why:
    "A system that takes the connection and does not answer holds the worker for ever: a few such jobs, and the channel " +
    "or all of Odoo stands still. Neither `requests` nor a session of it has a timeout of its own.",
  instead: "Write `timeout=(10, 60)`: seconds to connect, and to read.",
  check({ addon, report }) {
    for (const { python, node, inClass } of placedFunctions(addon)) {
      for (const { call, library, name, bySession } of remoteCallsIn(python, node, inClass)) {
        // httpx has five seconds by default; an adapter can give a session what it lacks.
        if (library === "httpx" || hasOpenArguments(call) || (bySession && mountsAdapter(python))) continue;
        if (argument(call, "timeout", library === "urllib" ? 2 : undefined) !== undefined) continue;
        report({ at: placeOf(python.path, call.func), message: `${name} waits without end` });
      }
    }
  },
});
