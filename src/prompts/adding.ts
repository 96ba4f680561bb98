/** Asks for what a command that adds something to a connector was not told. */
import { untilClosed } from "./terminal.ts";

export interface Option {
  readonly value: string;
  readonly label: string;
}

/** Questions go to stderr, so that stdout holds results only. */
const context = { output: process.stderr };

export async function askOne(message: string, options: readonly Option[]): Promise<string> {
  const { select } = await import("@inquirer/prompts");
  const choices = options.map(({ value, label }) => ({ value, name: label }));
  return untilClosed(select({ message, choices }, context));
}

export async function askMany(message: string, options: readonly Option[]): Promise<string[]> {
  const { checkbox } = await import("@inquirer/prompts");
  const choices = options.map(({ value, label }) => ({ value, name: label }));
  return untilClosed(checkbox({ message, required: true, choices }, context));
}

/** @param problem what is wrong with an answer; undefined: nothing */
export async function askText(message: string, problem: (value: string) => string | undefined): Promise<string> {
  const { input } = await import("@inquirer/prompts");
  const validate = (value: string): string | true => problem(value.trim()) ?? true;
  return (await untilClosed(input({ message, required: true, validate }, context))).trim();
}
