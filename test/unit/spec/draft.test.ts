import { describe, expect, it } from "vitest";
import { ODOO_VERSIONS } from "../../../src/odoo/capabilities.ts";
import { checkSpec } from "../../../src/spec/check.ts";
import { DRAFT_AUTH, DRAFT_PAGINATION, DRAFT_TYPES, draftSpec, draftText } from "../../../src/spec/draft.ts";
import { DRAFTS } from "../../../src/spec/drafts/index.ts";
import { loadSpec } from "../../../src/spec/load.ts";
import { assertRenderable } from "../../../src/spec/renderable.ts";
import { resolveSpec } from "../../../src/spec/resolve.ts";
import { indexOf, problemsOf } from "./helpers.ts";

const acme = { name: "acme", type: "ecommerce", baseUrl: "https://{host}/api/v1/" };

describe.each(DRAFT_TYPES)("a draft of type %s", (type) => {
  it("can be rendered and fits every version, as text too", async () => {
    const answers = { ...acme, type, webhooks: true };
    const spec = draftSpec(answers);
    expect(spec.entities.map((entity) => entity.name)).toEqual(DRAFTS[type].map((entity) => entity.name));
    assertRenderable(spec);
    const resolved = resolveSpec(spec);
    for (const version of ODOO_VERSIONS) await checkSpec(resolved, version, indexOf);
    const text = await draftText(answers);
    expect((await loadSpec(text, "connector.yaml")).spec).toEqual(spec);
  });

  it.each(["import", "export", "both"])("in the direction %s", async (direction) => {
    const resolved = resolveSpec(draftSpec({ ...acme, type, direction }));
    for (const version of ODOO_VERSIONS) await checkSpec(resolved, version, indexOf);
  });

  it.each(DRAFT_AUTH.flatMap((auth) => DRAFT_PAGINATION.map((pagination) => [auth, pagination])))(
    "with %s and %s",
    (auth, pagination) => {
      const spec = draftSpec({ ...acme, type, auth, pagination });
      assertRenderable(spec);
      expect(resolveSpec(spec).system.auth.kind).toBe(auth);
      expect(resolveSpec(spec).system.pagination.kind).toBe(pagination);
    },
  );
});

it("makes backend fields of the address", () => {
  const spec = draftSpec({ ...acme, baseUrl: "https://{shop}.acme.test/{api_key}" });
  expect(spec.system.fields.map((field) => [field.name, field.tenant])).toEqual([
    ["shop", true],
    ["api_key", undefined],
  ]);
});

it("narrows direction and entities", () => {
  const exported = draftSpec({ ...acme, direction: "export", webhooks: true });
  expect(exported.entities.map((entity) => [entity.name, entity.direction])).toEqual([
    ["customer", "export"],
    ["category", "export"],
    ["product", "export"],
    ["inventory", "export"],
    ["order", "export"],
  ]);
  expect(exported.webhooks).toBeUndefined();
  const imported = draftSpec({ ...acme, direction: "import", entities: ["customers"] });
  expect(imported.entities.map((entity) => [entity.name, entity.direction])).toEqual([["customer", "import"]]);
  expect(imported.exports).toBeUndefined();
  // An order brings what it needs.
  expect(draftSpec({ ...acme, entities: ["orders"] }).entities.map((entity) => entity.name)).toEqual([
    "customer",
    "category",
    "product",
    "order",
  ]);
});

it("can be read and edited by people", async () => {
  const text = await draftText({ ...acme, webhooks: true, title: "Acme: the shop", apiDocs: "https://acme.test/docs" });
  expect(text).toMatch(/^# Acme: the shop, drafted/);
  expect(text).toContain('title: "Acme: the shop"');
  expect(text).toContain("- { odoo: email, remote: email }");
  expect(text).toContain("# How a list is read page by page.");
  for (const line of text.split("\n").slice(2)) expect(line.length, line).toBeLessThanOrEqual(125);
});

describe("says which option is missing or wrong", () => {
  it.each([
    [{}, ["NAME", "--type", "--base-url"]],
    [{ ...acme, baseUrl: "ftp://x" }, ["--base-url"]],
    [{ ...acme, type: "erp" }, ["--type"]],
    [{ ...acme, auth: "oauth9" }, ["--auth"]],
    [{ ...acme, direction: "sideways" }, ["--direction"]],
    [{ ...acme, entities: ["invoices"] }, ["--entities"]],
    [{ ...acme, name: "class" }, ["NAME"]],
    [{ ...acme, baseUrl: 'https://api.acme.test/"v1"' }, ["--base-url"]],
    [{ ...acme, baseUrl: "https://api.acme.test/{{x}}" }, ["--base-url"]],
    [{ ...acme, entities: ["class:res.bank"] }, ["--entities"]],
    [{ ...acme, entities: ["naïve:res.bank", "../x:res.bank"] }, ["--entities", "--entities"]],
  ])("%j", async (answers, places) => {
    expect((await problemsOf(() => draftSpec(answers))).map((problem) => problem.place)).toEqual(places);
  });

  it.each([
    ["res.partner", "write partner:res.partner, or customer, as this type proposes it"],
    ["project.task", "write task:project.task"],
    [":project.task", "write task:project.task"],
    ["task project.task", "write task:project.task"],
    ["Task project.task export", "write task:project.task:export"],
    ["customer order", "write names with commas between them: customer,order"],
    ["Task:project.task", "write task:project.task"],
    ["Sale Task:project.task", "write names with commas between them: sale,task,project_task"],
    ["class:res.bank:export", "write class_api:res.bank:export"],
    ["Ticket", "write what it is in Odoo: ticket:project.task"],
    ["Customer", "did you mean customer?"],
    [":", "write NAME, NAME:MODEL or NAME:MODEL:DIRECTION"],
  ])("in one message with what to write: %s", async (text, hint) => {
    const problems = await problemsOf(() => draftSpec({ ...acme, entities: [text] }));
    expect(problems.map((problem) => [problem.place, problem.hint])).toEqual([["--entities", hint]]);
  });

  it("with the nearest right word", async () => {
    const [problem] = await problemsOf(() => draftSpec({ ...acme, auth: "baerer" }));
    expect(problem?.hint).toBe("did you mean bearer?");
  });
});
