import type { Editing } from "../app/edits.ts";
import type { Formatters } from "../app/formatters.ts";
import { ConnectorError, type ExitCode } from "../errors.ts";
import { askMany, askOne, askText } from "../prompts/adding.ts";
import { addWebhooks } from "../spec/edits/add-webhook.ts";
import type { AddWebhookOptions } from "./add-webhook.ts";
import { add, listed, refuseNothing } from "./adding.ts";

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

async function whichTopics(editing: Editing, mayAsk: boolean): Promise<readonly string[]> {
  refuseNothing("TOPIC", editing);
  const { spec, facts } = editing;
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

async function toldOf(editing: Editing): Promise<string | undefined> {
  refuseNothing("--entity", editing);
  const imported = editing.spec.entities.filter((one) => one.direction !== "export");
  // Without one, the edit says what is missing.
  if (imported.length === 0) return undefined;
  const options = imported.map(({ name, model }) => ({ value: name, label: `${name} (${model})` }));
  return askOne("What does it tell of?", options);
}
