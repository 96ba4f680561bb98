/** The merge of last resort: line by line. */
import { diff3MergeRegions, diffIndices, type IDiffIndicesResult } from "node-diff3";
import type { Chunk } from "./types.ts";

/** Lines with their ends; the last one may have none. */
export function linesOf(text: string): string[] {
  if (text === "") return [];
  const lines = text.split("\n");
  const last = lines.pop() ?? "";
  return [...lines.map((line) => `${line}\n`), ...(last === "" ? [] : [last])];
}

/** How many lines two lists begin with in common. */
function sharedStart(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count += 1;
  return count;
}

/** How many lines two lists end with in common, those at the start left alone. */
function sharedEnd(a: readonly string[], b: readonly string[], start: number): number {
  let count = 0;
  const most = Math.min(a.length, b.length) - start;
  while (count < most && a[a.length - 1 - count] === b[b.length - 1 - count]) count += 1;
  return count;
}

type Hunk = IDiffIndicesResult<string> & { readonly isMine: boolean };

/**
 * Lines that one side has added or removed directly before or behind lines that the other has changed: each finds its
 * place. Undefined where changes meet in any other way.
 */
function besideEachOther(a: string[], o: string[], b: string[]): string[] | undefined {
  const of = (side: string[], isMine: boolean): Hunk[] => diffIndices(o, side).map((one) => ({ ...one, isMine }));
  const hunks = [...of(a, true), ...of(b, false)].sort(
    (x, y) => x.buffer1[0] - y.buffer1[0] || x.buffer1[1] - y.buffer1[1],
  );
  const lines: string[] = [];
  let at = 0;
  for (const [place, hunk] of hunks.entries()) {
    const [from, count] = hunk.buffer1;
    const before = hunks[place - 1];
    if (before !== undefined && before.isMine !== hunk.isMine) {
      const isChange = [hunk, before].every((one) => one.buffer1[1] > 0 && one.buffer2[1] > 0);
      const isSamePlace = count === 0 && before.buffer1[1] === 0 && from === before.buffer1[0];
      if (from < at || isSamePlace || (from === at && isChange)) return undefined;
    }
    lines.push(...o.slice(at, from), ...hunk.buffer2Content);
    at = from + count;
  }
  return [...lines, ...o.slice(at)];
}

/** Whether a text holds another one, line by line in the same order, and all that it has more is new. */
function hasAllOf(more: readonly string[], less: readonly string[], base: readonly string[]): boolean {
  // A side that has only removed lines has made nothing that the other one could hold.
  if (base.length > 0 && less.every((line) => line.trim() === "")) return false;
  const known = new Set(base);
  let at = 0;
  for (const line of more) {
    if (line === less[at]) at += 1;
    else if (known.has(line)) return false;
  }
  return at === less.length;
}

/**
 * Merges three texts line by line.
 * @param path what a conflict is in
 */
export function mergeLines(base: string, mine: string, planned: string, path: readonly string[] = []): Chunk[] {
  if (mine === planned || planned === base) return [mine];
  if (mine === base) return [planned];
  const chunks: Chunk[] = [];
  const push = (lines: readonly string[]): void => {
    if (lines.length > 0) chunks.push(lines.join(""));
  };
  for (const region of diff3MergeRegions(linesOf(mine), linesOf(base), linesOf(planned))) {
    if (region.stable) {
      push(region.bufferContent);
      continue;
    }
    const { aContent: a, bContent: b, oContent: o } = region;
    // One side may have made the other's change too, and some more.
    const start = sharedStart(a, b);
    const isSame = start === a.length && start === b.length;
    const whole = isSame || hasAllOf(a, b, o) ? a : hasAllOf(b, a, o) ? b : besideEachOther(a, o, b);
    if (whole !== undefined) {
      push(whole);
      continue;
    }
    // What both sides have made alike is no part of the conflict.
    const end = sharedEnd(a, b, start);
    push(a.slice(0, start));
    const sides = { mine: a.slice(start, a.length - end).join(""), planned: b.slice(start, b.length - end).join("") };
    chunks.push({ kind: "clash", path, ...sides });
    push(a.slice(a.length - end));
  }
  return chunks;
}
