/**
 * Python's text as a tree, for Python up to 3.14. It judges nothing (ruff does): what no grammar allows becomes some
 * nodes or other, and every text has an end. But it knows where it is sure: what it doubts is either wrong or rare, and
 * nobody else need be asked about the rest.
 */
import type { Span } from "../text.ts";
import type {
  Alias,
  Assign,
  Call,
  Comprehension,
  ExceptHandler,
  Expr,
  JoinedStr,
  Keyword,
  Module,
  Name,
  Param,
  Stmt,
  Str,
} from "./ast.ts";
import { ParamOrder } from "./params.ts";
import { type FormatText, formatText, Kind, quoteAt, tokenize, type Tokens } from "./tokens.ts";
import { escaped, isEscapedWell } from "./strings.ts";

/** Brackets and operators deeper than this are not read: Python itself allows 200 brackets and 100 blocks. */
const DEEPEST = 220;

/**
 * A chain (`a + b + c`, `a.b().c`) makes a tree as deep as it is long. Of a longer one only the end is kept, so that who
 * walks through it comes to its ground; within brackets the less, the deeper they are.
 */
const LONGEST = 1000;

/** So many f-strings within f-strings are read. */
const DEEPEST_FORMAT = 6;

type Loop = Comprehension["loops"][number];

const isKeyword = (kind: Kind | undefined, word: string | undefined, wanted: string): boolean =>
  kind === Kind.Keyword && word === wanted;

/** How tightly two sides are bound; `not in` and `is not` count as `in` and `is`. */
const BINDING: ReadonlyMap<string, number> = new Map([
  ["or", 1],
  ["and", 2],
  ...["in", "is", "not", "<", ">", "<=", ">=", "==", "!="].map((op) => [op, 4] as const),
  ["|", 5],
  ["^", 6],
  ["&", 7],
  ["<<", 8],
  [">>", 8],
  ["+", 9],
  ["-", 9],
  ["*", 10],
  ["/", 10],
  ["//", 10],
  ["%", 10],
  ["@", 10],
  ["**", 12],
]);
const NOT = 3;
const COMPARE = 4;
const BIT_OR = 5;
const UNARY = 11;
const POWER = 12;

const UPDATES = new Set(["+=", "-=", "*=", "/=", "//=", "%=", "@=", "&=", "|=", "^=", ">>=", "<<=", "**="]);

class Parser {
  private at = 0;
  private depth = 0;
  private embedding = 0;
  /** In patterns of `case` anything may be followed by `as name`. */
  private inPattern = false;
  private isSure: boolean;
  private inFunction = false;
  private inLoop = false;
  /** How often `:=` and `yield` were read: neither may stand everywhere in a comprehension. */
  private named = 0;

  constructor(
    private readonly text: string,
    private readonly tokens: Tokens,
    /** Where the text begins in its file. */
    private readonly base: number,
    /** Where the text around it ends: brackets that were put around an expression lie beyond. */
    private readonly limit = Number.MAX_SAFE_INTEGER,
  ) {
    this.end = base;
    this.isSure = tokens.isSure;
  }

  private doubt(): void {
    this.isSure = false;
  }

  // -------------------------------------------------------------------------------------------------------- tokens

  private kind(): Kind {
    return this.tokens.kinds[this.at] ?? Kind.End;
  }

  private get word(): string {
    return this.tokens.words[this.at] ?? "";
  }

  /** A place in the file; the brackets that were put around an expression are none of it. */
  private within(place: number): number {
    const isAround = this.limit !== Number.MAX_SAFE_INTEGER;
    return Math.min(isAround ? Math.max(place, this.base + 1) : place, this.limit);
  }

  private get from(): number {
    return this.within(this.base + (this.tokens.from[this.at] ?? this.text.length));
  }

  /** Where the word before ends: ends of lines and blocks are none. */
  private end: number;

  /** Where something ends that begins at a place: in a broken text nothing may stand there. */
  private upTo(from: number): number {
    return Math.max(from, this.end);
  }

  private next(): void {
    const kind = this.kind();
    if (kind !== Kind.Newline && kind !== Kind.Indent && kind !== Kind.Dedent && kind !== Kind.End) {
      this.end = this.within(this.base + (this.tokens.to[this.at] ?? 0));
    }
    if (this.at < this.tokens.kinds.length - 1) this.at += 1;
  }

  private isOp(word: string): boolean {
    return this.kind() === Kind.Operator && this.word === word;
  }

  private isWord(word: string): boolean {
    return isKeyword(this.kind(), this.word, word);
  }

  private takeOp(word: string): boolean {
    if (!this.isOp(word)) return false;
    this.next();
    return true;
  }

  private takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.next();
    return true;
  }

  private mustOp(word: string): void {
    if (!this.takeOp(word)) this.doubt();
  }

  private mustWord(word: string): void {
    if (!this.takeWord(word)) this.doubt();
  }

  /** What a comma makes of "an item stands right before it": there must be one. */
  private comma(isBehindItem: boolean): false {
    if (!isBehindItem) this.doubt();
    return false;
  }

  /** What an item makes of it: there must be a comma between two. */
  private item(isBehindItem: boolean): true {
    if (isBehindItem) this.doubt();
    return true;
  }

  private get isLineEnd(): boolean {
    const kind = this.kind();
    return kind === Kind.Newline || kind === Kind.End || kind === Kind.Dedent || kind === Kind.Indent;
  }

  /** A name, whatever stands there: keywords in a broken text. */
  private name(): { readonly text: string; readonly span: Span } {
    const { from } = this;
    if (this.kind() !== Kind.Name) this.doubt();
    if (this.kind() !== Kind.Name && this.kind() !== Kind.Keyword) return { text: "", span: { from, to: from } };
    const text = this.word;
    this.next();
    return { text, span: { from, to: this.upTo(from) } };
  }

  /** `a.b.c`. */
  private dottedName(): string {
    let found = "";
    let isBehindName = false;
    while (this.kind() === Kind.Name || this.kind() === Kind.Keyword || this.isOp(".")) {
      if (this.isWord("import") || this.isWord("as")) break;
      const isName = this.kind() === Kind.Name;
      if (isName === isBehindName) this.doubt();
      isBehindName = isName;
      found += this.word;
      this.next();
    }
    if (!isBehindName) this.doubt();
    return found;
  }

  // ---------------------------------------------------------------------------------------------------- statements

  module(): Module {
    const body: Stmt[] = [];
    while (this.kind() !== Kind.End) {
      const before = this.at;
      this.statementInto(body);
      if (this.at === before) this.next();
    }
    const { isSure } = this;
    return { body, comments: this.tokens.comments, isSure };
  }

  /** What follows a colon: an indented block, or the rest of the line. */
  private suite(): Stmt[] {
    const body: Stmt[] = [];
    if (!this.takeOp(":")) {
      this.doubt();
      return body;
    }
    if (this.kind() !== Kind.Newline) {
      this.simpleLine(body);
      return body;
    }
    this.next();
    if (this.kind() !== Kind.Indent) {
      this.doubt();
      return body;
    }
    this.next();
    this.depth += 1;
    while (this.kind() !== Kind.Dedent && this.kind() !== Kind.End) {
      const before = this.at;
      if (this.depth > DEEPEST) this.skipBlock();
      else this.statementInto(body);
      if (this.at === before) this.next();
    }
    this.depth -= 1;
    if (this.kind() === Kind.Dedent) this.next();
    else this.doubt();
    return body;
  }

  /** A block in which `return` and `break` mean something else than around it. */
  private suiteOf(owner: "class" | "function" | "loop"): Stmt[] {
    const { inFunction, inLoop } = this;
    if (owner !== "loop") this.inFunction = owner === "function";
    this.inLoop = owner === "loop";
    const body = this.suite();
    this.inFunction = inFunction;
    this.inLoop = inLoop;
    return body;
  }

  /** To the end of the block that the place is in. */
  private skipBlock(): void {
    this.doubt();
    let open = 0;
    while (this.kind() !== Kind.End) {
      if (this.kind() === Kind.Indent) open += 1;
      if (this.kind() === Kind.Dedent) {
        if (open === 0) return;
        open -= 1;
      }
      this.next();
    }
  }

  private statementInto(body: Stmt[]): void {
    const kind = this.kind();
    const { word } = this;
    if (kind === Kind.Newline || kind === Kind.Indent || kind === Kind.Dedent) {
      this.doubt();
      this.next();
      return;
    }
    const compound =
      kind === Kind.Keyword
        ? this.compound(word)
        : kind === Kind.Operator && word === "@"
          ? this.decorated()
          : kind === Kind.Name && word === "match"
            ? this.match()
            : undefined;
    if (compound !== undefined) body.push(compound);
    else this.simpleLine(body);
  }

  private compound(word: string): Stmt | undefined {
    switch (word) {
      case "class":
        return this.classDef([]);
      case "def":
        return this.functionDef([], this.from, false);
      case "async": {
        const { from } = this;
        this.doubt();
        this.next();
        if (this.isWord("def")) return this.functionDef([], from, true);
        return this.isWord("for") ? this.forStatement() : this.isWord("with") ? this.withStatement() : undefined;
      }
      case "if":
        return this.ifStatement();
      case "for":
        return this.forStatement();
      case "while": {
        const { from } = this;
        this.next();
        const test = this.namedTest();
        const block = this.suiteOf("loop");
        return { kind: "While", test, body: block, orelse: this.elseSuite(), from, to: this.upTo(from) };
      }
      case "try":
        return this.tryStatement();
      case "with":
        return this.withStatement();
      default:
        return undefined;
    }
  }

  private elseSuite(): Stmt[] {
    return this.takeWord("else") ? this.suite() : [];
  }

  private decorated(): Stmt | undefined {
    const decorators: Expr[] = [];
    while (this.takeOp("@")) {
      decorators.push(this.namedTest());
      if (this.kind() !== Kind.Newline) this.doubt();
      while (!this.isLineEnd) this.next();
      while (this.kind() === Kind.Newline) this.next();
    }
    const { from } = this;
    if (this.isWord("class")) return this.classDef(decorators);
    const isAsync = this.takeWord("async");
    if (isAsync || !this.isWord("def")) this.doubt();
    if (this.isWord("def")) return this.functionDef(decorators, from, isAsync);
    return undefined;
  }

  /** `[T]` of a generic class or function. */
  private typeParams(): void {
    if (this.isOp("[")) this.skipBracket();
  }

  private skipBracket(): void {
    this.doubt();
    let open = 0;
    do {
      if (this.kind() === Kind.Operator) {
        if ("([{".includes(this.word)) open += 1;
        else if (")]}".includes(this.word)) open -= 1;
      }
      this.next();
    } while (open > 0 && this.kind() !== Kind.End);
  }

  private classDef(decorators: readonly Expr[]): Stmt {
    const { from } = this;
    this.next();
    const { text: name, span: nameSpan } = this.name();
    this.typeParams();
    const { args: bases, keywords } = this.isOp("(") ? this.callArguments() : { args: [], keywords: [] };
    if (bases.some((one) => one.kind === "GeneratorExp")) this.doubt();
    const body = this.suiteOf("class");
    return { kind: "ClassDef", name, nameSpan, bases, keywords, decorators, body, from, to: this.upTo(from) };
  }

  private functionDef(decorators: readonly Expr[], from: number, isAsync: boolean): Stmt {
    this.next();
    const { text: name, span: nameSpan } = this.name();
    this.typeParams();
    if (!this.isOp("(")) this.doubt();
    const params = this.takeOp("(") ? this.params(")") : [];
    this.mustOp(")");
    const returns = this.takeOp("->") ? this.sole() : undefined;
    const body = this.suiteOf("function");
    const to = this.upTo(from);
    return { kind: "FunctionDef", name, nameSpan, isAsync, params, decorators, returns, body, from, to };
  }

  /** @param close `)`, or `:` of a lambda, which has no annotations */
  private params(close: ")" | ":"): Param[] {
    const found: Param[] = [];
    const order = new ParamOrder();
    while (!this.isOp(close) && !this.isLineEnd) {
      const { from, at } = this;
      if (this.takeOp(",")) {
        order.add(",");
        continue;
      }
      if (this.takeOp("/")) {
        order.add("/");
        continue;
      }
      const stars = this.takeOp("**") ? 2 : this.takeOp("*") ? 1 : 0;
      if (this.kind() === Kind.Name) {
        const { text: name } = this.name();
        const annotation = close === ")" && this.takeOp(":") ? this.starred() : undefined;
        const fallback = this.takeOp("=") ? this.test() : undefined;
        if (annotation?.kind === "Starred" || annotation?.kind === "NamedExpr") this.doubt();
        order.add(stars === 2 ? "**" : stars === 1 ? "*" : "", name, fallback !== undefined);
        found.push({ name, stars, annotation, default: fallback, from, to: this.upTo(from) });
      } else order.add(stars === 1 ? "*" : "?");
      if (this.at === at) this.next();
    }
    if (!order.isRight()) this.doubt();
    return found;
  }

  private ifStatement(): Stmt {
    const { from } = this;
    this.next();
    const test = this.namedTest();
    const body = this.suite();
    // Without recursion: a chain of `elif` may be long.
    const branches: { test: Expr; body: Stmt[]; from: number }[] = [];
    while (this.isWord("elif")) {
      const start = this.from;
      this.next();
      const condition = this.namedTest();
      branches.push({ test: condition, body: this.suite(), from: start });
    }
    let orelse = this.elseSuite();
    const to = this.upTo(from);
    // Each stands in the one before it, as in other chains.
    const rest = branches.splice(this.longest);
    const [first] = rest;
    if (first !== undefined) {
      const body = [...rest.flatMap((branch) => branch.body), ...orelse];
      const exprs = rest.map((branch) => branch.test);
      orelse = [{ kind: "OtherStmt", word: "elif", exprs, body, from: first.from, to }];
    }
    for (const branch of branches.reverse()) orelse = [{ kind: "If", ...branch, orelse, to }];
    return { kind: "If", test, body, orelse, from, to };
  }

  private forStatement(): Stmt {
    const { from } = this;
    this.next();
    const target = this.targets();
    this.mustWord("in");
    const iter = this.expressions();
    const body = this.suiteOf("loop");
    return { kind: "For", target, iter, body, orelse: this.elseSuite(), from, to: this.upTo(from) };
  }

  private tryStatement(): Stmt {
    const { from } = this;
    this.next();
    const body = this.suite();
    const handlers: ExceptHandler[] = [];
    while (this.isWord("except")) {
      const start = this.from;
      this.next();
      if (this.takeOp("*") || handlers.some((one) => one.type === undefined)) this.doubt();
      const type = this.isOp(":") || this.isLineEnd ? undefined : this.sole();
      const name = this.takeWord("as") ? this.name().text : undefined;
      if (type === undefined && name !== undefined) this.doubt();
      const block = this.suite();
      handlers.push({ type, name, body: block, from: start, to: this.upTo(start) });
    }
    if (handlers.length === 0 && !this.isWord("finally")) this.doubt();
    const orelse = this.elseSuite();
    const finalbody = this.takeWord("finally") ? this.suite() : [];
    return { kind: "Try", body, handlers, orelse, finalbody, from, to: this.upTo(from) };
  }

  private withStatement(): Stmt {
    const { from } = this;
    this.next();
    const isBracketed = this.isOp("(") && this.isBehindBracket(":");
    if (isBracketed) this.next();
    const items: { context: Expr; as: Expr | undefined }[] = [];
    let isBehindItem = false;
    while (!this.isOp(":") && !this.isLineEnd) {
      const { at } = this;
      if (isBracketed && this.takeOp(")")) break;
      if (this.takeOp(",")) {
        isBehindItem = this.comma(isBehindItem);
        continue;
      }
      isBehindItem = this.item(isBehindItem);
      if (this.isWord("yield")) this.doubt();
      const context = this.isWord("yield") ? this.yielded() : this.namedTest();
      if (context.kind === "NamedExpr") this.doubt();
      const as = this.takeWord("as") ? this.target() : undefined;
      if (as !== undefined && !isTarget(as)) this.doubt();
      items.push({ context, as });
      if (this.at === at) this.next();
    }
    if (items.length === 0 || (!isBracketed && !isBehindItem)) this.doubt();
    const body = this.suite();
    return { kind: "With", items, body, from, to: this.upTo(from) };
  }

  /** Whether an operator follows the bracket that opens here. */
  private isBehindBracket(word: string): boolean {
    let open = 0;
    for (let at = this.at; at < this.tokens.kinds.length; at += 1) {
      if (this.tokens.kinds[at] !== Kind.Operator) continue;
      const sign = this.tokens.words[at] ?? "";
      if ("([{".includes(sign)) open += 1;
      else if (")]}".includes(sign)) open -= 1;
      if (open === 0) return this.tokens.kinds[at + 1] === Kind.Operator && this.tokens.words[at + 1] === word;
    }
    return false;
  }

  /** `match x:` with its cases; undefined where `match` is a name like any other. */
  private match(): Stmt | undefined {
    const start = this.at;
    const { from, isSure } = this;
    this.next();
    // `match = 1`, `match.group(1)`, `match: T`: no subject can begin so.
    const isName =
      this.isLineEnd || (this.kind() === Kind.Operator && !["(", "[", "{", "-", "*", "~"].includes(this.word));
    const subject = isName ? undefined : this.expressions();
    const isStatement =
      this.isOp(":") &&
      this.tokens.kinds[this.at + 1] === Kind.Newline &&
      this.tokens.kinds[this.at + 2] === Kind.Indent &&
      this.tokens.words[this.at + 3] === "case";
    if (subject === undefined || !isStatement) {
      this.at = start;
      this.end = from;
      this.isSure = isSure;
      return undefined;
    }
    this.doubt();
    this.at += 3;
    const cases: Stmt[] = [];
    while (this.kind() === Kind.Name && this.word === "case") {
      const begin = this.from;
      this.next();
      this.inPattern = true;
      const exprs = [this.expressions()];
      this.inPattern = false;
      if (this.takeWord("if")) exprs.push(this.namedTest());
      const body = this.suite();
      cases.push({ kind: "OtherStmt", word: "case", exprs, body, from: begin, to: this.upTo(begin) });
      while (this.kind() === Kind.Newline) this.next();
    }
    if (this.kind() === Kind.Dedent) this.next();
    return { kind: "OtherStmt", word: "match", exprs: [subject], body: cases, from, to: this.upTo(from) };
  }

  private simpleLine(body: Stmt[]): void {
    let isOpen = false;
    while (!this.isLineEnd) {
      const { at } = this;
      if (this.takeOp(";")) {
        if (!isOpen) this.doubt();
        isOpen = false;
        continue;
      }
      if (isOpen) this.doubt();
      isOpen = true;
      // In a broken text a block may begin in the middle of a line.
      const stmt =
        this.kind() === Kind.Keyword ? (this.keywordStatement(this.word) ?? this.assignment()) : this.assignment();
      body.push(stmt);
      if (this.at === at) this.next();
    }
    if (this.kind() === Kind.Newline) this.next();
  }

  private get isStatementEnd(): boolean {
    return this.isLineEnd || this.isOp(";");
  }

  private keywordStatement(word: string): Stmt | undefined {
    const { from } = this;
    switch (word) {
      case "import": {
        this.next();
        const names = this.aliases(() => this.dottedName(), false);
        return { kind: "Import", names, from, to: this.upTo(from) };
      }
      case "from": {
        this.next();
        let level = 0;
        while (this.isOp(".") || this.isOp("...")) {
          level += this.word.length;
          this.next();
        }
        const module = level > 0 && this.isWord("import") ? "" : this.dottedName();
        this.mustWord("import");
        const isBracketed = this.takeOp("(");
        const names = this.aliases(() => (this.takeOp("*") ? "*" : this.name().text), isBracketed);
        if (isBracketed) this.mustOp(")");
        // Both have their place at the top of a file, and the first of them among its first lines.
        const isStar = names.some(({ name }) => name === "*");
        if (module === "__future__" || (isStar && (isBracketed || names.length > 1 || this.depth > 0))) this.doubt();
        return { kind: "ImportFrom", module, level, names, from, to: this.upTo(from) };
      }
      case "return": {
        this.next();
        if (!this.inFunction) this.doubt();
        const value = this.isStatementEnd ? undefined : this.expressions();
        return { kind: "Return", value, from, to: this.upTo(from) };
      }
      case "raise": {
        this.next();
        const exc = this.isStatementEnd ? undefined : this.test();
        const cause = this.takeWord("from") ? this.test() : undefined;
        return { kind: "Raise", exc, cause, from, to: this.upTo(from) };
      }
      case "pass":
      case "break":
      case "continue":
      case "del":
      case "assert":
      case "global":
      case "nonlocal": {
        this.next();
        const exprs: Expr[] = [];
        let isBehindItem = false;
        while (!this.isStatementEnd) {
          const { at } = this;
          if (this.takeOp(",")) {
            isBehindItem = this.comma(isBehindItem);
            continue;
          }
          isBehindItem = this.item(isBehindItem);
          exprs.push(this.starred());
          if (this.at === at) break;
        }
        if (!this.isRight(word, exprs, exprs.length > 0 && !isBehindItem)) this.doubt();
        return { kind: "OtherStmt", word, exprs, body: [], from, to: this.upTo(from) };
      }
      default:
        return undefined;
    }
  }

  /** Whether such a statement may stand here with these behind it. */
  private isRight(word: string, exprs: readonly Expr[], endsWithComma: boolean): boolean {
    switch (word) {
      case "pass":
        return exprs.length === 0 && !endsWithComma;
      case "break":
      case "continue":
        return this.inLoop && exprs.length === 0 && !endsWithComma;
      case "del":
        return exprs.length > 0 && exprs.every((one) => one.kind !== "Starred" && isTarget(one));
      case "assert": {
        const isPlain = exprs.every((one) => one.kind !== "Starred" && one.kind !== "NamedExpr");
        return isPlain && (exprs.length === 1 || exprs.length === 2) && !endsWithComma;
      }
      default:
        // `global` and `nonlocal`: whether they are right depends on all that stands around.
        return false;
    }
  }

  private aliases(read: () => string, mayEndWithComma: boolean): Alias[] {
    const names: Alias[] = [];
    let isBehindItem = false;
    while (!this.isStatementEnd && !this.isOp(")")) {
      const { from, at } = this;
      if (this.takeOp(",")) {
        isBehindItem = this.comma(isBehindItem);
        continue;
      }
      isBehindItem = this.item(isBehindItem);
      const name = read();
      const asName = this.takeWord("as") ? this.name().text : undefined;
      names.push({ name, asName, from, to: this.upTo(from) });
      if (this.at === at) this.next();
    }
    if (names.length === 0 || (!isBehindItem && !mayEndWithComma)) this.doubt();
    return names;
  }

  /** An expression, `a = b = 1`, `a: T = 1`, `a += 1`; `type X = …` is an assignment whose name is lost. */
  private assignment(): Stmt {
    const { from } = this;
    if (this.kind() === Kind.Name && this.word === "type" && this.tokens.kinds[this.at + 1] === Kind.Name) {
      this.doubt();
      this.next();
    }
    const first = this.expressions(true);
    if (this.isOp("[")) this.skipBracket();
    const made = (rest: Pick<Assign, "targets" | "op" | "annotation" | "value">): Assign => ({
      kind: "Assign",
      ...rest,
      from,
      to: this.upTo(from),
    });
    if (this.takeOp(":")) {
      const annotation = this.test();
      const value = this.takeOp("=") ? this.expressions(true) : undefined;
      if (!isPlace(first)) this.doubt();
      return made({ targets: [first], op: undefined, annotation, value });
    }
    if (this.kind() === Kind.Operator && UPDATES.has(this.word)) {
      const op = this.word.slice(0, -1);
      this.next();
      if (!isPlace(first)) this.doubt();
      return made({ targets: [first], op, annotation: undefined, value: this.expressions(true) });
    }
    if (!this.isOp("=")) return { kind: "ExprStmt", value: first, from, to: this.upTo(from) };
    const sides = [first];
    while (this.takeOp("=")) sides.push(this.expressions(true));
    const value = sides.pop();
    if (!sides.every((one) => one.kind !== "Starred" && isTarget(one))) this.doubt();
    return made({ targets: sides, op: undefined, annotation: undefined, value });
  }

  // --------------------------------------------------------------------------------------------------- expressions

  /**
   * `a, *b`: a tuple where there is a comma; `yield` too.
   * @param mayYield whether it may stand there without brackets
   */
  private expressions(mayYield = false): Expr {
    if (this.isWord("yield")) {
      if (!mayYield) this.doubt();
      return this.yielded();
    }
    const { from } = this;
    const first = this.starred();
    // `x := 1` needs brackets here, behind which it begins later.
    if (first.kind === "NamedExpr" && first.from === from) this.doubt();
    if (!this.isOp(",")) {
      if (first.kind === "Starred") this.doubt();
      return first;
    }
    const elts = [first];
    while (this.takeOp(",")) {
      if (!this.startsExpression()) break;
      const start = this.from;
      const one = this.starred();
      if (one.kind === "NamedExpr" && one.from === start) this.doubt();
      elts.push(one);
    }
    return { kind: "Tuple", elts, from, to: this.upTo(from) };
  }

  /** One expression, where several would need brackets. */
  private sole(): Expr {
    const { at } = this;
    const found = this.expressions();
    // A tuple in brackets ends with one, and no other bracket closes before.
    if (found.kind === "Tuple" && !this.isBracketed(at)) this.doubt();
    return found;
  }

  /** Whether a bracket opens at a token and closes right before this one. */
  private isBracketed(start: number): boolean {
    let open = 0;
    for (let at = start; at < this.at; at += 1) {
      if (this.tokens.kinds[at] === Kind.Operator) {
        const sign = this.tokens.words[at] ?? "";
        if ("([{".includes(sign)) open += 1;
        else if (")]}".includes(sign)) open -= 1;
      }
      if (open === 0) return at === this.at - 1;
    }
    return false;
  }

  private startsExpression(): boolean {
    switch (this.kind()) {
      case Kind.Name:
      case Kind.Number:
      case Kind.String:
        return true;
      case Kind.Keyword:
        return ["None", "True", "False", "not", "lambda", "await", "yield"].includes(this.word);
      case Kind.Operator:
        return ["(", "[", "{", "-", "+", "~", "*", "..."].includes(this.word);
      default:
        return false;
    }
  }

  private starred(): Expr {
    const { from } = this;
    if (!this.takeOp("*")) return this.namedTest();
    return { kind: "Starred", value: this.binary(BIT_OR), from, to: this.upTo(from) };
  }

  private yielded(): Expr {
    const { from } = this;
    if (!this.inFunction) this.doubt();
    this.named += 1;
    this.next();
    if (this.takeWord("from")) return { kind: "YieldFrom", value: this.test(), from, to: this.upTo(from) };
    if (this.depth > DEEPEST) return this.tooDeep();
    this.depth += 1;
    const value = this.startsExpression() ? this.expressions() : undefined;
    this.depth -= 1;
    return { kind: "Yield", value, from, to: this.upTo(from) };
  }

  /** What a loop assigns to: names, attributes, items, tuples of them; `in` ends it. */
  private targets(): Expr {
    const { from } = this;
    const elts: Expr[] = [];
    let isTuple = false;
    while (this.startsExpression()) {
      elts.push(this.target());
      if (!this.takeOp(",")) break;
      isTuple = true;
    }
    const [only] = elts;
    if (!isTuple && only !== undefined) {
      if (only.kind === "Starred" || !isTarget(only)) this.doubt();
      return only;
    }
    const found: Expr = { kind: "Tuple", elts, from, to: this.upTo(from) };
    if (elts.length === 0 || !isTarget(found)) this.doubt();
    return found;
  }

  private target(): Expr {
    const { from } = this;
    if (!this.takeOp("*")) return this.binary(BIT_OR);
    return { kind: "Starred", value: this.binary(BIT_OR), from, to: this.upTo(from) };
  }

  private namedTest(): Expr {
    const { from } = this;
    const found = this.test();
    if (found.kind === "Name" && this.takeOp(":=")) {
      this.named += 1;
      if (found.from !== from) this.doubt();
      return { kind: "NamedExpr", target: found, value: this.test(), from, to: this.upTo(from) };
    }
    if (this.inPattern && this.takeWord("as")) {
      const { text: id, span } = this.name();
      const name: Name = { kind: "Name", id, ...span };
      return { kind: "OtherExpr", parts: [found, name], from, to: this.upTo(from) };
    }
    return found;
  }

  private test(): Expr {
    const { from } = this;
    if (this.isWord("lambda")) return this.lambda();
    const body = this.binary(0);
    if (this.inPattern || !this.isWord("if")) return body;
    this.next();
    const test = this.binary(0);
    this.mustWord("else");
    if (this.depth > DEEPEST) return this.tooDeep();
    this.depth += 1;
    const orelse = this.test();
    this.depth -= 1;
    return { kind: "IfExp", test, body, orelse, from, to: this.upTo(from) };
  }

  private lambda(): Expr {
    const { from } = this;
    this.next();
    const params = this.params(":");
    this.mustOp(":");
    if (this.depth > DEEPEST) return this.tooDeep();
    this.depth += 1;
    const body = this.test();
    this.depth -= 1;
    return { kind: "Lambda", params, body, from, to: this.upTo(from) };
  }

  private tooDeep(): Expr {
    const { from } = this;
    this.doubt();
    if (this.kind() === Kind.Operator && "([{".includes(this.word)) this.skipBracket();
    else this.next();
    return { kind: "OtherExpr", parts: [], from, to: this.upTo(from) };
  }

  private get longest(): number {
    return Math.ceil(LONGEST / (1 + this.depth));
  }

  /** What has been read of a chain, or what stands for it where it is too long. */
  private chain(found: Expr, length: number): Expr {
    if (length % this.longest !== 0) return found;
    return { kind: "OtherExpr", parts: [], from: found.from, to: found.to };
  }

  /** Binding of the operator that stands here; 0 where none does. */
  private get binding(): number {
    const kind = this.kind();
    if (kind !== Kind.Operator && kind !== Kind.Keyword) return 0;
    const { word } = this;
    if (word === "not" && !isKeyword(this.tokens.kinds[this.at + 1], this.tokens.words[this.at + 1], "in")) return 0;
    return BINDING.get(word) ?? 0;
  }

  /** @param least operators that bind less tightly are left alone */
  private binary(least: number): Expr {
    const { from } = this;
    let left = this.unary(least);
    let chained: Expr | undefined;
    for (let length = 1; ; length += 1) {
      left = this.chain(left, length);
      const binding = this.binding;
      if (binding === 0 || binding < least) return left;
      const op = this.operator();
      if (binding === POWER) {
        if (this.depth > DEEPEST) return this.tooDeep();
        this.depth += 1;
        const right = this.binary(UNARY);
        this.depth -= 1;
        left = { kind: "BinOp", op, left, right, from, to: this.upTo(from) };
        continue;
      }
      const right = this.binary(binding + 1);
      const to = this.upTo(from);
      if (binding === COMPARE) {
        // `a < b < c`: each side is compared with its neighbour.
        const before = chained;
        chained = right;
        left =
          before === undefined
            ? { kind: "Compare", op, left, right, from, to }
            : {
                kind: "BoolOp",
                op: "and",
                left,
                right: { kind: "Compare", op, left: before, right, from: before.from, to },
                from,
                to,
              };
      } else {
        chained = undefined;
        left = { kind: binding < NOT ? "BoolOp" : "BinOp", op, left, right, from, to };
      }
    }
  }

  private operator(): string {
    const { word } = this;
    this.next();
    if (word === "not" && this.takeWord("in")) return "not in";
    if (word === "is" && this.takeWord("not")) return "is not";
    return word;
  }

  private unary(least: number): Expr {
    const kind = this.kind();
    const { from, word } = this;
    const isNot = kind === Kind.Keyword && word === "not" && least <= NOT;
    const isSign = kind === Kind.Operator && (word === "-" || word === "+" || word === "~");
    if (isNot || isSign) {
      if (this.depth > DEEPEST) return this.tooDeep();
      this.depth += 1;
      this.next();
      const operand = this.binary(isNot ? NOT : UNARY);
      this.depth -= 1;
      return { kind: "UnaryOp", op: word, operand, from, to: this.upTo(from) };
    }
    if (kind === Kind.Keyword && word === "await") {
      this.doubt();
      this.next();
      const start = this.from;
      return { kind: "Await", value: this.trailers(this.atom(), start), from, to: this.upTo(from) };
    }
    if (kind === Kind.Keyword && word === "lambda") {
      // As one side of an operator it needs brackets.
      this.doubt();
      return this.lambda();
    }
    return this.trailers(this.atom(), from);
  }

  private trailers(start: Expr, from: number): Expr {
    let found = start;
    for (let length = 1; ; length += 1) {
      if (this.kind() !== Kind.Operator) return found;
      found = this.chain(found, length);
      if (this.takeOp(".")) {
        const { text: attr, span: attrSpan } = this.name();
        found = { kind: "Attribute", value: found, attr, attrSpan, from, to: this.upTo(from) };
      } else if (this.isOp("(")) {
        if (this.depth > DEEPEST) return this.tooDeep();
        const { args, keywords } = this.callArguments();
        const call: Call = { kind: "Call", func: found, args, keywords, from, to: this.upTo(from) };
        found = call;
      } else if (this.isOp("[")) {
        if (this.depth > DEEPEST) return this.tooDeep();
        const index = this.subscript();
        found = { kind: "Subscript", value: found, index, from, to: this.upTo(from) };
      } else return found;
    }
  }

  /** Reads what stands between brackets: one level deeper. */
  private inside<T>(read: () => T): T {
    this.depth += 1;
    const found = read();
    this.depth -= 1;
    return found;
  }

  private subscript(): Expr {
    return this.inside(() => {
      this.next();
      const { from } = this;
      const elts: Expr[] = [];
      let isTuple = false;
      while (!this.isOp("]") && !this.isLineEnd) {
        const { at } = this;
        elts.push(this.sliceOrTest());
        if (this.takeOp(",")) isTuple = true;
        else if (!this.isOp("]")) this.doubt();
        if (this.at === at) this.next();
      }
      if (elts.length === 0) this.doubt();
      const to = this.upTo(from);
      this.mustOp("]");
      const [only] = elts;
      if (!isTuple && only !== undefined) return only;
      return { kind: "Tuple", elts, from, to };
    });
  }

  private sliceOrTest(): Expr {
    const { from } = this;
    const parts: Expr[] = [];
    let colons = 0;
    if (!this.isOp(":")) parts.push(this.starred());
    while (this.takeOp(":")) {
      colons += 1;
      if (this.startsExpression()) parts.push(this.test());
    }
    const [only] = parts;
    const isSlice = colons > 0;
    if (colons > 2 || only?.kind === "Starred" || (isSlice && only?.kind === "NamedExpr")) this.doubt();
    return !isSlice && only !== undefined ? only : { kind: "Slice", parts, from, to: this.upTo(from) };
  }

  private callArguments(): { readonly args: Expr[]; readonly keywords: Keyword[] } {
    return this.inside(() => {
      const args: Expr[] = [];
      const keywords: Keyword[] = [];
      let isBehindItem = false;
      this.next();
      while (!this.isOp(")") && !this.isLineEnd) {
        const { from, at } = this;
        if (this.takeOp(",")) {
          isBehindItem = this.comma(isBehindItem);
          continue;
        }
        isBehindItem = this.item(isBehindItem);
        if (this.takeOp("**")) keywords.push({ arg: undefined, value: this.test(), from, to: this.upTo(from) });
        else if (
          this.kind() === Kind.Name &&
          this.tokens.kinds[at + 1] === Kind.Operator &&
          this.tokens.words[at + 1] === "="
        ) {
          const { text: arg } = this.name();
          this.next();
          const start = this.from;
          const value = this.namedTest();
          if (value.kind === "NamedExpr" && value.from === start) this.doubt();
          if (keywords.some((one) => one.arg === arg)) this.doubt();
          keywords.push({ arg, value, from, to: this.upTo(from) });
        } else {
          const { named } = this;
          const value = this.starred();
          // What has no name stands before what has one; `*args` may follow names, but not `**kwargs`.
          const isLate = value.kind === "Starred" ? keywords.some((one) => one.arg === undefined) : keywords.length > 0;
          if (isLate) this.doubt();
          const isLoop = this.startsLoop();
          args.push(isLoop ? this.comprehension("GeneratorExp", [value], value.from, named) : value);
          if (isLoop && (!this.isOp(")") || args.length > 1 || keywords.length > 0)) this.doubt();
        }
        if (this.at === at) this.next();
      }
      this.mustOp(")");
      return { args, keywords };
    });
  }

  private startsLoop(): boolean {
    return (
      this.isWord("for") ||
      (this.isWord("async") && isKeyword(this.tokens.kinds[this.at + 1], this.tokens.words[this.at + 1], "for"))
    );
  }

  /** @param named how often `:=` and `yield` were read before it */
  private comprehension(
    kind: Comprehension["kind"],
    elts: readonly Expr[],
    from: number,
    named: number,
  ): Comprehension {
    const loops: Loop[] = [];
    while (this.startsLoop()) {
      if (this.takeWord("async")) this.doubt();
      this.next();
      const target = this.targets();
      this.mustWord("in");
      // An `if` behind it is a filter, never a condition.
      const iter = this.binary(0);
      const ifs: Expr[] = [];
      while (this.takeWord("if")) ifs.push(this.binary(0));
      loops.push({ target, iter, ifs });
    }
    if (this.named !== named || elts.some((one) => one.kind === "Starred")) this.doubt();
    return { kind, elts, loops, from, to: this.upTo(from) };
  }

  private atom(): Expr {
    const kind = this.kind();
    const { from, word } = this;
    switch (kind) {
      case Kind.Name:
        this.next();
        return { kind: "Name", id: word, from, to: this.upTo(from) };
      case Kind.Number: {
        this.next();
        const to = this.upTo(from);
        return { kind: "Num", text: this.text.slice(from - this.base, to - this.base), from, to };
      }
      case Kind.String:
        return this.strings();
      case Kind.Keyword:
        if (word === "None" || word === "True" || word === "False") {
          this.next();
          return { kind: "Constant", value: word === "None" ? null : word === "True", from, to: this.upTo(from) };
        }
        break;
      case Kind.Operator:
        if (word === "(" || word === "[" || word === "{") {
          if (this.depth > DEEPEST) return this.tooDeep();
          return this.inside(() => (word === "(" ? this.parentheses() : word === "[" ? this.list() : this.braces()));
        }
        if (word === "...") {
          this.next();
          return { kind: "Constant", value: "...", from, to: this.upTo(from) };
        }
        break;
      default:
        break;
    }
    this.doubt();
    // Nothing that begins an expression: left where it is, so that whoever waits for it finds it.
    return { kind: "OtherExpr", parts: [], from, to: from };
  }

  private parentheses(): Expr {
    const { from, named } = this;
    this.next();
    if (this.isWord("yield")) {
      const found = this.yielded();
      this.mustOp(")");
      return found;
    }
    const { elts, hasComma } = this.items(")");
    const [first] = elts;
    if (first !== undefined && !hasComma) {
      if (this.startsLoop()) {
        const found = this.comprehension("GeneratorExp", elts, from, named);
        this.mustOp(")");
        return { ...found, to: this.end };
      }
      if (elts.length === 1) {
        if (first.kind === "Starred") this.doubt();
        this.mustOp(")");
        return first;
      }
    }
    this.mustOp(")");
    return { kind: "Tuple", elts, from, to: this.upTo(from) };
  }

  private list(): Expr {
    const { from, named } = this;
    this.next();
    const { elts, hasComma } = this.items("]");
    if (this.startsLoop()) {
      if (hasComma || elts.length !== 1) this.doubt();
      const found = this.comprehension("ListComp", elts, from, named);
      this.mustOp("]");
      return { ...found, to: this.end };
    }
    this.mustOp("]");
    return { kind: "List", elts, from, to: this.upTo(from) };
  }

  /** Items up to the bracket that closes, or the `for` of a comprehension. */
  private items(close: string): { readonly elts: Expr[]; readonly hasComma: boolean } {
    const elts: Expr[] = [];
    let hasComma = false;
    let isBehindItem = false;
    while (!this.isOp(close) && !this.isLineEnd && !this.startsLoop()) {
      const { at } = this;
      if (this.takeOp(",")) {
        hasComma = true;
        isBehindItem = this.comma(isBehindItem);
      } else {
        isBehindItem = this.item(isBehindItem);
        elts.push(this.starred());
      }
      if (this.at === at) this.next();
    }
    return { elts, hasComma };
  }

  private braces(): Expr {
    const { from, named } = this;
    this.next();
    const items: { key: Expr | undefined; value: Expr }[] = [];
    const elts: Expr[] = [];
    let found: Expr | undefined;
    let isBehindItem = false;
    while (!this.isOp("}") && !this.isLineEnd && found === undefined) {
      const { at } = this;
      if (this.takeOp(",")) {
        isBehindItem = this.comma(isBehindItem);
        continue;
      }
      isBehindItem = this.item(isBehindItem);
      if (this.takeOp("**")) items.push({ key: undefined, value: this.binary(BIT_OR) });
      else {
        const first = this.starred();
        if (this.takeOp(":")) {
          if (first.kind === "Starred" || first.kind === "NamedExpr") this.doubt();
          items.push({ key: first, value: this.test() });
        } else elts.push(first);
      }
      if (this.startsLoop()) {
        const pair = items.at(-1);
        if (items.length + elts.length !== 1 || (pair !== undefined && pair.key === undefined)) this.doubt();
        const parts = pair === undefined ? elts : pair.key === undefined ? [pair.value] : [pair.key, pair.value];
        found = this.comprehension(pair === undefined ? "SetComp" : "DictComp", parts, from, named);
      }
      if (this.at === at) this.next();
    }
    if (items.length > 0 && elts.length > 0) this.doubt();
    this.mustOp("}");
    const to = this.upTo(from);
    if (found !== undefined) return { ...found, to };
    if (elts.length > 0 && items.length === 0) return { kind: "Set", elts, from, to };
    return { kind: "Dict", items, from, to };
  }

  // -------------------------------------------------------------------------------------------------------- texts

  /** Neighbouring texts are one. */
  private strings(): Expr {
    const { from } = this;
    let value = "";
    let isBytes = false;
    let inner: number | undefined;
    let joined: { texts: string[]; parts: Expr[] } | undefined;
    let count = 0;
    let bytes = 0;
    while (this.kind() === Kind.String) {
      const start = this.tokens.from[this.at] ?? 0;
      const end = this.tokens.to[this.at] ?? start;
      let open = start;
      while (quoteAt(this.text, open) === undefined && open < end) open += 1;
      const prefix = this.text.slice(start, open);
      const quote = quoteAt(this.text, open) ?? "";
      const begin = Math.min(open + quote.length, end);
      const isRaw = /r/i.test(prefix);
      inner ??= this.base + begin;
      const isOfBytes = /b/i.test(prefix);
      isBytes ||= isOfBytes;
      count += 1;
      if (isOfBytes) bytes += 1;
      if (/t/i.test(prefix) || !isEscapedWell(this.text.slice(begin, end), isRaw, isOfBytes)) this.doubt();
      if (/[ft]/i.test(prefix)) {
        joined ??= { texts: [value], parts: [] };
        this.format(formatText(this.text, begin, quote), isRaw, joined);
      } else {
        const isClosed = end - quote.length >= begin && this.text.startsWith(quote, end - quote.length);
        const plain = escaped(this.text.slice(begin, isClosed ? end - quote.length : end), isRaw, isBytes);
        if (joined === undefined) value = value === "" ? plain : value + plain;
        else joined.texts.push(`${joined.texts.pop() ?? ""}${plain}`);
      }
      this.next();
    }
    if (bytes > 0 && bytes < count) this.doubt();
    const to = this.upTo(from);
    const whole: Str | JoinedStr =
      joined === undefined
        ? { kind: "Str", value, isBytes, inner: inner ?? from, from, to }
        : { kind: "JoinedStr", ...joined, from, to };
    return whole;
  }

  private format({ texts, replacements }: FormatText, isRaw: boolean, into: { texts: string[]; parts: Expr[] }): void {
    for (const [place, [start, end]] of texts.entries()) {
      const plain = escaped(this.text.slice(start, end), isRaw, false).replaceAll("{{", "{").replaceAll("}}", "}");
      into.texts.push(`${into.texts.pop() ?? ""}${plain}`);
      const replacement = replacements[place];
      if (replacement === undefined) continue;
      into.parts.push(this.embedded(replacement.from, replacement.to));
      into.texts.push("");
      if (replacement.spec !== undefined) {
        const inner: { texts: string[]; parts: Expr[] } = { texts: [""], parts: [] };
        this.format(replacement.spec, isRaw, inner);
        for (const part of inner.parts) {
          into.parts.push(part);
          into.texts.push("");
        }
      }
    }
  }

  /** The expression between two places of an f-string: as in brackets, so that it may go over lines. */
  private embedded(start: number, end: number): Expr {
    const source = `(${this.text.slice(start, end)})`;
    if (this.embedding > DEEPEST_FORMAT) {
      this.doubt();
      return { kind: "OtherExpr", parts: [], from: this.within(this.base + start), to: this.within(this.base + end) };
    }
    const parser = new Parser(source, tokenize(source), this.base + start - 1, this.within(this.base + end));
    parser.depth = this.depth + 1;
    parser.embedding = this.embedding + 1;
    parser.inFunction = this.inFunction;
    const found = parser.embeddedExpression();
    this.named += parser.named;
    if (!parser.isSure) this.doubt();
    return found;
  }

  private embeddedExpression(): Expr {
    this.next();
    const found = this.expressions(true);
    this.mustOp(")");
    if (this.kind() !== Kind.Newline || this.tokens.kinds[this.at + 1] !== Kind.End) this.doubt();
    return found;
  }
}

/** What can be assigned to as a whole. */
const isPlace = ({ kind }: Expr): boolean => kind === "Name" || kind === "Attribute" || kind === "Subscript";

/** What can be assigned to: places, and lists of them of which one may take what is left. */
function isTarget(expr: Expr): boolean {
  if (expr.kind === "Tuple" || expr.kind === "List") {
    return expr.elts.filter((one) => one.kind === "Starred").length <= 1 && expr.elts.every(isTarget);
  }
  return isPlace(expr) || (expr.kind === "Starred" && expr.value !== undefined && isPlace(expr.value));
}

/**
 * @param tokens those of the text, where they are known already
 * @returns the tree of a file; of a text that is no Python some tree or other
 */
export function parsePython(text: string, tokens = tokenize(text)): Module {
  return new Parser(text, tokens, 0).module();
}

/**
 * One expression that stands in another text: `[("a", "=", 1)]`, `state != 'draft'`.
 * @param base where it begins in its file
 */
export function parseExpression(text: string, base = 0): Expr {
  const source = `(${text})`;
  const parser = new Parser(source, tokenize(source), base - 1, base + text.length);
  const [stmt] = parser.module().body;
  return stmt?.kind === "ExprStmt" ? stmt.value : { kind: "OtherExpr", parts: [], from: base, to: base + text.length };
}
