import { placedFunctions, placeOf } from "./lib/python.ts";
import { beginningOf, remoteCallsIn } from "./lib/requests.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "http-hardcoded-url",
  group: "http",
  severity: "warning",
  title: "The address of the remote system stands in the code",
  why:
    "A copy of the database for tests talks to the production system, and a second account or a sandbox can't be had " +
    "without a change of the code.",
  instead: "Keep the base address in a field of the backend, and put the paths behind it.",
  needs: "connector",
  check({ addon, report }) {
    for (const { python, node, inClass } of placedFunctions(addon)) {
      for (const { url } of remoteCallsIn(python, node, inClass)) {
        const host = /^https?:\/\/[^/%{}]+/.exec(beginningOf(python, node, url) ?? "")?.[0];
        if (url === undefined || host === undefined) continue;
        report({ at: placeOf(python.path, url), message: `requests go to ${host} in every database` });
      }
    }
  },
});
