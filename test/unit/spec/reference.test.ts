import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { type ReferenceSection, specReference } from "../../../src/spec/reference.ts";
import { yamlLine } from "../../../src/spec/words.ts";
import { explainKey, referenceMarkdown } from "../../../src/spec/reference-text.ts";
import { parse } from "yaml";
import { systemText } from "./helpers.ts";

let reference: ReferenceSection[] = [];
beforeAll(() => {
  reference = specReference(["shopify", "stripe", "woocommerce"].map((name) => parse(systemText(name)) as unknown));
});

describe("the reference of connector.yaml", () => {
  it("stands in docs/spec-reference.md: run node scripts/spec-docs.mjs", () => {
    const page = readFileSync(new URL("../../../docs/spec-reference.md", import.meta.url), "utf8");
    expect(page).toBe(referenceMarkdown(reference));
  });

  it("has a meaning and an example for every key; objects have theirs at their own keys", () => {
    const bare: string[] = [];
    for (const { name, forms } of reference) {
      for (const form of forms) {
        for (const { key, value, meaning, example, sections } of form.keys) {
          const isObject = sections.length > 0 || value.endsWith("keys below");
          if (meaning === "" || (example === undefined && !isObject)) bare.push(`${name}: ${form.name ?? ""} ${key}`);
        }
      }
    }
    expect(bare, "add an example to src/spec/examples.ts").toEqual([]);
  });

  it("prints examples as YAML that reads back", () => {
    for (const value of [
      "a b",
      "true",
      "12",
      "- x",
      "{host}",
      "a: b",
      "",
      "#x",
      "é",
      [1, "a, b"],
      { a: "{b}", "*": null },
    ]) {
      expect(parse(yamlLine(value))).toEqual(value);
    }
  });

  it("leads from section to section without a dead end", () => {
    const names = new Set(reference.map(({ name }) => name));
    const named = reference.flatMap(({ forms }) =>
      forms.flatMap(({ keys }) => keys.flatMap(({ sections }) => sections)),
    );
    for (const name of named) expect(names).toContain(name);
  });
});

describe("explaining a key", () => {
  const keysOf = (asked: string) =>
    explainKey(reference, asked).found.map(({ section, key }) => `${section}: ${key.key}`);

  it("finds it by its place, with names and numbers of entries or without", () => {
    expect(keysOf("entities.mapping.transform")).toEqual(["mapping: transform"]);
    expect(keysOf("entities.product.mapping[2].transform")).toEqual(["mapping: transform"]);
    expect(keysOf("entities[0].order.lines.quantity")).toEqual(["order: lines.quantity"]);
    expect(keysOf("system.webhooks.signature.encoding").length).toBeGreaterThan(0);
  });

  it("finds it by its section, or by its name alone", () => {
    expect(keysOf("mapping.fallback")).toEqual(["mapping: fallback"]);
    expect(keysOf("match_on")).toContain("entity: match_on");
    expect(explainKey(reference, "auth").section?.name).toBe("auth");
  });

  it("suggests the nearest key for one that is none", () => {
    expect(explainKey(reference, "entities.mappin")).toEqual({ found: [], near: "mapping" });
  });
});
