import { placeOf } from "./lib/python.ts";
import { httpMethods, isFalse, openRoutes } from "./lib/routes.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "http-saves-session",
  group: "http",
  severity: "hint",
  title: "A webhook whose requests each leave a session",
  why: "Odoo stores a session for every request without a cookie: thousands of deliveries a day are thousands of files.",
  instead: "Write `save_session=False`.",
  check({ addon, report }) {
    for (const { route, python } of openRoutes(addon)) {
      if (!isFalse(route, "csrf") || route.options.has("save_session")) continue;
      const methods = httpMethods(route);
      if (methods?.length !== 1 || methods[0] !== "POST") continue;
      report({
        at: placeOf(python.path, route.decorator),
        message: `each request to ${route.paths[0]?.text ?? ""} leaves a session`,
      });
    }
  },
});
