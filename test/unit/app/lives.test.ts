/** Connectors that people live with: nothing of theirs is lost, and the addon is sound after every step. */
import * as fc from "fast-check";
import { afterAll, describe, it } from "vitest";
import { endFormatting, type Origin } from "../../generated/growing.ts";
import { runs, timeout } from "../../generated/runs.ts";
import { Life, life, ofDraft, ofSystem } from "../../generated/sequences.ts";

const TIMEOUT = timeout(240_000);

afterAll(endFormatting);

/** Steps in each life. */
const STEPS = 6;

async function lead(origin: Origin, count: number): Promise<void> {
  await fc.assert(
    fc.asyncProperty(life(STEPS), async (steps) => {
      const one = await Life.begin(origin);
      for (const step of steps) await one.take(step);
      await one.isDone();
    }),
    { ...runs(count), endOnFailure: true },
  );
}

describe("a life of edits, additions, upgrades and removals", { timeout: TIMEOUT }, () => {
  it("of a small connector of a system that nobody has described", async () => {
    await lead(ofDraft({ type: "crm", entities: ["contact"] }), 10);
  });

  it("of one with a single entity of Shopify", async () => {
    await lead(await ofSystem("shopify", { entities: ["product"], webhooks: false }), 4);
  });

  it("of all of WooCommerce", async () => {
    await lead(await ofSystem("woocommerce", {}), 1);
  });

  it("of all of Shopify", async () => {
    await lead(await ofSystem("shopify", {}), 1);
  });
});
