/** XML cut into elements: records by their ids, fields by their names, parts of a view by what they are. */
import { lineStart } from "../parse/text.ts";
import type { XmlElement } from "../parse/tree.ts";
import { faultOfXml } from "../parse/xml-fault.ts";
import { attributeOf, parseXml } from "../parse/xml.ts";
import {
  cutLines,
  type Flow,
  indentAt,
  type Inner,
  LAST_RANK,
  lineEnd,
  piecesOf,
  type Part,
  type Piece,
} from "./pieces.ts";

/** Columns that a line of generated XML has at most. */
const WIDTH = 160;

const INDENT = "    ";

const isFiller = (text: string): boolean => text.replace(/<!--[^]*?-->/g, "").trim() === "";

/** What an element is known by among its neighbours. */
function nameOf(element: XmlElement): { key: string; name: string; isNamed: boolean } {
  // What lists are called in older versions.
  const tag = element.name === "tree" ? "list" : element.name;
  for (const attribute of ["id", "name", "t-name"]) {
    const value = attributeOf(element, attribute);
    if (value !== undefined) return { key: `${tag} ${attribute} ${value}`, name: `${tag} ${value}`, isNamed: true };
  }
  if (tag === "data") return { key: "data", name: "<data>", isNamed: true };
  const [expr, position] = [attributeOf(element, "expr"), attributeOf(element, "position")];
  return {
    key: `${tag} ${expr ?? ""} ${position ?? ""}`,
    name: expr === undefined ? `<${tag}>` : `${tag} ${expr}`,
    isNamed: false,
  };
}

/** Behind the `>` of an element's first tag. */
function tagEnd(text: string, element: XmlElement): number {
  const behind = Math.max(element.nameSpan.to, ...[...element.attributes.values()].map((one) => one.to));
  return text.indexOf(">", behind) + 1;
}

const join: Flow["join"] = (head, pieces, tail) => {
  const attributes = pieces.map((one) => one.trim());
  if (attributes.some((one) => one.includes("\n"))) return undefined;
  const close = tail.trimStart();
  const line = [head.trimEnd(), ...attributes].join(" ") + (close.startsWith("/") ? " " : "") + close;
  const at = line.lastIndexOf("\n", head.trimEnd().length - 1) + 1;
  return lineEnd(line, at) - 1 - at <= WIDTH ? line : undefined;
};

/** The attributes of a tag; `from` and `to` are the lines that it stands in. */
function tagInner(text: string, element: XmlElement, from: number, to: number): Inner | undefined {
  const attributes = [...element.attributes.values()];
  const end = tagEnd(text, element);
  const close = text[end - 2] === "/" ? end - 2 : end - 1;
  if (/\S/.test(text.slice(end, to).replace(/<!--[^\n]*?-->/g, ""))) return undefined;
  const start = lineStart(text, element.from);
  const indent = indentAt(text, start);
  if (start + indent.length !== element.from) return undefined;
  const isApart =
    attributes.length > 0 &&
    [...attributes.map((one) => one.from), close].every((at) => text.slice(lineStart(text, at), at).trim() === "");
  if (!isApart && text.slice(element.from, end).includes("\n")) return undefined;
  const pieces = attributes.map((one): Piece => {
    const lines = `${indent}${INDENT}${text.slice(one.from, one.to)}\n`;
    return { key: one.name, name: one.name, isNamed: true, gap: "", lead: "", text: lines, rank: LAST_RANK };
  });
  const head = `${text.slice(from, element.nameSpan.to)}\n`;
  const tail = `${indent}${text.slice(close, to)}`;
  const texts = pieces.map((one) => one.text);
  const flow = {
    isApart,
    isSpread: isApart ? join(head, texts, tail) !== undefined || undefined : false,
    hasLastComma: true,
    join,
  };
  return { kind: "tag", head: { text: head }, pieces, tail, isUnion: false, flow };
}

/** An element with its children in lines of their own. */
function elementInner(text: string, element: XmlElement, from: number, to: number): Inner | undefined {
  const end = tagEnd(text, element);
  if (text[end - 2] === "/" || element.textSpan !== undefined || element.children.length === 0) return undefined;
  const start = lineEnd(text, end - 1);
  const closing = lineStart(text, element.to - 1);
  const close = text.lastIndexOf("</", element.to);
  if (
    start > closing ||
    close < closing ||
    text.slice(closing, close).trim() !== "" ||
    !isFiller(text.slice(end, start))
  )
    return undefined;
  const cut = cutLines({ text, from: start, to: closing, spans: element.children, isFiller });
  if (cut === undefined) return undefined;
  const pieces = piecesOf(cut, (piece, place) => {
    const child = element.children[place];
    if (child === undefined) throw new Error("a piece without an element");
    return {
      ...nameOf(child),
      ...partOf(text, child, piece),
      gap: piece.gap,
      lead: piece.lead,
      rank: LAST_RANK,
      dangles: true,
    };
  });
  const head: Part = { text: text.slice(from, start), inner: () => tagInner(text, element, from, start) };
  return {
    kind: "element",
    head,
    pieces,
    tail: cut.rest + text.slice(closing, to),
    isUnion: element.name === "odoo" || element.name === "data",
    gapOf: ({ key, isHeading }) => (isHeading === true || /^(?:record|template) /.test(key) ? "\n" : ""),
  };
}

/** An element that stands in lines of its own: its children, or its attributes where it has none. */
function partOf(text: string, element: XmlElement, { from, to }: { readonly from: number; readonly to: number }): Part {
  const isEmpty = text[element.to - 2] === "/";
  const inner = (): Inner | undefined =>
    isEmpty ? tagInner(text, element, from, to) : elementInner(text, element, from, to);
  return { text: text.slice(from, to), inner };
}

/** Cuts a document; undefined where it is none. */
export function xmlInner(text: string): Inner | undefined {
  if (faultOfXml(text) !== undefined) return undefined;
  const { root } = parseXml(text);
  return elementInner(text, root, 0, text.length);
}
