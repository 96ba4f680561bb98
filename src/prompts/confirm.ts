/** Asks whether something is to be done that cannot be taken back by the same command; the default is no. */
import { type Seat, TERMINAL, untilClosed } from "./terminal.ts";

export async function confirmOnTerminal(message: string, seat: Seat = TERMINAL): Promise<boolean> {
  const { confirm } = await import("@inquirer/prompts");
  return untilClosed(confirm({ message, default: false }, seat));
}
