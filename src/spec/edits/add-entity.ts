/**
 * A new entity in the text of a spec: with all that the known system says of it, as the type of the system proposes it, or
 * with a mapping proposed from the fields of its model.
 */
import type { Document, YAMLMap, YAMLSeq } from "yaml";
import { ConnectorError } from "../../errors.ts";
import type { AdoptedEntity } from "../adopted.ts";
import { compact, directed, locationTable } from "../drafts/conventions.ts";
import { type Models, NoProposal, proposed, proposedLine } from "../drafts/proposal.ts";
import { entityNameProblem, pluralOf } from "../naming.ts";
import { placeholdersOf, resolveSpec } from "../resolve.ts";
import type { Direction, ResolvedSpec } from "../resolved.ts";
import { PATH_PATTERN } from "../patterns.ts";
import type { Spec, SpecEntity, SpecMapping } from "../schema.ts";
import { hintFor, nearest, orList } from "../words.ts";
import {
  bringAlong,
  DRAFTED,
  draftsOf,
  type Edit,
  type EditFacts,
  findingsAt,
  finished,
  isNamed,
  modelsOf,
  placeIn,
  placeOf,
  Problems,
  ROOT_ORDER,
} from "./edit.ts";
import { moved } from "./endpoints.ts";
import { adoptedNamed, refuseAdopted } from "./adopted.ts";
import { narrow } from "./narrow.ts";
import { entitiesOf, fieldsOf, tablesOf } from "./needs.ts";
import { type Piece, SpecText } from "./text.ts";

/** As people typed it. */
export interface EntityRequest {
  /** Its name, or its plural where it is known. */
  readonly entity: string;
  readonly model?: string | undefined;
  readonly direction?: string | undefined;
  /** Fields of the model that are exchanged: `name`, or `name:remote.path`; all that is known otherwise. */
  readonly fields?: readonly string[] | undefined;
  /** Path of the collection: `/contacts`, `/contacts.json`. */
  readonly endpoint?: string | undefined;
  /** Fields that records are recognised by: `email`, or `email:remote.path`. */
  readonly matchOn?: readonly string[] | undefined;
  /** Brings its topics and its export along, as far as the connector has webhooks and the entity goes that way. */
  readonly isComplete?: boolean | undefined;
}

export interface AddedEntity extends Edit {
  readonly name: string;
  /** Where its facts come from: the known system, what the type of the system proposes, or the model's own fields. */
  readonly source: "system" | "type" | "model";
  /** What the known system has for it besides: topics for `add-webhook`, models for `add-export`. */
  readonly offers: { readonly topics: readonly string[]; readonly exports: readonly string[] };
}

const DIRECTIONS: readonly Direction[] = ["import", "export", "both"];
const PLACE = "ENTITY";

/** How the command is typed that adds an entity. */
export const addCommand = (name: string, model: string): string => `add-binding ${name} --odoo-model ${model}`;

/** @throws ConnectorError (2) with every problem of the request */
export async function addEntity(
  text: string,
  spec: Spec,
  request: EntityRequest,
  facts: EditFacts,
): Promise<AddedEntity> {
  const edited = await SpecText.open(text, spec);
  const known = facts.known === undefined ? undefined : { ...facts.known, text: await SpecText.open(facts.known.text) };
  refuseThere(edited, spec, request.entity, facts);
  const models = await modelsOf(facts);
  const template = found(request, spec, facts, models);
  const { name } = template;
  refuseMissing(edited, template.entity, spec, facts);

  const piece =
    template.source === "system" && known !== undefined
      ? known.text.copy(["entities", known.spec.entities.findIndex((one) => one.name === name)])
      : await drafted(template.entity, edited);
  const changed = await adjusted(piece, template, request, spec, models);
  const entity = entityIn(changed).toJSON() as SpecEntity;

  const order = (known?.spec.entities ?? draftsOf(spec)).map((one) => one.name);
  const names = spec.entities.map((one) => one.name);
  const write = (index: number): { text: SpecText; added: string[] } => {
    const copy = SpecText.of(edited);
    // From the end of the text on, as far as it is laid out as usual: what stands before an edit need not be read again.
    const more = request.isComplete === true ? completed(copy, known, entity, spec) : [];
    const described = known?.spec.tables ?? [];
    const asked = tablesOf(
      entity,
      described.map((table) => table.name),
    );
    const tables: string[] = [];
    const fields: string[] = [];
    if (known !== undefined) {
      tables.push(...bringAlong(copy, known, { tables: asked, fields: [] }, spec));
    } else if (
      entity.stock?.location !== undefined &&
      !(spec.tables ?? []).some((table) => table.name === "location")
    ) {
      const list = spec.system.envelope?.list;
      const table = locationTable(typeof list === "string" && !list.includes("{") ? list : null);
      copy.insertItem(["tables"], spec.tables?.length ?? 0, copy.piece([table]), ROOT_ORDER);
      tables.push("tables.location");
    }
    // An empty list is written in one line, and so would be what is put into it.
    if (names.length === 0) copy.remove(["entities"], () => false);
    copy.insertItem(["entities"], index, changed, ROOT_ORDER);
    if (known !== undefined) {
      const listed = described.filter((table) => asked.includes(table.name));
      const needed = fieldsOf(
        [entity, listed],
        known.spec.system.fields.map((field) => field.name),
        false,
      );
      fields.push(...bringAlong(copy, known, { tables: [], fields: needed }, spec));
    }
    const added = [`entities.${name}`, ...tables, ...fields, ...more];
    return { text: copy, added };
  };

  const place = placeIn(names, order, name);
  let written = write(place);
  let edit = await finished(facts, spec, written.text, written).catch((error: unknown) => {
    throw asOptions(error, name);
  });
  if (place < names.length && renamed(resolveSpec(spec), edit.resolved).length > 0) {
    // The first of two entities of one model has the model's name: an older one keeps it.
    written = write(names.length);
    edit = await finished(facts, spec, written.text, written);
  }
  const wrong = await findingsAt(facts, edit.resolved, `entities.${name}`);
  if (wrong.length > 0) throw asOptions(new ConnectorError(wrong), name);
  return {
    ...edit,
    name,
    source: template.source,
    offers: {
      topics: topicsFor(entity, known?.spec, edit.spec),
      exports: exportsFor(entity, known?.spec, edit.spec).map((one) => one.model),
    },
  };
}

type Export = NonNullable<Spec["exports"]>[number];

/** Topics that the known system has for an entity and the spec has not. */
function topicsFor({ name, direction = "import" }: SpecEntity, known: Spec | undefined, spec: Spec): string[] {
  if (direction === "export") return [];
  const there = (spec.webhooks ?? []).map((one) => one.topic);
  return (known?.webhooks ?? [])
    .filter((one) => one.entity === name && !there.includes(one.topic))
    .map((one) => one.topic);
}

const keyOfExport = ({ model, entity }: Export): string => `${model} ${entity}`;

/** What of an entity could be exported by hand and is not yet. A model has one way out, unless the known system says two. */
function exportsFor(entity: SpecEntity, known: Spec | undefined, spec: Spec): Export[] {
  const listed = known?.exports ?? [];
  const isListed = (one: Export): boolean => listed.some((other) => keyOfExport(other) === keyOfExport(one));
  return listed.filter(
    (one) =>
      one.entity === entity.name &&
      !(spec.exports ?? []).some(
        (other) => other.model === one.model && (!isListed(other) || other.entity === one.entity),
      ),
  );
}

type Webhook = NonNullable<Spec["webhooks"]>[number];

/** Topics as drafts have them, where those of the other entities still are so. */
function draftedTopics({ name, stock, id }: SpecEntity, { system, webhooks = [] }: Spec): Webhook[] {
  const isDrafted = ({ topic, entity, event }: Webhook): boolean => topic === `${entity}.${event}`;
  if (system.webhooks === undefined || !webhooks.some(isDrafted)) return [];
  return (stock === undefined ? ["created", "updated", "deleted"] : ["updated"])
    .map((event) => ({ topic: `${name}.${event}`, entity: name, event, ...(Array.isArray(id) && { resource_id: id }) }))
    .filter(({ topic }) => !webhooks.some((one) => one.topic === topic));
}

/** Topics and exports of a new entity, in the order of the known system; of any other its export. */
function completed(
  text: SpecText,
  known: { readonly text: SpecText; readonly spec: Spec } | undefined,
  entity: SpecEntity,
  spec: Spec,
): string[] {
  const added: string[] = [];
  const { name, model, direction = "import" } = entity;
  const from = (
    list: "webhooks" | "exports",
    there: string[],
    order: readonly string[],
    keys: readonly string[],
  ): void => {
    for (let rest = keys; rest.length > 0;) {
      const at = placeIn(there, order, rest[0] ?? "");
      // As many as stand one behind the other.
      const before: string[] = [...there.slice(0, at)];
      const run: string[] = [];
      for (const key of rest) {
        if (placeIn([...before, ...run, ...there.slice(at)], order, key) !== at + run.length) break;
        run.push(key);
      }
      const pieces = run.map((key) => known?.text.copy([list, order.indexOf(key)])).filter((one) => one !== undefined);
      text.insertItems([list], at, pieces, ROOT_ORDER);
      there.splice(at, 0, ...run);
      rest = rest.slice(run.length);
    }
  };
  const isKnown = known?.spec.entities.some((one) => one.name === name) === true;
  const exported: string[] = [];
  const exports = spec.exports ?? [];
  if (direction === "import") {
    // It has no way out.
  } else if (known !== undefined && isKnown) {
    const order = (known.spec.exports ?? []).map(keyOfExport);
    const there = exports.map(keyOfExport);
    const wanted = exportsFor(entity, known.spec, spec);
    from("exports", there, order, wanted.map(keyOfExport));
    exported.push(...wanted.map((one) => `exports ${one.model}`));
  } else if (![...exports, ...spec.entities].some((one) => one.model === model)) {
    // A model has one way out: who is there first may want it later.
    text.insertItem(["exports"], exports.length, text.piece([{ model, entity: name }]), ROOT_ORDER);
    exported.push(`exports ${model}`);
  }
  if (known !== undefined && isKnown && spec.system.webhooks !== undefined) {
    const order = (known.spec.webhooks ?? []).map((one) => one.topic);
    const there = (spec.webhooks ?? []).map((one) => one.topic);
    const wanted = topicsFor(entity, known.spec, spec);
    from("webhooks", there, order, wanted);
    added.push(...wanted.map((topic) => `webhooks ${topic}`));
  }
  if (known === undefined && direction !== "export") {
    const wanted = draftedTopics(entity, spec);
    const pieces = wanted.map((one) => text.piece([one]));
    text.insertItems(["webhooks"], spec.webhooks?.length ?? 0, pieces, ROOT_ORDER);
    added.push(...wanted.map(({ topic }) => `webhooks ${topic}`));
  }
  return [...added, ...exported];
}

/** What is wrong with the new entity is told with the option that says it: no line of the spec holds it yet. */
function asOptions(error: unknown, name: string): unknown {
  if (!(error instanceof ConnectorError)) return error;
  const at = `entities.${name}`;
  const told = new Set<string>();
  const problems = error.problems.flatMap((problem) => {
    const { place = "", message, hint } = problem;
    const where = message.startsWith(`${at}.`) || message.startsWith(`${at}:`) ? message : place;
    if (!where.startsWith(at)) return [problem];
    const option = OPTIONS.find(([key]) => where.startsWith(`${at}.${key}`))?.[1] ?? PLACE;
    const rest = where === message ? message.slice(message.indexOf(": ") + 2) : message;
    // A path is in many requests.
    if (told.has(option + rest)) return [];
    told.add(option + rest);
    return [{ place: option, message: rest, ...(hint !== undefined && { hint }) }];
  });
  return new ConnectorError(problems, error.exitCode);
}

const OPTIONS = [
  ["endpoints", "--endpoint"],
  ["match_on", "--match-on"],
  ["mapping", "--fields"],
  ["model", "--odoo-model"],
  ["direction", "--direction"],
] as const;

/** Bindings whose model would be another one than before: their records would be lost. */
export function renamed(before: ResolvedSpec, after: ResolvedSpec): { name: string; from: string; to: string }[] {
  return after.bindings.flatMap(({ name, names }) => {
    const old = before.bindings.find((one) => one.name === name);
    const from = old?.names.bindingModel ?? names.bindingModel;
    return from === names.bindingModel ? [] : [{ name, from, to: names.bindingModel }];
  });
}

// ----------------------------------------------------------------------------------------------------------- what it is

interface Template {
  readonly name: string;
  readonly entity: SpecEntity;
  readonly source: AddedEntity["source"];
}

const onceGone = ({ name }: AdoptedEntity): string => `take ${name} out of adopted.entities once its own code is gone`;

function refuseThere(text: SpecText, spec: Spec, word: string, facts: EditFacts): void {
  const hint = (one: AdoptedEntity): string => `${onceGone(one)}, or give the new one another name`;
  refuseAdopted(text, spec, adoptedNamed(spec, word), facts, hint);
  const index = spec.entities.findIndex((one) => isNamed(one, word));
  const there = spec.entities[index];
  if (there !== undefined) {
    throw new ConnectorError({
      place: placeOf(facts, text, ["entities", index]),
      message: `the entity ${there.name} (${there.model}) is there already`,
      hint: "change it in the spec, or give the new one another name",
    });
  }
  for (const [position, entity] of spec.entities.entries()) {
    const child = (entity.children ?? []).findIndex((one) => isNamed(one, word));
    if (child < 0) continue;
    throw new ConnectorError({
      place: placeOf(facts, text, ["entities", position, "children", child]),
      message: `${word} is there already, as a part of ${entity.name}`,
      hint: "give the new one another name",
    });
  }
}

/** What is known of the entity, before anything that the request changes. */
function found(request: EntityRequest, spec: Spec, { known }: EditFacts, models: Models): Template {
  const { entity: word, model } = request;
  const problems = new Problems();
  const way = DIRECTIONS.find((one) => one === request.direction);
  if (request.direction !== undefined && way === undefined) {
    problems.report(
      "--direction",
      `${JSON.stringify(request.direction)} is none of ${orList(DIRECTIONS)}`,
      hintFor(request.direction, DIRECTIONS),
    );
  }
  const title = spec.connector.title ?? spec.connector.name;
  const listed = (known?.spec.entities ?? []).find((one) => isNamed(one, word));
  const offered = draftsOf(spec).find((one) => isNamed(one, word) && (model === undefined || one.model === model));
  if (listed === undefined) refuseNearlyKnown(request, title, known?.spec, problems);
  const wanted = model ?? (listed ?? offered)?.model;
  if (wanted === undefined) {
    const isOpen = ({ name }: SpecEntity): boolean =>
      !spec.entities.some((one) => one.name === name) && adoptedNamed(spec, name) === undefined;
    const own = known?.spec.entities.filter(isOpen) ?? [];
    const names = (own.length > 0 ? own : draftsOf(spec)).map((one) => one.name);
    const near = nearest(word, names);
    problems.report(
      "--odoo-model",
      `is missing: nothing says what ${word} is in Odoo`,
      near === undefined ? `write --odoo-model ${exampleModel(models)}` : `did you mean ${near}?`,
    );
  } else {
    const info = models.index.model(wanted);
    if (info === undefined) {
      const near = models.index.nearestModel(wanted);
      problems.report(
        "--odoo-model",
        `Odoo ${models.index.version} has no model ${wanted}`,
        near === undefined ? "write the technical name of a model: project.task" : `did you mean ${near}?`,
      );
    } else if (listed !== undefined && listed.model !== wanted) {
      problems.report(
        "--odoo-model",
        `the ${listed.name} of ${title} is ${listed.model}, not ${wanted}`,
        `write --odoo-model ${listed.model}, or give the entity another name`,
      );
    }
  }
  const problem = listed === undefined ? entityNameProblem(word) : undefined;
  if (problem !== undefined) problems.report(PLACE, problem.message, problem.hint);
  const described = listed ?? offered;
  if (described !== undefined && way !== undefined && !canGo(described, way)) {
    problems.report(
      "--direction",
      `${described.name} can't be ${way === "both" ? "exchanged both ways" : `${way}ed`}: ${known === undefined ? "what is proposed" : title} only ${described.direction ?? "import"}s it`,
      `write --direction ${described.direction ?? "import"}, or leave it out`,
    );
  }
  problems.refuse();
  if (listed !== undefined) return { name: listed.name, entity: listed, source: "system" };
  if (offered !== undefined) return { name: offered.name, entity: directed(offered, way ?? "both"), source: "type" };
  const others = new Map(spec.entities.map((one) => [one.model, one.name]));
  try {
    const entity = proposed({ name: word, model: wanted ?? "", direction: way ?? "both" }, models, others);
    return { name: word, entity: directed(entity, way ?? "both"), source: "model" };
  } catch (error) {
    if (!(error instanceof NoProposal)) throw error;
    const { way: out, hint } = error;
    const own =
      out === "export"
        ? "write --direction export, or add it to `entities` by hand"
        : out !== undefined && `run ${addCommand(out.first.name, out.first.model)} first`;
    throw new ConnectorError({
      place: "--odoo-model",
      message: error.message,
      hint: (own || hint) ?? "take another model",
    });
  }
}

const canGo = ({ direction = "import" }: SpecEntity, way: Direction): boolean =>
  direction === "both" || direction === way;

const exampleModel = ({ index }: Models): string => index.model("project.task")?.name ?? "res.partner";

/** A slip of the pen must not become an entity of its own, with places that the system does not have. */
function refuseNearlyKnown(request: EntityRequest, title: string, known: Spec | undefined, problems: Problems): void {
  if (known === undefined) return;
  const { entity: word, model } = request;
  const owner = known.entities.find((one) => (one.children ?? []).some((child) => isNamed(child, word)));
  if (owner !== undefined) {
    problems.report(PLACE, `${word} is a part of ${owner.name}`, `run ${addCommand(owner.name, owner.model)}`);
    return;
  }
  const alike = known.entities.filter((one) => model === undefined || one.model === model);
  const near = nearest(
    word,
    alike.flatMap((one) => [one.name, one.plural ?? pluralOf(one.name)]),
  );
  if (near !== undefined && model !== undefined) {
    problems.report(
      PLACE,
      `${title} has no ${word}`,
      `did you mean ${near}? An entity of your own takes a name less like it`,
    );
  }
}

/** Entities that have to be there first are named with the commands that add them, in their order. */
function refuseMissing(text: SpecText, entity: SpecEntity, spec: Spec, facts: EditFacts): void {
  const described: readonly SpecEntity[] = facts.known?.spec.entities ?? draftsOf(spec);
  const isThere = (name: string): boolean =>
    spec.entities.some((one) => one.name === name || (one.children ?? []).some((child) => child.name === name));
  const missing: string[] = [];
  const visit = (one: SpecEntity): void => {
    for (const name of entitiesOf(one, described)) {
      if (isThere(name) || missing.includes(name) || name === entity.name) continue;
      const other = described.find((candidate) => candidate.name === name);
      if (other !== undefined) visit(other);
      missing.push(name);
    }
  };
  visit(entity);
  if (missing.length === 0) return;
  // The links that another backend's components have made say nothing to generated ones.
  const [adopted] = missing.flatMap((name) => adoptedNamed(spec, name) ?? []);
  const why = (one: AdoptedEntity): string => `${entity.name} needs a generated one: ${onceGone(one)}`;
  refuseAdopted(text, spec, adopted, facts, why);
  const commands = missing.map((name) => {
    const model = described.find((one) => one.name === name)?.model;
    return model === undefined ? `add-binding ${name}` : addCommand(name, model);
  });
  throw new ConnectorError({
    place: PLACE,
    message: `${entity.name} needs ${missing.join(" and ")}, which the spec has not`,
    hint: `run ${commands.join(", then ")} first`,
  });
}

// ------------------------------------------------------------------------------------------------------------- its text

async function drafted(entity: SpecEntity, text: SpecText): Promise<Piece> {
  const yaml = await import("yaml");
  const piece = text.piece([entity]);
  compact(piece.document, yaml);
  const item = entityIn(piece);
  item.flow = false;
  item.commentBefore = DRAFTED.slice(1);
  return piece;
}

const entityIn = ({ document }: Piece): YAMLMap => document.get(0) as YAMLMap;

/** The entity as the request wants it. */
async function adjusted(
  piece: Piece,
  { entity, source, name }: Template,
  request: EntityRequest,
  spec: Spec,
  models: Models,
): Promise<Piece> {
  const yaml = await import("yaml");
  const { document } = piece;
  const map = entityIn(piece);
  const problems = new Problems();
  let isChanged = false;
  const { direction } = request;
  if (source === "system" && (direction === "import" || direction === "export")) {
    isChanged = narrow(map, direction, yaml);
  }
  if (request.endpoint !== undefined) {
    isChanged = true;
    const endpoints = moved(entity.endpoints, request.endpoint);
    if (endpoints === undefined) {
      problems.report(
        "--endpoint",
        `${JSON.stringify(request.endpoint)} is no path below the base URL`,
        `write /${pluralOf(name)}`,
      );
    } else map.set("endpoints", flowing(document, endpoints, false));
  }
  if (request.fields !== undefined) {
    isChanged = true;
    chooseFields(document, map, request.fields, { entity, name, spec, models, problems });
  }
  if (request.matchOn !== undefined) {
    isChanged = true;
    chooseKeys(document, map, request.matchOn, { entity, models, problems });
    keepSearch(map, source, spec);
  }
  problems.refuse();
  return isChanged ? { document } : piece;
}

interface Choice {
  readonly entity: SpecEntity;
  readonly models: Models;
  readonly problems: Problems;
}

/** `name`, or `name:remote.path`, as far as the model has such a field. */
function namedField(
  option: string,
  text: string,
  { entity, models, problems }: Choice,
): { field: string; remote: string | undefined } | undefined {
  const [field = "", remote, ...more] = text.split(":").map((part) => part.trim());
  if (field === "" || more.length > 0) {
    problems.report(
      option,
      `${JSON.stringify(text)} is no field`,
      "write FIELD or FIELD:remote.path, with commas between",
    );
    return undefined;
  }
  if (models.index.field(entity.model, field) === undefined) {
    const near = models.index.nearestField(entity.model, field);
    problems.report(
      option,
      `${entity.model} has no field ${field} in Odoo ${models.index.version}`,
      near === undefined ? undefined : `did you mean ${near}?`,
    );
    return undefined;
  }
  if (remote !== undefined && !PATH_PATTERN.test(remote)) {
    problems.report(
      option,
      `${JSON.stringify(remote)} is no place in a record`,
      "write keys joined by dots: address.city",
    );
    return undefined;
  }
  return { field, remote };
}

function chooseFields(
  document: Document,
  map: YAMLMap,
  fields: readonly string[],
  choice: Choice & { readonly name: string; readonly spec: Spec },
): void {
  const { entity, name, spec, models, problems } = choice;
  const wanted = new Map<string, string | undefined>();
  if (fields.length === 0) problems.report("--fields", "names no field");
  for (const text of fields) {
    const given = namedField("--fields", text, choice);
    if (given === undefined) continue;
    if (wanted.has(given.field)) problems.report("--fields", `${given.field} is named twice`, "leave one of them out");
    wanted.set(given.field, given.remote);
  }
  const mapping = map.get("mapping") as YAMLSeq<YAMLMap> | undefined;
  const lines = mapping?.items ?? [];
  const fieldOf = (line: YAMLMap): string => String(line.get("odoo"));
  const needed = entity.direction === "export" ? [] : models.values(entity.model).needed;
  const lost = lines.map(fieldOf).filter((field) => needed.includes(field) && !wanted.has(field));
  if (lost.length > 0) {
    problems.report("--fields", `a new ${entity.model} needs ${lost.join(" and ")}`, `add ${lost.join(",")}`);
  }
  const kept = lines.filter((line) => wanted.has(fieldOf(line)));
  for (const line of kept) {
    const remote = wanted.get(fieldOf(line));
    if (remote === undefined) continue;
    line.set("remote", remote);
    // What records are recognised by stands in the same place.
    for (const key of keysIn(map)) if (key.get("odoo") === fieldOf(line)) key.set("remote", remote);
  }
  const others = new Map(spec.entities.map((one) => [one.model, one.name]));
  const country = lines.find((line) => line.get("transform") === "country")?.get("remote");
  for (const [field, remote] of wanted) {
    if (kept.some((line) => fieldOf(line) === field)) continue;
    const line = proposedLine(
      field,
      { name, model: entity.model, direction: entity.direction ?? "import" },
      models,
      others,
    );
    const complete = line === undefined ? undefined : withCountry(line, country);
    if (complete === undefined) {
      const info = models.index.field(entity.model, field);
      problems.report(
        "--fields",
        `${field} is a ${info?.type ?? "field"}${info?.comodel === undefined ? "" : ` of ${info.comodel}`}: nothing says how a remote value becomes one`,
        `leave it out, and run add-field ${name} ${field} --transform … afterwards`,
      );
    } else kept.push(flowing(document, { ...complete, ...(remote === undefined ? {} : { remote }) }, true) as YAMLMap);
  }
  const list = mapping ?? document.createNode([]);
  list.items = kept;
  if (kept.length > 0) list.flow = false;
  map.set("mapping", list);
}

/** A state is found within its country. */
function withCountry(line: SpecMapping, country: unknown): SpecMapping | undefined {
  const { transform } = line;
  if (typeof transform !== "object" || Array.isArray(transform) || transform.state === undefined) return line;
  return typeof country === "string" ? { ...line, transform: { state: country } } : undefined;
}

const keysIn = (map: YAMLMap): readonly YAMLMap[] => (map.get("match_on") as YAMLSeq<YAMLMap> | undefined)?.items ?? [];

function chooseKeys(document: Document, map: YAMLMap, fields: readonly string[], choice: Choice): void {
  const { entity, models, problems } = choice;
  if (fields.length === 0) problems.report("--match-on", "names no field");
  if (entity.order !== undefined) {
    problems.report("--match-on", "orders are never matched onto existing ones", "leave it out");
  }
  const mapping = (map.get("mapping") as YAMLSeq<YAMLMap> | undefined)?.items ?? [];
  const keys = fields.flatMap((text) => {
    const given = namedField("--match-on", text, choice);
    if (given === undefined) return [];
    const { field } = given;
    const info = models.index.field(entity.model, field);
    if (info?.stored === false && info.related === undefined) {
      problems.report("--match-on", `${entity.model}.${field} is computed: records can't be found by it`);
    }
    const known = keysIn(map)
      .find((one) => one.get("odoo") === field)
      ?.get("remote");
    const mapped = mapping.find((line) => line.get("odoo") === field)?.get("remote");
    return [
      {
        odoo: field,
        remote:
          given.remote ??
          (typeof known === "string" ? known : undefined) ??
          (typeof mapped === "string" ? mapped : field),
      },
    ];
  });
  map.set("match_on", flowing(document, keys, true));
}

/** A search is by the matching key: one by another key can't be asked. */
function keepSearch(map: YAMLMap, source: Template["source"], spec: Spec): void {
  const entity = map.toJSON() as SpecEntity;
  const { search, list } = entity.endpoints;
  const endpoints = map.get("endpoints") as YAMLMap;
  if (typeof search !== "string") return;
  const words = [
    ...(entity.match_on ?? []).flatMap((one) => [one.odoo, one.remote]),
    ...spec.system.fields.map((field) => field.name),
  ];
  if (placeholdersOf(search).every((word) => words.includes(word))) return;
  const [key] = entity.match_on ?? [];
  if (source === "system" || typeof list !== "string" || key === undefined) endpoints.delete("search");
  else endpoints.set("search", `${list}${list.includes("?") ? "&" : "?"}${key.remote}={${key.odoo}}`);
}

function flowing(document: Document, value: unknown, isFlow: boolean): YAMLMap | YAMLSeq {
  const node = document.createNode(value, { flow: isFlow }) as YAMLMap | YAMLSeq;
  node.flow = isFlow;
  return node;
}
