import { Command } from "commander";
import { type AddOptions, withAddOptions } from "./add-options.ts";
import { whileFormattersStart } from "./formatting.ts";

export interface AddFieldOptions extends AddOptions {
  remote?: string;
  direction?: string;
  transform?: string;
}

/** `add-field`: more of a record is exchanged. */
export function addFieldCommand(): Command {
  const command = new Command("add-field")
    .description("exchange more fields of an entity: lines of its mapping")
    .argument("[entity]", "an entity of the connector, or a part of one: customer, variant")
    .argument("[fields...]", "fields of its model, as FIELD or FIELD:remote.path")
    .option("--remote <path>", "place in the remote record: address.city (default: what is known, or the field's name)")
    .option("--direction <direction>", "import, export or both (default: that of the entity)")
    .option("--transform <transform>", "as in a spec: country, '{ lookup: customer }', '[first, iso8601]'");
  return withAddOptions(command)
    .addHelpText(
      "after",
      `
Examples:
  $ odoo-connector add-field customer vat --remote tax_number --connector addons/shopify_connector
  $ odoo-connector add-field contact ref website:links.home
  $ odoo-connector add-field contact industry_id --remote industry --transform '{ find: name, missing: create }'

Exit codes: 0 done, 2 bad usage or spec, 3 conflicts`,
    )
    .action((entity: string | undefined, fields: string[], options: AddFieldOptions) =>
      whileFormattersStart(async (formatters) => {
        const { addField } = await import("./add-field-action.ts");
        return addField(entity, fields, options, formatters);
      }),
    );
}
