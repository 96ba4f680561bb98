import { describe, expect, it } from "vitest";
import { ConnectorError } from "../../../src/errors.ts";
import { type Ask, fillIn } from "../../../src/prompts/ask.ts";
import { type Answers, entitiesOf, type Offer, questions, type Words } from "../../../src/prompts/questions.ts";

const words: Words = {
  odooVersions: ["16.0", "19.0"],
  draft: {
    types: ["ecommerce", "crm"],
    authKinds: ["header", "bearer"],
    paginationKinds: ["page", "none"],
    entities: { ecommerce: ["customer", "order"], crm: ["contact"] },
  },
  nameProblem: (name) => (/^[a-z]+$/.test(name) ? undefined : "no name"),
};
const table = questions(words);
const shopify: Offer = {
  kind: "system",
  title: "Shopify",
  type: "ecommerce",
  entities: [
    { name: "customer", direction: "both" },
    { name: "order", direction: "import" },
  ],
  hasWebhooks: true,
};
const draft: Offer = { kind: "draft", entities: [], hasWebhooks: false };

/** Answers like a person who takes what is proposed, and notes what was asked. */
function person(overrides: Partial<Record<keyof Answers, string | boolean | readonly string[]>> = {}): {
  ask: Ask;
  asked: string[];
} {
  const asked: string[] = [];
  const ask: Ask = (question, offer, answers) => {
    asked.push(question.key);
    const own = overrides[question.key];
    if (own !== undefined) return Promise.resolve(own);
    if (question.kind === "yes") return Promise.resolve(question.fallback);
    if (question.kind === "many")
      return Promise.resolve(question.choices(offer, answers).map((choice) => choice.value));
    const fallback = question.kind === "text" ? question.fallback(answers) : question.fallback(answers, offer);
    return Promise.resolve(fallback ?? (question.key === "type" ? "ecommerce" : "x"));
  };
  return { ask, asked };
}

describe("questions", () => {
  it("ask for what the flags left open, and only that", async () => {
    const { ask, asked } = person();
    await fillIn(table, shopify, { name: "shopify", odoo: "19.0", path: ".", webhooks: false }, ask);
    expect(asked).toEqual(["entities", "direction"]);
  });

  it("keep the Odoo version of the addon that is there", async () => {
    const addon: Offer = { ...shopify, kind: "addon", odoo: "16.0" };
    expect(await fillIn(table, addon, { name: "shopify" }, undefined)).toMatchObject({ odoo: "16.0" });
    expect(await fillIn(table, addon, { name: "shopify", odoo: "19.0" }, undefined)).toMatchObject({ odoo: "19.0" });
    expect(await fillIn(table, shopify, { name: "shopify" }, undefined)).toMatchObject({ odoo: "19.0" });
  });

  it("ask for name and folder first: what stands there decides about the others", () => {
    expect(table.slice(0, 2).map(({ key }) => key)).toEqual(["name", "path"]);
  });

  it("ask nothing when everything is given", async () => {
    const { ask, asked } = person();
    const given = { name: "shopify", odoo: "19.0", path: ".", webhooks: true, entities: ["order"], direction: "both" };
    expect(await fillIn(table, shopify, given, ask)).toEqual(given);
    expect(asked).toEqual([]);
  });

  it("ask for the facts of a system that is not known", async () => {
    const { ask, asked } = person();
    await fillIn(table, draft, { name: "mine" }, ask);
    expect(asked).toEqual(["path", "type", "baseUrl", "auth", "pagination", "odoo", "more", "entities", "direction"]);
  });

  it("take records of any model beside those that a type proposes", async () => {
    const more = "ticket:project.task, invoice:account.move:export";
    const all = await fillIn(table, draft, { name: "mine" }, person({ more }).ask);
    expect(entitiesOf(words, all)).toEqual(["customer", "order", "ticket:project.task", "invoice:account.move:export"]);
    const some = await fillIn(table, draft, { name: "mine" }, person({ more, entities: ["order"] }).ask);
    expect(entitiesOf(words, some)?.[0]).toBe("order");
    expect(entitiesOf(words, await fillIn(table, draft, { name: "mine" }, person().ask))).toBeUndefined();
    const { ask, asked } = person();
    await fillIn(table, draft, { name: "mine", entities: ["order"] }, ask);
    expect(asked).not.toContain("more");
  });

  it("take all entities for no choice", async () => {
    const all = await fillIn(table, shopify, { name: "shopify" }, person().ask);
    expect(all.entities).toBeUndefined();
    const one = await fillIn(table, shopify, { name: "shopify" }, person({ entities: ["order"] }).ask);
    expect(one.entities).toEqual(["order"]);
  });

  it("have defaults where nobody can be asked", async () => {
    expect(await fillIn(table, shopify, { name: "shopify" }, undefined)).toEqual({
      name: "shopify",
      odoo: "19.0",
      direction: "both",
      path: ".",
    });
  });

  it("name every missing key at once where nobody can be asked", async () => {
    const failure = await fillIn(table, draft, {}, undefined).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ConnectorError);
    expect((failure as ConnectorError).exitCode).toBe(2);
    expect((failure as ConnectorError).problems.map((problem) => problem.place)).toEqual([
      "NAME",
      "--type",
      "--base-url",
    ]);
  });

  it("check while typing", () => {
    const check = (key: string, value: string): true | string => {
      const question = table.find((one) => one.key === key);
      if (question?.kind !== "text") throw new Error(`${key} is not typed`);
      return question.check(value);
    };
    expect(check("name", "shopify")).toBe(true);
    expect(check("name", "Shop ify")).toBe("no name");
    expect(check("baseUrl", "https://{shop}.example.com/v1")).toBe(true);
    for (const bad of ["", "example.com", "ftp://x", "javascript:alert(1)", "https://"]) {
      expect(check("baseUrl", bad)).not.toBe(true);
    }
    expect(check("path", " ")).not.toBe(true);
    expect(check("more", "")).toBe(true);
    expect(check("more", "a:res.partner, b:account.move:export")).toBe(true);
    for (const bad of ["ticket", "a:B", "a:res.partner:sideways"]) expect(check("more", bad)).not.toBe(true);
  });
});
