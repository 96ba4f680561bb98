/**
 * Cuts Python into tokens. It judges nothing: of a text that is no Python it makes some tokens, always in time linear in
 * its length, and says that it is not sure of them.
 */
import type { Comment } from "./ast.ts";

export const enum Kind {
  Name,
  Keyword,
  Number,
  String,
  Operator,
  Newline,
  Indent,
  Dedent,
  End,
}

/** Tokens as columns, because a large addon has millions of them. */
export interface Tokens {
  readonly kinds: readonly Kind[];
  /** Names, keywords and operators as written; empty for the others. */
  readonly words: readonly string[];
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly comments: readonly Comment[];
  /** Whether Python cuts the text in the same way for certain: no character too many, every text closed. */
  readonly isSure: boolean;
}

const KEYWORDS: ReadonlyMap<string, string> = new Map(
  [
    ...["False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del"],
    ...["elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal"],
    ...["not", "or", "pass", "raise", "return", "try", "while", "with", "yield"],
  ].map((word) => [word, word]),
);

/** Longest first. */
const OPERATORS = [
  ...["**=", "//=", ">>=", "<<=", "...", "->", ":=", "**", "//", ">>", "<<", "<=", ">=", "==", "!=", "+=", "-=", "*="],
  ...["/=", "%=", "@=", "&=", "|=", "^=", "+", "-", "*", "/", "%", "@", "&", "|", "^", "~", "<", ">", "(", ")", "["],
  ...["]", "{", "}", ",", ":", ".", ";", "="],
];

/** Operators by the code of their first character. */
const BY_FIRST: readonly (readonly string[])[] = Array.from({ length: 128 }, (_, code) =>
  OPERATORS.filter((one) => one.charCodeAt(0) === code),
);

const NEWLINE = 10;
const RETURN = 13;
const BACKSLASH = 92;

/** Kinds of characters, as far as a scanner asks. */
const Class = { Other: 0, Letter: 1, Digit: 2, Blank: 3 } as const;

const CLASSES = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code);
  if (/[A-Za-z_]/.test(sign)) return Class.Letter;
  if (/\d/.test(sign)) return Class.Digit;
  return sign === " " || sign === "\t" || sign === "\f" ? Class.Blank : Class.Other;
});

const classOf = (code: number): number => (code < 128 ? (CLASSES[code] ?? Class.Other) : Class.Letter);
const isWordPart = (code: number): boolean => {
  const kind = classOf(code);
  return kind === Class.Letter || kind === Class.Digit;
};

/** Where a name ends that begins at `at`. */
function nameEnd(text: string, at: number): number {
  let end = at;
  while (end < text.length && isWordPart(text.charCodeAt(end))) end += 1;
  return end;
}

function numberEnd(text: string, at: number): number {
  const isBased = text[at] === "0" && /[xXoObB]/.test(text[at + 1] ?? "");
  let end = at;
  while (end < text.length) {
    const sign = text[end] ?? "";
    if (isWordPart(text.charCodeAt(end)) || (sign === "." && !isBased)) end += 1;
    else if ((sign === "+" || sign === "-") && !isBased && /[eE]/.test(text[end - 1] ?? "")) end += 1;
    else break;
  }
  return end;
}

/** Which of these letters may stand in names only Python's own tables know. */
const BEYOND_ASCII = /[^\0-\x7f]/;

/** Numbers as nearly everybody writes them. */
const PLAIN_NUMBER = /^(?:0|[1-9]\d*)(?:\.\d+)?$/;

const NUMBER = new RegExp(
  [
    "^(?:0[xX](?:_?[0-9a-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|(?:[1-9](?:_?[0-9])*|0+)[jJ]?",
    "(?:D\\.D?|\\.D)(?:[eE][+-]?D)?[jJ]?|D[eE][+-]?D[jJ]?)$",
  ]
    .join("|")
    .replaceAll("D", "(?:[0-9](?:_?[0-9])*)"),
);

/** The quote that a text opens with at a place: `"""`, `'''`, `"`, `'`. */
export function quoteAt(text: string, at: number): string | undefined {
  const sign = text[at];
  if (sign !== '"' && sign !== "'") return undefined;
  return text[at + 1] === sign && text[at + 2] === sign ? sign + sign + sign : sign;
}

/** Behind the closing quote of a text whose characters begin at `at`; `~` of the line's end where it isn't closed. */
function plainEnd(text: string, at: number, quote: string): number {
  const first = quote.charCodeAt(0);
  for (let end = at; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === BACKSLASH) end += 1;
    else if (code === first && (quote.length === 1 || text.startsWith(quote, end))) return end + quote.length;
    else if (code === NEWLINE && quote.length === 1) return ~end;
  }
  return ~text.length;
}

/** What stands in an f-string between two braces. */
export interface Replacement {
  /** Behind the `{`. */
  readonly from: number;
  /** Of what is shown: before `=`, `!r`, `:` or `}`. */
  readonly to: number;
  /** The specification behind a `:`, where there is one. */
  readonly spec: FormatText | undefined;
}

/** The inside of an f-string, or of a format specification in one. */
export interface FormatText {
  readonly replacements: readonly Replacement[];
  /** Texts before, between and behind them, as written: from and to. */
  readonly texts: readonly (readonly [number, number])[];
  /** Where it ends: at the closing quote, or at the brace that closes the replacement around it. */
  readonly end: number;
  /** As of tokens. */
  readonly isSure: boolean;
}

const DEEPEST = 8;

/** Reads an f-string from behind its opening quote. */
export function formatText(text: string, at: number, quote: string, isSpec = false, depth = 0): FormatText {
  const replacements: Replacement[] = [];
  const texts: [number, number][] = [];
  let start = at;
  let end = at;
  let isSure = true;
  while (end < text.length) {
    const sign = text[end];
    if (sign === "\\") {
      if (isSpec || /[{}N\r]/.test(text[end + 1] ?? "{")) isSure = false;
      end += isSpec ? 1 : 2;
    } else if (text.startsWith(quote, end) || (quote.length === 1 && sign === "\n")) break;
    else if (sign === "{" && text[end + 1] === "{" && !isSpec) end += 2;
    else if (sign === "}" && isSpec) break;
    else if (sign === "{" && depth < DEEPEST) {
      texts.push([start, end]);
      const found = replacement(text, end + 1, quote, depth);
      if (!found.isSure) isSure = false;
      replacements.push(found.replacement);
      start = end = found.end;
    } else if (sign === "}" && text[end + 1] === "}") end += 2;
    else {
      if (sign === "{" || sign === "}") isSure = false;
      end += 1;
    }
  }
  if (end > text.length) isSure = false;
  end = Math.min(end, text.length);
  texts.push([start, end]);
  return { replacements, texts, end, isSure };
}

function replacement(
  text: string,
  from: number,
  quote: string,
  depth: number,
): { readonly replacement: Replacement; readonly end: number; readonly isSure: boolean } {
  let brackets = 0;
  let to: number | undefined;
  let at = from;
  let isSure = true;
  while (at < text.length) {
    const sign = text[at] ?? "";
    const inner = quoteAt(text, at);
    // Since 3.12 a text within may use the same quotes; where no expression can begin with one they close the f-string.
    if (inner !== undefined) {
      if (text.startsWith(quote, at)) {
        isSure = false;
        if (!mayOpen(text, at, from)) break;
      }
      const prefix = /[a-zA-Z]{0,2}$/.exec(text.slice(Math.max(from, at - 2), at))?.[0] ?? "";
      const close = stringEnd(text, at, inner, /f/i.test(prefix), depth + 1);
      if (close < 0) isSure = false;
      at = close < 0 ? ~close : close;
    } else if ("([{".includes(sign)) {
      brackets += 1;
      at += 1;
    } else if (brackets > 0 && ")]}".includes(sign)) {
      brackets -= 1;
      at += 1;
    } else if (sign === "}") break;
    else if (brackets === 0 && sign === "!" && text[at + 1] !== "=") {
      to ??= at;
      at += 1;
    } else if (brackets === 0 && sign === "=" && /^=\s*[!:}]/.test(text.slice(at, at + 20)) && !isCompared(text, at)) {
      to ??= at;
      at += 1;
    } else if (brackets === 0 && sign === ":") {
      const spec = formatText(text, at + 1, quote, true, depth + 1);
      const isClosed = text[spec.end] === "}";
      isSure &&= isClosed && spec.isSure && isConversion(text.slice(to ?? at, at));
      return { replacement: { from, to: to ?? at, spec }, end: isClosed ? spec.end + 1 : spec.end, isSure };
    } else {
      // A closing bracket too many, a comment, a line's end: rarely meant.
      if (")]#\\\n".includes(sign)) isSure = false;
      at += 1;
    }
  }
  const isClosed = text[at] === "}";
  isSure &&= isClosed && isConversion(text.slice(to ?? at, at));
  return { replacement: { from, to: to ?? at, spec: undefined }, end: isClosed ? at + 1 : at, isSure };
}

/** What stands between an expression and its `:` or `}`: `=`, `!r`. */
const isConversion = (text: string): boolean => text === "" || /^(?:=\s*)?(?:![rsa])?$/.test(text);

const isCompared = (text: string, at: number): boolean => /[=!<>]/.test(text[at - 1] ?? "");

/** Whether a quote in a replacement opens a text: where an expression could begin, and not behind one. */
function mayOpen(text: string, at: number, from: number): boolean {
  let last = at;
  while (last > from && at - last < 500 && /\s/.test(text[last - 1] ?? "")) last -= 1;
  const before = text.slice(Math.max(from, last - 8), last);
  return before === "" || /[([{,=+\-*/%<>|&^~:!]$|\b(?:if|else|in|not|and|or|is|lambda|[rRbBuUfF]{1,2})$/.test(before);
}

/** As `plainEnd`, for a text whose opening quote stands at `at`; `~` where one can't be sure of what is in it, too. */
function stringEnd(text: string, at: number, quote: string, isFormat: boolean, depth = 0): number {
  const start = at + quote.length;
  if (!isFormat || depth > DEEPEST) return plainEnd(text, start, quote);
  const { end, isSure } = formatText(text, start, quote, false, depth);
  const close = text.startsWith(quote, end) ? end + quote.length : end;
  return isSure && close > end ? close : ~close;
}

const isPrefix = (word: string): boolean => word.length <= 2 && /^(?:[rR]?[bBfFtT]|[bBfFtT]?[rR]|[uU])$/.test(word);

/** @returns the tokens of a text, the last one an `End` */
export function tokenize(text: string): Tokens {
  const kinds: Kind[] = [];
  const words: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const comments: Comment[] = [];
  const indents = [0];
  const isAscii = !BEYOND_ASCII.test(text);
  // Ends of lines as no editor of today writes them, and the like.
  let isSure = !/\r(?!\n)|\0|\b__debug__\b/.test(text);
  const push = (kind: Kind, word: string, start: number, end: number): void => {
    kinds.push(kind);
    words.push(word);
    from.push(start);
    to.push(end);
  };

  /** Reads the blanks that a line begins with; a line without a word has no indentation. */
  const indentation = (start: number): number => {
    let width = 0;
    let end = start;
    for (; end < text.length; end += 1) {
      const sign = text[end];
      if (sign === " ") width += 1;
      else if (sign === "\t") width += 8 - (width % 8);
      else if (sign === "\f") width = 0;
      else break;
    }
    const code = text.charCodeAt(end);
    if (end >= text.length || code === NEWLINE || code === RETURN || text[end] === "#") return end;
    // How wide a tab is depends on who looks.
    if (width !== end - start || code === BACKSLASH) isSure = false;
    if (width > (indents.at(-1) ?? 0)) {
      indents.push(width);
      push(Kind.Indent, "", end, end);
    }
    while (width < (indents.at(-1) ?? 0)) {
      indents.pop();
      push(Kind.Dedent, "", end, end);
    }
    if (width !== indents.at(-1)) isSure = false;
    return end;
  };

  const closed = (end: number): number => {
    if (end < 0) isSure = false;
    return end < 0 ? ~end : end;
  };

  let depth = 0;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  at = indentation(at);
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const kind = classOf(code);
    if (kind === Class.Blank || code === RETURN) at += 1;
    else if (kind === Class.Letter) {
      const end = nameEnd(text, at);
      const word = text.slice(at, end);
      if (!isAscii && BEYOND_ASCII.test(word)) isSure = false;
      const quote = isPrefix(word) ? quoteAt(text, end) : undefined;
      if (quote === undefined) {
        const keyword = KEYWORDS.get(word);
        push(keyword === undefined ? Kind.Name : Kind.Keyword, keyword ?? word, at, end);
        at = end;
      } else {
        push(Kind.String, "", at, closed(stringEnd(text, end, quote, /[fFtT]/.test(word))));
        at = to.at(-1) ?? at;
      }
    } else if (kind === Class.Digit || (text[at] === "." && classOf(text.charCodeAt(at + 1)) === Class.Digit)) {
      const end = numberEnd(text, at);
      const written = text.slice(at, end);
      if (!PLAIN_NUMBER.test(written) && !NUMBER.test(written)) isSure = false;
      push(Kind.Number, "", at, end);
      at = end;
    } else if (code === NEWLINE) {
      at += 1;
      if (depth > 0) continue;
      if (kinds.length > 0 && kinds.at(-1) !== Kind.Newline) push(Kind.Newline, "", at - 1, at);
      at = indentation(at);
    } else if (code === BACKSLASH) {
      // A line that goes on in the next one.
      at += text.charCodeAt(at + 1) === RETURN ? 3 : 2;
      if (text.charCodeAt(at - 1) !== NEWLINE || at >= text.length) isSure = false;
    } else if (text[at] === "#") {
      let end = text.indexOf("\n", at);
      if (end === -1) end = text.length;
      if (text.charCodeAt(end - 1) === RETURN) end -= 1;
      comments.push({ from: at, to: end, text: text.slice(at, end) });
      at = end;
    } else {
      const quote = quoteAt(text, at);
      if (quote !== undefined) {
        push(Kind.String, "", at, closed(plainEnd(text, at + quote.length, quote)));
        at = to.at(-1) ?? at;
        continue;
      }
      const start = at;
      const operator = BY_FIRST[code]?.find((one) => one.length === 1 || text.startsWith(one, start));
      if (operator !== undefined) {
        if (operator === "(" || operator === "[" || operator === "{") depth += 1;
        else if ((operator === ")" || operator === "]" || operator === "}") && depth > 0) depth -= 1;
        push(Kind.Operator, operator, at, at + operator.length);
      } else isSure = false;
      at += operator?.length ?? 1;
    }
  }
  const end = text.length;
  if (kinds.length > 0 && kinds.at(-1) !== Kind.Newline) push(Kind.Newline, "", end, end);
  for (; indents.length > 1; indents.pop()) push(Kind.Dedent, "", end, end);
  push(Kind.End, "", end, end);
  return { kinds, words, from, to, comments, isSure };
}
