/** Merges what the user made of a file with what is planned for it now. */
import { csvInner } from "./csv.ts";
import { dressed, plain } from "./ends.ts";
import { mergeLines } from "./lines.ts";
import type { Inner } from "./pieces.ts";
import { markersIn, print } from "./print.ts";
import { pythonInner } from "./python.ts";
import { mergeInner } from "./tree.ts";
import type { Chunk, Merged, MergeOptions } from "./types.ts";
import { isClash } from "./types.ts";
import { withOneVersion } from "./version.ts";
import { xmlInner } from "./xml.ts";

/** What cuts a file into pieces, by the end of its name. */
const READERS: Readonly<Record<string, (text: string) => Inner | undefined>> = {
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
  const chunks = byPieces(path, sides) ?? mergeLines(...sides);
  const merged = print(chunks, options);
  return { ...merged, text: dressed(merged.text, base, mine, planned) };
}

type Sides = readonly [base: string, mine: string, planned: string];

function byPieces(path: string, [base, mine, planned]: Sides): Chunk[] | undefined {
  const reader = READERS[path.slice(path.lastIndexOf(".") + 1)];
  if (reader === undefined || markersIn(mine).length > 0) return undefined;
  const [before, ours, theirs] = [reader(base), reader(mine), reader(planned)];
  if (before === undefined || ours === undefined || theirs === undefined) return undefined;
  const kinds = new Set([before.kind, ours.kind, theirs.kind]);
  const chunks = kinds.size === 1 ? mergeInner(before, ours, theirs, []) : undefined;
  if (chunks === undefined || chunks.some(isClash)) return chunks;
  // What can't be read again is not what anyone meant.
  const text = chunks.filter((one) => typeof one === "string").join("");
  return reader(text) === undefined ? undefined : chunks;
}
