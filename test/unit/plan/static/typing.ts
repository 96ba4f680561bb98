/**
 * Follows recordsets through a function as far as their model is plain to see (`self`, `self.env["sale.order"]`,
 * relations, loops), and checks what is asked of them. Where it is not plain, it says nothing.
 */
import type { Addon } from "./addon.ts";
import type { Report } from "./findings.ts";
import { argument, dotted, type Expr, partsOf, type Stmt, textOf, textsOf } from "./python.ts";
import { checkDomain, checkPath, checkValues } from "./records.ts";
import type { World } from "./world.ts";

/** Methods of records that give records of the same model. */
const SAME = new Set(
  (
    "sudo with_context with_company with_user with_env with_prefetch browse search search_fetch create copy new exists " +
    "filtered filtered_domain sorted concat union with_delay delayable"
  ).split(" "),
);

/** Public attributes that every model has, besides its fields and what the index lists. */
const BASE = new Set(
  (
    "env id ids pool browse create write unlink search search_count search_read search_fetch fetch read sudo with_context " +
    "with_company with_user with_env with_prefetch exists ensure_one filtered filtered_domain mapped sorted grouped concat " +
    "union copy copy_data default_get fields_get name_search name_create name_get display_name invalidate_recordset " +
    "invalidate_model flush_recordset flush_model modified recompute get_external_id get_metadata read_group " +
    "formatted_read_group export_data load new onchange update toggle_active action_archive action_unarchive is_transient " +
    "has_access check_access check_access_rights check_access_rule user_has_groups get_base_url ref clear_caches " +
    "init browse_null fields_view_get view_init check_field_access_rights has_field_access lock_for_update try_lock_for_update " +
    "is_admin is_superuser"
  ).split(" "),
);

type Scope = Map<string, string>;

interface Facts {
  readonly world: World;
  readonly addon: Addon;
  readonly file: string;
  readonly report: Report;
  /** Models that the file asks for before it uses them: `"stock.move" in self.env`. */
  readonly guarded: ReadonlySet<string>;
  /** Dictionaries by the name of the variable that holds them. */
  readonly dicts: Map<string, Expr>;
}

/** All functions of a file. */
export function checkTypes(world: World, addon: Addon, file: string, body: readonly Stmt[], report: Report): void {
  const guarded = new Set<string>();
  for (const [, name = ""] of (addon.tree.get(file) ?? "").matchAll(/"([\w.]+)" (?:not )?in \w[\w.]*\benv\b/g))
    guarded.add(name);
  const facts = { world, addon, file, report, guarded, dicts: new Map<string, Expr>() };
  const models = new Map(addon.models.filter((one) => one.file === file).map((one) => [one.body, one.model]));
  for (const stmt of body) {
    if (stmt.kind === "class") functions(facts, stmt.body, models.get(stmt.body));
    else functions(facts, [stmt], undefined);
  }
}

function functions(facts: Facts, body: readonly Stmt[], model: string | undefined): void {
  for (const stmt of body) {
    if (stmt.kind !== "def") {
      // Lambdas in the definition of a field.
      for (const expr of stmt.kind === "assign" ? [stmt.value] : []) visit(facts, expr, scopeOf(model));
      continue;
    }
    facts.dicts.clear();
    const scope = stmt.params[0] === "self" ? scopeOf(model) : new Map<string, string>();
    run(facts, stmt.body, scope);
  }
}

const scopeOf = (model: string | undefined): Scope => new Map(model === undefined ? [] : [["self", model]]);

function run(facts: Facts, body: readonly Stmt[], scope: Scope): void {
  for (const stmt of body) {
    switch (stmt.kind) {
      case "assign": {
        visit(facts, stmt.value, scope);
        for (const target of stmt.targets) {
          visit(facts, target, scope);
          bind(target, typeOf(facts, stmt.value, scope), scope);
          if (target.kind !== "name") continue;
          if (stmt.value.kind === "dict") facts.dicts.set(target.id, stmt.value);
          else facts.dicts.delete(target.id);
        }
        break;
      }
      case "plain":
        for (const expr of stmt.exprs) visit(facts, expr, scope);
        if (stmt.loop !== undefined) bind(stmt.loop.target, typeOf(facts, stmt.loop.over, scope), scope);
        run(facts, stmt.body, scope);
        break;
      case "def": {
        const inner = new Map(scope);
        for (const param of stmt.params) inner.delete(param);
        run(facts, stmt.body, inner);
        break;
      }
      default:
        break;
    }
  }
}

function bind(target: Expr, type: string | undefined, scope: Scope): void {
  if (target.kind === "name") {
    if (type === undefined) scope.delete(target.id);
    else scope.set(target.id, type);
  } else if (target.kind === "seq")
    for (const item of target.items) bind(item, item.kind === "name" ? undefined : type, scope);
}

/** The model of a recordset, where it is plain. */
function typeOf(facts: Facts, expr: Expr, scope: Scope): string | undefined {
  const { world } = facts;
  switch (expr.kind) {
    case "name":
      return scope.get(expr.id);
    case "attr": {
      if (dotted(expr)?.endsWith("env.user") === true) return "res.users";
      if (dotted(expr)?.endsWith("env.company") === true) return "res.company";
      const of = typeOf(facts, expr.of, scope);
      return of === undefined ? undefined : world.field(of, expr.name)?.comodel;
    }
    case "sub": {
      const name = textOf(expr.index);
      const env = dotted(expr.of);
      if (name !== undefined && (env === "env" || env?.endsWith(".env") === true))
        return world.hasModel(name) ? name : undefined;
      const of = typeOf(facts, expr.of, scope);
      if (of === undefined) return undefined;
      return name === undefined ? (isPlace(expr.index) ? of : undefined) : world.field(of, name)?.comodel;
    }
    case "call": {
      if (expr.fn.kind !== "attr") return undefined;
      const of = typeOf(facts, expr.fn.of, scope);
      if (of === undefined) return undefined;
      if (SAME.has(expr.fn.name)) return argument(expr, "count") === undefined ? of : undefined;
      const path = expr.fn.name === "mapped" ? textOf(expr.args[0]?.value) : undefined;
      const end = path === undefined ? undefined : world.path(of, path);
      return end !== undefined && "field" in end ? end.field.comodel : undefined;
    }
    case "other": {
      if (!["|", "&", "-", "+", "or", "if"].includes(expr.op)) return undefined;
      const parts = expr.op === "if" ? [expr.parts[0], expr.parts[2]] : expr.parts;
      const types = new Set(parts.map((part) => (part === undefined ? undefined : typeOf(facts, part, scope))));
      return types.size === 1 ? [...types][0] : undefined;
    }
    default:
      return undefined;
  }
}

/** A number or a slice: it takes records out of records. */
const isPlace = (index: Expr): boolean => index.kind === "other" && (index.op === ":" || /^\d*$/.test(index.op));

function visit(facts: Facts, expr: Expr, scope: Scope): void {
  switch (expr.kind) {
    case "attr":
      checkAttribute(facts, expr, scope);
      break;
    case "sub":
      checkIndex(facts, expr, scope);
      break;
    case "call":
      checkCall(facts, expr, scope);
      return;
    case "lambda": {
      const inner = new Map(scope);
      for (const param of expr.params) inner.delete(param);
      visit(facts, expr.body, inner);
      return;
    }
    case "comp": {
      const inner = new Map(scope);
      for (const loop of expr.loops) {
        visit(facts, loop.over, inner);
        bind(loop.target, typeOf(facts, loop.over, inner), inner);
      }
      for (const part of expr.parts) visit(facts, part, inner);
      return;
    }
    default:
      break;
  }
  for (const part of partsOf(expr)) visit(facts, part, scope);
}

function checkAttribute(facts: Facts, expr: Extract<Expr, { kind: "attr" }>, scope: Scope): void {
  const { world, file, report } = facts;
  const { name } = expr;
  const model = typeOf(facts, expr.of, scope);
  if (model === undefined || name.startsWith("_") || BASE.has(name)) return;
  const field = world.field(model, name);
  if (field === undefined && !world.hasMethod(model, name) && !world.hasAttribute(model, name))
    report("attribute-unknown", { file, line: expr.line }, `${model} has neither field nor method ${name}`);
  else if (field !== undefined) needField(facts, model, name, expr.line);
}

/** A connector's own code may only use fields of modules that it depends on; the runtime asks what is installed. */
function needField({ world, addon, file, report }: Facts, model: string, name: string, line: number): void {
  const field = world.field(model, name);
  if (field === undefined || isRuntime(addon)) return;
  const needs = world.needs(addon);
  if (!field.modules.some((one) => needs.has(one)))
    report("depends", { file, line }, `${model}.${name} is of ${field.modules.join(", ")}`);
}

const isRuntime = (addon: Addon): boolean => ["generic_connector", "connector_base_backend"].includes(addon.name);

function checkIndex(facts: Facts, expr: Extract<Expr, { kind: "sub" }>, scope: Scope): void {
  const { world, addon, file, report, guarded } = facts;
  const name = textOf(expr.index);
  if (name === undefined) return;
  const env = dotted(expr.of);
  if (env === "env" || env?.endsWith(".env") === true) {
    if (guarded.has(name)) return;
    if (!world.hasModel(name)) report("model-unknown", { file, line: expr.line }, `no model ${name}`);
    else if (!isRuntime(addon) && !world.modulesOf(name).some((one) => world.needs(addon).has(one)))
      report("depends", { file, line: expr.line }, `${name} is of ${world.modulesOf(name).join(", ")}`);
    return;
  }
  const model = typeOf(facts, expr.of, scope);
  if (model !== undefined) checkPath(world, model, name, file, report, expr.line);
}

const SEARCHES = new Set([
  "search",
  "search_count",
  "search_read",
  "search_fetch",
  "filtered_domain",
  "_read_group",
  "read_group",
]);
const WRITES = new Set(["create", "write", "new", "update", "copy", "with_values"]);
const PATHS = new Set(["mapped", "filtered", "sorted", "grouped"]);

function checkCall(facts: Facts, expr: Extract<Expr, { kind: "call" }>, scope: Scope): void {
  const { world, file, report } = facts;
  visit(facts, expr.fn, scope);
  const method = expr.fn.kind === "attr" ? expr.fn.name : "";
  const model = expr.fn.kind === "attr" ? typeOf(facts, expr.fn.of, scope) : undefined;
  for (const { value } of expr.args) {
    // The records themselves are what such a function gets.
    if (value.kind === "lambda" && model !== undefined && PATHS.has(method)) {
      const inner = new Map(scope);
      for (const param of value.params) inner.set(param, model);
      visit(facts, value.body, inner);
    } else visit(facts, value, scope);
  }
  if (model === undefined) return;
  const first = expr.args[0]?.name === undefined ? expr.args[0]?.value : undefined;
  const domain = argument(expr, "domain") ?? first;
  if (SEARCHES.has(method) && domain !== undefined) checkDomain(world, model, domain, file, report);
  if (WRITES.has(method) && first !== undefined) {
    const held = first.kind === "name" ? facts.dicts.get(first.id) : first;
    if (held !== undefined) checkValues(world, model, held, file, report);
  }
  const path = PATHS.has(method) ? textOf(first) : undefined;
  for (const one of path?.split(",") ?? [])
    checkPath(world, model, one.trim().split(" ")[0] ?? "", file, report, expr.line);
  const order = textOf(argument(expr, "order"));
  for (const one of order?.split(",") ?? [])
    checkPath(world, model, one.trim().split(" ")[0] ?? "", file, report, expr.line);
  if (method === "read") for (const name of textsOf(first)) checkPath(world, model, name, file, report, expr.line);
}
