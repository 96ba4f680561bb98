/** What the code of an adopted connector does is its owner's: nothing is written into it, and nothing taken out. */
import { ConnectorError } from "../../errors.ts";
import { type AdoptedEntity, asAdopted } from "../adopted.ts";
import type { Spec } from "../schema.ts";
import { type EditFacts, isNamed, placeOf } from "./edit.ts";
import type { SpecText } from "./text.ts";

/** An entity of the adopted code, as people call it: by its name, its plural or its binding. */
export const adoptedNamed = ({ adopted }: Spec, word: string): AdoptedEntity | undefined =>
  adopted?.entities.find((one) => isNamed(one, word) || one.binding === word);

/**
 * @param hint what whoever wants something of it has to do instead
 * @throws ConnectorError (2) for an entity of the adopted code, with its place in the spec
 */
export function refuseAdopted(
  text: SpecText,
  { adopted }: Spec,
  entity: AdoptedEntity | undefined,
  facts: EditFacts,
  hint: (entity: AdoptedEntity) => string,
): void {
  if (adopted === undefined || entity === undefined) return;
  throw new ConnectorError({
    place: placeOf(facts, text, ["adopted", "entities", adopted.entities.indexOf(entity)]),
    message: asAdopted(entity),
    hint: hint(entity),
  });
}
