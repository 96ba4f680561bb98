/** The export of an entity that is only imported so far, and its entry among what people export by hand. */
import type { AdoptedEntity } from "../adopted.ts";
import type { KeyPath } from "../keypath.ts";
import type { Spec, SpecChild, SpecEntity } from "../schema.ts";
import { hintFor } from "../words.ts";
import { addCommand } from "./add-entity.ts";
import {
  type Edit,
  type EditFacts,
  ENTITY_ORDER,
  finished,
  isNamed,
  modelsOf,
  placeIn,
  placeOf,
  Problems,
  ROOT_ORDER,
} from "./edit.ts";
import { adoptedNamed, refuseAdopted } from "./adopted.ts";
import { pathOf, restBelow } from "./endpoints.ts";
import { SpecText } from "./text.ts";

/** As people typed it. */
export interface ExportRequest {
  /** Model whose records are exported: that of an entity, or of a part of one. */
  readonly model: string;
  /** Which entity, where several are of that model. */
  readonly entity?: string | undefined;
}

type Export = NonNullable<Spec["exports"]>[number];

const ENDPOINT_KEYS = ["list", "get", "create", "update", "delete", "count", "search"];

/** @throws ConnectorError (2) with every problem of the request */
export async function addExport(text: string, spec: Spec, request: ExportRequest, facts: EditFacts): Promise<Edit> {
  const edited = await SpecText.open(text, spec);
  const entry = await entryOf(edited, spec, request, facts);
  const index = spec.entities.findIndex((one) => one.name === entry.entity);
  const entity = spec.entities[index];
  const described = facts.known?.spec.entities.find((one) => one.name === entry.entity);
  const known = facts.known === undefined ? undefined : { ...facts.known, text: await SpecText.open(facts.known.text) };
  const added: string[] = [];
  if (entity !== undefined && (entity.direction ?? "import") === "import") {
    refuseImported(entity, described, spec);
    const path: KeyPath = ["entities", index];
    if (entity.direction === undefined) edited.insertKey(path, edited.piece({ direction: "both" }), ENTITY_ORDER);
    else edited.replace([...path, "direction"], "both");
    added.push(`entities.${entity.name}.direction`);
    if (described !== undefined && known !== undefined) {
      const from: KeyPath = ["entities", known.spec.entities.indexOf(described)];
      added.push(...widen(edited, known.text, { path, from, entity, described, shown: `entities.${entity.name}` }));
    }
    added.push(...writable(edited, path, entity, described));
  }
  const exports = known?.spec.exports ?? [];
  const order = exports.map(keyOfExport);
  const there = (spec.exports ?? []).map(keyOfExport);
  const at = order.indexOf(keyOfExport(entry));
  const piece = at >= 0 && known !== undefined ? known.text.copy(["exports", at]) : edited.piece([entry]);
  edited.insertItem(["exports"], placeIn(there, order, keyOfExport(entry)), piece, ROOT_ORDER);
  added.push(`exports ${entry.model}`);
  return finished(facts, spec, edited, { added });
}

const keyOfExport = ({ model, entity }: Export): string => `${model} ${entity}`;

/** What is exported, as it will stand in the list. */
async function entryOf(text: SpecText, spec: Spec, request: ExportRequest, facts: EditFacts): Promise<Export> {
  const { model } = request;
  const problems = new Problems();
  const all = spec.entities.flatMap((entity): Export[] => [
    { model: entity.model, entity: entity.name },
    ...(entity.children ?? []).map((child) => ({ model: child.model, entity: entity.name, child: child.name })),
  ]);
  const word = request.entity;
  if (word !== undefined) refuseAdopted(text, spec, adoptedNamed(spec, word), facts, ownExport);
  const chosen = word === undefined ? undefined : spec.entities.find((one) => isNamed(one, word));
  if (word !== undefined && chosen === undefined) {
    problems.report(
      "--entity",
      `there is no entity ${JSON.stringify(word)} in the spec`,
      hintFor(
        word,
        spec.entities.map((one) => one.name),
      ),
    );
    problems.refuse();
  }
  const ofModel = all.filter((one) => one.model === model && (chosen === undefined || one.entity === chosen.name));
  // A record of its own comes before a part of another one.
  const found = ofModel.some((one) => one.child === undefined)
    ? ofModel.filter((one) => one.child === undefined)
    : ofModel;
  const isDocument = (name: string): boolean =>
    spec.entities.some((one) => one.name === name && (one.invoice ?? one.payment) !== undefined);
  const isThere = (one: Export): boolean =>
    (spec.exports ?? []).some(
      (other) => other.model === model && (other.entity === one.entity || !isDocument(one.entity)),
    );
  const open = found.filter((one) => !isThere(one));
  const [entry] = open;
  if (found.length === 0) {
    const isMeant = (one: AdoptedEntity): boolean => one.model === model || one === adoptedNamed(spec, model);
    refuseAdopted(text, spec, spec.adopted?.entities.find(isMeant), facts, ownExport);
    await refuseUnknown(spec, model, facts, problems);
  } else if (entry === undefined) {
    const index = (spec.exports ?? []).findIndex((one) => one.model === model);
    const other = spec.exports?.[index]?.entity;
    problems.report(
      placeOf(facts, text, ["exports", index]),
      `the export of ${model} is there already${other === undefined || chosen === undefined || other === chosen.name ? "" : `, as ${other}`}`,
      "leave it out",
    );
  } else if (open.length > 1) {
    const names = open.map((one) => one.entity);
    problems.report("MODEL", `${names.join(" and ")} are of model ${model}`, `write --entity ${names[0] ?? ""}`);
  }
  problems.refuse();
  return entry ?? { model, entity: "" };
}

const ownExport = ({ name, model, binding }: AdoptedEntity): string =>
  `write the export into your own code of ${binding}, or let a generated one do it: ${addCommand(`${name}_export`, model)} --direction export`;

async function refuseUnknown(spec: Spec, model: string, facts: EditFacts, problems: Problems): Promise<void> {
  const { index } = await modelsOf(facts);
  if (index.model(model) === undefined) {
    const near = index.nearestModel(model);
    const hint = near === undefined ? undefined : `did you mean ${near}?`;
    problems.report("MODEL", `Odoo ${index.version} has no model ${model}`, hint);
    return;
  }
  const described = facts.known?.spec.entities.find(
    (one) => one.model === model && !spec.entities.some((other) => other.name === one.name),
  );
  const names = spec.entities.map((one) => one.model);
  problems.report(
    "MODEL",
    `no entity of the spec is of model ${model}`,
    described === undefined
      ? (hintFor(model, [...new Set(names)]) ?? `run ${addCommand("ENTITY", model)} first`)
      : `run ${addCommand(described.name, model)} first`,
  );
}

function refuseImported(entity: SpecEntity, described: SpecEntity | undefined, spec: Spec): void {
  const problems = new Problems();
  const title = spec.connector.title ?? spec.connector.name;
  if (described !== undefined && (described.direction ?? "import") === "import") {
    problems.report(
      "MODEL",
      `${title} only lets ${entity.name} be imported, as far as it is known`,
      "take another model",
    );
  } else if (!isWritable(described) && !isWritable(entity) && pathOf(entity.endpoints.list) === undefined) {
    problems.report(
      "MODEL",
      `nothing says how ${entity.name} is written`,
      "add endpoints.create and endpoints.update to it",
    );
  }
  problems.refuse();
}

const isWritable = (entity: SpecEntity | undefined): boolean =>
  (entity?.endpoints.create ?? entity?.endpoints.update) !== undefined;

interface Widening {
  /** Place of the entity, and that of what is known of it. */
  readonly path: KeyPath;
  readonly from: KeyPath;
  readonly entity: SpecEntity | SpecChild;
  readonly described: SpecEntity | SpecChild;
  readonly shown: string;
}

/** Brings back what only an export needs, as the known system says it. */
function widen(text: SpecText, known: SpecText, { path, from, entity, described, shown }: Widening): string[] {
  const added: string[] = [];
  const keys = Object.keys(described);
  const bring = (below: readonly string[], key: string, order: readonly string[]): void => {
    text.insertKey([...path, ...below], known.copy([...from, ...below, key]), order);
    added.push([shown, ...below, key].join("."));
  };
  for (const key of ["main_address", "export"]) if (keys.includes(key) && !(key in entity)) bring([], key, keys);
  const order = "order" in described ? described.order : undefined;
  const own = "order" in entity ? entity.order : undefined;
  if (order?.send !== undefined && own !== undefined && own.send === undefined)
    bring(["order"], "send", Object.keys(order));
  const lines = entity.mapping ?? [];
  const keyOf = (line: (typeof lines)[number]): string => `${line.odoo} ${line.direction ?? ""}`;
  const there = lines.map(keyOf);
  const all = (described.mapping ?? []).map(keyOf);
  for (const [position, line] of (described.mapping ?? []).entries()) {
    if (line.direction !== "export" || there.includes(keyOf(line))) continue;
    const index = placeIn(there, all, keyOf(line));
    text.insertItem([...path, "mapping"], index, known.copy([...from, "mapping", position]), keys);
    there.splice(index, 0, keyOf(line));
    added.push(`${shown}.mapping ${line.odoo}`);
  }
  if ("children" in entity && "children" in described) {
    for (const [position, child] of (entity.children ?? []).entries()) {
      const other = (described.children ?? []).findIndex((one) => one.name === child.name);
      const parts = described.children?.[other];
      if (parts === undefined) continue;
      const places = { path: [...path, "children", position], from: [...from, "children", other] };
      added.push(
        ...widen(text, known, { ...places, entity: child, described: parts, shown: `${shown}.${child.name}` }),
      );
    }
  }
  return added;
}

/** The requests that an export takes, where they are missing: as they are known, else as REST APIs have them. */
function writable(text: SpecText, path: KeyPath, entity: SpecEntity, described: SpecEntity | undefined): string[] {
  if (isWritable(entity)) return [];
  const list = pathOf(entity.endpoints.list);
  const usual: SpecEntity["endpoints"] | undefined = list === undefined ? undefined : restBelow(list);
  const from = isWritable(described) ? described?.endpoints : usual;
  const added: string[] = [];
  for (const key of ["create", "update"] as const) {
    const request = from?.[key];
    if (request === undefined) continue;
    text.insertKey([...path, "endpoints"], text.piece({ [key]: request }), ENDPOINT_KEYS);
    added.push(`entities.${entity.name}.endpoints.${key}`);
  }
  return added;
}
