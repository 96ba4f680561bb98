import { SyntaxFault } from "./fault.ts";

export const XML_OPTIONS = {
  parser: "xml",
  // "ignore" puts line breaks into texts, and Odoo stores them.
  xmlWhitespaceSensitivity: "preserve",
  xmlQuoteAttributes: "preserve",
  tabWidth: 4,
  printWidth: 160,
  endOfLine: "lf",
} as const;

/**
 * The text as prettier's XML plugin prints it.
 * @param path only named in errors
 * @throws SyntaxFault where it is no XML
 */
export async function formatXml(path: string, text: string): Promise<string> {
  const { printXml } = await import("./prettier.ts");
  try {
    return await printXml(protectReferences(text), XML_OPTIONS);
  } catch (error) {
    const { loc, message } = error as Error & { loc?: { start?: { line?: number } } };
    const line = loc?.start?.line;
    throw new SyntaxFault(path, line !== undefined && Number.isInteger(line) ? line : undefined, message);
  }
}

/**
 * An element that holds nothing but references (`&amp;`) would get line breaks around them: the plugin takes it for
 * one without text. The same text in a CDATA section is left alone.
 */
export function protectReferences(text: string): string {
  return text.replace(/>((?:\s*&(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)+\s*)<\//g, (_match, content: string) => {
    const plain = content.replace(/&([^;]+);/g, (_reference, name: string) => {
      if (name.startsWith("#x")) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
      if (name.startsWith("#")) return String.fromCodePoint(Number(name.slice(1)));
      return { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" }[name] ?? "";
    });
    return `><![CDATA[${plain}]]></`;
  });
}

interface Element {
  name: string;
  /** A child element, comment or processing instruction stands in it. */
  hasChildren: boolean;
  hasText: boolean;
  /** Where its content began. */
  isEmptySoFar: boolean;
}

/** Text that only prettier should judge. */
const special = /<!\[CDATA\[|<!DOCTYPE|<\?(?!xml )|xml:space|prettier-|<xsl:|\r|\t/;
const token = /<!--[^]*?-->|<\/?[^>"']*(?:"[^"]*"[^>"']*|'[^']*'[^>"']*)*>|[^<]+/g;
const tag = /^<([A-Za-z_][\w.:-]*)((?: [A-Za-z_][\w.:-]*=(?:"[^"<]*"|'[^'<]*'))*)( \/)?>$/;

/**
 * Whether prettier would leave the text alone: told from its layout, in a hundredth of the time. True is a promise,
 * false only means that prettier has to be asked. What the templates print is laid out to be recognised here.
 */
export function isFormattedXml(original: string): boolean {
  if (special.test(original) || protectReferences(original) !== original) return false;
  if (!original.endsWith(">\n")) return false;
  const joined = joinTags(original);
  if (!joined) return false;
  const { text, starts } = joined;
  const open: Element[] = [];
  let position = 0;
  let roots = 0;
  let gap = "";
  /** The white space before a child has to be its indentation, after at most one empty line. */
  const isPlaced = (): boolean => {
    const parent = open.at(-1);
    if (!parent) return gap === "\n" || (gap === "" && position === 0);
    if (parent.hasText) return true;
    const indent = " ".repeat(open.length * XML_OPTIONS.tabWidth);
    const placed = gap === `\n${indent}` || (!parent.isEmptySoFar && gap === `\n\n${indent}`);
    parent.isEmptySoFar = false;
    return placed;
  };
  const isMixed = (): boolean => open.some((element) => element.hasText);

  // A text decides how all of its element is printed, so texts are looked for first.
  const withText = elementsWithText(text);
  if (!withText) return false;
  let elements = 0;

  for (const match of text.matchAll(token)) {
    if (match.index !== position) return false;
    const part = match[0];
    if (part.startsWith("<?xml ")) {
      if (position !== 0 || !/^<\?xml version="[^"]*"(?: encoding="[^"]*")? \?>$/.test(part)) return false;
    } else if (part.startsWith("<!--")) {
      if (isMixed() || !isPlaced()) return false;
      gap = "";
    } else if (part.startsWith("</")) {
      const element = open.pop();
      if (!element || part !== `</${element.name}>`) return false;
      if (!element.hasText) {
        if (element.isEmptySoFar || gap !== `\n${" ".repeat(open.length * XML_OPTIONS.tabWidth)}`) return false;
      }
      gap = "";
    } else if (part.startsWith("<")) {
      const found = tag.exec(part);
      if (!found) return false;
      // Inside a text only leaves: what stands deeper is indented by rules of its own.
      if (isMixed() && (open.at(-1)?.hasText === false || starts.has(position))) return false;
      if (!isPlaced()) return false;
      if (open.length === 0 && ++roots > 1) return false;
      gap = "";
      const hasText = withText.has(elements++);
      if (found[3] === undefined) {
        open.push({ name: found[1] ?? "", hasChildren: false, hasText, isEmptySoFar: true });
      }
    } else {
      const parent = open.at(-1);
      if (parent?.hasText) gap = "";
      else if (part.trim() !== "") return false;
      else gap = part;
      if (/\n[^]*&|&[^]*\n/.test(part)) return false;
    }
    position += part.length;
  }
  return position === text.length && open.length === 0 && roots === 1 && gap === "\n";
}

/** Characters that may take no column, or two; European letters, dashes, quotes and the ellipsis take one. */
const uncertain = /[^\x20-\x7e\xa0-\u02ff\u2010-\u2027]/g;

/** The columns that a line takes at most. */
const widthOf = (line: string): number => line.length + (line.match(uncertain)?.length ?? 0);

/** The columns that a line takes at least. */
const sureWidthOf = (line: string): number => line.length - (line.match(uncertain)?.length ?? 0);

const brokenTag = /^( *)<([A-Za-z_][\w.:-]*)\n((?: +[A-Za-z_][\w.:-]*=(?:"[^"<\n]*"|'[^'<\n]*')\n)+)( *)(\/?>)(.*)$/gm;

/**
 * Writes start tags over several lines into one: those that are too long for one line, in the only form that the
 * formatter gives them. Undefined where a line is too long for its form, or not long enough.
 */
function joinTags(original: string): { text: string; starts: ReadonlySet<number> } | undefined {
  const starts = new Set<number>();
  let isFine = true as boolean;
  let saved = 0;
  const text = original.replace(
    brokenTag,
    (
      all: string,
      indent: string,
      name: string,
      lines: string,
      closing: string,
      end: string,
      rest: string,
      at: number,
    ) => {
      const attributes = lines.slice(0, -1).split("\n");
      const inner = indent + " ".repeat(XML_OPTIONS.tabWidth);
      const isCanonical =
        closing === indent && attributes.every((line) => line.startsWith(inner) && line[inner.length] !== " ");
      const flat = `${indent}<${name} ${attributes.map((line) => line.trimStart()).join(" ")}${end === ">" ? "" : " "}${end}`;
      const broken = [...attributes, closing + end + rest];
      if (!isCanonical || sureWidthOf(flat + rest) <= XML_OPTIONS.printWidth) isFine = false;
      if (broken.some((line) => widthOf(line) > XML_OPTIONS.printWidth && line.includes("<"))) isFine = false;
      starts.add(at - saved + indent.length);
      saved += all.length - (flat + rest).length;
      return flat + rest;
    },
  );
  for (const line of original.split("\n")) {
    // A line that is one attribute has no other form.
    if (widthOf(line) > XML_OPTIONS.printWidth && !/^ +[A-Za-z_][\w.:-]*=(?:"[^"]*"|'[^']*')$/.test(line))
      return undefined;
  }
  return isFine ? { text, starts } : undefined;
}

const startTag = /<([A-Za-z_][\w.:-]*)((?:\s+[A-Za-z_][\w.:-]*=(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g;

/**
 * Lays out start tags as prettier does, in one line or one attribute per line, and nothing else: enough for what
 * templates print, where names decide how long a line is. {@link isFormattedXml} says whether it was enough.
 */
export function tidyXml(text: string): string {
  if (special.test(text)) return text;
  return text
    .replace(startTag, (_tag, name: string, attributes: string, end: string) => {
      const words = [...attributes.matchAll(/[\w.:-]+=(?:"[^"]*"|'[^']*')/g)].map(([word]) => ` ${word}`);
      return `<${name}${words.join("")}${end === "" ? "" : " /"}>`;
    })
    .replace(
      /^( *)<([A-Za-z_][\w.:-]*)( [^<>\n]*?)( ?\/?)>(.*)$/gm,
      (line: string, indent: string, name: string, attributes: string, end: string, rest: string) => {
        if (line.length <= XML_OPTIONS.printWidth) return line;
        const inner = `\n${indent}${" ".repeat(XML_OPTIONS.tabWidth)}`;
        const words = [...attributes.matchAll(/[\w.:-]+=(?:"[^"]*"|'[^']*')/g)].map(([word]) => inner + word);
        return `${indent}<${name}${words.join("")}\n${indent}${end.trim()}>${rest}`;
      },
    );
}

/** Which elements (by order of their start tags) directly hold text; undefined where tags do not match. */
function elementsWithText(text: string): Set<number> | undefined {
  const found = new Set<number>();
  const open: number[] = [];
  let elements = 0;
  for (const [part] of text.matchAll(token)) {
    if (part.startsWith("<?") || part.startsWith("<!--")) continue;
    if (part.startsWith("</")) {
      if (open.pop() === undefined) return undefined;
    } else if (part.startsWith("<")) {
      if (!part.endsWith("/>")) open.push(elements);
      elements++;
    } else if (part.trim() !== "") {
      const parent = open.at(-1);
      if (parent === undefined) return undefined;
      found.add(parent);
    }
  }
  return found;
}
