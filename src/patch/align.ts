/** Which pieces of two texts are the same thing. */
import type { Piece } from "./pieces.ts";

function byKey(pieces: readonly Piece[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  for (const [place, { key }] of pieces.entries()) {
    const places = found.get(key);
    if (places === undefined) found.set(key, [place]);
    else places.push(place);
  }
  return found;
}

/** So many pieces of one key are compared with each other; of more, the first belongs to the first. */
const MOST = 40;

/** How alike two texts are: the share of lines that stand in both, from 0 to 1. */
function likeness(a: string, b: string): number {
  const lines = (text: string): Set<string> => new Set(text.split("\n").map((line) => line.trim()));
  const [ours, theirs] = [lines(a), lines(b)];
  let shared = 0;
  for (const line of ours) if (line !== "" && theirs.has(line)) shared += 1;
  return (2 * shared) / (ours.size + theirs.size);
}

/**
 * @param mayDiffer whether pieces of one key that say different things can be the same thing
 * @returns for each place in `others` the place in `pieces`
 */
export function align(
  pieces: readonly Piece[],
  others: readonly Piece[],
  mayDiffer: (piece: Piece) => boolean = () => true,
): Map<number, number> {
  const found = new Map<number, number>();
  const known = byKey(pieces);
  for (const [key, theirs] of byKey(others)) {
    const ours = [...(known.get(key) ?? [])];
    const take = (place: number, other: number): void => {
      found.set(other, place);
      ours.splice(ours.indexOf(place), 1);
    };
    const left = theirs.filter((other) => {
      const same = ours.find((place) => pieces[place]?.text === others[other]?.text);
      if (same !== undefined) take(same, other);
      return same === undefined;
    });
    // Of several with one key those that are most alike belong together.
    while (ours.length > 0 && left.length > 0) {
      let best = { place: -1, other: -1, score: -1 };
      for (const other of left) {
        for (const place of ours) {
          const [a, b] = [pieces[place], others[other]];
          if (a === undefined || b === undefined || !mayDiffer(a)) continue;
          const isSure = ours.length * left.length === 1 || theirs.length > MOST;
          const score = isSure ? 1 : likeness(a.text, b.text);
          if (score > best.score) best = { place, other, score };
          if (score === 1) break;
        }
        if (best.score === 1) break;
      }
      if (best.place === -1) break;
      take(best.place, best.other);
      left.splice(left.indexOf(best.other), 1);
    }
  }
  return found;
}
