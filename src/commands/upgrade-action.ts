import { relative } from "node:path";
import { openConnector } from "../app/connector.ts";
import { isCurrent } from "../app/current.ts";
import { EXIT, type ExitCode } from "../errors.ts";
import { nodeFileSystem } from "../fs/node.ts";
import { endMerge } from "../write/writer.ts";
import { tellChanges } from "./changes.ts";
import { withFormatters } from "./formatting.ts";
import { grow } from "./growing.ts";
import { thisMachine } from "./machine.ts";
import { openTerminal } from "./terminal.ts";
import type { UpgradeOptions } from "./upgrade.ts";

/** The action of `upgrade`. */
export async function upgrade(path: string | undefined, options: UpgradeOptions): Promise<ExitCode> {
  if (options.continue === true || options.abort === true) return end(path, options);
  return withFormatters((start) =>
    grow(options, path, start, async ({ connector }) => {
      const { text } = connector;
      if (options.restore === true) return { request: { text, restore: true } };
      return { request: (await isCurrent(nodeFileSystem, connector)) ? undefined : { text } };
    }),
  );
}

/** The end of a merge that was written with conflicts. */
async function end(path: string | undefined, options: UpgradeOptions): Promise<ExitCode> {
  const terminal = await openTerminal(options.color === false);
  const cwd = process.cwd();
  const { root, name, path: addon } = await openConnector(nodeFileSystem, cwd, path);
  const ending = options.abort === true ? "abort" : "continue";
  const set = await endMerge(nodeFileSystem, thisMachine, root, name, ending, options.force === true);
  const show = (place: string): string => relative(cwd, place) || ".";
  if (options.json) {
    const files = set.changes.map((change) => ({ path: change.path, action: change.action }));
    terminal.print(JSON.stringify({ ok: true, exitCode: EXIT.ok, addon, ended: ending, files }, null, 2));
  } else if (!options.quiet) {
    tellChanges(terminal, set, show);
    const what = ending === "abort" ? "is as it was before the merge" : "has no conflicts any more";
    terminal.print(`${terminal.paint.bold(show(addon))} ${what}.`);
  }
  return EXIT.ok;
}
