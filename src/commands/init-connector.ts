import { Command } from "commander";
import { ConnectorError } from "../errors.ts";
import type { InitOptions } from "./init-connector-action.ts";
import { whileFormattersStart } from "./formatting.ts";
import { list, many } from "./option-words.ts";

/** `init-connector`: a spec becomes an addon. */
export function initConnectorCommand(): Command {
  const command = new Command("init-connector")
    .description("generate a connector addon for Odoo, or bring one up to date with its connector.yaml")
    .argument("[name]", "technical name of the external system: a known one (shopify) or your own (my_shop)")
    .option("--type <type>", "type of an unknown system: ecommerce, logistics, accounting or crm")
    .option("--path <dir>", "addons folder to write to (default: here)")
    .option("--odoo <version>", "16.0, 17.0, 18.0 or 19.0 (default: 19.0, or that of the addon which is there)")
    .option(
      "--entities <names>",
      "records to exchange, separated by commas (default: all); of an unknown system also NAME:MODEL[:DIRECTION]",
      list,
    )
    .option("--direction <direction>", "import, export or both (default: both, as far as the spec goes)")
    .option("--base-url <url>", "base URL of the API; {field} becomes a field of the backend")
    .option(
      "--auth <kind>",
      "how an unknown system authenticates: header, bearer, basic, query or none (default: header)",
    )
    .option("--pagination <kind>", "how it pages its lists: page, offset, cursor, link_header or none (default: page)")
    .option("--api-docs <url>", "where the API is documented")
    .option("--webhooks", "receive the system's webhooks")
    .option("--no-webhooks", "leave webhooks out")
    .option("--spec <file>", "generate from this connector.yaml; - is the standard input")
    .option("--set <key=value>", "change a key of the spec: entities.order.direction=import (repeatable)", many)
    .option("--addons-path <dir>", "other addons folder; runtime addons found there are not placed (repeatable)", many)
    .option("--author <name>", "author in the manifest")
    .option(
      "--license <license>",
      "licence in the manifest: LGPL-3, AGPL-3, GPL-3, OPL-1 or Other proprietary (default: LGPL-3)",
    )
    .option(
      "--packaging <files>",
      "files to build and check the addon by itself, separated by commas: pyproject, pre_commit",
      list,
    )
    .option("--dry-run", "plan everything, write nothing")
    .option("--diff", "print the changes as a unified diff")
    .option("--force", "overwrite files that were edited or not written by this tool")
    .option("-y, --yes", "ask nothing, take the defaults")
    .option("-q, --quiet", "print errors only")
    .option("--json", "print one JSON document")
    .option("--debug", "print where an internal error came from")
    .option("--no-color", "print no colours")
    .addHelpText(
      "after",
      `
Examples:
  $ init-connector shopify --type ecommerce --path ./addons
  $ init-connector shopify --odoo 18.0 --entities customer,product --no-webhooks
  $ init-connector acme --type crm --base-url https://api.acme.example/v1 --auth bearer --pagination cursor
  $ init-connector --spec ./connector.yaml --path ./addons --dry-run --diff
  $ init-connector shopify --set system.pagination.size=100 --set connector.title="My Shop"`,
    );
  // They share one key of the options, where the second would win without a word.
  const said = new Set<string>();
  for (const word of ["webhooks", "no-webhooks"]) command.on(`option:${word}`, () => said.add(word));
  return command.action(async (name: string | undefined, options: InitOptions) => {
    if (said.size > 1) {
      throw new ConnectorError({ place: "--webhooks --no-webhooks", message: "one of them, not both" });
    }
    await whileFormattersStart(async (formatters) => {
      const { initConnector } = await import("./init-connector-action.ts");
      return initConnector(name, options, formatters);
    });
  });
}
