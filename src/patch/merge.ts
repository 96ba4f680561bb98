/** Merges what the user made of a file with what is planned for it now. */
import { csvInner } from "./csv.ts";
import { dressed, plain } from "./ends.ts";
import { mergeLines } from "./lines.ts";
import { lostNames } from "./names.ts";
import type { Inner } from "./pieces.ts";
import { markersIn, print } from "./print.ts";
import { pythonInner } from "./python.ts";
import { mergeInner } from "./tree.ts";
import type { Chunk, Merged, MergeOptions } from "./types.ts";
import { isClash } from "./types.ts";
import { withOneVersion } from "./version.ts";
import { xmlInner } from "./xml.ts";

/** What cuts a file into pieces, by the end of its name. */
const READERS: Readonly<Record<string, (text: string, needed?: ReadonlySet<string>) => Inner | undefined>> = {
  py: pythonInner,
  xml: xmlInner,
  csv: csvInner,
};

/** Files whose texts are bytes in base64. */
const BINARY = /\.(?:png|gif|jpe?g|webp|ico|pdf)$/i;

/**
 * A three-way merge by what a file is made of: statements, elements, rows; by lines where its kind has no reader, or a
 * side of it can't be read.
 * @param path its end says what kind of file it is
 * @param base what was planned when the user got it
 * @param mine what stands there now
 * @param planned what is planned now
 */
export function mergeText(
  path: string,
  base: string,
  mine: string,
  planned: string,
  options: MergeOptions = {},
): Merged {
  const as = (text: string): Merged => ({ text, conflicts: [], kept: [] });
  if (mine === planned || planned === base) return as(mine);
  if (mine === base) return as(planned);
  if (BINARY.test(path)) {
    const conflict = { name: "the whole file", line: 1, mine: "", planned: "" };
    return { text: options.settle === "planned" ? planned : mine, conflicts: [conflict], kept: [] };
  }
  const sides = withOneVersion(path, [plain(base), plain(mine), plain(planned)] as const);
  const merged = merge(path, sides, options);
  if (merged.text !== sides[1] && isMerged(path, sides)) return as(mine);
  return { ...merged, text: dressed(merged.text, base, mine, planned) };
}

const merge = (path: string, sides: Sides, options: MergeOptions): Merged =>
  print(byPieces(path, sides, options) ?? mergeLines(...sides), options);

/**
 * Whether the user's text has all that is new in it already: what the plan has changed can be taken out of it, and put
 * back to where it stands. To merge once more from an old base changes nothing.
 */
function isMerged(path: string, [base, mine, planned]: Sides): boolean {
  // Most often a line that is new or gone says that it has not.
  const [before, ours, theirs] = [countsOf(base), countsOf(mine), countsOf(planned)];
  const count = (of: ReadonlyMap<string, number>, line: string): number => of.get(line) ?? 0;
  for (const line of new Set([...before.keys(), ...theirs.keys()])) {
    const step = count(theirs, line) - count(before, line);
    if (step !== 0 && step * (count(ours, line) - count(theirs, line)) < 0) return false;
  }
  const isClean = ({ conflicts, kept }: Merged): boolean => conflicts.length + kept.length === 0;
  const without = merge(path, [planned, mine, base], {});
  if (!isClean(without) || without.text === mine) return false;
  const again = merge(path, [base, without.text, planned], {});
  return isClean(again) && again.text === mine;
}

/** How often each line stands in a text. */
function countsOf(text: string): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of text.split("\n")) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

type Sides = readonly [base: string, mine: string, planned: string];

/** @param needed names that the user's imports have to keep */
function byPieces(
  path: string,
  sides: Sides,
  options: MergeOptions,
  needed?: ReadonlySet<string>,
): Chunk[] | undefined {
  const [base, mine, planned] = sides;
  const reader = READERS[path.slice(path.lastIndexOf(".") + 1)];
  if (reader === undefined || markersIn(mine).length > 0) return undefined;
  const [before, ours, theirs] = [reader(base), reader(mine, needed), reader(planned)];
  if (before === undefined || ours === undefined || theirs === undefined) return undefined;
  const kinds = new Set([before.kind, ours.kind, theirs.kind]);
  const chunks =
    kinds.size === 1 ? mergeInner(before, ours, theirs, { path: [], takesOut: options.dropped === "out" }) : undefined;
  if (chunks === undefined || chunks.some(isClash)) return chunks;
  // What can't be read again is not what anyone meant.
  const text = chunks.filter((one) => typeof one === "string").join("");
  if (reader(text) === undefined) return undefined;
  const lost = needed === undefined && path.endsWith(".py") ? lostNames(mine, text) : undefined;
  return lost === undefined || lost.size === 0 ? chunks : (byPieces(path, sides, options, lost) ?? chunks);
}
