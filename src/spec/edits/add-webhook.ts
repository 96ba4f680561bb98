/** Topics that a connector handles, added to the text of a spec; how events arrive comes along where nothing says it yet. */
import { draftWebhooks, WEBHOOK_SECRET } from "../drafts/conventions.ts";
import type { Spec, SpecEntity } from "../schema.ts";
import { hintFor, nearest } from "../words.ts";
import { addCommand } from "./add-entity.ts";
import {
  bringAlong,
  type Edit,
  type EditFacts,
  finished,
  isNamed,
  placeIn,
  placeOf,
  Problems,
  ROOT_ORDER,
  SYSTEM_ORDER,
} from "./edit.ts";
import { adoptedNamed, refuseAdopted } from "./adopted.ts";
import { fieldsOf } from "./needs.ts";
import { type Piece, SpecText } from "./text.ts";

/** As people typed it. */
export interface WebhookRequest {
  readonly topics: readonly string[];
  /** What the topics tell of, where no known system says it. */
  readonly entity?: string | undefined;
  /** What happened then: created, updated, deleted; read from the topic's last word otherwise. */
  readonly event?: string | undefined;
}

type Webhook = NonNullable<Spec["webhooks"]>[number];

/** Words at the end of a topic, and the event that they mean. */
const EVENTS: readonly (readonly [RegExp, string])[] = [
  [/^(?:create|created|new|add|added|insert|inserted)$/, "created"],
  [/^(?:update|updated|change|changed|edit|edited|modify|modified)$/, "updated"],
  [/^(?:delete|deleted|remove|removed|destroy|destroyed)$/, "deleted"],
];

/** @throws ConnectorError (2) with every problem of the request */
export async function addWebhooks(text: string, spec: Spec, request: WebhookRequest, facts: EditFacts): Promise<Edit> {
  const edited = await SpecText.open(text, spec);
  const known = facts.known === undefined ? undefined : { ...facts.known, text: await SpecText.open(facts.known.text) };
  const listed = known?.spec.webhooks ?? [];
  const problems = new Problems();
  if (request.topics.length === 0) {
    problems.report(
      "TOPIC",
      "is missing",
      hintFor(
        "",
        listed.map((one) => one.topic),
      ) ?? "write the topic as the system does",
    );
  }
  const wanted = request.topics.flatMap((topic, index) => {
    const there = (spec.webhooks ?? []).findIndex((one) => one.topic === topic);
    if (there >= 0) {
      problems.report(
        placeOf(facts, edited, ["webhooks", there]),
        `the topic ${topic} is there already`,
        "leave it out",
      );
      return [];
    }
    if (request.topics.indexOf(topic) < index) {
      problems.report("TOPIC", `${topic} is named twice`, "leave one of them out");
      return [];
    }
    const found = listed.find((one) => one.topic === topic);
    const adopted = adoptedNamed(spec, found?.entity ?? request.entity ?? "");
    refuseAdopted(edited, spec, adopted, facts, () => ownListener(topic, spec));
    const webhook = found ?? ownWebhook(topic, request, spec, facts, problems);
    if (found !== undefined) refuseOther(found, request, spec, problems, facts);
    return webhook === undefined ? [] : [webhook];
  });
  problems.refuse();

  const added: string[] = [];
  if (spec.system.webhooks === undefined) {
    const names = spec.system.fields.map((field) => field.name);
    if (known?.spec.system.webhooks !== undefined) {
      const fields = fieldsOf(
        known.spec.system.webhooks,
        known.spec.system.fields.map((field) => field.name),
        true,
      );
      added.push(...bringAlong(edited, known, { tables: [], fields }, spec));
      edited.insertKey(["system"], known.text.copy(["system", "webhooks"]), SYSTEM_ORDER);
    } else {
      if (!names.includes(WEBHOOK_SECRET.name)) {
        edited.insertItem(["system", "fields"], names.length, edited.piece([WEBHOOK_SECRET]), SYSTEM_ORDER);
        added.push(`system.fields.${WEBHOOK_SECRET.name}`);
      }
      edited.insertKey(["system"], edited.piece({ webhooks: draftWebhooks(spec.connector.name) }), SYSTEM_ORDER);
    }
    added.push("system.webhooks");
  }
  const order = listed.map((one) => one.topic);
  const topics = (spec.webhooks ?? []).map((one) => one.topic);
  for (const webhook of wanted) {
    const from = order.indexOf(webhook.topic);
    const piece: Piece =
      from >= 0 && known !== undefined ? known.text.copy(["webhooks", from]) : edited.piece([webhook]);
    const index = placeIn(topics, order, webhook.topic);
    edited.insertItem(["webhooks"], index, piece, ROOT_ORDER);
    topics.splice(index, 0, webhook.topic);
    added.push(`webhooks ${webhook.topic}`);
  }
  return finished(facts, spec, edited, { added });
}

/** Topics of what the adopted code exchanges are handled there. */
function ownListener(topic: string, { adopted }: Spec): string {
  const { routes = [] } = adopted ?? {};
  return routes.length === 0
    ? `let your own code listen for ${topic}`
    : `handle ${topic} where your own code listens: ${routes.join(", ")}`;
}

/** A topic of the known system tells what it tells, of an entity that has to be there. */
function refuseOther(
  webhook: Webhook,
  request: WebhookRequest,
  spec: Spec,
  problems: Problems,
  facts: EditFacts,
): void {
  const { topic } = webhook;
  const entity = spec.entities.find((one) => one.name === webhook.entity);
  if (
    request.entity !== undefined &&
    !(request.entity === webhook.entity || (entity && isNamed(entity, request.entity)))
  ) {
    problems.report("--entity", `${topic} tells of ${webhook.entity}, not of ${request.entity}`, "leave --entity out");
  }
  if (request.event !== undefined && request.event !== webhook.event) {
    problems.report("--event", `${topic} means ${webhook.event}, not ${request.event}`, "leave --event out");
  }
  if (entity === undefined) {
    const model = facts.known?.spec.entities.find((one) => one.name === webhook.entity)?.model ?? "MODEL";
    problems.report(
      "TOPIC",
      `${topic} tells of ${webhook.entity}, which the spec has not`,
      `run ${addCommand(webhook.entity, model)} first`,
    );
  } else refuseExported(topic, entity, problems);
}

function refuseExported(topic: string, { name, direction }: SpecEntity, problems: Problems): void {
  if (direction !== "export") return;
  problems.report(
    "TOPIC",
    `${topic}: ${name} is only exported, an event can't be imported`,
    `take another entity than ${name}`,
  );
}

/** A topic that nobody has described. */
function ownWebhook(
  topic: string,
  request: WebhookRequest,
  spec: Spec,
  { known }: EditFacts,
  problems: Problems,
): Webhook | undefined {
  const title = spec.connector.title ?? spec.connector.name;
  const names = spec.entities.map((one) => one.name);
  if (topic === "" || topic !== topic.trim()) {
    problems.report("TOPIC", `${JSON.stringify(topic)} is no topic`, "write it as the system does");
    return undefined;
  }
  if (request.entity === undefined) {
    const near = nearest(
      topic,
      (known?.spec.webhooks ?? []).map((one) => one.topic),
    );
    const told = names.find((name) => topic.toLowerCase().includes(name)) ?? names[0] ?? "ENTITY";
    problems.report(
      "TOPIC",
      known?.spec.webhooks === undefined
        ? `nothing says what ${topic} tells of`
        : `${title} has no topic ${topic} that is known`,
      near === undefined ? `write what it tells of: --entity ${told}` : `did you mean ${near}?`,
    );
    return undefined;
  }
  const word = request.entity;
  const entity = spec.entities.find((one) => isNamed(one, word));
  if (entity === undefined) {
    const described = known?.spec.entities.find((one) => isNamed(one, word));
    problems.report(
      "--entity",
      `there is no entity ${JSON.stringify(word)} in the spec`,
      described === undefined ? hintFor(word, names) : `run ${addCommand(described.name, described.model)} first`,
    );
    return undefined;
  }
  refuseExported(topic, entity, problems);
  const last =
    topic
      .toLowerCase()
      .split(/[^a-z]+/)
      .filter((part) => part !== "")
      .pop() ?? "";
  const event = request.event ?? EVENTS.find(([words]) => words.test(last))?.[1];
  if (event === undefined) {
    problems.report(
      "--event",
      `is missing: ${topic} does not say what happened`,
      "write --event created, updated or deleted",
    );
    return undefined;
  }
  if (!/^[a-z][a-z0-9_]*$/.test(event)) {
    problems.report("--event", `${JSON.stringify(event)} is no event`, "write created, updated or deleted");
    return undefined;
  }
  return { topic, entity: entity.name, event, ...(Array.isArray(entity.id) ? { resource_id: entity.id } : {}) };
}
