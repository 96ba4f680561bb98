import { Command } from "commander";
import { type AddOptions, withAddOptions } from "./add-options.ts";
import { whileFormattersStart } from "./formatting.ts";

export interface AddExportOptions extends AddOptions {
  entity?: string;
}

/** `add-export`: records of a model go out, too. */
export function addExportCommand(): Command {
  const command = new Command("add-export")
    .description("export the records of a model: by themselves when they change, and by hand from its Action menu")
    .argument("[model]", "model of an entity of the connector: res.partner")
    .option("--entity <name>", "which entity, where several are of that model");
  return withAddOptions(command)
    .addHelpText(
      "after",
      `
Examples:
  $ odoo-connector add-export res.partner --connector addons/shopify_connector
  $ odoo-connector add-export account.move --entity invoice --dry-run

Exit codes: 0 done, 2 bad usage or spec, 3 conflicts`,
    )
    .action((model: string | undefined, options: AddExportOptions) =>
      whileFormattersStart(async (formatters) => {
        const { addExport } = await import("./add-export-action.ts");
        return addExport(model, options, formatters);
      }),
    );
}
