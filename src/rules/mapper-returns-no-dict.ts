import type { Expr, FunctionDef, Stmt } from "../parse/python/ast.ts";
import { dotted, walkStmts } from "../parse/python/walk.ts";
import { at } from "./lib/components.ts";
import { type MapperFacts, mappersOf, mappingsOf } from "./lib/mappers.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "mapper-returns-no-dict",
  group: "mapper",
  severity: "error",
  title: "A method with `@mapping` that gives no dictionary",
  why: "The mapper raises a ValueError for anything but a dictionary; a method that returns nothing maps nothing, and nobody is told.",
  instead: 'Return the fields with their values: `return {"name": record["title"]}`.',
  check({ addon, world, report }) {
    for (const { one, side, models } of mappersOf(world, addon)) {
      for (const { method } of mappingsOf(one)) {
        const returns = returnsOf(method.node);
        for (const { value } of returns) {
          const what = value === undefined ? undefined : (kindOf(value) ?? fieldRead(value, side, models));
          if (value !== undefined && what !== undefined)
            report({
              at: at(one.file, value),
              message: `${method.name} returns ${what} instead of a dictionary`,
            });
        }
        const forgotten = returns.length > 0 ? undefined : dictIn(method.node);
        if (forgotten !== undefined)
          report({
            at: at(one.file, forgotten),
            message: `${method.name} makes a dictionary and does not return it`,
            instead: "Return the dictionary.",
          });
      }
    }

    /** A plain field of the exported record is never a dictionary. */
    function fieldRead(value: Expr, side: MapperFacts["side"], models: readonly string[]): string | undefined {
      if (side !== "export" || value.kind !== "Attribute" || dotted(value.value) !== "record") return undefined;
      const isPlain = (model: string): boolean => {
        const type = world.field(addon, model, value.attr)?.type;
        return type !== undefined && /^(?:char|text|html|integer|float|monetary|boolean|date|datetime)$/.test(type);
      };
      return models.length > 0 && models.every(isPlain) ? `the value of ${value.attr}` : undefined;
    }
  },
});

const returnsOf = (node: FunctionDef) =>
  [...walkStmts(node.body, { skip: ["ClassDef", "FunctionDef"] })].flatMap((stmt) =>
    stmt.kind === "Return" ? [stmt] : [],
  );

/** Methods that only texts have, and that give one. */
const TEXT_METHODS = new Set("strip lstrip rstrip lower upper capitalize title casefold".split(" "));

/** What a value is that is surely no dictionary, and not empty. */
function kindOf(value: Expr): string | undefined {
  switch (value.kind) {
    case "Str":
      return value.value === "" ? undefined : "a text";
    case "JoinedStr":
      return "a text";
    case "Num":
      return Number(value.text) === 0 ? undefined : "a number";
    case "List":
    case "Tuple":
    case "Set":
      return value.elts.length === 0 ? undefined : `a ${value.kind.toLowerCase()}`;
    case "ListComp":
    case "SetComp":
      return `a ${value.kind === "ListComp" ? "list" : "set"}`;
    case "Compare":
      return "a truth value";
    case "Constant":
      return value.value === true ? "a truth value" : undefined;
    case "Call": {
      if (value.func.kind === "Attribute" && TEXT_METHODS.has(value.func.attr)) return "a text";
      const called = dotted(value.func) ?? "";
      const types: Readonly<Record<string, string>> = {
        ...{ str: "a text", int: "a number", float: "a number", bool: "a truth value" },
        ...{ list: "a list", sorted: "a list", tuple: "a tuple", set: "a set" },
      };
      return Object.hasOwn(types, called) ? types[called] : undefined;
    }
    default:
      return undefined;
  }
}

/** A dictionary of a method that returns nothing, which was surely meant to be returned. */
function dictIn(node: FunctionDef): Expr | undefined {
  const stmts: readonly Stmt[] = [...walkStmts(node.body, { skip: ["ClassDef", "FunctionDef"] })];
  if (stmts.some((stmt) => stmt.kind === "Raise")) return undefined;
  for (const stmt of stmts) {
    const value = stmt.kind === "ExprStmt" || stmt.kind === "Assign" ? stmt.value : undefined;
    if (value?.kind !== "Dict" || value.items.length === 0) continue;
    if (stmt.kind === "ExprStmt" || (stmt.kind === "Assign" && stmt.targets.every(({ kind }) => kind === "Name")))
      return value;
  }
  return undefined;
}
