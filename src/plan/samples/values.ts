import type { Data, ResolvedMapping, ResolvedSpec } from "../../spec/resolved.ts";

/**
 * Sample records of a system, made of the spec's facts: the generated tests serve them from a mock and look for them
 * in Odoo. In a text, `{n}` is the record's number; a text that begins with `#` is a number once that is filled in.
 */
export type Sample = string | number | boolean | null | Sample[] | { [key: string]: Sample };

/** A record under construction. */
export type SampleRecord = Record<string, Sample>;

const isRecord = (value: Sample | undefined): value is SampleRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Puts a value at a path (`a.b`, `a[].b`: the first of a list); what stands there already stays. */
export function put(record: SampleRecord, path: string, value: Sample): void {
  const steps = path.split(".");
  let current = record;
  for (const [place, step] of steps.entries()) {
    const isLast = place === steps.length - 1;
    const [, name = step, list] = /^(.*?)(\[.*\])?$/.exec(step) ?? [];
    if (isLast && list === undefined) {
      current[name] ??= value;
      return;
    }
    const next: Sample = current[name] ?? (list === undefined ? {} : [isLast ? value : {}]);
    current[name] = next;
    const inner = Array.isArray(next) ? next[0] : next;
    if (isLast || !isRecord(inner)) return;
    current = inner;
  }
}

/** When sample records were last changed; long ago, so that a change made by a test is newer. */
export const changedAt = (spec: ResolvedSpec): Sample => momentOf(spec, 2024);

/** The fifth of January of a year at ten, as the system writes points in time. */
function momentOf(spec: ResolvedSpec, year: number): Sample {
  const seconds = Date.UTC(year, 0, 5, 10) / 1000;
  switch (spec.system.formats.datetime) {
    case "unix_seconds":
      return seconds;
    case "unix_millis":
      return seconds * 1000;
    case "sql_utc":
    case "naive_utc":
      return `${year}-01-05 10:00:00`;
    default:
      return `${year}-01-05T10:00:00+00:00`;
  }
}

/** Whether a field says until when something is good: after it began, then. */
const isEnd = (field: string): boolean => /(?:^|_)(?:end|to|until)$/.test(field);

/** Amounts as the system writes them. */
export const money = (spec: ResolvedSpec, amount: number): Sample =>
  spec.system.formats.money === "string" ? amount.toFixed(2) : amount;

/** Ids as the system writes them: `#101{n}` is the number 1013 for the third record. */
export const numbered = (spec: ResolvedSpec, prefix: number): string =>
  spec.system.formats.id === "string" ? `${prefix}{n}` : `#${prefix}{n}`;

/** What a field of Odoo usually holds, as far as its name says it. */
const BY_FIELD: Readonly<Record<string, string>> = {
  client_order_ref: "ORD-{n}",
  name: "Sample {n}",
  email: "person{n}@example.com",
  email_from: "person{n}@example.com",
  phone: "+1 555 010 {n}",
  mobile: "+1 555 011 {n}",
  street: "{n} Main Street",
  street2: "Floor {n}",
  city: "San Francisco",
  zip: "94103",
  default_code: "SKU-{n}",
  barcode: "20000000{n}",
};

const words = (field: string): string => field.replaceAll("_", " ");

/** A mapping's remote values: path → value, and what the Odoo field then holds where a test can say it. */
export interface MappedSample {
  readonly values: readonly (readonly [path: string, value: Sample])[];
  /** Missing where the value goes through a conversion that the test can't foresee. */
  readonly expected?: { readonly field: string; readonly value: Data };
}

/**
 * @param variation told apart in texts that have to be unique within one record (SKUs of variants)
 */
export function sampleOf(spec: ResolvedSpec, mapping: ResolvedMapping, variation = ""): MappedSample {
  const [path] = mapping.remote;
  if (path === undefined) return { values: [] };
  const field = mapping.odoo;
  const says = (value: Sample, expected?: Data): MappedSample => ({
    values: [[path, value]],
    ...(expected === undefined ? {} : { expected: { field, value: expected } }),
  });
  // What is called a number is checked for digits here and there.
  const plain = /(?:^|_)number$/.test(field) ? "1000{n}" : `${words(field)} {n}`;
  const text = `${BY_FIELD[field] ?? plain}${variation}`;
  const steps = mapping.transforms;
  const join = steps.find((step) => step.kind === "join");
  if (join) {
    const names = mapping.remote.map(
      (remote, place) => [remote, place === 0 ? `Ann{n}${variation}` : "Sample"] as const,
    );
    const joined = names.map(([, name]) => name).join("sep" in join ? join.sep : " ");
    return { values: names, expected: { field, value: joined } };
  }
  const step = steps.find((candidate) => candidate.kind !== "first");
  // Other fields may be HTML, or normalised when written.
  if (step === undefined) return field in BY_FIELD ? says(text, text) : says(text);
  switch (step.kind) {
    case "float":
      // A lead in a stage that means "won" is certain.
      return field === "probability" ? says(100, 100) : says(money(spec, 12.5), 12.5);
    case "int":
      return says(7, 7);
    case "str":
      return says(text, text);
    case "bool":
      return says(true, true);
    case "equals":
      return "value" in step ? says(step.value, true) : says(text);
    case "country":
      return says("by" in step && step.by !== "alpha2" ? (step.by === "alpha3" ? "USA" : "United States") : "US");
    case "state":
      return says("by" in step && step.by === "name" ? "California" : "CA");
    case "weight":
      return says(250);
    case "html_to_text":
      return says("<p>Text {n}</p>");
    case "values": {
      const [entry] = "pairs" in step ? Object.entries(step.pairs) : [];
      return entry === undefined ? { values: [] } : says(entry[0], entry[1]);
    }
    case "currency":
      return says("USD");
    case "find":
      // What is made where it lacks can be anything; of the rest nobody knows what a database holds.
      return "missing" in step && step.missing === "create" ? says(text) : { values: [] };
    case "date":
      return says(isEnd(field) ? "2034-01-05" : "2024-01-05");
    case "iso8601":
    case "naive_utc":
    case "sql_utc":
    case "unix_seconds":
    case "unix_millis":
      return says(momentOf(spec, isEnd(field) ? 2034 : 2024));
    default:
      return { values: [] };
  }
}
