import type { Editing } from "../app/edits.ts";
import type { Formatters } from "../app/formatters.ts";
import { ConnectorError, type ExitCode } from "../errors.ts";
import { askOne, askText } from "../prompts/adding.ts";
import { type AddedEntity, addEntity } from "../spec/edits/add-entity.ts";
import { draftsOf, isNamed } from "../spec/edits/edit.ts";
import { entityNameProblem } from "../spec/naming.ts";
import type { AddBindingOptions } from "./add-binding.ts";
import type { AddOptions } from "./add-options.ts";
import { add, listed } from "./adding.ts";

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

/** The option that makes a proposed command find the same connector. */
const where = ({ connector }: AddOptions): string => (connector === undefined ? "" : ` --connector ${connector}`);

function adviceOf({ name, source, offers, resolved }: AddedEntity, { spec }: Editing, options: AddOptions): string[] {
  const made = resolved.entities.find((one) => one.name === name);
  const title = spec.connector.title ?? spec.connector.name;
  const origin = {
    system: `as ${title} is known`,
    type: "drafted from the conventions of REST APIs: compare every line of it in connector.yaml with the documentation",
    model:
      "its mapping is proposed from the model's own fields: compare every line of it in connector.yaml with the documentation",
  }[source];
  const adopted = spec.adopted?.entities.filter((one) => one.model === made?.specModel) ?? [];
  return [
    `${name} (${made?.specModel ?? ""}) is ${WAYS[made?.direction ?? "both"]}, ${origin}.`,
    ...(offers.topics.length > 0
      ? [`Its webhooks are known: odoo-connector add-webhook ${offers.topics.join(" ")}${where(options)}`]
      : []),
    ...offers.exports.map((model) => `It can be exported: odoo-connector add-export ${model}${where(options)}`),
    ...adopted.map(
      ({ model, binding }) =>
        `The adopted code exchanges ${model} too, as ${binding}: neither knows what the other has linked, so let one of them do it.`,
    ),
  ];
}

/** Entities that are known and not there yet: of the system, else of its type. */
function openEntities({ spec, facts }: Editing): { readonly name: string; readonly model: string }[] {
  const described = facts.known?.spec.entities ?? draftsOf(spec);
  const there = [...spec.entities, ...(spec.adopted?.entities ?? [])];
  return described.filter((one) => !there.some((other) => other.name === one.name));
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
