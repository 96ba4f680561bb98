import { conditionsOf } from "./lib/domains.ts";
import { checkPath } from "./lib/fields.ts";
import { decidingIn, modifiersOf, shownIn } from "./lib/views.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "view-expression",
  group: "view",
  severity: "error",
  title: "A condition in a view that is no expression of Python's, or asks for a field that its model does not have",
  why: "Installing or updating the addon stops at the view.",
  instead: "Write an expression over fields of the view's model: `state == 'done' and not active`.",
  check(context) {
    for (const shown of shownIn(context)) {
      const { model, isSure } = shown;
      if (context.cap.attrsExpressions) {
        for (const { name, text, place, expr } of modifiersOf(context, shown)) {
          const isDomain = expr.kind === "List" && [...conditionsOf(expr)].length > 0;
          const wrong = isDomain ? "a domain is a list, and a list is true" : wrongIn(text);
          if (wrong !== undefined)
            context.report({
              at: place(expr),
              message: `${name} is no condition: ${wrong}`,
              instead: "Write an expression of Python's, with and, or, not, == and !=.",
            });
        }
      }
      if (model === undefined || !isSure) continue;
      for (const { name, at } of decidingIn(context, shown)) {
        if (name === "id") continue;
        checkPath(context, model, name, at);
      }
    }
  },
});

/** What of JavaScript's, or of a domain, is taken for Python's again and again. */
function wrongIn(text: string): string | undefined {
  // Texts in it may hold anything.
  const bare = text.replaceAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g, "''");
  if (/['"]/.test(bare.replaceAll("''", ""))) return "a text in it does not end";
  for (const [open, close] of ["()", "[]", "{}"]) {
    if (countOf(bare, open) !== countOf(bare, close)) return `its ${open ?? ""} and ${close ?? ""} don't match`;
  }
  const found =
    /&&|\|\||===|!==|![^=]/.exec(bare)?.[0] ?? (bare.includes("(") ? undefined : /(?<![=!<>])=(?!=)/.exec(bare)?.[0]);
  return found === undefined ? undefined : `it has ${found.trim()}`;
}

const countOf = (text: string, sign = ""): number => text.split(sign).length - 1;
