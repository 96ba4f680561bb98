/** What rules on mappers ask: what `direct`, `children` and methods with `@mapping` say. */
import type { World } from "../../addon/world.ts";
import type { AddonModel, ComponentClass, MethodDef, PythonFile } from "../../addon/types.ts";
import type { Call, Dict, Expr, FunctionDef, Sequence, Str } from "../../parse/python/ast.ts";
import { argument, dotted, textOf, walkBody, walkExprs, walkStmts } from "../../parse/python/walk.ts";
import { classesOf, componentsOf, isHidden, isKindOf, lineOf, nameOf } from "./components.ts";

/** A mapper of an addon, and the models whose records it reads or fills. */
export interface MapperFacts {
  readonly one: ComponentClass;
  readonly side: "import" | "export";
  /** Empty where the models can't be told. */
  readonly models: readonly string[];
  /** Whether values go through OCA's own code: no class on the way does it in another manner. */
  readonly isPlain: boolean;
  /** Whether they go through our runtime's code as it is. */
  readonly isOurs: boolean;
  /** Whether `children` are made as OCA's own code does it; the runtime leaves them to it. */
  readonly hasPlainChildren: boolean;
  /** Whether a class on the way may change what the mappings gave. */
  readonly isFinished: boolean;
  /** Its classes, ancestors and extensions included, as far as they were read. */
  readonly classes: readonly ComponentClass[];
}

/** OCA's own, whose ways are known. */
const OCA: ReadonlySet<string> = new Set([
  "base",
  "base.connector",
  "base.mapper",
  "base.import.mapper",
  "base.export.mapper",
]);
/** Those of our runtime: they take paths, and values as they are. */
const OURS: ReadonlySet<string> = new Set(["generic.mapper", "generic.import.mapper", "generic.export.mapper"]);

const mappers = new WeakMap<World, Map<AddonModel, readonly MapperFacts[]>>();

/** The mappers of an addon whose side is known. */
export function mappersOf(world: World, addon: AddonModel): readonly MapperFacts[] {
  const known = mappers.get(world) ?? new Map<AddonModel, readonly MapperFacts[]>();
  mappers.set(world, known);
  let found = known.get(addon);
  if (found === undefined) {
    found = findMappers(world, addon);
    known.set(addon, found);
  }
  return found;
}

function findMappers(world: World, addon: AddonModel): readonly MapperFacts[] {
  return componentsOf(addon).flatMap((one) => {
    const isImport = isKindOf(world, addon, one, "base.import.mapper");
    const isExport = isKindOf(world, addon, one, "base.export.mapper");
    if (isImport === isExport) return [];
    const resolved = world.resolve(addon, one);
    const isKnown = resolved.complete && !isHidden(world, one, "_apply_on");
    const models = isKnown ? (resolved.applyOn ?? []) : [];
    const classes = classesOf(world, one);
    const own = classes.filter((each) => !OCA.has(nameOf(each) ?? "") && !OURS.has(nameOf(each) ?? ""));
    const names = [...new Set([nameOf(one), ...one.inherit.map(({ text }) => text)])].filter(
      (name) => name !== undefined,
    );
    const line = new Set(names.flatMap((name) => lineOf(world, name)));
    const defines = (...methods: string[]) => own.some((each) => methods.some((name) => each.methods.has(name)));
    const isKnownLine =
      resolved.complete &&
      [...line].every((name) => OCA.has(name) || OURS.has(name) || (world.component(name)?.classes.length ?? 0) > 0);
    const isUnchanged = isKnownLine && !defines("_map_direct", "_apply", "_apply_with_options", "map_record");
    const standsOnOurs = [...line].some((name) => OURS.has(name));
    const isPlain = isUnchanged && !standsOnOurs;
    const isOurs = isUnchanged && standsOnOurs;
    const hasPlainChildren = isUnchanged && !defines("_map_child", "_map_children", "_get_map_child_component");
    const isFinished =
      !resolved.complete || defines("finalize", "_apply", "_apply_with_options", "map_record", "_map_direct");
    return [
      {
        one,
        side: isImport ? ("import" as const) : ("export" as const),
        models,
        isPlain,
        isOurs,
        hasPlainChildren,
        isFinished,
        classes,
      },
    ];
  });
}

/** One pair of `direct`. */
export interface Direct {
  readonly pair: Expr;
  readonly source: Expr;
  readonly target: Expr;
}

/** The pairs of a class's own `direct`, also of lists that are added to another. */
export const directOf = (one: ComponentClass): readonly Direct[] =>
  tuplesOf(one, "direct").flatMap((pair) => {
    const [source, target, ...more] = pair.elts;
    return source === undefined || target === undefined || more.length > 0 ? [] : [{ pair, source, target }];
  });

/** One entry of `children`: where the items are, the field that they go to, and the model whose mapper they take. */
export interface Child {
  readonly source: Expr;
  readonly target: Expr;
  readonly model: Expr;
}

/** The entries of a class's own `children`. */
export const childrenOf = (one: ComponentClass): readonly Child[] =>
  tuplesOf(one, "children").flatMap(({ elts: [source, target, model] }) =>
    source === undefined || target === undefined || model === undefined ? [] : [{ source, target, model }],
  );

function tuplesOf(one: ComponentClass, attribute: string): readonly Sequence[] {
  const value = one.attributes.get(attribute)?.value;
  const lists: Expr[] = value === undefined ? [] : [value];
  for (let here = lists[0]; here?.kind === "BinOp"; here = here.left) {
    lists.shift();
    lists.unshift(here.left, here.right);
  }
  return lists.flatMap((list) =>
    list.kind !== "List" && list.kind !== "Tuple"
      ? []
      : list.elts.filter((pair): pair is Sequence => pair.kind === "Tuple" || pair.kind === "List"),
  );
}

/** Whether a class's `direct` (or `children`) holds more than what stands there in words. */
export const isOpen = (one: ComponentClass, attribute: "direct" | "children"): boolean => {
  const value = one.attributes.get(attribute)?.value;
  return value !== undefined && value.kind !== "List" && value.kind !== "Tuple";
};

/** A method with `@mapping`. */
export interface Mapping {
  readonly method: MethodDef;
  /** Fields of `@changed_by`. */
  readonly changedBy: readonly Str[];
  readonly hasChangedBy: boolean;
  readonly isOnlyCreate: boolean;
}

/** The methods of a class with `@mapping`. */
export function mappingsOf(one: ComponentClass): readonly Mapping[] {
  return [...one.methods.values()].flatMap((method) => {
    const names = method.node.decorators.map((each) => lastWord(each.kind === "Call" ? each.func : each));
    if (!names.includes("mapping")) return [];
    const calls = method.node.decorators.filter(
      (each): each is Call => each.kind === "Call" && lastWord(each.func) === "changed_by",
    );
    return [
      {
        method,
        changedBy: calls.flatMap((call) => call.args.filter((each): each is Str => each.kind === "Str")),
        hasChangedBy: calls.some((call) => call.args.length > 0),
        isOnlyCreate: names.includes("only_create"),
      },
    ];
  });
}

const lastWord = (expr: Expr): string | undefined => dotted(expr)?.replace(/^.*\./, "");

/** What a mapping's methods give: keys that stand there as words. */
export interface Returned {
  readonly keys: readonly Str[];
  /** False where more than these may come. */
  readonly isComplete: boolean;
}

/** The keys of the dictionaries that a function returns, as far as they can be read. */
export function returnedKeys(node: FunctionDef): Returned {
  const keys: Str[] = [];
  let isComplete = true;
  const variables = new Set<string>();
  const take = (value: Expr | undefined): void => {
    if (value === undefined || value.kind === "Constant") return;
    if (value.kind === "Dict") {
      isComplete &&= takeDict(value, keys);
    } else if (value.kind === "IfExp") {
      take(value.body);
      take(value.orelse);
    } else if (value.kind === "BoolOp") {
      take(value.left);
      take(value.right);
    } else if (value.kind === "Name") {
      variables.add(value.id);
    } else if (
      value.kind !== "Call" ||
      dotted(value.func) !== "dict" ||
      value.args.length + value.keywords.length > 0
    ) {
      isComplete = false;
    }
  };
  const stmts = [...walkStmts(node.body, { skip: ["ClassDef", "FunctionDef"] })];
  for (const stmt of stmts) if (stmt.kind === "Return") take(stmt.value);
  if (variables.size === 0) return { keys, isComplete };

  const isVariable = (expr: Expr | undefined): boolean => expr?.kind === "Name" && variables.has(expr.id);
  const seen = new Set<string>();
  const known = new Set<Expr>();
  for (const stmt of stmts) {
    if (stmt.kind === "Return" && stmt.value !== undefined && isVariable(stmt.value)) known.add(stmt.value);
    if (stmt.kind === "Assign") {
      for (const target of stmt.targets) {
        if (target.kind === "Name" && variables.has(target.id)) {
          seen.add(target.id);
          known.add(target);
          if (stmt.op === undefined && stmt.value?.kind !== "Name") take(stmt.value);
          else isComplete = false;
        } else if (target.kind === "Subscript" && isVariable(target.value)) {
          known.add(target.value);
          if (target.index.kind === "Str") keys.push(target.index);
          else isComplete = false;
        }
      }
    }
  }
  for (const expr of walkBody(node.body)) {
    if (expr.kind === "Call" && expr.func.kind === "Attribute" && isVariable(expr.func.value)) {
      known.add(expr.func.value);
      const [first] = expr.args;
      if (expr.func.attr === "update" && first?.kind === "Dict" && expr.args.length === 1 && expr.keywords.length === 0)
        isComplete &&= takeDict(first, keys);
      else if (expr.func.attr === "setdefault" && first?.kind === "Str") keys.push(first);
      else if (!["get", "items", "keys", "values", "pop", "copy"].includes(expr.func.attr)) isComplete = false;
    } else if (expr.kind === "Subscript" && isVariable(expr.value)) {
      known.add(expr.value);
    } else if (expr.kind === "Name" && variables.has(expr.id) && !known.has(expr)) {
      // Given to something that may change it.
      isComplete = false;
    }
  }
  return { keys, isComplete: isComplete && [...variables].every((name) => seen.has(name)) };
}

/** @returns whether all keys are words */
function takeDict(dict: Dict, keys: Str[]): boolean {
  let isComplete = true;
  for (const { key } of dict.items) {
    if (key?.kind === "Str") keys.push(key);
    else isComplete = false;
  }
  return isComplete;
}

/** The name of OCA's modifier (`convert`, `m2o_to_external` …) or of our runtime's that a call makes. */
export function modifierOf(
  python: PythonFile | undefined,
  source: Expr,
): { readonly name: string; readonly from: "oca" | "ours"; readonly call: Call } | undefined {
  if (source.kind !== "Call") return undefined;
  const called = dotted(source.func);
  if (called === undefined || python === undefined) return undefined;
  const [first = "", ...rest] = called.split(".");
  const full = [python.imports.get(first), ...rest].join(".");
  const name = full.replace(/^.*\./, "");
  if (/^odoo\.addons\.connector\.(?:components|unit)\.mapper\./.test(full)) return { name, from: "oca", call: source };
  if (full.startsWith("odoo.addons.generic_connector.components.mapper.")) return { name, from: "ours", call: source };
  return undefined;
}

/** The first argument of a modifier: `field` in OCA's, a path in ours. */
export const fieldOf = (call: Call): Expr | undefined => argument(call, "field", 0);

/** All words of some classes: what is named there, in whatever way. */
export function wordsOf(classes: readonly ComponentClass[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const one of classes) {
    for (const expr of walkBody(one.node.body)) {
      const text = textOf(expr);
      if (text !== undefined) found.add(text);
      if (expr.kind === "Call") for (const each of expr.keywords) if (each.arg !== undefined) found.add(each.arg);
      if (expr.kind === "Attribute") found.add(expr.attr);
    }
  }
  return found;
}

/** The keys of all dictionaries of some classes, and those that are set one by one: `values["name"] = …`. */
export function keysWritten(classes: readonly ComponentClass[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const one of classes) {
    for (const expr of walkBody(one.node.body))
      if (expr.kind === "Dict") for (const { key } of expr.items) if (key?.kind === "Str") found.add(key.value);
    for (const stmt of walkStmts(one.node.body)) {
      if (stmt.kind !== "Assign") continue;
      for (const target of stmt.targets) {
        if (target.kind === "Subscript" && target.index.kind === "Str") found.add(target.index.value);
        if (target.kind === "Attribute") found.add(target.attr);
      }
    }
  }
  return found;
}

/** Whether a text or a name stands anywhere in an expression. */
export function mentions(expr: Expr | undefined, word: string): boolean {
  for (const one of walkExprs(expr)) {
    if (textOf(one) === word || (one.kind === "Attribute" && one.attr === word)) return true;
  }
  return false;
}

/** The first of some models that has not got a field, and what is unknown of the others. */
export function lacking(
  world: World,
  addon: AddonModel,
  models: readonly string[],
  field: string,
): { readonly model: string; readonly answer: "no" | "unknown" } | undefined {
  let unknown: string | undefined;
  for (const model of models) {
    const answer = world.hasField(addon, model, field);
    if (answer === "no" && world.hasModel(addon, model) === "yes") return { model, answer };
    if (answer !== "yes") unknown ??= model;
  }
  return unknown === undefined ? undefined : { model: unknown, answer: "unknown" };
}
