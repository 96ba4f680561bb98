import { describe, expect, it } from "vitest";
import { ConnectorError } from "../../../src/errors.ts";
import { type Expression, exportMappings, functionsOf, importMapping } from "../../../src/plan/expression.ts";
import type { ResolvedMapping, ResolvedTransform } from "../../../src/spec/resolved.ts";

function mapping(odoo: string, remote: readonly string[], ...transforms: ResolvedTransform[]): ResolvedMapping {
  return { odoo, remote, transforms, imports: true, exports: true, keyPath: `entities.x.mapping.${odoo}` };
}

/** The expression as Python, roughly: enough to read what was meant. */
function shown(expression: Expression): string {
  if (expression.kind === "value") return JSON.stringify(expression.value);
  const args = expression.args.map(({ key, value }) => (key === undefined ? "" : `${key}=`) + shown(value));
  return `${expression.fn}(${args.join(", ")})`;
}

describe("what a remote record gives a field", () => {
  it.each<[string, ResolvedMapping, string]>([
    ["a path", mapping("city", ["address.city"]), '"address.city"'],
    ["the first of several paths", mapping("phone", ["a", "b"]), 'first("a", "b")'],
    [
      "a join with a fallback",
      mapping("name", ["first", "last"], { kind: "join", sep: " ", fallback: ["email"] }),
      'join("first", "last", fallback=["email"])',
    ],
    [
      "steps, one around the other",
      mapping("date", ["a", "b"], { kind: "first", fallback: [] }, { kind: "iso8601" }),
      'iso8601(first("a", "b"))',
    ],
    [
      "a state of a country",
      mapping("state_id", ["code"], { kind: "state", country: "country", by: "code" }),
      'state("code", country="country")',
    ],
    ["a weight in its unit", mapping("weight", ["grams"], { kind: "weight", unit: "g" }), 'weight("grams", "g")'],
    [
      "what a mapping table says",
      mapping("carrier_id", ["code"], { kind: "table", table: "carrier", models: ["delivery.carrier"] }),
      'mapped("code", "carrier")',
    ],
    [
      "another entity's record",
      mapping("partner_id", ["customer"], { kind: "lookup", entity: "customer", model: "x.res.partner" }),
      'lookup("customer", "x.res.partner")',
    ],
    [
      "a record by its name",
      mapping("user_id", ["owner"], { kind: "find", by: "email", missing: "ignore" }),
      'find("owner", "email", missing="ignore")',
    ],
    [
      "records by the names in a text",
      mapping("tag_ids", ["tags"], { kind: "split", sep: "," }, { kind: "find", by: "name", missing: "fail" }),
      'find(parts("tags", ","), "name")',
    ],
    [
      "a value of a table",
      mapping("type", ["kind"], { kind: "values", pairs: { B2B: "contact" }, default: "other" }),
      'convert("kind", {"B2B":"contact"}, default="other")',
    ],
    ["a currency", mapping("currency_id", ["currency"], { kind: "currency" }), 'currency("currency")'],
    ["a day", mapping("date", ["day"], { kind: "date" }), 'to_date("day")'],
    ["a constant", { ...mapping("type", []), value: "delivery" }, 'constant("delivery")'],
  ])("%s", (_what, given, python) => {
    expect(shown(importMapping(given).source)).toBe(python);
  });
});

describe("what a field gives the remote record", () => {
  it("splits a joined name", () => {
    const found = exportMappings(mapping("name", ["first", "last"], { kind: "join", sep: " ", fallback: [] }), {
      money: "string",
    });
    expect(found.map(({ source, target }) => [shown(source), target])).toEqual([
      ['split("name", 0)', "first"],
      ['split("name", 1)', "last"],
    ]);
  });

  it.each<[string, ResolvedMapping, string]>([
    [
      "another entity's external id",
      mapping("partner_id", ["customer"], { kind: "lookup", entity: "customer", model: "x.res.partner" }),
      'lookup_out("partner_id", "x.res.partner")',
    ],
    [
      "the names of records",
      mapping("tag_ids", ["tags"], { kind: "find", by: "name", missing: "create" }),
      'find_out("tag_ids", "name")',
    ],
    [
      "a table the other way round, the first of several",
      mapping("state", ["s"], { kind: "values", pairs: { open: "draft", new: "draft", yes: true } }),
      'convert_out("state", {"draft":"open","true":"yes"})',
    ],
    ["a currency's code", mapping("currency_id", ["c"], { kind: "currency" }), 'follow("currency_id.name")'],
    [
      "a state's code",
      mapping("state_id", ["s"], { kind: "state", country: "c", by: "code" }),
      'state_code("state_id")',
    ],
    [
      "a state's name",
      mapping("state_id", ["s"], { kind: "state", country: "c", by: "name" }),
      'follow("state_id.name")',
    ],
    ["a day", mapping("date", ["day"], { kind: "date" }), '"date"'],
  ])("%s", (_what, given, python) => {
    expect(exportMappings(given, {}).map(({ source }) => shown(source))).toEqual([python]);
  });

  it("can't join again what was split", () => {
    const given = mapping("tag_ids", ["t"], { kind: "split", sep: "," }, { kind: "find", by: "name", missing: "fail" });
    expect(() => exportMappings(given, {})).toThrow(ConnectorError);
  });

  it("writes amounts as text where the system does, and only amounts", () => {
    const source = (field: string, isText: boolean) =>
      shown(
        exportMappings(mapping(field, ["x"], { kind: "float" }), { money: isText ? "string" : "number" })[0]
          ?.source ?? { kind: "value", value: "" },
      );
    expect(source("list_price", true)).toBe('money("list_price")');
    expect(source("list_price", false)).toBe('"list_price"');
    expect(source("probability", true)).toBe('"probability"');
  });

  it("refuses what has no way back, with its place", () => {
    const given = mapping("active", ["status"], { kind: "equals", value: "active" });
    expect(() => exportMappings(given, { money: "string" })).toThrow(ConnectorError);
    expect(() => exportMappings(given, { money: "string" })).toThrow("entities.x.mapping.active");
  });
});

it("knows what a mapper has to import", () => {
  const given = [
    mapping("date", ["a", "b"], { kind: "first", fallback: [] }, { kind: "iso8601" }),
    mapping("name", ["c"]),
  ];
  expect(functionsOf(given.map(importMapping))).toEqual(["first", "iso8601"]);
});
