import { expect, it } from "vitest";
import * as fc from "fast-check";
import { article, enumeration, paragraph, pieces } from "../../../src/plan/text.ts";

it("cuts a text into pieces that are the text again", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), fc.integer({ min: 0, max: 40 }), (text, indent) => {
      expect(pieces(text, indent).join("")).toBe(text);
    }),
  );
});

it("keeps pieces of words within the line", () => {
  for (const piece of pieces("word ".repeat(60), 16)) expect(piece.length).toBeLessThanOrEqual(70);
});

it("breaks addresses before their next parameter", () => {
  expect(pieces("/levels.json?inventory_item_ids={inventory_item_id}&location_ids={location_id}", 24)).toEqual([
    "/levels.json?inventory_item_ids={inventory_item_id}",
    "&location_ids={location_id}",
  ]);
});

it("leaves room for a docstring's quotes", () => {
  for (const line of paragraph("a few words ".repeat(20), 11).split("\n")) expect(line.length).toBeLessThanOrEqual(74);
});

it("speaks English", () => {
  expect(enumeration(["a"])).toBe("a");
  expect(enumeration(["a", "b", "c"])).toBe("a, b and c");
  expect(article("order")).toBe("an order");
  expect(article("product")).toBe("a product");
});
