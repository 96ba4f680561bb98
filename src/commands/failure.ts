import { ConnectorError, diskReason, EXIT, type Problem } from "../errors.ts";
import { visible } from "../reporters/visible.ts";
import { openTerminal } from "./terminal.ts";

export interface FailureContext {
  program: string;
  isJson: boolean;
  isDebug: boolean;
  isPlain: boolean;
}

/** Exit code of a process that the user interrupted, as shells count; whoever answers no has done so, too. */
const INTERRUPTED = 130;

/** The user was asked whether it is meant, and it is not. */
export class DeclinedError extends Error {
  override name = "DeclinedError";
}

/**
 * Tells a failure: what the user can act on as it is, a bug of ours in one line, both as one JSON document where that
 * was asked for.
 * @returns the exit code
 */
export async function reportFailure(failure: unknown, context: FailureContext): Promise<number> {
  const error = inWords(failure);
  const terminal = await openTerminal(context.isPlain);
  if (error instanceof Error && error.name === "ExitPromptError") {
    terminal.note("interrupted: nothing was written");
    return INTERRUPTED;
  }
  if (error instanceof Error && error.name === "DeclinedError") {
    terminal.note(error.message);
    return INTERRUPTED;
  }
  const isKnown = isConnectorError(error);
  const exitCode = isKnown ? error.exitCode : EXIT.bug;
  const problems: readonly Problem[] = isKnown ? error.problems : [{ message: `internal error: ${firstLine(error)}` }];
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  if (context.isJson) {
    const document = { ok: false, exitCode, problems, ...(!isKnown && context.isDebug && { stack }) };
    terminal.print(JSON.stringify(document, null, 2));
    return exitCode;
  }
  const { bold, red, dim, cyan } = terminal.paintNotes;
  for (const { place, message, hint } of problems) {
    terminal.note(`${red("error:")} ${place === undefined ? "" : `${bold(visible(place))}: `}${visible(message)}`);
    if (hint !== undefined) terminal.note(`  ${cyan(visible(hint))}`);
  }
  if (!isKnown)
    terminal.note(context.isDebug ? dim(stack) : "  this is a bug of the tool: run with --debug for its place");
  return exitCode;
}

/** By name: the eager part and the lazy ones are bundled apart, each with a class of its own. */
const isConnectorError = (error: unknown): error is ConnectorError =>
  error instanceof Error && error.name === "ConnectorError";

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split("\n")[0] ?? "";

/** What the disk refuses is nothing that a bug report helps with. */
function inWords(error: unknown): unknown {
  if (!(error instanceof Error) || isConnectorError(error)) return error;
  const { code, path } = error as NodeJS.ErrnoException;
  const reason = diskReason(code);
  if (reason === undefined || path === undefined) return error;
  return new ConnectorError({ message: `${reason} (${code ?? ""})`, place: path });
}
