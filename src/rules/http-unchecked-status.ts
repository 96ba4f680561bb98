import type { Call, Expr, FunctionDef } from "../parse/python/ast.ts";
import { partsOf, walkBody } from "../parse/python/walk.ts";
import { placedFunctions, placeOf, valueOf } from "./lib/python.ts";
import { mountsAdapter, remoteCallOf } from "./lib/requests.ts";
import { rule } from "./rule.ts";

const CONTENT = new Set(["json", "text", "content", "iter_lines", "iter_content"]);

export default rule({
  code: "http-unchecked-status",
  group: "http",
  severity: "warning",
  title: "An answer is read without a look at its status",
  why:
    "An answer of 401 or 500 is taken for data: an error text becomes a record, an empty list means that all was deleted, " +
    "and a failed write counts as done.",
  instead: "Call `response.raise_for_status()` before the answer is read.",
  check({ addon, report }) {
    for (const { python, node, inClass } of placedFunctions(addon)) {
      const isRequest = (expr: Expr | undefined): expr is Call => {
        const call = expr?.kind === "Call" ? remoteCallOf(python, node, inClass, expr) : undefined;
        // A hook or an adapter of a session can look at the status.
        return call !== undefined && call.library !== "urllib" && !(call.bySession && mountsAdapter(python));
      };
      for (const expr of walkBody(node.body, { skip: ["ClassDef", "FunctionDef"] })) {
        if (expr.kind !== "Attribute" || !CONTENT.has(expr.attr)) continue;
        const { value } = expr;
        const isDirect = isRequest(value);
        const isNamed = value.kind === "Name" && isRequest(valueOf(node, value.id)) && isOnlyRead(node, value.id);
        if (isDirect || isNamed)
          report({ at: placeOf(python.path, expr), message: "the answer is read, whatever its status is" });
      }
    }
  },
});

/** Whether nothing but the content of a response is used: not its status, and nobody else is given it. */
function isOnlyRead(node: FunctionDef, name: string): boolean {
  let uses = 0;
  let reads = 0;
  for (const expr of walkBody(node.body)) {
    if (expr.kind === "Name" && expr.id === name) uses += 1;
    const [value] = expr.kind === "Attribute" ? partsOf(expr) : [];
    if (expr.kind === "Attribute" && value?.kind === "Name" && value.id === name && CONTENT.has(expr.attr)) reads += 1;
  }
  // The one more is where it is given its value.
  return uses === reads + 1;
}
