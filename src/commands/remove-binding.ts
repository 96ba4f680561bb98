import { Command } from "commander";
import { type AddOptions, withAddOptions } from "./add-options.ts";
import { whileFormattersStart } from "./formatting.ts";

export interface RemoveBindingOptions extends AddOptions {
  dropData?: boolean;
}

/** `remove-binding`: entities leave a connector. */
export function removeBindingCommand(): Command {
  const command = new Command("remove-binding")
    .description("take entities out of a connector, with a migration that tidies up its databases")
    .argument("[entities...]", "their names: customer")
    .option("--drop-data", "the migration drops their tables too (default: the rows stay, for the day they come back)");
  return withAddOptions(command)
    .addHelpText(
      "after",
      `
Asks before it does anything; a script says --yes.

Examples:
  $ remove-binding customer --connector addons/shopify_connector
  $ remove-binding order fulfillment --dry-run --diff
  $ remove-binding customer --drop-data --yes

Exit codes: 0 done, 2 bad usage or spec, 3 conflicts, 130 answered no`,
    )
    .action((entities: readonly string[], options: RemoveBindingOptions) =>
      whileFormattersStart(async (formatters) => {
        const { removeBinding } = await import("./remove-binding-action.ts");
        return removeBinding(entities, options, formatters);
      }),
    );
}
