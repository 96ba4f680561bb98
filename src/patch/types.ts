/** What the house of patches hands out, and whoever has texts merged works with. */

/** A place that both sides changed, each in its own way. */
export interface Conflict {
  /** What it is in, from the outside to the inside: `class ShopifyBackend, method _run_page`; empty for a place in a plain text. */
  readonly name: string;
  /** Of the merged text, from 1: where its first marker stands, or where the side that was taken begins. */
  readonly line: number;
  /** The lines of the two sides, without markers. */
  readonly mine: string;
  readonly planned: string;
}

/**
 * - `added-by-both`: the user's stays, the new one of that name is left out
 * - `no-longer-planned`: the plan has dropped it, but it was edited
 * - `taken-out`: the same, and it does not stay: its text is handed out
 * - `removed-by-you`: the plan has changed it, but the user has removed it
 */
export type KeptWhy = "added-by-both" | "no-longer-planned" | "taken-out" | "removed-by-you";

/** The user's will that a merge follows where the plan says something else. */
export interface Kept {
  /** As `Conflict.name`. */
  readonly name: string;
  readonly why: KeptWhy;
  /** Of the merged text, from 1: where it stands, or would stand. */
  readonly line: number;
  /** Of what was taken out: the user's text. */
  readonly text?: string;
}

export interface Merged {
  readonly text: string;
  /** In the order of the text. */
  readonly conflicts: readonly Conflict[];
  readonly kept: readonly Kept[];
}

/** The words behind the markers of a conflict. */
export interface Labels {
  readonly mine: string;
  readonly planned: string;
}

export interface MergeOptions {
  readonly labels?: Labels;
  /** What becomes of a conflict: both sides between markers (the default), or one of them without. */
  readonly settle?: "markers" | "mine" | "planned";
  /** What becomes of a piece that the plan has dropped and the user has edited: it stays (the default), or is taken out. */
  readonly dropped?: "stay" | "out";
}

/** A place of a merged text where the sides differ: whole lines. */
export interface Clash {
  readonly kind: "clash";
  readonly path: readonly string[];
  readonly mine: string;
  readonly planned: string;
}

/** Says something of the place that it stands at; it has no text. */
export interface Note {
  readonly kind: "note";
  readonly path: readonly string[];
  readonly why: KeptWhy;
  readonly text?: string;
}

/** A merged text in pieces. */
export type Chunk = string | Clash | Note;

export const isClash = (chunk: Chunk): chunk is Clash => typeof chunk !== "string" && chunk.kind === "clash";

/** Of three values the one that a side has changed; the user's where both have. */
export const changed = <T>(base: T, mine: T, planned: T): T => (mine === base ? planned : mine);
