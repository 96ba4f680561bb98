/**
 * The parts of a concrete backend: options that a connector has only where its spec asks for what they govern.
 * A part is an entry here, its templates in `templates/connector/partials/backend/<name>/`, and, where its fields are
 * the same in every connector, a mixin of the runtime.
 */
import type { PlanContext } from "./context.ts";
import { switched } from "./features/listeners.ts";
import { dependencies } from "./features/manifest.ts";
import { hasImages } from "./stamps.ts";
import { pieces } from "./text.ts";
import { manyOf } from "./wording.ts";

interface BackendPart {
  /** Folder of its templates. */
  readonly name: string;
  readonly applies: (context: PlanContext) => boolean;
  /** Abstract model of the runtime that the backend inherits. */
  readonly mixin?: string;
  /** Which templates it has: `fields.py` and `methods.py` of the class, `view.xml` with xpaths into the form. */
  readonly templates: readonly ("fields.py" | "methods.py" | "view.xml")[];
  /** What its templates see beside the backend's own data. */
  readonly data?: (context: PlanContext) => Readonly<Record<string, unknown>>;
}

const has = ({ spec }: PlanContext, kind: string): boolean => spec.entities.some((entity) => entity.kind === kind);

/** In the order of the form. */
const BACKEND_PARTS: readonly BackendPart[] = [
  {
    name: "warehouse",
    applies: (context) => has(context, "stock") || (has(context, "order") && dependencies(context).includes("stock")),
    templates: ["fields.py", "methods.py", "view.xml"],
    data: (context) => ({
      warehouseHelp: pieces(
        !has(context, "stock")
          ? "Warehouse that delivers the imported orders."
          : has(context, "order")
            ? "Warehouse whose stock is synchronised, and that delivers the imported orders."
            : "Warehouse whose stock is synchronised.",
        16,
      ),
    }),
  },
  {
    name: "images",
    applies: ({ spec }) => spec.bindings.some(hasImages),
    mixin: "generic.image.backend.mixin",
    templates: ["view.xml"],
  },
  {
    name: "orders",
    applies: (context) => has(context, "order"),
    mixin: "generic.order.backend.mixin",
    templates: ["fields.py", "view.xml"],
  },
  {
    name: "refunds",
    applies: ({ spec }) => spec.entities.some((entity) => entity.order?.data.refunds !== undefined),
    mixin: "generic.refund.backend.mixin",
    templates: ["view.xml"],
  },
  {
    name: "payments",
    applies: ({ spec }) => spec.entities.some((entity) => entity.order?.data.payment !== undefined),
    mixin: "generic.payment.backend.mixin",
    templates: ["view.xml"],
  },
  {
    name: "order_states",
    applies: (context) => has(context, "order") && context.spec.tables.some(({ name }) => name === "order_state"),
    templates: ["fields.py"],
  },
  {
    name: "shipments",
    applies: ({ spec }) => spec.entities.some((entity) => entity.kind === "picking" && entity.imports),
    mixin: "generic.picking.backend.mixin",
    templates: ["view.xml"],
  },
  {
    name: "fulfilments",
    applies: ({ spec }) => spec.entities.some((entity) => entity.fulfilment?.notify !== undefined),
    templates: ["fields.py", "view.xml"],
    data: ({ spec }) => ({
      notifyHelp: pieces(`Let ${spec.connector.title} write to the customer when a delivery is exported.`, 16),
    }),
  },
  {
    name: "fulfilment_texts",
    applies: ({ spec }) => spec.entities.some((entity) => entity.fulfilment?.text !== undefined),
    mixin: "generic.fulfilment.backend.mixin",
    templates: [],
  },
  {
    name: "exports",
    applies: (context) => switched(context).length > 0,
    mixin: "generic.export.backend.mixin",
    templates: ["fields.py", "view.xml"],
    data: (context) => ({
      switches: switched(context).map((entity) => ({
        name: entity.names.exportSwitch,
        label: `Export Changed ${entity.names.labelPlural}`,
        help: pieces(
          entity.export?.unlinked === true
            ? `Exports ${manyOf(entity)} when they are made or changed in Odoo.`
            : `Exports ${manyOf(entity)} that are linked already when they are changed in Odoo.`,
          16,
        ),
      })),
    }),
  },
  {
    name: "accounting",
    applies: (context) => has(context, "invoice") || has(context, "payment"),
    mixin: "generic.accounting.backend.mixin",
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
    data: Object.assign({}, ...applying.map((part) => part.data?.(context) ?? {})) as Record<string, unknown>,
  };
}
