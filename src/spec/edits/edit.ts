/** What all edits of a spec share: the facts that they are made from, what they answer, and how both are checked. */
import { ConnectorError, type Problem } from "../../errors.ts";
import type { OdooVersion } from "../../odoo/capabilities.ts";
import { checkSpec, type IndexOf } from "../check.ts";
import { DRAFTS, type DraftType } from "../drafts/index.ts";
import type { Models } from "../drafts/proposal.ts";
import { loadSpec, type LoadedSpec } from "../load.ts";
import { pluralOf } from "../naming.ts";
import { resolveSpec } from "../resolve.ts";
import type { ResolvedSpec } from "../resolved.ts";
import type { Spec } from "../schema.ts";
import type { Piece, SpecText } from "./text.ts";

/** A system that somebody has described: its spec, as text and as data. */
export interface KnownSystem {
  readonly text: string;
  readonly spec: Spec;
}

/** What is known besides the spec itself. */
export interface EditFacts {
  /** What the spec's file is called in messages. */
  readonly file: string;
  /** The Odoo version that the connector is for. */
  readonly odoo: OdooVersion;
  readonly indexOf: IndexOf;
  /** The known system that the connector is of. */
  readonly known?: KnownSystem | undefined;
}

/** An edited spec: it loads, and everything in it refers to something. */
export interface Edit {
  readonly text: string;
  readonly spec: Spec;
  readonly resolved: ResolvedSpec;
  /** The same as it was read: whoever goes on with it need not read it again. */
  readonly loaded: LoadedSpec;
  /** Key paths of what is new: `entities.order`, `tables.carrier`, `webhooks[3]`. */
  readonly added: readonly string[];
  /** Key paths, in the old text, of what is gone. */
  readonly removed: readonly string[];
  /** Modules of Odoo that the spec needs now and did not need before. */
  readonly modules: readonly string[];
}

/** Keys of a spec and of its system, in the order in which they are written. */
export const ROOT_ORDER = ["spec", "connector", "system", "entities", "tables", "webhooks", "exports"] as const;
export const SYSTEM_ORDER = [
  ...["protocol", "base_url", "base_urls", "graphql", "soap", "xml", "fields", "auth", "auth_alternatives"],
  ...["headers", "params", "test", "body", "envelope", "pagination", "rate_limit", "errors", "formats"],
  ...["idempotency", "masked_fields", "webhooks"],
];

/** Keys of an entity and of its parts, as far as its mapping. */
export const ENTITY_ORDER = [
  ...["name", "path", "request", "inherited", "plural", "remote_name", "label", "model", "parent", "direction"],
  ...["conflict", "depends", "id", "name_path", "sku_path", "price_path", "image_path", "updated", "lock_token"],
  ...["endpoints", "base", "body", "envelope", "pagination", "list_params", "filter", "match_on", "company"],
  ...["main_address", "skip", "mapping"],
];

/** Says above an entity that nobody has looked up yet where it comes from. */
export const DRAFTED = "# Drafted from the conventions of REST APIs: compare every line with the documentation.";

/** Collects problems, to tell all of them at once. */
export class Problems {
  private readonly found: Problem[] = [];

  report(place: string, message: string, hint?: string): void {
    this.found.push({ place, message, ...(hint === undefined ? {} : { hint }) });
  }

  /** @throws ConnectorError where there is any */
  refuse(): void {
    if (this.found.length > 0) throw new ConnectorError(this.found);
  }
}

/** `connector.yaml:12:7` */
export function placeOf(facts: EditFacts, text: SpecText, path: readonly (string | number)[]): string {
  const { line, column } = text.position(path);
  return `${facts.file}:${line}:${column}`;
}

export async function modelsOf({ odoo, indexOf }: EditFacts): Promise<Models> {
  const index = await indexOf(odoo);
  return { index, values: await index.values() };
}

/** What the type of a system proposes, for systems that nobody has described. */
export const draftsOf = (spec: Spec): DraftType =>
  Object.entries(DRAFTS).find(([type]) => type === spec.connector.type)?.[1] ?? [];

/** Whether a word is the name of an entity, or its plural. */
export const isNamed = (
  entity: { readonly name: string; readonly plural?: string | undefined },
  word: string,
): boolean => [entity.name, entity.plural, pluralOf(entity.name)].includes(word);

/** Where an element goes in a list: behind the nearest that stands before it in `order`, else before the first that follows. */
export function placeIn(names: readonly string[], order: readonly string[], name: string): number {
  const rank = order.indexOf(name);
  if (rank < 0) return names.length;
  for (const before of order.slice(0, rank).reverse()) if (names.includes(before)) return names.indexOf(before) + 1;
  const after = names.findIndex((one) => order.indexOf(one) > rank);
  return after < 0 ? names.length : after;
}

/** Checks the new text as every later step will. @throws ConnectorError for what the edit would have broken */
export async function finished(
  facts: EditFacts,
  before: Spec,
  { text, value }: SpecText,
  done: { readonly added?: readonly string[]; readonly removed?: readonly string[] },
): Promise<Edit> {
  const loaded = await loadSpec(text, facts.file, { value });
  const { spec } = loaded;
  const resolved = loaded.within(() => resolveSpec(spec));
  const index = await facts.indexOf(facts.odoo);
  const old = modulesOf(resolveSpec(before), index);
  const known = new Set(["base", ...old, ...old.flatMap((module) => [...index.needs(module)])]);
  const modules = modulesOf(resolved, index).filter((module) => !known.has(module));
  const brought = (module: string): boolean =>
    modules.some((other) => other !== module && index.needs(other).has(module));
  return {
    text,
    spec,
    resolved,
    loaded,
    added: done.added ?? [],
    removed: done.removed ?? [],
    modules: modules.filter((module) => !brought(module)).sort(),
  };
}

/** Modules of all models and fields that a spec names. */
function modulesOf(resolved: ResolvedSpec, index: Models["index"]): string[] {
  const found = resolved.bindings.flatMap((entity) => [
    index.moduleOf(entity.model),
    index.moduleOf(entity.specModel),
    ...entity.mapping.map((mapping) => index.moduleOfField(entity.model, mapping.odoo)),
  ]);
  const tables = resolved.tables.flatMap((table) => table.models).map((model) => index.moduleOf(model));
  return [...new Set([...found, ...tables])].filter((module) => module !== undefined);
}

/** What the check against the Odoo version says of one part of the spec. */
export async function findingsAt(facts: EditFacts, resolved: ResolvedSpec, at: string): Promise<readonly Problem[]> {
  try {
    await checkSpec(resolved, facts.odoo, facts.indexOf);
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    return error.problems.filter(
      ({ place = "" }) => place === at || (/^[.[]/.test(place.slice(at.length)) && place.startsWith(at)),
    );
  }
  return [];
}

/** Brings missing tables and fields along from where they are known. */
export function bringAlong(
  text: SpecText,
  known: { readonly text: SpecText; readonly spec: Spec },
  wanted: { readonly tables: readonly string[]; readonly fields: readonly string[] },
  spec: Spec,
): string[] {
  const there = (spec.tables ?? []).map((table) => table.name);
  const order = (known.spec.tables ?? []).map((table) => table.name);
  const added: string[] = [];
  const put = (path: readonly string[], names: string[], all: readonly string[], name: string, piece: Piece): void => {
    const index = placeIn(names, all, name);
    text.insertItem(path, index, piece, path.length === 1 ? ROOT_ORDER : SYSTEM_ORDER);
    names.splice(index, 0, name);
    added.push(`${path.join(".")}.${name}`);
  };
  for (const name of wanted.tables.filter((one) => !there.includes(one) && order.includes(one))) {
    put(["tables"], there, order, name, known.text.copy(["tables", order.indexOf(name)]));
  }
  const fields = spec.system.fields.map((field) => field.name);
  const all = known.spec.system.fields.map((field) => field.name);
  for (const name of wanted.fields.filter((one) => !fields.includes(one) && all.includes(one))) {
    put(["system", "fields"], fields, all, name, known.text.copy(["system", "fields", all.indexOf(name)]));
  }
  return added;
}
