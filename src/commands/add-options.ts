import type { Command } from "commander";
import { ConnectorError } from "../errors.ts";
import { type GrowOptions, withGrowOptions } from "./grow-options.ts";

/** Options of every command that adds something to a connector. */
export interface AddOptions extends GrowOptions {
  connector?: string;
}

export const withAddOptions = (command: Command): Command =>
  withGrowOptions(
    command.option("--connector <path>", "folder of the connector (default: the one you stand in, or one above it)"),
  );

/** The connector's folder as typed; undefined: the one that the user stands in. @throws ConnectorError (2) for no name */
export function folderOf({ connector }: AddOptions): string | undefined {
  if (connector?.trim() === "") throw new ConnectorError({ place: "--connector", message: "names no folder" });
  return connector;
}
