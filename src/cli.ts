import { Command, CommanderError } from "commander";
import { addAuthCommand } from "./commands/add-auth.ts";
import { addBindingCommand } from "./commands/add-binding.ts";
import { addExportCommand } from "./commands/add-export.ts";
import { addFieldCommand } from "./commands/add-field.ts";
import { addWebhookCommand } from "./commands/add-webhook.ts";
import { adoptCommand } from "./commands/adopt.ts";
import { diffCommand } from "./commands/diff.ts";
import { initConnectorCommand } from "./commands/init-connector.ts";
import { labCommand } from "./commands/lab.ts";
import { migrateCommand } from "./commands/migrate.ts";
import { mockCommand } from "./commands/mock.ts";
import { modelIndexCommand } from "./commands/model-index.ts";
import { removeBindingCommand } from "./commands/remove-binding.ts";
import { specCommand } from "./commands/spec.ts";
import { statusCommand } from "./commands/status.ts";
import { upgradeCommand } from "./commands/upgrade.ts";
import { validateConnectorCommand } from "./commands/validate-connector.ts";
import { ConnectorError, EXIT } from "./errors.ts";
import { VERSION } from "./version.ts";

/** The executables; all but the first are a subcommand of it under their own name. */
export type ProgramName =
  | "odoo-connector"
  | "init-connector"
  | "add-binding"
  | "add-webhook"
  | "add-export"
  | "add-field"
  | "add-auth"
  | "remove-binding"
  | "validate-connector";

function umbrella(): Command {
  return new Command("odoo-connector")
    .description("generate complete Odoo connector addons, and run them in a real Odoo")
    .addCommand(initConnectorCommand().alias("init"))
    .addCommand(addBindingCommand())
    .addCommand(addWebhookCommand())
    .addCommand(addExportCommand())
    .addCommand(addFieldCommand())
    .addCommand(addAuthCommand())
    .addCommand(removeBindingCommand())
    .addCommand(validateConnectorCommand().alias("validate"))
    .addCommand(upgradeCommand())
    .addCommand(migrateCommand())
    .addCommand(adoptCommand())
    .addCommand(statusCommand())
    .addCommand(diffCommand())
    .addCommand(labCommand())
    .addCommand(mockCommand())
    .addCommand(specCommand())
    .addCommand(modelIndexCommand())
    .addHelpText(
      "after",
      `
Examples:
  $ odoo-connector init-connector shopify --type ecommerce --path ./addons
  $ odoo-connector lab up ./addons/shopify_connector
  $ odoo-connector init-connector --help`,
    );
}

const PROGRAMS: Readonly<Record<ProgramName, () => Command>> = {
  "odoo-connector": umbrella,
  "init-connector": initConnectorCommand,
  "add-binding": addBindingCommand,
  "add-webhook": addWebhookCommand,
  "add-export": addExportCommand,
  "add-field": addFieldCommand,
  "add-auth": addAuthCommand,
  "remove-binding": removeBindingCommand,
  "validate-connector": validateConnectorCommand,
};

/**
 * Runs an executable to its end and sets the process's exit code: 0 fine, 1 findings, 2 bad usage or spec, 3 conflict,
 * 70 a bug of ours, 130 interrupted.
 * @param args what the user typed after the executable's name
 */
export async function main(name: ProgramName, args: readonly string[]): Promise<void> {
  // A reader that has seen enough (`| head`) is no error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : EXIT.bug));
  let complaint = "";
  const program = PROGRAMS[name]().version(VERSION, "-V, --version", "print the version");
  for (const command of everyCommand(program)) {
    command.exitOverride().configureOutput({ outputError: (text) => (complaint += text) });
  }
  try {
    await program.parseAsync([...args], { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return;
      // Called without a command: the help was the answer.
      if (error.code === "commander.help") {
        process.exitCode = EXIT.usage;
        return;
      }
    }
    const { reportFailure } = await import("./commands/failure.ts");
    process.exitCode = await reportFailure(
      error instanceof CommanderError ? usage(complaint || error.message) : error,
      {
        program: name,
        isJson: args.includes("--json"),
        isDebug: args.includes("--debug"),
        isPlain: args.includes("--no-color"),
      },
    );
  }
}

/** {@link main}, and the end of the process: Node would take its memory apart first, a twentieth of a short run. */
export async function run(name: ProgramName, args: readonly string[]): Promise<void> {
  await main(name, args);
  // What a pipe has not taken yet would be lost.
  if (process.stdout.writableLength === 0 && process.stderr.writableLength === 0) process.exit();
}

function* everyCommand(command: Command): Generator<Command> {
  yield command;
  for (const child of command.commands) yield* everyCommand(child);
}

/** What commander says, as a problem: its suggestion becomes the hint. */
function usage(text: string): ConnectorError {
  const [first = "", ...others] = text
    .replace(/^error: /, "")
    .trim()
    .split("\n");
  const suggestion = /\((Did you mean .*)\)/.exec(others.join(" "))?.[1];
  return new ConnectorError({
    message: first.replace(/\.$/, ""),
    hint: suggestion ?? "see --help",
  });
}
