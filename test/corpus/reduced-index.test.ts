/** With an index that was read over RPC rules say less, and nothing wrong: it knows neither ancestry nor methods. */
import { expect, it } from "vitest";
import { indexOfDocument, type ModelIndex } from "../../src/odoo/index.ts";
import type { IndexDocument, IndexedField, IndexedModel } from "../../src/odoo/pack.ts";
import { judgedTrees, told } from "../generated/judged.ts";
import { connectors, indexOf, treesOf } from "../generated/trees.ts";
import { apply } from "../mutations/apply.ts";
import { MUTATIONS } from "../mutations/index.ts";

const VERSION = "19.0";

/** Fields that a model with a table has, and our own index leaves out. */
const MAGIC: Readonly<Record<string, IndexedField>> = {
  id: { type: "integer", modules: ["base"], readonly: true },
  create_uid: { type: "many2one", comodel: "res.users", modules: ["base"], readonly: true },
};

/** What RPC would have told of the Odoo that an index was read from. */
async function reduced(index: ModelIndex): Promise<ModelIndex> {
  const xmlIds = await index.xmlIds();
  const models: Record<string, IndexedModel> = {};
  const xmlids: Record<string, Readonly<Record<string, readonly string[]>>> = {};
  for (const name of index.modelNames()) {
    const model = index.model(name);
    if (model === undefined) continue;
    const fields: Record<string, IndexedField> = model.abstract ? {} : { ...MAGIC };
    for (const field of model.fieldNames) {
      const facts = model.field(field);
      if (facts !== undefined) fields[field] = { ...facts, store: facts.stored };
    }
    models[name] = { modules: model.modules, fields, ...(model.transient && { transient: true }) };
    xmlids[name] = xmlIds(name);
  }
  const modules: Record<string, readonly string[]> = {};
  for (const name of index.moduleNames()) modules[name] = [...index.needs(name)];
  const document: IndexDocument & { odoo: typeof VERSION } = { odoo: VERSION, reduced: true, modules, models, xmlids };
  return indexOfDocument(document);
}

/** Rules that fields and XML ids are enough for. */
const STILL = [
  "view-unknown-field",
  "model-unknown-inverse",
  "model-unknown-comodel",
  "mapper-unknown-target",
  "data-unknown-model",
  "access-unknown-model",
];

/** Rules that need methods. */
const SILENT = ["view-unknown-button", "cron-unknown-method", "job-unknown-method"];

it("finds nothing in sound addons, tells of fields, and keeps silent about methods", async () => {
  const index = await reduced(await indexOf(VERSION));
  expect(index.isReduced).toBe(true);
  const trees = await treesOf(await connectors(), VERSION);
  const sound = [...trees].map(([name, files]) => ({ folder: `/sound/${name}`, files }));
  const mutants = MUTATIONS.filter((one) => one.version === VERSION && [...STILL, ...SILENT].includes(one.rule)).map(
    (one, number) => ({
      rule: one.rule,
      folder: `/mutants/${number}/${one.addon}`,
      ...apply(one, trees.get(one.addon) ?? new Map<string, string>()),
    }),
  );
  const found = await judgedTrees(VERSION, trees, [...sound, ...mutants], index);
  for (const { folder } of sound) expect(found.get(folder)?.map(told), folder).toEqual([]);
  for (const rule of STILL) {
    const own = mutants.filter((one) => one.rule === rule);
    expect(own.length, rule).toBeGreaterThan(0);
    for (const { folder, place } of own) {
      const told = (found.get(folder) ?? []).filter(
        ({ code, path, start }) => code === rule && `${path}:${start.line}` === place,
      );
      expect(told.length, `${rule} at ${place}`).toBeGreaterThan(0);
    }
  }
  for (const rule of SILENT) {
    const own = mutants.filter((one) => one.rule === rule);
    expect(own.length, rule).toBeGreaterThan(0);
    for (const { folder } of own)
      expect(
        found
          .get(folder)
          ?.filter(({ code }) => code === rule)
          .map(told),
      ).toEqual([]);
  }
});
