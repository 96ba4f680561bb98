/** Comments that silence a rule: `# connector: ignore=CODE reason` and `<!-- connector: ignore=CODE reason -->`. */
import type { AddonModel, Place } from "../addon/types.ts";
import { lineStarts, positionAt } from "../parse/text.ts";

export interface Suppression extends Place {
  /** As written: codes, groups, `prefix*`. */
  readonly words: readonly string[];
  readonly reason: string;
  /** The lines whose findings it silences; undefined: all of the file. */
  readonly lines: ReadonlySet<number> | undefined;
  /** What to take away where nothing needs it: the comment, with its line where nothing else is on it. */
  readonly whole: Place;
}

const FORM = /connector:\s*ignore(-file)?\s*=\s*([\w*-]+(?:\s*,\s*[\w*-]+)*)\s*([\s\S]*)$/;

/** Where no tree tells comments: whole lines of them, and what stands behind a line. */
const COMMENT = /#[^\n]*/g;

/** @returns the suppressions of an addon's files, in their order */
export function suppressionsOf(addon: AddonModel): readonly Suppression[] {
  const found: Suppression[] = [];
  for (const { path, kind, text } of addon.files.values()) {
    // Most files hold none, and their trees need not be asked.
    if (text === undefined || !/connector:\s*ignore/.test(text)) continue;
    if (kind === "python" || kind === "manifest") {
      const module = addon.python.get(path)?.module;
      const comments =
        module?.comments ??
        [...text.matchAll(COMMENT)].map((match) => ({ from: match.index, to: match.index + match[0].length }));
      for (const one of read(path, text, comments, /^[ \t]*#/)) found.push(one);
    } else if (kind === "xml") {
      for (const one of read(path, text, addon.xml.get(path)?.comments ?? [], /^[ \t]*<!--/)) found.push(one);
    }
  }
  return found;
}

function read(
  file: string,
  text: string,
  comments: readonly { readonly from: number; readonly to: number }[],
  alone: RegExp,
): Suppression[] {
  const starts = lineStarts(text);
  const lineText = (line: number): string => text.slice(starts[line - 1] ?? text.length, starts[line] ?? text.length);
  return comments.flatMap(({ from, to }) => {
    const match = FORM.exec(text.slice(from, to).replace(/-->$/, ""));
    if (match === null) return [];
    const [, isFile, codes = "", reason = ""] = match;
    const first = positionAt(starts, from).line;
    const last = positionAt(starts, to).line;
    const begin = starts[first - 1] ?? 0;
    const end = starts[last] ?? text.length;
    const isAlone = text.slice(begin, from).trim() === "" && text.slice(to, end).trim() === "";
    const lines = new Set<number>();
    for (let line = first; line <= last; line += 1) lines.add(line);
    if (isAlone) {
      // Comments may stand above each other: the line that they are about is the first that is none.
      let next = last + 1;
      while (next <= starts.length && alone.test(lineText(next))) next += 1;
      lines.add(next);
    }
    const gap = /[ \t]*$/.exec(text.slice(begin, from))?.[0].length ?? 0;
    return [
      {
        ...{ file, from, to },
        words: codes.split(",").map((code) => code.trim()),
        reason: reason.trim(),
        lines: isFile === undefined ? lines : undefined,
        whole: isAlone ? { file, from: begin, to: end } : { file, from: from - gap, to },
      },
    ];
  });
}
