/** Control characters, and those that turn the direction of writing around. */
const UNSEEN = /[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** What others wrote is quoted so that nothing in it steers the terminal; line ends and tabs stay. */
export const visible = (text: string): string =>
  text.replaceAll(UNSEEN, (character) =>
    character === "\n" || character === "\t"
      ? character
      : `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
