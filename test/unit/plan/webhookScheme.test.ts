import { readFile } from "node:fs/promises";
import { expect, it } from "vitest";
import { webhookScheme } from "../../../src/plan/webhookScheme.ts";
import { loadSpec } from "../../../src/spec/load.ts";
import { resolveSpec } from "../../../src/spec/resolve.ts";

const shopify = await readFile(new URL("../../../src/systems/shopify.yaml", import.meta.url), "utf8");

it("names a place in the body by its path", async () => {
  const text = shopify.replace(/topic: \{ in: header[^\n]*/, "topic: { in: body, path: meta.topic }");
  const { spec } = await loadSpec(text, "connector.yaml", {});
  expect(webhookScheme(resolveSpec(spec))?.topic).toEqual({ body: "meta.topic" });
});

it("names a header with its older spellings", async () => {
  const { spec } = await loadSpec(shopify, "connector.yaml", {});
  expect(webhookScheme(resolveSpec(spec))?.topic).toEqual({ header: ["X-Shopify-Topic", "shopify-topic"] });
});
