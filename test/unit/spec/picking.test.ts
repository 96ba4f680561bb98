import { describe, expect, it } from "vitest";
import { draftSpec } from "../../../src/spec/draft.ts";
import { validateSpec } from "../../../src/spec/faults.ts";
import { assertRenderable } from "../../../src/spec/renderable.ts";
import { resolveSpec } from "../../../src/spec/resolve.ts";
import type { Spec } from "../../../src/spec/schema.ts";
import { problemsOf } from "./helpers.ts";

/** A warehouse, as it is drafted. */
function warehouse(): Spec {
  return structuredClone(draftSpec({ name: "acme", type: "logistics", baseUrl: "https://api.example.com/v1" }));
}

function delivery(spec: Spec): Spec["entities"][number] {
  const found = spec.entities.find((entity) => entity.name === "delivery");
  if (found === undefined) throw new Error("no delivery");
  return found;
}

it("puts binding models where a transfer names entities", () => {
  const resolved = resolveSpec(warehouse());
  const entity = resolved.entities.find((one) => one.name === "delivery");
  expect(entity?.kind).toBe("picking");
  expect(entity?.stamps.status).toBe("status");
  expect(entity?.keep.map((kept) => kept.field)).toEqual(["external_carrier"]);
  expect(entity?.picking?.data).toMatchObject({
    type: "outgoing",
    customer: { path: "partner_id", model: "acme.res.partner" },
    address: "ship_to",
    lines: { product: { path: "product_id", model: "acme.product.product" } },
  });
  expect(entity?.resource.cancel).toBe("POST /deliveries/{id}/cancel");
});

describe("refuses", () => {
  it.each<[string, (spec: Spec) => void, string]>([
    ["another model", (spec) => (delivery(spec).model = "sale.order"), "entities.delivery.model"],
    [
      "an unknown product",
      (spec) => Object.assign(delivery(spec).picking?.lines ?? {}, { product: { path: "p", entity: "article" } }),
      "entities.delivery.picking.lines.product.entity",
    ],
    [
      "fulfilments without orders",
      (spec) => {
        delete delivery(spec).picking;
        delivery(spec).fulfilment = { order: "order", known: { request: "GET /orders/{order_id}/notes" } };
      },
      "entities.delivery.fulfilment.order",
    ],
    [
      "a state beside a country that goes elsewhere",
      (spec) => {
        const address = delivery(spec).picking?.address;
        if (address === undefined) throw new Error("no address");
        address.mapping = [
          { odoo: "country_id", remote: "country_code", transform: "country" },
          { odoo: "state_id", remote: "state_code", transform: { state: "contry_code" } },
        ];
      },
      "entities.delivery.picking.address.mapping[1].transform",
    ],
  ])("%s", async (_, change, place) => {
    const spec = warehouse();
    change(spec);
    const problems = await problemsOf(() => resolveSpec(validateSpec(spec)));
    expect(problems.map((problem) => problem.place)).toContain(place);
  });

  it("actions that nobody would call", async () => {
    const spec = warehouse();
    delivery(spec).endpoints.actions = { cancel: "POST /d/{id}/cancel", ship: "POST /d/{id}/ship" };
    const problems = await problemsOf(() => assertRenderable(validateSpec(spec)));
    expect(problems.map((problem) => problem.place)).toEqual(["entities.delivery.endpoints.actions.ship"]);
  });
});
