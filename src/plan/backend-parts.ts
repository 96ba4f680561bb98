/**
 * The parts of a concrete backend: options that a connector has only where its spec asks for what they govern.
 * A part is an entry here, its templates in `templates/connector/partials/backend/<name>/`, and, where its fields are
 * the same in every connector, a mixin of the runtime.
 */
import { optionFields, type OptionName, type OptionText, optionText } from "./backend-options.ts";
import type { PlanContext } from "./context.ts";
import { isMerged } from "./features/bindings.ts";
import { switched } from "./features/listeners.ts";
import { dependencies } from "./features/manifest.ts";
import { hasImages } from "./stamps.ts";
import { article, pieces } from "./text.ts";
import { manyOf, oneOf } from "./wording.ts";

interface BackendPart {
  /** Folder of its templates. */
  readonly name: string;
  readonly applies: (context: PlanContext) => boolean;
  /** Abstract model of the runtime that the backend inherits. */
  readonly mixin?: string;
  /** Which templates it has: `fields.py` and `methods.py` of the class, `view.xml` with xpaths into the form. */
  readonly templates: readonly ("fields.py" | "methods.py" | "view.xml")[];
  /** Its fields, in the order of the form: those of the same text everywhere by name. The README tells of each. */
  readonly options: (context: PlanContext) => readonly (OptionName | OptionText)[];
  /** What its templates see beside the backend's own data. */
  readonly data?: (context: PlanContext) => Readonly<Record<string, unknown>>;
}

/** Which orders and stock a warehouse is for. */
function warehouseHelp(context: PlanContext): string {
  if (!has(context, "stock")) return "Warehouse that delivers the imported orders.";
  return has(context, "order")
    ? "Warehouse whose stock is synchronised, and that delivers the imported orders."
    : "Warehouse whose stock is synchronised.";
}

const notifyHelp = ({ spec }: PlanContext): string =>
  `Let ${spec.connector.title} write to the customer when a delivery is exported.`;

/** A switch per entity that goes out by itself. */
function switches(context: PlanContext) {
  return switched(context).map((entity) => ({
    name: entity.names.exportSwitch,
    label: `Export Changed ${entity.names.labelPlural}`,
    help:
      entity.export?.unlinked === true
        ? `Exports ${manyOf(entity)} when they are made or changed in Odoo.`
        : `Exports ${manyOf(entity)} that are linked already when they are changed in Odoo.`,
  }));
}

/** Who wins where both sides changed a field: `[value, label]`. */
const POLICIES = [
  ["external_wins", "External Wins"],
  ["odoo_wins", "Odoo Wins"],
  ["newest_wins", "Newest Wins"],
  ["manual", "Ask a Person"],
] as const;

/** A policy per entity whose records are merged. */
function policies({ spec }: PlanContext) {
  return spec.entities.filter(isMerged).map((entity) => ({
    name: entity.names.conflictField,
    label: `Conflicts of ${entity.names.labelPlural}`,
    default: entity.conflict,
    // Where a record does not say when it changed, nobody knows which is the newest.
    choices: POLICIES.filter(([word]) => word !== "newest_wins" || entity.stamps.updated !== undefined),
    help: `Who wins where a field of ${article(oneOf(entity))} was changed on both sides since the last synchronisation.`,
  }));
}

const policyOptions = (context: PlanContext): OptionText[] =>
  policies(context).map(({ label, help, choices }) => ({
    label,
    help: `${help} Choices: ${choices.map(([, choice]) => choice).join("; ")}.`,
  }));

const hasStates = (context: PlanContext): boolean =>
  has(context, "order") && context.spec.tables.some(({ name }) => name === "order_state");
/** What becomes of orders has one choice more where their states are mapped. */
const STATE_CHOICE = "As their state is mapped";

const has = ({ spec }: PlanContext, kind: string): boolean => spec.entities.some((entity) => entity.kind === kind);

/** In the order of the form. */
const BACKEND_PARTS: readonly BackendPart[] = [
  {
    name: "warehouse",
    applies: (context) => has(context, "stock") || (has(context, "order") && dependencies(context).includes("stock")),
    templates: ["fields.py", "methods.py", "view.xml"],
    options: (context) => [{ label: "Warehouse", help: warehouseHelp(context) }],
    data: (context) => ({ warehouseHelp: pieces(warehouseHelp(context), 16) }),
  },
  {
    name: "images",
    applies: ({ spec }) => spec.bindings.some(hasImages),
    mixin: "generic.image.backend.mixin",
    options: () => ["import_images", "image_hosts"],
    templates: ["view.xml"],
  },
  {
    name: "orders",
    applies: (context) => has(context, "order"),
    mixin: "generic.order.backend.mixin",
    options: (context) => [
      optionText("order_confirmation", hasStates(context) ? [STATE_CHOICE] : []),
      ...(["order_total_tolerance", "delivery_product_id", "discount_product_id"] as const),
    ],
    templates: ["fields.py", "view.xml"],
  },
  {
    name: "refunds",
    applies: ({ spec }) => spec.entities.some((entity) => entity.order?.data.refunds !== undefined),
    mixin: "generic.refund.backend.mixin",
    options: () => ["refund_policy"],
    templates: ["view.xml"],
  },
  {
    name: "payments",
    applies: ({ spec }) => spec.entities.some((entity) => entity.order?.data.payment !== undefined),
    mixin: "generic.payment.backend.mixin",
    options: () => ["invoice_policy_paid", "record_payments"],
    templates: ["view.xml"],
  },
  {
    name: "order_states",
    applies: hasStates,
    options: () => [],
    templates: ["fields.py"],
    data: () => ({ stateChoice: STATE_CHOICE }),
  },
  {
    name: "shipments",
    applies: ({ spec }) => spec.entities.some((entity) => entity.kind === "picking" && entity.imports),
    mixin: "generic.picking.backend.mixin",
    options: () => ["shipment_validation", "unknown_shipment"],
    templates: ["view.xml"],
  },
  {
    name: "fulfilments",
    applies: ({ spec }) => spec.entities.some((entity) => entity.fulfilment?.notify !== undefined),
    options: (context) => [{ label: "Notify Customers", help: notifyHelp(context) }],
    templates: ["fields.py", "view.xml"],
    data: (context) => ({ notifyHelp: pieces(notifyHelp(context), 16) }),
  },
  {
    name: "fulfilment_texts",
    applies: ({ spec }) => spec.entities.some((entity) => entity.fulfilment?.text !== undefined),
    mixin: "generic.fulfilment.backend.mixin",
    options: () => [],
    templates: [],
  },
  {
    name: "conflicts",
    applies: ({ spec }) => spec.entities.some(isMerged),
    options: policyOptions,
    templates: ["fields.py", "view.xml"],
    data: (context) => ({ policies: policies(context).map((one) => ({ ...one, help: pieces(one.help, 16) })) }),
  },
  {
    name: "exports",
    applies: (context) => switched(context).length > 0,
    mixin: "generic.export.backend.mixin",
    options: switches,
    templates: ["fields.py", "view.xml"],
    data: (context) => ({ switches: switches(context).map((one) => ({ ...one, help: pieces(one.help, 16) })) }),
  },
  {
    name: "accounting",
    applies: (context) => has(context, "invoice") || has(context, "payment"),
    mixin: "generic.accounting.backend.mixin",
    options: (context) => ["document_posting", ...(has(context, "payment") ? (["payment_journal_id"] as const) : [])],
    templates: ["fields.py", "methods.py", "view.xml"],
    data: (context) => ({ hasPayments: has(context, "payment"), hasOrders: has(context, "order") }),
  },
];

/** Mixins, template data and the partials of the parts that a connector has. */
export function backendParts(context: PlanContext): {
  readonly inherits: readonly string[];
  readonly parts: Readonly<Record<"fields" | "methods" | "view", readonly { readonly template: string }[]>>;
  readonly data: Readonly<Record<string, unknown>>;
} {
  const applying = BACKEND_PARTS.filter((part) => part.applies(context));
  const partials = (file: BackendPart["templates"][number]) =>
    applying
      .filter((part) => part.templates.includes(file))
      .map((part) => ({ template: `connector/partials/backend/${part.name}/${file}` }));
  return {
    inherits: ["generic.backend.mixin", ...applying.flatMap(({ mixin }) => (mixin === undefined ? [] : [mixin]))],
    parts: { fields: partials("fields.py"), methods: partials("methods.py"), view: partials("view.xml") },
    data: Object.assign({ options: optionFields() }, ...applying.map((part) => part.data?.(context) ?? {})) as Record<
      string,
      unknown
    >,
  };
}

/** The options of a backend in words, in the order of the form. */
export function backendOptions(context: PlanContext): readonly OptionText[] {
  return BACKEND_PARTS.filter((part) => part.applies(context))
    .flatMap((part) => part.options(context))
    .map((option) => (typeof option === "string" ? optionText(option) : option));
}
