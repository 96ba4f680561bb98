import { describe, expect, it } from "vitest";
import { assertRenderable } from "../../../src/spec/renderable.ts";
import { validateSpec } from "../../../src/spec/faults.ts";
import type { Spec } from "../../../src/spec/schema.ts";
import { problemsOf, smallSpec, systemSpec } from "./helpers.ts";

it("renders Shopify and WooCommerce", async () => {
  expect(() => assertRenderable(validateSpec(smallSpec()))).not.toThrow();
  assertRenderable(await systemSpec("shopify"));
  assertRenderable(await systemSpec("woocommerce"));
});

it.each([
  [
    "stripe",
    ["system.body", "system.pagination.kind", "system.webhooks.signature.kind", "entities.customer.filter.kind"],
  ],
])("names what it can't generate of %s", async (name, places) => {
  const problems = await problemsOf(async () => assertRenderable(await systemSpec(name)));
  const found = problems.map((problem) => problem.place);
  expect(found).toEqual(expect.arrayContaining(places));
  for (const problem of problems) expect(problem.message).toMatch(/can't be generated yet$/);
});

describe("refuses", () => {
  it.each<[string, (spec: Spec) => void, string, string]>([
    [
      "OAuth 2",
      (spec) => {
        spec.system.auth = { kind: "oauth2", grant: "client_credentials", token_url: "https://x.test/token" };
      },
      "system.auth.kind",
      "`kind: oauth2` can't be generated yet",
    ],
    [
      "GraphQL",
      (spec) => {
        spec.system.protocol = "graphql";
      },
      "system.protocol",
      "`protocol: graphql` can't be generated yet",
    ],
    [
      "a placeholder in a header",
      (spec) => {
        spec.system.headers = { "X-Version": "{region}" };
      },
      "system.headers.X-Version",
      "a placeholder in a header can't be generated yet",
    ],
    [
      "an endpoint with details",
      (spec) => {
        const [customer] = spec.entities;
        if (customer) customer.endpoints.list = { kind: "rest", request: "GET /c", params: { a: "b" } };
      },
      "entities.customer.endpoints.list",
      "an object here can't be generated yet",
    ],
    [
      "a transform within a list",
      (spec) => {
        spec.entities[0]?.mapping?.push({ odoo: "date", remote: ["a", "b"], transform: ["first", "rfc2822"] });
      },
      "entities.customer.mapping[2].transform[1]",
      "the transform `rfc2822` can't be generated yet",
    ],
    [
      "an answer that the controller does not give",
      (spec) => {
        spec.system.webhooks = { topic: { in: "header", name: "X-Topic" }, response: "204" };
      },
      "system.webhooks.response",
      "`response: 204` can't be generated yet",
    ],
  ])("%s", async (_, change, place, message) => {
    const spec = smallSpec();
    change(spec);
    const problems = await problemsOf(() => assertRenderable(validateSpec(spec)));
    expect(problems).toContainEqual(expect.objectContaining({ place, message }));
  });
});

it("looks at how refunds and payments of orders are paged as at every list", async () => {
  const spec = await systemSpec("woocommerce");
  const order = spec.entities.find((entity) => entity.name === "order")?.order;
  if (order?.refunds === undefined || order.payment === undefined) throw new Error("no refunds");
  order.refunds.pagination = { kind: "cursor", cursor_param: "after", cursor_path: "next", cursor_params: ["limit"] };
  order.payment.pagination = { kind: "page", page_param: "page", stop: "no_content" };
  const problems = await problemsOf(() => {
    assertRenderable(spec);
  });
  expect(problems.map((problem) => problem.place)).toEqual([
    "entities.order.order.payment.pagination.stop",
    "entities.order.order.refunds.pagination.cursor_params",
  ]);
});
