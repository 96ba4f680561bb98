import { Command } from "commander";
import { type AddOptions, withAddOptions } from "./add-options.ts";
import { whileFormattersStart } from "./formatting.ts";

export interface AddWebhookOptions extends AddOptions {
  entity?: string;
  event?: string;
}

/** `add-webhook`: topics that a connector handles. */
export function addWebhookCommand(): Command {
  const command = new Command("add-webhook")
    .description("let a connector handle topics of the system's webhooks; how they arrive comes along")
    .argument("[topics...]", "as the system writes them: orders/create")
    .option("--entity <name>", "what the topics tell of (default: what is known of them)")
    .option(
      "--event <event>",
      "what happened then: created, updated, deleted (default: what the topic's last word says)",
    );
  return withAddOptions(command)
    .addHelpText(
      "after",
      `
Examples:
  $ odoo-connector add-webhook customers/create customers/update --connector addons/shopify_connector
  $ odoo-connector add-webhook ticket.closed --entity ticket --event updated

Exit codes: 0 done, 2 bad usage or spec, 3 conflicts`,
    )
    .action((topics: string[], options: AddWebhookOptions) =>
      whileFormattersStart(async (formatters) => {
        const { addWebhook } = await import("./add-webhook-action.ts");
        return addWebhook(topics, options, formatters);
      }),
    );
}
