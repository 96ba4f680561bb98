import { Command } from "commander";
import { ConnectorError } from "../errors.ts";

/** `validate-connector`: announced, so that scripts and people learn at once that this version lacks it. */
export function validateConnectorCommand(): Command {
  return new Command("validate-connector")
    .description("validate any connector addon (comes with a later version)")
    .allowUnknownOption()
    .allowExcessArguments()
    .option("--json", "print one JSON document")
    .action(() => {
      throw new ConnectorError({
        message: "validate-connector comes with a later version of this tool",
        hint: "odoo-connector lab test ADDON installs the addon in a real Odoo and runs its tests",
      });
    });
}
