/** Connectors that people live with: nothing of theirs is lost, and the addon is sound after every step. */
import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { endFormatting, Growing, type Origin } from "../../generated/growing.ts";
import { everyRevision, renewed, revisionName } from "../../generated/newer-templates.ts";
import { runs, timeout } from "../../generated/runs.ts";
import { Life, life, ofDraft, ofSystem } from "../../generated/sequences.ts";
import { EDITS } from "../../generated/user-edits.ts";

vi.mock(import("../../../src/app/render.ts"), async (original) =>
  (await import("../../generated/newer-templates.ts")).renewing(await original()),
);
// From their sources they are compiled each time.
vi.mock(import("../../../src/render/source.ts"), async (original) => {
  const { openTemplates } = await original();
  let opened: ReturnType<typeof openTemplates> | undefined;
  return { openTemplates: (fs) => (opened ??= openTemplates(fs)) };
});

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

describe("what happens in lives", () => {
  let tree: ReadonlyMap<string, string>;

  beforeAll(async () => {
    tree = await (await Growing.make(await ofSystem("shopify", {}))).files();
  }, TIMEOUT);

  it("is an edit that can be made, each of them", () => {
    for (const [at, edit] of EDITS.entries()) expect(edit(tree, 0, "my_1_x"), `edit ${at}`).toBeDefined();
  });

  it("is a change of the templates that changes something, each of them", () => {
    const files = [...tree].map(([path, content]) => ({ path: `a/${path}`, content, ownership: "generated" as const }));
    for (const turns of everyRevision()) {
      const changed = turns.filter((one) => JSON.stringify(renewed(files, [one])) !== JSON.stringify(files));
      expect(changed, turns.map(revisionName).join(", ")).not.toEqual([]);
    }
  });
});

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
