/** `attrs` and `states` of views up to 16.0, as the expressions of Python's that views have from 17.0, and back. */
import type { Expr } from "../../parse/python/ast.ts";
import { parseExpression } from "../../parse/python/parse.ts";
import { dotted } from "../../parse/python/walk.ts";
import type { XmlElement } from "../../parse/tree.ts";
import type { Edit } from "../rule.ts";

/** An expression and how tightly it holds together: of an atom nothing can be torn off. */
interface Made {
  readonly text: string;
  readonly binds: "or" | "and" | "not" | "compare" | "atom";
}

const ORDER: readonly Made["binds"][] = ["or", "and", "not", "compare", "atom"];

/** In parentheses where it would fall apart. */
const within = ({ text, binds }: Made, least: Made["binds"]): string =>
  ORDER.indexOf(binds) < ORDER.indexOf(least) ? `(${text})` : text;

const joined = (op: "or" | "and", parts: readonly Made[]): Made => {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return { text: parts.map((one) => within(one, op)).join(` ${op} `), binds: op };
};

/** A text of Python's in single quotes: double ones stand around the attribute. */
const quoted = (text: string): string =>
  `'${text
    .replaceAll("\\", "\\\\")
    .replaceAll("'", String.raw`\'`)
    .replaceAll("\n", String.raw`\n`)}'`;

/** A value as the source has it; undefined for what is more than a literal or a name. */
function valueText(expr: Expr, source: string): string | undefined {
  switch (expr.kind) {
    case "Str":
      return expr.isBytes ? undefined : quoted(expr.value);
    case "Num":
    case "Constant":
      return source.slice(expr.from, expr.to);
    case "UnaryOp":
      return expr.operand.kind === "Num" ? source.slice(expr.from, expr.to) : undefined;
    case "Name":
    case "Attribute":
      return dotted(expr);
    case "List":
    case "Tuple": {
      const items = expr.elts.map((one) => valueText(one, source));
      return items.includes(undefined) ? undefined : `[${items.join(", ")}]`;
    }
    default:
      return undefined;
  }
}

const isFalse = (expr: Expr): boolean =>
  (expr.kind === "Constant" && (expr.value === false || expr.value === null)) ||
  ((expr.kind === "List" || expr.kind === "Tuple") && expr.elts.length === 0);
const isTrue = (expr: Expr): boolean => expr.kind === "Constant" && expr.value === true;

function conditionOf(elts: readonly Expr[], source: string): Made | undefined {
  const [path, operator, value] = elts;
  if (elts.length !== 3 || path === undefined || value === undefined || operator?.kind !== "Str") return undefined;
  // `(1, "=", 1)` and `(0, "=", 1)`: always, never.
  if (path.kind === "Num" && value.kind === "Num" && operator.value === "=")
    return { text: path.text === value.text ? "True" : "False", binds: "atom" };
  if (path.kind !== "Str" || !/^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*$/.test(path.value)) return undefined;
  const name: Made = { text: path.value, binds: "atom" };
  const negated: Made = { text: `not ${path.value}`, binds: "not" };
  const op = { "==": "=", "<>": "!=" }[operator.value] ?? operator.value;
  if (op === "=" || op === "!=") {
    if (isFalse(value)) return op === "=" ? negated : name;
    if (isTrue(value)) return op === "=" ? name : negated;
  }
  const right = valueText(value, source);
  const sign = { "=": "==", "!=": "!=", "<": "<", ">": ">", "<=": "<=", ">=": ">=", in: "in", "not in": "not in" }[op];
  if (right === undefined || sign === undefined) return undefined;
  const isList = value.kind === "List" || value.kind === "Tuple";
  // To compare with a list means something else for each type of field.
  if (isList !== sign.endsWith("in") && (isList || value.kind === "Str")) return undefined;
  return { text: `${path.value} ${sign} ${right}`, binds: "compare" };
}

/** A domain, or the plain `1` and `True` that stood in its place. */
function conditionsIn(domain: Expr, source: string): Made | undefined {
  if (domain.kind === "Constant" && typeof domain.value === "boolean")
    return { text: domain.value ? "True" : "False", binds: "atom" };
  if (domain.kind === "Num") return { text: domain.text === "0" ? "False" : "True", binds: "atom" };
  if (domain.kind !== "List" && domain.kind !== "Tuple") return undefined;
  if (domain.elts.length === 0) return { text: "True", binds: "atom" };
  const stack: Made[] = [];
  for (const item of [...domain.elts].reverse()) {
    if (item.kind === "Str") {
      const [left, right] = [stack.pop(), item.value === "!" ? undefined : stack.pop()];
      if (left === undefined || (right === undefined && item.value !== "!")) return undefined;
      if (item.value === "!") stack.push({ text: `not ${within(left, "compare")}`, binds: "not" });
      else if (right !== undefined && item.value === "|") stack.push(joined("or", [left, right]));
      else if (right !== undefined && item.value === "&") stack.push(joined("and", [left, right]));
      else return undefined;
    } else {
      const made = item.kind === "List" || item.kind === "Tuple" ? conditionOf(item.elts, source) : undefined;
      if (made === undefined) return undefined;
      stack.push(made);
    }
  }
  return joined("and", stack.reverse());
}

/** `attrs` as its modifiers; undefined where one of them can't be told. */
function modifiersOfAttrs(text: string): ReadonlyMap<string, Made> | undefined {
  // A number that stands for a record, while it is read: as long as its name.
  const expr = parseExpression(text.replaceAll(/%\([\w.]+\)[ds]/g, (id) => "1".padEnd(id.length)).trim());
  if (expr.kind !== "Dict" || text.includes("%(")) return undefined;
  const found = new Map<string, Made>();
  for (const { key, value } of expr.items) {
    const made = key?.kind === "Str" ? conditionsIn(value, text.trim()) : undefined;
    if (key?.kind !== "Str" || made === undefined) return undefined;
    if (!["invisible", "readonly", "required", "column_invisible"].includes(key.value)) return undefined;
    found.set(key.value, made);
  }
  return found;
}

/** `draft,done` of `states`: hidden in all others. */
function modifiersOfStates(text: string): ReadonlyMap<string, Made> | undefined {
  const states = text.split(",").map((one) => one.trim());
  if (states.some((one) => !/^[\w-]+$/.test(one))) return undefined;
  const [only = ""] = states;
  const condition =
    states.length === 1 ? `state != ${quoted(only)}` : `state not in [${states.map(quoted).join(", ")}]`;
  return new Map([["invisible", { text: condition, binds: "compare" }]]);
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** What an element says of a modifier beside `attrs`: always, never, or something to be looked at. */
function besides(element: XmlElement, name: string): { readonly always: boolean } | { readonly text: string } {
  const text = element.attributes.get(name)?.value.trim() ?? "";
  if (/^(?:1|true)$/i.test(text)) return { always: true };
  return /^(?:0|false)?$/i.test(text) ? { always: false } : { text };
}

const plain = ({ text }: Made): string => ({ True: "1", False: "0" })[text] ?? text;

/**
 * The edits that give an element the expressions of its `attrs` or `states`.
 * @returns undefined where a person has to look
 */
export function asExpressions(
  file: string,
  element: XmlElement,
  name: "attrs" | "states",
): readonly Edit[] | undefined {
  const attribute = element.attributes.get(name);
  const made = attribute && (name === "attrs" ? modifiersOfAttrs : modifiersOfStates)(attribute.value);
  if (attribute === undefined || made === undefined) return undefined;
  const edits: Edit[] = [];
  const fresh: string[] = [];
  for (const [modifier, condition] of made) {
    const own = element.attributes.get(modifier);
    const said = besides(element, modifier);
    if (own === undefined) {
      fresh.push(`${modifier}="${escaped(plain(condition))}"`);
    } else if ("text" in said) {
      // Who wrote both meant both.
      const text = joined("or", [{ text: said.text, binds: "or" }, condition]).text;
      edits.push({ file, from: own.valueSpan.from, to: own.valueSpan.to, text: escaped(text) });
    } else if (!said.always) {
      edits.push({ file, from: own.valueSpan.from, to: own.valueSpan.to, text: escaped(plain(condition)) });
    }
  }
  // Without anything in its place the blank before it goes too.
  const from = fresh.length === 0 ? attribute.from - 1 : attribute.from;
  return [...edits, { file, from, to: attribute.to, text: fresh.join(" ") }];
}

/** The same of `<attribute name="attrs">…</attribute>`. */
export function asAttributes(file: string, element: XmlElement, name: "attrs" | "states"): readonly Edit[] | undefined {
  const made = (name === "attrs" ? modifiersOfAttrs : modifiersOfStates)(element.text.trim());
  if (made === undefined || made.size === 0 || element.attributes.size !== 1) return undefined;
  const text = [...made].map(
    ([modifier, condition]) => `<attribute name="${modifier}">${escaped(plain(condition))}</attribute>`,
  );
  return [{ file, from: element.from, to: element.to, text: text.join("") }];
}

// ------------------------------------------------------------------------------------------------------------- back

const OPERATORS: Readonly<Record<string, string>> = {
  ...{ "==": "=", "!=": "!=", "<": "<", ">": ">", "<=": "<=", ">=": ">=" },
  ...{ in: "in", "not in": "not in" },
};

/** Types of fields that are false where nothing is in them: of a number 0 is false too, and of lines an empty list. */
const PLAIN_TYPES: ReadonlySet<string> = new Set(
  "boolean char text html selection many2one date datetime reference".split(" "),
);

type TypeOf = (field: string) => string | undefined;

const condition = (path: string, operator: string, value: string): readonly string[] => [
  `('${path}', '${operator}', ${value})`,
];

/** An expression as the items of a domain; undefined where the browser of 16.0 might see it otherwise. */
function itemsOf(expr: Expr, source: string, typeOf: TypeOf, isTop: boolean): readonly string[] | undefined {
  if (expr.kind === "BoolOp") {
    const isPlain = isTop && expr.op === "and";
    const left = itemsOf(expr.left, source, typeOf, isPlain);
    const right = itemsOf(expr.right, source, typeOf, isPlain);
    if (left === undefined || right === undefined || (expr.op !== "and" && expr.op !== "or")) return undefined;
    return [...(isPlain ? [] : [expr.op === "and" ? "'&'" : "'|'"]), ...left, ...right];
  }
  if (expr.kind === "Compare") {
    const path = dotted(expr.left);
    const operator = OPERATORS[expr.op];
    const { right } = expr;
    const isList = right.kind === "List" || right.kind === "Tuple";
    const values = isList ? right.elts : [right];
    const isLiteral = values.every(({ kind }) => kind === "Str" || kind === "Num" || kind === "UnaryOp");
    const value = isLiteral ? valueText(right, source) : undefined;
    if (path === undefined || operator === undefined || value === undefined) return undefined;
    return isList === operator.endsWith("in") ? condition(path, operator, value) : undefined;
  }
  const isNot = expr.kind === "UnaryOp" && expr.op === "not";
  const field = isNot ? expr.operand : expr;
  if (field.kind !== "Name" || !PLAIN_TYPES.has(typeOf(field.id) ?? "")) return undefined;
  return condition(field.id, isNot ? "=" : "!=", "False");
}

/**
 * The edits that put an element's expressions into `attrs`.
 * @param names of the attributes that this is about
 * @returns undefined where a person has to look
 */
export function asAttrs(
  file: string,
  text: string,
  element: XmlElement,
  names: readonly string[],
  typeOf: TypeOf,
): readonly Edit[] | undefined {
  if (element.attributes.has("attrs") || element.attributes.has("states")) return undefined;
  const attributes = [...element.attributes.values()].filter(({ name }) => names.includes(name));
  const made = attributes.map(({ name, value }) => {
    if (/^(?:1|true)$/i.test(value.trim())) return `'${name}': 1`;
    const items = itemsOf(parseExpression(value), value, name === "column_invisible" ? () => undefined : typeOf, true);
    return items === undefined ? undefined : `'${name}': [${items.join(", ")}]`;
  });
  const [first, ...others] = attributes;
  if (first === undefined || made.includes(undefined)) return undefined;
  return [
    { file, from: first.from, to: first.to, text: `attrs="${escaped(`{${made.join(", ")}}`)}"` },
    ...others.map(({ from, to }) => ({ file, from: text.slice(0, from).trimEnd().length, to, text: "" })),
  ];
}
