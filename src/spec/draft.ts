/**
 * A spec for a system that nobody has described yet: what the options say, and the conventions of REST APIs for the
 * rest. It generates a complete connector as it stands; where the system differs, people change a line of the YAML.
 */
import { ConnectorError, type Problem } from "../errors.ts";
import { AUTH, compact, directed, draftWebhooks, locationTable, WEBHOOK_SECRET } from "./drafts/conventions.ts";
import { type DraftEntity, DRAFTS, type DraftType } from "./drafts/index.ts";
import { type Models, NoProposal, proposed, type Wanted, wordFor } from "./drafts/proposal.ts";
import { connectorNameProblem, entityNameProblem, pluralOf, suggestName, wordsOf } from "./naming.ts";
import { validateSpec } from "./faults.ts";
import { placeholdersOf } from "./resolve.ts";
import type { Direction } from "./resolved.ts";
import type { Spec, SpecEntity, SpecPagination } from "./schema.ts";
import { hintFor, nearest, orList } from "./words.ts";

/** What a draft is made from; texts as people typed them. */
export interface DraftAnswers {
  readonly name?: string | undefined;
  readonly type?: string | undefined;
  readonly title?: string | undefined;
  /** `https://{shop}.example.com/api`: placeholders become fields of the backend. */
  readonly baseUrl?: string | undefined;
  /** One of {@link DRAFT_AUTH}; header otherwise. */
  readonly auth?: string | undefined;
  /** One of {@link DRAFT_PAGINATION}; page otherwise. */
  readonly pagination?: string | undefined;
  /** Names or plurals of what the type proposes, or `name:model:direction`; all that it proposes otherwise. */
  readonly entities?: readonly string[] | undefined;
  readonly direction?: string | undefined;
  readonly webhooks?: boolean | undefined;
  readonly apiDocs?: string | undefined;
  readonly author?: string | undefined;
  readonly license?: string | undefined;
  readonly packaging?: readonly string[] | undefined;
}

export const DRAFT_TYPES = Object.keys(DRAFTS) as (keyof typeof DRAFTS)[];

export const DRAFT_AUTH: readonly string[] = Object.keys(AUTH);

const PAGINATION: Readonly<Record<string, SpecPagination>> = {
  page: { kind: "page", page_param: "page", size_param: "per_page", size: 100, total_path: "total" },
  offset: { kind: "offset", offset_param: "offset", size_param: "limit", size: 100, total_path: "total" },
  cursor: { kind: "cursor", cursor_path: "next_cursor", cursor_param: "cursor", size_param: "limit", size: 100 },
  link_header: { kind: "link_header", rel: "next", size_param: "limit", size: 100 },
  none: { kind: "none" },
};
export const DRAFT_PAGINATION: readonly string[] = Object.keys(PAGINATION);

/**
 * The draft as a spec: validated, and within what the generator can render.
 * @param models of the Odoo version, where {@link namesModels} says that the answers name one
 * @throws ConnectorError naming the options that are missing or wrong (`--base-url` …)
 */
export function draftSpec(answers: DraftAnswers, models?: Models): Spec {
  const given = checked(answers, models);
  const { name, type, baseUrl } = given;
  const { auth, fields } = AUTH[given.auth] ?? { auth: { kind: "none" as const }, fields: [] };
  const { entities } = given;
  const inUrl = placeholdersOf(baseUrl);
  const ownFields = fields.map((field) => field.name);
  const imported = entities.filter((entity) => entity.direction !== "export");
  const exported = entities.filter((entity) => entity.direction !== "import");
  const hasWebhooks = (answers.webhooks ?? false) && imported.length > 0;
  const list = given.pagination === "link_header" || given.pagination === "none" ? null : "data";
  return validateSpec({
    spec: 1,
    connector: {
      name,
      title: answers.title ?? wordsOf(name),
      type,
      ...(answers.apiDocs === undefined ? {} : { api_docs: answers.apiDocs }),
      ...(answers.author === undefined ? {} : { author: answers.author }),
      ...(answers.license === undefined ? {} : { license: answers.license }),
      ...(answers.packaging === undefined ? {} : { packaging: [...answers.packaging] }),
    },
    system: {
      base_url: baseUrl,
      fields: [
        ...inUrl
          .filter((field) => !ownFields.includes(field))
          .map((field, index) => ({
            name: field,
            label: wordsOf(field),
            type: "char",
            required: true,
            ...(index === 0 ? { tenant: true } : {}),
            help: `Part of the address of the API: ${baseUrl}`,
          })),
        ...fields,
        ...(hasWebhooks ? [WEBHOOK_SECRET] : []),
      ],
      auth,
      headers: { Accept: "application/json" },
      envelope: {
        list,
        item: null,
        request: null,
      },
      pagination: PAGINATION[given.pagination],
      rate_limit: { kind: "retry_after", status: 429, retry_after: "Retry-After" },
      errors: { path: "error" },
      formats: { money: "number", datetime: "iso8601", id: "string" },
      ...(hasWebhooks ? { webhooks: draftWebhooks(name) } : {}),
    },
    entities,
    ...(entities.some((entity) => entity.stock?.location !== undefined) ? { tables: [locationTable(list)] } : {}),
    ...(hasWebhooks
      ? {
          webhooks: imported.flatMap((entity) =>
            // A level of stock is there as long as its product is.
            (entity.stock === undefined ? ["created", "updated", "deleted"] : ["updated"]).map((event) => ({
              topic: `${entity.name}.${event}`,
              entity: entity.name,
              event,
              ...(Array.isArray(entity.id) ? { resource_id: entity.id } : {}),
            })),
          ),
        }
      : {}),
    ...(exported.length > 0 ? { exports: exportsOf(exported) } : {}),
  });
}

/**
 * The draft as the text of a `connector.yaml`, with comments that say what to look up in the system's documentation.
 * @throws ConnectorError as {@link draftSpec}
 */
export async function draftText(answers: DraftAnswers, models?: Models): Promise<string> {
  const spec = draftSpec(answers, models);
  const yaml = await import("yaml");
  const { Document, isMap, isScalar } = yaml;
  const document = new Document(spec);
  compact(document, yaml);
  document.commentBefore = [
    ` ${spec.connector.title ?? spec.connector.name}, drafted from the conventions of REST APIs: compare every line with the documentation,`,
    " change what differs, and run init-connector again. It runs as it stands against its own mock: odoo-connector mock.",
  ].join("\n");
  const comments: readonly (readonly [readonly (string | number)[], string])[] = [
    [["system", "envelope"], " Where the records stand in an answer; null: nothing is around them."],
    [["system", "pagination"], " How a list is read page by page."],
    [["system", "auth"], " What every request carries; {…} are fields of the backend."],
    [["system", "formats"], " How the system writes amounts (number, string), points in time, and ids."],
    [["system", "errors"], " Where a refusal says what is wrong."],
    [["system", "webhooks"], " What proves a delivery, and how two of them are recognised as the same."],
    [["entities"], " In a mapping: left the field of Odoo, right the place in the remote record (a.b, a[].c)."],
  ];
  for (const [path, comment] of comments) {
    const parent = document.getIn(path.slice(0, -1));
    if (!isMap(parent)) continue;
    const pair = parent.items.find((one) => isScalar(one.key) && one.key.value === path[path.length - 1]);
    if (pair !== undefined && isScalar(pair.key)) pair.key.commentBefore = comment;
  }
  return document.toString({ lineWidth: 120, flowCollectionPadding: true });
}

// ---------------------------------------------------------------------------------------------------------- answers

/** Whether answers name a model of Odoo that the type does not foresee, so that a draft needs to know them. */
export function namesModels({ entities }: DraftAnswers): boolean {
  return (entities ?? []).some((text) => text.includes(":"));
}

interface Checked {
  readonly name: string;
  readonly type: keyof typeof DRAFTS;
  readonly baseUrl: string;
  readonly auth: string;
  readonly pagination: string;
  readonly entities: readonly SpecEntity[];
}

function checked(answers: DraftAnswers, models: Models | undefined): Checked {
  const problems: Problem[] = [];
  const report = (place: string, message: string, hint?: string) =>
    problems.push({ place, message, ...(hint === undefined ? {} : { hint }) });
  const word = (place: string, value: string | undefined, fallback: string | undefined, known: readonly string[]) => {
    const chosen = value ?? fallback;
    if (chosen === undefined) report(place, "is missing", hintFor("", known));
    else if (!known.includes(chosen))
      report(place, `${JSON.stringify(chosen)} is not among ${known.join(", ")}`, hintFor(chosen, known));
    return chosen ?? "";
  };
  const name = answers.name ?? "";
  const problem = connectorNameProblem(name);
  if (problem !== undefined) report("NAME", problem.message, problem.hint);
  const type = word("--type", answers.type, undefined, DRAFT_TYPES);
  const baseUrl = (answers.baseUrl ?? "").trim().replace(/\/+$/, "");
  if (baseUrl === "")
    report(
      "--base-url",
      "is missing: a system that is not known needs it",
      "write --base-url https://api.example.com/v1",
    );
  else if (!/^(https?:\/\/(?!\/)|(?=\{))([^\s{}"'<>\\]|\{\w+\})*$/.test(baseUrl)) {
    report(
      "--base-url",
      `${JSON.stringify(baseUrl)} is no address of an API`,
      "write https://…; {field} becomes a field of the backend",
    );
  }
  const auth = word("--auth", answers.auth, "header", DRAFT_AUTH);
  const pagination = word("--pagination", answers.pagination, "page", DRAFT_PAGINATION);
  const direction = word("--direction", answers.direction, "both", ["import", "export", "both"]);
  const offered = Object.entries(DRAFTS).find(([one]) => one === type)?.[1] ?? [];
  const entities = chosenEntities(answers.entities, offered, direction as Direction, models, report);
  if (problems.length > 0) throw new ConnectorError(problems);
  return { name, type, baseUrl, auth, pagination, entities } as Checked;
}

type Report = (place: string, message: string, hint?: string) => void;

const DIRECTIONS: readonly Direction[] = ["import", "export", "both"];

interface Chosen {
  readonly entity: DraftEntity;
  readonly direction: Direction;
}

/** `invoice:account.move:export`: a name, and what it is in Odoo where the type does not say it. */
function chosenEntities(
  wanted: readonly string[] | undefined,
  offered: DraftType,
  direction: Direction,
  models: Models | undefined,
  report: Report,
): SpecEntity[] {
  const place = "--entities";
  const names = offered.map((entity) => entity.name);
  const needsOf = (entity: DraftEntity): readonly DraftEntity[] =>
    offered.filter((one) => entity.depends?.includes(one.name));
  const isPossible = (entity: DraftEntity, way: Direction): boolean =>
    (way === "both" || entity.direction === "both" || entity.direction === way) &&
    needsOf(entity).every((one) => isPossible(one, way));
  const found = new Map<string, Chosen>();
  // An order finds or makes its customer and products: it can't do without.
  const add = (entity: DraftEntity, way: Direction): void => {
    for (const one of needsOf(entity)) if (!found.has(one.name)) add(one, way);
    found.set(entity.name, { entity, direction: way });
  };
  for (const entity of wanted === undefined ? offered : []) if (isPossible(entity, direction)) add(entity, direction);
  if (wanted?.length === 0) report(place, "names no entity", `write ${orList(names)}`);
  const proposals: Wanted[] = [];
  for (const text of wanted ?? []) {
    const [word = "", model = "", way = direction, ...more] = text.split(":").map((part) => part.trim());
    const known = DIRECTIONS.find((one) => one === way);
    const misread = misreadEntity(text, offered);
    const entity = offered.find(
      (one) => (one.name === word || pluralOf(one.name) === word) && (model === "" || one.model === model),
    );
    if (more.length > 0) {
      report(place, `${JSON.stringify(text)} is no entity`, "write NAME, NAME:MODEL or NAME:MODEL:DIRECTION");
    } else if (misread !== undefined) {
      report(place, misread.message, misread.hint);
    } else if (known === undefined) {
      report(place, `${text}: ${JSON.stringify(way)} is none of ${orList(DIRECTIONS)}`, hintFor(way, DIRECTIONS));
    } else if (entity !== undefined) {
      if (isPossible(entity, known)) add(entity, known);
      else report(place, `${word} can't be ${known}ed yet`, `write ${word}:${entity.model}:${entity.direction}`);
    } else if (model === "") {
      const near = nearest(word, names);
      report(
        place,
        `${word} is nothing that this type proposes`,
        near === undefined ? `write what it is in Odoo: ${suggestName(word)}:project.task` : `did you mean ${near}?`,
      );
    } else if (found.has(word) || proposals.some((one) => one.name === word)) {
      report(place, `${word} is named twice`, "give one of them another name");
    } else proposals.push({ name: word, model, direction: known });
  }
  for (const one of proposals) {
    if (models === undefined) throw new Error("a draft of any model needs the models of its Odoo version");
    const others = new Map([...found.values()].map(({ entity }) => [entity.model, entity.name]));
    try {
      const entity = proposed(one, models, others);
      found.set(one.name, { entity, direction: one.direction });
    } catch (error) {
      if (!(error instanceof NoProposal)) throw error;
      report(place, `${one.name}: ${error.message}`, error.hint);
    }
  }
  const order = [...offered.flatMap((entity) => found.get(entity.name) ?? []), ...found.values()];
  return [...new Set(order)].map(({ entity, direction: way }) => directed(entity, way));
}

/** Why a text is none of NAME, NAME:MODEL and NAME:MODEL:DIRECTION, and what it was probably meant to be. */
function misreadEntity(text: string, offered: DraftType): { message: string; hint: string } | undefined {
  const [word = "", ...rest] = text.split(":").map((part) => part.trim());
  const shown = JSON.stringify(text.trim());
  if (/\s/.test(word)) {
    const [first = "", ...parts] = text.split(/[\s:]+/).filter((part) => part !== "");
    const name = suggestName(first);
    return {
      message: `${shown} holds a blank`,
      hint: parts[0]?.includes(".")
        ? `write ${[name, ...parts].join(":")}`
        : `write names with commas between them: ${[name, ...parts.map(suggestName)].join(",")}`,
    };
  }
  const model = word === "" ? (rest[0] ?? "") : rest.length === 0 && word.includes(".") ? word : "";
  if (model !== "") {
    const own = offered.find((one) => one.model === model)?.name;
    return {
      message: `${shown} is a model of Odoo, and needs a name before it`,
      hint: `write ${wordFor(model)}:${model}${own === undefined ? "" : `, or ${own}, as this type proposes it`}`,
    };
  }
  if (word === "")
    return { message: `${shown} names no entity`, hint: "write NAME, NAME:MODEL or NAME:MODEL:DIRECTION" };
  const wrong = rest.length === 0 ? undefined : entityNameProblem(word);
  const name = /^write (\w+)$/.exec(wrong?.hint ?? "")?.[1];
  return wrong && { message: wrong.message, hint: `write ${[name ?? suggestName(word), ...rest].join(":")}` };
}

/** What people can export by hand: the entities' own models, and variants with their product. A model has one way out. */
function exportsOf(entities: readonly SpecEntity[]): NonNullable<Spec["exports"]> {
  const found = entities.flatMap((entity) => {
    const variant = entity.children?.find((child) => child.name === "variant");
    return [
      { model: entity.model, entity: entity.name },
      ...(variant === undefined ? [] : [{ model: variant.model, entity: entity.name, child: variant.name }]),
    ];
  });
  const isDocument = (name: string) =>
    entities.some((entity) => entity.name === name && (entity.invoice ?? entity.payment) !== undefined);
  return found.filter(
    (one, index) => isDocument(one.entity) || found.findIndex((other) => other.model === one.model) === index,
  );
}
