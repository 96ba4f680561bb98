import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { parse } from "yaml";
import { describe, expect, it } from "vitest";
import { connectorJsonSchema, connectorJsonSchemaText } from "../../../src/spec/json-schema.ts";
import { smallSpec, systemText } from "./helpers.ts";

const schema = connectorJsonSchema();
const validate = new Ajv({ strict: false, formats: { uri: true } }).compile(schema);

it("is published as it is (node scripts/schema.mjs)", () => {
  const published = readFileSync(new URL("../../../schema/connector.schema.json", import.meta.url), "utf8");
  expect(published).toBe(connectorJsonSchemaText());
});

describe("for editors", () => {
  it.each(["shopify", "woocommerce", "stripe"])("accepts %s", (name) => {
    validate(parse(systemText(name)));
    expect(validate.errors).toBeNull();
  });

  it("refuses unknown keys and wrong words", () => {
    expect(validate({ ...smallSpec(), colour: "red" })).toBe(false);
    expect(validate({ ...smallSpec(), connector: { name: "acme", type: "erp" } })).toBe(false);
  });

  it("describes every key", () => {
    const bare: string[] = [];
    const visit = (node: unknown, place: string): void => {
      if (typeof node !== "object" || node === null) return;
      const { properties } = node as { properties?: Record<string, unknown> };
      for (const [key, value] of Object.entries(properties ?? {})) {
        const { description, $ref, allOf } = value as {
          description?: string;
          $ref?: string;
          allOf?: { $ref: string }[];
        };
        const named = $ref ?? allOf?.[0]?.$ref;
        const definitions = schema.definitions as Record<string, { description?: string }>;
        const target = named === undefined ? undefined : definitions[named.replace("#/definitions/", "")];
        if (description === undefined && target?.description === undefined) bare.push(`${place}.${key}`);
      }
      for (const [key, value] of Object.entries(node)) visit(value, `${place}/${key}`);
    };
    visit(schema, "");
    expect(bare).toEqual([]);
  });
});
