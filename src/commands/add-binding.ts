import { Command } from "commander";
import { type AddOptions, withAddOptions } from "./add-options.ts";
import { whileFormattersStart } from "./formatting.ts";
import { list } from "./option-words.ts";

export interface AddBindingOptions extends AddOptions {
  odooModel?: string;
  direction?: string;
  fields?: string[];
  endpoint?: string;
  matchOn?: string[];
}

/** `add-binding`: one more entity in a connector. */
export function addBindingCommand(): Command {
  const command = new Command("add-binding")
    .description("add an entity to a connector: binding, mapper, importer, exporter, views, rights, jobs and tests")
    .argument("[entity]", "its name: one that the system is known to have (customer), or your own (ticket)")
    .option("--odoo-model <model>", "what it is in Odoo: res.partner (default: what is known of the entity)")
    .option("--direction <direction>", "import, export or both (default: both, as far as the system goes)")
    .option(
      "--fields <names>",
      "fields to exchange, separated by commas, as FIELD or FIELD:remote.path (default: what is known or proposed)",
      list,
    )
    .option("--endpoint <path>", "path of the collection below the base URL: /contacts.json")
    .option("--match-on <names>", "fields that records are recognised by, as FIELD or FIELD:remote.path", list);
  return withAddOptions(command)
    .addHelpText(
      "after",
      `
Examples:
  $ add-binding customer --odoo-model res.partner --connector addons/shopify_connector
  $ add-binding ticket --odoo-model project.task --direction import --endpoint /v2/tickets
  $ add-binding vendor --odoo-model res.partner --fields name,email:contact.mail,vat --match-on email
  $ add-binding customer --dry-run --diff

Exit codes: 0 done, 2 bad usage or spec, 3 conflicts`,
    )
    .action((entity: string | undefined, options: AddBindingOptions) =>
      whileFormattersStart(async (formatters) => {
        const { addBinding } = await import("./add-binding-action.ts");
        return addBinding(entity, options, formatters);
      }),
    );
}
