/** Places in a text: offsets everywhere, lines and columns only where somebody reads them. */

/** From (inclusive) to (exclusive), counted in UTF-16 units from the file's start. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Line and column as editors count them, from 1; the column in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A file of an addon, as it was read. */
export interface SourceFile {
  /** Below the addon's folder, with `/`: `models/backend.py`. */
  readonly path: string;
  readonly text: string;
}

/** What stops a file from being read as what its name says: one per file, the first. */
export interface SyntaxFault {
  readonly span: Span;
  /** One sentence without a final newline: `expected ':'`. */
  readonly message: string;
}

/** Where the line of a place begins. */
export const lineStart = (text: string, at: number): number => text.lastIndexOf("\n", at - 1) + 1;

/** @returns where each line begins; the first at 0 */
export function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** @param starts of `lineStarts`; @param offset beyond the end counts as the end */
export function positionAt(starts: readonly number[], offset: number): Position {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}
