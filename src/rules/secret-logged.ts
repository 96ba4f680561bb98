import type { Call, Expr } from "../parse/python/ast.ts";
import { callsIn, dotted, exprsOf, textOf, walkExprs, walkStmts } from "../parse/python/walk.ts";
import { calledName, placedFunctions, placeOf, receiverOf, valueOf } from "./lib/python.ts";
import { isCertainSecret, isSecretName } from "./lib/secrets.ts";
import { rule } from "./rule.ts";

const LEVELS = new Set(["debug", "info", "warning", "warn", "error", "exception", "critical", "log"]);
const LOGGER = /(?:^|\.)_?(?:logger|log|_log|_logger|logging)$/i;

export default rule({
  code: "secret-logged",
  group: "secret",
  severity: "error",
  title: "A credential is written to the log",
  why: "Logs are kept, copied and read by people who must not have it: a credential that was logged has to be replaced.",
  instead: "Leave it out: log the backend's id, and of a request its method, path and status.",
  check({ addon, report }) {
    for (const { python, node } of placedFunctions(addon)) {
      for (const call of callsIn(node.body, { skip: ["FunctionDef", "ClassDef"] })) {
        if (!isLogging(call)) continue;
        for (const value of [...call.args, ...call.keywords.map((one) => one.value)]) {
          for (const shown of shownBy(value)) {
            const name = nameOf(shown);
            const isSecret = name !== undefined && isSecretNamed(shown, name);
            if (!isSecret && !isSigned(node, shown)) continue;
            report({
              at: placeOf(python.path, shown),
              message: isSecret ? `${name} is logged` : `headers with the Authorization are logged`,
            });
          }
        }
      }
    }

    /** Whether a name is that of headers which this function puts the credential into. */
    function isSigned(node: Parameters<typeof valueOf>[0], expr: Expr): boolean {
      if (expr.kind !== "Name") return false;
      const value = valueOf(node, expr.id);
      const inDict =
        value?.kind === "Dict" && value.items.some(({ key }) => /^(?:proxy-)?authorization$/i.test(textOf(key) ?? ""));
      return (
        inDict ||
        [...walkStmts(node.body)].some(
          (stmt) =>
            stmt.kind === "Assign" &&
            stmt.targets.some(
              (target) =>
                target.kind === "Subscript" &&
                dotted(target.value) === expr.id &&
                /^authorization$/i.test(textOf(target.index) ?? "") &&
                exprsOf(stmt).length > 0,
            ),
        )
      );
    }
  },
});

function isLogging(call: Call): boolean {
  const name = calledName(call) ?? "";
  return LEVELS.has(name) && LOGGER.test(dotted(receiverOf(call)) ?? "");
}

/** What a log line shows as it is: the value itself, and what is put into its text. */
function shownBy(value: Expr): readonly Expr[] {
  if (value.kind === "JoinedStr") return value.parts.flatMap(shownBy);
  if (value.kind === "BinOp") return [...shownBy(value.left), ...shownBy(value.right)];
  if (value.kind === "Tuple") return value.elts.flatMap(shownBy);
  if (value.kind === "Dict") return value.items.flatMap((item) => shownBy(item.value));
  if (value.kind === "Call" && value.func.kind === "Attribute" && value.func.attr === "format")
    return [...value.args, ...value.keywords.map((one) => one.value)].flatMap(shownBy);
  if (value.kind === "Call" && value.func.kind === "Name" && ["str", "repr"].includes(value.func.id))
    return value.args.flatMap((one) => [...walkExprs(one)].slice(0, 1));
  return [value];
}

const nameOf = (expr: Expr): string | undefined =>
  expr.kind === "Name"
    ? expr.id
    : expr.kind === "Attribute"
      ? expr.attr
      : expr.kind === "Subscript"
        ? textOf(expr.index)
        : undefined;

/** A bare `token` can be anything; that of a record is a credential. */
const isSecretNamed = (expr: Expr, name: string): boolean =>
  isCertainSecret(name) || (expr.kind === "Attribute" && isSecretName(name) && /backend|self/.test(dotted(expr) ?? ""));
