import { Command } from "commander";
import { ConnectorError } from "../errors.ts";

/** `add-binding`: announced, so that scripts and people learn at once that this version lacks it. */
export function addBindingCommand(): Command {
  return new Command("add-binding")
    .description("add an entity to a connector (comes with a later version)")
    .allowUnknownOption()
    .allowExcessArguments()
    .option("--json", "print one JSON document")
    .action(() => {
      throw new ConnectorError({
        message: "add-binding comes with a later version of this tool",
        hint: "add the entity to the addon's connector.yaml and run init-connector again",
      });
    });
}
