/** Line length of everything generated, as ruff's and OCA's default. */
const LINE = 88;

/**
 * A text cut into pieces that print as adjacent string literals, each short enough to stand in a line of its own.
 * Together they are the text, to the letter. The formatter joins those that fit into one line.
 * @param indent columns before the literal where it has to wrap
 */
export function pieces(text: string, indent = 12): string[] {
  const width = LINE - indent - 2;
  const found: string[] = [];
  let line = "";
  // At spaces; an address has none, and breaks before its next part.
  for (const word of text.split(/(?<= )|(?=[?&])/)) {
    if (line !== "" && line.length + word.length > width) {
      found.push(line);
      line = "";
    }
    line += word;
  }
  if (line !== "" || found.length === 0) found.push(line);
  return found;
}

/**
 * A paragraph for a docstring, broken at words; each line leaves room for the closing quotes.
 * @param indent columns that the first line stands behind, its opening quotes among them
 */
export function paragraph(text: string, indent: number): string {
  return pieces(text, indent + 1)
    .map((line) => line.trimEnd())
    .join("\n");
}

/** `a`, `a and b`, `a, b and c` */
export function enumeration(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

/** `a product`, `an order` */
export function article(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? "an" : "a"} ${noun}`;
}

/** The first letter large. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
