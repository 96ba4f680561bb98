/**
 * What people choose on a backend beside its address and credentials: label, help and choices of each field, for the
 * field itself (the runtime's mixins, the connector's own class) and for the table of the README.
 */
import { automaticLabel } from "./models.ts";
import { pieces } from "./text.ts";

interface Option {
  /** Where it is not the name in words. */
  readonly label?: string;
  /** `[value, label]` of a selection. */
  readonly choices?: readonly (readonly [string, string])[];
  readonly help: string;
}

/** By the field's name. */
const OPTIONS = {
  import_images: {
    help: "Pictures are fetched by jobs of their own after the records came in.",
  },
  image_hosts: {
    label: "Trusted Image Hosts",
    help:
      "Pictures come over https and from public addresses only. Hosts that are named here (comma-separated, host or " +
      "host:port) may be private ones, and may speak http.",
  },
  order_confirmation: {
    label: "Imported Orders",
    choices: [
      ["draft", "Leave as quotation"],
      ["paid", "Confirm when paid"],
      ["always", "Confirm always"],
    ],
    help: "What becomes of an order when it comes in.",
  },
  order_total_tolerance: {
    label: "Tolerance of Totals",
    help:
      "An imported order whose total differs from the remote one by more than this is not imported but becomes a dead " +
      "letter.",
  },
  delivery_product_id: {
    label: "Shipping Product",
    help: "Service on the shipping lines of orders; one is made when it is empty.",
  },
  discount_product_id: {
    help: "Service on discount lines; one is made when it is empty.",
  },
  refund_policy: {
    label: "Refunds Become",
    choices: [
      ["none", "Nothing"],
      ["credit_note", "Credit note"],
      ["return", "Return of the goods"],
      ["both", "Credit note and return"],
    ],
    help:
      "What is not invoiced yet is taken off the lines of the order instead of being credited. What is not delivered " +
      "yet is not delivered any more.",
  },
  invoice_policy_paid: {
    label: "When an Order Is Paid",
    choices: [
      ["none", "Nothing"],
      ["draft", "Make a draft invoice"],
      ["post", "Make an invoice and post it"],
    ],
    help:
      "For confirmed orders of which nothing is invoiced yet, as far as the invoicing policy of the products lets them " +
      "be invoiced.",
  },
  record_payments: {
    label: "Payments of Orders",
    choices: [
      ["none", "Do not record"],
      ["invoice", "Register on the posted invoice"],
    ],
    help: "The mapping table of payment methods says the journal.",
  },
  shipment_validation: {
    label: "Shipped Transfers",
    choices: [
      ["none", "Only note carrier, tracking and quantities"],
      ["backorder", "Validate, and backorder what is missing"],
      ["cancel", "Validate, and cancel what is missing"],
    ],
    help: "What becomes of a transfer when the external system says that it was shipped.",
  },
  unknown_shipment: {
    label: "When a Shipment Is Unknown",
    choices: [
      ["skip", "Leave it out"],
      ["fail", "Make it a dead letter"],
    ],
    help: "What to do with a shipment that belongs to no transfer of Odoo: somebody else made it in the external system.",
  },
  document_posting: {
    label: "Imported Invoices and Payments",
    choices: [
      ["draft", "Leave as draft"],
      ["post", "Post what is final"],
    ],
    help:
      "What is posted is not changed any more: where the external document says something else later, it becomes a " +
      "dead letter.",
  },
  payment_journal_id: {
    help: "Journal of imported payments whose method has none of its own.",
  },
} as const satisfies Readonly<Record<string, Option>>;

export type OptionName = keyof typeof OPTIONS;

/** An option as the README tells of it. */
export interface OptionText {
  readonly label: string;
  readonly help: string;
}

/** The options as templates of Python write them: labels where they are needed, helps in pieces. */
export function optionFields(): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(OPTIONS).map(([name, option]: [string, Option]) => [
      name,
      { ...option, help: pieces(option.help, 16) },
    ]),
  );
}

/**
 * An option in words, its choices among them.
 * @param more labels of choices that a connector adds
 */
export function optionText(name: OptionName, more: readonly string[] = []): OptionText {
  const { label, choices = [], help }: Option = OPTIONS[name];
  const words = [...choices.map(([, choice]) => choice), ...more].join("; ");
  return { label: label ?? automaticLabel(name), help: words === "" ? help : `${help} Choices: ${words}.` };
}
