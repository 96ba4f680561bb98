/** How texts are cut for a merge: without loss, into stretches of whole lines that have names. */
import { lineStart } from "../parse/text.ts";

/** Something that can be merged as lines, and perhaps better by what it is made of. */
export interface Part {
  /** Whole lines. */
  readonly text: string;
  /** Cuts it further; undefined where it can't be. Asked only where both sides have changed it. */
  readonly inner?: () => Inner | undefined;
  /** The user's code can't do without it, even where the plan does. */
  readonly isNeeded?: boolean;
}

/** A statement, an element, a row, an item of a list, with the comments before it. */
export interface Piece extends Part {
  /** Pieces of the three texts with one key are the same thing. */
  readonly key: string;
  /** As people call it: `method write`. */
  readonly name: string;
  /** Whether two pieces of that key, added independently, are meant to be the same. */
  readonly isNamed: boolean;
  /** Blank lines before it, and its comments behind them. */
  readonly gap: string;
  readonly lead: string;
  /** What must stand first has a low one (a docstring); the others have 9. */
  readonly rank: number;
  /** The text without the comma that its place asks for, where it has none. */
  readonly bare?: string;
  /** A comment on its own. */
  readonly isHeading?: boolean;
  /** It is of no use without other things that the plan brings, and does harm: to keep it has to be decided on. */
  readonly dangles?: boolean;
  /** A comment behind it, as a line of its own; `plain` is the text without. */
  readonly remark?: { readonly text: string; readonly plain: string };
  /** It can't stand in one line with its neighbours. */
  readonly hasComment?: boolean;
}

export const LAST_RANK = 9;

/** A text in pieces: `head`, then gap, lead and text of each piece, then `tail`. */
export interface Inner {
  /** Only inners of one kind are merged piece by piece. */
  readonly kind: string;
  readonly head: Part;
  readonly pieces: readonly Piece[];
  readonly tail: string;
  /** Whether two that were added independently are merged; else the user's stays as a whole. */
  readonly isUnion: boolean;
  /** Nothing is left of it without pieces (an import without names). */
  readonly needsPieces?: boolean;
  /** For brackets, tags and rows: how the pieces stand in one line. */
  readonly flow?: Flow;
  /** The blank lines before a piece that stood first and does so no more. */
  readonly gapOf?: (piece: Piece) => string;
}

/** The layout of something that may stand in one line or over several, a piece in each. */
export interface Flow {
  /** Each piece has lines of its own. */
  readonly isApart: boolean;
  /** Each piece has lines of its own although all would fit in one; undefined where they would not. */
  readonly isSpread: boolean | undefined;
  readonly hasLastComma: boolean;
  /** @returns head, pieces and tail in as few lines as allowed; undefined where they need one each */
  readonly join: (head: string, pieces: readonly string[], tail: string) => string | undefined;
}

/** Behind the line's end. */
export function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end + 1;
}

/** The blanks that a line begins with. */
export const indentAt = (text: string, start: number): string =>
  /^[ \t]*/.exec(text.slice(start, start + 200))?.[0] ?? "";

/** What a text is cut by: which stretches are pieces, and what may stand around them. */
export interface Cut {
  readonly text: string;
  /** Begin and end of the region at lines' starts. */
  readonly from: number;
  readonly to: number;
  /** In the order of the text; each begins and ends somewhere in lines of its own. */
  readonly spans: readonly { readonly from: number; readonly to: number }[];
  /** Whether a stretch between pieces holds comments and blanks only. */
  readonly isFiller: (text: string) => boolean;
  /** How much of the text behind a piece belongs to it. */
  readonly follows?: (text: string) => number;
}

export interface Cutting {
  readonly pieces: readonly CutPiece[];
  /** Behind the last piece. */
  readonly rest: string;
}

/** The lines of a piece: `text` stands from `from` to `to`. */
export interface CutPiece {
  /** Comments before it that a blank line divides from it: they are a heading of several pieces. */
  readonly headings: readonly Pick<Piece, "gap" | "text">[];
  readonly gap: string;
  readonly lead: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** Comments that stand together, each with the blank lines before it; the last one may be blank lines only. */
function blocksOf(text: string, isFiller: (text: string) => boolean): Pick<Piece, "gap" | "text">[] {
  const blocks: { gap: string; text: string }[] = [];
  let block = { gap: "", text: "" };
  for (const line of text.match(/[^\n]*\n/g) ?? []) {
    const isBlank = line.trim() === "";
    if (isBlank && block.text === "") block.gap += line;
    // A blank line in a comment divides nothing.
    else if (isBlank && isFiller(block.text)) {
      blocks.push(block);
      block = { gap: line, text: "" };
    } else block.text += line;
  }
  return [...blocks, block];
}

/** Cuts a region into the lines of its pieces; undefined where they share lines with something else. */
export function cutLines({ text, from, to, spans, isFiller, follows }: Cut): Cutting | undefined {
  const pieces: CutPiece[] = [];
  let at = from;
  for (const [place, span] of spans.entries()) {
    const start = lineStart(text, span.from);
    const end = lineEnd(text, span.to);
    const next = spans[place + 1];
    if (start < at || end > to || !isFiller(text.slice(at, span.from)) || !isFiller(text.slice(span.to, end))) {
      return undefined;
    }
    const before = blocksOf(text.slice(at, start), isFiller);
    // The last one is the piece's own, unless blank lines follow it: then it is nothing but those.
    const { gap, text: lead } = before.pop() ?? { gap: "", text: "" };
    const behind = next === undefined ? to : lineStart(text, next.from);
    at = end + (follows === undefined || behind <= end ? 0 : follows(text.slice(end, behind)));
    pieces.push({ headings: before, gap, lead, text: text.slice(start, at), from: start, to: at });
  }
  const rest = text.slice(at, to);
  return isFiller(rest) ? { pieces, rest } : undefined;
}

/**
 * The pieces of a cut, headings among them.
 * @param make makes a piece of what stands at a place in the cut
 */
export const piecesOf = (cut: Cutting, make: (piece: CutPiece, place: number) => Piece): Piece[] =>
  cut.pieces.flatMap((piece, place) => [
    ...piece.headings.map(({ gap, text }): Piece => {
      const name = `comment ${text.trim().split("\n")[0] ?? ""}`;
      return {
        key: `comment ${text}`,
        name,
        isNamed: true,
        gap,
        lead: "",
        text,
        rank: LAST_RANK,
        isHeading: true,
        hasComment: true,
      };
    }),
    make(piece, place),
  ]);

/** What a cut says of a piece. */
export const linesOf = ({ gap, lead, text }: CutPiece): Pick<Piece, "gap" | "lead" | "text"> => ({ gap, lead, text });
