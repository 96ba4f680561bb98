/**
 * Reads Python as far as the checks need it: classes, functions, assignments and expressions, each with its line. It
 * does not judge syntax (Python itself and ruff do): whatever it can't read becomes an `other` node.
 */

export type Expr =
  | { readonly kind: "name"; readonly line: number; readonly id: string }
  | { readonly kind: "str"; readonly line: number; readonly value: string }
  | { readonly kind: "attr"; readonly line: number; readonly of: Expr; readonly name: string }
  | { readonly kind: "call"; readonly line: number; readonly fn: Expr; readonly args: readonly Arg[] }
  | { readonly kind: "sub"; readonly line: number; readonly of: Expr; readonly index: Expr }
  | { readonly kind: "seq"; readonly line: number; readonly items: readonly Expr[] }
  | { readonly kind: "dict"; readonly line: number; readonly items: readonly (readonly [Expr, Expr])[] }
  | {
      readonly kind: "lambda";
      readonly line: number;
      readonly params: readonly string[];
      readonly body: Expr;
    }
  | {
      readonly kind: "comp";
      readonly line: number;
      readonly loops: readonly Loop[];
      readonly parts: readonly Expr[];
    }
  /** Operators, numbers, conditions: what is below them is all that counts. */
  | { readonly kind: "other"; readonly line: number; readonly op: string; readonly parts: readonly Expr[] };

export interface Arg {
  readonly name?: string | undefined;
  readonly value: Expr;
}

export interface Loop {
  readonly target: Expr;
  readonly over: Expr;
}

export type Stmt =
  | {
      readonly kind: "class";
      readonly line: number;
      readonly name: string;
      readonly bases: readonly Expr[];
      readonly body: Stmt[];
    }
  | {
      readonly kind: "def";
      readonly line: number;
      readonly name: string;
      readonly params: readonly string[];
      readonly decorators: readonly Expr[];
      readonly exprs: readonly Expr[];
      readonly body: Stmt[];
    }
  | { readonly kind: "assign"; readonly line: number; readonly targets: readonly Expr[]; readonly value: Expr }
  | { readonly kind: "import"; readonly line: number; readonly text: string }
  /** Everything else: its head's keyword, the expressions of its line, a loop where it is one. */
  | {
      readonly kind: "plain";
      readonly line: number;
      readonly word: string;
      readonly exprs: readonly Expr[];
      readonly loop?: Loop;
      readonly body: Stmt[];
    };

interface Token {
  readonly type: "name" | "num" | "str" | "op" | "newline" | "indent" | "dedent" | "end";
  readonly text: string;
  readonly line: number;
}

const TOKEN =
  /((?:[rRbBuUfF]{0,2})(?:"""[\s\S]*?(?:(?<!\\)(?:\\\\)*)"""|'''[\s\S]*?'''|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'))|([^\W\d]\w*)|(\d[\w.]*|\.\d\w*)|(\*\*=|\/\/=|>>=|<<=|\.\.\.|[-+*/%@&|^=!<>:]=|->|\*\*|\/\/|<<|>>|[-+*/%@&|^~=<>()[\]{},:.;])|(\\\n|[ \t\f]+|#[^\n]*)|(\n)/uy;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const indents = [0];
  let depth = 0;
  let line = 1;
  let at = 0;
  let fresh = true;
  while (at < text.length) {
    if (fresh && depth === 0) {
      const [blank = ""] = /^[ \t]*/.exec(text.slice(at, at + 200)) ?? [];
      const end = text[at + blank.length];
      if (end === "\n" || end === undefined) {
        at += blank.length + 1;
        line += 1;
        continue;
      }
      if (end !== "#") {
        const width = blank.length;
        if (width > (indents.at(-1) ?? 0)) {
          indents.push(width);
          tokens.push({ type: "indent", text: "", line });
        }
        while (width < (indents.at(-1) ?? 0)) {
          indents.pop();
          tokens.push({ type: "dedent", text: "", line });
        }
      }
      fresh = false;
    }
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (match === null) {
      at += 1;
      continue;
    }
    at = TOKEN.lastIndex;
    const [all, string, name, number, op, , newline] = match;
    if (string !== undefined) tokens.push({ type: "str", text: string, line });
    else if (name !== undefined) tokens.push({ type: "name", text: name, line });
    else if (number !== undefined) tokens.push({ type: "num", text: number, line });
    else if (op !== undefined) {
      if ("([{".includes(op)) depth += 1;
      else if (")]}".includes(op)) depth -= 1;
      tokens.push({ type: "op", text: op, line });
    } else if (newline !== undefined && depth === 0) {
      if (tokens.at(-1)?.type !== "newline") tokens.push({ type: "newline", text: "", line });
      fresh = true;
    }
    line += all.split("\n").length - 1;
  }
  tokens.push({ type: "newline", text: "", line });
  tokens.push(...indents.slice(1).map((): Token => ({ type: "dedent", text: "", line })));
  tokens.push({ type: "end", text: "", line });
  return tokens;
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\n": "" };

function unquoted(text: string): string {
  const [, prefix = "", quote = '"'] = /^([a-zA-Z]*)("""|'''|"|')/.exec(text) ?? [];
  const inner = text.slice(prefix.length + quote.length, -quote.length);
  if (/r/i.test(prefix)) return inner;
  return inner.replace(/\\([\s\S])/g, (_, sign: string) => ESCAPES[sign] ?? sign);
}

/** Words that stand between expressions; `lambda`, `not`, `await` and `if … else` are read where they begin one. */
const BETWEEN = new Set(["and", "or", "in", "is", "not", "if", "else"]);
const OPERATORS = new Set("+ - * / // % @ ** << >> & | ^ < > <= >= == != :=".split(" "));

class Reader {
  private at = 0;
  constructor(private readonly tokens: readonly Token[]) {}

  private get token(): Token {
    return this.tokens[this.at] ?? { type: "end", text: "", line: 0 };
  }

  private isType(type: Token["type"]): boolean {
    return this.token.type === type;
  }

  private is(text: string): boolean {
    return this.token.text === text && (this.isType("op") || this.isType("name"));
  }

  private take(text: string): boolean {
    if (!this.is(text)) return false;
    this.at += 1;
    return true;
  }

  // --------------------------------------------------------------------------------------------------- statements

  block(): Stmt[] {
    const found: Stmt[] = [];
    while (!this.isType("end") && !this.isType("dedent")) {
      if (this.isType("newline") || this.isType("indent")) this.at += 1;
      else found.push(this.statement());
    }
    return found;
  }

  /** What follows a colon: an indented block, or the rest of the line. */
  private suite(): Stmt[] {
    if (!this.take(":")) {
      this.skipLine();
      return [];
    }
    if (!this.isType("newline")) return [this.statement()];
    this.at += 1;
    if (!this.isType("indent")) return [];
    this.at += 1;
    const body = this.block();
    if (this.isType("dedent")) this.at += 1;
    return body;
  }

  private skipLine(): void {
    while (!this.isType("newline") && !this.isType("end")) this.at += 1;
  }

  private statement(decorators: readonly Expr[] = []): Stmt {
    const { line, text } = this.token;
    if (this.take("@")) {
      const decorator = this.expression();
      this.skipLine();
      while (this.isType("newline")) this.at += 1;
      return this.statement([...decorators, decorator]);
    }
    if (this.take("class")) {
      const name = this.name();
      const bases = this.is("(") ? this.arguments().map((arg) => arg.value) : [];
      return { kind: "class", line, name, bases, body: this.suite() };
    }
    if (this.take("def")) {
      const name = this.name();
      const { params, exprs } = this.parameters(")");
      if (this.take("->")) this.expression();
      return { kind: "def", line, name, params, decorators, exprs, body: this.suite() };
    }
    if (text === "import" || text === "from") {
      const start = this.at;
      this.skipLine();
      const words = this.tokens.slice(start, this.at).map((token) => token.text);
      return { kind: "import", line, text: words.join(" ") };
    }
    if (this.take("for")) {
      const target = this.targets();
      this.take("in");
      const over = this.expressions();
      return { kind: "plain", line, word: "for", exprs: [over], loop: { target, over }, body: this.suite() };
    }
    if (["if", "elif", "while", "with", "except", "else", "try", "finally"].includes(text)) {
      this.at += 1;
      const exprs: Expr[] = [];
      while (!this.is(":") && !this.isType("newline") && !this.isType("end")) {
        if (this.take("as") || this.take(",")) continue;
        exprs.push(this.expression());
      }
      return { kind: "plain", line, word: text, exprs, body: this.suite() };
    }
    if (["return", "raise", "assert", "del", "yield", "global", "pass", "break", "continue"].includes(text)) {
      this.at += 1;
      const exprs: Expr[] = [];
      while (!this.isType("newline") && !this.isType("end")) {
        if (this.take("from") || this.take(",")) continue;
        exprs.push(this.expressions());
      }
      return { kind: "plain", line, word: text, exprs, body: [] };
    }
    return this.assignment(line);
  }

  private assignment(line: number): Stmt {
    const targets = [this.expressions()];
    if (this.take(":")) this.expression();
    while (this.take("=")) targets.push(this.expressions());
    if (targets.length > 1) {
      const value = targets.pop() ?? targets[0];
      this.skipLine();
      return value === undefined ? this.nothing(line) : { kind: "assign", line, targets, value };
    }
    const exprs = [...targets];
    while (!this.isType("newline") && !this.isType("end")) {
      const before = this.at;
      if (/^[^=<>!:]+=$/.test(this.token.text)) this.at += 1;
      exprs.push(this.expressions());
      if (this.at === before) this.at += 1;
    }
    return { kind: "plain", line, word: "", exprs, body: [] };
  }

  private nothing(line: number): Stmt {
    return { kind: "plain", line, word: "", exprs: [], body: [] };
  }

  private name(): string {
    const { text } = this.token;
    this.at += 1;
    return text;
  }

  private parameters(end: string): { params: string[]; exprs: Expr[] } {
    const params: string[] = [];
    const exprs: Expr[] = [];
    if (end === ")") this.take("(");
    while (!this.is(end) && !this.isType("end") && !this.isType("newline")) {
      if (this.take("*") || this.take("**") || this.take(",") || this.take("/")) continue;
      params.push(this.name());
      if (end === ")" && this.take(":")) this.expression();
      if (this.take("=")) exprs.push(this.expression());
    }
    if (end === ")") this.take(")");
    return { params, exprs };
  }

  // -------------------------------------------------------------------------------------------------- expressions

  /** `a, b` is a sequence, `a` itself. */
  private expressions(): Expr {
    const { line } = this.token;
    const items = [this.expression()];
    let isList = false;
    while (this.take(",")) {
      isList = true;
      if (this.isType("newline") || this.is("=") || this.is(":")) break;
      items.push(this.expression());
    }
    return isList ? { kind: "seq", line, items } : (items[0] ?? this.other(line, "", []));
  }

  /** What a loop assigns to: names, never an operator. */
  private targets(): Expr {
    const { line } = this.token;
    const items: Expr[] = [];
    do {
      if (this.is("in")) break;
      items.push(this.operand());
    } while (this.take(","));
    return items.length === 1 && items[0] !== undefined ? items[0] : { kind: "seq", line, items };
  }

  private other(line: number, op: string, parts: readonly Expr[]): Expr {
    return { kind: "other", line, op, parts };
  }

  expression(): Expr {
    const { line } = this.token;
    const parts = [this.operand()];
    let op = "";
    while (
      (this.isType("op") && OPERATORS.has(this.token.text)) ||
      (this.isType("name") && BETWEEN.has(this.token.text) && !this.startsFilter())
    ) {
      op ||= this.token.text;
      this.at += 1;
      while (this.is("in") || this.is("not")) this.at += 1;
      parts.push(this.operand());
    }
    return op === "" && parts[0] !== undefined ? parts[0] : this.other(line, op, parts);
  }

  /** Comprehensions read their own `if`: no `else` follows it before the bracket closes. */
  private inLoops = 0;
  private startsFilter(): boolean {
    return this.inLoops > 0 && this.is("if");
  }

  private operand(): Expr {
    const { line, text, type } = this.token;
    if (type === "op" && ["-", "+", "~", "*", "**"].includes(text)) {
      this.at += 1;
      return this.operand();
    }
    if (type === "name" && ["not", "await", "yield", "from"].includes(text)) {
      this.at += 1;
      return this.other(line, text, [this.operand()]);
    }
    if (this.take("lambda")) {
      const { params } = this.parameters(":");
      this.take(":");
      return { kind: "lambda", line, params, body: this.expression() };
    }
    return this.trailers(this.atom());
  }

  private atom(): Expr {
    const { line, text, type } = this.token;
    if (type === "name") {
      this.at += 1;
      return { kind: "name", line, id: text };
    }
    if (type === "str") {
      let value = "";
      let isText = true;
      while (this.isType("str")) {
        if (/^[a-zA-Z]*[fFbB]/.test(this.token.text)) isText = false;
        value += unquoted(this.token.text);
        this.at += 1;
      }
      return isText ? { kind: "str", line, value } : this.other(line, "f", []);
    }
    if (text === "(" || text === "[" || text === "{") return this.bracket(text);
    if (type !== "newline" && type !== "end" && type !== "dedent") this.at += 1;
    return this.other(line, text, []);
  }

  private bracket(open: string): Expr {
    const { line } = this.token;
    const close = { "(": ")", "[": "]", "{": "}" }[open] ?? ")";
    this.at += 1;
    const outer = this.inLoops;
    this.inLoops = 0;
    const items: Expr[] = [];
    const pairs: (readonly [Expr, Expr])[] = [];
    const loops: Loop[] = [];
    let commas = 0;
    while (!this.is(close) && !this.isType("end")) {
      if (this.take(",")) {
        commas += 1;
        continue;
      }
      if (this.take("for")) {
        const target = this.targets();
        this.take("in");
        this.inLoops = 1;
        loops.push({ target, over: this.expression() });
        continue;
      }
      if (this.inLoops > 0 && this.take("if")) {
        items.push(this.expression());
        continue;
      }
      const before = this.at;
      const isSpread = this.is("**");
      const item = this.expression();
      if (open === "{" && !isSpread && this.take(":")) pairs.push([item, this.expression()]);
      else items.push(item);
      if (this.at === before) this.at += 1;
    }
    this.take(close);
    this.inLoops = outer;
    if (loops.length > 0) return { kind: "comp", line, loops, parts: [...items, ...pairs.flat()] };
    if (open === "{" && (pairs.length > 0 || items.length === 0)) return { kind: "dict", line, items: pairs };
    const [only] = items;
    if (open === "(" && commas === 0 && only !== undefined) return only;
    return { kind: "seq", line, items };
  }

  private arguments(): Arg[] {
    this.take("(");
    const outer = this.inLoops;
    this.inLoops = 0;
    const args: Arg[] = [];
    const loops: Loop[] = [];
    while (!this.is(")") && !this.isType("end")) {
      if (this.take(",")) continue;
      if (this.take("for")) {
        const target = this.targets();
        this.take("in");
        this.inLoops = 1;
        loops.push({ target, over: this.expression() });
        continue;
      }
      if (this.inLoops > 0 && this.take("if")) {
        args.push({ value: this.expression() });
        continue;
      }
      const before = this.at;
      const isNamed = this.isType("name") && this.tokens[this.at + 1]?.text === "=";
      const name = isNamed ? this.name() : undefined;
      if (isNamed) this.take("=");
      args.push({ name, value: this.expression() });
      if (this.at === before) this.at += 1;
    }
    this.take(")");
    this.inLoops = outer;
    if (loops.length === 0) return args;
    const line = args[0]?.value.line ?? 0;
    return [{ value: { kind: "comp", line, loops, parts: args.map((arg) => arg.value) } }];
  }

  private trailers(start: Expr): Expr {
    let found = start;
    for (;;) {
      const { line } = this.token;
      if (this.take(".")) found = { kind: "attr", line, of: found, name: this.name() };
      else if (this.is("(")) found = { kind: "call", line: found.line, fn: found, args: this.arguments() };
      else if (this.take("[")) {
        const outer = this.inLoops;
        this.inLoops = 0;
        const items: Expr[] = [];
        let isSlice = false;
        while (!this.is("]") && !this.isType("end")) {
          if (this.take(":")) isSlice = true;
          else if (!this.take(",")) items.push(this.expression());
        }
        this.take("]");
        this.inLoops = outer;
        const [first] = items;
        const index = isSlice || first === undefined ? this.other(line, ":", items) : first;
        found = { kind: "sub", line, of: found, index };
      } else return found;
    }
  }
}

/** Statements of a Python file. */
export function parsePython(text: string): Stmt[] {
  return new Reader(tokensOf(text)).block();
}

/** One expression: `[("a", "=", 1)]`, `state != 'draft'`. */
export function parseExpression(text: string): Expr {
  return new Reader(tokensOf(text.trim())).expression();
}

/** What stands directly below an expression. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case "attr":
      return [expr.of];
    case "call":
      return [expr.fn, ...expr.args.map((arg) => arg.value)];
    case "sub":
      return [expr.of, expr.index];
    case "seq":
      return expr.items;
    case "dict":
      return expr.items.flat();
    case "lambda":
      return [expr.body];
    case "comp":
      return [...expr.loops.flatMap((loop) => [loop.target, loop.over]), ...expr.parts];
    case "other":
      return expr.parts;
    default:
      return [];
  }
}

/** An expression and all below it. */
export function* walk(expr: Expr): Generator<Expr> {
  yield expr;
  for (const part of partsOf(expr)) yield* walk(part);
}

/** All expressions of statements, those of nested bodies too. */
export function* expressionsOf(body: readonly Stmt[]): Generator<Expr> {
  for (const stmt of body) {
    switch (stmt.kind) {
      case "class":
        for (const base of stmt.bases) yield* walk(base);
        yield* expressionsOf(stmt.body);
        break;
      case "def":
        for (const expr of [...stmt.decorators, ...stmt.exprs]) yield* walk(expr);
        yield* expressionsOf(stmt.body);
        break;
      case "assign":
        for (const expr of [...stmt.targets, stmt.value]) yield* walk(expr);
        break;
      case "plain":
        for (const expr of stmt.exprs) yield* walk(expr);
        yield* expressionsOf(stmt.body);
        break;
      case "import":
        break;
    }
  }
}

/** `a.b.c` as it is written; undefined for anything else. */
export function dotted(expr: Expr): string | undefined {
  if (expr.kind === "name") return expr.id;
  if (expr.kind !== "attr") return undefined;
  const before = dotted(expr.of);
  return before === undefined ? undefined : `${before}.${expr.name}`;
}

export const textOf = (expr: Expr | undefined): string | undefined => (expr?.kind === "str" ? expr.value : undefined);

/** Texts of a list or tuple, or the one text. */
export function textsOf(expr: Expr | undefined): readonly string[] {
  if (expr === undefined) return [];
  const items = expr.kind === "seq" ? expr.items : [expr];
  return items.flatMap((item) => textOf(item) ?? []);
}

/** The value of a key in a dictionary. */
export const valueAt = (expr: Expr | undefined, key: string): Expr | undefined =>
  expr?.kind === "dict" ? expr.items.find(([name]) => textOf(name) === key)?.[1] : undefined;

/** A named argument of a call. */
export const argument = (expr: Expr, name: string): Expr | undefined =>
  expr.kind === "call" ? expr.args.find((arg) => arg.name === name)?.value : undefined;
