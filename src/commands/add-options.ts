import type { Command } from "commander";
import type { Formatters } from "../app/formatters.ts";
import type { ExitCode } from "../errors.ts";
import { type GrowOptions, withGrowOptions } from "./grow-options.ts";

/** Options of every command that adds something to a connector. */
export interface AddOptions extends GrowOptions {
  connector?: string;
}

export const withAddOptions = (command: Command): Command =>
  withGrowOptions(
    command.option("--connector <path>", "folder of the connector (default: the one you stand in, or one above it)"),
  );

/** Words separated by commas; the option may be repeated. */
export const list = (value: string, before: readonly string[] = []): string[] => [
  ...before,
  ...value
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
];

/** Runs an action while what formats gets ready: it takes longer than all else takes to be loaded. */
export async function whileFormattersStart(action: (formatters: Promise<Formatters>) => Promise<ExitCode>) {
  const formatters = import("../app/formatters.ts").then(({ startFormatters }) => startFormatters());
  try {
    process.exitCode = await action(formatters);
  } finally {
    await (await formatters).close();
  }
}
