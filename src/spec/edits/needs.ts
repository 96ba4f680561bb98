/** What an entity stands on: other entities, mapping tables, fields of the backend. */
import { placeholdersOf, referencesOf } from "../resolve.ts";
import type { Spec, SpecEntity } from "../schema.ts";
import { keysWord } from "../tables.ts";

/** Entities that have to be there before this one; children stand for the entity that they belong to. */
export function entitiesOf(entity: SpecEntity, among: readonly SpecEntity[]): string[] {
  const own = [entity.name, ...(entity.children ?? []).map((child) => child.name)];
  const names = [...(entity.depends ?? []), ...referencesOf(entity)].filter((name) => !own.includes(name));
  const owner = (name: string): string =>
    among.find((one) => one.name === name || (one.children ?? []).some((child) => child.name === name))?.name ?? name;
  return [...new Set(names.map(owner))];
}

/** Mapping tables that the entity's records ask for: by name, or because the runtime does for a block of it. */
export function tablesOf(entity: SpecEntity, names: readonly string[]): string[] {
  const { order, stock, picking, fulfilment, invoice, payment, status } = entity;
  const asked = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value === "string") {
      for (const name of names) if (value.includes(`{${keysWord(name)}}`)) asked.add(name);
    } else if (typeof value === "object" && value !== null) {
      for (const [key, one] of Object.entries(value)) {
        if (key === "table" && typeof one === "string") asked.add(one);
        look(one);
      }
    }
  };
  look(entity);
  if ([order?.lines, order?.shipping, order?.fees, invoice?.lines].some((part) => part?.taxes !== undefined))
    asked.add("tax");
  if ((order?.payment ?? payment)?.method !== undefined) asked.add("payment_method");
  if (order?.shipping !== undefined || (picking ?? fulfilment?.tracking)?.carrier !== undefined) asked.add("carrier");
  if ((stock ?? order)?.location !== undefined) asked.add("location");
  if (order !== undefined && status !== undefined) asked.add("order_state");
  return names.filter((name) => asked.has(name));
}

/** Tables of the spec that one of these entities asks for and none of the others does. */
export function tablesOnlyOf(spec: Spec, names: readonly string[]): string[] {
  const listed = (spec.tables ?? []).map((table) => table.name);
  const asked = (isOf: boolean): string[] =>
    spec.entities.filter((one) => names.includes(one.name) === isOf).flatMap((one) => tablesOf(one, listed));
  const others = asked(false);
  return [...new Set(asked(true))].filter((name) => !others.includes(name));
}

/**
 * Backend fields among `names` that a part of a spec refers to: in braces.
 * @param isPlain whether a text that is the name itself counts: parts of `system` name fields so
 */
export function fieldsOf(part: unknown, names: readonly string[], isPlain: boolean): string[] {
  const found = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value === "string") {
      for (const name of placeholdersOf(value)) found.add(name);
      if (isPlain) found.add(value);
    } else if (typeof value === "object" && value !== null) {
      for (const one of Object.values(value)) look(one);
    }
  };
  look(part);
  return names.filter((name) => found.has(name));
}

/** Fields of the backend that one of these entities asks for and nothing else does. */
export function fieldsOnlyOf({ entities, system, tables, webhooks }: Spec, names: readonly string[]): string[] {
  const declared = system.fields.map((field) => field.name);
  const { fields: _fields, ...rest } = system;
  const others = [rest, tables, webhooks, entities.filter((one) => !names.includes(one.name))];
  const elsewhere = fieldsOf(others, declared, true);
  const asked = fieldsOf(
    entities.filter((one) => names.includes(one.name)),
    declared,
    false,
  );
  return asked.filter((name) => !elsewhere.includes(name));
}
