/** What holds of every edit, whatever the spec says and however it is written. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ConnectorError } from "../../../../src/errors.ts";
import type { EditFacts } from "../../../../src/spec/edits/edit.ts";
import { entitiesOf } from "../../../../src/spec/edits/needs.ts";
import type { SpecEntity } from "../../../../src/spec/schema.ts";
import { systemText } from "../helpers.ts";
import { add, commented, drafts, facts, factsOf, mine, read, remove, resolved, STYLES, SYSTEMS } from "./helpers.ts";

interface Case {
  readonly name: string;
  readonly text: string;
  readonly facts: EditFacts;
}

const cases: Case[] = [
  ...(await Promise.all(SYSTEMS.map(async (name) => ({ name, text: systemText(name), facts: await factsOf(name) })))),
  ...(await drafts()).map((text, index) => ({ name: `draft ${index}`, text, facts })),
];

/** The entity and all that need it, in an order in which they can be added. */
function dependants(entities: readonly SpecEntity[], name: string): string[] {
  const gone = new Set([name]);
  for (let count = 0; count !== gone.size;) {
    count = gone.size;
    for (const one of entities) if (entitiesOf(one, entities).some((other) => gone.has(other))) gone.add(one.name);
  }
  const order: string[] = [];
  const visit = (one: string): void => {
    const entity = entities.find((other) => other.name === one);
    if (order.includes(one) || entity === undefined) return;
    for (const other of entitiesOf(entity, entities)) if (gone.has(other)) visit(other);
    order.push(one);
  };
  for (const one of gone) visit(one);
  return order;
}

/** Whether an entity would take over the model of one that goes, which is refused. */
const takesOver = (entities: readonly SpecEntity[], gone: readonly string[]): boolean =>
  entities.some((one, index) => {
    const before = entities.slice(0, index).some((other) => other.model === one.model && gone.includes(other.name));
    return before && !gone.includes(one.name);
  });

const comments = fc.array(fc.record({ at: fc.nat(1000), column: fc.nat(8), isTail: fc.boolean() }), { maxLength: 12 });
const written = fc.record({
  one: fc.constantFrom(...cases),
  style: fc.constantFrom(...(Object.keys(STYLES) as (keyof typeof STYLES)[])),
  comments,
  pick: fc.nat(50),
});

/** A text in a style, with comments, and what of it is to go. */
async function made({
  one,
  style,
  comments: places,
  pick,
}: typeof written extends fc.Arbitrary<infer Value> ? Value : never) {
  const text = commented(STYLES[style](one.text), places);
  const spec = await read(text);
  const name = spec.entities[pick % spec.entities.length]?.name ?? "";
  const gone = dependants(spec.entities, name);
  return { text, spec, gone, facts: one.facts };
}

const runs = { numRuns: 12 } as const;

describe("entities", () => {
  it("go with what only they needed, and come back as they were", async () => {
    await fc.assert(
      fc.asyncProperty(written, async (given) => {
        const { text, spec, gone, facts: known } = await made(given);
        fc.pre(gone.length < spec.entities.length && !takesOver(spec.entities, gone));
        const without = await remove(text, gone, known);
        expect(mine(without.text)).toEqual(mine(text));
        expect(without.spec.entities).toEqual(spec.entities.filter((one) => !gone.includes(one.name)));
        let now = without.text;
        const before: string[] = [];
        for (const name of gone) {
          before.push(now);
          const added = await add(now, { entity: name }, known);
          expect(mine(added.text)).toEqual(mine(text));
          now = added.text;
        }
        const whole = await resolved(text);
        const { webhooks, exports, ...rest } = await resolved(now);
        expect({ ...rest }).toEqual({
          ...whole,
          webhooks: undefined,
          exports: undefined,
          ...rest,
          entities: whole.entities,
        });
        expect(rest.entities).toEqual(whole.entities);
        expect(rest.tables).toEqual(whole.tables);
        expect(webhooks).toEqual(whole.webhooks.filter((one) => !gone.includes(one.entity)));
        expect(exports).toEqual(whole.exports.filter((one) => !gone.includes(one.entity)));
        for (const name of gone) await expect(add(now, { entity: name }, known)).rejects.toThrow(ConnectorError);
        // What was just added leaves nothing behind.
        for (const name of [...gone].reverse()) {
          now = (await remove(now, [name], known)).text;
          expect(now).toBe(before.pop());
        }
      }),
      runs,
    );
  }, 400_000);
});
