import { describe, expect, it } from "vitest";
import { ODOO_VERSIONS, type OdooVersion } from "../../../src/odoo/capabilities.ts";
import { checkSpec } from "../../../src/spec/check.ts";
import { validateSpec } from "../../../src/spec/faults.ts";
import { resolveSpec } from "../../../src/spec/resolve.ts";
import type { Spec } from "../../../src/spec/schema.ts";
import { indexOf, problemsOf, smallSpec, systemSpec } from "./helpers.ts";

type Mapping = NonNullable<Spec["entities"][number]["mapping"]>;

/** A spec with one more entity. */
function withEntity(model: string, mapping: Mapping, more: Partial<Spec["entities"][number]> = {}): Spec {
  const spec = smallSpec();
  spec.entities.push({ name: "thing", model, endpoints: { list: "GET /things" }, mapping, ...more });
  return validateSpec(spec);
}

const check = (spec: Spec, version: OdooVersion = "19.0") =>
  problemsOf(() => checkSpec(resolveSpec(spec), version, indexOf));

describe.each(["shopify", "woocommerce", "stripe"])("%s", (name) => {
  it.each(ODOO_VERSIONS)("fits Odoo %s", async (version) => {
    await checkSpec(resolveSpec(await systemSpec(name)), version, indexOf);
  });
});

it("blames a misspelt model, not the export that names the right one", async () => {
  const spec = { ...smallSpec(), exports: [{ model: "res.partner", entity: "customer" }] };
  for (const entity of spec.entities) {
    entity.model = "res.partnr";
    entity.children = [{ name: "kid", model: "res.partner", path: "kids", id: "id", parent: "parent_id", mapping: [] }];
  }
  expect(await check(spec)).toEqual([
    {
      place: "entities.customer.model",
      message: "Odoo 19.0 has no model res.partnr",
      hint: "did you mean res.partner?",
    },
  ]);
});

describe("refuses", () => {
  it.each<[string, Spec, OdooVersion, string, string, string | undefined]>([
    [
      "a model that never was",
      withEntity("sale.ordre", []),
      "19.0",
      "entities.thing.model",
      "Odoo 19.0 has no model sale.ordre",
      "did you mean sale.order?",
    ],
    [
      "a model that is gone",
      withEntity("product.packaging", []),
      "19.0",
      "entities.thing.model",
      "Odoo 19.0 has no model product.packaging (16.0, 17.0 and 18.0 have it)",
      undefined,
    ],
    [
      "a wizard",
      withEntity("res.config.settings", []),
      "18.0",
      "entities.thing.model",
      "res.config.settings is a wizard: no record of it lasts",
      undefined,
    ],
    [
      "a field that never was",
      withEntity("product.template", [{ odoo: "manufacturer", remote: "vendor" }]),
      "18.0",
      "entities.thing.mapping[0].odoo",
      "product.template has no field manufacturer in Odoo 18.0",
      undefined,
    ],
    [
      "a misspelt field",
      withEntity("res.partner", [{ odoo: "emial", remote: "email" }]),
      "18.0",
      "entities.thing.mapping[0].odoo",
      "res.partner has no field emial in Odoo 18.0",
      "did you mean email?",
    ],
    [
      "a field by its old name",
      withEntity("sale.order.line", [{ odoo: "tax_id", remote: "tax", transform: { find: "name" } }]),
      "19.0",
      "entities.thing.mapping[0].odoo",
      "sale.order.line has no field tax_id in Odoo 19.0 (16.0, 17.0 and 18.0 have it)",
      "did you mean tax_ids?",
    ],
    [
      "a field by its new name",
      withEntity("stock.move", [{ odoo: "quantity", remote: "qty", transform: "float" }]),
      "16.0",
      "entities.thing.mapping[0].odoo",
      "stock.move has no field quantity in Odoo 16.0 (17.0, 18.0 and 19.0 have it)",
      "did you mean quantity_done?",
    ],
    [
      "a computed field",
      withEntity("product.template", [{ odoo: "virtual_available", remote: "stock", transform: "float" }]),
      "19.0",
      "entities.thing.mapping[0].odoo",
      "product.template.virtual_available is computed and can't be imported",
      "add `direction: export`, or map the field that it comes from",
    ],
    [
      "a total",
      withEntity("sale.order", [{ odoo: "amount_total", remote: "total", transform: "float" }]),
      "19.0",
      "entities.thing.mapping[0].odoo",
      "sale.order.amount_total is kept by Odoo itself and can't be imported",
      undefined,
    ],
    [
      "a date as it comes",
      withEntity("sale.order", [{ odoo: "date_order", remote: "created_at" }]),
      "19.0",
      "entities.thing.mapping[0].odoo",
      "sale.order.date_order is a datetime and takes no remote value as it is",
      "write transform: iso8601, naive_utc, sql_utc, sql_shop_tz, local_tz, rfc2822, unix_seconds, unix_millis, dotnet_millis or not_zero_date",
    ],
    [
      "a record as it comes",
      withEntity("res.partner", [{ odoo: "country_id", remote: "country" }]),
      "19.0",
      "entities.thing.mapping[0].odoo",
      "res.partner.country_id is a many2one of res.country and takes no remote value as it is",
      "write transform: country",
    ],
    [
      "a transform that makes something else",
      withEntity("res.partner", [{ odoo: "name", remote: "name", transform: "float" }]),
      "19.0",
      "entities.thing.mapping[0].transform",
      "`float` gives float, monetary or integer, but res.partner.name is a char",
      "write transform: str, join or html_to_text",
    ],
    [
      "a record of another model",
      withEntity("res.partner", [{ odoo: "parent_id", remote: "c", transform: "country" }]),
      "19.0",
      "entities.thing.mapping[0].transform",
      "`country` gives a record of res.country, but res.partner.parent_id is a many2one of res.partner",
      undefined,
    ],
    [
      "a lookup of the wrong entity",
      withEntity("sale.order", [{ odoo: "warehouse_id", remote: "c", transform: { lookup: "customer" } }]),
      "19.0",
      "entities.thing.mapping[0].transform",
      "`lookup` gives a record of res.partner, but sale.order.warehouse_id is a many2one of stock.warehouse",
      undefined,
    ],
    [
      "a match that can't be searched",
      withEntity("product.template", [], {
        match_on: [{ odoo: "valid_product_template_attribute_line_ids", remote: "x" }],
      }),
      "18.0",
      "entities.thing.match_on[0].odoo",
      "product.template.valid_product_template_attribute_line_ids is computed: records can't be found by it",
      undefined,
    ],
    [
      "a kept field that hides one of the model",
      withEntity("product.template", [], { keep: [{ field: "default_code", remote: "sku" }] }),
      "19.0",
      "entities.thing.keep[0].field",
      "product.template has a field default_code of its own, the binding would hide it",
      "write remote_default_code",
    ],
    [
      "a child without a way to its parent",
      withEntity("res.partner", [], {
        children: [{ name: "kid", model: "res.partner", path: "kids", id: "id", parent: "user_id", mapping: [] }],
      }),
      "19.0",
      "entities.thing.children.kid.parent",
      "res.partner.user_id is a many2one of res.users, no reference to res.partner",
      undefined,
    ],
    [
      "an export of the wrong model",
      { ...withEntity("product.template", []), exports: [{ model: "res.users", entity: "customer" }] },
      "19.0",
      "exports[0].model",
      "customer is of model res.partner, not res.users",
      "write model: res.partner",
    ],
    [
      "a condition of the export on a field that is not there",
      withEntity("res.partner", [], {
        direction: "both",
        endpoints: { list: "GET /things", create: "POST /things" },
        export: { when: [["parent_id.emial", "!=", false]] },
      }),
      "19.0",
      "entities.thing.export.when[0]",
      "res.partner has no field emial in Odoo 19.0",
      "did you mean email?",
    ],
    [
      "a change of a field that is not there",
      withEntity("res.partner", [], {
        direction: "both",
        endpoints: { list: "GET /things", create: "POST /things" },
        export: { on_change: ["emial"] },
      }),
      "19.0",
      "entities.thing.export.on_change[0]",
      "res.partner has no field emial in Odoo 19.0",
      "did you mean email?",
    ],
    [
      "the same field twice",
      withEntity("res.partner", [
        { odoo: "name", remote: "a" },
        { odoo: "name", remote: "b" },
      ]),
      "19.0",
      "entities.thing.mapping[1]",
      "name is mapped twice",
      "give one of them a `direction`",
    ],
  ])("%s", async (_, spec, version, place, message, hint) => {
    expect(await check(spec, version)).toContainEqual({ place, message, ...(hint === undefined ? {} : { hint }) });
  });

  it("a connector whose table is one of Odoo's", async () => {
    const resolved = resolveSpec(smallSpec());
    const taken = { ...resolved, names: { ...resolved.names, backendModel: "res.partner" } };
    const problems = await problemsOf(() => checkSpec(taken, "19.0", indexOf));
    expect(problems[0]).toEqual({
      place: "connector.name",
      message: "model res.partner would take the table of Odoo's res.partner",
      hint: "give the connector another name",
    });
  });
});

it("opens only the index of the wanted version while nothing is missing", async () => {
  const opened: string[] = [];
  const spy = (version: OdooVersion) => {
    opened.push(version);
    return indexOf(version);
  };
  await checkSpec(resolveSpec(smallSpec()), "18.0", spy);
  expect(opened).toEqual(["18.0"]);
});
