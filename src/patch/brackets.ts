/** Python's brackets cut into their items: lists, dictionaries, arguments, imported names. */
import type { ImportFrom } from "../parse/python/ast.ts";
import { Kind, quoteAt, tokenize, type Tokens } from "../parse/python/tokens.ts";
import { lineStart } from "../parse/text.ts";
import { cutLines, type Flow, indentAt, type Inner, LAST_RANK, lineEnd, type Piece, piecesOf } from "./pieces.ts";

/** Columns that a line of generated Python has at most. */
const WIDTH = 88;

const INDENT = "    ";

export interface PythonTokens {
  readonly text: string;
  readonly tokens: Tokens;
  /** For the place of each bracket that of its partner. */
  readonly partners: ReadonlyMap<number, number>;
}

const CLOSING: Readonly<Record<string, string>> = { ")": "(", "]": "[", "}": "{" };

/** Reads a text's tokens; undefined where its brackets or quotes are not closed. */
export function readTokens(text: string): PythonTokens | undefined {
  const tokens = tokenize(text);
  const { kinds, words, from, to } = tokens;
  const partners = new Map<number, number>();
  const open: number[] = [];
  for (let at = 0; at < kinds.length; at += 1) {
    const kind = kinds[at];
    if (kind === Kind.String && !isClosed(text, from[at] ?? 0, to[at] ?? 0)) return undefined;
    if (kind !== Kind.Operator) continue;
    const word = words[at] ?? "";
    const opening = CLOSING[word];
    if (opening !== undefined) {
      const partner = open.pop();
      if (partner === undefined || words[partner] !== opening) return undefined;
      partners.set(partner, at).set(at, partner);
    } else if (word === "(" || word === "[" || word === "{") open.push(at);
  }
  return open.length === 0 ? { text, tokens, partners } : undefined;
}

function isClosed(text: string, from: number, to: number): boolean {
  let open = from;
  while (open < to && quoteAt(text, open) === undefined) open += 1;
  const quote = quoteAt(text, open) ?? "";
  return to - open >= 2 * quote.length && text.startsWith(quote, to - quote.length);
}

/** The place of the last token that ends at or before an offset. */
function tokenBefore({ from, to, kinds }: Tokens, offset: number): number {
  let low = 0;
  let high = kinds.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((from[middle] ?? 0) < offset) low = middle;
    else high = middle - 1;
  }
  while (
    low > 0 &&
    ((to[low] ?? 0) > offset || kinds[low] === Kind.Newline || kinds[low] === Kind.Indent || kinds[low] === Kind.Dedent)
  ) {
    low -= 1;
  }
  return low;
}

/** Tokens of an item: the first, the last, and the comma behind it. */
interface Item {
  readonly first: number;
  readonly last: number;
  readonly comma: number | undefined;
}

/** The items between two tokens; undefined for a comprehension. */
function itemsOf({ tokens, partners }: PythonTokens, from: number, to: number): Item[] | undefined {
  const items: Item[] = [];
  let first = from;
  for (let at = from; at < to; at += 1) {
    const word = tokens.words[at];
    if (tokens.kinds[at] === Kind.Keyword && (word === "for" || word === "lambda")) {
      if (word === "for") return undefined;
      // Its parameters have commas of their own.
      while (at + 1 < to && !(tokens.kinds[at] === Kind.Operator && tokens.words[at] === ":"))
        at = partners.get(at + 1) ?? at + 1;
      continue;
    }
    if (tokens.kinds[at] !== Kind.Operator) continue;
    const partner = partners.get(at);
    if (partner !== undefined && partner > at) at = partner;
    else if (word === ",") {
      if (at === first) return undefined;
      items.push({ first, last: at - 1, comma: at });
      first = at + 1;
    }
  }
  if (first < to) items.push({ first, last: to - 1, comma: undefined });
  return items;
}

/** What an item of a bracket is known by. */
function nameOf(
  { text, tokens, partners }: PythonTokens,
  { first, last }: Item,
  { bracket, isCall, isMapping, place }: { bracket: string; isCall: boolean; isMapping: boolean; place: number },
): { key: string; name: string } {
  const { words, from, to, kinds } = tokens;
  const slice = (a: number, b: number): string => text.slice(from[a], to[b]).replace(/\s+/g, " ");
  const isOp = (at: number, word: string): boolean => kinds[at] === Kind.Operator && words[at] === word;
  const plain = (a: number, b: number): string => slice(a, b).replace(/^(["'])(.*)\1$/, "$2");
  if (kinds[first] === Kind.Name && isOp(first + 1, "="))
    return { key: `${words[first] ?? ""}=`, name: words[first] ?? "" };
  if (bracket === "{") {
    for (let at = first; at <= last; at += 1) {
      const partner = partners.get(at);
      if (partner !== undefined && partner > at) at = partner;
      else if (isOp(at, ":")) return { key: `${plain(first, at - 1)}:`, name: plain(first, at - 1) };
    }
  }
  if (isCall && !isOp(first, "*") && !isOp(first, "**")) return { key: `#${place}`, name: `argument ${place + 1}` };
  if (isOp(first, "(") && partners.get(first) === last) {
    const inner = (itemsOf({ text, tokens, partners }, first + 1, last) ?? []).filter((one) => one.first === one.last);
    const texts = inner.filter((one) => kinds[one.first] === Kind.String);
    const word = isMapping ? texts.at(-1) : texts[0];
    if (word !== undefined) return { key: `(${plain(word.first, word.last)})`, name: plain(word.first, word.last) };
  }
  const all = plain(first, last);
  return { key: all, name: all.length > 40 ? `${all.slice(0, 39)}…` : all };
}

interface Stretch {
  /** The lines of a piece. */
  readonly from: number;
  readonly to: number;
  /** Where its statement or item begins and ends, without the comma behind it. */
  readonly begin: number;
  readonly end: number;
}

const isFiller = (text: string): boolean => /^[ \t\f]*,?[ \t\f]*(?:#[^\n]*)?(?:\n[ \t\f]*(?:#[^\n]*)?)*$/.test(text);

/** The bracket that a stretch ends with. */
export function bracketInner(source: PythonTokens, { from, to, begin, end }: Stretch): Inner | undefined {
  const { tokens, partners } = source;
  const close = tokenBefore(tokens, end);
  const open = partners.get(close);
  if (open === undefined || open > close || (tokens.from[open] ?? 0) < begin) return undefined;
  const isOp = (at: number, words: readonly string[]): boolean =>
    tokens.kinds[at] === Kind.Operator && words.includes(tokens.words[at] ?? "");
  const bracket = tokens.words[open] ?? "";
  const isBehindValue =
    (tokens.from[open - 1] ?? 0) >= begin &&
    open > 0 &&
    (tokens.kinds[open - 1] === Kind.Name || tokens.kinds[open - 1] === Kind.String || isOp(open - 1, [")", "]"]));
  // `a[…]` is no list.
  if (isBehindValue && bracket !== "(") return undefined;
  const items = itemsOf(source, open + 1, close);
  if (items === undefined) return undefined;
  // Brackets around one value.
  if (bracket === "(" && !isBehindValue && items.length === 1 && items[0]?.comma === undefined) return undefined;
  return cutItems(source, items, {
    ...{ from, to, begin, bracket, isCall: isBehindValue },
    ...{ open: tokens.to[open] ?? 0, close: tokens.from[close] ?? 0 },
  });
}

/** The names of `from x import …`, with brackets around them or without. */
export function importInner(
  source: PythonTokens,
  stmt: ImportFrom,
  from: number,
  to: number,
  needed: ReadonlySet<string>,
): Inner | undefined {
  const { text, tokens } = source;
  const close = tokenBefore(tokens, stmt.to);
  const open = source.partners.get(close);
  const begin = { from, to, begin: stmt.from, bracket: "import", isCall: false, needed };
  if (open !== undefined) {
    const items = itemsOf(source, open + 1, close);
    const places = { open: tokens.to[open] ?? 0, close: tokens.from[close] ?? 0 };
    return items === undefined ? undefined : cutItems(source, items, { ...begin, ...places });
  }
  const [first] = stmt.names;
  if (first === undefined) return undefined;
  const start = tokenBefore(tokens, first.to);
  let name = start;
  while (name > 0 && (tokens.from[name] ?? 0) > first.from) name -= 1;
  const items = itemsOf(source, name, close + 1);
  if (items === undefined || text.slice(stmt.from, stmt.to).includes("\\")) return undefined;
  return cutItems(source, items, { ...begin, open: first.from, close: stmt.to });
}

interface Bracket {
  readonly from: number;
  readonly to: number;
  readonly begin: number;
  readonly bracket: string;
  readonly isCall: boolean;
  /** Names that an import has to keep. */
  readonly needed?: ReadonlySet<string>;
  /** Behind the opening bracket, and where the closing one begins. */
  readonly open: number;
  readonly close: number;
}

function cutItems(source: PythonTokens, items: readonly Item[], place: Bracket): Inner | undefined {
  const { text, tokens } = source;
  const { from, to, begin, open, close, bracket, isCall, needed } = place;
  const spans = items.map((one) => ({ from: tokens.from[one.first] ?? 0, to: tokens.to[one.last] ?? 0 }));
  const isMapping = /^\s*(?:direct|children)\s*=/.test(text.slice(begin, open));
  let position = 0;
  // Files and modules that are gone can't be loaded.
  const dangles = /^from \.+ /.test(text.slice(begin, open)) || /^\s*"(?:data|demo)"/.test(text.slice(begin, open));
  const pieceOf = (item: Item, text: string, extra: Partial<Piece>): Piece => {
    const named = nameOf(source, item, { bracket, isCall, isMapping, place: position });
    position += 1;
    const isNeeded = needed?.has(/\w+$/.exec(named.key)?.[0] ?? "") === true;
    return { ...named, isNamed: true, gap: "", lead: "", text, rank: LAST_RANK, isNeeded, dangles, ...extra };
  };
  const kind = bracket === "import" ? "import" : isCall ? "call" : bracket;
  const shared = {
    kind,
    isUnion: bracket === "import" || /^\s*"/.test(text.slice(begin, open)),
    needsPieces: bracket === "import",
  };

  const start = lineEnd(text, open);
  const closing = lineStart(text, close);
  const isOpenEnd = isFiller(text.slice(open, start)) && !text.slice(open, start).includes(",");
  const cut =
    isOpenEnd && start <= closing && text.slice(closing, close).trim() === ""
      ? cutLines({ text, from: start, to: closing, spans, isFiller })
      : undefined;
  if (cut !== undefined) {
    const pieces = piecesOf(cut, (one, at) => {
      const [item, span] = [items[at], spans[at]];
      if (item === undefined || span === undefined) throw new Error("a piece without an item");
      const inner = (): Inner | undefined =>
        bracketInner(source, { from: one.from, to: one.to, begin: span.from, end: span.to });
      const hasComment = one.lead !== "" || text.slice(span.to, one.to).includes("#");
      const bare = item.comma === undefined ? { bare: one.text } : {};
      const behind = source.text.slice(item.comma === undefined ? span.to : (tokens.to[item.comma] ?? 0), one.to);
      const code = one.text.slice(0, one.text.length - behind.length);
      const remark = /^[ \t]*#[^\n]*\n$/.test(behind)
        ? { remark: { text: `${indentAt(text, one.from)}${behind.trimStart()}`, plain: `${code}\n` } }
        : {};
      const lines =
        item.comma === undefined ? `${text.slice(one.from, span.to)},${text.slice(span.to, one.to)}` : one.text;
      return pieceOf(item, lines, { gap: one.gap, lead: one.lead, inner, hasComment, ...bare, ...remark });
    });
    // Comments before the closing bracket belong to it.
    const head = text.slice(from, start);
    const tail = cut.rest + text.slice(closing, to);
    const hasComments =
      pieces.some((one) => one.hasComment === true || one.gap !== "") ||
      tail !== text.slice(closing, to) ||
      head.trimEnd() !== text.slice(from, open);
    const join = joiner(bracket, isCall);
    const texts = pieces.map((one) => one.text);
    const isSpread = hasComments || items.length === 0 || join(head, texts, tail) !== undefined || undefined;
    const flow = { isApart: true, isSpread, hasLastComma: items.at(-1)?.comma !== undefined, join };
    return { ...shared, head: { text: head }, pieces, tail, flow };
  }
  return inOneLine(source, items, place, spans, pieceOf, shared);
}

/** Items that share a line, as if each had one of its own. */
function inOneLine(
  { text }: PythonTokens,
  items: readonly Item[],
  { from, to, begin, open, close, bracket, isCall }: Bracket,
  spans: readonly { readonly from: number; readonly to: number }[],
  pieceOf: (item: Item, text: string, extra: Partial<Piece>) => Piece,
  shared: Pick<Inner, "kind" | "isUnion">,
): Inner | undefined {
  let at = open;
  for (const span of spans) {
    if (!/^[\s,]*$/.test(text.slice(at, span.from)) || text.slice(span.from, span.to).includes("\n")) return undefined;
    at = span.to;
  }
  if (!/^[\s,]*$/.test(text.slice(at, close))) return undefined;
  const indent = indentAt(text, lineStart(text, begin));
  const isNaked = bracket === "import" && !text.slice(begin, open).includes("(");
  const head = `${text.slice(from, open).trimEnd()}${isNaked ? " (" : ""}\n`;
  const tail = `${indent}${isNaked ? ")" : ""}${text.slice(close, to)}`;
  const pieces = items.map((item, place) => {
    const span = spans[place];
    return pieceOf(item, `${indent}${INDENT}${text.slice(span?.from, span?.to)},\n`, {});
  });
  const flow: Flow = { isApart: false, isSpread: false, hasLastComma: true, join: joiner(bracket, isCall) };
  return { ...shared, head: { text: head }, pieces, tail, flow };
}

/** How brackets are laid out that need not have a line for each item. */
const joiner =
  (bracket: string, isCall: boolean): Flow["join"] =>
  (head, pieces, tail) => {
    const texts = pieces.map((one) => one.trim());
    if (texts.some((one) => one.includes("\n") || !one.endsWith(","))) return undefined;
    const items = texts.map((one) => one.slice(0, -1)).join(", ");
    const open = head.trimEnd();
    const close = tail.trimStart();
    const inLine =
      bracket === "import"
        ? `${open.replace(/\s*\($/, "")} ${items}${close.replace(/^\)/, "")}`
        : `${open}${items}${bracket === "(" && !isCall && texts.length === 1 ? "," : ""}${close}`;
    const width = (text: string): number =>
      Math.max(
        ...text
          .trimEnd()
          .split("\n")
          .map((line) => line.replace(/ {2}#.*$/, "").length),
      );
    if (width(inLine.slice(inLine.lastIndexOf("\n", open.length - 1) + 1)) <= WIDTH) return inLine;
    const indent = `${indentAt(tail, 0)}${INDENT}`;
    if (isCall && indent.length + items.length <= WIDTH) return `${head}${indent}${items}\n${tail}`;
    return undefined;
  };
