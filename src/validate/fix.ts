/** Edits of findings made in texts. */
import type { Edit } from "../rules/rule.ts";
import type { Finding } from "./types.ts";

/** Whether two edits touch the same characters, or put texts at the same place. */
const overlap = (a: Edit, b: Edit): boolean =>
  a.file === b.file && (a.from === b.from || (a.from < b.to && b.from < a.to));

/**
 * Makes the fixes that stand clear of each other, the first ones first; the others are for the next round.
 * @param texts of the addon's files by path
 * @returns the texts that changed, and the findings that they were for
 */
export function applyFixes(
  texts: ReadonlyMap<string, string>,
  findings: readonly Finding[],
): { readonly changed: ReadonlyMap<string, string>; readonly applied: readonly Finding[] } {
  const taken: Edit[] = [];
  const applied: Finding[] = [];
  for (const finding of findings) {
    const { fix } = finding;
    if (fix === undefined || fix.length === 0) continue;
    // All of a fix or nothing of it.
    if (fix.some((edit) => taken.some((other) => overlap(edit, other)))) continue;
    taken.push(...fix);
    applied.push(finding);
  }
  const changed = new Map<string, string>();
  for (const edit of taken.sort((a, b) => b.from - a.from)) {
    const text = changed.get(edit.file) ?? texts.get(edit.file) ?? "";
    changed.set(edit.file, text.slice(0, edit.from) + edit.text + text.slice(edit.to));
  }
  return { changed, applied };
}
