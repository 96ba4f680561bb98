import { callsIn } from "../parse/python/walk.ts";
import { calledName, placeOf } from "./lib/python.ts";
import { changesIn, isCheck, nameOf, openRoutes } from "./lib/routes.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "http-writes-before-check",
  group: "http",
  severity: "error",
  title: "A public route writes before it has checked the signature",
  why:
    "Everybody can make it write: the table fills up with what strangers send, and jobs are queued for it. Refusing the " +
    "request afterwards does not always undo it.",
  instead: "Check the signature over the raw body first, then write.",
  check({ addon, report }) {
    for (const { route, python } of openRoutes(addon)) {
      const [first] = changesIn(route.method);
      if (first === undefined) continue;
      const checks = [...callsIn(route.method.body)].filter(isSignatureCheck);
      // Only where it is sure that nothing was checked before: all checks stand after the first write.
      if (checks.length === 0 || checks.some((call) => call.from < first.from)) continue;
      if ([...callsIn(route.method.body)].some((call) => call.to <= first.from && isCheck(call))) continue;
      report({
        at: placeOf(python.path, first),
        message: `the route ${nameOf(route)} writes here, before it checks who calls`,
      });
    }
  },
});

const isSignatureCheck = (call: Parameters<typeof isCheck>[0]): boolean =>
  /compare_digest|signature|hmac|verif/i.test(calledName(call) ?? "");
