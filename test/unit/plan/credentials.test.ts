import { expect, it } from "vitest";
import { capabilities } from "../../../src/odoo/capabilities.ts";
import { planConnector } from "../../../src/plan/index.ts";
import { draftSpec } from "../../../src/spec/draft.ts";
import { resolveSpec } from "../../../src/spec/resolve.ts";
import { indexOf } from "./generate.ts";

it("expects credentials beyond Latin-1 as the runtime sends them: in UTF-8", async () => {
  const answers = { name: "acme", type: "crm", baseUrl: "https://api.acme.test", auth: "basic" };
  const draft = draftSpec(answers);
  const fields = draft.system.fields.map((field) => (field.secret === true ? field : { ...field, example: "東京" }));
  const spec = resolveSpec({ ...draft, system: { ...draft.system, fields } });
  const plan = planConnector({ spec, cap: capabilities("19.0"), modules: await indexOf("19.0"), specText: "" });
  const secret = spec.system.fields.find((field) => field.secret)?.name.replaceAll("_", "-");
  const pair = Buffer.from(`東京:test-${secret ?? ""}`).toString("base64");
  expect(JSON.stringify(plan.map((file) => file.data))).toContain(`Basic ${pair}`);
});
