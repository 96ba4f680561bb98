import type { Data, ResolvedEntity, ResolvedMapping, ResolvedSpec } from "../../spec/resolved.ts";
import { changedAt, numbered, put, type Sample, type SampleRecord, sampleOf } from "./values.ts";

/** What a test expects in Odoo after the import of a sample. */
export interface Expectation {
  readonly field: string;
  readonly value: Data;
}

export interface EntitySample {
  readonly record: SampleRecord;
  readonly expected: readonly Expectation[];
}

/** The values of a product's only option; its variants differ in it. */
const OPTION_VALUES = ["Small", "Large"] as const;

/** Fields of a product that only its variants have, where it has several. */
export const VARIANT_FIELDS: readonly string[] = [
  "default_code",
  "barcode",
  "list_price",
  "standard_price",
  "weight",
  "volume",
];

const hasVariants = (entity: ResolvedEntity): boolean => entity.children.some((child) => child.kind === "variant");

/** Ids of different entities begin with different digits, so that no test passes by mixing them up. */
export function idPrefix(spec: ResolvedSpec, entity: ResolvedEntity): number {
  return 10 + spec.bindings.findIndex((candidate) => candidate.name === entity.name);
}

const textOf = (data: Data | undefined): string | undefined => (typeof data === "string" ? data : undefined);

/** A record of an entity as the system would send it, its children among it. */
export function entitySample(spec: ResolvedSpec, entity: ResolvedEntity): EntitySample {
  return sampleRecord(spec, entity, idPrefix(spec, entity), "");
}

function sampleRecord(spec: ResolvedSpec, entity: ResolvedEntity, prefix: number, variation: string): EntitySample {
  const record: SampleRecord = {};
  const expected: Expectation[] = [];
  const ids = typeof entity.id === "string" ? [entity.id] : entity.id;
  for (const [place, path] of ids.entries())
    put(record, path, numbered(spec, place === 0 ? prefix : prefix + 100 * place));
  for (const mapping of entity.mapping.filter((candidate) => candidate.imports)) {
    const sample = sampleOf(spec, mapping, variation);
    for (const [path, value] of sample.values) put(record, path, value);
    // Where a product has variants, theirs count.
    if (sample.expected && !(hasVariants(entity) && VARIANT_FIELDS.includes(mapping.odoo)))
      expected.push(sample.expected);
    // The third task is of the third project, which is among the samples too.
    const other = referred(spec, entity, mapping);
    const [path] = mapping.remote;
    if (other !== undefined && path !== undefined) put(record, path, numbered(spec, idPrefix(spec, other)));
  }
  for (const [place, kept] of entity.keep.entries()) put(record, kept.remote, numbered(spec, prefix * 10 + 50 + place));
  const { name, status, updated } = entity.stamps;
  if (name !== undefined) put(record, name, `${entity.names.label} {n}`);
  if (status !== undefined) put(record, status, firstPaid(entity) ?? "active");
  if (updated !== undefined) put(record, updated, changedAt(spec));
  addOptions(record, entity);
  for (const child of entity.children) {
    if (child.path !== undefined && child.kind !== "order_line")
      put(record, child.path, childSamples(spec, child, entity));
  }
  return { record, expected };
}

/** The entity whose record a mapping looks up by its id, where a test can put that record into the system too. */
function referred(spec: ResolvedSpec, entity: ResolvedEntity, mapping: ResolvedMapping): ResolvedEntity | undefined {
  const step = mapping.transforms.find((one) => one.kind === "lookup");
  if (step === undefined || !("model" in step) || !isPlain(entity)) return undefined;
  const other = spec.entities.find((candidate) => candidate.names.bindingModel === step.model);
  return other !== undefined && other !== entity && isPlain(other) && other.endpoints.get !== undefined
    ? other
    : undefined;
}

const isPlain = (entity: ResolvedEntity): boolean =>
  entity.imports && typeof entity.id === "string" && ["partner", "record", "product"].includes(entity.kind);

/** The entities whose records the samples of this one refer to, by name. */
export function referredBy(spec: ResolvedSpec, entity: ResolvedEntity): string[] {
  const found = [entity, ...entity.children].flatMap((one) =>
    one.mapping.filter((mapping) => mapping.imports).flatMap((mapping) => referred(spec, one, mapping)?.name ?? []),
  );
  return [...new Set(found)].filter((name) => name !== entity.name);
}

/** The first status that counts as paid, where the spec names some. */
function firstPaid(entity: ResolvedEntity): string | undefined {
  const paid = entity.order?.data.paid;
  return Array.isArray(paid) ? textOf(paid[0] as Data) : undefined;
}

function addOptions(record: SampleRecord, entity: ResolvedEntity): void {
  const { options } = entity;
  const path = textOf(options?.path);
  if (options === undefined || path === undefined) return;
  const option: SampleRecord = {};
  put(option, textOf(options.name) ?? "name", "Size");
  put(option, textOf(options.values) ?? "values", [...OPTION_VALUES]);
  for (const [key, value] of Object.entries((options.constants ?? {}) as Record<string, Sample>))
    put(option, key, value);
  put(record, path, [option]);
}

/** The option of a variant that names it itself. */
function addPair(record: SampleRecord, product: ResolvedEntity, value: string): void {
  const pairs = product.options?.from_variants as Readonly<Record<string, string>> | undefined;
  if (pairs?.path === undefined) return;
  const pair: SampleRecord = {};
  put(pair, pairs.name ?? "name", "Size");
  put(pair, pairs.value ?? "value", value);
  put(record, pairs.path, [pair]);
}

/** Two variants of a product; of other children one, and one more that the spec says to skip. */
function childSamples(spec: ResolvedSpec, child: ResolvedEntity, parent: ResolvedEntity): Sample[] {
  const prefix = idPrefix(spec, child);
  if (child.kind === "variant" && parent.options !== undefined) {
    return OPTION_VALUES.map((value, place) => {
      const { record } = sampleRecord(spec, child, prefix * 10 + place + 1, `-${value.charAt(0)}`);
      const [option] = child.variantOptions ?? [];
      if (option !== undefined) put(record, option, value);
      addPair(record, parent, value);
      return record;
    });
  }
  const { record } = sampleRecord(spec, child, prefix * 10 + 1, "");
  const path = textOf(child.skip?.path);
  if (path === undefined || child.skip?.equals === undefined) return [record];
  const skipped = sampleRecord(spec, child, prefix * 10 + 2, "").record;
  put(skipped, path, child.skip.equals as Sample);
  put(record, path, child.skip.equals === true ? false : null);
  return [skipped, record];
}
