/** Asks for what a command that adds something to a connector was not told. */
import { type Seat, TERMINAL, untilClosed } from "./terminal.ts";

export interface Option {
  readonly value: string;
  readonly label: string;
}

export async function askOne(message: string, options: readonly Option[], seat: Seat = TERMINAL): Promise<string> {
  const { select } = await import("@inquirer/prompts");
  const choices = options.map(({ value, label }) => ({ value, name: label }));
  return untilClosed(select({ message, choices }, seat));
}

export async function askMany(message: string, options: readonly Option[], seat: Seat = TERMINAL): Promise<string[]> {
  const { checkbox } = await import("@inquirer/prompts");
  const choices = options.map(({ value, label }) => ({ value, name: label }));
  return untilClosed(checkbox({ message, required: true, choices }, seat));
}

/** @param problem what is wrong with an answer; undefined: nothing */
export async function askText(
  message: string,
  problem: (value: string) => string | undefined,
  seat: Seat = TERMINAL,
): Promise<string> {
  const { input } = await import("@inquirer/prompts");
  const validate = (value: string): string | true => problem(value.trim()) ?? true;
  return (await untilClosed(input({ message, required: true, validate }, seat))).trim();
}
