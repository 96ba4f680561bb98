import { placeOf } from "./lib/python.ts";
import { changesIn, isFalse, nameOf, openRoutes, optionText } from "./lib/routes.ts";
import { rule } from "./rule.ts";

/** Where the browser of a person comes back to: that is GET. */
const RETURN = /oauth|redirect|callback|return/i;

export default rule({
  code: "http-any-method",
  group: "http",
  severity: "warning",
  title: "A public route that writes answers every HTTP method",
  why: "A link, a crawler or a prefetch calls it by GET, and it writes.",
  instead: 'Write `methods=["POST"]`.',
  check({ addon, report }) {
    for (const { route, python, nodes } of openRoutes(addon)) {
      if (!isFalse(route, "csrf") || route.options.has("methods")) continue;
      // JSON-RPC is POST in any case.
      if (route.options.has("type") && optionText(route, "type") !== "http") continue;
      if (route.paths.some(({ text }) => RETURN.test(text))) continue;
      if (!nodes.some((node) => changesIn(node).length > 0)) continue;
      report({
        at: placeOf(python.path, route.decorator),
        message: `the route ${nameOf(route)} writes, and answers GET as well`,
      });
    }
  },
});
