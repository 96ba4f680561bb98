import { callsIn } from "../parse/python/walk.ts";
import { placeOf, sourcesOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "python-print",
  group: "python",
  severity: "warning",
  title: "`print` in code that Odoo runs",
  why: "What is printed has no time, no database and no level, does not reach the log file, and may show credentials to whoever reads the console.",
  instead: "Write `_logger = logging.getLogger(__name__)` at the top of the file, and `_logger.info(…)`.",
  check({ addon, report }) {
    for (const { path, module } of sourcesOf(addon)) {
      for (const call of callsIn(module.body)) {
        if (call.func.kind === "Name" && call.func.id === "print")
          report({ at: placeOf(path, call), message: "this goes to the console, not to the log" });
      }
    }
  },
});
