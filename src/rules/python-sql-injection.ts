import type { Expr, FunctionDef } from "../parse/python/ast.ts";
import { callsIn, dotted } from "../parse/python/walk.ts";
import { behind, calledName, placedFunctions, placeOf, receiverOf, valuesOf } from "./lib/python.ts";
import { rule } from "./rule.ts";

/** Where SQL takes a value, so that nothing but a value can be meant: `= `, `LIKE '%`, `VALUES (`. */
const BEFORE_VALUE = /(?:=|<|>|\bi?like|\bvalues\s*\(|\blimit|\boffset|\bin\s*\()\s*(?:['"]%?)?$/i;

/** Names of what is SQL itself: `IN ({query})`. */
const QUERY = /(?:^|_)(?:query|sql|select|subselect|clause)$/i;

/** Values that can't be SQL of somebody else: numbers, ids, and lists of placeholders. */
function isHarmless(node: FunctionDef, written: Expr): boolean {
  const expr = behind(node, written);
  if (expr.kind === "Num" || expr.kind === "Str" || expr.kind === "Constant") return true;
  if (expr.kind === "Name") {
    const given = node.params.some(({ name }) => name === expr.id) ? [] : valuesOf(node.body, expr.id);
    const isConstant = given.length > 0 && given.every((one) => one?.kind === "Str" || one?.kind === "Num");
    return isConstant || /^[A-Z][A-Z0-9_]*$/.test(expr.id);
  }
  if (expr.kind === "Attribute") return /^(?:_?ids?|_table|_uid|uid)$/.test(expr.attr);
  if (expr.kind === "Call")
    return /^(?:int|float|len|join|tuple|Identifier|SQL|Literal|Placeholder)$/.test(calledName(expr) ?? "");
  return false;
}

/** The expressions that a text is put together of, each with what stands before it; undefined for no such text. */
function partsOf(expr: Expr): readonly { readonly before: string; readonly part: Expr }[] {
  if (expr.kind === "JoinedStr") return expr.parts.map((part, place) => ({ before: expr.texts[place] ?? "", part }));
  if (expr.kind === "BinOp" && expr.op === "%" && expr.left.kind === "Str") {
    const given = expr.right.kind === "Tuple" ? expr.right.elts : [expr.right];
    if (expr.right.kind === "Dict") return [];
    const texts = expr.left.value.replaceAll("%%", "  ").split(/%[sdr]/);
    return given.map((part, place) => ({ before: texts[place] ?? "", part }));
  }
  if (expr.kind === "BinOp" && expr.op === "+") {
    const before = lastText(expr.left);
    const own = expr.right.kind === "Str" || before === undefined ? [] : [{ before, part: expr.right }];
    return [...partsOf(expr.left), ...own];
  }
  return [];
}

const lastText = (expr: Expr): string | undefined =>
  expr.kind === "Str"
    ? expr.value
    : expr.kind === "JoinedStr"
      ? expr.texts.at(-1)
      : expr.kind === "BinOp" && expr.op === "+"
        ? lastText(expr.right)
        : undefined;

export default rule({
  code: "python-sql-injection",
  group: "python",
  severity: "error",
  title: "A value that is written into the text of an SQL query",
  why: "Who controls the value, and that is the remote system as well, reads and writes the whole database; a quote in a name is enough for the query to fail.",
  instead: 'Write `%s` and give the values as the second argument: `cr.execute("… WHERE name = %s", (name,))`.',
  check({ addon, report }) {
    for (const { python, node } of placedFunctions(addon)) {
      for (const call of callsIn(node.body)) {
        if (calledName(call) !== "execute" || !/(?:^|[._])cr$/.test(dotted(receiverOf(call)) ?? "")) continue;
        const [first] = call.args;
        if (first === undefined) continue;
        for (const { before, part } of partsOf(behind(node, first))) {
          if (!BEFORE_VALUE.test(before) || isHarmless(node, part)) continue;
          if (/\bin\s*\(\s*$/i.test(before) && QUERY.test(dotted(part) ?? "")) continue;
          const text = addon.files.get(python.path)?.text?.slice(part.from, part.to) ?? "";
          report({ at: placeOf(python.path, part), message: `${text} becomes part of the query's text` });
        }
      }
    }
  },
});
