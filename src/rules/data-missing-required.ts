import type { AddonModel, DataRecord } from "../addon/types.ts";
import type { World } from "../addon/world.ts";
import { loadedStatements } from "./lib/data-files.ts";
import { FILLED_BY_ODOO } from "./lib/filled.ts";
import { isMadeByModel } from "./lib/records.ts";
import { rule } from "./rule.ts";

export default rule({
  code: "data-missing-required",
  group: "data",
  severity: "error",
  title: "A new record without a field that its model requires",
  why: "The database refuses the record when Odoo loads the file: the addon can be neither installed nor updated.",
  instead: "Give the field a value, or a default in its model.",
  check({ addon, world, report }) {
    // Its first users are made with the database.
    if (addon.name === "base") return;
    const renamed = textOfFunctions(addon);
    for (const record of addon.records) {
      const { id, model, order, module, element, file } = record;
      if (order === undefined || module !== addon.name || (element !== undefined && element.name !== "record"))
        continue;
      if (element?.children.some(({ name }) => name !== "field") === true) continue;
      // Lines in a record get what leads to it from there.
      if (element?.parent?.name === "field") continue;
      // What comes later under the same id changes the record.
      if (id !== undefined && world.recordOf(addon, id.text)?.record !== record) continue;
      if (id !== undefined && isOfChild(world, addon, id.text, model.text)) continue;
      if (id !== undefined && new RegExp(`\\b${id.text}\\b`).test(renamed)) continue;
      // What is missing may be there under a wrong name, which is a finding itself.
      if ([...record.values.keys()].some((name) => world.hasField(addon, model.text, name) !== "yes")) continue;
      const missing = neededBy(world, addon, model.text, record);
      if (missing.length === 0) continue;
      report({
        at: element === undefined ? (id ?? record) : { file, ...(id ?? element.nameSpan) },
        message: `${id?.text ?? "a record"} lacks ${missing.join(", ")}, which ${model.text} requires`,
      });
    }
  },
});

/** Required fields that neither a record nor its model fills; none where that can't be told. */
function neededBy(world: World, addon: AddonModel, model: string, record: DataRecord): readonly string[] {
  const names = world.fieldNames(addon, model);
  if (names === undefined) return [];
  const needs = world.needs(addon);
  const parents = world.delegates(model);
  const mixins = world.ancestry(addon, model).models.filter((one) => one !== model && world.kindOf(one) === "abstract");
  // What Odoo's own mixins do in `create` is not at hand.
  const isOfMixin = (name: string): boolean =>
    mixins.some((one) => world.index.field(one, name) !== undefined) ||
    mixins.some((one) => Object.values(world.index.model(one)?.inherits ?? {}).includes(name));
  const own = new Set(world.classesOf(model).flatMap((one) => [...one.fields.keys()]));
  const isOfParent = (name: string): boolean =>
    !own.has(name) && [...parents.values()].some((parent) => world.field(addon, parent, name) !== undefined);
  const missing = names.filter((name) => {
    const field = world.field(addon, model, name);
    if (field === undefined || !field.required || field.isFilled || !field.stored) return false;
    // Odoo asks for a line only where somebody saves the form.
    if (field.type === "one2many" || field.type === "many2many" || FILLED_BY_ODOO[model]?.includes(name) === true)
      return false;
    // An addon that may be missing may be the one that requires it.
    if (!field.modules.every((module) => needs.has(module))) return false;
    if (record.values.has(name) || isInContext(record, name) || parents.has(name) || isOfParent(name)) return false;
    if (isOfMixin(name)) return false;
    return !isMadeByModel(world, addon, model, name);
  });
  for (const [field, parent] of parents) {
    // The record of the parent is made with it, unless it is there already.
    if (record.values.has(field) || isOfMixin(field) || isMadeByModel(world, addon, model, field)) continue;
    missing.push(...neededBy(world, addon, parent, record).filter((name) => !own.has(name)));
  }
  return [...new Set(missing)];
}

/** Whether an id is the one that Odoo gives to what a record delegates to: `desk_product_template` of `desk`. */
function isOfChild(world: World, addon: AddonModel, id: string, model: string): boolean {
  const end = `_${model.replaceAll(".", "_")}`;
  return id.endsWith(end) && world.recordOf(addon, id.slice(0, -end.length)) !== undefined;
}

/** Whether a context around a record gives a field its default. */
function isInContext({ element }: DataRecord, name: string): boolean {
  for (let one = element; one !== undefined; one = one.parent)
    if (one.attributes.get("context")?.value.includes(`default_${name}`) === true) return true;
  return false;
}

/** What the functions say that data files call: they give ids to records that are there already. */
const textOfFunctions = (addon: AddonModel): string =>
  [...loadedStatements(addon)]
    .filter(({ element }) => element.name === "function")
    .map(({ file, element }) => addon.files.get(file)?.text?.slice(element.from, element.to) ?? "")
    .join("\n");
