/** What a bookkeeping system exchanges. */
import { article, CHANGES, type DraftEntity, type DraftType, partner, rest } from "./parts.ts";

type Invoice = NonNullable<DraftEntity["invoice"]>;

const STATE = { path: "status", draft: ["draft"], posted: ["open"], paid: ["paid"], cancelled: ["void"] };

/** Invoices and bills are told apart by their address, each with its credit notes. */
function document(name: string, type: Invoice["type"]): DraftEntity {
  const plural = `${name}s`;
  return {
    name,
    model: "account.move",
    direction: "both",
    conflict: "external_wins",
    depends: ["partner", "product"],
    id: "id",
    name_path: "number",
    ...CHANGES,
    endpoints: { ...rest(plural), search: `GET /${plural}?number={number}` },
    status: { path: "status" },
    mapping: [{ odoo: "narration", remote: "note", direction: "import" }],
    invoice: {
      type,
      partner: { id: "partner_id", entity: "partner" },
      number: "number",
      reference: "reference",
      date: "date",
      due: "due_date",
      currency: "currency",
      total: "total",
      total_tax: "total_tax",
      lines: {
        path: "lines",
        id: "id",
        product: { path: "product_id", entity: "product" },
        sku: "sku",
        name: "description",
        quantity: "quantity",
        price: "unit_price",
        discount: { percent: "discount_percent" },
        taxes: { rate: "tax_rate", percent: true },
      },
      state: STATE,
    },
  };
}

const PAYMENT: DraftEntity = {
  name: "payment",
  model: "account.payment",
  direction: "both",
  conflict: "external_wins",
  depends: ["partner", "invoice", "bill"],
  id: "id",
  name_path: "number",
  ...CHANGES,
  endpoints: { ...rest("payments"), search: "GET /payments?number={number}" },
  status: { path: "status" },
  payment: {
    type: { path: "type", values: { received: "inbound", sent: "outbound" } },
    partner: { id: "partner_id", entity: "partner" },
    number: "number",
    amount: "amount",
    date: "date",
    currency: "currency",
    reference: "reference",
    method: "method",
    invoices: [
      { path: "allocations", id: "invoice_id", entity: "invoice" },
      { path: "allocations", id: "bill_id", entity: "bill" },
    ],
    state: { path: "status", posted: ["completed"], cancelled: ["void"] },
  },
};

export const ACCOUNTING: DraftType = [
  partner("partner"),
  article(),
  document("invoice", { path: "type", values: { invoice: "out_invoice", credit_note: "out_refund" } }),
  document("bill", { path: "type", values: { bill: "in_invoice", credit_note: "in_refund" } }),
  PAYMENT,
];
