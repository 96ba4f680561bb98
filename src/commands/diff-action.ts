import { relative } from "node:path";
import { openConnector } from "../app/connector.ts";
import { editsOf } from "../app/status.ts";
import { EXIT, type ExitCode } from "../errors.ts";
import { nodeFileSystem } from "../fs/node.ts";
import { unifiedDiff } from "../write/diff.ts";
import type { DiffOptions } from "./diff.ts";
import { openTerminal } from "./terminal.ts";

/** The action of `diff`: what was generated against what stands there now. */
export async function diff(path: string | undefined, options: DiffOptions): Promise<ExitCode> {
  const cwd = process.cwd();
  const terminal = await openTerminal(options.color === false);
  const connector = await openConnector(nodeFileSystem, cwd, path);
  const { changes, unknown } = await editsOf(nodeFileSystem, connector);
  const text = await unifiedDiff(changes);
  if (options.json) {
    const files = changes.map((change) => ({
      path: change.path,
      state: change.action === "remove" ? "missing" : "edited",
    }));
    const document = { ok: true, exitCode: EXIT.ok, addon: connector.path, files, unknown, diff: text };
    terminal.print(JSON.stringify(document, null, 2));
    return EXIT.ok;
  }
  if (text !== "") terminal.print(text.trimEnd());
  const { yellow } = terminal.paintNotes;
  for (const file of unknown) {
    const place = relative(cwd, `${connector.root}/${file}`);
    terminal.note(`${yellow("note:")} ${place} was edited, and what was generated there is not known any more`);
  }
  return EXIT.ok;
}
