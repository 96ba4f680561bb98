/**
 * What is inferred from connectors whose spec is known: our own, with the spec and the tool's records taken away. Nothing
 * is said that the spec does not say, and what is not said is listed.
 */
import { beforeAll, describe, expect, it } from "vitest";
import { backendsOf } from "../../../src/adopt/backend.ts";
import { Code } from "../../../src/adopt/facts.ts";
import { infer, type Inferred, type InferredEntity } from "../../../src/adopt/infer.ts";
import type { Mapped } from "../../../src/adopt/mapping.ts";
import { KINDS } from "../../../src/adopt/requests.ts";
import { AddonReader, readJudged } from "../../../src/app/read-addons.ts";
import { MemoryFileSystem } from "../../../src/fs/memory.ts";
import type { ResolvedEntity, ResolvedMapping } from "../../../src/spec/resolved.ts";
import { expectSoundTrees } from "../../generated/sound.ts";
import { type Connector, connectors, type Tree, treesOf } from "../../generated/trees.ts";

const VERSION = "19.0";

/** Connectors by their addon, and how much of what their specs say has to be inferred, in percent. */
const LEAST = { shopify_connector: 95, woocommerce_connector: 96, acme_crm_connector: 100 } as const;
type Name = keyof typeof LEAST;
const NAMES = Object.keys(LEAST) as Name[];

interface Known extends Connector {
  readonly inferred: Inferred;
}

const known = new Map<string, Known>();

beforeAll(async () => {
  const all = (await connectors()).filter(({ spec }) => NAMES.some((name) => name === spec.names.addon));
  const trees = await treesOf(all, VERSION);
  await expectSoundTrees(VERSION, trees);
  for (const one of all) {
    const tree = trees.get(one.spec.names.addon);
    if (tree !== undefined) known.set(one.spec.names.addon, { ...one, inferred: await inferredOf(one, tree) });
  }
}, 60_000);

async function inferredOf({ spec }: Connector, tree: Tree): Promise<Inferred> {
  const folder = `/addons/${spec.names.addon}`;
  const isCode = (path: string): boolean => path !== "connector.yaml" && !path.startsWith(".connector.");
  const texts = [...tree].filter(([path]) => isCode(path)).map(([path, text]) => [`${folder}/${path}`, text] as const);
  const fs = new MemoryFileSystem(Object.fromEntries(texts));
  const addon = await readJudged(await new AddonReader(fs).source(folder));
  const code = new Code(addon);
  const backends = backendsOf(code);
  expect(backends.map(({ model }) => model)).toEqual([spec.names.backendModel]);
  const [backend] = backends;
  if (backend === undefined) throw new Error("no backend");
  return infer(addon, code, backend);
}

function of(name: Name): Known {
  const found = known.get(name);
  if (found === undefined) throw new Error(`${name} was not made`);
  return found;
}

/** What the spec and the code say of each entity, by its name. */
function pairs({ spec, inferred }: Known): (readonly [ResolvedEntity, InferredEntity | undefined])[] {
  return spec.bindings.map((entity) => [entity, inferred.entities.find(({ name }) => name === entity.name)] as const);
}

/** The places that a line of the spec reads, in their order. */
const placesOf = ({ remote, transforms }: ResolvedMapping): readonly string[] => [
  ...remote,
  ...transforms.flatMap((one) => (one.kind === "first" ? one.fallback : [])),
];

/** Whether a line that was inferred is one of the spec's. */
function isSaid(line: Mapped, mapping: readonly ResolvedMapping[]): boolean {
  return mapping.some((one) => {
    if (one.odoo !== line.odoo) return false;
    if (line.direction !== "export" && !(one.imports && placesOf(one).join() === line.remote.join())) return false;
    // A way out fills one place, of those that the way in reads.
    return (
      line.direction === "import" ||
      (one.exports && line.remote.length === 1 && placesOf(one).includes(line.remote[0] ?? ""))
    );
  });
}

describe.each(NAMES)("%s, without its spec", (name) => {
  it("says nothing that its spec does not say", () => {
    const one = of(name);
    const { spec, inferred } = one;
    expect(inferred.backend.value).toBe(spec.names.backendModel);
    expect(inferred.system.base_url?.value).toBe(spec.system.baseUrl);
    expect(inferred.system.headers?.value).toEqual(spec.system.headers);
    expect(spec.system.auth).toMatchObject(inferred.system.auth?.value as object);
    expect(inferred.entities.map((entity) => entity.name).sort()).toEqual(
      spec.bindings.map((entity) => entity.name).sort(),
    );
    for (const [entity, found] of pairs(one)) {
      if (found === undefined) continue;
      const at = (what: string): string => `${name}, ${entity.name}: ${what}`;
      expect(found.model.value, at("model")).toBe(entity.model);
      expect(found.binding.value, at("binding")).toBe(entity.names.bindingModel);
      if (found.direction !== undefined) expect(found.direction.value, at("direction")).toBe(entity.direction);
      for (const kind of KINDS) {
        const fact = found.endpoints[kind];
        if (fact !== undefined) expect(fact.value, at(kind)).toBe(entity.endpoints[kind]?.text);
      }
      expect(
        found.mapping.filter((line) => !isSaid(line, entity.mapping)),
        at("mapping"),
      ).toEqual([]);
    }
  });

  it("lists what it does not say, and says most", () => {
    const one = of(name);
    const { inferred } = one;
    const isListed = (key: string): boolean => inferred.unknown.some((gap) => gap.key === key);
    let facts = 0;
    const silent: string[] = [];
    const missing: string[] = [];
    const count = (key: string, isInferred: boolean): void => {
      facts += 1;
      if (isInferred) return;
      missing.push(key);
      if (!isListed(key)) silent.push(key);
    };
    for (const [entity, found] of pairs(one)) {
      const key = `adopted.entities.${entity.name}`;
      count(`${key}.direction`, found?.direction !== undefined);
      for (const kind of KINDS) {
        if (entity.endpoints[kind] !== undefined)
          count(`${key}.endpoints.${kind}`, found?.endpoints[kind] !== undefined);
      }
      for (const line of entity.mapping.filter(
        ({ transforms, value }) => transforms.length === 0 && value === undefined,
      )) {
        const isFound = found?.mapping.some(
          ({ odoo, remote }) => odoo === line.odoo && remote.join() === line.remote.join(),
        );
        count(`${key}.mapping`, isFound === true);
      }
    }
    for (const key of ["base_url", "auth", "pagination", "rate_limit"]) {
      count(`system.${key}`, inferred.system[key] !== undefined);
    }
    expect(silent).toEqual([]);
    expect(isListed("connector.type")).toBe(true);
    expect(((facts - missing.length) / facts) * 100).toBeGreaterThanOrEqual(LEAST[name]);
  });
});
