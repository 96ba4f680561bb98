import type { ResolvedEntity } from "../../spec/resolved.ts";
import type { AddonFile, PlanContext } from "../context.ts";
import { manyOf } from "../wording.ts";

/** Models whose changes change an exported record, the fields that matter, and the way from them to that record. */
interface Watched {
  readonly model: string;
  /** Empty for the record's own model. */
  readonly step: string;
  readonly fields: readonly string[];
}

/** Entities that have a switch on the backend. */
export function switched({ spec }: PlanContext): readonly ResolvedEntity[] {
  return spec.entities.filter((entity) => entity.export !== undefined && entity.export.onChange !== false);
}

/** Fields that an entity's own mapping sends. */
const sent = (entity: ResolvedEntity): string[] =>
  entity.mapping.filter((mapping) => mapping.exports).map((mapping) => mapping.odoo);

/** Models that people archive, among those that are exported. */
const ARCHIVED_MODELS: readonly string[] = ["product.template", "product.product", "res.partner"];

const isTransfer = ({ kind }: ResolvedEntity): boolean => kind === "picking" || kind === "fulfilment";

const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();

/** What an export of this entity reads, as far as the runtime's exporter for its kind reads more than the mapping. */
function readBy({ cap }: PlanContext, entity: ResolvedEntity): Watched[] {
  const own = (...more: string[]): Watched => ({ model: entity.model, step: "", fields: [...sent(entity), ...more] });
  switch (entity.kind) {
    case "product": {
      const variant = entity.children.find((child) => child.kind === "variant");
      const options = entity.options === undefined ? [] : ["attribute_line_ids"];
      if (variant === undefined) return [own(...options)];
      return [own(...options), { model: variant.model, step: "product_tmpl_id", fields: [...sent(variant), "active"] }];
    }
    case "stock":
      // The level is bound to its product; what changes is the product's quants.
      return [{ model: "stock.quant", step: "product_id", fields: ["quantity", "reserved_quantity"] }];
    case "order":
      return [
        own("partner_id", "partner_invoice_id", "partner_shipping_id", "pricelist_id", "order_line"),
        {
          model: "sale.order.line",
          step: "order_id",
          fields: ["product_id", "name", "product_uom_qty", cap.saleLineUomField, "price_unit", "discount"].concat(
            cap.saleLineTaxField,
          ),
        },
      ];
    case "picking":
    case "fulfilment":
      // A transfer's own state is computed from its moves.
      return [
        own("partner_id", "carrier_id", "carrier_tracking_ref", "date_done", "scheduled_date"),
        { model: "stock.move", step: "picking_id", fields: ["product_uom_qty", cap.stockMoveQuantityField, "state"] },
      ];
    case "invoice":
      // Only what is posted is sent, and then nothing else of it changes.
      return [own("state", "payment_state")];
    case "payment":
      return [
        own("state"),
        // Until 17.0 the state is that of the journal entry.
        ...(cap.paymentMatchesInvoices ? [] : [{ model: "account.move", step: "payment_id", fields: ["state"] }]),
      ];
    default:
      return [own()];
  }
}

/** Whether an archived record is deleted over there: where the system has a place for `active`, that is sent. */
const deletesArchived = (entity: ResolvedEntity): boolean =>
  entity.export?.onDelete === "delete" && ARCHIVED_MODELS.includes(entity.model) && !sent(entity).includes("active");

/** What a listener hears; the condition of the export is read too. */
function watchedBy(context: PlanContext, entity: ResolvedEntity): Watched[] {
  const rules = entity.export;
  if (rules === undefined) return [];
  const named = typeof rules.onChange === "boolean" ? undefined : rules.onChange;
  const found: Watched[] =
    named === undefined ? readBy(context, entity) : [{ model: entity.model, step: "", fields: named }];
  const conditions = rules.when.flatMap((leaf) => (Array.isArray(leaf) ? [String(leaf[0]).split(".")[0] ?? ""] : []));
  const own = deletesArchived(entity) ? [...conditions, "active"] : conditions;
  return found.map((watched) => ({
    ...watched,
    fields: distinct(watched.step === "" ? [...watched.fields, ...own] : watched.fields),
  }));
}

/** components/listener.py: per entity with a switch, what a change of its records does. */
export function listeners(context: PlanContext): AddonFile[] {
  const entities = switched(context);
  if (entities.length === 0) return [];
  return [
    {
      path: "components/listener.py",
      template: "components/listener.py",
      data: {
        listeners: entities.map((entity) => {
          const watched = watchedBy(context, entity);
          const steps = watched.filter(({ step }) => step !== "");
          return {
            entity,
            what: manyOf(entity),
            base: isTransfer(entity) ? "generic.picking.listener" : "generic.export.listener",
            applyOn: watched.map(({ model }) => model),
            watched: watched.map(({ model, fields }) => ({ model, fields })),
            hasSteps: steps.length > 0,
            steps: Object.fromEntries(steps.map(({ model, step }) => [model, step])),
            unlinked: entity.export?.unlinked === true,
            deletes: entity.export?.onDelete === "delete",
            deletesArchived: deletesArchived(entity),
          };
        }),
      },
    },
  ];
}
