import { Command } from "commander";
import { type GrowOptions, withGrowOptions } from "./grow-options.ts";

export interface MigrateOptions extends GrowOptions {
  to: string;
}

/** `migrate`: a connector becomes the same connector for another version of Odoo. */
export function migrateCommand(): Command {
  const command = new Command("migrate")
    .description(
      "make a connector and its runtime addons those for another version of Odoo; your code is fixed where a rule can do it, the rest is listed",
    )
    .argument("[paths...]", "folders of connectors that stand side by side (default: the one you stand in)")
    .requiredOption("--to <version>", "version of Odoo to move to: 16.0, 17.0, 18.0 or 19.0");
  return withGrowOptions(command)
    .addHelpText(
      "after",
      `
Examples:
  $ odoo-connector migrate --to 19.0 addons/shopify_connector
  $ odoo-connector migrate --to 18.0 --dry-run --diff
  $ odoo-connector migrate --to 19.0 addons/shopify_connector addons/woocommerce_connector

Exit codes: 0 done, 1 done and findings are left for you, 2 bad usage or spec, 3 conflicts`,
    )
    .action(async (paths: string[], options: MigrateOptions) => {
      const { migrate } = await import("./migrate-action.ts");
      process.exitCode = await migrate(paths, options);
    });
}
