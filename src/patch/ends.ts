/** Line ends and byte order marks: put aside for a merge, and put back behind it. */
import { diffIndices } from "node-diff3";
import { linesOf } from "./lines.ts";
import { changed } from "./types.ts";

const BOM = "\uFEFF";

/** A text as it is merged: without a byte order mark, lines end with `\n`, the last one too. */
export function plain(text: string): string {
  const lines = text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n");
  return lines === "" || lines.endsWith("\n") ? lines : `${lines}\n`;
}

const hasEnd = (text: string): boolean => text === "" || text.endsWith("\n");

/** Gives a merged text the ends of lines that the user's has, new lines those of most. */
export function dressed(merged: string, base: string, mine: string, planned: string): string {
  const isEnded = changed(hasEnd(base), hasEnd(mine), hasEnd(planned));
  const isMarked = changed(base.startsWith(BOM), mine.startsWith(BOM), planned.startsWith(BOM));
  const ended = isEnded || !merged.endsWith("\n") ? merged : merged.slice(0, -1);
  return (isMarked ? BOM : "") + withEnds(ended, mine);
}

function withEnds(merged: string, mine: string): string {
  const long = mine.split("\r\n").length - 1;
  if (long === 0) return merged;
  const all = mine.split("\n").length - 1;
  if (long === all) return merged.replaceAll("\n", "\r\n");
  const [ours, lines] = [linesOf(mine), linesOf(merged)];
  const most = long * 2 > all ? "\r\n" : "\n";
  const dress = (line: string): string => line.replace(/\n$/, most);
  const same = ours.map((line) => line.replace(/\r\n$/, "\n"));
  let text = "";
  let [ourAt, at] = [0, 0];
  const copy = (to: number): void => {
    for (; at < to; at += 1, ourAt += 1) text += ours[ourAt] ?? "";
  };
  for (const { buffer1, buffer2 } of diffIndices(same, lines)) {
    copy(buffer2[0]);
    for (const line of lines.slice(at, at + buffer2[1])) text += dress(line);
    at += buffer2[1];
    ourAt = buffer1[0] + buffer1[1];
  }
  copy(lines.length);
  return text;
}
