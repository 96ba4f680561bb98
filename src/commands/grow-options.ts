import type { Command } from "commander";

/** Options of every command that writes what it has planned. */
export interface WritingOptions {
  dryRun?: boolean;
  diff?: boolean;
  yes?: boolean;
  quiet?: boolean;
  json?: boolean;
  debug?: boolean;
  color?: boolean;
}

/** Options of every command that lets a connector grow. */
export interface GrowOptions extends WritingOptions {
  onConflict?: string;
  force?: boolean;
}

/** Adds the options that every command has which writes what it has planned. */
export const withWritingOptions = (command: Command): Command =>
  command
    .option("--dry-run", "plan everything, write nothing")
    .option("--diff", "print the changes as a unified diff")
    .option("-y, --yes", "ask nothing")
    .option("-q, --quiet", "print errors only")
    .option("--json", "print one JSON document")
    .option("--debug", "print where an internal error came from")
    .option("--no-color", "print no colours");

/** Adds the options that every command has which lets a connector grow. */
export const withGrowOptions = (command: Command): Command =>
  withWritingOptions(
    command
      .option(
        "--on-conflict <how>",
        "where you and the new plan changed the same place: markers, mine, new or fail (default: ask on a terminal, else markers)",
      )
      .option("--force", "merge files too whose edits are not committed in git"),
  );
