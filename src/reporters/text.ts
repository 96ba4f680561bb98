/** For people: each finding with its line, then how many there are. */
import type { ChalkInstance } from "chalk";
import type { Finding } from "../validate/types.ts";
import { counts, pageOf, type Reported, several, statistics } from "./types.ts";
import { visible } from "./visible.ts";

export interface TextOptions {
  readonly paint: ChalkInstance;
  /** Also how often each rule found something. */
  readonly statistics: boolean;
}

/** @returns all that is to be told, without a line end at its end */
export function textReport(result: Reported, { paint, statistics: withStatistics }: TextOptions): string {
  const parts = findingTexts(result.findings, paint);
  if (result.unresolved.length > 0) {
    const lines = result.unresolved.map(
      ({ file, start, message, code }) =>
        `${visible(file)}:${start.line}:${start.column} ${visible(message.replace(/^not judged: /, ""))} ${paint.dim(`[${code}]`)}`,
    );
    parts.push([paint.bold("Not judged, since something is not at hand:"), ...lines].join("\n"));
  }
  if (withStatistics && result.findings.length > 0) {
    const rows = statistics(result.findings);
    const width = String(rows[0]?.count ?? 0).length;
    parts.push(rows.map(({ code, count }) => `${String(count).padStart(width)}  ${code}`).join("\n"));
  }
  parts.push(summary(result, paint));
  return parts.join("\n\n");
}

/** Each finding with its line; the page of a rule is named once. */
export function findingTexts(findings: readonly Finding[], paint: ChalkInstance): string[] {
  const linked = new Set<string>();
  return findings.map((finding) => {
    const isFirst = !linked.has(finding.code);
    linked.add(finding.code);
    return findingText(finding, paint, isFirst);
  });
}

function findingText(finding: Finding, paint: ChalkInstance, isFirst: boolean): string {
  const { file, start, severity, message, code, why, instead } = finding;
  const colour = { error: paint.red, warning: paint.yellow, hint: paint.blue }[severity];
  const lines = [
    `${paint.bold(`${visible(file)}:${start.line}:${start.column}`)} ${colour(`${severity}:`)} ${visible(message)} ${paint.dim(`[${code}]`)}`,
    ...sourceLines(finding, paint, colour),
    `  ${visible(why)}`,
    `  ${paint.cyan(visible(instead))}`,
  ];
  if (isFirst) lines.push(`  ${paint.dim(pageOf(code))}`);
  return lines.join("\n");
}

/** As much of a line as is shown: lines of generated files may have thousands of characters. */
const WIDTH = 120;

function sourceLines(finding: Finding, paint: ChalkInstance, colour: ChalkInstance): string[] {
  const { source, start, end } = finding;
  if (source === undefined || source.trim() === "") return [];
  const from = start.column - 1;
  const to = end.line === start.line ? Math.max(end.column - 1, from + 1) : source.length;
  // A window that begins a little before the place, where the line is too long.
  const first = source.length > WIDTH && from > WIDTH / 2 ? from - WIDTH / 4 : 0;
  const shown = source.slice(first, first + WIDTH);
  const before = source.slice(first, from);
  const marked = source.slice(from, Math.min(to, first + WIDTH)).trimEnd();
  const number = String(start.line);
  const gutter = (text: string): string => paint.dim(`${text.padStart(number.length)} |`);
  return [
    `  ${gutter(number)} ${visible(shown)}`,
    `  ${gutter("")} ${blank(visible(before))}${colour("^".repeat(Math.max(1, widthOf(visible(marked)))))}`,
  ];
}

const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}]/u;

/** Columns that a terminal needs for a character. */
const columns = (character: string): number => (/\p{Mark}/u.test(character) ? 0 : WIDE.test(character) ? 2 : 1);

function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += columns(character);
  return width;
}

/** White space as wide as a text: tabs stay tabs. */
function blank(text: string): string {
  let made = "";
  for (const character of text) made += character === "\t" ? "\t" : " ".repeat(columns(character));
  return made;
}

function summary({ findings, addons, files, known, gone, unresolved }: Reported, paint: ChalkInstance): string {
  const { error, warning, hint } = counts(findings);
  const where = `${several(addons.length, "addon")}, ${several(files, "file")}`;
  const found = [
    ...(error > 0 ? [several(error, "error")] : []),
    ...(warning > 0 ? [several(warning, "warning")] : []),
    ...(hint > 0 ? [several(hint, "hint")] : []),
  ].join(", ");
  const besides = [
    ...(known > 0 ? [`${known} known by the baseline`] : []),
    ...(gone > 0 ? [`${several(gone, "finding")} of the baseline no longer there`] : []),
    ...(unresolved.length > 0 ? [`${unresolved.length} not judged`] : []),
  ];
  const first =
    found === ""
      ? paint.green(`Nothing found in ${where}`)
      : (error > 0 ? paint.red : paint.yellow)(`${found} in ${where}`);
  return [first, ...besides].join("; ");
}
