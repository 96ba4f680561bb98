/**
 * Cuts Python into tokens. It judges nothing: of a text that is no Python it makes some tokens, always in time linear in
 * its length.
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

/** The quote that a text opens with at a place: `"""`, `'''`, `"`, `'`. */
export function quoteAt(text: string, at: number): string | undefined {
  const sign = text[at];
  if (sign !== '"' && sign !== "'") return undefined;
  return text[at + 1] === sign && text[at + 2] === sign ? sign + sign + sign : sign;
}

/** Behind the closing quote of a text whose characters begin at `at`; one that isn't closed ends with its line. */
function plainEnd(text: string, at: number, quote: string): number {
  const first = quote.charCodeAt(0);
  for (let end = at; end < text.length; end += 1) {
    const code = text.charCodeAt(end);
    if (code === BACKSLASH) end += 1;
    else if (code === first && (quote.length === 1 || text.startsWith(quote, end))) return end + quote.length;
    else if (code === NEWLINE && quote.length === 1) return end;
  }
  return text.length;
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
}

const DEEPEST = 8;

/** Reads an f-string from behind its opening quote. */
export function formatText(text: string, at: number, quote: string, isSpec = false, depth = 0): FormatText {
  const replacements: Replacement[] = [];
  const texts: [number, number][] = [];
  let start = at;
  let end = at;
  while (end < text.length) {
    const sign = text[end];
    if (sign === "\\" && !isSpec) end += 2;
    else if (text.startsWith(quote, end) || (quote.length === 1 && sign === "\n")) break;
    else if (sign === "{" && text[end + 1] === "{" && !isSpec) end += 2;
    else if (sign === "}" && isSpec) break;
    else if (sign === "{" && depth < DEEPEST) {
      texts.push([start, end]);
      const found = replacement(text, end + 1, quote, depth);
      replacements.push(found.replacement);
      start = end = found.end;
    } else end += 1;
  }
  end = Math.min(end, text.length);
  texts.push([start, end]);
  return { replacements, texts, end };
}

function replacement(
  text: string,
  from: number,
  quote: string,
  depth: number,
): { readonly replacement: Replacement; readonly end: number } {
  let brackets = 0;
  let to: number | undefined;
  let at = from;
  while (at < text.length) {
    const sign = text[at] ?? "";
    const inner = quoteAt(text, at);
    // Since 3.12 a text within may use the same quotes; where no expression can begin with one they close the f-string.
    if (inner !== undefined) {
      if (text.startsWith(quote, at) && !mayOpen(text, at, from)) break;
      const prefix = /[a-zA-Z]{0,2}$/.exec(text.slice(Math.max(from, at - 2), at))?.[0] ?? "";
      at = stringEnd(text, at, inner, /f/i.test(prefix), depth + 1);
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
      const end = text[spec.end] === "}" ? spec.end + 1 : spec.end;
      return { replacement: { from, to: to ?? at, spec }, end };
    } else at += 1;
  }
  return { replacement: { from, to: to ?? at, spec: undefined }, end: text[at] === "}" ? at + 1 : at };
}

const isCompared = (text: string, at: number): boolean => /[=!<>]/.test(text[at - 1] ?? "");

/** Whether a quote in a replacement opens a text: where an expression could begin, and not behind one. */
function mayOpen(text: string, at: number, from: number): boolean {
  let last = at;
  while (last > from && at - last < 500 && /\s/.test(text[last - 1] ?? "")) last -= 1;
  const before = text.slice(Math.max(from, last - 8), last);
  return before === "" || /[([{,=+\-*/%<>|&^~:!]$|\b(?:if|else|in|not|and|or|is|lambda|[rRbBuUfF]{1,2})$/.test(before);
}

/** Behind the closing quote of a text whose opening quote stands at `at`. */
function stringEnd(text: string, at: number, quote: string, isFormat: boolean, depth = 0): number {
  const start = at + quote.length;
  if (!isFormat || depth > DEEPEST) return plainEnd(text, start, quote);
  const { end } = formatText(text, start, quote, false, depth);
  return text.startsWith(quote, end) ? end + quote.length : end;
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
    if (width > (indents.at(-1) ?? 0)) {
      indents.push(width);
      push(Kind.Indent, "", end, end);
    }
    while (width < (indents.at(-1) ?? 0)) {
      indents.pop();
      push(Kind.Dedent, "", end, end);
    }
    return end;
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
      const quote = isPrefix(word) ? quoteAt(text, end) : undefined;
      if (quote === undefined) {
        const keyword = KEYWORDS.get(word);
        push(keyword === undefined ? Kind.Name : Kind.Keyword, keyword ?? word, at, end);
        at = end;
      } else {
        const close = stringEnd(text, end, quote, /[fFtT]/.test(word));
        push(Kind.String, "", at, close);
        at = close;
      }
    } else if (kind === Class.Digit || (text[at] === "." && classOf(text.charCodeAt(at + 1)) === Class.Digit)) {
      const end = numberEnd(text, at);
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
    } else if (text[at] === "#") {
      let end = text.indexOf("\n", at);
      if (end === -1) end = text.length;
      if (text.charCodeAt(end - 1) === RETURN) end -= 1;
      comments.push({ from: at, to: end, text: text.slice(at, end) });
      at = end;
    } else {
      const quote = quoteAt(text, at);
      if (quote !== undefined) {
        const close = plainEnd(text, at + quote.length, quote);
        push(Kind.String, "", at, close);
        at = close;
        continue;
      }
      const start = at;
      const operator = BY_FIRST[code]?.find((one) => one.length === 1 || text.startsWith(one, start));
      if (operator !== undefined) {
        if (operator === "(" || operator === "[" || operator === "{") depth += 1;
        else if ((operator === ")" || operator === "]" || operator === "}") && depth > 0) depth -= 1;
        push(Kind.Operator, operator, at, at + operator.length);
      }
      at += operator?.length ?? 1;
    }
  }
  const end = text.length;
  if (kinds.length > 0 && kinds.at(-1) !== Kind.Newline) push(Kind.Newline, "", end, end);
  for (; indents.length > 1; indents.pop()) push(Kind.Dedent, "", end, end);
  push(Kind.End, "", end, end);
  return { kinds, words, from, to, comments };
}
