import { Command } from "commander";
import { ConnectorError } from "../errors.ts";
import { type GrowOptions, withGrowOptions } from "./grow-options.ts";

export interface UpgradeOptions extends GrowOptions {
  continue?: boolean;
  abort?: boolean;
  restore?: boolean;
}

/** `upgrade`: a connector is brought to its spec and to the templates of this version. */
export function upgradeCommand(): Command {
  const command = new Command("upgrade")
    .description(
      "bring a connector and its runtime addons to this version and to connector.yaml; your edits are merged",
    )
    .argument("[path]", "folder of the connector (default: the one you stand in)")
    .option("--restore", "bring back files that you deleted, too")
    .option("--continue", "forget the last merge: its conflicts are settled")
    .option("--abort", "go back to what stood there before the last merge");
  return withGrowOptions(command)
    .addHelpText(
      "after",
      `
Examples:
  $ odoo-connector upgrade addons/shopify_connector
  $ odoo-connector upgrade --dry-run --diff
  $ odoo-connector upgrade --continue

Exit codes: 0 done, 2 bad usage or spec, 3 conflicts`,
    )
    .action(async (path: string | undefined, options: UpgradeOptions) => {
      const ways = (["continue", "abort", "restore"] as const).filter((way) => options[way]);
      if (ways.length > 1) {
        throw new ConnectorError({ place: ways.map((way) => `--${way}`).join(" "), message: "one of them, not both" });
      }
      const { upgrade } = await import("./upgrade-action.ts");
      process.exitCode = await upgrade(path, options);
    });
}
