/**
 * Text and data as literals of the languages that a generated addon is written in. Whatever a spec says goes through
 * one of these, so no spec can break out of a string, a tag, a cell or a comment.
 */

/** What a literal may say: JSON, and whole numbers beyond 2^53. */
export type Literal =
  string | number | bigint | boolean | null | readonly Literal[] | { readonly [key: string]: Literal };

/** A value that the language has no way to write. The message says which, without the place: the renderer adds it. */
export class LiteralError extends Error {
  /** True where a user's text is at fault, false where a template or a planner is. */
  readonly isUserText: boolean;

  constructor(message: string, isUserText: boolean) {
    super(message);
    this.name = "LiteralError";
    this.isUserText = isUserText;
  }
}

const codePointName = (character: string): string =>
  "U+" + (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");

/** Invisible, unassigned or direction-changing characters, lone surrogates among them; the plain space is not one. */
const unprintable = /[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu;

const pythonEscapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

const escapePython = (text: string): string =>
  text.replaceAll("\\", "\\\\").replace(unprintable, (character) => {
    const known = pythonEscapes[character];
    if (known !== undefined) return known;
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x100) return "\\x" + code.toString(16).padStart(2, "0");
    if (code < 0x10000) return "\\u" + code.toString(16).padStart(4, "0");
    return "\\U" + code.toString(16).padStart(8, "0");
  });

/** ASCII without quotes and backslashes: most of what is printed. */
const PLAIN = /^[ !#-&(-[\]-~]*$/;

const pythonString = (text: string, preferred: '"' | "'"): string => {
  if (PLAIN.test(text)) return preferred + text + preferred;
  const other = preferred === '"' ? "'" : '"';
  // As the formatter chooses: the preferred quote unless the other needs fewer backslashes.
  const quote = text.split(preferred).length > text.split(other).length ? other : preferred;
  return quote + escapePython(text).replaceAll(quote, "\\" + quote) + quote;
};

const pythonNumber = (value: number): string => {
  if (!Number.isFinite(value)) throw new LiteralError(`${String(value)} is no Python number`, false);
  // -0 prints as 0: a sign that nobody wrote.
  return Object.is(value, -0) ? "0" : String(value).replace("e+", "e");
};

export interface PythonOptions {
  /** Every list becomes a tuple, at all levels. */
  tuple?: boolean;
  /** The preferred quote; `'` where the literal stands in an XML attribute. */
  quote?: '"' | "'";
}

/**
 * A Python literal that `ast.literal_eval` reads back as the same value, on one line, double quotes preferred.
 * @throws LiteralError for undefined, NaN, infinity, functions: nothing that a spec can hold
 */
export function pythonLiteral(value: unknown, options: PythonOptions = {}): string {
  const print = (item: unknown): string => {
    if (item === null) return "None";
    if (item === true) return "True";
    if (item === false) return "False";
    if (typeof item === "string") return pythonString(item, options.quote ?? '"');
    if (typeof item === "number") return pythonNumber(item);
    if (typeof item === "bigint") return item.toString();
    if (Array.isArray(item)) {
      const items = item.map(print);
      if (!options.tuple) return `[${items.join(", ")}]`;
      return items.length === 1 ? `(${items.join("")},)` : `(${items.join(", ")})`;
    }
    if (typeof item === "object") {
      return `{${Object.entries(item)
        .map(([key, entry]) => `${print(key)}: ${print(entry)}`)
        .join(", ")}}`;
    }
    throw new LiteralError(`${typeof item} is no Python literal`, false);
  };
  return print(value);
}

/**
 * Text between `"""` and `"""`: what Python reads back is the text itself.
 * Lines keep their breaks; `indent` spaces are put before each further line.
 */
export function docString(value: unknown, indent = 0): string {
  const text = plainText(value).replace(/\r\n?/g, "\n");
  return text
    .split("\n")
    .map((line) => escapePython(line))
    .join("\n" + " ".repeat(indent))
    .replace(/"{3,}|^"+|"+$/g, (quotes) => quotes.replaceAll('"', '\\"'));
}

/** One line for a comment after `#`: breaks and unprintable characters become spaces. */
export function commentText(value: unknown): string {
  return plainText(value).replace(unprintable, " ").replace(/ {2,}/g, " ").trim();
}

/** XML 1.0 knows neither of these, not even escaped. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const notInXml = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u;

const refuseNotInXml = (text: string): string => {
  const found = notInXml.exec(text);
  if (found) throw new LiteralError(`XML cannot hold the character ${codePointName(found[0])}`, true);
  return text;
};

const escapeXml = (text: string): string =>
  refuseNotInXml(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll("\r", "&#13;");

/**
 * For an attribute in double quotes, and for one-line element text: what a parser reads back is the text itself,
 * line breaks and tabs included (a parser would make bare ones in an attribute a space).
 * @throws LiteralError for characters that XML 1.0 does not know
 */
export function xmlAttribute(value: unknown): string {
  return escapeXml(plainText(value)).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}

/** For element text over several lines: breaks, tabs and quotes stay as they are. */
export function xmlText(value: unknown): string {
  return escapeXml(plainText(value));
}

/** Between `<!--` and `-->`: two hyphens may not stand there, nor one at the end. */
export function xmlComment(value: unknown): string {
  return refuseNotInXml(plainText(value))
    .replace(/-(?=-)/g, "- ")
    .replace(/-$/, "- ");
}

const refuseSurrogates = (text: string, language: string): string => {
  const found = /\p{Cs}/u.exec(text);
  if (found) throw new LiteralError(`${language} cannot hold the character ${codePointName(found[0])}`, true);
  return text;
};

/**
 * One cell, quoted where it must be (RFC 4180).
 * @throws LiteralError for NUL and lone surrogates
 */
export function csvCell(value: unknown): string {
  const text = refuseSurrogates(plainText(value), "CSV");
  if (text.includes("\0")) throw new LiteralError("CSV cannot hold the character U+0000", true);
  return text === "" || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Words that a YAML 1.1 or 1.2 reader takes for something else than text. */
const yamlWords = /^(?:null|true|false|yes|no|on|off|y|n)$/i;

/** A YAML value in flow style (JSON, of which YAML is a superset); plain where a word is plainly text. */
export function yamlValue(value: unknown): string {
  if (typeof value === "string") {
    if (/^[A-Za-z][\w./-]*(?: [\w./-]+)*$/.test(value) && !yamlWords.test(value)) return value;
    refuseSurrogates(value, "YAML");
    return JSON.stringify(value).replace(unprintable, (character) => {
      const code = character.codePointAt(0) ?? 0;
      return code < 0x10000 ? "\\u" + code.toString(16).padStart(4, "0") : "\\U" + code.toString(16).padStart(8, "0");
    });
  }
  if (Array.isArray(value)) return `[${value.map(yamlValue).join(", ")}]`;
  if (value !== null && typeof value === "object") {
    return `{ ${Object.entries(value)
      .map(([key, entry]) => `${yamlValue(key)}: ${yamlValue(entry)}`)
      .join(", ")} }`;
  }
  if (value === null || typeof value === "boolean" || typeof value === "bigint") return String(value);
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  throw new LiteralError(`${typeof value} is no YAML value`, false);
}

/** Text in a Markdown paragraph, heading or cell: shown as it is, on one line. */
export function markdownText(value: unknown): string {
  return refuseSurrogates(plainText(value), "Markdown")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_[\]<>|&~$#]/g, "\\$&")
    .replace(/^([-+=])/, "\\$1")
    .replace(/^(\d+)([.)])/, "$1\\$2");
}

/** Markdown code in a line, its fence longer than any run of backticks inside. */
export function markdownCode(value: unknown): string {
  const text = refuseSurrogates(plainText(value), "Markdown").replace(/\s+/g, " ");
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map((run) => run[0].length));
  const fence = "`".repeat(longest + 1);
  const space = text === "" || /^`|`$|^ .* $/.test(text) ? " " : "";
  return fence + space + text + space + fence;
}

/** Text in a paragraph, title or cell of reStructuredText: shown as it is, on one line. */
export function restText(value: unknown): string {
  return refuseSurrogates(plainText(value), "reStructuredText")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[\\`*_|]/g, "\\$&")
    .replace(/^(?=[-+=#~^"'.:<>{([!$%&/;?@]|[A-Za-z0-9]+[.)])/, "\\");
}

/** Code in a line of reStructuredText; as text where no literal can hold it. */
export function restCode(value: unknown): string {
  const text = refuseSurrogates(plainText(value), "reStructuredText").replace(/\s+/g, " ").trim();
  return text === "" || text.includes("``") || /^`|`$|\\$/.test(text) ? restText(text) : "``" + text + "``";
}

/** A title with its line below, which must be as wide: signs of other scripts may take two columns. */
export function restTitle(value: unknown, line: string): string {
  const text = restText(value);
  // Counted in UTF-16 units at least; a line that is too long is fine.
  const width = text.length + text.replace(/[ -\u02ff]/g, "").length;
  return `${text}\n${line.repeat(Math.max(4, width))}`;
}

/**
 * A word that can stand anywhere without quotes: a name, a dotted or slashed path, a number. Whatever else a template
 * prints without a literal helper is refused, so forgetting the helper is an error and never a hole.
 * @throws LiteralError for everything else
 */
export function bareWord(value: unknown): string {
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value === "string" && /^(?:[A-Za-z0-9_/][A-Za-z0-9_./-]*)?$/.test(value)) return value;
  throw new LiteralError(
    `${value === undefined ? "undefined" : JSON.stringify(value)} is no bare word: print it with py, xml, csv, yaml, md, doc … (or code, for text that is code)`,
    false,
  );
}

function plainText(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number" || typeof value === "bigint") return String(value);
  throw new LiteralError(`${value === null ? "null" : typeof value} is no text`, false);
}
