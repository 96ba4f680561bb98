/** Merges texts that were cut into pieces. */
import { align } from "./align.ts";
import { mergeLines } from "./lines.ts";
import { mergeOrder } from "./order.ts";
import type { Flow, Inner, Part, Piece } from "./pieces.ts";
import { type Chunk, changed, isClash, type KeptWhy } from "./types.ts";

/** The three sides of a piece; at least one of `mine` and `planned` is there. */
interface Sides {
  readonly base?: Piece | undefined;
  readonly mine?: Piece | undefined;
  readonly planned?: Piece | undefined;
}

/** Where a merge is, and what it does with what it finds there. */
export interface Way {
  /** What it is in, from the outside to the inside. */
  readonly path: readonly string[];
  /** What the plan has dropped and the user has edited is taken out of the file, instead of staying. */
  readonly takesOut: boolean;
}

/** A merged piece with the blank lines before it. */
interface Placed {
  readonly chunks: readonly Chunk[];
  readonly gap: string;
  /** The side that it stands there as, word for word. */
  readonly piece?: Piece | undefined;
  /** Any of its sides has a comment. */
  readonly hasComment?: boolean;
}

const textOf = (chunks: readonly Chunk[]): string => chunks.filter((one) => typeof one === "string").join("");

/** Whether it has any text: a note has none. */
const isSeen = ({ chunks }: Placed): boolean => chunks.some((one) => typeof one === "string" || isClash(one));

/**
 * Merges a part that all sides have (the base may lack it).
 * @param way where it is, itself included
 */
export function mergePart(base: Part | undefined, mine: Part, planned: Part, way: Way): Chunk[] {
  if (mine.text === planned.text || planned.text === base?.text) return [mine.text];
  const isNeeded = mine.isNeeded === true;
  if (mine.text === base?.text && !isNeeded) return [planned.text];
  const inners = [base?.inner?.(), mine.inner?.(), planned.inner?.()] as const;
  const [before, ours, theirs] = inners;
  if (base === undefined) {
    if (ours !== undefined && theirs?.kind === ours.kind && ours.isUnion) {
      const merged = mergeInner({ ...ours, pieces: [] }, ours, { ...theirs, head: ours.head, tail: ours.tail }, way);
      if (merged !== undefined) return merged;
    }
    return [{ kind: "note", path: way.path, why: "added-by-both" }, mine.text];
  }
  if (before !== undefined && ours?.kind === before.kind && theirs?.kind === before.kind) {
    // Where several pieces share a line, lines that can be left as they are come first.
    const isTight = !isNeeded && [before, ours, theirs].some((one) => one.flow?.isApart === false);
    const lines = isTight ? mergeLines(base.text, mine.text, planned.text, way.path) : undefined;
    const merged = lines?.some(isClash) === false ? lines : mergeInner(before, ours, theirs, way);
    if (merged !== undefined) return merged;
  }
  return mergeLines(base.text, mine.text, planned.text, way.path);
}

/** @returns undefined where the pieces can't be merged on their own: as lines, then */
export function mergeInner(base: Inner, mine: Inner, planned: Inner, way: Way): Chunk[] | undefined {
  const { order, sides } = arrange(base, mine, planned);
  const head = mergePart(base.head, mine.head, planned.head, way);
  const tail = mergeLines(base.tail, mine.tail, planned.tail, way.path);
  const all: Placed[] = [];
  const pieces: Placed[] = [];
  for (const id of order) {
    const placed = place(sides.get(id) ?? {}, { base, mine, planned }, pieces.length === 0, way);
    all.push(placed);
    if (isSeen(placed)) pieces.push(placed);
  }
  if (mine.needsPieces === true && pieces.length === 0) return all.flatMap((one) => one.chunks);
  const body = all.flatMap(({ gap, chunks }) => (gap === "" ? chunks : [gap, ...chunks]));
  const whole = [...head, ...body, ...tail];
  const flows = [base, mine, planned].flatMap((one) => one.flow ?? []);
  const [before, ours, theirs] = flows;
  if (before === undefined || ours === undefined || theirs === undefined) return whole;
  // In one line there is no place for markers.
  if (whole.some(isClash)) return flows.every((one) => one.isApart) ? whole : undefined;

  const isSpread = spread(before, ours, theirs) || pieces.some((one) => one.gap !== "" || one.hasComment);
  const line = isSpread
    ? undefined
    : ours.join(
        textOf(head),
        pieces.map(({ chunks }) => textOf(chunks)),
        textOf(tail),
      );
  if (line !== undefined) return [...whole.filter((one) => typeof one !== "string"), line];
  const last = pieces.at(-1);
  const bare = last?.piece?.bare;
  if (bare === undefined || changed(before.hasLastComma, ours.hasLastComma, theirs.hasLastComma)) return whole;
  return [...head, ...body.with(body.lastIndexOf(last?.piece?.text ?? ""), bare), ...tail];
}

/** Whether each piece is to have lines of its own: a side that had no choice has no say. */
function spread({ isSpread: base }: Flow, { isSpread: mine }: Flow, { isSpread: planned }: Flow): boolean {
  if (mine === undefined || planned === undefined) return mine ?? planned ?? true;
  return base === undefined ? mine : changed(base, mine, planned);
}

/** Which pieces the result has, and in which order. */
function arrange(base: Inner, mine: Inner, planned: Inner): { order: number[]; sides: Map<number, Sides> } {
  const sides = new Map<number, Sides>(base.pieces.map((piece, id) => [id, { base: piece }]));
  const idsOf = (side: "mine" | "planned", inner: Inner, found: Map<number, number>): number[] =>
    inner.pieces.map((piece, at) => {
      const id = found.get(at) ?? sides.size;
      sides.set(id, { ...sides.get(id), [side]: piece });
      return id;
    });
  const ours = idsOf("mine", mine, align(base.pieces, mine.pieces));
  const known = align(base.pieces, planned.pieces);
  // What both have added: the same thing only where it bears a name.
  const added = mine.pieces.flatMap((piece, at) => ((ours[at] ?? 0) >= base.pieces.length ? [{ piece, at }] : []));
  const news = planned.pieces.flatMap((piece, at) => (known.has(at) ? [] : [{ piece, at }]));
  const both = align(
    added.map((one) => one.piece),
    news.map((one) => one.piece),
    (piece) => piece.isNamed,
  );
  for (const [theirs, our] of both) {
    const [from, to] = [news[theirs]?.at, added[our]?.at];
    if (from !== undefined && to !== undefined) known.set(from, ours[to] ?? -1);
  }
  const theirs = idsOf("planned", planned, known);
  const isIn = (id: number): boolean => {
    const side = sides.get(id);
    return side !== undefined && (side.mine !== undefined || side.planned !== undefined);
  };
  const order = mergeOrder([...base.pieces.keys()], ours, theirs, isIn);
  const rank = (id: number): number => {
    const { mine: our, planned: their } = sides.get(id) ?? {};
    return (our ?? their)?.rank ?? 0;
  };
  return { order: order.toSorted((a, b) => rank(a) - rank(b)), sides };
}

/** The chunks of a piece at its place. */
function place(
  { base, mine, planned }: Sides,
  inners: { readonly base: Inner; readonly mine: Inner; readonly planned: Inner },
  isFirst: boolean,
  way: Way,
): Placed {
  const piece = mine ?? planned ?? base;
  if (piece === undefined) return { chunks: [], gap: "" };
  const here = { ...way, path: [...way.path, piece.name] };
  const chunks = contentOf({ base, mine, planned }, here);
  if (!isSeen({ chunks, gap: "" })) return { chunks, gap: "" };
  const text = textOf(chunks);
  const placed = {
    chunks,
    piece: [mine, planned].find((one) => one !== undefined && wholeOf(one) === text),
    hasComment: [mine, planned].some((one) => one?.hasComment === true),
  };
  // The blank lines are those of the side that has changed them, unless the piece has come to another place there.
  const isMine = planned === undefined || (mine !== undefined && mine.gap !== base?.gap);
  const [side, from] = isMine ? [mine, inners.mine] : [planned, inners.planned];
  const wasFirst = from.pieces[0] === side;
  const gap = side?.gap ?? "";
  if (isFirst && !wasFirst) return { ...placed, gap: from.pieces[0]?.gap ?? "" };
  if (!isFirst && wasFirst) return { ...placed, gap: longer(gap, from.gapOf?.(piece) ?? "") };
  return { ...placed, gap };
}

/** A piece with its comments. */
const wholeOf = (piece: Piece): string => piece.lead + piece.text;

const linesOf = ({ lead, text }: Piece): Chunk[] => (lead === "" ? [text] : [lead, text]);

const longer = (a: string, b: string): string => (a.length >= b.length ? a : b);

function contentOf({ base, mine, planned }: Sides, way: Way): Chunk[] {
  const note = (why: KeptWhy): Chunk => ({ kind: "note", path: way.path, why });
  if (mine !== undefined && planned !== undefined) {
    // What is the user's own keeps its own comments.
    const lead = mergeLines(base?.lead ?? planned.lead, mine.lead, planned.lead, way.path);
    return [...lead.filter((one) => one !== ""), ...mergePart(base, mine, planned, way)];
  }
  if (mine !== undefined) {
    if (base === undefined) return linesOf(mine);
    const isNeeded = mine.isNeeded === true;
    if (wholeOf(mine) === wholeOf(base) && !isNeeded) return [];
    const left = without(base, mine, "planned", way);
    if (left !== undefined) return left;
    if (isNeeded) return linesOf(mine);
    if (way.takesOut) return [{ kind: "note", path: way.path, why: "taken-out", text: wholeOf(mine) }];
    // Comments alone hold nothing up.
    const comments = commentsOf(base, mine);
    if (comments !== undefined) return comments;
    if (mine.dangles === true) return [{ kind: "clash", path: way.path, mine: wholeOf(mine), planned: "" }];
    return [note("no-longer-planned"), ...linesOf(mine)];
  }
  if (planned === undefined) return [];
  if (base === undefined) return linesOf(planned);
  // New comments are no reason to speak of what is gone.
  if (planned.text === base.text) return [];
  return without(base, planned, "mine", way) ?? [note("removed-by-you")];
}

/** The user's comments at a thing that the plan drops, where they have changed nothing else. */
function commentsOf(base: Piece, mine: Piece): Chunk[] | undefined {
  const isSame = mine.text === base.text || mine.remark?.plain === (base.remark?.plain ?? base.text);
  if (!isSame) return undefined;
  const known = new Set(base.lead.split("\n"));
  const lead = mine.lead.split("\n").filter((line) => !known.has(line));
  const remark = mine.remark === undefined || mine.remark.text === base.remark?.text ? "" : mine.remark.text;
  const text = lead.map((line) => `${line}\n`).join("") + remark;
  return text === "" ? [] : [text];
}

/** What is left of a thing that is nothing without its pieces, where one side has removed it and the other changed it. */
function without(base: Piece, other: Piece, gone: "mine" | "planned", way: Way): Chunk[] | undefined {
  const [before, after] = [base.inner?.(), other.inner?.()];
  if (before?.needsPieces !== true || after?.kind !== before.kind) return undefined;
  const none: Inner = { ...before, pieces: [] };
  const left = gone === "mine" ? mergeInner(before, none, after, way) : mergeInner(before, after, none, way);
  // The user's comments stay, even where nothing else does.
  const isNoted =
    left?.some((one) => typeof one === "string") === true || (gone === "planned" && other.lead !== base.lead);
  return left === undefined || !isNoted || other.lead === "" ? left : [other.lead, ...left];
}
