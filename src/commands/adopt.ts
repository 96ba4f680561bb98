import { Command } from "commander";

/** Options of `adopt`. */
export interface AdoptOptions {
  odoo?: string;
  backend?: string;
  name?: string;
  type?: string;
  baseUrl?: string;
  dryRun?: boolean;
  diff?: boolean;
  yes?: boolean;
  quiet?: boolean;
  json?: boolean;
  debug?: boolean;
  color?: boolean;
}

/** `adopt`: a connector that this tool did not make gets a spec. */
export function adoptCommand(): Command {
  return new Command("adopt")
    .description("let a connector that this tool did not make grow: writes the connector.yaml that its code shows")
    .argument("[path]", "folder of the addon (default: the one you stand in)")
    .option("--odoo <version>", "the version of Odoo it is for (default: what the manifest's version begins with)")
    .option("--backend <model>", "its backend, where it has several: acme.backend")
    .option("--name <name>", "what generated models and their folder begin with (default: made of the backend's name)")
    .option("--type <type>", "what kind of system it is: ecommerce, logistics, accounting, crm or payment")
    .option("--base-url <url>", "address that requests begin with, where the code does not say it")
    .option("--dry-run", "infer everything, write nothing")
    .option("--diff", "print what is written as a unified diff")
    .option("-y, --yes", "ask nothing")
    .option("-q, --quiet", "print errors only")
    .option("--json", "print one JSON document")
    .option("--debug", "print where an internal error came from")
    .option("--no-color", "print no colours")
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
