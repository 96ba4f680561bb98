/** An override of `name_get` as `_compute_display_name`, where it is of the kind that most are. */
import type { AddonModel, ModelClass } from "../../addon/types.ts";
import type { World } from "../../addon/world.ts";
import type { Call, Expr, For, FunctionDef, Stmt } from "../../parse/python/ast.ts";
import { dotted, walkBody, walkExprs } from "../../parse/python/walk.ts";
import type { Span } from "../../parse/text.ts";
import type { Edit } from "../rule.ts";
import { endOfLines, lineAt } from "./lines.ts";

/**
 * The edits that make of `name_get` what computes `display_name`:
 * a loop over `self` that appends `(record.id, name)` to a list, or a list comprehension of such pairs.
 * @returns undefined where a person has to look
 */
export function asComputed(
  addon: AddonModel,
  world: World,
  one: ModelClass,
  node: FunctionDef,
): readonly Edit[] | undefined {
  const { file, model } = one;
  const text = addon.files.get(file)?.text;
  if (text === undefined || model === undefined || node.params.length !== 1 || node.decorators.length > 0)
    return undefined;
  const [first] = node.body;
  const body = first?.kind === "ExprStmt" && first.value.kind === "Str" ? node.body.slice(1) : node.body;
  const found = ofLoop(body, text) ?? ofComprehension(body, text);
  if (found === undefined) return undefined;
  const { record, names, edits } = found;
  // What the name is made of has to be said: a name that was computed once is kept.
  const fields = new Set<string>();
  for (const name of names) {
    for (const part of walkExprs(name)) {
      const [head, field = ""] = (dotted(part) ?? "").split(".");
      if (head === record && world.hasField(addon, model, field) === "yes") fields.add(field);
    }
  }
  fields.delete("id");
  const { before: indent } = lineAt(text, node.from);
  const isApi = addon.python.get(file)?.imports.get("api") === "odoo.api";
  if (indent.trim() !== "") return undefined;
  const depends = [...fields].map((field) => `"${field}"`).join(", ");
  const decorator =
    isApi && fields.size > 0
      ? [{ from: node.from, to: node.from, text: `@api.depends(${depends})${endOfLines(text)}${indent}` }]
      : [];
  const name = { from: node.nameSpan.from, to: node.nameSpan.to, text: "_compute_display_name" };
  return [...decorator, name, ...edits].map((edit) => ({ file, ...edit }));
}

interface Found {
  readonly record: string;
  /** The expressions that the names are. */
  readonly names: readonly Expr[];
  readonly edits: readonly (Span & { readonly text: string })[];
}

/** `(record.id, name)` */
function pairOf(pair: Expr | undefined, record: string): Expr | undefined {
  if (pair?.kind !== "Tuple") return undefined;
  const [id, name] = pair.elts;
  return pair.elts.length === 2 && dotted(id) === `${record}.id` ? name : undefined;
}

const isSelf = (expr: Expr): boolean => expr.kind === "Name" && expr.id === "self";

function ofLoop(body: readonly Stmt[], text: string): Found | undefined {
  const [start, loop, end] = body;
  if (body.length !== 3 || start?.kind !== "Assign" || loop?.kind !== "For" || end?.kind !== "Return") return undefined;
  const [list] = start.targets;
  const isEmpty = start.value?.kind === "List" && start.value.elts.length === 0;
  if (list?.kind !== "Name" || start.targets.length !== 1 || start.op !== undefined || !isEmpty) return undefined;
  if (end.value?.kind !== "Name" || end.value.id !== list.id) return undefined;
  if (loop.target.kind !== "Name" || !isSelf(loop.iter) || loop.orelse.length > 0) return undefined;
  const record = loop.target.id;
  const appends = appendsIn(loop, list.id);
  const uses = walkBody(loop.body).filter((one) => one.kind === "Name" && one.id === list.id).length;
  // Each record gets a name exactly once, whatever way the loop takes.
  if (appends?.length !== uses) return undefined;
  const names: Expr[] = [];
  const edits: (Span & { text: string })[] = [];
  for (const call of appends) {
    const name = pairOf(call.args[0], record);
    const pair = call.args[0];
    if (name === undefined || pair === undefined || call.args.length !== 1) return undefined;
    names.push(name);
    const value = text.slice(name.from, name.to);
    const isOpen = value.includes("\n") && !/^[([{]/.test(value);
    edits.push({ from: call.from, to: call.to, text: `${record}.display_name = ${isOpen ? `(${value})` : value}` });
  }
  return { record, names, edits: [lineOf(text, start), ...edits, lineOf(text, end)] };
}

/** The calls of `append` of which each way through a loop takes exactly one; undefined where it can't be told. */
function appendsIn(loop: For, list: string): readonly Call[] | undefined {
  const ofBlock = (block: readonly Stmt[]): readonly Call[] | undefined => {
    const found: (readonly Call[])[] = [];
    for (const stmt of block) {
      if (stmt.kind === "ExprStmt" && stmt.value.kind === "Call" && dotted(stmt.value.func) === `${list}.append`)
        found.push([stmt.value]);
      else if (stmt.kind === "If") {
        const [yes, no] = [ofBlock(stmt.body), ofBlock(stmt.orelse)];
        if (yes === undefined || no === undefined || (yes.length === 0) !== (no.length === 0)) return undefined;
        if (yes.length > 0) found.push([...yes, ...no]);
      } else if (!["Assign", "ExprStmt"].includes(stmt.kind)) return undefined;
    }
    return found.length > 1 ? undefined : (found[0] ?? []);
  };
  const found = ofBlock(loop.body);
  return found?.length === 0 ? undefined : found;
}

function ofComprehension(body: readonly Stmt[], text: string): Found | undefined {
  const [end] = body;
  const list = body.length === 1 && end?.kind === "Return" ? end.value : undefined;
  if (end === undefined || list?.kind !== "ListComp" || list.loops.length !== 1) return undefined;
  const [loop] = list.loops;
  if (loop?.target.kind !== "Name" || !isSelf(loop.iter) || loop.ifs.length > 0) return undefined;
  const record = loop.target.id;
  const name = pairOf(list.elts[0], record);
  if (name === undefined) return undefined;
  const indent = /[ \t]*$/.exec(text.slice(0, end.from))?.[0] ?? "";
  const value = text.slice(name.from, name.to);
  const given = value.includes("\n") ? `(${value})` : value;
  const line = `for ${record} in self:${endOfLines(text)}${indent}    ${record}.display_name = ${given}`;
  return { record, names: [name], edits: [{ from: end.from, to: end.to, text: line }] };
}

/** A statement with its line, where nothing else stands on it. */
function lineOf(text: string, { from, to }: Span): Span & { text: string } {
  const { from: start, before } = lineAt(text, from);
  const end = text.indexOf("\n", to);
  const isWhole = before.trim() === "" && text.slice(to, end === -1 ? text.length : end).trim() === "";
  return isWhole ? { from: start, to: end === -1 ? text.length : end + 1, text: "" } : { from, to, text: "pass" };
}
