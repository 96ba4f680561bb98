/**
 * Follows recordsets through functions as far as their model is plain to see (`self`, `self.env["sale.order"]`,
 * relations, loops), and tells what is asked of them. Where it is not plain, it says nothing.
 */
import type { AddonModel, PythonFile } from "../../addon/types.ts";
import type { World } from "../../addon/world.ts";
import type { Attribute, Call, Expr, FunctionDef, Lambda, Module, Stmt, Str } from "../../parse/python/ast.ts";
import { argument, blocksOf, dotted, exprsOf, partsOf, textOf, walkBody, walkStmts } from "../../parse/python/walk.ts";
import type { Span } from "../../parse/text.ts";
import type { RuleContext } from "../rule.ts";
import { follow } from "./fields.ts";
import { DEPRECATED, METHODS } from "./lifetimes.ts";

/** What a rule wants to hear of. */
export interface Listener {
  /** `env["x"]`. */
  readonly model?: (name: Str) => void;
  /** Values that records of a model are made or changed with. */
  readonly values?: (model: string, values: Expr) => void;
  readonly domain?: (model: string, domain: Expr) => void;
  /** A path of fields, written as a text: `mapped("a.b")`, `record["a"]`, `order="a desc"`. */
  readonly path?: (model: string, path: string, at: Str) => void;
  /** `record.name`, of the names that came or went with a version. */
  readonly attribute?: (model: string, attribute: Attribute) => void;
  /** `record.name`, of any name. */
  readonly used?: (model: string, attribute: Attribute) => void;
  readonly call?: (model: string, method: string, call: Call) => void;
}

/** Methods of records that give records of the same model. */
const SAME = new Set(
  (
    "sudo with_context with_company with_user with_env with_prefetch browse search search_fetch create copy new exists " +
    "filtered filtered_domain sorted concat union with_delay delayable"
  ).split(" "),
);
/** Methods with a domain, and where it stands. */
const SEARCHES: ReadonlySet<string> = new Set(
  "search search_count search_read search_fetch filtered_domain _read_group read_group formatted_read_group".split(" "),
);
const WRITES: ReadonlySet<string> = new Set("create write new update copy".split(" "));
const PATHS: ReadonlySet<string> = new Set("mapped filtered sorted grouped".split(" "));

/** Attributes that a rule may ask for. */
const WATCHED: ReadonlySet<string> = new Set([...Object.keys(METHODS), ...Object.keys(DEPRECATED)]);

interface Scope {
  /** Models by the name of the variable that holds records of them. */
  readonly types: Map<string, string>;
  /** Dictionaries and domains by the name of the variable that holds them as they were written. */
  readonly literals: Map<string, Expr>;
}

const scopeOf = (model: string | undefined): Scope => ({
  types: new Map(model === undefined ? [] : [["self", model]]),
  literals: new Map(),
});

const inner = ({ types, literals }: Scope, without: readonly string[]): Scope => {
  const scope = { types: new Map(types), literals: new Map(literals) };
  for (const name of without) {
    scope.types.delete(name);
    scope.literals.delete(name);
  }
  return scope;
};

/** Models and fields that a file asks for before it uses them: `"stock.move" in self.env`, `env.get("x")`. */
export function guardedNames(file: PythonFile): ReadonlySet<string> {
  const guarded = new Set<string>();
  for (const expr of walkBody(file.module.body)) {
    if (expr.kind === "Compare" && ["in", "not in"].includes(expr.op)) {
      const name = textOf(expr.left);
      if (name !== undefined) guarded.add(name);
    } else if (expr.kind === "Call" && expr.func.kind === "Attribute" && expr.func.attr === "get") {
      const name = textOf(expr.args[0]);
      if (name !== undefined) guarded.add(name);
    }
  }
  return guarded;
}

const tried = new WeakMap<Module, readonly Span[]>();

/** Whether a place lies in a `try` that goes on after what goes wrong there. */
export function isTried({ module }: PythonFile, { from }: Span): boolean {
  let spans = tried.get(module);
  if (spans === undefined) {
    spans = [...walkStmts(module.body)].flatMap((stmt) => {
      if (stmt.kind !== "Try" || stmt.handlers.length === 0) return [];
      const [first] = stmt.body;
      const last = stmt.body.at(-1);
      return first === undefined || last === undefined ? [] : [{ from: first.from, to: last.to }];
    });
    tried.set(module, spans);
  }
  return spans.some((span) => span.from <= from && from < span.to);
}

/** Whether an expression is an environment, as far as its name says it. */
export function isEnvironment(expr: Expr): boolean {
  const name = dotted(expr);
  if (name !== undefined) return name === "env" || name.endsWith(".env");
  // `self.with_user(u).env`, `self.env(user=u)`
  if (expr.kind === "Attribute") return expr.attr === "env";
  return expr.kind === "Call" && isEnvironment(expr.func);
}

type Event = (listener: Listener) => void;

const known = new WeakMap<AddonModel, { readonly world: World; readonly events: Map<PythonFile, readonly Event[]> }>();

/** Tells a rule what all functions of a file ask of records. */
export function followRecords(context: RuleContext, file: PythonFile, listener: Listener): void {
  const { addon, world } = context;
  let kept = known.get(addon);
  if (kept?.world !== world) {
    kept = { world, events: new Map() };
    known.set(addon, kept);
  }
  let events = kept.events.get(file);
  if (events === undefined) {
    events = eventsIn(context, file);
    kept.events.set(file, events);
  }
  for (const event of events) event(listener);
}

function eventsIn(context: RuleContext, file: PythonFile): readonly Event[] {
  const events: Event[] = [];
  const models = new Map(
    context.addon.models.filter((one) => one.file === file.path).map((one) => [one.node, one.model]),
  );
  const walker = new Follower(context, (event) => void events.push(event));
  const definitions = (body: readonly Stmt[], model: string | undefined): void => {
    for (const stmt of body) {
      if (stmt.kind === "ClassDef") definitions(stmt.body, models.get(stmt));
      else if (stmt.kind === "FunctionDef") walker.method(stmt, model);
      else if (stmt.kind === "Assign") {
        // Lambdas in the definition of a field.
        if (stmt.value !== undefined) walker.visit(stmt.value, inner(scopeOf(model), ["self"]));
      } else for (const block of blocksOf(stmt)) definitions(block, model);
    }
  };
  definitions(file.module.body, undefined);
  return events;
}

class Follower {
  private readonly context: RuleContext;
  private readonly tell: (event: Event) => void;

  constructor(context: RuleContext, tell: (event: Event) => void) {
    this.context = context;
    this.tell = tell;
  }

  method(node: FunctionDef, model: string | undefined): void {
    const isMethod =
      node.params[0]?.name === "self" &&
      !node.decorators.some((one) => ["staticmethod", "classmethod"].includes(dotted(one) ?? ""));
    this.run(node.body, scopeOf(isMethod ? model : undefined));
  }

  private run(body: readonly Stmt[], scope: Scope): void {
    for (const stmt of body) this.statement(stmt, scope);
  }

  private statement(stmt: Stmt, scope: Scope): void {
    switch (stmt.kind) {
      case "Assign": {
        const { value } = stmt;
        if (value !== undefined) this.visit(value, scope);
        for (const target of stmt.targets) {
          if (target.kind !== "Name") this.visit(target, scope);
          const isPlain = stmt.op === undefined && value !== undefined;
          this.bind(target, isPlain ? this.typeOf(value, scope) : undefined, scope);
          if (target.kind !== "Name") continue;
          if (isPlain && (value.kind === "Dict" || value.kind === "List")) scope.literals.set(target.id, value);
          else scope.literals.delete(target.id);
        }
        break;
      }
      case "FunctionDef":
        this.run(
          stmt.body,
          inner(
            scope,
            stmt.params.map((one) => one.name),
          ),
        );
        break;
      case "ClassDef":
        break;
      case "For":
        this.visit(stmt.iter, scope);
        this.bind(stmt.target, this.typeOf(stmt.iter, scope), scope);
        this.block(stmt.body, scope);
        this.block(stmt.orelse, scope);
        break;
      case "With":
        for (const { context, as } of stmt.items) {
          this.visit(context, scope);
          if (as !== undefined) this.bind(as, undefined, scope);
        }
        this.run(stmt.body, scope);
        break;
      case "If":
      case "While":
      case "Try":
        for (const expr of exprsOf(stmt)) this.visit(expr, scope);
        for (const block of blocksOf(stmt)) this.block(block, scope);
        break;
      default:
        for (const expr of exprsOf(stmt)) this.visit(expr, scope);
        for (const block of blocksOf(stmt)) this.block(block, scope);
        break;
    }
  }

  /** A block that may run or not: what it gives other types to is not known behind it. */
  private block(body: readonly Stmt[], scope: Scope): void {
    const own = inner(scope, []);
    this.run(body, own);
    for (const name of [...scope.types.keys()])
      if (own.types.get(name) !== scope.types.get(name)) scope.types.delete(name);
    for (const name of [...scope.literals.keys()])
      if (own.literals.get(name) !== scope.literals.get(name)) scope.literals.delete(name);
  }

  private bind(target: Expr, type: string | undefined, { types, literals }: Scope): void {
    if (target.kind === "Name") {
      if (type === undefined) types.delete(target.id);
      else types.set(target.id, type);
      literals.delete(target.id);
    } else if (target.kind === "Tuple" || target.kind === "List") {
      for (const item of target.elts) this.bind(item, undefined, { types, literals });
    } else if (target.kind === "Starred" && target.value !== undefined)
      this.bind(target.value, undefined, { types, literals });
  }

  /** The model of a recordset, where it is plain. */
  private typeOf(expr: Expr, scope: Scope): string | undefined {
    const { addon, world } = this.context;
    switch (expr.kind) {
      case "Name":
        return scope.types.get(expr.id);
      case "Attribute": {
        if (isEnvironment(expr.value)) {
          if (expr.attr === "user") return "res.users";
          return expr.attr === "company" || expr.attr === "companies" ? "res.company" : undefined;
        }
        const of = this.typeOf(expr.value, scope);
        return of === undefined ? undefined : world.field(addon, of, expr.attr)?.comodel;
      }
      case "Subscript": {
        const name = textOf(expr.index);
        if (name !== undefined && isEnvironment(expr.value))
          return world.hasModel(addon, name) === "yes" ? name : undefined;
        const of = this.typeOf(expr.value, scope);
        if (of === undefined) return undefined;
        if (name !== undefined) return world.field(addon, of, name)?.comodel;
        return expr.index.kind === "Num" || expr.index.kind === "Slice" ? of : undefined;
      }
      case "Call": {
        if (expr.func.kind !== "Attribute") return undefined;
        const of = this.typeOf(expr.func.value, scope);
        if (of === undefined) return undefined;
        const { attr } = expr.func;
        // A model may say otherwise what its `search` or `copy` gives.
        if (SAME.has(attr)) return argument(expr, "count") === undefined ? of : undefined;
        const path = attr === "mapped" ? textOf(expr.args[0]) : undefined;
        const end = path === undefined ? "unknown" : follow(this.context, of, path);
        return end !== "unknown" && "field" in end ? end.field.comodel : undefined;
      }
      case "BinOp":
      case "BoolOp": {
        if (!["|", "&", "-", "+", "or"].includes(expr.op)) return undefined;
        const left = this.typeOf(expr.left, scope);
        return left === this.typeOf(expr.right, scope) ? left : undefined;
      }
      case "IfExp": {
        const body = this.typeOf(expr.body, scope);
        return body === this.typeOf(expr.orelse, scope) ? body : undefined;
      }
      default:
        return undefined;
    }
  }

  /** What an expression asks of records. */
  visit(expr: Expr, scope: Scope): void {
    switch (expr.kind) {
      case "Attribute": {
        const model = this.typeOf(expr.value, scope);
        if (model === undefined) break;
        if (WATCHED.has(expr.attr)) this.tell((one) => one.attribute?.(model, expr));
        this.tell((one) => one.used?.(model, expr));
        break;
      }
      case "Subscript":
        this.index(expr.value, expr.index, scope);
        break;
      case "Call":
        this.call(expr, scope);
        return;
      case "Lambda":
        this.lambda(expr, undefined, scope);
        return;
      case "ListComp":
      case "SetComp":
      case "DictComp":
      case "GeneratorExp": {
        const own = inner(scope, []);
        for (const loop of expr.loops) {
          this.visit(loop.iter, own);
          this.bind(loop.target, this.typeOf(loop.iter, own), own);
          for (const test of loop.ifs) this.visit(test, own);
        }
        for (const elt of expr.elts) this.visit(elt, own);
        return;
      }
      case "NamedExpr":
        this.visit(expr.value, scope);
        this.bind(expr.target, this.typeOf(expr.value, scope), scope);
        return;
      default:
        break;
    }
    for (const part of partsOf(expr)) this.visit(part, scope);
  }

  private lambda(expr: Lambda, model: string | undefined, scope: Scope): void {
    const own = inner(
      scope,
      expr.params.map((one) => one.name),
    );
    const [first] = expr.params;
    if (model !== undefined && first !== undefined) own.types.set(first.name, model);
    this.visit(expr.body, own);
  }

  private index(value: Expr, index: Expr, scope: Scope): void {
    if (index.kind !== "Str") return;
    if (isEnvironment(value)) this.tell((one) => one.model?.(index));
    else {
      const model = this.typeOf(value, scope);
      if (model !== undefined) this.tell((one) => one.path?.(model, index.value, index));
    }
  }

  private call(expr: Call, scope: Scope): void {
    this.visit(expr.func, scope);
    const method = expr.func.kind === "Attribute" ? expr.func.attr : "";
    const model = expr.func.kind === "Attribute" ? this.typeOf(expr.func.value, scope) : undefined;
    for (const value of [...expr.args, ...expr.keywords.map((one) => one.value)]) {
      // The records themselves are what such a function gets.
      if (value.kind === "Lambda") this.lambda(value, PATHS.has(method) ? model : undefined, scope);
      else this.visit(value, scope);
    }
    if (model === undefined) return;
    this.tell((one) => one.call?.(model, method, expr));
    const first = argument(expr, "", 0);
    const domain = argument(expr, "domain") ?? first;
    if (SEARCHES.has(method) && domain !== undefined) {
      const found = held(domain, scope);
      this.tell((listener) => listener.domain?.(model, found));
    }
    if (WRITES.has(method)) {
      const values = argument(expr, method === "copy" ? "default" : "vals") ?? argument(expr, "values") ?? first;
      if (values !== undefined) {
        const found = held(values, scope);
        this.tell((listener) => listener.values?.(model, found));
      }
    }
    const paths: (Expr | undefined)[] = PATHS.has(method) ? [first] : [];
    if (SEARCHES.has(method)) paths.push(argument(expr, "order"));
    for (const one of paths) {
      if (one?.kind !== "Str") continue;
      for (const part of one.value.split(",")) {
        const [path = ""] = part.trim().split(/[ :]/);
        // `__count` and its like are what a grouping makes.
        if (/^(?!__)[a-z_][\w.]*$/i.test(path)) this.tell((listener) => listener.path?.(model, path, one));
      }
    }
    if (method === "read" && first?.kind === "List")
      for (const name of first.elts)
        if (name.kind === "Str") this.tell((listener) => listener.path?.(model, name.value, name));
  }
}

/** What a variable holds, where that is a literal. */
const held = (expr: Expr, { literals }: Scope): Expr => (expr.kind === "Name" ? (literals.get(expr.id) ?? expr) : expr);
