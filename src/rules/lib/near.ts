/** Slips of the finger. */
import { closest, distance } from "fastest-levenshtein";

/** The word that was meant, where one is at most so many letters away. */
export function nearWord(word: string, words: readonly string[], most: number): string | undefined {
  if (words.length === 0) return undefined;
  const found = closest(word, words);
  return distance(word, found) <= most ? found : undefined;
}
