import type { PythonFile } from "../addon/types.ts";
import type { ClassDef, Expr, FunctionDef } from "../parse/python/ast.ts";
import { dotted, walkBody } from "../parse/python/walk.ts";
import { methodsOf, originOf, placedFunctions, placeOf, someExpr, valueOf } from "./lib/python.ts";
import { isSecretName } from "./lib/secrets.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "http-signature-compare",
  group: "http",
  severity: "error",
  title: "A signature or secret is compared with `==`",
  why:
    "`==` stops at the first character that differs, and the time tells how many were right: with enough requests a " +
    "stranger finds a valid signature, and can send orders of his own.",
  instead: "Write `hmac.compare_digest(expected, given)`, both as bytes or both as ASCII texts.",
  check({ addon, report }) {
    const known = new Map<ClassDef, readonly string[]>();
    for (const { python, node, inClass } of placedFunctions(addon)) {
      const signers = inClass === undefined ? [] : (known.get(inClass) ?? signersOf(python, inClass));
      if (inClass !== undefined) known.set(inClass, signers);
      for (const expr of walkBody(node.body, { skip: ["ClassDef", "FunctionDef"] })) {
        if (expr.kind !== "Compare" || (expr.op !== "==" && expr.op !== "!=")) continue;
        const sides = [expr.left, expr.right];
        if (sides.some(({ kind }) => kind === "Constant" || kind === "Str" || kind === "Num")) continue;
        const isSigned = sides.some((one) => isSignature(python, node, one, signers));
        const isSecret = sides.some(isStoredSecret) && sides.some((one) => isGiven(node, one));
        if (!isSigned && !isSecret) continue;
        const what = isSigned ? "a signature" : "a secret";
        report({
          at: placeOf(python.path, expr),
          message: `${what} is compared with \`${expr.op}\`, which takes longer the more of it is right`,
        });
      }
    }
  },
});

/** Whether an expression is a digest made with a key, itself or by a name that is given once. */
function isSignature(
  python: PythonFile,
  node: FunctionDef,
  expr: Expr,
  signers: readonly string[],
  depth = 0,
): boolean {
  if (depth > 4) return false;
  return someExpr(expr, (part) => {
    if (isHmac(python, part)) return true;
    if (part.kind === "Call" && signers.includes(dotted(part.func) ?? "")) return true;
    if (part.kind !== "Name") return false;
    const value = valueOf(node, part.id);
    // What is read from the request is not a digest because it is compared with one.
    return value?.kind === "Call" && isSignature(python, node, value, signers, depth + 1);
  });
}

/** The methods of a class that return a digest made with a key, as they are called. */
const signersOf = (python: PythonFile, inClass: ClassDef): readonly string[] =>
  [...methodsOf(inClass).values()]
    .filter(({ body }) =>
      body.some((stmt) => stmt.kind === "Return" && someExpr(stmt.value, (part) => isHmac(python, part))),
    )
    .map(({ name }) => `self.${name}`);

const isHmac = (python: PythonFile, part: Expr): boolean =>
  part.kind === "Call" && /^hmac\.(?:new|digest|HMAC)$/.test(originOf(python, part.func) ?? "");

/** A secret of a record: `backend.webhook_secret`. */
const isStoredSecret = (expr: Expr): boolean =>
  expr.kind === "Attribute" && isSecretName(expr.attr) && !(expr.value.kind === "Name" && expr.value.id === "self");

/** Whether a value comes with a request: from its headers, its parameters or the route's address. */
function isGiven(node: FunctionDef, expr: Expr): boolean {
  const value = expr.kind === "Name" ? (valueOf(node, expr.id) ?? expr) : expr;
  const isFromRequest = someExpr(
    value,
    (part) => part.kind === "Attribute" && ["headers", "httprequest", "params", "args"].includes(part.attr),
  );
  const isParameter = value.kind === "Name" && node.params.some(({ name }) => name === value.id);
  return isFromRequest || (isParameter && node.decorators.some((one) => someExpr(one, isRoute)));
}

const isRoute = (expr: Expr): boolean => expr.kind === "Attribute" && expr.attr === "route";
