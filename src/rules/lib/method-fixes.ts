/** Calls of methods that records do not have any more, as they are written now: the same is done. */
import type { AddonModel, PythonFile } from "../../addon/types.ts";
import type { Attribute, Call, Expr } from "../../parse/python/ast.ts";
import { dotted, functionsIn, partsOf, walkBody, walkStmts } from "../../parse/python/walk.ts";
import type { Edit, RuleContext } from "../rule.ts";
import { endOfLines, lineAt } from "./lines.ts";

/** A call, its texts, and what stands around it. */
interface Site {
  readonly call: Call;
  readonly receiver: string;
  /** The arguments as they stand there. */
  readonly args: string;
  readonly count: number;
  readonly context: RuleContext;
  readonly isOf: (is: (outer: Expr) => boolean) => Expr | undefined;
}

/** What a call becomes; with a place of its own where more than the call is replaced. */
type Fix = (site: Site) => string | { readonly text: string; readonly instead: Expr } | undefined;

const plain =
  (text: string, counts: readonly number[] = [0]): Fix =>
  ({ receiver, args, count }) =>
    counts.includes(count) ? text.replace("RECORDS", () => receiver).replace("ARGS", () => args) : undefined;

/** Rights alone are checked on no record. */
const withoutRecords = ({ receiver, call }: Site): string =>
  call.func.kind === "Attribute" && call.func.value.kind === "Subscript" ? receiver : `${receiver}.browse()`;

const rights: Fix = (site) => {
  const { call } = site;
  const [operation] = call.args;
  if (operation?.kind !== "Str" || call.args.length !== 1) return undefined;
  const [option, ...more] = call.keywords;
  if (more.length > 0 || (option !== undefined && option.arg !== "raise_exception")) return undefined;
  const method =
    option === undefined
      ? "check_access"
      : option.value.kind !== "Constant"
        ? undefined
        : option.value.value === false
          ? "has_access"
          : "check_access";
  return method === undefined ? undefined : `${withoutRecords(site)}.${method}("${operation.value}")`;
};

/** The opposite of what a call says: without its `not`, or with one. */
const opposite =
  (method: string): Fix =>
  ({ call, receiver, args, isOf }) => {
    const negation = isOf((outer) => outer.kind === "UnaryOp" && outer.op === "not" && outer.operand === call);
    const text = `${receiver}.${method}(${args})`;
    if (negation !== undefined) return { text, instead: negation };
    return isOf((outer) => partsOf(outer).includes(call)) === undefined ? `not ${text}` : `(not ${text})`;
  };

const nameGet: Fix = ({ call, receiver, count, isOf }) => {
  if (count > 0) return undefined;
  const isAt = (outer: Expr | undefined, of: Expr | undefined, index: string): boolean =>
    outer?.kind === "Subscript" && outer.value === of && outer.index.kind === "Num" && outer.index.text === index;
  const first = isOf((outer) => isAt(outer, call, "0"));
  const name = first && isOf((outer) => isAt(outer, first, "1"));
  if (name !== undefined) return { text: `${receiver}.display_name`, instead: name };
  return `[(record.id, record.display_name) for record in ${receiver}]`;
};

const FIXES: Readonly<Record<string, Fix>> = {
  name_get: nameGet,
  user_has_groups: (site) =>
    site.context.world.hasMethod(site.context.addon, "res.users", "has_groups") === "yes"
      ? plain("RECORDS.env.user.has_groups(ARGS)", [1])(site)
      : undefined,
  clear_caches: plain("RECORDS.env.registry.clear_cache()"),
  fields_get_keys: plain("list(RECORDS._fields)"),
  get_xml_id: plain("RECORDS.get_external_id()"),
  invalidate_cache: (site) =>
    plain("RECORDS.env.invalidate_all()")(site) ??
    (site.call.keywords.length === 0 ? plain("RECORDS.invalidate_model(ARGS)", [1])(site) : undefined),
  refresh: plain("RECORDS.invalidate_recordset()"),
  recompute: plain("RECORDS.env.flush_all()"),
  flush: (site) =>
    plain("RECORDS.env.flush_all()")(site) ??
    (site.call.keywords.length === 0 ? plain("RECORDS.flush_model(ARGS)", [1])(site) : undefined),
  check_access_rights: rights,
  check_access_rule: plain("RECORDS.check_access(ARGS)", [1]),
  _filter_access_rules: plain("RECORDS._filtered_access(ARGS)", [1]),
  _filter_access_rules_python: plain("RECORDS._filtered_access(ARGS)", [1]),
  _check_recursion: opposite("_has_cycle"),
  _check_m2m_recursion: opposite("_has_cycle"),
  // What it takes over another field differs.
  _has_cycle: (site) => (site.count === 0 ? opposite("_check_recursion")(site) : undefined),
};

const callsOf = new WeakMap<
  PythonFile,
  { readonly calls: ReadonlyMap<Attribute, Call>; readonly all: readonly Expr[] }
>();

function siteOf(context: RuleContext, file: string, attribute: Attribute): Site | undefined {
  const python = context.addon.python.get(file);
  const text = context.addon.files.get(file)?.text;
  if (python === undefined || text === undefined) return undefined;
  let known = callsOf.get(python);
  if (known === undefined) {
    const all = walkBody(python.module.body);
    const pairs = all.flatMap((one) =>
      one.kind === "Call" && one.func.kind === "Attribute" ? [[one.func, one] as const] : [],
    );
    callsOf.set(python, (known = { calls: new Map(pairs), all }));
  }
  const { calls, all } = known;
  const call = calls.get(attribute);
  if (call === undefined) return undefined;
  const given = [...call.args, ...call.keywords];
  // A comment among the arguments has no place in what comes instead.
  if (python.module.comments.some((one) => one.from > call.from && one.to < call.to)) return undefined;
  const [first, last] = [given[0], given.at(-1)];
  return {
    ...{ call, context, count: given.length },
    receiver: text.slice(attribute.value.from, attribute.value.to),
    args: first === undefined || last === undefined ? "" : text.slice(first.from, last.to),
    isOf: (is) => all.find(is),
  };
}

/** The edits that call what has taken a method's place; undefined where a person has to look. */
export function methodFix(context: RuleContext, file: string, attribute: Attribute): readonly Edit[] | undefined {
  const make = Object.hasOwn(FIXES, attribute.attr) ? FIXES[attribute.attr] : undefined;
  const site = make && siteOf(context, file, attribute);
  const made = site && make(site);
  if (site === undefined || made === undefined) return undefined;
  const [text, { from, to }] = typeof made === "string" ? [made, site.call] : [made.text, made.instead];
  return [{ file, from, to, text }];
}

/** `search(domain, count=True)` as `search_count(domain)`. */
export function countFix(addon: AddonModel, file: string, call: Call): readonly Edit[] | undefined {
  const text = addon.files.get(file)?.text ?? "";
  const { func, args, keywords } = call;
  const [domain] = args;
  const isPlain = args.length === 1 && keywords.length === 1 && domain !== undefined && domain.kind !== "Starred";
  const value = keywords[0]?.value;
  if (!isPlain || func.kind !== "Attribute" || value?.kind !== "Constant" || value.value !== true) return undefined;
  if (dotted(func.value) === "super") return undefined;
  return [
    { file, ...func.attrSpan, text: "search_count" },
    { file, from: domain.to, to: call.to, text: `${text.slice(domain.to, call.to).includes("\n") ? "\n" : ""})` },
  ];
}

/**
 * `records.toggle_active()` as what it does: those that are active are archived, the others come back.
 * @param model whose records they are; undefined where that is not plain
 */
export function toggleFix(
  { addon, world }: RuleContext,
  file: string,
  attribute: Attribute,
  model: string | undefined,
): readonly Edit[] | undefined {
  const text = addon.files.get(file)?.text;
  const body = addon.python.get(file)?.module.body;
  if (text === undefined || body === undefined || attribute.value.kind !== "Name") return undefined;
  if (model === undefined || world.hasField(addon, model, "active") !== "yes") return undefined;
  for (const { node } of functionsIn(body)) {
    const stmt = [...walkStmts(node.body, { skip: ["FunctionDef"] })].find(
      (one) => one.kind === "ExprStmt" && one.value.kind === "Call" && one.value.func === attribute,
    );
    if (stmt?.kind !== "ExprStmt") continue;
    const { before: indent } = lineAt(text, stmt.from);
    const isTaken = walkBody(node.body).some((one) => one.kind === "Name" && one.id === "active");
    // A line of its own, whose end nothing follows but the next one.
    if (indent.trim() !== "" || isTaken || !/^[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/.test(text.slice(stmt.to)))
      return undefined;
    const name = attribute.value.id;
    const end = endOfLines(text);
    const lines = [
      `active = ${name}.filtered("active")`,
      "active.action_archive()",
      `(${name} - active).action_unarchive()`,
    ];
    return [{ file, from: stmt.from, to: stmt.to, text: lines.join(`${end}${indent}`) }];
  }
  return undefined;
}
