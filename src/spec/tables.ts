/**
 * The mapping tables of a spec with what the known ones have from the start. Pure: what is wrong goes to the resolver's
 * reports.
 */
import type { KeyPath } from "./keypath.ts";
import { pluralOf } from "./naming.ts";
import type { Data, DataObject, ResolvedTable } from "./resolved.ts";
import { runtimePagination } from "./runtime.ts";
import type { Spec, SpecTable } from "./schema.ts";
import { hintFor } from "./words.ts";

interface KnownTable {
  readonly label: string;
  readonly models?: readonly string[];
  readonly choices?: Readonly<Record<string, string>>;
  readonly default?: string;
  readonly match: readonly string[];
  readonly missing: string;
}

/** What the runtime asks for by name. */
const KNOWN: Readonly<Record<string, KnownTable>> = {
  tax: { label: "Taxes", models: ["account.tax"], match: ["rate", "name"], missing: "create" },
  payment_method: {
    label: "Payment Methods",
    models: ["account.journal"],
    match: ["code", "name"],
    missing: "fail",
  },
  carrier: { label: "Carriers", models: ["delivery.carrier"], match: ["code", "name"], missing: "ignore" },
  location: {
    label: "Locations",
    models: ["stock.warehouse", "stock.location"],
    match: ["code", "name", "only"],
    missing: "ignore",
  },
  order_state: {
    label: "Order States",
    choices: { draft: "Leave as quotation", confirm: "Confirm", cancel: "Cancel", ignore: "Leave out" },
    default: "draft",
    match: [],
    missing: "default",
  },
};

const knownTable = (name: string): KnownTable | undefined => (Object.hasOwn(KNOWN, name) ? KNOWN[name] : undefined);

/** Models that the runtime can make records of for what it does not know. */
const CREATED: readonly string[] = ["account.tax"];

export type Report = (path: KeyPath, message: string, hint?: string) => void;

/** Words that stand for the keys of a table in requests: `{location_keys}`. */
export const keysWord = (table: string): string => `${table}_keys`;

/** Names of all tables that a spec has, whether it lists them or a block implies them. */
export function tableNames(spec: Spec): string[] {
  const listed = (spec.tables ?? []).map((table) => table.name);
  const implied = [
    ...(hasTaxes(spec) ? ["tax"] : []),
    ...(spec.entities.some((entity) => (entity.payment?.method ?? entity.order?.payment) !== undefined)
      ? ["payment_method"]
      : []),
  ];
  return [...listed, ...implied.filter((name) => !listed.includes(name))];
}

/** A table that nobody lists: a payment whose method has no journal of its own takes the backend's. */
const impliedTable = (name: string): SpecTable => (name === "payment_method" ? { name, missing: "ignore" } : { name });

/** Documents with taxes (orders, invoices) need to know which ones of Odoo they are. */
function hasTaxes(spec: Spec): boolean {
  const within = (value: unknown, key: string): unknown =>
    typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  return spec.entities.some((entity) =>
    Object.values(entity).some((block) => within(within(block, "lines"), "taxes") !== undefined),
  );
}

export function resolveTables(spec: Spec, report: Report, place: (path: KeyPath) => string): ResolvedTable[] {
  const seen = new Set<string>();
  const found = (spec.tables ?? []).map((table, index) => {
    const path: KeyPath = ["tables", index];
    if (seen.has(table.name)) report([...path, "name"], `table ${table.name} is declared twice`);
    seen.add(table.name);
    checkTable(table, path, report);
    return { ...resolveTable(spec, table), keyPath: place(path) };
  });
  const implied = tableNames(spec).filter((name) => !seen.has(name));
  return [...found, ...implied.map((name) => resolveTable(spec, impliedTable(name)))];
}

/** Models of a table; none where it holds values. */
export function modelsOf(table: SpecTable): readonly string[] {
  if (table.model !== undefined) return typeof table.model === "string" ? [table.model] : table.model;
  return table.choices === undefined ? (knownTable(table.name)?.models ?? []) : [];
}

function choicesOf(table: SpecTable): Readonly<Record<string, string>> {
  return table.choices ?? (table.model === undefined ? knownTable(table.name)?.choices : undefined) ?? {};
}

function checkTable(table: SpecTable, path: KeyPath, report: Report): void {
  const models = modelsOf(table);
  const choices = Object.keys(choicesOf(table));
  const known = knownTable(table.name);
  if (models.length === 0 && choices.length === 0) {
    report(
      path,
      `table ${table.name} says neither \`model\` nor \`choices\``,
      hintFor(table.name, Object.keys(KNOWN)) ?? "add the Odoo model of its records, or choices with their labels",
    );
  }
  if (table.model !== undefined && table.choices !== undefined) {
    report([...path, "choices"], "a table holds either records or values", "remove `model` or `choices`");
  }
  if (known?.choices !== undefined && (table.model !== undefined || table.choices !== undefined)) {
    report(
      [...path, table.model === undefined ? "choices" : "model"],
      `table ${table.name} has choices of its own: ${Object.keys(known.choices).join(", ")}`,
      "leave it out, or give the table another name",
    );
    return;
  }
  for (const [key, choice] of Object.entries(table.values ?? {})) {
    if (!choices.includes(choice)) {
      report([...path, "values", key], `${JSON.stringify(choice)} is no choice`, hintFor(choice, choices));
    }
  }
  if (table.default !== undefined && !choices.includes(table.default)) {
    report([...path, "default"], `${JSON.stringify(table.default)} is no choice`, hintFor(table.default, choices));
  }
  if (table.missing === "create" && !models.some((model) => CREATED.includes(model))) {
    report([...path, "missing"], "`create` is for taxes only", "write fail, default or ignore");
  }
  if (table.list === undefined) {
    for (const key of ["params", "path", "pagination", "id", "name_path", "code", "rate", "percent", "skip"] as const) {
      if (table[key] !== undefined) report([...path, key], "goes with `list` only", "add `list`, or remove it");
    }
  }
}

function resolveTable(spec: Spec, table: SpecTable): ResolvedTable {
  const known = knownTable(table.name);
  const models = modelsOf(table);
  const choices = choicesOf(table);
  const label = table.label ?? known?.label ?? wordsOfTable(table.name);
  const lists = table.list !== undefined;
  const fallback = table.default ?? (models.length === 0 ? known?.default : undefined);
  const match = table.match ?? known?.match ?? ["code", "name"];
  const facts: Record<string, Data | undefined> = {
    label,
    models: [...models],
    ...(models.length === 0 ? { choices, values: table.values ?? {}, default: fallback } : { match: [...match] }),
    missing: table.missing ?? known?.missing ?? (fallback === undefined ? "fail" : "default"),
    ...listedBy(spec, table.name),
    ...(lists
      ? {
          list: true,
          id: table.id ?? "id",
          name: table.name_path ?? "name",
          code: table.code,
          rate: table.rate,
          percent: table.percent,
          skip: table.skip as DataObject | undefined,
        }
      : {}),
  };
  const pagination = table.pagination === undefined ? undefined : runtimePagination(table.pagination);
  const resource: Record<string, Data | undefined> | undefined = lists
    ? {
        list: table.list,
        list_key: table.path ?? null,
        params: table.params === undefined ? undefined : asTexts(table.params),
        pagination,
        id: table.id ?? "id",
      }
    : undefined;
  return {
    name: table.name,
    models,
    facts: defined(facts),
    ...(resource === undefined ? {} : { resource: defined(resource) }),
  };
}

/** Entities whose lists ask for the mapped keys only: one key more is to bring all of its records. */
function listedBy(spec: Spec, name: string): DataObject {
  const word = `{${keysWord(name)}}`;
  const found = spec.entities.filter((entity) =>
    Object.values(entity.list_params ?? {}).some((value) => typeof value === "string" && value.includes(word)),
  );
  return found.length === 0 ? {} : { listed: found.map((entity) => entity.plural ?? pluralOf(entity.name)) };
}

function wordsOfTable(name: string): string {
  const text = name.replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const asTexts = (params: Readonly<Record<string, string | number | boolean>>): Record<string, string> =>
  Object.fromEntries(Object.entries(params).map(([key, value]) => [key, String(value)]));

function defined(values: Readonly<Record<string, Data | undefined>>): DataObject {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as DataObject;
}
