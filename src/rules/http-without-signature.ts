import { placeOf } from "./lib/python.ts";
import { changesIn, isFalse, mentionsCheck, nameOf, openRoutes } from "./lib/routes.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "http-without-signature",
  group: "http",
  severity: "error",
  title: "A public route without CSRF protection writes, and verifies nothing",
  why: "Whoever knows the address can create orders and customers, or fill the queue with jobs.",
  instead:
    "Compute the HMAC of the raw body with the backend's webhook secret, compare it with `hmac.compare_digest`, and answer " +
    "401 where it differs.",
  check({ addon, report }) {
    for (const { route, python, nodes } of openRoutes(addon)) {
      if (!isFalse(route, "csrf") || nodes.some(mentionsCheck)) continue;
      if (!nodes.some((node) => changesIn(node).length > 0)) continue;
      report({
        at: placeOf(python.path, route.decorator),
        message: `the route ${nameOf(route)} is open to everybody, writes, and checks no signature`,
      });
    }
  },
});
