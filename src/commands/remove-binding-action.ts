/** The action of `remove-binding`: like those that add something, one edit of the spec; and the migration for it. */
import { type Editing, grownBy, openSpec } from "../app/edits.ts";
import type { Formatters } from "../app/formatters.ts";
import { folderOf } from "./add-options.ts";
import { growConnector } from "../app/grow.ts";
import { planRemovalOf, type Removal } from "../app/removal.ts";
import { ConnectorError, type ExitCode } from "../errors.ts";
import { nodeFileSystem } from "../fs/node.ts";
import { DeclinedError } from "./failure.ts";
import { askMany } from "../prompts/adding.ts";
import { confirmOnTerminal } from "../prompts/confirm.ts";
import type { Change, ChangeSet } from "../write/changes.ts";
import { grow, type Growing, type Growth } from "./growing.ts";
import type { RemoveBindingOptions } from "./remove-binding.ts";

/** The action of `remove-binding`. */
export async function removeBinding(
  entities: readonly string[],
  options: RemoveBindingOptions,
  formatters: Promise<Formatters>,
): Promise<ExitCode> {
  const folder = folderOf(options);
  const dropsData = options.dropData === true;
  return grow(
    options,
    folder,
    () => formatters,
    async (growing) => {
      const editing = await openSpec(nodeFileSystem, growing.connector);
      const words = entities.length === 0 && growing.mayAsk ? await which(growing, editing) : entities;
      const ports = { fs: nodeFileSystem, formatters };
      const removal = await planRemovalOf(ports, growing.connector, editing, words, dropsData);
      const { edit, bindings, version, script, keepTaken } = removal;
      const request = { ...grownBy(editing, edit), version, extra: [script], keepTaken };
      if (options.yes !== true && options.dryRun !== true) await confirm(growing, removal, request, dropsData);
      const tables = bindings.map(({ table }) => table);
      return {
        request,
        lines: linesOf(growing, removal, dropsData),
        document: {
          removed: edit.names,
          migration: script.path,
          tables: { [dropsData ? "dropped" : "kept"]: tables },
          ...(edit.comments.length > 0 && { comments: edit.comments }),
        },
      };
    },
  );
}

function which({ progress }: Growing, { spec }: Editing): Promise<string[]> {
  progress.stop();
  const options = spec.entities.map(({ name, model }) => ({ value: name, label: `${name} (${model})` }));
  return askMany("What is removed?", options);
}

/** @throws where nobody can be asked, or where the answer is no */
async function confirm(
  { connector, ports, terminal, progress, mayAsk }: Growing,
  removal: Removal,
  request: NonNullable<Growth["request"]>,
  dropsData: boolean,
): Promise<void> {
  const { edit } = removal;
  if (!mayAsk) {
    throw new ConnectorError({
      place: edit.names.join(", "),
      message: "is about to be removed, and nobody can be asked whether it is meant",
      hint: "say --yes, or see what goes with --dry-run",
    });
  }
  const dry = { connector, ...request, onConflict: "markers", force: true, dryRun: true } as const;
  const { set } = await growConnector(ports, dry);
  progress.stop();
  const names = edit.names.join(", ");
  const { bold, dim } = terminal.paintNotes;
  terminal.note(`${bold(names)} ${edit.names.length === 1 ? "leaves" : "leave"} ${bold(connector.name)}:`);
  for (const [word, text] of effectsOf(set, removal, dropsData)) terminal.note(`  ${dim(word.padEnd(5))} ${text}`);
  if (await confirmOnTerminal(`Remove ${names}?`)) return;
  throw new DeclinedError("nothing was removed");
}

const isDropped = ({ action, reason }: Change): boolean =>
  action === "keep" && reason === "no longer planned, but edited";

const files = (count: number): string => (count === 1 ? "1 file" : `${count} files`);

/** What would be done, as pairs of a word and what it is said of. */
function effectsOf(set: ChangeSet, { bindings, script }: Removal, dropsData: boolean): [string, string][] {
  const count = (...actions: Change["action"][]): number =>
    set.changes.filter(({ action }) => actions.includes(action)).length;
  const tables = bindings.map(({ table }) => table).join(", ");
  const name = (path: string): string => path.slice(path.indexOf("/") + 1);
  const [gone, conflicts] = [count("remove"), count("conflict")];
  const taken = set.changes.flatMap((change) => change.taken ?? []).length;
  const parts = taken === 1 ? "a part" : `${taken} parts`;
  return [
    ...(gone > 0 ? [["goes", `${files(gone)} as a whole`] as [string, string]] : []),
    ["goes", `parts of ${files(count("update", "merge", "conflict"))}`],
    ...set.changes
      .filter(isDropped)
      .map(({ path }): [string, string] => ["stays", `${name(path)}: you edited it; nothing loads it any more`]),
    ...(taken > 0
      ? [
          ["moves", `${parts} that you edited, to ${name(script.path).replace(/[^/]*$/, "edits.md")}`] as [
            string,
            string,
          ],
        ]
      : []),
    dropsData
      ? ["goes", `with the next update of a database: ${tables}, and all links in them`]
      : ["stays", `in every database: ${tables} (--drop-data drops them)`],
    ["new", name(script.path)],
    ...(conflicts > 0 ? [["!", `${files(conflicts)} in conflict with your edits`] as [string, string]] : []),
  ];
}

function linesOf({ terminal }: Growing, { edit, bindings, script }: Removal, dropsData: boolean): string[] {
  const { dim, red } = terminal.paint;
  const tables = bindings.map(({ table }) => table).join(", ");
  return [
    ...edit.names.map((name) => `${red("-")} ${name}`),
    dim(
      dropsData
        ? `The next update of a database (-u) drops ${tables}: ${script.path}`
        : `The next update of a database (-u) keeps the rows of ${tables}: ${script.path}`,
    ),
    ...(edit.comments.length > 0
      ? [dim(`Your comments in connector.yaml stay where the entity was: ${edit.comments.length}`)]
      : []),
  ];
}
