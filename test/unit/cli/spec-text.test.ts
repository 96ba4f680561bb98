import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { applyChoices, entityLine, type SpecChoices } from "../../../src/app/spec-text.ts";
import { SPEC_WORDS } from "../../../src/spec/vocabulary.ts";
import { DRAFT_AUTH, DRAFT_PAGINATION, DRAFT_TYPES } from "../../../src/spec/draft.ts";
import { loadSpec } from "../../../src/spec/load.ts";
import { LICENSES, PACKAGING, type Spec, specSchema } from "../../../src/spec/schema.ts";
import { resolveSpec } from "../../../src/spec/resolve.ts";
import { ConnectorError } from "../../../src/errors.ts";

const text = readFileSync(new URL("../../../src/systems/shopify.yaml", import.meta.url), "utf8");
let spec: Spec;
beforeAll(async () => {
  spec = (await loadSpec(text, "shopify.yaml")).spec;
});

const changed = async (choices: SpecChoices): Promise<{ text: string; spec: Spec }> => {
  const result = await applyChoices(text, spec, choices, "shopify.yaml");
  return { text: result, spec: parse(result) as Spec };
};
const names = (of: Spec): string[] => of.entities.map((entity) => entity.name);

describe("choices written into a spec", () => {
  it("leave the text alone where they say what it says", async () => {
    expect(
      await applyChoices(
        text,
        spec,
        { name: "shopify", type: "ecommerce", direction: "both", webhooks: true },
        "shopify.yaml",
      ),
    ).toBe(text);
  });

  it("keep comments and whatever is not concerned", async () => {
    const result = await changed({ author: 'A "quoted" name', apiDocs: "https://example.com" });
    expect(result.spec.connector).toEqual({
      ...spec.connector,
      author: 'A "quoted" name',
      api_docs: "https://example.com",
    });
    expect(result.spec.entities).toEqual((parse(text) as Spec).entities);
    expect(result.text).toContain("# Without it only open orders are listed.");
  });

  it("leave entities out, with their webhooks and exports", async () => {
    const result = await changed({ entities: ["customers", "product"] });
    expect(names(result.spec)).toEqual(["customer", "product"]);
    expect(new Set(result.spec.webhooks?.map((webhook) => webhook.entity))).toEqual(new Set(["customer", "product"]));
    expect(new Set(result.spec.exports?.map((one) => one.entity))).toEqual(new Set(["customer", "product"]));
  });

  it.each(["import", "export"] as const)("narrow everything to %s, and what is left resolves", async (direction) => {
    const result = await changed({ direction });
    const resolved = resolveSpec((await loadSpec(result.text, "x")).spec);
    for (const entity of resolved.entities) expect(entity[direction === "import" ? "exports" : "imports"]).toBe(false);
    expect(names(result.spec)).toContain("order");
    expect(result.spec.webhooks === undefined).toBe(direction === "export");
    expect(result.spec.exports === undefined).toBe(direction === "import");
  });

  it("drop webhooks as a whole", async () => {
    const result = await changed({ webhooks: false });
    expect(result.spec.webhooks).toBeUndefined();
    expect(result.spec.system.webhooks).toBeUndefined();
  });

  it("are refused all at once, each with its option", async () => {
    const failure = await changed({ entities: ["order", "prodct"], auth: "basic" }).catch((error: unknown) => error);
    expect((failure as ConnectorError).problems.map((problem) => problem.place)).toEqual([
      "--auth",
      "--entities",
      "--entities",
    ]);
  });
});

describe("the line of an entity that a spec lacks", () => {
  it.each([
    ["task", "project.task"],
    ["My Task", "project.task"],
    ["box", "stock.package.type"],
  ])("%s:%s stands as it is", async (name, model) => {
    const longer = text.replace("\nentities:\n", `\nentities:\n  ${entityLine(name, model)}\n`);
    expect(longer).not.toBe(text);
    const loaded = await loadSpec(longer, "shopify.yaml");
    const entity = resolveSpec(loaded.spec).entities.find((one) => one.specModel === model);
    expect([entity?.imports, entity?.mapping.map((one) => one.odoo)]).toEqual([true, ["name"]]);
  });
});

describe("the words of the options", () => {
  it("are the schema's", () => {
    expect(SPEC_WORDS.packaging).toEqual(PACKAGING);
    expect(SPEC_WORDS.licenses).toEqual(LICENSES);
    expect(SPEC_WORDS.types).toEqual(specSchema.shape.connector.shape.type.options);
    const kinds = new Set<string>();
    const collect = (value: unknown): void => {
      if (value === null || typeof value !== "object") return;
      const def = (value as { _zod?: { def: { options?: unknown[]; shape?: { kind?: unknown } } } })._zod?.def;
      if (def?.options) def.options.forEach(collect);
      const kind = (def?.shape?.kind as { _zod?: { def: { values?: string[] } } } | undefined)?._zod?.def.values?.[0];
      if (kind !== undefined) kinds.add(kind);
    };
    collect(specSchema.shape.system.shape.auth);
    expect(new Set<string>(SPEC_WORDS.authKinds)).toEqual(kinds);
  });

  it("are those that a draft can be made of", () => {
    expect(SPEC_WORDS.draft).toEqual({ types: DRAFT_TYPES, authKinds: DRAFT_AUTH, paginationKinds: DRAFT_PAGINATION });
  });
});
