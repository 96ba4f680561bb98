import { Command } from "commander";

export interface StatusOptions {
  quiet?: boolean;
  json?: boolean;
  debug?: boolean;
  color?: boolean;
}

/** `status`: what people did to a connector, and whether it is behind. */
export function statusCommand(): Command {
  return new Command("status")
    .description("tell what of a connector is generated, edited, missing, in conflict or behind")
    .argument("[path]", "folder of the connector (default: the one you stand in)")
    .option("-q, --quiet", "print nothing; the exit code tells")
    .option("--json", "print one JSON document")
    .option("--debug", "print where an internal error came from")
    .option("--no-color", "print no colours")
    .addHelpText(
      "after",
      `
Exit codes: 0 nothing to do (edits are no fault), 1 behind, missing or in conflict, 2 bad usage`,
    )
    .action(async (path: string | undefined, options: StatusOptions) => {
      const { status } = await import("./status-action.ts");
      process.exitCode = await status(path, options);
    });
}
