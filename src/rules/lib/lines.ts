/** Where a fix stands in the lines of a text. */
import { lineStart } from "../../parse/text.ts";

/** How the lines of a text end. */
export const endOfLines = (text: string): string => (text.includes("\r\n") ? "\r\n" : "\n");

/** The line that holds an offset: where it begins, and what stands before the offset, its indent if that is blank. */
export function lineAt(text: string, offset: number): { readonly from: number; readonly before: string } {
  const from = lineStart(text, offset);
  return { from, before: text.slice(from, offset) };
}
