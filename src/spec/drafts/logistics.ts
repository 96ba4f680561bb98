/** What a warehouse or a carrier exchanges. */
import { address, article, CHANGES, type DraftEntity, type DraftType, partner, rest, stockLevel } from "./parts.ts";

/** What has to be shipped goes out when it is ready; carrier, tracking and shipped quantities come back. */
const DELIVERY: DraftEntity = {
  name: "delivery",
  model: "stock.picking",
  direction: "both",
  conflict: "external_wins",
  depends: ["partner", "product"],
  id: "id",
  name_path: "reference",
  ...CHANGES,
  endpoints: {
    ...rest("deliveries"),
    search: "GET /deliveries?reference={reference}",
    actions: { cancel: "POST /deliveries/{id}/cancel" },
  },
  match_on: [{ odoo: "name", remote: "reference" }],
  mapping: [
    { odoo: "name", remote: "reference", direction: "export" },
    { odoo: "origin", remote: "order_reference", direction: "export" },
    { odoo: "scheduled_date", remote: "scheduled_at", transform: "iso8601", direction: "export" },
    { odoo: "carrier_tracking_ref", remote: "tracking_number", direction: "import" },
    { odoo: "date_done", remote: "shipped_at", transform: "iso8601", direction: "import" },
  ],
  picking: {
    type: "outgoing",
    customer: { path: "partner_id", entity: "partner" },
    address: {
      path: "ship_to",
      mapping: [
        { odoo: "name", remote: "name" },
        { odoo: "email", remote: "email" },
        { odoo: "phone", remote: "phone" },
        ...address(""),
      ],
    },
    carrier: "carrier",
    lines: {
      path: "lines",
      reference: "reference",
      product: { path: "product_id", entity: "product" },
      sku: "sku",
      name: "name",
      quantity: "quantity",
      done: "shipped_quantity",
    },
    status: { path: "status", done: ["shipped", "delivered"], cancelled: ["cancelled"] },
  },
};

export const LOGISTICS: DraftType = [partner("partner"), article(), DELIVERY, stockLevel("stock", "product")];
