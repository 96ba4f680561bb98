/** Things that stand beside each other and can as well stand the other way round. */
import { parsePython } from "../../src/parse/python/parse.ts";
import type { Stmt } from "../../src/parse/python/ast.ts";

/** Two neighbours of a text; what stands between them stays there. */
interface Pair {
  readonly from: number;
  readonly middle: number;
  readonly next: number;
  readonly to: number;
}

/** Fields and methods of Python's classes, in lines of their own and without comments of theirs. */
export function pairsOfPython(text: string): Pair[] {
  const source = text.replaceAll("\r\n", " \n");
  const wordOf = (stmt: Stmt): string | undefined => {
    const line = source.slice(stmt.from, source.indexOf("\n", stmt.from));
    if (stmt.kind === "FunctionDef" && stmt.decorators.length === 0) return "method";
    return stmt.kind === "Assign" && /^\w+ = fields\.\w+\(/.test(line) ? "field" : undefined;
  };
  return parsePython(source).body.flatMap((one) => {
    if (one.kind !== "ClassDef") return [];
    return one.body.flatMap((stmt, at) => {
      const next = one.body[at + 1];
      if (next === undefined || wordOf(stmt) === undefined || wordOf(stmt) !== wordOf(next)) return [];
      const isApart = source.slice(stmt.to, next.from).trim() === "";
      return isApart ? [{ from: stmt.from, middle: stmt.to, next: next.from, to: next.to }] : [];
    });
  });
}

/** Lines that are alike and stand one below the other. */
export function pairsOfLines(text: string, line: RegExp): Pair[] {
  const pairs: Pair[] = [];
  let from = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) {
    const end = text.indexOf("\n", at + 1);
    const [one, other] = [text.slice(from, at), text.slice(at + 1, end)];
    if (end !== -1 && one !== other && line.test(one.trimEnd()) && line.test(other.trimEnd()))
      pairs.push({ from, middle: at, next: at + 1, to: end });
    from = at + 1;
  }
  return pairs;
}

export const swapped = (text: string, { from, middle, next, to }: Pair): string =>
  text.slice(0, from) + text.slice(next, to) + text.slice(middle, next) + text.slice(from, middle) + text.slice(to);
