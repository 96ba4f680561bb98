/** Entities taken out of the text of a spec, with what only they needed. */
import { ConnectorError } from "../../errors.ts";
import type { AdoptedEntity } from "../adopted.ts";
import { resolveSpec } from "../resolve.ts";
import type { Spec, SpecEntity } from "../schema.ts";
import { hintFor } from "../words.ts";
import { addCommand, renamed } from "./add-entity.ts";
import { DRAFTED, type Edit, type EditFacts, finished, isNamed, placeOf, Problems } from "./edit.ts";
import { adoptedNamed, refuseAdopted } from "./adopted.ts";
import { entitiesOf, fieldsOnlyOf, tablesOnlyOf } from "./needs.ts";
import { SpecText } from "./text.ts";

export interface RemovalRequest {
  /** Names or plurals. */
  readonly entities: readonly string[];
}

export interface RemovedEntities extends Edit {
  readonly names: readonly string[];
  /** Comments of people that stood in what went: they stay where it was. */
  readonly comments: readonly string[];
}

/** How the command is typed that removes entities. */
const command = (names: readonly string[]): string => `remove-binding ${names.join(" ")}`;

/** @throws ConnectorError (2) naming what is unknown, and what still needs an entity */
export async function removeEntities(
  text: string,
  spec: Spec,
  request: RemovalRequest,
  facts: EditFacts,
): Promise<RemovedEntities> {
  const edited = await SpecText.open(text, spec);
  for (const word of request.entities) refuseAdopted(edited, spec, adoptedNamed(spec, word), facts, ownRemoval);
  const names = named(spec, request);
  refuseNeeded(spec, names, edited, facts);

  const removed: string[] = [];
  const comments: string[] = [];
  const known = facts.known === undefined ? undefined : await SpecText.open(facts.known.text);
  const own = new Set([DRAFTED, ...(known?.comments() ?? []).map(({ source }) => source)]);
  const isOwn = (comment: string): boolean => own.has(comment);
  const drop = (path: readonly string[], isGone: (index: number) => boolean, count: number): void => {
    const gone = Array.from({ length: count }, (_, index) => index).filter(isGone);
    // From the last on: the places of the others stay.
    for (const index of gone.reverse()) {
      removed.unshift(`${path.join(".")}[${index}]`);
      comments.unshift(...edited.remove([...path, index], isOwn));
    }
  };
  const { webhooks = [], exports = [], tables = [], entities, system } = spec;
  const goneTables = tablesOnlyOf(spec, names);
  const goneFields = fieldsOnlyOf(spec, names);
  drop(["exports"], (index) => names.includes(exports[index]?.entity ?? ""), exports.length);
  drop(["webhooks"], (index) => names.includes(webhooks[index]?.entity ?? ""), webhooks.length);
  drop(["tables"], (index) => goneTables.includes(tables[index]?.name ?? ""), tables.length);
  drop(["entities"], (index) => names.includes(entities[index]?.name ?? ""), entities.length);
  if (goneFields.length === system.fields.length) {
    // The key has to stay.
    if (goneFields.length > 0) edited.replace(["system", "fields"], []);
  } else
    drop(["system", "fields"], (index) => goneFields.includes(system.fields[index]?.name ?? ""), system.fields.length);

  const edit = await finished(facts, spec, edited, { removed });
  refuseRenamed(spec, edit, names);
  return { ...edit, names, comments };
}

const ownRemoval = ({ name }: AdoptedEntity): string =>
  `it is yours: remove its code and what the database holds of it, then take ${name} out of adopted.entities`;

function named(spec: Spec, { entities }: RemovalRequest): string[] {
  const problems = new Problems();
  const all = spec.entities.map((one) => one.name);
  if (entities.length === 0) problems.report("ENTITY", "is missing", hintFor("", all));
  const names = entities.map((word) => {
    const found = spec.entities.find((one) => isNamed(one, word));
    if (found !== undefined) return found.name;
    const owner = spec.entities.find((one) => (one.children ?? []).some((child) => isNamed(child, word)));
    problems.report(
      "ENTITY",
      owner === undefined
        ? `there is no entity ${JSON.stringify(word)} in the spec`
        : `${word} is a part of ${owner.name}, which goes as a whole`,
      owner === undefined ? hintFor(word, all) : `take it out of the children of ${owner.name} in the spec`,
    );
    return word;
  });
  problems.refuse();
  if (all.every((name) => names.includes(name))) {
    throw new ConnectorError({
      place: "ENTITY",
      message: "nothing would be left: a connector exchanges something",
      hint:
        spec.adopted === undefined
          ? "delete the addon as a whole"
          : `keep one, and archive the backends of ${spec.connector.name}.backend; where no database has it yet, go back to before the first add-binding`,
    });
  }
  return [...new Set(names)];
}

function refuseNeeded(spec: Spec, names: readonly string[], text: SpecText, facts: EditFacts): void {
  const needs = (entity: SpecEntity, gone: readonly string[]): string[] =>
    entitiesOf(entity, spec.entities).filter((name) => gone.includes(name));
  const gone = [...names];
  const problems = new Problems();
  // What needs one that goes because of another one goes as well.
  for (let count = -1; count !== gone.length;) {
    count = gone.length;
    for (const [index, entity] of spec.entities.entries()) {
      const needed = needs(entity, gone);
      if (gone.includes(entity.name) || needed.length === 0) continue;
      problems.report(placeOf(facts, text, ["entities", index]), `${entity.name} needs ${needed.join(" and ")}`);
      gone.push(entity.name);
    }
  }
  if (gone.length === names.length) return;
  try {
    problems.refuse();
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const order = spec.entities.map((one) => one.name).filter((name) => gone.includes(name));
    const hint =
      order.length === spec.entities.length
        ? "keep it: nothing would be left"
        : `remove all of them: ${command(order)}`;
    throw new ConnectorError(
      error.problems.map((problem, index) => (index === error.problems.length - 1 ? { ...problem, hint } : problem)),
    );
  }
}

/** The first of two entities of one model has the model's name: the second would take it over, and its records be lost. */
function refuseRenamed(spec: Spec, edit: Edit, names: readonly string[]): void {
  const [first] = renamed(resolveSpec(spec), edit.resolved);
  if (first === undefined) return;
  const owner = spec.entities.find(
    (one) => one.name === first.name || (one.children ?? []).some((child) => child.name === first.name),
  );
  throw new ConnectorError({
    place: "ENTITY",
    message: `without ${names.join(" and ")} the model of ${first.name} would no longer be ${first.from} but ${first.to}`,
    hint:
      owner === undefined
        ? "keep it"
        : `run ${command([...names, owner.name])}, then ${addCommand(owner.name, owner.model)}`,
  });
}
