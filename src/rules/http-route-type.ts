import { textsOf, walkStmts } from "../parse/python/walk.ts";
import { placeOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "http-route-type",
  group: "http",
  severity: "error",
  title: "A route of a type that this version of Odoo does not know",
  why: "Odoo finds no dispatcher for it, and answers each request with an error.",
  instead: 'Write `type="http"`; for JSON-RPC `type="json"` up to 18.0 and `type="jsonrpc"` from 19.0 on.',
  check({ addon, world, cap, report, unresolved }) {
    const known = new Set(cap.major >= 19 ? ["http", "json", "jsonrpc", "json2"] : ["http", "json"]);
    for (const { options, file } of addon.routes) {
      const value = options.get("type");
      if (value?.kind !== "Str" || known.has(value.value)) continue;
      const at = placeOf(file, value);
      const isOdoo = value.value === "jsonrpc";
      if (!isOdoo && dispatchers().has(value.value)) continue;
      if (!isOdoo && world.missing(addon).size > 0) {
        unresolved(at, `whether an addon handles routes of type ${value.value}`);
        continue;
      }
      report({
        at,
        message: `Odoo ${cap.series} knows no routes of type ${value.value}`,
        ...(isOdoo && {
          instead: 'Write `type="json"`: `jsonrpc` is new in 19.0.',
          fix: [{ file, from: value.inner, to: value.inner + "jsonrpc".length, text: "json" }],
        }),
      });
    }

    /** Types that dispatchers of the addons that were read handle. */
    function dispatchers(): ReadonlySet<string> {
      const found = new Set<string>();
      for (const { python } of world.addons)
        for (const { module } of python.values())
          for (const stmt of walkStmts(module.body, { skip: ["FunctionDef"] })) {
            if (stmt.kind !== "Assign") continue;
            if (stmt.targets.some((target) => target.kind === "Name" && target.id === "routing_type"))
              for (const text of textsOf(stmt.value)) found.add(text);
          }
      return found;
    }
  },
});
