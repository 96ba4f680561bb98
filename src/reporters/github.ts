/** For GitHub Actions: workflow commands, which become notes in the diff of a pull request. */
import type { Finding } from "../validate/types.ts";
import { counts, pageOf, type Reported, several } from "./types.ts";

const COMMANDS = { error: "error", warning: "warning", hint: "notice" } as const;

/** @returns a command per finding, then a line that counts them */
export function githubReport({ findings }: Reported): string {
  const { error, warning, hint } = counts(findings);
  return [
    ...findings.map(command),
    [several(error, "error"), several(warning, "warning"), several(hint, "hint")].join(", "),
  ].join("\n");
}

function command(finding: Finding): string {
  const { severity, file, start, end, code, message, why, instead } = finding;
  const properties = [
    `file=${property(file)}`,
    `line=${start.line}`,
    `endLine=${end.line}`,
    // Columns are taken only where begin and end stand in one line.
    ...(end.line === start.line ? [`col=${start.column}`, `endColumn=${end.column}`] : []),
    `title=${property(code)}`,
  ];
  return `::${COMMANDS[severity]} ${properties.join(",")}::${data([message, why, instead, pageOf(code)].join("\n"))}`;
}

/** What stands behind `::`. */
const data = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

/** The value of a property, which commas and colons would end. */
const property = (text: string): string => data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
