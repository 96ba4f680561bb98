/** Judges whether a text is XML; apart from the reader, because only addons that are judged need it. */
import { SaxesParser } from "saxes";
import type { SyntaxFault } from "./text.ts";

class Stop extends Error {}

/** Odoo's own parser (libxml2) reads no deeper. */
const DEEPEST = 256;

/** Comments and the like, where anything may stand; a `&` that begins no entity. */
const BARE =
  /<!--[^]*?(?:-->|$)|<!\[CDATA\[[^]*?(?:\]\]>|$)|<\?[^]*?(?:\?>|$)|&(?!(?:#\d+|#x[\da-fA-F]+|[A-Za-z_:][\w.:-]*);)/g;

/** Where a bare `&` is the cause: the parser waits for its `;`, and complains much later. */
function bareAmpersand(text: string): number | undefined {
  for (const { 0: part, index } of text.matchAll(BARE)) if (part === "&") return index;
  return undefined;
}

/** @returns the first thing that keeps a parser from reading the text as XML */
export function faultOfXml(text: string): SyntaxFault | undefined {
  const parser = new SaxesParser({ xmlns: true });
  let found: SyntaxFault | undefined;
  parser.on("error", (error) => {
    const at = Math.min(Math.max(parser.position - 1, 0), text.length);
    // It names line and column too: they are told with the place.
    const message = error.message.replace(/^\d+:\d+:\s*/, "").replace(/\.$/, "");
    found = { span: { from: at, to: Math.min(at + 1, text.length) }, message };
    // One is enough: what follows may be said for its sake only.
    throw new Stop();
  });
  let depth = 0;
  parser.on("opentag", ({ isSelfClosing }) => {
    if (!isSelfClosing) depth += 1;
    if (depth > DEEPEST) parser.fail(`elements stand within each other more than ${DEEPEST} times`);
  });
  parser.on("closetag", ({ isSelfClosing }) => {
    if (!isSelfClosing) depth -= 1;
  });
  try {
    parser.write(text).close();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
  }
  const bare = found === undefined ? undefined : bareAmpersand(text);
  if (found === undefined || bare === undefined || bare > found.span.from) return found;
  return { span: { from: bare, to: bare + 1 }, message: "a & that begins no entity" };
}
