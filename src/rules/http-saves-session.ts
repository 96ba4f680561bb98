import { placeOf } from "./lib/python.ts";
import { httpMethods, isFalse, nameOf, openRoutes } from "./lib/routes.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "http-saves-session",
  group: "http",
  severity: "hint",
  title: "A webhook that takes part in sessions",
  why:
    "Each answer gives the sender a session cookie, and whatever touches the session on the way (a language, a visitor) " +
    "stores a session: thousands of deliveries a day are thousands of files.",
  instead: "Write `save_session=False` in the route.",
  check({ addon, report }) {
    for (const { route, python } of openRoutes(addon)) {
      if (!isFalse(route, "csrf") || route.options.has("save_session")) continue;
      const methods = httpMethods(route);
      if (methods?.length !== 1 || methods[0] !== "POST") continue;
      report({
        at: placeOf(python.path, route.decorator),
        message: `the route ${nameOf(route)} takes part in sessions`,
      });
    }
  },
});
