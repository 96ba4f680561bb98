/** What is wrong with a text that is no YAML: the slip itself, at its place, in words for people. */

/** What the parser reports; its words are meant for programmers. */
export interface SyntaxFault {
  readonly code: string;
  readonly message: string;
  readonly pos: readonly [number, number];
}

/** A slip, at its offset in the text. */
export interface Slip {
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
}

/** The parser calls itself for each level. */
const tooDeep = (message: string): boolean => message.includes("call stack");

const UNCLOSED = /end with a ([}\]])/;
/** After these the parser reads on at a wrong level. */
const LEADS_ASTRAY: ReadonlySet<string> = new Set(["BAD_INDENT", "TAB_AS_INDENT", "MULTILINE_IMPLICIT_KEY"]);

/**
 * The slips behind the parser's faults: one of them makes it stumble several times.
 * @param openQuote offset of the last text in quotes, where one that is never closed begins
 */
export function slipsOf(text: string, faults: readonly SyntaxFault[], openQuote?: number): Slip[] {
  const open = faults.find(({ message }) => UNCLOSED.test(message));
  // Whatever is read within brackets that have no end is read wrongly; a quote without one hides the bracket.
  if (open !== undefined && !faults.some(({ message }) => message.includes("quote") || tooDeep(message))) {
    return [slipOf(text, open, faults, openQuote)];
  }
  const found: Slip[] = [];
  let isAstray = false;
  for (const [index, fault] of faults.entries()) {
    // What follows a line that stands at a wrong place says nothing of its own.
    if (isAstray) break;
    if (isEcho(fault, faults[index - 1], faults[index + 1])) continue;
    found.push(slipOf(text, fault, faults, openQuote));
    const isPassed = isComma(fault, faults[index + 1]);
    isAstray = LEADS_ASTRAY.has(fault.code) || (/quote|at node end/.test(fault.message) && !isPassed);
  }
  const offsets = found.map((slip) => slip.offset);
  return found.filter((slip, index) => offsets.indexOf(slip.offset) === index);
}

/** A key behind a value in brackets: told in two faults. */
const isComma = (fault: SyntaxFault, next: SyntaxFault | undefined): boolean =>
  next?.code === "MISSING_CHAR" && next.pos[0] === fault.pos[1];

/** What the fault beside it says better. */
function isEcho(fault: SyntaxFault, before: SyntaxFault | undefined, next: SyntaxFault | undefined): boolean {
  if (before?.code === "UNEXPECTED_TOKEN" && before.pos[1] === fault.pos[0]) return true;
  if (next === undefined) return false;
  const isInside = next.pos[0] <= fault.pos[0] && fault.pos[1] <= next.pos[1];
  if (next.code === "BLOCK_IN_FLOW") return isInside;
  return fault.code === "BLOCK_AS_IMPLICIT_KEY" && next.code === "MULTILINE_IMPLICIT_KEY" && isInside;
}

const COMMA = (key: string, before: string) => ({
  message: `a comma is missing before \`${key}:\``,
  ...(before.length > 0 && before.length <= 40 ? { hint: `write ${before}, ${key}: …` } : {}),
});

function slipOf(text: string, fault: SyntaxFault, faults: readonly SyntaxFault[], openQuote?: number): Slip {
  const { code, message } = fault;
  const [start, end] = fault.pos;
  const covered = text.slice(start, end);
  const behind = text.slice(0, start).trimEnd().length;
  if (tooDeep(message)) return { offset: start, message: "is nested too deeply" };
  switch (code) {
    case "DUPLICATE_KEY":
      return { offset: start, message: "this key stands here twice" };
    case "MULTIPLE_DOCS":
      return { offset: start, message: "a second document begins here (---): a spec is one" };
    case "BLOCK_IN_FLOW": {
      // `{ odoo: email remote: email }`: the value runs on to the next colon.
      const match = /^("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|.*?)\s+([\w.-]+)\s*:(?=\s|$)/s.exec(text.slice(start));
      if (match === null) break;
      const [, value = "", key = ""] = match;
      return { offset: start + value.length, ...COMMA(key, value) };
    }
    case "UNEXPECTED_TOKEN": {
      if (isComma(fault, faults[faults.indexOf(fault) + 1])) return { offset: behind, ...COMMA(covered, "") };
      if (message.includes("at node end")) {
        if (/(?:^|\n)[ ]*$/.test(text.slice(0, start))) {
          return { offset: start, message: "stands beside a list, and is no element of it (-)" };
        }
        return {
          offset: start,
          message: `the value ends before ${JSON.stringify(covered)}`,
          hint: "put the whole of it in double quotes",
        };
      }
      if (/^[}\],]$/.test(covered)) return { offset: start, message: `there is one \`${covered}\` too many` };
      break;
    }
    case "BAD_INDENT": {
      if (UNCLOSED.test(message)) return unclosed(behind, message);
      const blanks = /^[ ]*/.exec(covered + text.slice(end))?.[0].length ?? 0;
      return { offset: start + blanks, message: "begins at another column than the lines that it belongs to" };
    }
    case "TAB_AS_INDENT":
      return { offset: start, message: "the line is indented with a tab", hint: "indent with blanks" };
    case "MULTILINE_IMPLICIT_KEY": {
      const [first = "", second] = covered.split("\n");
      const colon = /^[\w-]+:(?=\S)/.exec(first);
      if (colon !== null) {
        return {
          offset: start + colon[0].length,
          message: "a blank is missing after the colon",
          hint: `write ${colon[0]} ${first.slice(colon[0].length, 60)}`,
        };
      }
      if (first === "-") return { offset: start, message: "an element of a list (-) stands where a key is due" };
      if (second !== undefined && faults.some((one) => one.code === "BLOCK_AS_IMPLICIT_KEY" && one.pos[0] === start)) {
        const blanks = /^\s*/.exec(second)?.[0].length ?? 0;
        return {
          offset: start + first.length + 1 + blanks,
          message: "is indented below a key that has a value already",
        };
      }
      return { offset: start, message: "is neither a key with its colon nor a value" };
    }
    case "BLOCK_AS_IMPLICIT_KEY":
      return {
        offset: start,
        message: "a second key follows in the same line",
        hint: "put a value with a colon in double quotes, or { } around keys",
      };
    case "MISSING_CHAR":
      if (UNCLOSED.test(message)) return unclosed(behind, message);
      if (!message.includes("quote")) break;
      return { offset: openQuote ?? start, message: "the quote that opens here is never closed" };
    case "BAD_SCALAR_START":
      return { offset: start, message: `a text can't begin with ${covered}`, hint: "put it in double quotes" };
    case "BAD_DQ_ESCAPE":
      return {
        offset: start,
        message: `${/\\./.exec(message)?.[0] ?? "\\"} means nothing within double quotes`,
        hint: "write \\\\ for a backslash, or put the text in single quotes",
      };
  }
  return { offset: start, message: (message.split("\n")[0] ?? message).replace(/( at line \d+, column \d+:)|\.$/, "") };
}

function unclosed(offset: number, message: string): Slip {
  const [, bracket = ""] = UNCLOSED.exec(message) ?? [];
  return {
    offset,
    message: `\`${bracket}\` is missing`,
    hint: "close it here, or indent the lines up to its end",
  };
}
