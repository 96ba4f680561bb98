import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../src/mock/json.ts";
import { refundOrder } from "../../../src/systems/shopify-order.mock.ts";

const order = (values: JsonObject = {}): JsonObject => ({
  id: 1n,
  currency: "EUR",
  taxes_included: false,
  current_total_price: "30.94",
  current_total_tax: "4.94",
  line_items: [
    {
      id: 11n,
      price: "10.00",
      quantity: 3,
      discount_allocations: [{ amount: "4.00" }],
      tax_lines: [{ price: "4.94" }],
    },
  ],
  shipping_lines: [{ discounted_price: "5.00", tax_lines: [{ price: "0.95" }] }],
  refunds: [],
  ...values,
});
const at = "2026-11-22T10:00:00Z";

describe("a refund of an order", () => {
  it("pays back the line's share with its taxes, and says what is left", () => {
    const changed = refundOrder(order(), { id: 7n, at, lines: [{ line: 0, quantity: 1, restock: "return" }] });
    const [refund] = changed.refunds as JsonObject[];
    expect(refund).toMatchObject({
      refund_line_items: [
        { line_item_id: 11n, quantity: 1, restock_type: "return", subtotal: "8.67", total_tax: "1.65" },
      ],
      transactions: [{ kind: "refund", status: "success", amount: "10.32" }],
    });
    expect(changed).toMatchObject({ financial_status: "partially_refunded", current_total_price: "20.62" });
  });

  it("takes taxes as part of prices that include them", () => {
    const changed = refundOrder(order({ taxes_included: true }), {
      id: 7n,
      at,
      lines: [{ line: 0, quantity: 3, restock: "no_restock" }],
    });
    expect((changed.refunds as JsonObject[])[0]).toMatchObject({ transactions: [{ amount: "26.00" }] });
  });

  it("writes shipping and discrepancies as negative adjustments", () => {
    const changed = refundOrder(order(), { id: 7n, at, lines: [], shipping: 250, discrepancy: -100 });
    expect((changed.refunds as JsonObject[])[0]).toMatchObject({
      order_adjustments: [
        { kind: "shipping_refund", amount: "-2.50", tax_amount: "-0.48" },
        { kind: "refund_discrepancy", amount: "1.00" },
      ],
      transactions: [{ amount: "1.98" }],
    });
  });
});
