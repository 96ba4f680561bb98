import type { Action, Change, ChangeSet } from "../write/changes.ts";
import { visible } from "../reporters/visible.ts";
import type { Terminal } from "./terminal.ts";

/** Whether there is nothing to tell: everything stands as it was planned. */
export const isAsPlanned = ({ changes, notes }: ChangeSet): boolean =>
  notes.length === 0 && changes.every((change) => change.action === "unchanged");

/** The files of a document of --json; keys are only ever added. */
export const filesOf = ({ changes }: ChangeSet): unknown[] =>
  changes.map(({ path, action, reason, kept, conflicts }) => ({
    path,
    action,
    ...(reason !== undefined && { reason }),
    ...(kept !== undefined && { kept }),
    ...(conflicts !== undefined && { conflicts: conflicts.map(({ name, line }) => ({ name, line })) }),
  }));

const MARKS: Readonly<Record<Action, string>> = {
  create: "+",
  update: "~",
  merge: "±",
  remove: "-",
  overwrite: "!",
  keep: "=",
  conflict: "✗",
  unchanged: " ",
};

/** More than these of one kind in one addon are counted, not listed. */
const LISTED = 8;

/**
 * Lists what becomes of the files, addon by addon.
 * @param show a path as the user would name it
 */
export function tellChanges(
  terminal: Terminal,
  { root, changes, notes }: ChangeSet,
  show: (path: string) => string,
): void {
  const { bold, cyan, dim, green, red, yellow } = terminal.paint;
  const colours: Partial<Record<Action, (text: string) => string>> = {
    create: green,
    update: cyan,
    merge: cyan,
    overwrite: yellow,
    remove: red,
    conflict: red,
    keep: yellow,
  };
  for (const [addon, own] of byAddon(changes)) {
    const counts = countOf(own);
    if (counts === "") continue;
    const folder = addon === "" ? root : `${root}/${addon}`;
    terminal.print(`${bold(show(folder))}  ${dim(counts)}`);
    for (const action of ["create", "update", "merge", "overwrite", "remove", "keep", "conflict"] as const) {
      const some = own.filter((change) => change.action === action);
      // What was kept or lost is always told in full: it is the user's own work.
      const isBrief = some.length > LISTED && (action === "create" || action === "update" || action === "remove");
      for (const change of isBrief ? [] : some) {
        const paint = colours[action] ?? dim;
        const reason = change.reason === undefined ? "" : dim(`  ${change.reason}`);
        terminal.print(`  ${paint(MARKS[action])} ${change.path.slice(addon === "" ? 0 : addon.length + 1)}${reason}`);
        for (const line of detailsOf(change)) terminal.print(dim(`      ${visible(line)}`));
      }
    }
  }
  for (const { place, message } of notes)
    terminal.note(`${terminal.paintNotes.yellow("note:")} ${show(place)} ${message}`);
}

function detailsOf({ kept = [], conflicts = [] }: Change): string[] {
  return [...conflicts.map(({ line, name }) => `line ${line}${name === "" ? "" : `: ${name}`}`), ...kept];
}

function byAddon(changes: readonly Change[]): Map<string, Change[]> {
  const found = new Map<string, Change[]>();
  for (const change of changes) {
    // A file beside the addons is in none.
    const addon = change.path.slice(0, Math.max(0, change.path.indexOf("/")));
    found.set(addon, [...(found.get(addon) ?? []), change]);
  }
  return found;
}

const WORDS: readonly [Action, string][] = [
  ["create", "created"],
  ["update", "updated"],
  ["merge", "merged"],
  ["overwrite", "overwritten"],
  ["remove", "removed"],
  ["keep", "kept"],
  ["conflict", "in conflict"],
];

function countOf(changes: readonly Change[]): string {
  return WORDS.map(([action, word]) => [changes.filter((change) => change.action === action).length, word] as const)
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${count === 1 ? "file" : "files"} ${word}`)
    .join(", ");
}
