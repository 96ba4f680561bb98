/** What the readers of an addon's parts share: words with their places. */
import { attributeOf } from "../parse/xml.ts";
import type { Expr, Str } from "../parse/python/ast.ts";
import type { XmlAttribute, XmlElement } from "../parse/tree.ts";
import type { Word } from "./types.ts";

/** A Python text as a word: where its characters stand, or the whole literal where they are written otherwise. */
export function wordOf(file: string, text: string, str: Str): Word {
  const end = str.inner + str.value.length;
  const isPlain = text.startsWith(str.value, str.inner) && end < str.to;
  return { file, text: str.value, from: isPlain ? str.inner : str.from, to: isPlain ? end : str.to };
}

/** The words of a list, or the one word; undefined where something in it is no plain text. */
export function wordsOf(file: string, text: string, expr: Expr | undefined): readonly Word[] | undefined {
  if (expr === undefined) return undefined;
  const items = expr.kind === "List" || expr.kind === "Tuple" || expr.kind === "Set" ? expr.elts : [expr];
  const words: Word[] = [];
  for (const item of items) {
    if (item.kind !== "Str" || item.isBytes) return undefined;
    words.push(wordOf(file, text, item));
  }
  return words;
}

/** The value of an XML attribute as a word. */
export const attributeWord = (file: string, attribute: XmlAttribute | undefined): Word | undefined =>
  attribute === undefined ? undefined : { file, text: attribute.value, ...attribute.valueSpan };

/** A word within the value of an attribute or a text, `at` characters from its beginning. */
export const wordWithin = (file: string, start: number, at: number, text: string): Word => ({
  file,
  text,
  from: start + at,
  to: start + at + text.length,
});

/** Whether an attribute says yes, as Odoo reads it. */
export const isTrue = (element: XmlElement, name: string): boolean =>
  ["1", "true", "True"].includes(attributeOf(element, name) ?? "");

/** The XML id that Odoo gives a model: `model_res_partner`. */
export const idOfModel = (model: string): string => `model_${model.replaceAll(".", "_")}`;
