import { closest, distance } from "fastest-levenshtein";

/** The nearest right word, or undefined where nothing is near enough to be meant. */
export function nearest(word: string, words: readonly string[]): string | undefined {
  if (words.length === 0) return undefined;
  const lower = word.toLowerCase();
  const found = closest(lower, words);
  const steps = distance(lower, found.toLowerCase());
  // A third of the word may be wrong, two letters at least (they may be swapped), in very short words one.
  const longer = Math.max(word.length, found.length);
  if (steps <= Math.max(longer < 4 ? 1 : 2, Math.floor(longer / 3))) return found;
  const part = words.find(
    (one) => one.length > 2 && lower.length > 2 && (one.startsWith(lower) || lower.startsWith(one)),
  );
  return part;
}

/** `a, b or c` */
export function orList(words: readonly string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} or ${words[words.length - 1] ?? ""}`;
}

/** Hint for a word that is not among the right ones: the nearest, or all of them where they are few. */
export function hintFor(word: string, words: readonly string[]): string | undefined {
  const near = nearest(word, words);
  if (near !== undefined) return `did you mean ${near}?`;
  return words.length > 0 && words.length <= 15 ? `write ${orList(words)}` : undefined;
}
