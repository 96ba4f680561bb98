import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "http-route-json",
  group: "http",
  severity: "warning",
  title: 'A route of the deprecated `type="json"`',
  why: "From 19.0 on it is an alias of `jsonrpc` that warns at each start; the next version will not know it.",
  instead: 'Write `type="jsonrpc"`.',
  versions: { from: "19.0" },
  check({ addon, report }) {
    for (const { options, file, paths, method } of addon.routes) {
      const value = options.get("type");
      if (value?.kind !== "Str" || value.value !== "json") continue;
      report({
        at: placeOf(file, value),
        message: `the route ${paths[0]?.text ?? method.name} is of type json, which is called jsonrpc now`,
        fix: [{ file, from: value.inner, to: value.inner + "json".length, text: "jsonrpc" }],
      });
    }
  },
});
