/**
 * The reference of `connector.yaml`, made from the schema: every key with what it takes, what it means and an example.
 * Examples are values that known systems and {@link EXAMPLES} really have, so they are valid by construction.
 */
import { DRAFTS } from "./drafts/index.ts";
import { EXAMPLES } from "./examples.ts";
import { connectorJsonSchema } from "./json-schema.ts";
import { yamlLine } from "./words.ts";

/** One key of a section; a key of an object within is written with its place: `lines.quantity`. */
export interface ReferenceKey {
  readonly key: string;
  /** What it takes: `text`, `one of asc, desc`, `list of mapping`. */
  readonly value: string;
  /** Names of the sections that say more. */
  readonly sections: readonly string[];
  readonly required: boolean;
  readonly meaning: string;
  /** As YAML on one line; missing for an object whose keys have theirs. */
  readonly example?: string;
}

/** A part of the spec that has a name: `mapping`, `auth`. */
export interface ReferenceSection {
  readonly name: string;
  readonly meaning: string;
  /** Alternatives by what tells them apart (`kind: bearer`); one without a name where there are none. */
  readonly forms: readonly { readonly name?: string; readonly keys: readonly ReferenceKey[] }[];
}

interface Node {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly const?: string | number | boolean;
  readonly enum?: readonly (string | number | boolean)[];
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly items?: Node;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Node | boolean;
  readonly definitions?: Readonly<Record<string, Node>>;
}

/** Name of the section of the whole file. */
export const ROOT = "connector.yaml";

/** Definitions that are words of the schema's own: described where they are used. */
const INLINE = new Set(["path", "place", "datetime_format", "only"]);

const DISCRIMINATORS = ["kind", "in", "from", "grant"];

class Reference {
  readonly #definitions: Readonly<Record<string, Node>>;
  readonly #sections = new Map<string, { meaning: string; forms: { name?: string; keys: ReferenceKey[] }[] }>();
  readonly #examples: ReadonlyMap<string, string>;

  constructor(root: Node, examples: ReadonlyMap<string, string>) {
    this.#definitions = root.definitions ?? {};
    this.#examples = examples;
    this.#section(ROOT, root);
  }

  get sections(): ReferenceSection[] {
    return [...this.#sections].map(([name, section]) => ({ name, ...section }));
  }

  #section(name: string, node: Node): void {
    if (this.#sections.has(name)) return;
    const section = { meaning: node.description ?? "", forms: [] as { name?: string; keys: ReferenceKey[] }[] };
    this.#sections.set(name, section);
    const later: string[] = [];
    for (const { form, body } of formsOf(node)) {
      const keys: ReferenceKey[] = [];
      this.#keys(name, form, body, "", keys, later);
      if (keys.length > 0) section.forms.push(form === "" ? { keys } : { name: form, keys });
    }
    for (const one of later) {
      const definition = this.#definitions[one];
      if (definition !== undefined) this.#section(one, definition);
    }
  }

  #keys(section: string, form: string, node: Node, at: string, keys: ReferenceKey[], later: string[]): void {
    for (const [name, property] of Object.entries(node.properties ?? {})) {
      const key = at === "" ? name : `${at}.${name}`;
      const named = new Set<string>();
      const value = this.#value(property, named);
      later.push(...named);
      // A key that several forms share means the same in each.
      const example = this.#examples.get(`${section}|${form}|${key}`) ?? this.#examples.get(`${section}|${key}`);
      keys.push({
        key,
        value,
        sections: [...named],
        required: node.required?.includes(name) ?? false,
        meaning: property.description ?? this.#resolved(property).description ?? "",
        ...(example === undefined ? {} : { example }),
      });
      this.#inner(section, form, property, key, keys, later);
    }
  }

  /** The keys of objects that have no name of their own, at their place. */
  #inner(section: string, form: string, node: Node, at: string, keys: ReferenceKey[], later: string[]): void {
    if (node.$ref !== undefined) {
      if (INLINE.has(nameOf(node.$ref)))
        this.#inner(section, form, this.#definitions[nameOf(node.$ref)] ?? {}, at, keys, later);
      return;
    }
    for (const one of [...(node.anyOf ?? []), ...(node.oneOf ?? [])]) this.#inner(section, form, one, at, keys, later);
    if (node.items !== undefined) this.#inner(section, form, node.items, `${at}[]`, keys, later);
    if (typeof node.additionalProperties === "object")
      this.#inner(section, form, node.additionalProperties, `${at}.*`, keys, later);
    if (node.properties !== undefined) {
      const known = new Set(keys.map(({ key }) => key));
      const inner: ReferenceKey[] = [];
      this.#keys(section, form, node, at, inner, later);
      keys.push(...inner.filter(({ key }) => !known.has(key)));
    }
  }

  #resolved(node: Node): Node {
    return node.$ref === undefined ? node : (this.#definitions[nameOf(node.$ref)] ?? {});
  }

  /** What a node takes, in words; definitions it names are added to `named`. */
  #value(node: Node, named: Set<string>): string {
    if (node.$ref !== undefined) {
      const name = nameOf(node.$ref);
      if (INLINE.has(name)) return name === "path" ? "path" : this.#value(this.#definitions[name] ?? {}, named);
      named.add(name);
      return name;
    }
    if (node.const !== undefined) return `\`${String(node.const)}\``;
    if (node.enum !== undefined) return `one of ${node.enum.map((word) => `\`${String(word)}\``).join(", ")}`;
    const choices = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
    if (choices.length > 0) return [...new Set(choices.map((one) => this.#value(one, named)))].join(", or ");
    if (node.type === "array") return `list of ${this.#value(node.items ?? {}, named)}`;
    if (node.type === "object") {
      return typeof node.additionalProperties === "object"
        ? `map to ${this.#value(node.additionalProperties, named)}`
        : "keys below";
    }
    if (node.type === "string") return "text";
    if (node.type === "integer") return "whole number";
    if (node.type === "boolean") return "true or false";
    return typeof node.type === "string" ? node.type : "anything";
  }
}

const nameOf = (ref: string): string => ref.slice(ref.lastIndexOf("/") + 1);

/** The alternatives of a node that are objects, by the word that tells them apart. */
function formsOf(node: Node, above = ""): { form: string; body: Node }[] {
  const choices = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
  if (choices.length === 0) return [{ form: above, body: node.items ?? node }];
  return choices
    .filter((one) => one.properties !== undefined || one.anyOf !== undefined || one.oneOf !== undefined)
    .flatMap((one) => {
      const words = DISCRIMINATORS.flatMap((key) => {
        const word = one.properties?.[key]?.const;
        return word === undefined ? [] : [`${key}: ${String(word)}`];
      });
      return formsOf(one, words.join(", ") || above);
    });
}

/** Longest example; what is longer has keys that have examples of their own. */
const LONGEST = 72;

/** Finds the first short value of every key in specs that are valid. */
class Examples {
  readonly found = new Map<string, string>();
  readonly #definitions: Readonly<Record<string, Node>>;

  constructor(root: Node) {
    this.#definitions = root.definitions ?? {};
  }

  /** Walks a value along the schema; `at` is the place within the section. */
  walk(node: Node, value: unknown, section: string, form: string, at: string): void {
    if (value === undefined) return;
    if (node.$ref !== undefined) {
      const name = nameOf(node.$ref);
      const definition = this.#definitions[name] ?? {};
      if (INLINE.has(name)) this.walk(definition, value, section, form, at);
      else this.enter(name, definition, value);
      return;
    }
    for (const one of [...(node.anyOf ?? []), ...(node.oneOf ?? [])]) {
      if (this.#fits(one, value)) this.walk(one, value, section, form, at);
    }
    if (Array.isArray(value)) {
      if (node.items !== undefined) for (const one of value) this.walk(node.items, one, section, form, `${at}[]`);
      return;
    }
    if (value === null || typeof value !== "object") return;
    for (const [key, one] of Object.entries(value)) {
      const property = node.properties?.[key];
      const place = at === "" ? key : `${at}.${key}`;
      if (property !== undefined) {
        this.#note(`${section}|${form}|${place}`, one);
        this.walk(property, one, section, form, place);
      } else if (typeof node.additionalProperties === "object") {
        this.walk(node.additionalProperties, one, section, form, `${at}.*`);
      }
    }
  }

  /** Walks a value that a section of its own describes. */
  enter(section: string, node: Node, value: unknown): void {
    for (const { form, body } of formsOf(node)) {
      const values = Array.isArray(value) && node.items !== undefined ? (value as unknown[]) : [value];
      for (const one of values) if (this.#fits(body, one)) this.walk(body, one, section, form, "");
    }
  }

  #note(place: string, value: unknown): void {
    const line = yamlLine(value);
    if (line.length > LONGEST) return;
    for (const one of [place, place.replace(/\|.*\|/, "|")]) if (!this.found.has(one)) this.found.set(one, line);
  }

  #fits(node: Node, value: unknown): boolean {
    if (node.$ref !== undefined) return this.#fits(this.#definitions[nameOf(node.$ref)] ?? {}, value);
    if (node.const !== undefined) return node.const === value;
    if (node.enum !== undefined) return (node.enum as readonly unknown[]).includes(value);
    const choices = [...(node.anyOf ?? []), ...(node.oneOf ?? [])];
    if (choices.length > 0) return choices.some((one) => this.#fits(one, value));
    if (node.type === "array") return Array.isArray(value);
    if (node.type === "object") {
      if (value === null || typeof value !== "object" || Array.isArray(value)) return false;
      if (node.properties === undefined) return true;
      const given = value as Readonly<Record<string, unknown>>;
      return (
        Object.keys(given).every(
          (key) => given[key] === undefined || key in (node.properties ?? {}) || node.additionalProperties !== false,
        ) &&
        (node.required ?? []).every((key) => given[key] !== undefined) &&
        Object.entries(node.properties).every(
          ([key, one]) => given[key] === undefined || one.const === undefined || one.const === given[key],
        )
      );
    }
    if (node.type === "string") return typeof value === "string";
    if (node.type === "boolean") return typeof value === "boolean";
    if (node.type === "number" || node.type === "integer") return typeof value === "number";
    return true;
  }
}

/** Draft 7 writes a reference with a description of its own as `allOf` of one. */
function plain(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plain);
  if (node === null || typeof node !== "object") return node;
  const { allOf, ...rest } = Object.fromEntries(Object.entries(node).map(([key, one]) => [key, plain(one)]));
  const [only] = Array.isArray(allOf) ? (allOf as unknown[]) : [];
  return typeof only === "object" ? { ...only, ...rest } : rest;
}

/**
 * The whole reference, the sections in the order in which the file leads to them.
 * @param specs valid specs to take examples from first, such as the known systems'
 */
export function specReference(specs: readonly unknown[]): ReferenceSection[] {
  const root = plain(connectorJsonSchema()) as Node;
  const examples = new Examples(root);
  for (const spec of specs) examples.enter(ROOT, root, spec);
  for (const entity of Object.values(DRAFTS).flat()) examples.enter("entity", root.definitions?.entity ?? {}, entity);
  for (const fragments of Object.values(EXAMPLES)) {
    for (const { connector, system, entity, tables, adopted } of Object.values(fragments)) {
      examples.walk(root.properties?.connector ?? {}, connector, ROOT, "", "connector");
      examples.walk(root.definitions?.system ?? {}, system, "system", "", "");
      examples.walk(root.definitions?.entity ?? {}, entity, "entity", "", "");
      examples.walk(root.definitions?.adopted ?? {}, adopted, "adopted", "", "");
      for (const table of tables ?? []) examples.enter("table", root.definitions?.table ?? {}, table);
    }
  }
  return new Reference(root, examples.found).sections;
}
