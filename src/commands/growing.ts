import { relative } from "node:path";
import type { Formatters } from "../app/formatters.ts";
import type { ConflictPolicy, ConflictWord, GrowPorts, GrowRequest, GrowResult } from "../app/grow.ts";
import type { Connector } from "../app/connector.ts";
import { openGrowing } from "../app/current.ts";
import { checkWord } from "../app/spec-source.ts";
import { ConnectorError, EXIT, type ExitCode } from "../errors.ts";
import { nodeFileSystem } from "../fs/node.ts";
import type { Change } from "../write/changes.ts";
import { filesOf, isAsPlanned, tellChanges } from "./changes.ts";
import type { GrowOptions } from "./grow-options.ts";
import { thisMachine } from "./machine.ts";
import { openTerminal, startProgress, type Progress, type Terminal } from "./terminal.ts";

const CONFLICT_WORDS: readonly ConflictWord[] = ["markers", "mine", "new", "fail"];

/** What a command that lets a connector grow says of itself. */
export interface Growth {
  /** The spec as it is to be, and whatever else the command brings; undefined where there is nothing to do. */
  request:
    | Pick<
        GrowRequest,
        "text" | "loaded" | "resolved" | "indexOf" | "odoo" | "version" | "extra" | "keepTaken" | "restore"
      >
    | undefined;
  /** Told before what became of the files, one line each. */
  lines?: readonly string[];
  /** More keys for the document of --json. */
  document?: Readonly<Record<string, unknown>>;
  /** Does what is to be done, in place of `growConnector`. */
  apply?: (ports: GrowPorts, request: GrowRequest) => Promise<GrowResult>;
  /** What is known once it is done. */
  after?: () => Outcome;
}

/** What a command has to say of what became of it. */
export interface Outcome {
  /** Told at the end. */
  lines?: readonly string[];
  /** More keys for the document of --json. */
  document?: Readonly<Record<string, unknown>>;
  /** Where there are no conflicts. */
  exitCode?: ExitCode;
}

export interface Growing {
  connector: Connector;
  ports: GrowPorts;
  terminal: Terminal;
  progress: Progress;
  /** Whether somebody sits before a terminal and may be asked. */
  mayAsk: boolean;
}

/**
 * Runs a command that lets a connector grow, from finding the connector to telling what became of it.
 * @param path the connector's folder as typed; undefined: the one that the user stands in
 * @param formatters started already by a command that is sure to need them
 * @param prepare what the command is about: a changed spec
 */
export async function grow(
  options: GrowOptions,
  path: string | undefined,
  formatters: () => Promise<Formatters>,
  prepare: (growing: Growing) => Promise<Growth>,
): Promise<ExitCode> {
  checkWord("--on-conflict", options.onConflict, CONFLICT_WORDS);
  const cwd = process.cwd();
  const terminal = await openTerminal(options.color === false);
  const isSilent = options.json === true || options.quiet === true;
  const mayAsk = !isSilent && options.yes !== true && process.stdin.isTTY && process.stderr.isTTY;
  const progress = startProgress(!isSilent);
  const ports: GrowPorts = {
    fs: nodeFileSystem,
    machine: thisMachine,
    formatters,
    onStep: (text) => progress.step(text),
  };
  let growth: Growth;
  let connector: Connector;
  let result: GrowResult | undefined;
  try {
    connector = await openGrowing(ports, cwd, path);
    growth = await prepare({ connector, ports, terminal, progress, mayAsk });
    if (growth.request !== undefined) {
      // Planning and rendering are loaded where there is something to do.
      const apply = growth.apply ?? (await import("../app/grow.ts")).growConnector;
      result = await apply(ports, {
        connector,
        ...growth.request,
        onConflict: policyOf(options, mayAsk, terminal, progress),
        force: options.force === true,
        dryRun: options.dryRun === true,
      });
    }
  } finally {
    progress.stop();
  }
  const outcome = growth.after?.() ?? {};
  const exitCode = result !== undefined && result.conflicts > 0 ? EXIT.conflict : (outcome.exitCode ?? EXIT.ok);
  const diff = options.diff ? await diffOf(result?.set.changes ?? []) : undefined;
  if (options.json) {
    const document = {
      ok: exitCode === EXIT.ok,
      exitCode,
      dryRun: options.dryRun === true,
      addon: connector.path,
      odoo: result?.odoo ?? connector.lock.odoo,
      ...growth.document,
      ...outcome.document,
      files: result === undefined ? [] : filesOf(result.set),
      ...(result !== undefined && result.set.notes.length > 0 && { notes: result.set.notes }),
      ...(diff !== undefined && { diff }),
    };
    terminal.print(JSON.stringify(document, null, 2));
  } else if (!options.quiet) {
    const show = (place: string): string => relative(cwd, place) || ".";
    tell(terminal, show, connector, growth, result, diff, options.dryRun === true);
    // Of a patch nothing else stands on stdout.
    const isPatch = diff !== undefined && options.dryRun === true;
    for (const line of outcome.lines ?? []) {
      if (isPatch) terminal.note(line);
      else terminal.print(line);
    }
  }
  return exitCode;
}

function tell(
  terminal: Terminal,
  show: (path: string) => string,
  connector: Connector,
  growth: Growth,
  result: GrowResult | undefined,
  diff: string | undefined,
  isDry: boolean,
): void {
  const { bold, cyan, dim, red } = terminal.paint;
  if (diff !== undefined) {
    if (diff !== "") terminal.print(diff.trimEnd());
    if (isDry) return;
  }
  for (const line of growth.lines ?? []) terminal.print(line);
  if (result === undefined || isAsPlanned(result.set)) {
    terminal.print(`${bold(show(connector.path))} is up to date: nothing to do.`);
    return;
  }
  tellChanges(terminal, result.set, show);
  if (isDry) terminal.print(dim("Nothing was written (--dry-run)."));
  else if (result.conflicts > 0) {
    const files = result.conflicts === 1 ? "1 file holds" : `${result.conflicts} files hold`;
    terminal.print("");
    terminal.print(`${red(`${files} conflicts.`)} Keep what is right, remove the markers, then:`);
    terminal.print(`  ${cyan(`odoo-connector upgrade ${show(connector.path)} --continue`)}`);
    terminal.print(`or go back to what stood there before:`);
    terminal.print(`  ${cyan(`odoo-connector upgrade ${show(connector.path)} --abort`)}`);
  }
}

async function diffOf(changes: readonly Change[]): Promise<string> {
  const { unifiedDiff } = await import("../write/diff.ts");
  return unifiedDiff(changes);
}

/** What was asked for; else whoever sits there is asked, and a script gets markers. */
function policyOf(
  { onConflict, dryRun }: GrowOptions,
  mayAsk: boolean,
  terminal: Terminal,
  progress: Progress,
): ConflictPolicy {
  if (onConflict !== undefined) return onConflict as ConflictWord;
  if (!mayAsk || dryRun) return "markers";
  return async (change) => {
    progress.stop();
    const { ways, before = "" } = change;
    if (ways === undefined) throw new ConnectorError({ place: change.path, message: "cannot be merged" });
    const { chooseOnTerminal } = await import("../prompts/conflict.ts");
    return chooseOnTerminal(change.path, change.conflicts ?? [], async () => {
      const shown = { ...change, before, after: ways.new, action: "update" as const };
      terminal.note((await diffOf([shown])).trimEnd());
    });
  };
}
