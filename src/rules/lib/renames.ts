/** Fields that only got another name between two versions: what is written can be kept. */
import type { Place } from "../../addon/types.ts";
import { RENAMED_FIELDS } from "../../odoo/renamed.ts";
import type { Edit, RuleContext } from "../rule.ts";

/**
 * The edit that writes the name which a field has in this version.
 * @param at where the old name stands, in quotes or with more around it
 * @returns undefined where the field is another one now, or nobody knows
 */
export function renameFix(
  { addon, world }: Pick<RuleContext, "addon" | "world">,
  model: string,
  name: string,
  at: Place,
): readonly Edit[] | undefined {
  const models = new Set(world.ancestry(addon, model).models).add(model);
  // A binding has the fields of its record.
  for (const one of [...models])
    for (const { inherits } of world.classesOf(one)) for (const { model: record } of inherits) models.add(record.text);
  const fresh = RENAMED_FIELDS.filter((one) => one.isSame === true && models.has(one.model) && one.names.includes(name))
    .flatMap(({ names }) => names)
    .find((one) => one !== name && world.hasField(addon, model, one) === "yes");
  const text = addon.files.get(at.file)?.text?.slice(at.from, at.to);
  if (fresh === undefined || text === undefined) return undefined;
  const places = [...text.matchAll(new RegExp(`(?<![\\w])${name}(?![\\w])`, "g"))];
  const [place] = places;
  if (places.length !== 1 || place === undefined) return undefined;
  const from = at.from + place.index;
  return [{ file: at.file, from, to: from + name.length, text: fresh }];
}
