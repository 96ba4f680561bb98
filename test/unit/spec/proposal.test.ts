import { describe, expect, it } from "vitest";
import { ConnectorError } from "../../../src/errors.ts";
import { ODOO_VERSIONS } from "../../../src/odoo/capabilities.ts";
import { checkSpec } from "../../../src/spec/check.ts";
import { draftSpec, draftText } from "../../../src/spec/draft.ts";
import type { Models } from "../../../src/spec/drafts/proposal.ts";
import { loadSpec } from "../../../src/spec/load.ts";
import { assertRenderable } from "../../../src/spec/renderable.ts";
import { resolveSpec } from "../../../src/spec/resolve.ts";
import type { SpecEntity } from "../../../src/spec/schema.ts";
import { indexOf, problemsOf } from "./helpers.ts";

const acme = { name: "acme", type: "crm", baseUrl: "https://{host}/api" };

async function modelsOf(version: (typeof ODOO_VERSIONS)[number]): Promise<Models> {
  const index = await indexOf(version);
  return { index, values: await index.values() };
}

const models = await modelsOf("19.0");
const entityOf = (flag: string, ...before: string[]): SpecEntity | undefined =>
  draftSpec({ ...acme, entities: [...before, flag] }, models).entities.find((one) => one.name === flag.split(":")[0]);
const refusal = async (flag: string) =>
  (await problemsOf(() => draftSpec({ ...acme, entities: [flag] }, models))).map(({ message, hint }) => [
    message,
    hint,
  ]);

it.each(ODOO_VERSIONS)(
  "any model of Odoo %s: a mapping that fits it, or a refusal that helps",
  async (version) => {
    const known = await modelsOf(version);
    const refused: string[] = [];
    let proposed = 0;
    for (const model of known.index.modelNames()) {
      const info = known.index.model(model);
      if (info === undefined || info.transient || info.abstract) continue;
      for (const direction of ["both", "export"]) {
        const flag = `thing:${model}:${direction}`;
        try {
          const spec = draftSpec({ ...acme, entities: [flag] }, known);
          assertRenderable(spec);
          await checkSpec(resolveSpec(spec), version, indexOf);
          proposed += 1;
        } catch (error) {
          if (!(error instanceof ConnectorError)) throw error;
          // The longest names are too long for a table of any connector, which is no matter of the mapping.
          if (error.problems.every(({ message }) => message.includes("PostgreSQL cuts"))) continue;
          const wrong = error.problems.filter((problem) => problem.place !== "--entities");
          expect(wrong, flag).toEqual([]);
          refused.push(`${flag} ${error.problems.map(({ message, hint }) => `${message} (${hint ?? ""})`).join("; ")}`);
        }
      }
    }
    expect(proposed).toBeGreaterThan(refused.length);
    // Whatever is refused says why: it is machinery, there is nothing to map, or somebody has to decide.
    const reasons = /machinery|no field that|needs a decision/;
    expect(refused.filter((one) => !reasons.test(one))).toEqual([]);
  },
  60_000,
);

describe("a proposal", () => {
  it("maps what a new record needs first, by transforms that fit, without what is Odoo's own", () => {
    const task = entityOf("task:project.task", "project:project.project");
    const lines = Object.fromEntries((task?.mapping ?? []).map(({ odoo, transform }) => [odoo, transform]));
    expect(task?.mapping?.[0]).toEqual({ odoo: "name", remote: "name" });
    expect(lines).toMatchObject({
      project_id: { lookup: "project" },
      parent_id: { lookup: "task" },
      date_deadline: "iso8601",
      tag_ids: { find: "name", missing: "create" },
    });
    for (const own of ["state", "message_ids", "company_id", "stage_id", "display_name"])
      expect(lines).not.toHaveProperty(own);
    expect(task?.match_on).toEqual([{ odoo: "name", remote: "name" }]);
    expect(task?.depends).toContain("project");
  });

  it("sends what Odoo computes, and takes none of it", () => {
    const fields = (flag: string) => entityOf(flag)?.mapping?.map(({ odoo }) => odoo) ?? [];
    expect(fields("invoice:account.move:export")).toContain("amount_total");
    expect(fields("invoice:account.move:import")).not.toContain("amount_total");
  });

  it("takes the well-known models as the types know them", () => {
    expect(entityOf("person:res.partner")?.match_on).toEqual([{ odoo: "email", remote: "email" }]);
    expect(entityOf("item:product.product")?.endpoints.search).toBe("GET /items?sku={sku}");
    expect(entityOf("item:product.template")?.children?.[0]?.name).toBe("variant");
  });

  it("keeps a direction of its own, and lets the type's entities have one", () => {
    const spec = draftSpec({ ...acme, entities: ["stage::import", "task:project.task:export"] }, models);
    expect(spec.entities.map(({ name, direction }) => [name, direction])).toEqual([
      ["stage", "import"],
      ["task", "export"],
    ]);
  });

  it("stands in the text as in the spec", async () => {
    const answers = { ...acme, entities: ["lead", "task:project.task", "employee:hr.employee:export"] };
    const { spec } = await loadSpec(await draftText(answers, models), "connector.yaml");
    expect(spec).toEqual(draftSpec(answers, models));
  });
});

describe("says why there is none", () => {
  it.each([
    ["x:acount.move", /no model acount\.move/, /did you mean account\.move/],
    ["x:res.users", /machinery/, undefined],
    ["x:mail.thread", /abstract/, undefined],
    ["x:base.module.upgrade", /wizard/, undefined],
    ["x:mrp.bom.line", /needs bom_id .*decision/, /bom:mrp\.bom,x:mrp\.bom\.line/],
    ["x", /nothing that this type proposes/, /write what it is in Odoo/],
    ["leed", /nothing that this type proposes/, /did you mean lead/],
    ["x:project.task:sideways", /sideways/, /write import, export or both/],
    ["x:project.task:import:twice", /is no entity/, /NAME:MODEL:DIRECTION/],
  ])("%s", async (flag, message, hint) => {
    const [[said, advice] = []] = await refusal(flag);
    expect(said).toMatch(message);
    if (hint !== undefined) expect(advice).toMatch(hint);
  });
});
