/**
 * Tells a spec from what may be none: by its JSON Schema, which is data, where zod has to be built first and takes ten
 * times as long. Says yes or nothing: what is wrong is for zod to tell, and in doubt it is asked (faults.ts).
 */
import { specJsonSchema } from "./fits-schema.ts";
import type { Spec } from "./schema.ts";
import { type Fault, mappingFaults, specFaults, transformFaults } from "./together.ts";

/** Of JSON Schema (draft 7), what zod makes of a spec's schema; a test compares. All others only describe. */
interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly pattern?: string;
  readonly format?: string;
  readonly minLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly items?: Schema | readonly Schema[];
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly propertyNames?: Schema;
  readonly additionalProperties?: false | Schema;
}

type Definitions = Readonly<Record<string, Schema>>;

/** What zod's schema checks across keys, by the name of the definition. */
const TOGETHER: Readonly<Record<string, (value: never) => readonly Fault[]>> = {
  mapping: mappingFaults,
  transform: (value: Readonly<Record<string, unknown>> | string) =>
    typeof value === "string" ? [] : transformFaults(value),
};

/** No value of a spec. */
const NO = Symbol("no");

/**
 * @returns the spec that a value is, its keys in the schema's order as zod has them; undefined where it is none, or where
 *   only zod can tell
 */
export function fitted(value: unknown): Spec | undefined {
  const schema = specJsonSchema() as Schema & { readonly definitions: Definitions };
  const spec = read(value, schema, schema.definitions) as Spec | typeof NO;
  return spec === NO || specFaults(spec).length > 0 ? undefined : spec;
}

function read(value: unknown, schema: Schema, definitions: Definitions): unknown {
  if (schema.$ref !== undefined) return readNamed(value, schema.$ref.replace("#/definitions/", ""), definitions);
  let found = value;
  for (const one of schema.allOf ?? []) {
    found = read(found, one, definitions);
    if (found === NO) return NO;
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) {
    for (const one of choices) {
      const chosen = read(value, one, definitions);
      if (chosen !== NO) return chosen;
    }
    return NO;
  }
  if ("const" in schema && value !== schema.const) return NO;
  if (schema.enum?.includes(value) === false) return NO;
  if (schema.type !== undefined && ![schema.type].flat().some((type) => isOf(type, value))) return NO;
  if (typeof value === "string") return isText(value, schema) ? found : NO;
  if (typeof value === "number") return isNumber(value, schema) ? found : NO;
  if (Array.isArray(value)) return schema.items === undefined ? found : readList(value, schema, definitions);
  if (typeof value !== "object" || value === null || schema.type === undefined) return found;
  return readObject(value as Readonly<Record<string, unknown>>, schema, definitions);
}

function readNamed(value: unknown, name: string, definitions: Definitions): unknown {
  const schema = definitions[name];
  if (schema === undefined) return NO;
  const found = read(value, schema, definitions);
  const faultsOf = TOGETHER[name];
  return found !== NO && faultsOf !== undefined && faultsOf(found as never).length > 0 ? NO : found;
}

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case "object":
      return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
    case "array":
      return Array.isArray(value);
    case "null":
      return value === null;
    case "integer":
      return Number.isSafeInteger(value);
    case "number":
      return Number.isFinite(value);
    default:
      return typeof value === type;
  }
}

const patterns = new Map<string, RegExp>();

function isText(value: string, { pattern, format, minLength = 0 }: Schema): boolean {
  if (value.length < minLength) return false;
  // Blanks around an address are zod's to take away.
  if (format !== undefined && !(format === "uri" && /^https?:\/\/\S+$/.test(value) && URL.canParse(value)))
    return false;
  if (pattern === undefined) return true;
  const compiled = patterns.get(pattern) ?? new RegExp(pattern);
  patterns.set(pattern, compiled);
  return compiled.test(value);
}

const isNumber = (
  value: number,
  { minimum = -Infinity, maximum = Infinity, exclusiveMinimum = -Infinity }: Schema,
): boolean => value >= minimum && value <= maximum && value > exclusiveMinimum;

function readList(
  value: readonly unknown[],
  { items = {}, minItems = 0, maxItems = Infinity }: Schema,
  definitions: Definitions,
): unknown {
  if (value.length < minItems || value.length > maxItems) return NO;
  const found: unknown[] = [];
  for (const [index, one] of value.entries()) {
    const schema = Array.isArray(items) ? (items as readonly Schema[])[index] : (items as Schema);
    const element = schema === undefined ? NO : read(one, schema, definitions);
    if (element === NO) return NO;
    found.push(element);
  }
  return found;
}

function readObject(
  value: Readonly<Record<string, unknown>>,
  { properties, required = [], propertyNames, additionalProperties }: Schema,
  definitions: Definitions,
): unknown {
  if (!required.every((key) => Object.hasOwn(value, key))) return NO;
  const keys = Object.keys(value);
  // Whoever sets it gets another prototype.
  if (keys.includes("__proto__")) return NO;
  const found: Record<string, unknown> = {};
  if (properties !== undefined) {
    for (const [key, schema] of Object.entries(properties)) {
      if (!Object.hasOwn(value, key)) continue;
      const one = read(value[key], schema, definitions);
      if (one === NO) return NO;
      found[key] = one;
    }
    return Object.keys(found).length === keys.length ? found : NO;
  }
  for (const key of keys) {
    if (propertyNames !== undefined && read(key, propertyNames, definitions) === NO) return NO;
    const one = read(value[key], additionalProperties === false ? {} : (additionalProperties ?? {}), definitions);
    if (one === NO) return NO;
    found[key] = one;
  }
  return found;
}
