import { placeOf } from "./lib/python.ts";
import { httpMethods, openRoutes, optionText } from "./lib/routes.ts";
import { rule } from "./rule.ts";

const HOOK = /(?:^|[/_-])(?:web)?hooks?(?:[/_-]|$)|(?:^|[/_-])ipn(?:[/_-]|$)/;

export default rule({
  code: "http-csrf-blocks",
  group: "http",
  severity: "error",
  title: "A webhook that Odoo's CSRF protection refuses",
  why: "A POST without Odoo's CSRF token is answered with 400 before the method runs: no delivery ever arrives.",
  instead: "Write `csrf=False`, and verify the signature of the sender.",
  check({ addon, report }) {
    for (const { route, python } of openRoutes(addon)) {
      if (route.options.has("csrf") || (optionText(route, "type") ?? "http") !== "http") continue;
      if (route.options.has("type") && optionText(route, "type") === undefined) continue;
      const methods = httpMethods(route);
      if (methods?.length !== 1 || methods[0] !== "POST") continue;
      const path = route.paths.find(({ text }) => HOOK.test(text));
      if (path === undefined) continue;
      report({
        at: placeOf(python.path, route.decorator),
        message: `the webhook ${path.text} takes POST of type http, and CSRF protection is on`,
      });
    }
  },
});
