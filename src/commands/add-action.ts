/** The actions of the commands that add something to a connector: each is one edit of its spec. */
import { type Editing, openSpec } from "../app/edits.ts";
import type { Formatters } from "../app/formatters.ts";
import { ConnectorError, type ExitCode } from "../errors.ts";
import { nodeFileSystem } from "../fs/node.ts";
import { askMany, askOne, askText } from "../prompts/adding.ts";
import { visible } from "../reporters/visible.ts";
import { addAuth as addAuthEdit } from "../spec/edits/add-auth.ts";
import { type AddedEntity, addEntity } from "../spec/edits/add-entity.ts";
import { addExport as addExportEdit } from "../spec/edits/add-export.ts";
import { addField as addFieldEdit, type FieldRequest } from "../spec/edits/add-field.ts";
import { addWebhooks } from "../spec/edits/add-webhook.ts";
import { draftsOf, type Edit, isNamed } from "../spec/edits/edit.ts";
import { entityNameProblem } from "../spec/naming.ts";
import { RENDERED_AUTH } from "../spec/renderable.ts";
import { orList } from "../spec/words.ts";
import type { AddAuthOptions } from "./add-auth.ts";
import type { AddBindingOptions } from "./add-binding.ts";
import type { AddExportOptions } from "./add-export.ts";
import type { AddFieldOptions } from "./add-field.ts";
import { type AddOptions, folderOf } from "./add-options.ts";
import type { AddWebhookOptions } from "./add-webhook.ts";
import { grow, type Growing } from "./growing.ts";

interface Made {
  readonly edit: Edit;
  /** What there is to say besides what was added. */
  readonly advice?: readonly string[];
  /** More keys for the document of --json. */
  readonly document?: Readonly<Record<string, unknown>>;
}

/** Typed words by their place. */
type Words = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Ends of lines, control characters and halves of pairs: what is typed is one line. A transform may have several. */
function refuseUnprintable(words: Words): void {
  for (const [place, word] of Object.entries(words)) {
    for (const text of [word ?? []].flat()) {
      const found = /[\p{Cc}\p{Cs}\u2028\u2029\uFFFE\uFFFF]/u.exec(
        place === "--transform" ? text.replaceAll("\n", "") : text,
      );
      const code = found?.[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
      if (code === undefined) continue;
      throw new ConnectorError({ place, message: `holds the unprintable character U+${code}`, hint: "remove it" });
    }
  }
}

/** An action without asking: what it needs is there, or the edit says what is missing. */
type Make = (editing: Editing, mayAsk: boolean) => Promise<Made>;

async function add(options: AddOptions, words: Words, formatters: Promise<Formatters>, make: Make): Promise<ExitCode> {
  refuseUnprintable({ ...words, "--connector": options.connector });
  const folder = folderOf(options);
  return grow(
    options,
    folder,
    () => formatters,
    async (growing) => {
      const editing = await openSpec(nodeFileSystem, growing.connector);
      if (growing.mayAsk) growing.progress.stop();
      const { edit, advice = [], document } = await make(editing, growing.mayAsk);
      const { text, loaded, added, modules } = edit;
      return {
        request: { text, loaded, indexOf: editing.indexOf },
        lines: linesOf(growing, edit, advice),
        document: { added, modules, ...document, ...(advice.length > 0 && { advice }) },
      };
    },
  );
}

function linesOf({ terminal }: Growing, { added, modules }: Edit, advice: readonly string[]): string[] {
  const { dim, green } = terminal.paint;
  const lists = new Map<string, string[]>();
  for (const one of added) {
    const [path = "", item] = one.split(/ (.*)/s, 2);
    lists.set(path, [...(lists.get(path) ?? []), ...(item === undefined ? [] : [item])]);
  }
  const shown = [...lists].map(([path, items]) => (items.length === 0 ? path : `${path}: ${items.join(", ")}`));
  const many = modules.length > 1;
  return [
    ...shown.map((line) => `${green("+")} ${visible(line)}`),
    ...(modules.length > 0
      ? [
          `${green("+")} ${many ? "modules" : "module"} ${modules.join(", ")}: the manifest depends on ${many ? "them" : "it"} now`,
        ]
      : []),
    ...advice.map((line) => dim(visible(line))),
  ];
}

/** The option that makes a proposed command find the same connector. */
const where = ({ connector }: AddOptions): string => (connector === undefined ? "" : ` --connector ${connector}`);

const listed = (title: string, words: readonly string[]): { readonly hint?: string } =>
  words.length === 0 ? {} : { hint: `${title} ${orList(words)}` };

// --------------------------------------------------------------------------------------------------------- add-binding

const WAYS = { import: "imported", export: "exported", both: "exchanged both ways" } as const;
const OTHER = "";

/** The action of `add-binding`. */
export const addBinding = (
  word: string | undefined,
  options: AddBindingOptions,
  formatters: Promise<Formatters>,
): Promise<ExitCode> =>
  add(
    options,
    {
      ENTITY: word,
      "--odoo-model": options.odooModel,
      "--direction": options.direction,
      "--fields": options.fields,
      "--endpoint": options.endpoint,
      "--match-on": options.matchOn,
    },
    formatters,
    async (editing, mayAsk) => {
      const { text, spec, facts } = editing;
      const entity = word ?? (await whichEntity(editing, mayAsk));
      const model = options.odooModel ?? (mayAsk ? await whichModel(entity, editing) : undefined);
      const { direction, fields, endpoint, matchOn } = options;
      const request = { entity, model, direction, fields, endpoint, matchOn, isComplete: true };
      const edit = await addEntity(text, spec, request, facts);
      const made = edit.resolved.entities.find((one) => one.name === edit.name);
      return {
        edit,
        advice: adviceOf(edit, editing, options),
        document: {
          entity: edit.name,
          model: made?.specModel,
          direction: made?.direction,
          source: edit.source,
          offers: edit.offers,
        },
      };
    },
  );

function adviceOf({ name, source, offers, resolved }: AddedEntity, { spec }: Editing, options: AddOptions): string[] {
  const made = resolved.entities.find((one) => one.name === name);
  const title = spec.connector.title ?? spec.connector.name;
  const origin = {
    system: `as ${title} is known`,
    type: "drafted from the conventions of REST APIs: compare every line of it in connector.yaml with the documentation",
    model:
      "its mapping is proposed from the model's own fields: compare every line of it in connector.yaml with the documentation",
  }[source];
  return [
    `${name} (${made?.specModel ?? ""}) is ${WAYS[made?.direction ?? "both"]}, ${origin}.`,
    ...(offers.topics.length > 0
      ? [`Its webhooks are known: odoo-connector add-webhook ${offers.topics.join(" ")}${where(options)}`]
      : []),
    ...offers.exports.map((model) => `It can be exported: odoo-connector add-export ${model}${where(options)}`),
  ];
}

/** Entities that are known and not there yet: of the system, else of its type. */
function openEntities({ spec, facts }: Editing): { readonly name: string; readonly model: string }[] {
  const described = facts.known?.spec.entities ?? draftsOf(spec);
  return described.filter((one) => !spec.entities.some((other) => other.name === one.name));
}

async function whichEntity(editing: Editing, mayAsk: boolean): Promise<string> {
  const open = openEntities(editing);
  if (!mayAsk) {
    const hint = open.length > 0 ? open.map((one) => one.name) : ["ticket --odoo-model project.task"];
    throw new ConnectorError({ place: "ENTITY", message: "is missing", ...listed("write add-binding", hint) });
  }
  const options = open.map(({ name, model }) => ({ value: name, label: `${name} (${model})` }));
  const chosen =
    options.length === 0
      ? OTHER
      : await askOne("What is added?", [...options, { value: OTHER, label: "something else" }]);
  if (chosen !== OTHER) return chosen;
  return askText("Name of the entity (technical, singular: ticket)", (value) => {
    if (editing.spec.entities.some((one) => isNamed(one, value))) return "it is there already";
    const problem = entityNameProblem(value);
    return problem && [problem.message, problem.hint].filter((part) => part !== undefined).join(": ");
  });
}

/** Asked where nothing else says it. */
async function whichModel(entity: string, { spec, odoo, indexOf, facts }: Editing): Promise<string | undefined> {
  const described = [...(facts.known?.spec.entities ?? []), ...draftsOf(spec), ...spec.entities];
  if (described.some((one) => isNamed(one, entity))) return undefined;
  const index = await indexOf(odoo);
  return askText(`What is ${entity} in Odoo (a model: project.task)?`, (value) => {
    if (index.model(value) !== undefined) return undefined;
    const near = index.nearestModel(value);
    return `Odoo ${odoo} has no model ${value}${near === undefined ? "" : `: did you mean ${near}?`}`;
  });
}

// --------------------------------------------------------------------------------------------------------- add-webhook

/** The action of `add-webhook`. */
export const addWebhook = (
  words: readonly string[],
  options: AddWebhookOptions,
  formatters: Promise<Formatters>,
): Promise<ExitCode> =>
  add(
    options,
    { TOPIC: words, "--entity": options.entity, "--event": options.event },
    formatters,
    async (editing, mayAsk) => {
      const { text, spec, facts } = editing;
      const topics = words.length > 0 ? words : await whichTopics(editing, mayAsk);
      const known = facts.known?.spec.webhooks ?? [];
      const isTold = options.entity !== undefined || topics.every((one) => known.some(({ topic }) => topic === one));
      const entity = options.entity ?? (isTold || !mayAsk ? undefined : await toldOf(editing));
      const isNew = spec.system.webhooks === undefined;
      const edit = await addWebhooks(text, spec, { topics, entity, event: options.event }, facts);
      const isGuessed = isNew && facts.known?.spec.system.webhooks === undefined;
      return {
        edit,
        document: { topics },
        advice: isGuessed
          ? ["How deliveries are signed is drafted: compare system.webhooks in connector.yaml with the documentation."]
          : [],
      };
    },
  );

async function whichTopics({ spec, facts }: Editing, mayAsk: boolean): Promise<readonly string[]> {
  const open = (facts.known?.spec.webhooks ?? []).filter(
    ({ topic, entity }) =>
      !(spec.webhooks ?? []).some((one) => one.topic === topic) && spec.entities.some((one) => one.name === entity),
  );
  if (!mayAsk) {
    const names = open.map(({ topic }) => topic);
    const hint = names.length > 0 ? names : ["TOPIC --entity ENTITY"];
    throw new ConnectorError({ place: "TOPIC", message: "is missing", ...listed("write add-webhook", hint) });
  }
  if (open.length > 0) {
    const options = open.map(({ topic, entity, event }) => ({ value: topic, label: `${topic} (${entity} ${event})` }));
    return askMany("Which topics?", options);
  }
  return [await askText("Topic, as the system writes it", () => undefined)];
}

const toldOf = ({ spec }: Editing): Promise<string> =>
  askOne(
    "What does it tell of?",
    spec.entities
      .filter((one) => one.direction !== "export")
      .map(({ name, model }) => ({ value: name, label: `${name} (${model})` })),
  );

// ---------------------------------------------------------------------------------------------------------- add-export

/** The action of `add-export`. */
export const addExport = (
  word: string | undefined,
  options: AddExportOptions,
  formatters: Promise<Formatters>,
): Promise<ExitCode> =>
  add(options, { MODEL: word, "--entity": options.entity }, formatters, async (editing, mayAsk) => {
    const { text, spec, facts } = editing;
    const wanted = word ?? (await whichExport(editing, mayAsk));
    // Who names the entity means its model.
    const named = wanted.includes(".") ? undefined : spec.entities.find((one) => isNamed(one, wanted));
    const entity = options.entity ?? named?.name;
    const edit = await addExportEdit(text, spec, { model: named?.model ?? wanted, entity }, facts);
    return { edit, document: { model: named?.model ?? wanted } };
  });

async function whichExport({ spec }: Editing, mayAsk: boolean): Promise<string> {
  const exports = spec.exports ?? [];
  const open = spec.entities.filter((one) => !exports.some(({ entity, child }) => entity === one.name && !child));
  if (!mayAsk || open.length === 0) {
    const hint = open.map((one) => one.model);
    throw new ConnectorError({ place: "MODEL", message: "is missing", ...listed("write add-export", hint) });
  }
  return askOne(
    "What is exported?",
    open.map(({ name, model }) => ({ value: name, label: `${name} (${model})` })),
  );
}

// ----------------------------------------------------------------------------------------------------------- add-field

/** The action of `add-field`. */
export const addField = (
  word: string | undefined,
  words: readonly string[],
  options: AddFieldOptions,
  formatters: Promise<Formatters>,
): Promise<ExitCode> =>
  add(
    options,
    {
      ENTITY: word,
      FIELD: words,
      "--remote": options.remote,
      "--direction": options.direction,
      "--transform": options.transform,
    },
    formatters,
    async (editing, mayAsk) => {
      const entity = word ?? (await whichMapping(editing, mayAsk));
      const fields = words.length > 0 ? words : [await whichField(entity, editing, mayAsk)];
      const requests = requestsOf(entity, fields, options);
      let { text, spec } = editing;
      const edits: Edit[] = [];
      for (const request of requests) {
        const edit = await addFieldEdit(text, spec, request, editing.facts);
        ({ text, spec } = edit);
        edits.push(edit);
      }
      const last = edits[edits.length - 1];
      if (last === undefined) throw new Error("no field was added");
      // The line's number says nothing to people.
      const added = edits.flatMap((one, index) =>
        one.added.map((path) => path.replace(/\[\d+\]$/, ` ${requests[index]?.field ?? ""}`)),
      );
      const modules = [...new Set(edits.flatMap((one) => one.modules))];
      return {
        edit: { ...last, added, modules },
        document: { entity, fields: requests.map((request) => request.field) },
      };
    },
  );

function requestsOf(entity: string, fields: readonly string[], options: AddFieldOptions): FieldRequest[] {
  const { remote, direction, transform } = options;
  const single = [remote === undefined ? [] : "--remote", transform === undefined ? [] : "--transform"].flat();
  if (fields.length > 1 && single.length > 0) {
    throw new ConnectorError({
      place: single.join(" "),
      message: `says something of one field, and there are ${fields.length}`,
      hint: "add them one by one, or write FIELD:remote.path",
    });
  }
  return fields.map((word) => {
    const [field = "", place, ...more] = word.split(":").map((part) => part.trim());
    if (field === "" || more.length > 0) {
      const hint = "write FIELD or FIELD:remote.path";
      throw new ConnectorError({ place: "FIELD", message: `${JSON.stringify(word)} is no field`, hint });
    }
    if (place !== undefined && remote !== undefined && place !== remote) {
      throw new ConnectorError({ place: "--remote", message: `${word} says something else`, hint: "leave one out" });
    }
    return { entity, field, remote: place ?? remote, direction, transform };
  });
}

const mappings = ({
  spec,
}: Editing): { readonly name: string; readonly plural?: string | undefined; readonly model: string }[] =>
  spec.entities.flatMap((one) => [one, ...(one.children ?? [])]);

async function whichMapping(editing: Editing, mayAsk: boolean): Promise<string> {
  const all = mappings(editing);
  if (!mayAsk) {
    const names = orList(all.map((one) => one.name));
    throw new ConnectorError({
      place: "ENTITY",
      message: "is missing",
      hint: `write add-field ENTITY FIELD: ${names}`,
    });
  }
  return askOne(
    "Of which records?",
    all.map(({ name, model }) => ({ value: name, label: `${name} (${model})` })),
  );
}

async function whichField(entity: string, editing: Editing, mayAsk: boolean): Promise<string> {
  const model = mappings(editing).find((one) => isNamed(one, entity))?.model;
  if (!mayAsk || model === undefined) {
    const hint = `write the technical name of a field: add-field ${entity} ref`;
    throw new ConnectorError({ place: "FIELD", message: "is missing", hint });
  }
  const index = await editing.indexOf(editing.odoo);
  return askText(`Field of ${model} (FIELD, or FIELD:remote.path)`, (value) => {
    const [field = ""] = value.split(":");
    if (index.field(model, field) !== undefined) return undefined;
    const near = index.nearestField(model, field);
    return `${model} has no field ${field}${near === undefined ? "" : `: did you mean ${near}?`}`;
  });
}

// ------------------------------------------------------------------------------------------------------------ add-auth

/** The action of `add-auth`. */
export const addAuth = (
  word: string | undefined,
  options: AddAuthOptions,
  formatters: Promise<Formatters>,
): Promise<ExitCode> =>
  add(options, { KIND: word }, formatters, async (editing, mayAsk) => {
    const { text, spec, facts } = editing;
    const kind = word ?? (await whichAuth(editing, mayAsk));
    const edit = await addAuthEdit(text, spec, { kind, replace: options.replace }, facts);
    const { auth, auth_alternatives: ways = [] } = facts.known?.spec.system ?? {};
    const isKnown = auth?.kind === kind || ways.some((one) => one.auth.kind === kind);
    return {
      edit,
      document: { kind },
      advice: isKnown
        ? []
        : ["Drafted from the conventions of REST APIs: compare it in connector.yaml with the documentation."],
    };
  });

async function whichAuth({ spec }: Editing, mayAsk: boolean): Promise<string> {
  const { auth, auth_alternatives: others = [] } = spec.system;
  const there = [auth.kind, ...others.map((one) => one.auth.kind)];
  const open = RENDERED_AUTH.filter((kind) => !there.some((one) => one === kind));
  if (!mayAsk) throw new ConnectorError({ place: "KIND", message: "is missing", ...listed("write add-auth", open) });
  return askOne(
    "How is it authenticated?",
    open.map((value) => ({ value, label: value })),
  );
}
