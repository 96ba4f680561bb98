import { Command } from "commander";
import { type AddOptions, withAddOptions } from "./add-options.ts";
import { whileFormattersStart } from "./formatting.ts";

export interface AddAuthOptions extends AddOptions {
  replace?: boolean;
}

/** `add-auth`: another way to authenticate. */
export function addAuthCommand(): Command {
  const command = new Command("add-auth")
    .description("let backends authenticate another way: chosen by a field of the backend, or instead of the usual one")
    .argument("[kind]", "header, bearer, basic, query, oauth1 or none")
    .option("--replace", "in the place of the way that is there");
  return withAddOptions(command)
    .addHelpText(
      "after",
      `
Examples:
  $ odoo-connector add-auth oauth1 --connector addons/woocommerce_connector
  $ odoo-connector add-auth bearer --replace

Exit codes: 0 done, 2 bad usage or spec, 3 conflicts`,
    )
    .action((kind: string | undefined, options: AddAuthOptions) =>
      whileFormattersStart(async (formatters) => {
        const { addAuth } = await import("./add-auth-action.ts");
        return addAuth(kind, options, formatters);
      }),
    );
}
