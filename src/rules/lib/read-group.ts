/** `read_group()` as `formatted_read_group()`: the same rows, with the keys that they have there. */
import type { PythonFile } from "../../addon/types.ts";
import type { Attribute, Call, Expr, FunctionDef, Stmt, Str } from "../../parse/python/ast.ts";
import { argument, exprsOf, functionsIn, textOf, walkBody, walkExprs, walkStmts } from "../../parse/python/walk.ts";
import type { Edit, RuleContext } from "../rule.ts";

/** Fields of Odoo's that bring groups without records along, which only `read_group` adds unasked (`group_expand`). */
const EXPANDED: ReadonlySet<string> = new Set(
  (
    "categ_id category_id crm_team_id employee_id grade_id location_id personal_stage_id personal_stage_type_id " +
    "personal_stage_type_ids sale_order_id stage_id state state_id workcenter_id"
  ).split(" "),
);

/** Models of Odoo's whose `formatted_read_group` tells something else. */
const OWN_ROWS: ReadonlySet<string> = new Set(["account.bank.statement.line", "project.tags"]);

/** What a group is told by in the same way in both; dates have their parts, and labels of their own. */
const GROUPED: ReadonlySet<string> = new Set(["many2one", "char", "selection", "boolean", "integer"]);

const AGGREGATE = /^(\w+):(?:(sum|avg|min|max|count|count_distinct)|(sum|avg|min|max|count|count_distinct)\((\w+)\))$/;

/** What is asked for: arguments as they are written anew, and the keys of rows by what they were called. */
interface Asked {
  readonly domain: Expr;
  readonly groups: readonly string[];
  readonly aggregates: readonly string[];
  /** `limit` and `offset`, as they stand there. */
  readonly more: readonly string[];
  readonly keys: ReadonlyMap<string, string>;
}

const COUNT = "__count";

/** The texts of a literal list; one text stands for a list of it. */
function textsIn(expr: Expr | undefined): readonly string[] | undefined {
  if (expr?.kind === "Str") return [expr.value];
  if (expr?.kind !== "List" && expr?.kind !== "Tuple") return undefined;
  const texts = expr.elts.map((one) => textOf(one));
  return texts.every((one) => one !== undefined) ? texts : undefined;
}

function askedBy({ addon, world }: RuleContext, model: string, call: Call, text: string): Asked | undefined {
  if (OWN_ROWS.has(model) || world.classesOf(model).some(({ methods }) => methods.has("formatted_read_group")))
    return undefined;
  if (call.args.length > 3 || call.args.some(({ kind }) => kind === "Starred")) return undefined;
  const names = call.keywords.map(({ arg }) => arg ?? "");
  if (names.some((name) => !["domain", "fields", "groupby", "lazy", "limit", "offset"].includes(name)))
    return undefined;
  const domain = argument(call, "domain", 0);
  const fields = textsIn(argument(call, "fields", 1));
  const groups = textsIn(argument(call, "groupby", 2));
  const lazy = argument(call, "lazy");
  if (domain === undefined || fields === undefined || groups === undefined) return undefined;
  if (lazy !== undefined && lazy.kind !== "Constant") return undefined;
  const isLazy = lazy?.kind !== "Constant" || lazy.value === true;
  // The others would wait in the context of each row.
  if (isLazy && groups.length > 1) return undefined;
  const keys = new Map<string, string>();
  for (const name of groups) {
    if (!GROUPED.has(world.field(addon, model, name)?.type ?? "") || (isLazy && EXPANDED.has(name))) return undefined;
    const isExpanded = world.classesOf(model).some((one) => {
      const field = one.fields.get(name);
      return field !== undefined && argument(field.call, "group_expand") !== undefined;
    });
    if (isLazy && isExpanded) return undefined;
    keys.set(name, name);
  }
  const aggregates: string[] = [];
  for (const field of fields) {
    if (groups.includes(field) || field === COUNT) continue;
    const [, name = "", plain, inner, of = ""] = AGGREGATE.exec(field) ?? [];
    const aggregate = plain === undefined ? `${of}:${inner ?? ""}` : field;
    if (name === "" || keys.has(name)) return undefined;
    aggregates.push(aggregate);
    keys.set(name, aggregate);
  }
  const [only] = groups;
  keys.set(isLazy && only !== undefined ? `${only}_count` : COUNT, COUNT);
  const more = call.keywords.flatMap(({ arg, value }) =>
    arg === "limit" || arg === "offset" ? [`${arg}=${text.slice(value.from, value.to)}`] : [],
  );
  return { domain, groups, aggregates, more, keys };
}

/** The innermost function that an expression stands in. */
const functionOf = (file: PythonFile, { from, to }: Expr): FunctionDef | undefined =>
  [...functionsIn(file.module.body)].map(({ node }) => node).findLast((one) => one.from <= from && to <= one.to);

const isName = (expr: Expr | undefined, id: string): boolean => expr?.kind === "Name" && expr.id === id;

interface Loop {
  readonly target: Expr;
  readonly iter: Expr;
  /** The whole of it: nothing else may use its name. */
  readonly within: Expr | Stmt;
}

/** Loops of statements and of comprehensions. */
function loopsIn(body: readonly Stmt[]): readonly Loop[] {
  const found: Loop[] = [];
  for (const stmt of walkStmts(body)) if (stmt.kind === "For") found.push({ ...stmt, within: stmt });
  for (const expr of walkBody(body))
    if ("loops" in expr) for (const loop of expr.loops) found.push({ ...loop, within: expr });
  return found;
}

/** The keys that are asked of rows, where nothing else is done with them; undefined where more is. */
function keysAsked({ body }: FunctionDef, call: Call): readonly Str[] | undefined {
  const all = walkBody(body);
  const count = (id: string): number => all.filter((one) => isName(one, id)).length;
  const stmts = [...walkStmts(body)];
  const loops = loopsIn(body);
  const assign = stmts.find((one) => one.kind === "Assign" && one.value === call);
  let sources: readonly Expr[] = [call];
  if (assign?.kind === "Assign") {
    const [target, ...others] = assign.targets;
    if (target?.kind !== "Name" || others.length > 0 || assign.op !== undefined) return undefined;
    sources = loops.map(({ iter }) => iter).filter((iter) => isName(iter, target.id));
    // Once given, and gone through.
    if (count(target.id) !== sources.length + 1) return undefined;
  }
  const keys: Str[] = [];
  for (const source of sources) {
    const loop = loops.find(({ iter }) => iter === source);
    if (loop === undefined) {
      // `rows[0]["key"]`
      const first = all.find((one) => one.kind === "Subscript" && one.value === source && one.index.kind === "Num");
      const asked = all.find((one) => one.kind === "Subscript" && one.value === first);
      if (first === undefined || asked?.kind !== "Subscript" || asked.index.kind !== "Str") return undefined;
      keys.push(asked.index);
      continue;
    }
    const { target, within } = loop;
    if (target.kind !== "Name") return undefined;
    const inside = all.filter((one) => one.from >= within.from && one.to <= within.to);
    const asked = inside.flatMap((one) => {
      if (one.kind === "Subscript" && isName(one.value, target.id) && one.index.kind === "Str") return [one.index];
      const isGet = one.kind === "Call" && one.func.kind === "Attribute" && one.func.attr === "get";
      const [key] = isGet ? one.args : [];
      return isGet && isName(one.func.value, target.id) && key?.kind === "Str" ? [key] : [];
    });
    const uses = inside.filter((one) => isName(one, target.id)).length;
    const own = loops.filter((one) => isName(one.target, target.id));
    const isLeft = all.some(
      (one) => isName(one, target.id) && !own.some(({ within: { from, to } }) => one.from >= from && one.to <= to),
    );
    if (isLeft) return undefined;
    // One more is the loop's own. A row that is written to is no row any more.
    if (uses !== asked.length + 1) return undefined;
    const written = stmts.some((one) =>
      (one.kind === "Assign" ? one.targets : one.kind === "OtherStmt" && one.word === "del" ? exprsOf(one) : []).some(
        (into) => walkExprs(into).some((part) => isName(part, target.id)),
      ),
    );
    if (written) return undefined;
    keys.push(...asked);
  }
  return sources.length === 0 ? undefined : keys;
}

/**
 * The edits that ask for the same rows; undefined where they might not be the same, or more is done with them than to ask
 * for their keys.
 */
export function groupFix(
  context: RuleContext,
  file: string,
  attribute: Attribute,
  model: string | undefined,
): readonly Edit[] | undefined {
  const python = context.addon.python.get(file);
  const text = context.addon.files.get(file)?.text;
  if (python === undefined || text === undefined || model === undefined) return undefined;
  const call = walkBody(python.module.body).find((one) => one.kind === "Call" && one.func === attribute);
  const home = call && functionOf(python, call);
  if (call?.kind !== "Call" || home === undefined) return undefined;
  const asked = askedBy(context, model, call, text);
  const keys = asked && keysAsked(home, call);
  const given = [...call.args, ...call.keywords];
  const [first, last] = [given[0], given.at(-1)];
  if (asked === undefined || keys === undefined || first === undefined || last === undefined) return undefined;
  if (python.module.comments.some((one) => one.from > call.from && one.to < call.to)) return undefined;
  const edits: Edit[] = [];
  const counted = keys.some((key) => asked.keys.get(key.value) === COUNT);
  for (const key of keys) {
    const fresh = asked.keys.get(key.value);
    const written = text.slice(key.from, key.to);
    if (fresh === undefined || !/^(["'])\w+\1$/.test(written)) return undefined;
    if (fresh !== key.value) edits.push({ file, from: key.from + 1, to: key.to - 1, text: fresh });
  }
  const list = (words: readonly string[]): string => `[${words.map((word) => `"${word}"`).join(", ")}]`;
  const aggregates = [...asked.aggregates, ...(counted ? [COUNT] : [])];
  const args = [text.slice(asked.domain.from, asked.domain.to), list(asked.groups), list(aggregates), ...asked.more];
  return [
    { file, ...attribute.attrSpan, text: "formatted_read_group" },
    { file, from: first.from, to: last.to, text: args.join(", ") },
    ...edits,
  ];
}
