/** Python cut into pieces: statements of a module, members of its classes, items of brackets that end a statement. */
import type { ClassDef, Expr, Stmt } from "../parse/python/ast.ts";
import { parsePython } from "../parse/python/parse.ts";
import { dotted } from "../parse/python/walk.ts";
import { lineStart } from "../parse/text.ts";
import { bracketInner, importInner, type PythonTokens, readTokens } from "./brackets.ts";
import { boundBy } from "./names.ts";
import { cutLines, type Inner, linesOf, piecesOf, LAST_RANK, lineEnd, type Piece } from "./pieces.ts";

const isFiller = (text: string): boolean => /^(?:[ \t\f]*(?:#[^\n]*)?(?:\n|$))*$/.test(text);

/** Something with lines of its own: a statement, or several that share a line. */
interface Block {
  readonly stmt: Stmt;
  readonly from: number;
  readonly to: number;
  readonly isAlone: boolean;
}

function blocksOf(text: string, body: readonly Stmt[]): Block[] {
  const blocks: Block[] = [];
  for (const stmt of body) {
    const [first] = stmt.kind === "ClassDef" || stmt.kind === "FunctionDef" ? stmt.decorators : [];
    const from = first === undefined ? stmt.from : text.lastIndexOf("@", first.from);
    const last = blocks.at(-1);
    if (last !== undefined && lineStart(text, from) < lineEnd(text, last.to)) {
      blocks[blocks.length - 1] = { ...last, to: stmt.to, isAlone: false };
    } else blocks.push({ stmt, from, to: stmt.to, isAlone: true });
  }
  return blocks;
}

/** How much of the comments behind a statement is indented as its block is. */
const followsAt =
  (indent: number) =>
  (text: string): number => {
    let end = 0;
    let at = 0;
    for (const line of text.split("\n")) {
      at += line.length + 1;
      const width = line.length - line.trimStart().length;
      if (line.trimStart().startsWith("#") && width > indent) end = at;
    }
    return Math.min(end, text.length);
  };

interface Named {
  readonly key: string;
  readonly name: string;
  readonly isNamed: boolean;
  readonly rank?: number;
}

const TARGETS = new Set<Expr["kind"]>(["Name", "Attribute", "Subscript"]);

function nameOf(source: PythonTokens, stmt: Stmt, isFirst: boolean, inClass: boolean): Named {
  const { text } = source;
  switch (stmt.kind) {
    case "ClassDef":
      return { key: `class ${stmt.name}`, name: `class ${stmt.name}`, isNamed: true };
    case "FunctionDef": {
      // `@x.setter` and `@overload` define a name once more.
      const again = stmt.decorators.flatMap((one) => /\.(?:setter|deleter|getter)$/.exec(dotted(one) ?? "")?.[0] ?? []);
      const word = inClass ? "method" : "function";
      return { key: `def ${stmt.name}${again.join("")}`, name: `${word} ${stmt.name}`, isNamed: true };
    }
    case "Assign": {
      const [target] = stmt.targets;
      const isPlain = target !== undefined && TARGETS.has(target.kind) && stmt.op === undefined;
      const name = target === undefined ? "" : text.slice(target.from, target.to);
      return { key: isPlain ? `${name} =` : `${name} +=`, name, isNamed: isPlain };
    }
    case "Import": {
      const words = stmt.names.map((one) => text.slice(one.from, one.to)).join(", ");
      return { key: `import ${words}`, name: `import ${words}`, isNamed: true };
    }
    case "ImportFrom": {
      const from = `${".".repeat(stmt.level)}${stmt.module}`;
      const rank = from === "__future__" ? 2 : LAST_RANK;
      return { key: `from ${from} import`, name: `import from ${from}`, isNamed: true, rank };
    }
    case "ExprStmt": {
      if (stmt.value.kind === "Str" && isFirst) return { key: "doc", name: "docstring", isNamed: true, rank: 1 };
      if (stmt.value.kind === "Dict") return { key: "dict", name: "", isNamed: false };
      const called = stmt.value.kind === "Call" ? dotted(stmt.value.func) : undefined;
      return { key: `expression ${called ?? ""}`, name: called ?? "", isNamed: false };
    }
    default: {
      const word = stmt.kind === "OtherStmt" ? stmt.word : stmt.kind.toLowerCase();
      return { key: word, name: word, isNamed: false };
    }
  }
}

function innerOf(
  source: PythonTokens,
  { stmt, isAlone }: Block,
  from: number,
  to: number,
  needed: ReadonlySet<string>,
): (() => Inner | undefined) | undefined {
  if (!isAlone) return undefined;
  switch (stmt.kind) {
    case "ClassDef":
      return () => classInner(source, stmt, from, to);
    case "ImportFrom":
      return () => importInner(source, stmt, from, to, needed);
    case "Assign":
    case "ExprStmt":
    case "Return":
      return () => bracketInner(source, { from, to, end: stmt.to, begin: stmt.from });
    default:
      return undefined;
  }
}

/** Pieces of a body that stands between two places at lines' starts. */
function bodyPieces(
  source: PythonTokens,
  body: readonly Stmt[],
  { from, to, inClass }: { readonly from: number; readonly to: number; readonly inClass: boolean },
  needed: ReadonlySet<string> = new Set(),
): { readonly pieces: Piece[]; readonly rest: string } | undefined {
  const { text } = source;
  const blocks = blocksOf(text, body);
  const [first] = blocks;
  const indent = first === undefined ? 0 : first.from - lineStart(text, first.from);
  const cut = cutLines({ text, from, to, spans: blocks, isFiller, follows: followsAt(indent) });
  if (cut === undefined) return undefined;
  const pieces = piecesOf(cut, (piece, place) => {
    const block = blocks[place];
    if (block === undefined) throw new Error("a piece without a statement");
    const inner = innerOf(source, block, piece.from, piece.to, needed);
    const named = nameOf(source, block.stmt, place === 0, inClass);
    const { stmt } = block;
    const names = stmt.kind === "Import" || stmt.kind === "ImportFrom" ? stmt.names.map(boundBy) : [];
    const isNeeded = names.some((one) => needed.has(one));
    return { rank: LAST_RANK, ...named, ...linesOf(piece), isNeeded, ...(inner === undefined ? {} : { inner }) };
  });
  return { pieces, rest: cut.rest };
}

const isDefinition = (key: string): boolean => key.startsWith("def ") || key.startsWith("class ");

function classInner(source: PythonTokens, stmt: ClassDef, from: number, to: number): Inner | undefined {
  const { text } = source;
  const ends = [stmt.nameSpan.to, ...stmt.bases.map((one) => one.to), ...stmt.keywords.map((one) => one.value.to)];
  const colon = text.indexOf(":", Math.max(...ends));
  const start = lineEnd(text, colon);
  const [first] = stmt.body;
  if (colon === -1 || first === undefined || first.from < start) return undefined;
  const body = bodyPieces(source, stmt.body, { from: start, to, inClass: true });
  if (body === undefined) return undefined;
  return {
    kind: "class",
    head: { text: text.slice(from, start) },
    pieces: body.pieces,
    tail: body.rest,
    isUnion: true,
    gapOf: ({ key, isHeading }) => (isHeading === true || isDefinition(key) ? "\n" : ""),
  };
}

/**
 * Where the comments end that are the file's own: all of them before a docstring or an import, else those that a blank
 * line divides from what follows.
 */
function headerEnd(text: string, body: readonly Stmt[]): number {
  const [first] = body;
  const start = first === undefined ? text.length : lineStart(text, blocksOf(text, [first])[0]?.from ?? 0);
  const before = text.slice(0, start);
  if (!before.includes("#") || !isFiller(before)) return 0;
  const isTop =
    first === undefined ||
    (first.kind === "ExprStmt" && first.value.kind === "Str") ||
    first.kind === "Import" ||
    first.kind === "ImportFrom";
  if (!isTop) return before.lastIndexOf("\n\n") + 1;
  return before.trimEnd().length + 1;
}

/**
 * Cuts a file; undefined where it can't be read as Python.
 * @param needed names that its imports have to keep
 */
export function pythonInner(text: string, needed?: ReadonlySet<string>): Inner | undefined {
  const source = readTokens(text);
  if (source === undefined) return undefined;
  const { body } = parsePython(text, source.tokens);
  const end = Math.min(headerEnd(text, body), text.length);
  const found = bodyPieces(source, body, { from: end, to: text.length, inClass: false }, needed);
  if (found === undefined) return undefined;
  const header: Piece = {
    ...{ key: "header", name: "the comments at the top", isNamed: true },
    ...{ gap: "", lead: "", text: text.slice(0, end), rank: 0 },
  };
  return {
    kind: "module",
    head: { text: "" },
    pieces: end === 0 ? found.pieces : [header, ...found.pieces],
    tail: found.rest,
    isUnion: true,
    gapOf: ({ key, isHeading }) => (isDefinition(key) ? "\n\n" : isHeading === true ? "\n" : ""),
  };
}
