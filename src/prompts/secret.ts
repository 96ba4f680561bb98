import { type Seat, TERMINAL, untilClosed } from "./terminal.ts";

/** Asks for a password on a terminal; what is typed is not shown. */
export async function askSecret(message: string, seat: Seat = TERMINAL): Promise<string> {
  const { password } = await import("@inquirer/prompts");
  return untilClosed(password({ message, mask: false }, seat));
}
