import { beforeAll, describe, expect, it } from "vitest";
import { validateSpec } from "../../../src/spec/faults.ts";
import type { ResolvedSpec } from "../../../src/spec/resolved.ts";
import { resolveSpec } from "../../../src/spec/resolve.ts";
import type { Spec } from "../../../src/spec/schema.ts";
import { problemsOf, smallSpec, systemSpec } from "./helpers.ts";

describe("Shopify", () => {
  let resolved: ResolvedSpec;
  const of = (name: string) => {
    const found = resolved.bindings.find((entity) => entity.name === name);
    if (found === undefined) throw new Error(name);
    return found;
  };
  beforeAll(async () => {
    resolved = resolveSpec(await systemSpec("shopify"));
  });

  it("orders entities by dependency and bindings with their children", () => {
    expect(resolved.entities.map((entity) => entity.name)).toEqual([
      "customer",
      "product",
      "inventory",
      "order",
      "fulfillment",
    ]);
    expect(
      resolved.bindings.map((entity) => [entity.name, entity.kind, entity.names.bindingModel, entity.model]),
    ).toEqual([
      ["customer", "partner", "shopify.res.partner", "res.partner"],
      ["address", "address", "shopify.res.partner.address", "res.partner"],
      ["product", "product", "shopify.product.template", "product.template"],
      ["variant", "variant", "shopify.product.product", "product.product"],
      ["inventory", "stock", "shopify.stock.level", "product.product"],
      ["order", "order", "shopify.sale.order", "sale.order"],
      ["order_line", "order_line", "shopify.sale.order.line", "sale.order.line"],
      ["fulfillment", "fulfilment", "shopify.stock.picking", "stock.picking"],
    ]);
  });

  it("fills envelopes, endpoints and filters", () => {
    expect(of("product").envelope).toEqual({ list: "products", item: "product", request: "product" });
    expect(of("inventory").envelope).toEqual({ list: "inventory_levels", item: "inventory_level", request: null });
    expect(of("product").endpoints.update).toEqual({
      verb: "PUT",
      path: "/products/{id}.json",
      text: "PUT /products/{id}.json",
    });
    expect(of("order").resource).toMatchObject({
      list: "GET /orders.json",
      list_key: "orders",
      params: { status: "any" },
      filter: { kind: "param", param: "updated_at_min", format: "iso8601" },
      id: "id",
    });
    expect(of("inventory").id).toEqual(["inventory_item_id", "location_id"]);
  });

  it("tells what is imported and exported", () => {
    expect([of("order").imports, of("order").exports]).toEqual([true, true]);
    const comment = of("customer").mapping.find((mapping) => mapping.odoo === "comment");
    expect([comment?.imports, comment?.exports]).toEqual([true, false]);
  });

  it("puts binding models where the spec names entities", () => {
    expect(of("order").order?.data).toMatchObject({
      status: "financial_status",
      paid: ["paid", "partially_refunded", "refunded"],
      customer: { entity: "customer", model: "shopify.res.partner" },
      lines: {
        model: "shopify.sale.order.line",
        product: { model: "shopify.product.product", parent_model: "shopify.product.template" },
      },
    });
    expect(of("inventory").stock).toMatchObject({ product_model: "shopify.product.product" });
    expect(of("order").order?.address).toHaveLength(8);
  });

  it("says how the parts of an order are paged where that differs from the system's lists", () => {
    expect(of("order").order?.data.payment).toMatchObject({ pagination: { kind: "none" } });
  });

  it("names handlers and export methods", () => {
    expect(resolved.webhooks[0]).toEqual({
      topic: "orders/create",
      entity: "order",
      event: "created",
      handler: "_handle_order_created",
      bindingModel: "shopify.sale.order",
    });
    expect(resolved.exports.map((one) => [one.method, one.bindingModel, one.title])).toEqual([
      ["export_sale_order", "shopify.sale.order", "Export Orders"],
      ["export_product_template", "shopify.product.template", "Export Products"],
      ["export_product_product", "shopify.product.template", "Export Products"],
      ["export_res_partner", "shopify.res.partner", "Export Customers"],
      ["export_stock_quant", "shopify.stock.level", "Export Inventory"],
      ["export_stock_picking", "shopify.stock.picking", "Export Fulfillments"],
    ]);
  });

  it("is plain data: nothing is lost on the way through JSON", () => {
    expect(JSON.parse(JSON.stringify(resolved))).toEqual(resolved);
  });
});

it.each(["woocommerce", "stripe"])("resolves %s", async (name) => {
  expect(resolveSpec(await systemSpec(name)).names.addon).toBe(`${name}_connector`);
});

it("says pagination and filters in the runtime's words", () => {
  const spec = smallSpec();
  spec.system.pagination = {
    kind: "page",
    page_param: "p",
    first: 0,
    pages_path: "pages",
    total_path: "total",
    stop: "total",
  };
  const [customer] = spec.entities;
  if (customer === undefined) throw new Error("no entity");
  customer.filter = { param: "since", format: "naive_utc", extra: { gmt: true }, sort: { orderby: "modified" } };
  customer.pagination = { kind: "cursor", cursor_path: "paging.next", cursor_param: "after", more_path: "more" };
  const resolved = resolveSpec(spec);
  expect(resolved.system.pagination).toEqual({ kind: "page", page_param: "p", start: 0, total_path: "total" });
  expect(resolved.entities[0]?.resource).toMatchObject({
    filter: { kind: "param", param: "since", format: "naive" },
    params: { gmt: "true", orderby: "modified" },
    pagination: { kind: "cursor", cursor_param: "after", next: "paging.next", has_more: "more" },
  });
});

describe("what hangs together", () => {
  const changed = (change: (spec: Spec) => void) => {
    const spec = smallSpec();
    change(spec);
    return validateSpec(spec);
  };
  const order: Spec["entities"][number] = { name: "order", model: "sale.order", endpoints: { list: "GET /orders" } };
  const product: Spec["entities"][number] = {
    name: "product",
    model: "product.template",
    endpoints: { list: "GET /p" },
  };

  it.each<[string, (spec: Spec) => void, string, string, string | undefined]>([
    [
      "an unknown dependency",
      (spec) => spec.entities.push({ ...order, depends: ["custmer"] }),
      "entities.order.depends[0]",
      'there is no entity "custmer"',
      "did you mean customer?",
    ],
    [
      "a cycle",
      (spec) => spec.entities.push({ ...order, depends: ["product"] }, { ...product, depends: ["order"] }),
      "entities.order.depends",
      "entities depend on each other: order -> product -> order",
      "remove one of the dependencies",
    ],
    [
      "an entity twice",
      (spec) => spec.entities.push({ ...order, name: "customer" }),
      "entities[1].name",
      "entity customer is declared twice",
      undefined,
    ],
    [
      "two entities that meet in a method",
      (spec) => spec.entities.push({ ...order, name: "customers" }),
      "entities.customers",
      "entities customer and customers both lead to adapter method get_customers",
      "rename one of them, or give it another plural",
    ],
    [
      "an import without a list",
      (spec) => spec.entities.push({ ...order, endpoints: { get: "GET /orders/{id}" } }),
      "entities.order.endpoints",
      "order is imported, but has no `list`",
      "add endpoints.list, or direction: export",
    ],
    [
      "an export without a write",
      (spec) => spec.entities.push({ ...order, direction: "export" }),
      "entities.order.endpoints",
      "order is exported, but has neither `create` nor `update`",
      "add them, or direction: import",
    ],
    [
      "a mapping that never works",
      (spec) => spec.entities.push({ ...order, mapping: [{ odoo: "note", remote: "note", direction: "export" }] }),
      "entities.order.mapping[0].direction",
      "note would never be written: the entity's direction is import",
      "remove `direction`",
    ],
    [
      "a webhook for nothing",
      (spec) => {
        spec.webhooks = [{ topic: "x", entity: "ordr", event: "created" }];
        spec.system.webhooks = { topic: { in: "header", name: "X-Topic" } };
        spec.entities.push(order);
      },
      "webhooks[0].entity",
      'there is no entity "ordr"',
      "did you mean order?",
    ],
    [
      "webhooks that nothing describes",
      (spec) => {
        spec.webhooks = [{ topic: "x", entity: "customer", event: "created" }];
      },
      "webhooks",
      "events are listed, but system.webhooks does not say how they arrive",
      "add system.webhooks",
    ],
    [
      "an example that could be a secret",
      (spec) => {
        spec.system.fields[1] = { name: "api_key", secret: true, example: "a-whole-value-as-it-is" };
      },
      "system.fields.api_key.example",
      "field api_key is secret: no value of it must stand in the source",
      "leave it out, or write how values begin and …: sk_live_…",
    ],
    [
      "a secret that is no field",
      (spec) => {
        spec.system.webhooks = {
          topic: { in: "header", name: "X-Topic" },
          signature: { kind: "hmac", header: "X", algorithm: "sha256", encoding: "hex", secret: "api_kee" },
        };
      },
      "system.webhooks.signature.secret",
      'there is no backend field "api_kee"',
      "did you mean api_key?",
    ],
    [
      "a default that is no value",
      (spec) => spec.system.fields.push({ name: "mode", type: "selection", values: ["test", "live"], default: "life" }),
      "system.fields.mode.default",
      '"life" is not among the values',
      "did you mean live?",
    ],
    [
      "two tenants",
      (spec) => spec.system.fields.push({ name: "store", tenant: true }),
      "system.fields",
      "2 fields are the tenant, one is allowed",
      "keep `tenant` at one field",
    ],
    [
      "a unit that is none",
      (spec) =>
        spec.entities.push({ ...product, mapping: [{ odoo: "weight", remote: "w", transform: { weight: "kgs" } }] }),
      "entities.product.mapping[0].transform.weight",
      '"kgs" is no unit of weight',
      "did you mean kg?",
    ],
    [
      "a placeholder in a request",
      (spec) => spec.entities.push({ ...order, endpoints: { list: "GET /{hots}/orders" } }),
      "entities.order.endpoints.list",
      "{hots} is no field of the backend",
      "did you mean host?",
    ],
    [
      "rules for an export of what is only imported",
      (spec) => spec.entities.push({ ...order, endpoints: { list: "GET /orders" }, export: { new: true } }),
      "entities.order.export",
      "order is only imported",
      "write direction: both",
    ],
    [
      "a deletion without a request for it",
      (spec) => {
        const [customer] = spec.entities;
        if (customer) customer.export = { on_delete: "delete" };
      },
      "entities.customer.export.on_delete",
      "customer has no `delete` request",
      "add endpoints.delete",
    ],
    [
      "a rule about a place that no export writes",
      (spec) => {
        const [customer] = spec.entities;
        if (customer) customer.export = { required: ["email", "emial", "id"] };
      },
      "entities.customer.export.required[1]",
      "no export of customer writes emial",
      "did you mean email?",
    ],
    [
      "a longest text of a place that no export writes",
      (spec) => {
        const [customer] = spec.entities;
        if (customer) customer.export = { max_length: { name: 20, telephone: 20 } };
      },
      "entities.customer.export.max_length.telephone",
      "no export of customer writes telephone",
      "map a field to it; what code of your own writes is checked by its own exporter",
    ],
    [
      "a pattern of a place that no export writes",
      (spec) => {
        const [customer] = spec.entities;
        customer?.mapping?.push(
          { odoo: "ref", remote: "tags[].name" },
          { odoo: "vat", remote: "vat", direction: "import" },
        );
        if (customer) customer.export = { patterns: { "tags[0].name": ".+", tags: ".+", vat: ".+" } };
      },
      "entities.customer.export.patterns.vat",
      "no export of customer writes vat",
      "map a field to it; what code of your own writes is checked by its own exporter",
    ],
    [
      "a dependency that is named twice",
      (spec) => spec.entities.push({ ...order, depends: ["customer", "customer"] }),
      "entities.order.depends[1]",
      "customer is named twice",
      "remove one of them",
    ],
    [
      "a policy for what has rules of its own",
      (spec) => {
        spec.entities.push({
          ...order,
          conflict: "manual",
          order: { customer: { id: "customer_id", entity: "customer" }, lines: { quantity: "qty", price: "price" } },
        });
      },
      "entities.order.conflict",
      "order: documents, transfers and stock have rules of their own",
      "remove it",
    ],
    [
      "a policy where nothing is imported",
      (spec) => {
        const [customer] = spec.entities;
        if (customer) Object.assign(customer, { direction: "export", conflict: "odoo_wins" });
      },
      "entities.customer.conflict",
      "customer is only exported: Odoo wins",
      "remove it",
    ],
    [
      "the newest of records without a date",
      (spec) => {
        const [customer] = spec.entities;
        if (customer) customer.conflict = "newest_wins";
      },
      "entities.customer.conflict",
      "customer does not say when its records changed",
      "write updated: PATH",
    ],
    [
      "a pattern that is none",
      (spec) => {
        const [customer] = spec.entities;
        if (customer) customer.export = { patterns: { email: "(" } };
      },
      "entities.customer.export.patterns.email",
      "is no regular expression",
      undefined,
    ],
    [
      "an address that no request writes",
      (spec) => {
        const [customer] = spec.entities;
        if (customer === undefined) return;
        customer.children = [
          {
            name: "address",
            path: "addresses",
            model: "res.partner",
            id: "id",
            mapping: [{ odoo: "city", remote: "city" }],
          },
        ];
        customer.main_address = { path: "default_address", child: "address" };
      },
      "entities.customer.main_address.child",
      "address needs its place (`path`), and the requests `create` and `update`: they write the address",
      undefined,
    ],
    [
      "an address that no mapping fills",
      (spec) => {
        const [customer] = spec.entities;
        if (customer === undefined) return;
        customer.children = [
          {
            name: "address",
            path: "addresses",
            model: "res.partner",
            id: "id",
            endpoints: { create: "POST /customers/{customer_id}/addresses", update: "PUT /addresses/{id}" },
            mapping: [{ odoo: "city", remote: "city" }],
          },
        ];
        customer.main_address = { path: "default_address", child: "address" };
      },
      "entities.customer.main_address.path",
      "no mapping writes anything below default_address",
      undefined,
    ],
    [
      "a password in the address",
      (spec) => {
        spec.system.base_url = "https://me:s3cret@api.acme.test";
      },
      "system.base_url",
      "holds a user or a password, which would stand in the source",
      "leave them out and write auth: { kind: basic, … } with secret backend fields",
    ],
    [
      "a secret's value",
      (spec) => {
        spec.system.fields.unshift({ name: "token", secret: true, default: "s3cret" });
      },
      "system.fields.token.default",
      "field token is secret: its value must not stand in the source",
      undefined,
    ],
    [
      "a table that is too long",
      (spec) => {
        spec.connector.name = "a_very_long_connector_name";
        spec.entities.push({ name: "line", model: "account.bank.statement.line", endpoints: { list: "GET /lines" } });
      },
      "entities.line.model",
      "model a_very_long_connector_name.account.bank.statement.line needs the table a_very_long_connector_name_account_bank_statement_line with 54 characters; 41 are allowed, because PostgreSQL cuts constraint names at 63",
      "shorten the connector's name by 13 characters",
    ],
  ])("refuses %s", async (_, change, place, message, hint) => {
    const problems = await problemsOf(() => resolveSpec(changed(change)));
    expect(problems).toContainEqual({ place, message, ...(hint === undefined ? {} : { hint }) });
  });

  it("takes what deliveries are told apart by for the tenant, where no field says that it is", async () => {
    const { system, ...spec } = await systemSpec("shopify");
    const fields = system.fields.map(({ tenant: _, ...field }) => field);
    expect(resolveSpec({ ...spec, system: { ...system, fields } }).system.tenantField).toBe("shop_url");
    const { webhooks: _, ...silent } = { ...system, fields };
    expect(resolveSpec({ ...spec, system: silent, webhooks: [] }).system.tenantField).toBeUndefined();
  });

  it("derives dependencies from what an order refers to", () => {
    const spec = changed((one) => {
      one.entities.unshift({
        ...order,
        order: {
          customer: { id: "customer_id", entity: "customer" },
          lines: { path: "lines", quantity: "qty", price: "price", product: { path: "product_id", entity: "product" } },
        },
      });
      one.entities.push(product);
    });
    expect(resolveSpec(spec).entities.map((entity) => entity.name)).toEqual(["customer", "product", "order"]);
  });
});
