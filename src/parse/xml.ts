/**
 * XML as a tree with the exact place of everything. It judges nothing (`faultOfXml` does): of a text that is no XML it
 * makes some tree or other.
 */
import type { Span } from "./text.ts";
import type { XmlAttribute, XmlComment, XmlDocument, XmlElement } from "./tree.ts";

interface Growing {
  name: string;
  nameSpan: Span;
  attributes: Map<string, XmlAttribute>;
  children: Growing[];
  parent: Growing | undefined;
  text: string;
  textSpan: Span | undefined;
  from: number;
  to: number;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Entities that only a DTD knows stay as they are. */
function resolved(text: string): string {
  if (!text.includes("&")) return text;
  return text.replaceAll(
    /&(?:#(\d{1,7})|#x([\da-fA-F]{1,6})|(\w+));/g,
    (all, decimal?: string, hex?: string, name = "") => {
      const code = decimal === undefined ? (hex === undefined ? undefined : Number.parseInt(hex, 16)) : Number(decimal);
      if (code !== undefined) return code <= 0x10ffff ? String.fromCodePoint(code) : all;
      return Object.hasOwn(ENTITIES, String(name)) ? (ENTITIES[String(name)] ?? all) : all;
    },
  );
}

const BLANK = /\s/;
const isBlank = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code === 32 || code === 10 || code === 13 || code === 9;
};
const endsName = (text: string, at: number): boolean => {
  const code = text.charCodeAt(at);
  return code === 62 || code === 47 || code === 61 || code === 60 || isBlank(text, at);
};

class Reader {
  private readonly comments: XmlComment[] = [];
  private readonly top: Growing = this.element("", 0, 0);
  private here: Growing = this.top;
  /** How many elements of a name are open: an end tag that closes none is known without a search. */
  private readonly open = new Map<string, number>();

  constructor(private readonly text: string) {}

  private element(name: string, from: number, nameFrom: number): Growing {
    return {
      name,
      nameSpan: { from: nameFrom, to: nameFrom + name.length },
      attributes: new Map(),
      children: [],
      parent: undefined,
      text: "",
      textSpan: undefined,
      from,
      to: from,
    };
  }

  read(): XmlDocument {
    const { text } = this;
    let at = 0;
    while (at < text.length) {
      const next = text.indexOf("<", at);
      const end = next === -1 ? text.length : next;
      if (end > at) this.addText(at, end, true);
      if (next === -1) break;
      at = this.markup(next);
    }
    // What was never closed ends with the text.
    for (let one: Growing | undefined = this.here; one !== undefined && one !== this.top; one = one.parent)
      one.to = text.length;
    const root = this.top.children[0] ?? this.element("", 0, 0);
    root.parent = undefined;
    return { root, comments: this.comments };
  }

  private addText(from: number, to: number, hasEntities: boolean): void {
    const raw = this.text.slice(from, to);
    this.here.text += hasEntities ? resolved(raw) : raw;
    let start = from;
    let end = to;
    while (start < end && BLANK.test(this.text[start] ?? "")) start += 1;
    while (end > start && BLANK.test(this.text[end - 1] ?? "")) end -= 1;
    if (start < end) this.here.textSpan = { from: this.here.textSpan?.from ?? start, to: end };
  }

  /** Behind a mark that begins at or after `at`; the end where there is none. */
  private behind(mark: string, at: number): number {
    const found = this.text.indexOf(mark, at);
    return found === -1 ? this.text.length : found + mark.length;
  }

  private markup(at: number): number {
    const { text } = this;
    if (text.startsWith("<!--", at)) {
      const to = this.behind("-->", at + 4);
      this.comments.push({ from: at, to, text: text.slice(at + 4, Math.max(at + 4, to - 3)) });
      return to;
    }
    if (text.startsWith("<![CDATA[", at)) {
      const to = this.behind("]]>", at + 9);
      this.addText(at + 9, Math.max(at + 9, to - 3), false);
      return to;
    }
    if (text.startsWith("<?", at)) return this.behind("?>", at + 2);
    if (text.startsWith("<!", at)) return this.doctype(at);
    if (text.startsWith("</", at)) return this.closing(at);
    return this.opening(at);
  }

  private doctype(at: number): number {
    let open = 0;
    for (let end = at; end < this.text.length; end += 1) {
      const sign = this.text[end];
      if (sign === "[") open += 1;
      else if (sign === "]") open -= 1;
      else if (sign === ">" && open <= 0) return end + 1;
    }
    return this.text.length;
  }

  private closing(at: number): number {
    const to = this.behind(">", at);
    const name = this.text.slice(at + 2, to - 1).trim();
    if ((this.open.get(name) ?? 0) === 0) return to;
    let found: Growing | undefined = this.here;
    for (; found !== undefined && found !== this.top && found.name !== name; found = found.parent) {
      found.to = at;
      this.count(found.name, -1);
    }
    if (found !== undefined && found !== this.top) {
      found.to = to;
      this.count(name, -1);
      this.here = found.parent ?? this.top;
    }
    return to;
  }

  private count(name: string, change: 1 | -1): void {
    this.open.set(name, (this.open.get(name) ?? 0) + change);
  }

  private opening(at: number): number {
    const { text } = this;
    let end = at + 1;
    while (end < text.length && !endsName(text, end)) end += 1;
    const element = this.element(text.slice(at + 1, end), at, at + 1);
    element.parent = this.here === this.top ? undefined : this.here;
    this.here.children.push(element);
    for (;;) {
      while (end < text.length && isBlank(text, end)) end += 1;
      const sign = text[end];
      if (sign === undefined || sign === "<") break;
      if (sign === ">") {
        end += 1;
        element.to = end;
        element.parent = this.here;
        this.here = element;
        this.count(element.name, 1);
        return end;
      }
      if (sign === "/") {
        end += 1;
        if (text[end] === ">") {
          end += 1;
          break;
        }
      } else end = this.attribute(element, end);
    }
    element.to = end;
    return end;
  }

  private attribute(element: Growing, from: number): number {
    const { text } = this;
    let at = from;
    while (at < text.length && !endsName(text, at)) at += 1;
    const name = text.slice(from, at);
    while (isBlank(text, at)) at += 1;
    if (text[at] !== "=") return Math.max(at, from + 1);
    at += 1;
    while (isBlank(text, at)) at += 1;
    const quote = text[at];
    if (quote !== '"' && quote !== "'") return at;
    const start = at + 1;
    const close = text.indexOf(quote, start);
    const end = close === -1 ? text.length : close;
    const to = Math.min(end + 1, text.length);
    // White space in a value is read as blanks.
    const value = resolved(text.slice(start, end).replaceAll(/\r\n|[\t\n\r]/g, " "));
    if (!element.attributes.has(name)) {
      element.attributes.set(name, { name, value, valueSpan: { from: start, to: end }, from, to });
    }
    return to;
  }
}

/** @returns the tree of a document; an empty root where there is no element */
export function parseXml(text: string): XmlDocument {
  return new Reader(text).read();
}

/** An element and all below it, in the order of the text. */
export function* walkXml(element: XmlElement): Generator<XmlElement> {
  const waiting: XmlElement[] = [element];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    yield one;
    for (let at = one.children.length - 1; at >= 0; at -= 1) {
      const child = one.children[at];
      if (child !== undefined) waiting.push(child);
    }
  }
}

/** The value of an attribute. */
export const attributeOf = (element: XmlElement, name: string): string | undefined =>
  element.attributes.get(name)?.value;
