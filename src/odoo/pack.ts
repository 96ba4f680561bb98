/**
 * What a running Odoo said of itself, as a plain document, and the lines that `index.ts` reads: only the models that are
 * asked for are ever parsed. The bundled indexes are packed by `scripts/odoo-index.mjs`, a user's own file when it is read.
 */

/** Facts of a field; what is false is left out, but for `store`, which is true where nothing is said. */
export interface IndexedField {
  readonly type: string;
  readonly modules: readonly string[];
  readonly comodel?: string | undefined;
  readonly related?: string | undefined;
  readonly required?: boolean | undefined;
  readonly readonly?: boolean | undefined;
  readonly store?: boolean | undefined;
}

export interface IndexedModel {
  readonly modules: readonly string[];
  /** Inherited fields included. */
  readonly fields: Readonly<Record<string, IndexedField>>;
  readonly inherit?: readonly string[] | undefined;
  readonly inherits?: Readonly<Record<string, string>> | undefined;
  readonly abstract?: boolean | undefined;
  readonly transient?: boolean | undefined;
  /** Public ones. */
  readonly methods?: readonly string[] | undefined;
}

export interface IndexedValues {
  readonly needed: readonly string[];
  readonly selections: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A model index as a document: the format of docs/model-index.md. */
export interface IndexDocument {
  /** `19.0` */
  readonly odoo: string;
  /** Read over RPC: neither ancestry nor methods are known. */
  readonly reduced?: boolean | undefined;
  /** Each module with those that it names in `depends`. */
  readonly modules: Readonly<Record<string, readonly string[]>>;
  readonly models: Readonly<Record<string, IndexedModel>>;
  /** Model of the record -> module -> names. */
  readonly xmlids: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  readonly values?: Readonly<Record<string, IndexedValues>> | undefined;
}

export type IndexPart = "models" | "methods" | "xmlids" | "values";

/** @returns the streams of lines, `model JSON` each; the first line of `models` is the header */
export function packIndex(index: IndexDocument): Record<IndexPart, string> {
  const modules = Object.keys(index.modules).sort();
  const known = new Set(modules);
  const extra = new Set<string>();
  for (const model of Object.values(index.models)) {
    for (const name of [...model.modules, ...Object.values(model.fields).flatMap((field) => field.modules)]) {
      if (!known.has(name)) extra.add(name);
    }
  }
  const names = [...modules, ...[...extra].sort()];
  const number = new Map(names.map((name, place) => [name, place]));
  const list = (words: readonly string[]): number[] => words.map((word) => number.get(word) ?? 0);

  const header = {
    format: 1,
    odoo: index.odoo,
    ...(index.reduced === true && { reduced: true }),
    modules: names,
    depends: Object.fromEntries(modules.map((name) => [name, index.modules[name]])),
  };
  const models = [JSON.stringify(header)];
  const methods: string[] = [];
  for (const [name, model] of sorted(index.models)) {
    const fields = Object.fromEntries(
      Object.entries(model.fields).map(([field, facts]) => {
        const flags = (facts.required ? 1 : 0) + (facts.readonly ? 2 : 0) + (facts.store === false ? 4 : 0);
        const packed: unknown[] = [facts.type, list(facts.modules), flags];
        if (facts.comodel !== undefined || facts.related !== undefined) packed.push(facts.comodel ?? 0);
        if (facts.related !== undefined) packed.push(facts.related);
        return [field, packed];
      }),
    );
    const { inherit, inherits, abstract, transient } = model;
    models.push(
      `${name} ${JSON.stringify({ modules: list(model.modules), fields, inherit, inherits, abstract, transient })}`,
    );
    methods.push(`${name} ${(model.methods ?? []).join(" ")}`);
  }
  const lines = (content: readonly string[]): string => `${content.join("\n")}\n`;
  const documents = (of: Readonly<Record<string, unknown>>): string =>
    lines(sorted(of).map(([model, facts]) => `${model} ${JSON.stringify(facts)}`));
  return {
    models: lines(models),
    methods: lines(methods),
    xmlids: documents(index.xmlids),
    values: documents(index.values ?? {}),
  };
}

const sorted = <T>(table: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(table).sort(([a], [b]) => (a < b ? -1 : 1));
