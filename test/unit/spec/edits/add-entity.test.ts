import { describe, expect, it } from "vitest";
import { add, chosen, factsOf, remove, resolved, SYSTEMS } from "./helpers.ts";
import { systemSpec, systemText } from "../helpers.ts";
import { entitiesOf } from "../../../../src/spec/edits/needs.ts";

const cases: [string, string][] = [];
for (const system of SYSTEMS) {
  const { entities } = await systemSpec(system);
  for (const { name } of entities) {
    if (!entities.some((one) => one.name !== name && entitiesOf(one, entities).includes(name)))
      cases.push([system, name]);
  }
}

describe("an entity of a known system", () => {
  it.each(cases)("%s: %s, left out and added, is what it would have been from the start", async (system, name) => {
    const facts = await factsOf(system);
    const spec = await systemSpec(system);
    const others = spec.entities.map((one) => one.name).filter((one) => one !== name);
    const text = await chosen(system, { entities: others });
    const added = await add(text, { entity: name }, facts);
    expect(added.source).toBe("system");
    expect(added.spec.entities).toEqual(spec.entities);
    expect(added.spec.tables).toEqual(spec.tables);
    const whole = await resolved(systemText(system));
    const { webhooks: _w, exports: _e, ...rest } = whole;
    const { webhooks, exports, ...got } = added.resolved;
    expect(got).toEqual(rest);
    expect(webhooks).toEqual(whole.webhooks.filter((one) => one.entity !== name));
    expect(exports).toEqual(whole.exports.filter((one) => one.entity !== name));
    expect(added.offers.topics).toEqual(
      (spec.webhooks ?? []).filter((one) => one.entity === name).map((one) => one.topic),
    );
    expect((await remove(added.text, [name], facts)).text).toBe(text);

    // With its topics and exports it is all that it would have been, and leaves nothing behind either.
    const complete = await add(text, { entity: name, isComplete: true }, facts);
    expect(complete.resolved).toEqual(whole);
    expect(complete.offers).toEqual({ topics: [], exports: [] });
    expect((await remove(complete.text, [name], facts)).text).toBe(text);
  });

  it("takes no topics where the connector receives none, and no way out that another entity has", async () => {
    const facts = await factsOf("shopify");
    const silent = await chosen("shopify", { entities: ["product"], webhooks: false });
    const { added, offers } = await add(silent, { entity: "customer", isComplete: true }, facts);
    expect(added).toEqual(["entities.customer", "exports res.partner"]);
    expect(offers.topics).toEqual(["customers/create", "customers/update", "customers/delete"]);
    const own = await add(silent, { entity: "vendor", model: "res.partner", isComplete: true }, facts);
    const both = await add(own.text, { entity: "customer", isComplete: true }, facts);
    expect(both.spec.exports?.filter((one) => one.model === "res.partner")).toEqual([
      { model: "res.partner", entity: "vendor" },
    ]);
  });
});
