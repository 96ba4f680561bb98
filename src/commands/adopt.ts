import { Command } from "commander";
import { type WritingOptions, withWritingOptions } from "./grow-options.ts";

/** Options of `adopt`. */
export interface AdoptOptions extends WritingOptions {
  odoo?: string;
  backend?: string;
  name?: string;
  type?: string;
  baseUrl?: string;
}

/** `adopt`: a connector that this tool did not make gets a spec. */
export function adoptCommand(): Command {
  const command = new Command("adopt")
    .description("let a connector that this tool did not make grow: writes the connector.yaml that its code shows")
    .argument("[path]", "folder of the addon (default: the one you stand in)")
    .option("--odoo <version>", "the version of Odoo it is for (default: what the manifest's version begins with)")
    .option("--backend <model>", "its backend, where it has several: acme.backend")
    .option("--name <name>", "what generated models and their folder begin with (default: made of the backend's name)")
    .option("--type <type>", "what kind of system it is: ecommerce, logistics, accounting, crm or payment")
    .option("--base-url <url>", "address that requests begin with, where the code does not say it");
  return withWritingOptions(command)
    .addHelpText(
      "after",
      `
Your code stays as it is. What cannot be read from it is listed, and never guessed.

Examples:
  $ odoo-connector adopt addons/connector_acme --type ecommerce
  $ odoo-connector adopt addons/connector_acme --dry-run --diff
  $ odoo-connector add-binding customer --odoo-model res.partner --connector addons/connector_acme

Exit codes: 0 done, 2 no connector or bad usage, 3 conflict`,
    )
    .action(async (path: string | undefined, options: AdoptOptions) => {
      const { adopt } = await import("./adopt-action.ts");
      process.exitCode = await adopt(path, options);
    });
}
