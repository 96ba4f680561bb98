import { describe, expect, it } from "vitest";
import { addAuth } from "../../../../src/spec/edits/add-auth.ts";
import { addExport } from "../../../../src/spec/edits/add-export.ts";
import { addField } from "../../../../src/spec/edits/add-field.ts";
import { addWebhooks } from "../../../../src/spec/edits/add-webhook.ts";
import type { EditFacts } from "../../../../src/spec/edits/edit.ts";
import { draftText } from "../../../../src/spec/draft.ts";
import type { Spec } from "../../../../src/spec/schema.ts";
import { problemsOf, systemSpec, systemText } from "../helpers.ts";
import {
  add,
  asRead,
  chosen,
  commented,
  factsOf,
  facts,
  mine,
  read,
  remove,
  resolved,
  STYLES,
  SYSTEMS,
} from "./helpers.ts";

type EditOf<Request> = (text: string, spec: Spec, request: Request, facts: EditFacts) => Promise<{ text: string }>;
/** What an edit complains about: place, message and hint. */
async function refusal<Request>(edit: EditOf<Request>, text: string, request: Request, given: EditFacts = facts) {
  const spec = await read(text);
  const problems = await problemsOf(() => edit(text, spec, request, given));
  return problems.map(({ place, message, hint }) => [place, message, hint].join(" | "));
}

const shopify = await factsOf("shopify");
const crm = await draftText({ name: "acme", type: "crm", baseUrl: "https://{host}/api" });

describe("webhooks", () => {
  it.each(SYSTEMS)(
    "of %s come back as they were, with how they arrive",
    async (system) => {
      const given = await factsOf(system);
      const spec = await systemSpec(system);
      const topics = (spec.webhooks ?? []).map((one) => one.topic);
      for (const style of ["plain", "windows", "blocks only", "one line"] as const) {
        const places = [3, 40, 90, 150, 210].map((at) => ({ at, column: 2, isTail: at % 2 === 0 }));
        const text = commented(STYLES[style](await chosen(system, { webhooks: false })), places);
        const before = await read(text);
        const edit = await asRead(addWebhooks(text, before, { topics: [...topics].reverse() }, given));
        expect(edit.spec.webhooks).toEqual(spec.webhooks);
        expect(edit.spec.system).toEqual(spec.system);
        expect(edit.spec.entities).toEqual(before.entities);
        expect(mine(edit.text)).toEqual(mine(text));
        expect(await refusal(addWebhooks, edit.text, { topics }, given)).toHaveLength(topics.length);
      }
    },
    60_000,
  );

  it("bring the field that signs them", async () => {
    const text = (await chosen("shopify", { webhooks: false })).replace(
      / {4}- name: webhook_secret\n(?: {6}.*\n)*/,
      "",
    );
    expect(text).not.toContain("webhook_secret");
    const edit = await asRead(addWebhooks(text, await read(text), { topics: ["products/create"] }, shopify));
    expect(edit.added).toEqual(["system.fields.webhook_secret", "system.webhooks", "webhooks products/create"]);
    expect(edit.spec.system).toEqual((await systemSpec("shopify")).system);
  });

  it("of a system that nobody has described are as a draft has them", async () => {
    const made = await draftText({ name: "acme", type: "crm", baseUrl: "https://{host}/api", webhooks: true });
    const before = await read(crm);
    const topics = ["contact.created", "contact.updated", "contact.deleted"];
    const edit = await asRead(addWebhooks(crm, before, { topics, entity: "contacts" }, facts));
    const wanted = await read(made);
    expect(edit.spec.system).toEqual(wanted.system);
    expect(edit.spec.webhooks).toEqual(wanted.webhooks?.filter((one) => one.entity === "contact"));
  });

  it("are refused with what would be right", async () => {
    const text = await chosen("shopify", { entities: ["product", "customer"] });
    expect(
      await refusal(addWebhooks, text, { topics: ["orders/create", "product/create", "shop/redact"] }, shopify),
    ).toEqual([
      "TOPIC | orders/create tells of order, which the spec has not | run add-binding order --odoo-model sale.order first",
      "TOPIC | Shopify has no topic product/create that is known | did you mean products/create?",
      "TOPIC | Shopify has no topic shop/redact that is known | write what it tells of: --entity customer",
    ]);
    expect(await refusal(addWebhooks, crm, { topics: ["contact.merged"], entity: "contact" })).toEqual([
      "--event | is missing: contact.merged does not say what happened | write --event created, updated or deleted",
    ]);
    expect(await refusal(addWebhooks, crm, { topics: ["a.created"], entity: "contct" })).toEqual([
      '--entity | there is no entity "contct" in the spec | did you mean contact?',
    ]);
    const whole = systemText("shopify");
    expect(await refusal(addWebhooks, whole, { topics: ["parcels/create"], entity: "fulfillment" }, shopify)).toEqual([
      "TOPIC | parcels/create: fulfillment is only exported, an event can't be imported | take another entity than fulfillment",
    ]);
  });
});

describe("exports", () => {
  it.each(["shopify", "woocommerce"] as const)(
    "of %s, which was imported only, are what they were",
    async (system) => {
      const given = await factsOf(system);
      const spec = await systemSpec(system);
      const whole = await resolved(systemText(system));
      for (const style of ["plain", "windows", "blocks only"] as const) {
        let text = STYLES[style](await chosen(system, { direction: "import" }));
        const entities = (await read(text)).entities.map((one) => one.name);
        const wanted = (spec.exports ?? []).filter((one) => entities.includes(one.entity));
        for (const { model } of wanted) {
          const edit = await asRead(addExport(text, await read(text), { model }, given));
          text = edit.text;
          expect((await refusal(addExport, text, { model }, given)).join()).toContain(
            `the export of ${model} is there already`,
          );
        }
        const now = await read(text);
        expect(now.exports).toEqual(wanted);
        expect(now.entities).toEqual(spec.entities.filter((one) => entities.includes(one.name)));
        const got = await resolved(text);
        expect(got.entities).toEqual(whole.entities.filter((one) => entities.includes(one.name)));
      }
    },
    60_000,
  );

  it("of a system that nobody has described take the usual requests", async () => {
    const text = crm
      .replace(/^ {6}(?:create|update): .*\n/gm, "")
      .replaceAll("direction: both", "direction: import")
      .replace(/^exports:\n(?: .*\n)*/m, "");
    const edit = await asRead(addExport(text, await read(text), { model: "res.partner", entity: "contact" }, facts));
    expect(edit.added).toEqual([
      "entities.contact.direction",
      "entities.contact.endpoints.create",
      "entities.contact.endpoints.update",
      "exports res.partner",
    ]);
    expect(edit.spec.entities).toContainEqual((await read(crm)).entities.find((one) => one.name === "contact"));
  });

  it("are refused with what would be right", async () => {
    const text = await chosen("shopify", { entities: ["product", "customer"] });
    expect(await refusal(addExport, text, { model: "sale.order" }, shopify)).toEqual([
      "MODEL | no entity of the spec is of model sale.order | run add-binding order --odoo-model sale.order first",
    ]);
    expect(await refusal(addExport, text, { model: "res.partnr" }, shopify)).toEqual([
      "MODEL | Odoo 19.0 has no model res.partnr | did you mean res.partner?",
    ]);
    const stripe = await factsOf("stripe");
    expect(await refusal(addExport, systemText("stripe"), { model: "account.move" }, stripe)).toEqual([
      "MODEL | Stripe only lets invoice be imported, as far as it is known | take another model",
    ]);
  });
});

describe("fields", () => {
  it("of a known system come as it says them", async () => {
    const whole = await read(systemText("shopify"));
    const line = "      - { odoo: country_id, remote: default_address.country_code, transform: country }\n";
    const text = systemText("shopify").replace(line, "");
    const edit = await asRead(addField(text, await read(text), { entity: "customers", field: "country_id" }, shopify));
    const mapping = whole.entities[0]?.mapping ?? [];
    const last = mapping.filter((one) => one.odoo === "country_id");
    expect(edit.spec.entities[0]?.mapping).toEqual([...mapping.filter((one) => one.odoo !== "country_id"), ...last]);
    expect(edit.text.replace(line, "")).toBe(text);
  });

  it.each(Object.keys(STYLES) as (keyof typeof STYLES)[])("keep everything else as it is: %s", async (style) => {
    const text = commented(
      STYLES[style](crm),
      [7, 30, 41, 55].map((at) => ({ at, column: 6, isTail: at % 2 === 0 })),
    );
    const before = await read(text);
    const request = { entity: "contact", field: "credit_limit", remote: "limits.credit", direction: "import" };
    const edit = await asRead(addField(text, before, request, facts));
    const wanted = structuredClone(before);
    wanted.entities
      .find((one) => one.name === "contact")
      ?.mapping?.push({ odoo: "credit_limit", remote: "limits.credit", transform: "float", direction: "import" });
    expect(edit.spec).toEqual(wanted);
    expect(mine(edit.text)).toEqual(mine(text));
    expect(edit.text.length - text.length).toBeLessThan(160);
    expect(await refusal(addField, edit.text, request)).toHaveLength(1);
  });

  it("are checked on the model", async () => {
    expect(await refusal(addField, crm, { entity: "contact", field: "emial" })).toEqual([
      "FIELD | res.partner has no field emial in Odoo 19.0 | did you mean email?",
    ]);
    expect(await refusal(addField, crm, { entity: "contakt", field: "email" })).toEqual([
      'ENTITY | there is no entity "contakt" in the spec | did you mean contact?',
    ]);
    expect(await refusal(addField, crm, { entity: "contact", field: "user_id" })).toEqual([
      "FIELD | res.partner.user_id is a many2one of res.users and takes no remote value as it is | write --transform '{ lookup: ENTITY }' or '{ find: name }'",
    ]);
    expect(await refusal(addField, crm, { entity: "contact", field: "industry_id" })).toEqual([
      "FIELD | res.partner.industry_id is a many2one of res.partner.industry and takes no remote value as it is | write --transform '{ find: name, missing: create }'",
    ]);
    expect(await refusal(addField, crm, { entity: "contact", field: "ref", transform: "flaot" })).toHaveLength(1);
    expect(await refusal(addField, crm, { entity: "contact", field: "ref", transform: "{ lookup: x }" })).toHaveLength(
      1,
    );
    expect(await refusal(addField, crm, { entity: "contact", field: "ref", remote: "a b" })).toEqual([
      '--remote | "a b" is no place in a record | write keys joined by dots: address.city',
    ]);
    expect((await refusal(addField, crm, { entity: "contact", field: "display_name" }))[0]).toContain("FIELD | ");
  });

  it("go one way where the entity does", async () => {
    const text = await chosen("shopify", { direction: "import" });
    expect(await refusal(addField, text, { entity: "variant", field: "volume", direction: "export" }, shopify)).toEqual(
      ["--direction | product is only imported | run add-export product.template first"],
    );
    const edit = await asRead(addField(text, await read(text), { entity: "variant", field: "volume" }, shopify));
    expect(edit.added).toEqual(["entities.product.children.variant.mapping[4]"]);
  });
});

describe("ways to authenticate", () => {
  it("of a known system come as it says them", async () => {
    const known = await factsOf("woocommerce");
    const spec = await systemSpec("woocommerce");
    const { auth_alternatives: _gone, ...system } = spec.system;
    const fields = system.fields.filter((one) => !["query_string_auth", "plain_http"].includes(one.name));
    const text = JSON.stringify({ ...spec, system: { ...system, fields } }, null, 2);
    const one = await asRead(addAuth(text, await read(text), { kind: "query" }, known));
    const both = await asRead(addAuth(one.text, one.spec, { kind: "oauth1" }, known));
    expect(both.spec).toEqual(spec);
    expect((await refusal(addAuth, both.text, { kind: "oauth1" }, known)).join()).toContain("already");
  });

  it.each(["bearer", "basic", "query", "oauth1", "none"])(
    "%s stands beside the one that is there, and in its place",
    async (kind) => {
      const edit = await asRead(addAuth(crm, await read(crm), { kind }, facts));
      expect(edit.spec.system.auth_alternatives?.map((one) => [one.when, one.auth.kind])).toEqual([
        [{ field: `use_${kind}`, equals: true }, kind],
      ]);
      expect(edit.spec.entities).toEqual((await read(crm)).entities);
      const other = await asRead(addAuth(crm, await read(crm), { kind, replace: true }, facts));
      expect(other.spec.system.auth.kind).toBe(kind);
      expect(other.spec.system.auth_alternatives).toBeUndefined();
      expect((await refusal(addAuth, crm, { kind: "header" })).join()).toContain("already");
    },
  );

  it("that can't be generated are refused", async () => {
    expect(await refusal(addAuth, crm, { kind: "oauth2" })).toEqual([
      'KIND | "oauth2" is none of header, bearer, basic, query, oauth1 or none | did you mean oauth1?',
    ]);
  });
});

describe("entities", () => {
  const refused = async (text: string, request: Parameters<typeof add>[1], given = facts): Promise<string[]> =>
    (await problemsOf(() => add(text, request, given))).map(({ place, message, hint }) =>
      [place, message, hint].join(" | "),
    );

  it("are refused with what would be right", async () => {
    const text = await chosen("shopify", { entities: ["customer"] });
    expect(await refused(text, { entity: "orders" }, shopify)).toEqual([
      "ENTITY | order needs product, which the spec has not | run add-binding product --odoo-model product.template first",
    ]);
    expect(await refused(text, { entity: "fulfillment" }, shopify)).toEqual([
      "ENTITY | fulfillment needs product and order, which the spec has not | run add-binding product --odoo-model product.template, then add-binding order --odoo-model sale.order first",
    ]);
    expect((await refused(text, { entity: "customers", model: "res.partner" }, shopify))[0]).toMatch(
      /^connector\.yaml:\d+:5 \| the entity customer \(res\.partner\) is there already \|/,
    );
    expect((await refused(text, { entity: "address", model: "res.partner" }, shopify))[0]).toContain(
      "as a part of customer",
    );
    expect(await refused(text, { entity: "variant", model: "product.product" }, shopify)).toEqual([
      "ENTITY | variant is a part of product | run add-binding product --odoo-model product.template",
    ]);
    expect(await refused(text, { entity: "product", model: "product.product" }, shopify)).toEqual([
      "--odoo-model | the product of Shopify is product.template, not product.product | write --odoo-model product.template, or give the entity another name",
    ]);
    expect(await refused(text, { entity: "prodcut", model: "product.template" }, shopify)).toEqual([
      "ENTITY | Shopify has no prodcut | did you mean product? An entity of your own takes a name less like it",
    ]);
    expect(await refused(crm, { entity: "ticket", model: "project.tsak" })).toEqual([
      "--odoo-model | Odoo 19.0 has no model project.tsak | did you mean project.task?",
    ]);
    expect(await refused(crm, { entity: "ticket" })).toEqual([
      "--odoo-model | is missing: nothing says what ticket is in Odoo | write --odoo-model project.task",
    ]);
    expect((await refused(crm, { entity: "access", model: "ir.model.access" }))[0]).toContain("machinery");
    const stripe = await factsOf("stripe");
    const some = await chosen("stripe", { entities: ["customer"] });
    expect(await refused(some, { entity: "payment", direction: "export" }, stripe)).toEqual([
      "--direction | payment can't be exported: Stripe only imports it | write --direction import, or leave it out",
    ]);
    expect(
      await refused(crm, {
        entity: "vendor",
        model: "res.partner",
        fields: ["name", "emial", "user_ids", "name"],
        matchOn: ["emial:x"],
        endpoint: "vendors",
      }),
    ).toEqual([
      '--endpoint | "vendors" is no path below the base URL | write /vendors',
      "--fields | res.partner has no field emial in Odoo 19.0 | did you mean email?",
      "--fields | name is named twice | leave one of them out",
      "--fields | user_ids is a one2many of res.users: nothing says how a remote value becomes one | leave it out, and run add-field vendor user_ids --transform … afterwards",
      "--match-on | res.partner has no field emial in Odoo 19.0 | did you mean email?",
    ]);
  });

  it("are as the request wants them", async () => {
    const edit = await add(crm, {
      entity: "vendor",
      model: "res.partner",
      direction: "import",
      fields: ["name", "email:contact.mail", "credit_limit"],
      matchOn: ["ref:number", "email"],
      endpoint: "/suppliers.json?kind=vendor",
    });
    expect(edit.source).toBe("model");
    const entity = edit.spec.entities.find((one) => one.name === "vendor");
    expect(entity?.endpoints).toEqual({
      list: "GET /suppliers.json?kind=vendor",
      get: "GET /suppliers/{id}.json",
      create: "POST /suppliers.json",
      update: "PUT /suppliers/{id}.json",
      search: "GET /suppliers.json?email={email}",
    });
    expect(entity?.match_on).toEqual([
      { odoo: "ref", remote: "number" },
      { odoo: "email", remote: "contact.mail" },
    ]);
    expect(entity?.mapping).toEqual([
      { odoo: "name", remote: "name", transform: "first", fallback: ["email", "id"] },
      { odoo: "email", remote: "contact.mail" },
      { odoo: "credit_limit", remote: "credit_limit", transform: "float" },
    ]);
    expect(entity?.direction).toBe("import");
    expect((await remove(edit.text, ["vendor"])).text).toBe(crm);
  });

  it("of a known system can be narrowed, and say what else is known", async () => {
    const text = await chosen("shopify", { entities: ["customer", "product"] });
    const edit = await add(text, { entity: "order", direction: "import" }, shopify);
    const [wanted] = (await read(await chosen("shopify", { direction: "import" }))).entities.filter(
      (one) => one.name === "order",
    );
    expect(edit.spec.entities.find((one) => one.name === "order")).toEqual(wanted);
    expect(edit.added).toEqual([
      "entities.order",
      "tables.tax",
      "tables.carrier",
      "tables.location",
      "tables.order_state",
    ]);
    expect(edit.modules).toEqual(["delivery", "stock"]);
    expect(edit.offers).toEqual({
      topics: ["orders/create", "orders/updated", "orders/cancelled", "refunds/create"],
      exports: ["sale.order"],
    });
    expect(edit.text).toContain("    # Without it only open orders are listed.\n");
  });

  it("that others need are kept, and named", async () => {
    const text = systemText("shopify");
    const problems = await problemsOf(() => remove(text, ["order"], shopify));
    expect(problems.map(({ message, hint }) => [message, hint])).toEqual([
      ["fulfillment needs order", "remove all of them: remove-binding order fulfillment"],
    ]);
    expect((await problemsOf(() => remove(text, ["ordre"], shopify)))[0]?.hint).toBe("did you mean order?");
    expect((await problemsOf(() => remove(crm, ["contact", "company", "lead"])))[0]?.message).toBeDefined();
  });
});
