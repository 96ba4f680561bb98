/** Uses of XML ids, wherever they stand. */
import type { Call, Expr } from "../parse/python/ast.ts";
import { parseExpression } from "../parse/python/parse.ts";
import { argument, dotted, walkBody, walkExprs } from "../parse/python/walk.ts";
import type { CsvTable, XmlAttribute, XmlDocument, XmlElement } from "../parse/tree.ts";
import { walkXml } from "../parse/xml.ts";
import { type DataFile, isDataRoot, modelOfCsv } from "./data.ts";
import { wordOf, wordWithin } from "./source.ts";
import type { PythonFile, Reference } from "./types.ts";

/** Attributes that hold one XML id, by element; `*`: of each. */
const SINGLE: Readonly<Record<string, readonly string[]>> = {
  field: ["ref"],
  menuitem: ["parent", "action"],
  template: ["inherit_id"],
  act_window: ["view_id"],
  delete: ["id"],
};

const ID = /^[\w-]+(?:\.[\w-]+)*$/;
const PERCENT = /%\(\s*([\w.-]+)\s*\)[ds]/g;

/** The references of an XML file. */
export function* referencesOfXml(from: DataFile, text: string, { root }: XmlDocument): Generator<Reference> {
  if (!isDataRoot(root)) return;
  const made: Make = (id, by, start, end, isOptional = false) => ({
    id,
    by,
    isOptional,
    order: from.order,
    file: from.file,
    from: start,
    to: end,
  });
  for (const element of walkXml(root)) {
    for (const attribute of element.attributes.values()) {
      const { name, value, valueSpan } = attribute;
      const isTree = isBelowArch(element);
      if (name === "groups") yield* groupsOf(attribute, made);
      else if (!isTree && SINGLE[element.name]?.includes(name) === true) {
        // Ids that a loop makes, and empty ones, are none.
        if (ID.test(value)) yield made(value, name, valueSpan.from, valueSpan.to);
      } else if (!isTree && name === "eval" && value.includes("ref(")) yield* refsOf(attribute, made);
      else if (name === "t-call" || name === "t-inherit") {
        if (/^[\w-]+\.[\w.-]+$/.test(value)) yield made(value, name, valueSpan.from, valueSpan.to);
      }
      if (isTree && value.includes("%(")) yield* percentsOf(text, valueSpan.from, valueSpan.to, made);
    }
    if (element.text.includes("%(") && element.textSpan !== undefined && element.children.length === 0) {
      // Only what Odoo puts ids into: view archs and the like, where a type says so.
      if (element.attributes.get("type")?.value === "xml" || isBelowArch(element))
        yield* percentsOf(text, element.textSpan.from, element.textSpan.to, made);
    }
  }
}

/** Whether an element stands in a field that holds XML, and so is none of the file's own. */
function isBelowArch(element: XmlElement): boolean {
  for (let one = element.parent; one !== undefined; one = one.parent) {
    if (one.name === "template" && one.parent !== undefined && isDataRoot(one.parent)) return true;
    if (one.name !== "field") continue;
    const type = one.attributes.get("type")?.value;
    if (type === "xml" || type === "html") return true;
  }
  return false;
}

type Make = (id: string, by: string, from: number, to: number, isOptional?: boolean) => Reference;

/** `base.group_user,!base.group_portal`. */
function* groupsOf({ value, valueSpan, name }: XmlAttribute, made: Make): Generator<Reference> {
  for (const [all, id = ""] of matches(value, /!?\s*([\w-]+\.[\w.-]+|[\w-]+)/g)) {
    const at = valueSpan.from + all.at + all.text.lastIndexOf(id);
    yield made(id, name, at, at + id.length);
  }
}

function* matches(text: string, pattern: RegExp): Generator<[{ text: string; at: number }, ...string[]]> {
  for (const match of text.matchAll(pattern)) {
    const [all, ...groups] = match;
    yield [{ text: all, at: match.index }, ...groups];
  }
}

/** `eval="[(4, ref('x'))]"`, `ref('x', False)`. */
function* refsOf({ value, valueSpan }: XmlAttribute, made: Make): Generator<Reference> {
  for (const expr of walkExprs(parseExpression(value))) {
    if (expr.kind !== "Call" || expr.func.kind !== "Name" || expr.func.id !== "ref") continue;
    const [id] = expr.args;
    if (id?.kind !== "Str") continue;
    // Where entities stand in the value the places of the expression are not those of the file.
    const isExact = value.length === valueSpan.to - valueSpan.from;
    const at = valueSpan.from + id.inner;
    const isOptional = isFalse(argument(expr, "raise_if_not_found", 1));
    yield isExact
      ? made(id.value, "eval", at, at + id.value.length, isOptional)
      : made(id.value, "eval", valueSpan.from, valueSpan.to, isOptional);
  }
}

const isFalse = (expr: Expr | undefined): boolean => expr?.kind === "Constant" && expr.value === false;

function* percentsOf(text: string, from: number, to: number, made: Make): Generator<Reference> {
  const part = text.slice(from, to);
  for (const match of part.matchAll(PERCENT)) {
    const [all, id = ""] = match;
    const word = wordWithin("", from, match.index + all.indexOf(id), id);
    yield made(id, "%()d", word.from, word.to);
  }
}

/** The references of a CSV file. */
export function* referencesOfCsv(from: DataFile, table: CsvTable): Generator<Reference> {
  if (modelOfCsv(from.file) === undefined) return;
  for (const [place, head] of table.header.cells.entries()) {
    const [name = "", kind] = head.value.trim().split(/[:/](?=[^:/]*$)/);
    if (kind !== "id") continue;
    for (const row of table.rows) {
      const cell = row.cells[place];
      if (cell === undefined) continue;
      for (const [all] of matches(cell.value, /[\w.-]+/g)) {
        const isExact = cell.to - cell.from === cell.value.length;
        const at = isExact ? cell.from + all.at : cell.from;
        const end = isExact ? at + all.text.length : cell.to;
        yield { id: all.text, by: name, isOptional: false, order: from.order, file: from.file, from: at, to: end };
      }
    }
  }
}

/** Methods of Python that take XML ids, and which of their arguments is one. */
const TAKERS: Readonly<Record<string, { readonly argument: string; readonly onlyOn?: RegExp }>> = {
  ref: { argument: "xml_id", onlyOn: /(?:^|\.)env$|^self$/ },
  has_group: { argument: "group_ext_id" },
  has_groups: { argument: "group_spec" },
  user_has_groups: { argument: "groups" },
  _for_xml_id: { argument: "full_xml_id" },
  _xmlid_to_res_id: { argument: "xmlid" },
  xmlid_to_res_id: { argument: "xmlid" },
  _xmlid_lookup: { argument: "xmlid" },
};

/** The references of a Python file. */
export function* referencesOfPython(file: PythonFile, text: string): Generator<Reference> {
  if (!/\bref\(|has_groups?\(|xml_?id|groups=/.test(text)) return;
  for (const expr of walkBody(file.module.body)) {
    if (expr.kind !== "Call") continue;
    const { func } = expr;
    if (func.kind === "Attribute" && Object.hasOwn(TAKERS, func.attr)) yield* taken(file, text, expr, func.attr);
    else if (dotted(func)?.startsWith("fields.") === true) {
      const groups = argument(expr, "groups");
      if (groups?.kind === "Str") yield* pythonIds(file, text, groups, "groups", false);
    }
  }
}

function* taken(file: PythonFile, text: string, call: Call, method: string): Generator<Reference> {
  const taker = TAKERS[method];
  if (taker === undefined || call.func.kind !== "Attribute") return;
  const on = dotted(call.func.value);
  if (taker.onlyOn !== undefined && (on === undefined || !taker.onlyOn.test(on))) return;
  // `self.ref` is a method of test cases; elsewhere it is anybody's own.
  if (on === "self" && method === "ref" && !file.path.startsWith("tests/")) return;
  const id = argument(call, taker.argument, 0);
  if (id?.kind !== "Str") return;
  const isOptional = method === "ref" ? isFalse(argument(call, "raise_if_not_found", 1)) : method.startsWith("xmlid");
  yield* pythonIds(
    file,
    text,
    id,
    method === "ref" ? `${on ?? ""}.ref`.replace(/^.*\benv\.ref$/, "env.ref") : method,
    isOptional,
  );
}

function* pythonIds(
  file: PythonFile,
  text: string,
  str: Parameters<typeof wordOf>[2],
  by: string,
  isOptional: boolean,
): Generator<Reference> {
  const word = wordOf(file.path, text, str);
  const isPlain = word.to - word.from === str.value.length;
  for (const [all] of matches(str.value, /[\w-]+(?:\.[\w-]+)*/g)) {
    const from = isPlain ? word.from + all.at : word.from;
    const to = isPlain ? from + all.text.length : word.to;
    yield { id: all.text, by, isOptional, order: undefined, file: file.path, from, to };
  }
}
