import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Expr, Stmt } from "../../../src/parse/python/ast.ts";
import { parseExpression, parsePython } from "../../../src/parse/python/parse.ts";
import {
  argument,
  callsIn,
  dotted,
  functionsIn,
  literal,
  textOf,
  textsOf,
  valueAt,
  walkBody,
  walkExprs,
} from "../../../src/parse/python/walk.ts";

/** What Python's own parser makes of these, in short: `kind(parts)`. */
function short(expr: Expr | undefined): string {
  switch (expr?.kind) {
    case undefined:
      return "_";
    case "Name":
      return expr.id;
    case "Num":
      return expr.text;
    case "Str":
      return JSON.stringify(expr.value);
    case "Constant":
      return String(expr.value);
    case "Attribute":
      return `${short(expr.value)}.${expr.attr}`;
    case "Call": {
      const named = expr.keywords.map((one) => `${one.arg ?? "**"}=${short(one.value)}`);
      return `${short(expr.func)}(${[...expr.args.map(short), ...named].join(", ")})`;
    }
    case "Subscript":
      return `${short(expr.value)}[${short(expr.index)}]`;
    case "BinOp":
    case "BoolOp":
    case "Compare":
      return `(${short(expr.left)} ${expr.op} ${short(expr.right)})`;
    case "UnaryOp":
      return `(${expr.op} ${short(expr.operand)})`;
    case "IfExp":
      return `(${short(expr.body)} if ${short(expr.test)} else ${short(expr.orelse)})`;
    case "Lambda":
      return `lambda ${expr.params.map((one) => "*".repeat(one.stars) + one.name).join(",")}: ${short(expr.body)}`;
    case "Dict":
      return `{${expr.items.map(({ key, value }) => `${key === undefined ? "**" : short(key)}: ${short(value)}`).join(", ")}}`;
    case "List":
    case "Tuple":
    case "Set":
      return `${expr.kind}[${expr.elts.map(short).join(", ")}]`;
    case "ListComp":
    case "SetComp":
    case "DictComp":
    case "GeneratorExp": {
      const loops = expr.loops.map(
        ({ target, iter, ifs }) =>
          ` for ${short(target)} in ${short(iter)}${ifs.map((one) => ` if ${short(one)}`).join("")}`,
      );
      return `${expr.kind}[${expr.elts.map(short).join(", ")}${loops.join("")}]`;
    }
    case "JoinedStr":
      return `f[${expr.texts.map((one) => JSON.stringify(one)).join(",")}|${expr.parts.map(short).join(",")}]`;
    case "NamedExpr":
      return `(${short(expr.target)} := ${short(expr.value)})`;
    case "Starred":
    case "Await":
    case "Yield":
    case "YieldFrom":
      return `${expr.kind}(${short(expr.value)})`;
    case "Slice":
    case "OtherExpr":
      return `${expr.kind}[${expr.parts.map(short).join(", ")}]`;
  }
}

const only = (text: string): Stmt => {
  const { body } = parsePython(text);
  const [stmt] = body;
  if (stmt === undefined || body.length > 1) throw new Error(`${body.length} statements`);
  return stmt;
};

describe("expressions", () => {
  it.each([
    ["a + b * c ** -d", "(a + (b * (c ** (- d))))"],
    ["-a ** 2", "(- (a ** 2))"],
    ["not a in b and c or d", "(((not (a in b)) and c) or d)"],
    ["a not in b", "(a not in b)"],
    ["a is not None", "(a is not null)"],
    ["a < b <= c", "((a < b) and (b <= c))"],
    ["a if b else c if d else e", "(a if b else (c if d else e))"],
    ["lambda self, *a, k=1, **kw: a or k", "lambda self,*a,k,**kw: (a or k)"],
    ["f(1, *b, c=2, **d)", "f(1, Starred(b), c=2, **=d)"],
    ["f(x for x in y if x if z)", "f(GeneratorExp[x for x in y if x if z])"],
    ["[a if b else c for d in e]", "ListComp[(a if b else c) for d in e]"],
    ["{k: v for k, v in x.items()}", "DictComp[k, v for Tuple[k, v] in x.items()]"],
    ["{**a, 'b': 1}", '{**: a, "b": 1}'],
    ["{a, b}", "Set[a, b]"],
    ["(a,)", "Tuple[a]"],
    ["()", "Tuple[]"],
    ["(a)", "a"],
    ["x[1:2, ::3]", "x[Tuple[Slice[1, 2], Slice[3]]]"],
    ["x.y[0](z).w", "x.y[0](z).w"],
    ["(y := f(x))", "(y := f(x))"],
    ['"a" \'b\' r"\\c"', '"ab\\\\c"'],
    [String.raw`"\x41\u00e9\n\101"`, '"Aé\\nA"'],
    ["f'{a!r:>{w}} {{b}} {c=}'", 'f[""," {b} ",""|a,w,c]'.replace('""," {b} "', '"",""," {b} "')],
    ["f\"{x['a']}\" 'b'", 'f["","b"|x["a"]]'],
    ['f"{x["a"]}"', 'f["",""|x["a"]]'],
    ["0x1F + 1_000 + 1e-5 + .5 + 2j", "((((0x1F + 1_000) + 1e-5) + .5) + 2j)"],
    ["a @ b << 1 | ~c", "(((a @ b) << 1) | (~ c))"],
  ])("%s", (text, wanted) => {
    const stmt = only(text);
    expect(short(stmt.kind === "ExprStmt" ? stmt.value : undefined)).toBe(wanted);
  });

  it("knows where each stands", () => {
    const text = "x = self.env['sale.order'].search([('name', '=', order)], limit=1)";
    for (const expr of walkBody(parsePython(text).body)) {
      const own = text.slice(expr.from, expr.to);
      if (expr.kind === "Name") expect(own).toBe(expr.id);
      else if (expr.kind === "Attribute") expect(text.slice(expr.attrSpan.from, expr.attrSpan.to)).toBe(expr.attr);
      else if (expr.kind === "Str") expect(text.slice(expr.inner, expr.inner + expr.value.length)).toBe(expr.value);
      else if (expr.kind === "Tuple") expect(own).toBe("('name', '=', order)");
      else if (expr.kind === "Call") expect(own).toBe(text.slice(4));
    }
  });

  it("knows where those of another text stand", () => {
    const call = parseExpression("[(4, ref('a.b'))]", 100);
    const id = [...walkExprs(call)].find((one) => textOf(one) === "a.b");
    expect(id).toMatchObject({ inner: 110, from: 109, to: 114 });
  });
});

describe("statements", () => {
  it("reads classes, functions and what they hold", () => {
    const stmt = only(
      [
        "@decorated(1)",
        "class A(models.Model, metaclass=M):",
        '    _name = "a"',
        "    child_ids: Children = fields.One2many('b', 'a_id')",
        "    @api.depends('x')",
        "    async def f(self, a: int = 1, *, b=2) -> str:",
        "        return a",
        "    def g(self): pass; x = 1",
        "",
      ].join("\n"),
    );
    expect(stmt).toMatchObject({ kind: "ClassDef", name: "A", nameSpan: { from: 20, to: 21 } });
    if (stmt.kind !== "ClassDef") return;
    expect(stmt.bases.map(short)).toEqual(["models.Model"]);
    expect(stmt.keywords.map((one) => one.arg)).toEqual(["metaclass"]);
    expect(stmt.body.map((one) => one.kind)).toEqual(["Assign", "Assign", "FunctionDef", "FunctionDef"]);
    expect(stmt.body[1]).toMatchObject({ annotation: { id: "Children" }, op: undefined });
    expect(stmt.body[2]).toMatchObject({
      isAsync: true,
      name: "f",
      params: [{ name: "self" }, { name: "a" }, { name: "b" }],
    });
    expect([...functionsIn([stmt])].map(({ node, inClass }) => `${inClass?.name ?? ""}.${node.name}`)).toEqual([
      "A.f",
      "A.g",
    ]);
  });

  it.each([
    ["import a.b as c, d", "Import"],
    ["from ..x import (a, b as c,)", "ImportFrom"],
    ["a = b = 1", "Assign"],
    ["a += 1", "Assign"],
    ["raise A(1) from e", "Raise"],
    ["for a, b in c:\n    pass\nelse:\n    pass", "For"],
    ["while x: y()", "While"],
    ["try:\n    a\nexcept (A, B) as e:\n    b\nexcept:\n    c\nelse:\n    d\nfinally:\n    e", "Try"],
    ["with (open(a) as f, b):\n    pass", "With"],
    ["with a.b(c) as d, e: pass", "With"],
    ["match x:\n    case [1, *y] if y:\n        z\n    case A(b=1) | {'c': d} as e:\n        f", "OtherStmt"],
    ["match = match(1)", "Assign"],
    ["match.group(1)", "ExprStmt"],
    ["type X = int", "Assign"],
    ["del a, b", "OtherStmt"],
    ["if a:\n    b\nelif c:\n    d\nelse:\n    e", "If"],
    ["async def f():\n    async with a: await b", "FunctionDef"],
    ["def f[T: int](x: T): ...", "FunctionDef"],
  ])("%s", (text, kind) => {
    expect(only(text).kind).toBe(kind);
    expect([...walkBody(parsePython(text).body)].filter((one) => one.kind === "OtherExpr")).toHaveLength(
      text.includes(" as e:\n        f") ? 1 : 0,
    );
  });

  it("keeps the comments", () => {
    const text = "a = 1  # one\n# two\nb = '# none'\n";
    expect(parsePython(text).comments).toEqual([
      { from: 7, to: 12, text: "# one" },
      { from: 13, to: 18, text: "# two" },
    ]);
  });
});

describe("what is asked of a tree", () => {
  const [call] = [...callsIn(parsePython("fields.Many2one('res.partner', string='x', **more)").body)];

  it("finds arguments by name and by place", () => {
    if (call === undefined) throw new Error("no call");
    expect(textOf(argument(call, "comodel_name", 0))).toBe("res.partner");
    expect(textOf(argument(call, "string", 5))).toBe("x");
    expect(argument(call, "ondelete", 3)).toBeUndefined();
    expect(dotted(call.func)).toBe("fields.Many2one");
  });

  it("does not trust a place behind a star", () => {
    const starred = parseExpression("f(*a, 'b')");
    expect(starred.kind === "Call" ? argument(starred, "x", 1) : "no call").toBeUndefined();
  });

  it("reads literals as Python does", () => {
    expect(literal(parseExpression("{'a': [1, -2.5, None], 'b': (True, 'x')}"))).toEqual(
      new Map<string, unknown>([
        ["a", [1, -2.5, null]],
        ["b", [true, "x"]],
      ]),
    );
    expect(literal(parseExpression("[1, f(2)]"))).toBeUndefined();
    expect(textsOf(parseExpression("['a', b, 'c']"))).toEqual(["a", "c"]);
    expect(short(valueAt(parseExpression("{'a': 1, 'a': 2}"), "a"))).toBe("2");
  });
});

describe("any text", () => {
  const word = fc.constantFrom(
    ...[
      "(",
      ")",
      "[",
      "]",
      "{",
      "}",
      "'",
      '"',
      '"""',
      "f'{",
      "\n",
      "\n    ",
      "\t",
      "\\",
      ":",
      "if ",
      "else ",
      "lambda ",
    ],
    ...[
      "for x in ",
      "not ",
      "-",
      "**",
      "*",
      ",",
      "=",
      ":=",
      "yield ",
      "await ",
      "match x:\n case ",
      "async ",
      "@",
      "def ",
    ],
    ...["class A", ".", "1", "x", "#", ";", "...", " as ", "with (", "é", "😀", "\r\n", "except ", "try:"],
  );

  it("has a tree, whose nodes lie in the text", () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 60 }), (words) => {
        const text = words.join("");
        for (const expr of walkBody(parsePython(text).body)) {
          expect(expr.from).toBeGreaterThanOrEqual(0);
          expect(expr.to).toBeGreaterThanOrEqual(expr.from);
          expect(expr.to).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 400 },
    );
  });

  it.each(["(", "[", "{a:", "f'{", "-", "not ", "lambda: ", "x=", "a.", "a+", "yield ", "a if b else ", "if a:\n"])(
    "is read however often %s stands in it",
    (part) => {
      const { body } = parsePython(part.repeat(20_000));
      expect([...walkBody(body)].length).toBeGreaterThan(0);
    },
  );
});
