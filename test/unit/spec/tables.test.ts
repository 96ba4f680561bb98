import { describe, expect, it } from "vitest";
import { resolveSpec } from "../../../src/spec/resolve.ts";
import { checkSpec } from "../../../src/spec/check.ts";
import type { Spec, SpecTable } from "../../../src/spec/schema.ts";
import { indexOf, problemsOf, smallSpec, systemSpec } from "./helpers.ts";

const withTables = (...tables: SpecTable[]): Spec => ({ ...smallSpec(), tables });

describe("mapping tables", () => {
  it("have what the runtime knows of them", () => {
    const [carrier, state] = resolveSpec(withTables({ name: "carrier" }, { name: "order_state" })).tables;
    expect(carrier).toMatchObject({
      models: ["delivery.carrier"],
      facts: { label: "Carriers", match: ["code", "name"], missing: "ignore" },
    });
    expect(carrier).not.toHaveProperty("resource");
    expect(state).toMatchObject({ models: [], facts: { default: "draft", missing: "default" } });
  });

  it("keep what the spec says instead", () => {
    const [table] = resolveSpec(
      withTables({
        name: "tax",
        list: "GET /taxes",
        path: "taxes",
        rate: "rate",
        percent: true,
        missing: "fail",
        pagination: { kind: "none" },
      }),
    ).tables;
    expect(table?.facts).toMatchObject({ list: true, rate: "rate", percent: true, name: "name", missing: "fail" });
    expect(table?.resource).toEqual({
      list: "GET /taxes",
      list_key: "taxes",
      pagination: { kind: "none" },
      id: "id",
    });
  });

  it("are there for the taxes of orders, whether listed or not", async () => {
    const shopify = { ...(await systemSpec("shopify")), tables: [{ name: "location" }] };
    expect(resolveSpec(shopify).tables.map(({ name }) => name)).toEqual(["location", "tax", "payment_method"]);
    // Further locations bring all of their levels.
    expect(resolveSpec(shopify).tables[0]?.facts.listed).toEqual(["inventory"]);
    expect(resolveSpec(smallSpec()).tables).toEqual([]);
  });

  it.each<[string, Spec, string, string]>([
    ["a table twice", withTables({ name: "tax" }, { name: "tax" }), "tables[1].name", "declared twice"],
    ["a table of nothing", withTables({ name: "taxes" }), "tables.taxes", "neither `model` nor `choices`"],
    [
      "records and values",
      withTables({ name: "x", model: "res.partner", choices: { a: "A" } }),
      "tables.x.choices",
      "either records or values",
    ],
    ["a choice too many", withTables({ name: "order_state", values: { paid: "confrim" } }), "values.paid", "no choice"],
    ["a default of nothing", withTables({ name: "order_state", default: "x" }), "default", "no choice"],
    ["carriers out of nothing", withTables({ name: "carrier", missing: "create" }), "missing", "for taxes only"],
    ["places in no list", withTables({ name: "tax", rate: "rate" }), "rate", "goes with `list` only"],
    ["an unknown field", withTables({ name: "tax", list: "GET /{shop}/taxes" }), "list", "no field of the backend"],
    [
      "a transform without its table",
      {
        ...smallSpec(),
        entities: smallSpec().entities.map((entity) => ({
          ...entity,
          mapping: [{ odoo: "lang", remote: "lang", transform: { table: "languages" } }],
        })),
      },
      "transform.table",
      'no mapping table "languages"',
    ],
  ])("refuse %s", async (_, spec, place, message) => {
    const problems = await problemsOf(() => resolveSpec(spec));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.place).toContain(place);
    expect(problems[0]?.message).toContain(message);
  });

  it("refuse models that Odoo lacks, and fields of another model", async () => {
    const entity = smallSpec().entities.map((one) => ({
      ...one,
      mapping: [{ odoo: "country_id", remote: "country", transform: { table: "tax" } }],
    }));
    const spec = { ...withTables({ name: "tax" }, { name: "x", model: "x.carrier" }), entities: entity };
    const problems = await problemsOf(() => checkSpec(resolveSpec(spec), "19.0", indexOf));
    expect(problems.map((problem) => problem.message)).toEqual([
      "the table tax gives a record of account.tax, but res.partner.country_id is a many2one of res.country",
      "Odoo 19.0 has no model x.carrier",
    ]);
  });
});
