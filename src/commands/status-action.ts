import { relative } from "node:path";
import { type AddonStatus, type FileState, type FileStatus, type Status, statusOf } from "../app/status.ts";
import { EXIT, type ExitCode } from "../errors.ts";
import { nodeFileSystem } from "../fs/node.ts";
import type { StatusOptions } from "./status.ts";
import { openTerminal, type Terminal } from "./terminal.ts";

/** The action of `status`. */
export async function status(path: string | undefined, options: StatusOptions): Promise<ExitCode> {
  const cwd = process.cwd();
  const found = await statusOf(nodeFileSystem, cwd, path);
  const exitCode = found.isClean ? EXIT.ok : EXIT.findings;
  const terminal = await openTerminal(options.color === false);
  if (options.json) terminal.print(JSON.stringify(documentOf(found, exitCode), null, 2));
  else if (!options.quiet) tell(terminal, found, (place) => relative(cwd, place) || ".");
  return exitCode;
}

/** The document of --json; keys are only ever added. */
function documentOf({ connector, addons, pending, elsewhere, notes }: Status, exitCode: ExitCode): unknown {
  return {
    ok: exitCode === EXIT.ok,
    exitCode,
    addon: connector.path,
    odoo: connector.lock.odoo,
    isMerging: pending !== undefined,
    addons: addons.map(({ name, tool, odoo, behind, files }) => ({ name, tool, odoo, behind, files })),
    ...(elsewhere.length > 0 && { elsewhere }),
    ...(notes.length > 0 && { notes }),
  };
}

/** In the order in which they are told; what is as it should be is only counted. */
const STATES: readonly { state: FileState; mark: string; word: string }[] = [
  { state: "conflict", mark: "✗", word: "in conflict" },
  { state: "deleted", mark: "-", word: "deleted" },
  { state: "edited", mark: "~", word: "edited" },
  { state: "kept", mark: "=", word: "kept for your edits, no longer planned" },
  { state: "foreign", mark: "?", word: "not written by this tool" },
];

/** More than these of one kind in one addon are counted, not listed. */
const LISTED = 20;

function tell(
  terminal: Terminal,
  { connector, addons, pending, elsewhere, notes, isClean }: Status,
  show: (path: string) => string,
): void {
  const { bold, cyan, dim, red, yellow } = terminal.paint;
  for (const addon of addons) {
    terminal.print(`${bold(show(`${connector.root}/${addon.name}`))}  ${dim(countOf(addon))}`);
    for (const reason of addon.behind) terminal.print(`  ${yellow("!")} ${reason}`);
    for (const { state, mark, word } of STATES) {
      // Adopted code is nobody's surprise.
      if (state === "foreign" && addon.isAdopted) continue;
      const files = addon.files.filter((file) => file.state === state);
      const paint = state === "conflict" || state === "deleted" ? red : cyan;
      for (const file of files.slice(0, LISTED))
        terminal.print(`  ${paint(mark)} ${nameOf(file, addon)}  ${dim(word)}`);
      if (files.length > LISTED) terminal.print(dim(`    and ${files.length - LISTED} more ${word}`));
    }
  }
  // They were migrated together, and are settled together.
  for (const { path, lines } of elsewhere)
    terminal.print(`${red("✗")} ${show(`${connector.root}/${path}`)}:${lines[0] ?? 1}  ${dim("in conflict")}`);
  for (const { place, message } of notes) terminal.print(`${yellow("!")} ${show(place)} ${message}`);
  const addon = show(connector.path);
  if (pending === undefined) {
    if (!isClean) terminal.print(`Bring it up to date: ${cyan(`odoo-connector upgrade ${addon}`)}`);
    const isShort = addons.some(({ files }) => files.some(({ state }) => state === "deleted"));
    if (isShort) terminal.print(`Bring back what was deleted: ${cyan(`odoo-connector upgrade ${addon} --restore`)}`);
    return;
  }
  terminal.print(
    pending > 0
      ? `A merge waits: settle the conflicts, then ${cyan(`odoo-connector upgrade ${addon} --continue`)}`
      : `A merge waits, and no marker is left: ${cyan(`odoo-connector upgrade ${addon} --continue`)}`,
  );
  terminal.print(`Go back to what stood there before: ${cyan(`odoo-connector upgrade ${addon} --abort`)}`);
}

const nameOf = ({ path, lines }: FileStatus, { name }: AddonStatus): string =>
  path.slice(name.length + 1) + (lines === undefined ? "" : `:${lines[0] ?? 1}`);

function countOf({ files, odoo, tool, isAdopted }: AddonStatus): string {
  const count = (...states: FileState[]): number => files.filter(({ state }) => states.includes(state)).length;
  const parts = [
    [count("generated"), "as generated"],
    [count("edited", "kept"), "edited"],
    [count("yours"), "yours"],
    [count("shared"), "shared with its owner's code"],
    [count("foreign"), isAdopted ? "its owner's" : "not generated"],
    [count("deleted"), "deleted"],
    [count("conflict"), "in conflict"],
  ] as const;
  const told = parts.filter(([number]) => number > 0).map(([number, word]) => `${number} ${word}`);
  return `Odoo ${odoo}, version ${tool}: ${told.join(", ")}`;
}
