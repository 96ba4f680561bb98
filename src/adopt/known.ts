/** Whether a connector is one to a system that this tool knows: its name says so, and its requests go where that one's do. */
import type { AddonModel } from "../addon/types.ts";
import { textOf } from "../parse/python/walk.ts";
import { fieldsOf } from "../spec/edits/needs.ts";
import type { Spec, SpecField } from "../spec/schema.ts";
import type { Fact, Unknown } from "./facts.ts";
import type { Inferred } from "./infer.ts";
import type { SystemFacts } from "./system.ts";

/**
 * The same with what is known of its system, where the code leaves no doubt; what speaks for one and is no proof is listed.
 * @param systems what is known of each
 * @param baseUrl what the user says instead of the code
 */
export function withSystem(
  inferred: Inferred,
  addon: AddonModel,
  systems: readonly Spec[],
  baseUrl?: string,
): Inferred {
  const { base_url: read } = inferred.system;
  const own = baseUrl ?? (typeof read?.value === "string" ? read.value : undefined);
  const at = baseUrl === undefined ? (read?.at ?? "") : "--base-url";
  const words = wordsOf(inferred, addon);
  const open: Unknown[] = [];
  for (const known of systems) {
    const { name, title = name } = known.connector;
    const theirs = known.system.base_url;
    if (typeof theirs !== "string") continue;
    const isNamed = words.has(name);
    // What people say is the address as a whole.
    const paths = isNamed && baseUrl === undefined ? pathsOf(inferred) : [];
    const address = own === undefined ? undefined : addressLike(theirs, own, paths);
    // An address that begins with a field could be anybody's; one that names its host is nobody else's.
    if (address !== undefined && (isNamed || !theirs.includes("{"))) return ofSystem(inferred, known, address, at);
    if (address !== undefined) {
      open.push({
        key: "connector.system",
        why: `requests begin as those of ${title} do, and nothing else says that it is ${title}`,
        look: `write ${name} if it is`,
      });
    } else if (isNamed) {
      open.push({
        key: "connector.system",
        why: `it is called ${name}, but requests of ${title} begin with ${theirs}${own === undefined ? "" : `, and not with ${own}`}`,
        look: `write ${name} if it is, and system.base_url so that the paths of ${title} go behind it`,
      });
    }
  }
  return { ...inferred, unknown: [...inferred.unknown, ...open] };
}

/**
 * The same as one to a known system.
 * @param address what its requests begin with, and `at` where it was read
 */
function ofSystem(inferred: Inferred, { connector, system }: Spec, address: string, at: string): Inferred {
  const { name, title = name, type } = connector;
  const origin = `as ${title} has it`;
  const filled = filledIn({ ...inferred.system, base_url: { value: address, at } }, system, origin);
  const isKnown = ({ key }: Unknown): boolean =>
    key === "connector.type" || filled[key.replace(/^system\./, "")]?.at === origin;
  return {
    ...inferred,
    connector: { ...inferred.connector, system: { value: name, at }, type: { value: type, at: origin } },
    system: filled,
    unknown: inferred.unknown.filter((one) => !isKnown(one)),
  };
}

/** Keys of a system that its owner's code says, or that come with what is added. */
const NOT_FILLED = ["protocol", "base_url", "fields", "auth", "auth_alternatives", "webhooks"];

/** What the code does not say of the system, and what is known of its entities goes by: pages, envelopes, formats. */
function filledIn(code: SystemFacts, known: Spec["system"], at: string): SystemFacts {
  const missing = Object.entries(known).filter(([key]) => code[key] === undefined && !NOT_FILLED.includes(key));
  const fields = (code.fields?.value ?? []) as readonly Fact<SpecField>[];
  const there = fields.map(({ value }) => value.name);
  const needed = fieldsOf(
    missing,
    known.fields.map((field) => field.name),
    false,
  ).filter((name) => !there.includes(name));
  const brought = known.fields.filter(({ name }) => needed.includes(name)).map((value) => ({ value, at }));
  return {
    ...code,
    ...Object.fromEntries(missing.map(([key, value]) => [key, { value, at }])),
    fields: { value: [...fields, ...brought], at: code.fields?.at ?? "" },
  };
}

/** Words of the names that people chose for it. */
function wordsOf({ backend }: Inferred, { name, manifest }: AddonModel): ReadonlySet<string> {
  const title = textOf(manifest?.keys.get("name")?.value) ?? "";
  return new Set([backend.value, name, title].flatMap((text) => text.toLowerCase().split(/[^a-z0-9]+/)));
}

/** Paths of all requests that were read. */
const pathsOf = ({ entities }: Inferred): readonly string[] =>
  entities.flatMap(({ endpoints }) => Object.values(endpoints).map(({ value }) => value.replace(/^[A-Z]+ /, "")));

/** A field of the backend, or what stands in its place. */
const FIELD = String.raw`(?:\{\w+\}|[^/{}]+)`;

/** What a base URL looks like, whatever its fields are called; it may begin with one that holds a whole address. */
function patternOf(baseUrl: string): string {
  const [head = "", ...rest] = baseUrl
    .split(/(?:^https?:\/\/)?\{\w+\}/)
    .map((text) => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return head === "" ? String.raw`\S+?` + rest.join(FIELD) : [head, ...rest].join(FIELD);
}

/**
 * What requests begin with, if that is what those of a known system begin with: the base URL, or the base URL and the
 * beginning that all paths have in common.
 */
function addressLike(known: string, own: string, paths: readonly string[]): string | undefined {
  const pattern = patternOf(known);
  if (new RegExp(`^${pattern}$`).test(own)) return own;
  const begins = new RegExp(`^${pattern}(?=/)`);
  const [address, ...others] = new Set(paths.map((path) => begins.exec(own + path)?.[0]));
  if (address === undefined || others.length > 0 || !address.startsWith(own)) return undefined;
  // Of the base URL's own fields it is known that the backend has them.
  return address.includes("{", own.length) ? undefined : address;
}
