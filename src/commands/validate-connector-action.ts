import { availableParallelism } from "node:os";
import { relative } from "node:path";
import { type Request, validateAddons, type Validated } from "../app/validate.ts";
import { ConnectorError, EXIT, type ExitCode } from "../errors.ts";
import { nodeFileSystem } from "../fs/node.ts";
import { counts, type Reported, several } from "../reporters/types.ts";
import { VERSION } from "../version.ts";
import { thisMachine } from "./machine.ts";
import { openTerminal, startProgress, type Terminal } from "./terminal.ts";

export interface ValidateCommandOptions {
  odoo?: string;
  addonsPath?: string[];
  index?: string;
  select?: string[];
  ignore?: string[];
  severity?: string;
  format?: string;
  fix?: boolean;
  diff?: boolean;
  baseline?: string;
  writeBaseline?: boolean;
  maxWarnings?: string;
  explain?: string;
  stdinList?: boolean;
  cache?: string;
  statistics?: boolean;
  verbose?: boolean;
  json?: boolean;
  debug?: boolean;
  color?: boolean;
}

const FORMATS = ["text", "json", "sarif", "github"] as const;
type Format = (typeof FORMATS)[number];
const SEVERITIES = ["error", "warning", "hint"] as const;

const BASELINE = ".connector-lint-baseline.json";

/** The action of `validate-connector`: judges, fixes, tells. */
export async function validateConnector(paths: readonly string[], options: ValidateCommandOptions): Promise<ExitCode> {
  const terminal = await openTerminal(options.color === false);
  if (options.explain !== undefined) {
    const { explainRule } = await import("../app/validate-explain.ts");
    terminal.print(await explainRule(nodeFileSystem, options.explain));
    return EXIT.ok;
  }
  const format: Format =
    (await oneOf("--format", options.format, FORMATS)) ?? (options.json === true ? "json" : "text");
  if (options.json === true && format !== "json") {
    throw new ConnectorError({ place: "--json --format", message: "one of them, not both" });
  }
  const most = limit(options.maxWarnings);
  const severity = await oneOf("--severity", options.severity, SEVERITIES);
  const progress = startProgress(format === "text");
  const request: Request = {
    paths,
    ...(options.stdinList === true ? { listed: await linesOfInput() } : {}),
    cwd: process.cwd(),
    processors: availableParallelism(),
    onStep: (text) => progress.step(text),
    ...(options.odoo === undefined ? {} : { odoo: options.odoo }),
    ...(options.addonsPath === undefined ? {} : { addonsPath: options.addonsPath }),
    ...(options.index === undefined ? {} : { index: options.index }),
    ...(options.select === undefined ? {} : { select: options.select }),
    ...(options.ignore === undefined ? {} : { ignore: options.ignore }),
    ...(severity === undefined ? {} : { severity }),
    ...(options.verbose === true ? { verbose: true } : {}),
    ...(options.cache === undefined ? {} : { cache: options.cache }),
    ...(options.baseline === undefined ? {} : { baseline: options.baseline }),
    ...(options.writeBaseline === true ? { ignoreBaseline: true } : {}),
  };
  let validated: Validated;
  try {
    validated = await (options.fix === true || options.diff === true
      ? fix(request, options, terminal)
      : validateAddons(nodeFileSystem, request));
  } finally {
    progress.stop();
  }
  if (options.writeBaseline === true) {
    await writeBaseline(validated, options.baseline, terminal);
    return EXIT.ok;
  }
  const { error, warning } = counts(validated.findings);
  const exitCode = error > 0 || warning > most ? EXIT.findings : EXIT.ok;
  terminal.print(await report(validated, format, options, terminal, exitCode));
  if (exitCode === EXIT.findings && error === 0 && options.maxWarnings !== undefined) {
    terminal.note(`${several(warning, "warning")}: more than --max-warnings ${most}`);
  }
  return exitCode;
}

/** Makes the fixes, and tells what is left. */
async function fix(request: Request, options: ValidateCommandOptions, terminal: Terminal): Promise<Validated> {
  const { fixAddons } = await import("../app/validate-fix.ts");
  const isDry = options.diff === true;
  const { validated, fixed, files, diff } = await fixAddons(nodeFileSystem, request, isDry ? undefined : thisMachine);
  // Of a document nothing may stand before or behind.
  if (isDry && diff !== "") {
    if (isText(options)) terminal.print(diff);
    else terminal.note(diff);
  }
  if (fixed > 0)
    terminal.note(`${fixed} ${isDry ? "can be fixed" : "fixed"} in ${files} ${files === 1 ? "file" : "files"}`);
  return validated;
}

const isText = ({ json, format }: ValidateCommandOptions): boolean =>
  json !== true && (format === undefined || format === "text");

async function report(
  result: Reported,
  format: Format,
  options: ValidateCommandOptions,
  { paint }: Terminal,
  exitCode: ExitCode,
): Promise<string> {
  const statistics = options.statistics === true;
  if (format === "json") return (await import("../reporters/json.ts")).jsonReport(result, exitCode, statistics);
  if (format === "github") return (await import("../reporters/github.ts")).githubReport(result);
  if (format === "sarif") {
    const [{ sarifReport }, { ruleFacts }] = await Promise.all([
      import("../reporters/sarif.ts"),
      import("../app/validate-explain.ts"),
    ]);
    return sarifReport(result, ruleFacts(), VERSION);
  }
  return (await import("../reporters/text.ts")).textReport(result, { paint, statistics });
}

async function writeBaseline(
  { findings, results }: Validated,
  named: string | undefined,
  terminal: Terminal,
): Promise<void> {
  const { printBaseline } = await import("../app/validate-explain.ts");
  const configured = [...new Set(results.flatMap(({ baseline }) => baseline ?? []))];
  if (named === undefined && configured.length > 1) {
    throw new ConnectorError({
      place: "--write-baseline",
      message: `the addons' configurations name ${configured.length} baselines`,
      hint: "say which with --baseline, or validate the addons of one at a time",
    });
  }
  const path = named ?? configured[0] ?? BASELINE;
  await nodeFileSystem.writeText(path, printBaseline(findings));
  terminal.print(`${several(findings.length, "finding")} in ${relative(process.cwd(), path)}`);
}

async function oneOf<T extends string>(
  option: string,
  word: string | undefined,
  words: readonly T[],
): Promise<T | undefined> {
  if (word === undefined) return undefined;
  const found = words.find((one) => one === word);
  if (found !== undefined) return found;
  const { nearestOf } = await import("../app/validate-explain.ts");
  const nearest = nearestOf(word, words);
  throw new ConnectorError({
    place: option,
    message: `${word} is none of ${words.join(", ")}`,
    ...(nearest === undefined ? {} : { hint: `did you mean ${nearest}?` }),
  });
}

function limit(text: string | undefined): number {
  if (text === undefined) return 0;
  if (/^\d+$/.test(text)) return Number(text);
  throw new ConnectorError({ place: "--max-warnings", message: `${text} is no whole number` });
}

async function linesOfInput(): Promise<string[]> {
  let text = "";
  process.stdin.setEncoding("utf8");
  for await (const chunk of process.stdin) text += String(chunk);
  return text
    .split(/\r?\n|\0/)
    .map((line) => line.trim())
    .filter((line) => line !== "");
}
