import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createPythonChecker } from "../../../src/format/python-check.ts";
import { parsePython } from "../../../src/parse/python/parse.ts";

const check = createPythonChecker();
const addon = join(import.meta.dirname, "../../../examples/shopify/shopify_connector");
const texts = readdirSync(addon, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".py"))
  .sort()
  .map((path) => readFileSync(join(addon, path), "utf8"))
  .filter((text) => text.length > 200 && text.length < 20_000);

/** What generated code has little of. */
texts.push(
  `
import a.b as c, d
from . import x
from ..y import (z, w as v,)

@a.b(1)
class A(B, metaclass=M):
    x: int = 1
    y: list[int]

    def f(self, a, /, b=1, *args, c, d=None, **kwargs) -> dict[str, int]:
        with open(a) as f, open(b) as (g, h):
            pass
        with (open(a) as f, open(b)):
            pass
        try:
            return {**a, "b": [*c, *d], 'c': {1, 2}, 0x1F: 1_000.5e-3j}
        except (KeyError, ValueError) as error:
            raise X("é\\x41\\u00e9" f"{a!r:>{b}} {{}} {c['d']} {e=}") from error
        except Exception:
            raise
        else:
            del a, b[1], c.d
        finally:
            assert a, "b"
        for i, (j, *k) in enumerate(a[1:2, ::3]):
            if (m := g(i)) and not j or k is not None:
                continue
            elif a < b <= c not in d:
                break
        else:
            x = y = lambda a, *b: (yield)
        while x: x -= 1; y **= 2
        print(*a, b, c=d, **e)
        return sum(x for x in y if z), [a for b in c for a in b], {k: v for k, v in z}
`,
);

const WORDS = [
  ...[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "=",
    "==",
    "*",
    "**",
    ".",
    "@",
    "->",
    ":=",
    ";",
    "!",
    "$",
    "'",
    '"',
    "\\",
  ],
  ...["if", "else", "for", "in", "not", "and", "lambda", "return", "yield", "def", "class", "import", "from", "as"],
  ...[
    "with",
    "try",
    "except",
    "finally",
    "raise",
    "pass",
    "break",
    "del",
    "None",
    "x",
    "1",
    "b'a'",
    "f'{x}'",
    "\n",
    "    ",
  ],
];

describe("isSure", () => {
  it("is sure of what connectors are written in", () => {
    expect(texts.length).toBeGreaterThan(20);
    for (const text of texts) {
      expect(check(text)).toBeUndefined();
      expect(parsePython(text).isSure, text).toBe(true);
    }
  });

  it.each([
    "def f:\n    pass\n",
    "def f(a, a): pass\n",
    "def f(a=1, b): pass\n",
    "def f(*): pass\n",
    "f(a=1, b)\n",
    "f(a=1, a=2)\n",
    "f(x for x in y, 1)\n",
    "f(**a, *b)\n",
    "return 1\n",
    "class A:\n    return 1\n",
    "for a in b:\n    def f():\n        break\n",
    "while a:\n    pass\nelse:\n    break\n",
    "yield 1\n",
    "f() = 1\n",
    "a + b = 1\n",
    "(a, b) += 1\n",
    "*a = b\n",
    "a = *b\n",
    "*a, *b = c\n",
    "x := 1\n",
    "f(a=b := 1)\n",
    "a = 'b\n",
    "a = '''b\n",
    "a = b'é'\n",
    "a = 'b' b'c'\n",
    "a = '\\x4'\n",
    "a = f'{b'\n",
    "a = f'{}'\n",
    "a = f'b}'\n",
    "a = f'{b!z}'\n",
    "a = f'{b) + (c}'\n",
    "a = 012\n",
    "a = 1_\n",
    "a = (1]\n",
    "a = [1, 2\n",
    "a = [1,, 2]\n",
    "a = {1: 2, 3}\n",
    "a[]\n",
    "a[1:2:3:4]\n",
    "a = b if c\n",
    "a or lambda: b\n",
    "a = 1 if\n",
    "if a:\npass\n",
    "  a = 1\n",
    "if a:\n        b\n    c\n",
    "if a:\n\tb\n        c\n",
    "try:\n    a\n",
    "try:\n    a\nexcept:\n    b\nexcept C:\n    d\n",
    "from a b import c\n",
    "from a import b,\n",
    "import a as b.c\n",
    "import a b\n",
    "del f()\n",
    "assert a, b, c\n",
    "pass 1\n",
    "print 'a'\n",
    "a ? b\n",
    "a = 1 \\ \nb\n",
    "__debug__ = 1\n",
    "with a as f(): pass\n",
    "@a b\ndef f(): pass\n",
    "[a, b for a in c]\n",
    "[(a := b) for a in c]\n",
  ])("doubts %j, in which ruff finds a fault", (text) => {
    expect(check(text)).toBeDefined();
    expect(parsePython(text).isSure).toBe(false);
  });

  it("is sure of no text in which ruff finds a fault", { timeout: 60_000 }, () => {
    const edit = fc.record({
      text: fc.constantFrom(...texts),
      at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      word: fc.constantFrom("", ...WORDS),
      taken: fc.integer({ min: 0, max: 12 }),
    });
    let faulty = 0;
    fc.assert(
      fc.property(edit, ({ text, at, word, taken }) => {
        const place = Math.floor(at * text.length);
        const changed = text.slice(0, place) + word + text.slice(place + taken);
        const fault = check(changed);
        if (fault === undefined) return;
        faulty += 1;
        expect(parsePython(changed).isSure, `${fault.line}: ${fault.message}\n${changed}`).toBe(false);
      }),
      { numRuns: 1500 },
    );
    expect(faulty).toBeGreaterThan(300);
  });
});
