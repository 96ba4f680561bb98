/**
 * The text of a spec, edited by splices at the places that the YAML parser gives: whatever is not concerned stays byte by
 * byte, comments, quotes, blank lines and line ends included. What is new takes the style of what stands beside it.
 */
import type { Document, Node, Pair, ToStringOptions, YAMLMap, YAMLSeq } from "yaml";
import { ConnectorError } from "../../errors.ts";
import { readSpec } from "../document.ts";
import type { KeyPath } from "../keypath.ts";

type Yaml = typeof import("yaml");
type Collection = YAMLMap | YAMLSeq;

/** What is to be written: a list of one element, or a map of one key. */
export interface Piece {
  readonly document: Document;
  /** The same as block text from column 0, where it is to be written as it stands. */
  readonly source?: string;
}

/** An element of a list, or a key with its value. */
interface Entry {
  /** Offset of the dash, of the key, or of the element of a flow list. */
  readonly start: number;
  /** Offset behind the value. */
  readonly end: number;
}

/** Lines of an entry of a block collection: with the comments that belong to it. */
interface Extent {
  readonly from: number;
  readonly to: number;
  readonly column: number;
}

interface Style {
  readonly hasFlow: boolean;
  readonly isPadded: boolean;
  readonly isSingle: boolean;
  readonly isJson: boolean;
}

/** How wide lines of a generated spec get. */
const WIDTH = 120;

/** What stands where an anchor may: an alias of it would change along with what is written there. */
const ANCHOR = /(?:^|[\s,[{:-])&[^\s,[\]{}]/m;

export class SpecText {
  private parsed: Document.Parsed | undefined;
  /** What the text says, where that is known without reading it. */
  private said: unknown;
  private styled: Style | undefined;
  /** Up to here what was parsed is still so: edits from the end on need no other parse. */
  private valid = Infinity;

  private constructor(
    private readonly yaml: Yaml,
    private current: string,
  ) {}

  /** @param value what the text says, where somebody has read it: it is kept up as long as that is simple */
  static async open(text: string, value?: unknown): Promise<SpecText> {
    const opened = new SpecText(await import("yaml"), text);
    if (!ANCHOR.test(text)) opened.said = structuredClone(value);
    return opened;
  }

  /** The same text, to be changed by itself. */
  static of({ yaml, current, parsed, valid, said }: SpecText): SpecText {
    const copy = new SpecText(yaml, current);
    copy.parsed = parsed;
    copy.valid = valid;
    copy.said = structuredClone(said);
    return copy;
  }

  get text(): string {
    return this.current;
  }

  /** What the text says after all changes; undefined where only reading it tells. */
  get value(): unknown {
    return this.said;
  }

  // ------------------------------------------------------------------------------------------------------ what is there

  /** Number of elements of a list, or of keys of a map; undefined where there is none. */
  size(path: KeyPath): number | undefined {
    const node = this.node(path);
    return this.yaml.isCollection(node) ? node.items.length : undefined;
  }

  /** Line and column of a place, from 1 on. */
  position(path: KeyPath): { readonly line: number; readonly column: number } {
    const offset = this.node(path)?.range?.[0] ?? 0;
    return { line: this.current.slice(0, offset).split("\n").length, column: offset - this.lineStart(offset) + 1 };
  }

  /** A copy of an element of a list (or of a key with its value) as it stands, with its comments. */
  copy(path: KeyPath): Piece {
    const parent = this.collection(path.slice(0, -1));
    const last = path[path.length - 1] ?? "";
    const index = typeof last === "number" ? last : this.keyIndex(parent, last);
    const entry = this.entries(parent)[index];
    if (entry === undefined) throw new Error(`there is nothing at ${path.join(".")}`);
    if (isFlow(parent)) {
      const item = (parent.items as unknown[])[index];
      return this.piece(this.yaml.isSeq(parent) ? [item] : plainPair(item as Pair));
    }
    const { from, to, column } = this.extent(entry);
    const lines = this.current.slice(from, to).replaceAll("\r\n", "\n").trimEnd().split("\n");
    const source = lines.map((line) => (line.slice(0, column).trim() === "" ? line.slice(column) : line)).join("\n");
    return { document: this.yaml.parseDocument(source), source };
  }

  /** What can be written: a list of one element, or a map of one key. */
  piece(value: unknown): Piece {
    return { document: new this.yaml.Document(value) };
  }

  /** All comments of the text, with their places. */
  comments(): { readonly offset: number; readonly source: string }[] {
    const found: { offset: number; source: string }[] = [];
    const look = (token: unknown): void => {
      if (Array.isArray(token)) for (const one of token) look(one);
      else if (typeof token === "object" && token !== null) {
        const { type, offset, source } = token as { type?: unknown; offset?: unknown; source?: unknown };
        if (type === "comment") found.push({ offset: Number(offset), source: String(source).trimEnd() });
        else for (const one of Object.values(token)) look(one);
      }
    };
    for (const token of new this.yaml.Parser().parse(this.current)) look(token);
    return found;
  }

  // ---------------------------------------------------------------------------------------------------------- changes

  /**
   * Puts an element into a list; a list that is not there is made at its place among `order`.
   * @param index where it will stand
   * @param order keys of the map that the list stands in
   */
  insertItem(path: KeyPath, index: number, piece: Piece, order: readonly string[]): void {
    const key = String(path[path.length - 1]);
    if (this.node(path) === undefined) {
      this.insertKey(path.slice(0, -1), this.below(key, piece), order);
      return;
    }
    this.saying(this.spliced(path, index, [piece]), () => this.insert(this.collection(path), index, piece));
  }

  /** The same for several elements that will stand one behind the other. */
  insertItems(path: KeyPath, index: number, pieces: readonly Piece[], order: readonly string[]): void {
    const list = this.node(path);
    if (this.yaml.isCollection(list) && !isFlow(list))
      this.saying(this.spliced(path, index, pieces), () => this.insertBlock(list, index, pieces));
    else for (const [at, piece] of pieces.entries()) this.insertItem(path, index + at, piece, order);
  }

  /** Adds a key to a map, behind the nearest of those that stand before it in `order`; at the end where there is none. */
  insertKey(path: KeyPath, piece: Piece, order: readonly string[]): void {
    const map = this.collection(path);
    const [first] = (piece.document.contents as YAMLMap).items;
    const place = order.indexOf(keyOf(first));
    const keys = (map.items as Pair[]).map(keyOf);
    const before = keys
      .filter((key) => order.includes(key) && order.indexOf(key) < place)
      .map((key) => keys.indexOf(key));
    const index = place < 0 || before.length === 0 ? keys.length : Math.max(...before) + 1;
    this.saying(this.spliced(path, index, [piece]), () => this.insert(map, index, piece));
  }

  /** Writes another value in the place of one. */
  replace(path: KeyPath, value: unknown): void {
    const node = this.node(path);
    if (node?.range == null) throw new Error(`there is nothing at ${path.join(".")}`);
    const [start] = node.range;
    const document = new this.yaml.Document(value);
    setFlow(this.yaml, document, true);
    const written = this.print(document, { lineWidth: 0 }).trimEnd();
    this.saying(this.replaced(path, value), () => this.splice(start, endOf(node, this.current), written));
  }

  /**
   * Takes an element out of a list, or a key out of a map; a list that would be empty goes as a whole.
   * @param isOwn whether a comment goes with it; all others stay, in its place
   * @returns the comments that stay
   */
  remove(path: KeyPath, isOwn: (comment: string) => boolean): string[] {
    const parent = this.collection(path.slice(0, -1));
    const last = path[path.length - 1] ?? "";
    if (parent.items.length === 1 && path.length > 1) return this.remove(path.slice(0, -1), isOwn);
    const index = typeof last === "number" ? last : this.keyIndex(parent, last);
    // What stands above a key tells of the list as a whole.
    return isFlow(parent)
      ? this.removeFlow(parent, index, isOwn)
      : this.removeBlock(parent, index, isOwn, typeof last === "number");
  }

  // ------------------------------------------------------------------------------------------------------------ places

  private get document(): Document.Parsed {
    this.parsed ??= readSpec(this.yaml, this.current).document;
    return this.parsed;
  }

  private node(path: KeyPath): Node | undefined {
    const found = this.find(path);
    if (this.valid === Infinity || (found?.range != null && found.range[2] < this.valid)) return found;
    this.parsed = undefined;
    this.valid = Infinity;
    return this.find(path);
  }

  private find(path: KeyPath): Node | undefined {
    let node: unknown = this.document.contents;
    for (const [depth, key] of path.entries()) {
      this.refuseAlias(node, path.slice(0, depth));
      if (this.yaml.isSeq(node)) node = node.items[Number(key)];
      else if (this.yaml.isMap(node)) node = node.items.find((pair) => keyOf(pair) === String(key))?.value;
      else return undefined;
    }
    this.refuseAlias(node, path);
    return this.yaml.isNode(node) ? node : undefined;
  }

  private refuseAlias(node: unknown, path: KeyPath): void {
    if (!this.yaml.isAlias(node)) return;
    throw new ConnectorError({
      place: path.join("."),
      message: `is written as *${node.source}, which stands elsewhere too: it can't be changed here alone`,
      hint: "write it out, and run again",
    });
  }

  private collection(path: KeyPath): Collection {
    const node = this.node(path);
    if (!this.yaml.isCollection(node)) throw new Error(`there is no list or map at ${path.join(".")}`);
    return node;
  }

  private keyIndex(map: Collection, key: string): number {
    return (map.items as Pair[]).findIndex((pair) => keyOf(pair) === key);
  }

  private entries(parent: Collection): Entry[] {
    const token = parent.srcToken as { items?: readonly TokenItem[] } | undefined;
    const tokens = (token?.items ?? []).filter((item) => item.key != null || item.value != null || hasMark(item));
    return (parent.items as unknown[]).map((item, index) => {
      const given = tokens[index];
      const mark = given?.start?.find((one) => !["space", "newline", "comment", "comma"].includes(one.type));
      if (this.yaml.isPair(item)) {
        const key = item.key as Node;
        const colon = given?.sep?.find((one) => one.type === "map-value-ind")?.offset;
        const empty = Math.max(key.range?.[1] ?? 0, colon === undefined ? 0 : colon + 1);
        const value = item.value as Node | null;
        const end = value?.range == null || value.range[0] === value.range[1] ? empty : endOf(value, this.current);
        return { start: mark?.offset ?? key.range?.[0] ?? 0, end };
      }
      const node = item as Node;
      const start = mark?.offset ?? node.range?.[0] ?? 0;
      return { start, end: Math.max(start + 1, endOf(node, this.current)) };
    });
  }

  private lineStart(offset: number): number {
    return offset === 0 ? 0 : this.current.lastIndexOf("\n", offset - 1) + 1;
  }

  /** Offset behind the line break. */
  private lineEnd(offset: number): number {
    const end = this.current.indexOf("\n", offset);
    return end < 0 ? this.current.length : end + 1;
  }

  private extent({ start, end }: Entry): Extent {
    let from = this.lineStart(start);
    const column = start - from;
    while (from > 0) {
      const above = this.lineStart(from - 1);
      if (commentColumn(this.current.slice(above, from)) !== column) break;
      from = above;
    }
    let to = this.lineEnd(end - 1);
    // Comments that are indented below it belong to it as well.
    for (let next = to; next < this.current.length;) {
      const line = this.current.slice(next, this.lineEnd(next));
      next += line.length;
      if ((commentColumn(line) ?? -1) > column) to = next;
      else if (line.trim() !== "") break;
    }
    return { from, to, column };
  }

  /** The line break that is used around a place. */
  private eolAt(offset: number): string {
    const found = offset > 0 ? this.current.lastIndexOf("\n", offset - 1) : -1;
    const at = found >= 0 ? found : this.current.indexOf("\n");
    return at > 0 && this.current[at - 1] === "\r" ? "\r\n" : "\n";
  }

  private splice(start: number, end: number, text: string): void {
    this.current = this.current.slice(0, start) + text + this.current.slice(end);
    this.valid = Math.min(this.valid, start);
    this.said = undefined;
  }

  // -------------------------------------------------------------------------------------------------------------- value

  /** Makes a change of which it is known what the text says after it. */
  private saying(value: unknown, change: () => void): void {
    this.said = undefined;
    change();
    this.said = value;
  }

  /** What the text says once elements stand in a list, or keys in a map. */
  private spliced(path: KeyPath, index: number, pieces: readonly Piece[]): unknown {
    const parent = valueAt(this.said, path);
    const more = pieces.map(({ document }) => document.toJS() as unknown);
    if (Array.isArray(parent)) return this.replaced(path, parent.toSpliced(index, 0, ...more.flat()));
    if (typeof parent !== "object" || parent === null) return undefined;
    const entries = Object.entries(parent).toSpliced(index, 0, ...more.flatMap((one) => Object.entries(one as object)));
    return this.replaced(path, Object.fromEntries(entries));
  }

  /** What the text says once another value stands in the place of one. */
  private replaced(path: KeyPath, value: unknown): unknown {
    if (this.said === undefined) return undefined;
    const parent = valueAt(this.said, path.slice(0, -1));
    const last = path[path.length - 1];
    if (last === undefined) return value;
    if (typeof parent !== "object" || parent === null) return undefined;
    (parent as Record<string | number, unknown>)[last] = structuredClone(value);
    return this.said;
  }

  // ------------------------------------------------------------------------------------------------------------ insert

  private insert(parent: Collection, index: number, piece: Piece): void {
    if (isFlow(parent)) this.insertFlow(parent, index, piece);
    else this.insertBlock(parent, index, [piece]);
  }

  private insertBlock(parent: Collection, index: number, pieces: readonly Piece[]): void {
    const extents = this.entries(parent).map((entry) => this.extent(entry));
    const [first] = extents;
    if (first === undefined) throw new Error("a block collection is never empty");
    const before = extents[index - 1];
    const at = before === undefined ? first.from : before.to;
    const eol = this.eolAt(at);
    const pair = index >= 2 ? index - 1 : 1;
    const gap = eol.repeat(this.blanksBefore(extents[pair]?.from ?? 0));
    const blocks = pieces.map((piece) =>
      this.block(parent, piece)
        .split("\n")
        .map((line) => (line === "" ? "" : " ".repeat(first.column) + line))
        .join(eol),
    );
    const block = blocks.join(eol + gap);
    const isOpen = at === this.current.length && !this.current.endsWith("\n");
    if (before === undefined) this.splice(at, at, block + eol + gap);
    else this.splice(at, at, isOpen ? eol + gap + block : gap + block + eol);
  }

  /** Number of blank lines directly above a line. */
  private blanksBefore(from: number): number {
    let count = 0;
    for (let at = from; at > 0; count += 1) {
      const above = this.lineStart(at - 1);
      if (this.current.slice(above, at).trim() !== "") break;
      at = above;
    }
    return count;
  }

  private insertFlow(parent: Collection, index: number, piece: Piece): void {
    const entries = this.entries(parent);
    const source = this.flow(parent, piece);
    const before = entries[index - 1];
    const next = entries[index];
    const close = closeOf(parent);
    if (before === undefined && next === undefined) {
      const start = (parent.range?.[0] ?? 0) + 1;
      const pad = this.yaml.isMap(parent) ? " " : "";
      this.splice(start, close, `${pad}${source}${pad}`);
    } else if (before === undefined && next !== undefined) {
      const indent = this.isOwnLine(next) ? this.eolAt(next.start) + this.indentOf(next) : " ";
      this.splice(next.start, next.start, `${source},${indent}`);
    } else if (before !== undefined) {
      const isLines = this.isOwnLine(before) && (next === undefined ? this.breaksBefore(close) : this.isOwnLine(next));
      if (!isLines) {
        this.splice(before.end, before.end, `, ${source}`);
        return;
      }
      const comma = this.commaBetween(before.end, next?.start ?? close);
      const eol = this.eolAt(before.end);
      const last = Math.max(before.end, (comma ?? 0) + 1);
      const end = this.current.slice(last, this.lineEnd(last)).trimEnd().length + last;
      this.splice(end, end, `${eol}${this.indentOf(before)}${source}${comma === undefined ? "" : ","}`);
      if (comma === undefined) this.splice(before.end, before.end, ",");
    }
  }

  private isOwnLine({ start }: Entry): boolean {
    return this.current.slice(this.lineStart(start), start).trim() === "";
  }

  private breaksBefore(offset: number): boolean {
    return this.current.slice(this.lineStart(offset), offset).trim() === "";
  }

  private indentOf({ start }: Entry): string {
    return this.current.slice(this.lineStart(start), start);
  }

  /** Offset of the comma between two places where nothing stands but blanks, comments and the comma. */
  private commaBetween(from: number, to: number): number | undefined {
    for (let at = from; at < to; at += 1) {
      if (this.current[at] === ",") return at;
      if (this.current[at] === "#") at = this.lineEnd(at) - 1;
    }
    return undefined;
  }

  // ------------------------------------------------------------------------------------------------------------ remove

  private kept(from: number, to: number, isOwn: (comment: string) => boolean): string[] {
    return this.comments()
      .filter(({ offset, source }) => offset >= from && offset < to && !isOwn(source))
      .map(({ source }) => source);
  }

  private removeBlock(parent: Collection, index: number, isOwn: (comment: string) => boolean, lead: boolean): string[] {
    const entries = this.entries(parent);
    const entry = entries[index];
    if (entry === undefined) throw new Error("there is nothing to remove");
    const extent = this.extent(entry);
    const { column } = extent;
    let from = lead ? extent.from : this.lineStart(entry.start);
    let { to } = extent;
    const kept = this.kept(from, to, isOwn);
    if (index > 0) {
      while (from > 0 && this.current.slice(this.lineStart(from - 1), from).trim() === "")
        from = this.lineStart(from - 1);
    } else if (entries.length > 1) {
      while (to < this.current.length && this.current.slice(to, this.lineEnd(to)).trim() === "") to = this.lineEnd(to);
    }
    const eol = this.eolAt(from);
    let text = kept.map((comment) => " ".repeat(column) + comment + eol).join("");
    if (to === this.current.length && !this.current.endsWith("\n")) {
      if (text !== "") text = text.slice(0, -eol.length);
      else if (from > 0) from -= eol.length;
    }
    this.splice(from, to, text);
    return kept;
  }

  private removeFlow(parent: Collection, index: number, isOwn: (comment: string) => boolean): string[] {
    const entries = this.entries(parent);
    const entry = entries[index];
    if (entry === undefined) throw new Error("there is nothing to remove");
    const before = entries[index - 1];
    const next = entries[index + 1];
    const { start, end } = entry;
    const comma = this.commaBetween(end, next?.start ?? closeOf(parent));
    const commaBefore = before === undefined ? undefined : this.commaBetween(before.end, start);
    const behind = Math.max(end, (comma ?? 0) + 1);
    const rest = this.current.slice(behind, this.lineEnd(behind));
    const isLast = next === undefined && comma === undefined;
    if (this.isOwnLine(entry) && (rest.trim() === "" || rest.trim().startsWith("#"))) {
      const from = this.lineStart(start);
      const to = this.lineEnd(behind);
      const kept = this.kept(from, to, isOwn);
      const eol = this.eolAt(start);
      this.splice(from, to, kept.map((comment) => this.indentOf(entry) + comment + eol).join(""));
      if (isLast && commaBefore !== undefined) this.splice(commaBefore, commaBefore + 1, "");
      return kept;
    }
    const kept = this.kept(start, end, isOwn);
    const eol = this.eolAt(start);
    const text = kept.map((comment) => `${eol} ${comment}`).join("") + (kept.length > 0 ? `${eol} ` : "");
    const isPlain = (from: number, to: number): boolean => !this.current.slice(from, to).includes("#");
    if (before !== undefined && isPlain(before.end, start)) this.splice(before.end, end, text);
    else if (before === undefined && next !== undefined && isPlain(end, next.start))
      this.splice(start, next.start, text);
    else {
      this.splice(start, behind, text);
      if (isLast && commaBefore !== undefined) this.splice(commaBefore, commaBefore + 1, "");
    }
    return kept;
  }

  // ------------------------------------------------------------------------------------------------------------- style

  /** The piece as the only element of a list below a key. */
  private below(key: string, { document, source }: Piece): Piece {
    if (source !== undefined) {
      const indented = source.split("\n").map((line) => (line === "" ? "" : `  ${line}`));
      const text = [`${key}:`, ...indented].join("\n");
      return { document: this.yaml.parseDocument(text), source: text };
    }
    const nested = new this.yaml.Document({});
    (nested.contents as unknown as YAMLMap).set(key, document.contents);
    return { document: nested };
  }

  /** Whether the text has any { } or [ ], and how they are written: once for all changes. */
  private style(): Style {
    return (this.styled ??= this.styleOf());
  }

  private styleOf(): Style {
    const { document, yaml } = this;
    let hasFlow = false;
    let isPadded: boolean | undefined;
    let single = 0;
    const visited = (node: Collection): void => {
      if (!isFlow(node) || node.items.length === 0) return;
      hasFlow = true;
      if ((node.range?.[2] ?? 0) >= this.valid) return;
      if (yaml.isMap(node)) isPadded ??= /^\{\s/.test(this.current.slice(node.range?.[0] ?? 0));
    };
    yaml.visit(document, {
      Map: (_, node) => visited(node),
      Seq: (_, node) => visited(node),
      Scalar: (_, node) => {
        if (node.type === "QUOTE_SINGLE") single += 1;
        else if (node.type === "QUOTE_DOUBLE") single -= 1;
      },
    });
    const root = document.contents;
    const key = yaml.isMap(root) ? (root.items[0]?.key as { type?: string } | undefined) : undefined;
    return { hasFlow, isPadded: isPadded ?? true, isSingle: single > 0, isJson: key?.type === "QUOTE_DOUBLE" };
  }

  private print(document: Document, options: ToStringOptions): string {
    const { isPadded, isSingle, isJson } = this.style();
    return document.toString({
      lineWidth: WIDTH,
      flowCollectionPadding: isPadded,
      ...(isSingle ? { singleQuote: true } : {}),
      ...(isJson ? { defaultKeyType: "QUOTE_DOUBLE" as const, defaultStringType: "QUOTE_DOUBLE" as const } : {}),
      ...options,
    });
  }

  /** As lines of a block collection, from column 0. */
  private block(parent: Collection, { document, source }: Piece): string {
    const { hasFlow, isPadded } = this.style();
    const isPlain = source === undefined && this.yaml.isSeq(parent) && isSmall(this.yaml, document);
    const step = this.stepOf(parent);
    const indentSeq = this.indentsLists();
    if (source !== undefined && hasFlow && isPadded && indentSeq && step === 2) return source;
    if (!hasFlow) setFlow(this.yaml, document, false);
    else if (isPlain) {
      const neighbours = parent.items.filter((item) => this.yaml.isCollection(item));
      const isOne = neighbours.length === 0 || neighbours.some((item) => isFlow(item));
      setFlow(this.yaml, document, isOne, 1);
    }
    return this.print(document, { indent: step, indentSeq, lineWidth: WIDTH - 4 }).trimEnd();
  }

  /** As an element between brackets. */
  private flow(parent: Collection, { document }: Piece): string {
    const copy = this.yaml.parseDocument(document.toString({ lineWidth: 0 }));
    this.yaml.visit(copy, {
      Node: (_, node) => {
        node.comment = null;
        node.commentBefore = null;
        node.spaceBefore = false;
      },
    });
    copy.comment = null;
    copy.commentBefore = null;
    setFlow(this.yaml, copy, true);
    const text = this.print(copy, { lineWidth: 0 }).trim();
    return text.slice(1, -1).trim();
  }

  /** How far the content of an element stands behind its dash, or that of a map behind its key. */
  private stepOf(parent: Collection): number {
    const nested = (parent.items as unknown[]).map((item) => (this.yaml.isPair(item) ? item.value : item));
    const child = nested.find((one) => this.yaml.isMap(one) && !isFlow(one as Collection) && one.items.length > 0);
    const [own] = this.entries(parent);
    if (child === undefined || own === undefined) return this.yaml.isSeq(parent) ? 2 : this.rootStep();
    const index = nested.indexOf(child);
    const entry = this.entries(parent)[index] ?? own;
    const [inner] = this.entries(child as Collection);
    const step = (inner?.start ?? 0) - this.lineStart(inner?.start ?? 0) - (entry.start - this.lineStart(entry.start));
    return step >= 2 && step <= 8 ? step : 2;
  }

  private rootStep(): number {
    const root = this.document.contents;
    return this.yaml.isMap(root) && !isFlow(root) && root.items.length > 0 && this.yaml.isMap(root.items[1]?.value)
      ? this.stepOf(root)
      : 2;
  }

  /** Whether lists are indented below their key. */
  private indentsLists(): boolean {
    const list = this.node(["entities"]);
    if (!this.yaml.isSeq(list) || isFlow(list)) return true;
    const [first] = this.entries(list);
    return first === undefined || first.start > this.lineStart(first.start);
  }
}

const valueAt = (value: unknown, path: KeyPath): unknown =>
  path.reduce<unknown>((node, key) => (node as Record<string | number, unknown> | undefined)?.[key], value);

interface Token {
  readonly type: string;
  readonly offset: number;
}
interface TokenItem {
  readonly start?: readonly Token[];
  readonly key?: unknown;
  readonly sep?: readonly Token[];
  readonly value?: unknown;
}

const hasMark = ({ start = [], sep = [] }: TokenItem): boolean =>
  [...start, ...sep].some((one) => ["seq-item-ind", "map-value-ind", "explicit-key-ind"].includes(one.type));

/** Column of a line that is a comment and nothing else. */
function commentColumn(line: string): number | undefined {
  const found = /^( *)#/.exec(line);
  return found?.[1]?.length;
}

const isFlow = (node: Collection): boolean =>
  (node.srcToken === undefined ? node.flow : node.srcToken.type === "flow-collection") === true;

/** Offset of the closing bracket. */
function closeOf(node: Collection): number {
  const token = node.srcToken as { end?: readonly Token[] } | undefined;
  return token?.end?.[0]?.offset ?? (node.range?.[1] ?? 1) - 1;
}

/** Offset behind a value, without blank lines and comments that follow. */
function endOf(node: Node, text: string): number {
  const items = (node as { items?: unknown }).items;
  if (Array.isArray(items) && !isFlow(node as Collection)) {
    const last = items[items.length - 1] as { key?: Node; value?: Node | null } | Node | undefined;
    if (last === undefined) return node.range?.[1] ?? 0;
    if ("key" in last) {
      const { key, value } = last as { key: Node; value: Node | null };
      const isEmpty = value?.range == null || value.range[0] === value.range[1];
      return isEmpty ? (key.range?.[1] ?? 0) : endOf(value, text);
    }
    return endOf(last as Node, text);
  }
  const [start = 0, end = 0] = node.range ?? [];
  const type = (node as { type?: string }).type ?? "";
  if (!type.startsWith("BLOCK")) return end;
  const value = text.slice(start, end);
  // With + the blank lines at its end are part of the text.
  return /^[|>][^\n]*\+/.test(value) ? end : start + value.trimEnd().length;
}

function keyOf(pair: Pair | undefined): string {
  const key = pair?.key as { value?: unknown } | string | undefined;
  return String(typeof key === "object" ? key.value : key);
}

const plainPair = (pair: Pair): unknown => ({ [keyOf(pair)]: pair.value });

/** An element that fits on a line: what people write in braces. */
function isSmall(yaml: Yaml, document: Document): boolean {
  const root = document.contents;
  if (!yaml.isCollection(root)) return false;
  const text = JSON.stringify(root.toJSON());
  return text.length < WIDTH - 20;
}

/** @param depth collections above it are left as they are */
function setFlow(yaml: Yaml, document: Document, isFlowing: boolean, depth = 0): void {
  const apply = (path: readonly unknown[], node: { flow?: boolean | undefined }): void => {
    const above = path.filter((one) => yaml.isCollection(one)).length;
    node.flow = above >= depth && isFlowing;
  };
  yaml.visit(document, {
    Map: (_, node, path) => apply(path, node),
    Seq: (_, node, path) => apply(path, node),
  });
}
