import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { EXAMPLES } from "../../../src/spec/examples.ts";
import { fitted } from "../../../src/spec/fits.ts";
import { connectorJsonSchema } from "../../../src/spec/json-schema.ts";
import { specSchema } from "../../../src/spec/schema.ts";
import { valueAt } from "../../../src/spec/keypath.ts";
import { exampleSpec, smallSpec, systemText } from "./helpers.ts";

const SYSTEMS = ["shopify", "woocommerce", "stripe"].map((name) => [name, parse(systemText(name)) as object] as const);
const FRAGMENTS = Object.entries(EXAMPLES).flatMap(([section, fragments]) =>
  Object.entries(fragments).map(([name, example]) => [`${section}: ${name}`, exampleSpec(example)] as const),
);

/** What zod makes of a value, its keys in their order; undefined where it refuses it. */
function judged(value: unknown): string | undefined {
  const result = specSchema.safeParse(value);
  return result.success ? JSON.stringify(result.data) : undefined;
}

describe("takes what zod takes", () => {
  it.each([["the smallest", smallSpec() as object] as const, ...SYSTEMS, ...FRAGMENTS])("%s", (_, spec) => {
    expect(JSON.stringify(fitted(spec))).toBe(judged(spec));
  });

  it("with the keys in the schema's order, whatever order they have", () => {
    for (const [, spec] of SYSTEMS) {
      const turned = turn(spec);
      expect(JSON.stringify(turned)).not.toBe(JSON.stringify(spec));
      expect(JSON.stringify(fitted(turned))).toBe(judged(turned));
    }
  });
});

/** The same with all keys from the last to the first, but for the values of free maps, which stay in their order. */
function turn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turn);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, one]) => [key, turn(one)]),
  );
}

/** Values that may stand at a place where another is meant. */
const STRANGE: readonly unknown[] = [
  ...["", " ", "x", "a b", "A", "1", "GET /x", "GET x", "https://a.example", "https://[", "ftp://a.example", "%(a)s"],
  ...["two\nlines", "a\u2028b", " blank", "blank ", "\u00a0x", "é", "“quoted”", "items[].id", "a..b", "iso8601"],
  ...[0, 1, -1, 1.5, 2 ** 60, Infinity, NaN, true, false, null, undefined],
  ...[[], [""], ["a", "b"], [1], [null], {}, { a: 1 }, { "A b": "x" }, { kind: "rest" }, { join: " ", split: "," }],
  ...[{ else: 1 }, { table: "x", default: 1 }, new Date(0), Object.create(null) as object],
];
const KEYS = ["kind", "name", "value", "remote", "transform", "path", "colour", "__proto__", "model", "A b"];

interface Place {
  readonly spec: object;
  readonly path: readonly (string | number)[];
}

/** All places of a value; `what` is alike where the schema is. */
function* placesOf(
  value: unknown,
  what = "",
  path: Place["path"] = [],
): Generator<{ what: string; path: Place["path"] }> {
  if (typeof value !== "object" || value === null) return;
  const { kind } = value as { kind?: unknown };
  for (const [key, one] of Object.entries(value)) {
    const at = Array.isArray(value) ? Number(key) : key;
    const below = `${what}${typeof kind === "string" ? `(${kind})` : ""}.${Array.isArray(value) ? "0" : key}`;
    yield { what: below, path: [...path, at] };
    yield* placesOf(one, below, [...path, at]);
  }
}

type Parts = ReturnType<typeof smallSpec>;
/** A large spec, entity by entity: what is checked often is to be small. */
const inPieces = (spec: Parts): object[] => [
  { ...spec, entities: spec.entities.slice(0, 1) },
  ...spec.entities.map((entity) => ({ ...smallSpec(), entities: [entity] })),
];
const SPECS = [...FRAGMENTS.map(([, spec]) => spec), ...SYSTEMS.flatMap(([, spec]) => inPieces(spec as Parts))];
const found = new Map<string, Place>();
for (const spec of SPECS) {
  for (const { what, path } of placesOf(spec)) if (!found.has(what)) found.set(what, { spec, path });
}
/** One of each kind. */
const PLACES = [...found.values()];

/** A copy with something else at a place; a key that is not there is added. */
function changed(spec: object, path: Place["path"], value: unknown): object {
  const copy = structuredClone(spec);
  let holder = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as typeof holder;
  const own = { enumerable: true, configurable: true, writable: true };
  Object.defineProperty(holder, path.at(-1) ?? "", { value, ...own });
  return copy;
}

/** @returns whether zod takes it; fails where its quick twin takes what zod does not, or makes something else of it */
function compare(spec: unknown): { readonly isTaken: boolean; readonly isKnown: boolean } {
  const wanted = judged(spec);
  const found = fitted(spec);
  if (found !== undefined && JSON.stringify(found) !== wanted) {
    expect(JSON.stringify(found), JSON.stringify(spec)).toBe(wanted);
  }
  return { isTaken: wanted !== undefined, isKnown: found !== undefined };
}

it("never takes what zod refuses, and leaves it little that it takes", () => {
  const results = PLACES.flatMap(({ spec, path }) => [
    ...STRANGE.map((value) => compare(changed(spec, path, value))),
    ...KEYS.map((key) => compare(changed(spec, [...path.slice(0, -1), key], 1))),
  ]);
  const taken = results.filter(({ isTaken }) => isTaken);
  expect(PLACES.length).toBeGreaterThan(500);
  expect(taken.length).toBeGreaterThan(2000);
  // In doubt zod is asked, which costs time: undefined and class instances, that no file holds.
  expect(taken.filter(({ isKnown }) => !isKnown).length / taken.length).toBeLessThan(0.1);
}, 120_000);

it("leaves a key that would change what an object is to zod", () => {
  const spec: unknown = JSON.parse(
    JSON.stringify(smallSpec()).replace('"system":{', '"system":{"headers":{"__proto__":"x"},'),
  );
  expect(fitted(spec)).toBeUndefined();
});

it("nor where several places are changed", () => {
  const place = fc.record({ index: fc.nat(), value: fc.constantFrom(...STRANGE), other: fc.option(fc.nat()) });
  fc.assert(
    fc.property(fc.nat(SPECS.length - 1), fc.array(place, { minLength: 1, maxLength: 3 }), (index, changes) => {
      let spec = SPECS[index] ?? {};
      for (const { index: which, value, other } of changes) {
        const places = [...placesOf(spec)];
        const at = places[which % places.length]?.path ?? ["spec"];
        const from = other === null ? undefined : places[other % places.length]?.path;
        spec = changed(spec, at, from === undefined ? value : valueAt(spec, from));
      }
      compare(spec);
    }),
  );
});

describe("the schema that it reads", () => {
  const READ = [
    ...["$ref", "allOf", "anyOf", "oneOf", "type", "const", "enum", "pattern", "format", "minLength", "minimum"],
    ...["maximum", "exclusiveMinimum", "items", "minItems", "maxItems", "additionalItems", "properties", "required"],
    ...["propertyNames", "additionalProperties"],
  ];
  const TOLD = ["description", "title", "$comment", "$schema", "definitions"];

  it("says nothing that it does not know", () => {
    const found = new Set<string>();
    const visit = (schema: unknown): void => {
      if (typeof schema !== "object" || schema === null) return;
      const { properties, definitions, ...keys } = schema as Record<string, unknown>;
      for (const key of Object.keys(keys)) found.add(key);
      for (const one of Object.values({ ...(properties as object), ...(definitions as object) })) visit(one);
      for (const key of ["items", "propertyNames", "additionalProperties"]) [keys[key]].flat().forEach(visit);
      for (const key of ["allOf", "anyOf", "oneOf"]) ((keys[key] ?? []) as unknown[]).forEach(visit);
    };
    visit(connectorJsonSchema());
    expect([...found].filter((key) => !READ.includes(key) && !TOLD.includes(key))).toEqual([]);
  });

  it("holds all that zod's does, but for what is asked by name", () => {
    const custom: string[] = [];
    const flags: string[] = [];
    const seen = new Set<unknown>();
    const visit = (node: unknown): void => {
      if (typeof node !== "object" || node === null || seen.has(node)) return;
      seen.add(node);
      const def = (node as { _zod?: { def: Record<string, unknown> } })._zod?.def;
      if (def === undefined) return;
      for (const check of (def.checks ?? []) as { _zod: { def: { check: string; pattern?: RegExp } } }[]) {
        const { check: kind, pattern } = check._zod.def;
        if (kind === "custom") custom.push(Object.keys(def.shape ?? {}).join(" "));
        if (pattern !== undefined && pattern.flags !== "") flags.push(String(pattern));
      }
      for (const one of Object.values(def)) [one].flat().forEach(visit);
      Object.values(def.shape ?? {}).forEach(visit);
    };
    visit(specSchema);
    // transformFaults, mappingFaults, specFaults (src/spec/together.ts).
    const known = [/^join equals /, /^odoo remote value transform/, /^spec connector system entities/];
    expect(custom.filter((keys) => !known.some((one) => one.test(keys)))).toEqual([]);
    expect(custom.length).toBeGreaterThanOrEqual(known.length);
    expect(flags).toEqual([]);
  });
});
