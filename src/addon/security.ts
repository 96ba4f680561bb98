/** What records say of rights, rules and crons. */
import { parseExpression } from "../parse/python/parse.ts";
import { textOf } from "../parse/python/walk.ts";
import { attributeWord, idOfModel } from "./source.ts";
import type { AccessRow, CronDef, DataRecord, DataValue, RuleRow, ViewDef, Word } from "./types.ts";

/** A value as a word, however it is written: text, reference or expression. */
export function valueWord(value: DataValue | undefined): Word | undefined {
  if (value === undefined) return undefined;
  if (value.ref !== undefined) return value.ref;
  if (value.eval !== undefined) return value.eval;
  if (value.text === undefined) return undefined;
  const span = value.element?.textSpan;
  const own = value.element?.name === "field" ? span : undefined;
  return { file: value.file, text: value.text, from: own?.from ?? value.from, to: own?.to ?? value.to };
}

/** The XML id of a model that a value names: by `ref`, or by a search for its name. */
export function modelIdOf(value: DataValue | undefined): Word | undefined {
  if (value === undefined || value.ref !== undefined) return value?.ref;
  const search = attributeWord(value.file, value.element?.attributes.get("search"));
  if (value.eval !== undefined) {
    const [, id] = /^\s*ref\(\s*['"]([\w.]+)['"]\s*\)\s*$/.exec(value.eval.text) ?? [];
    return id === undefined ? undefined : { ...value.eval, text: id };
  }
  if (search === undefined) return undefined;
  const domain = parseExpression(search.text);
  const [leaf] = domain.kind === "List" && domain.elts.length === 1 ? domain.elts : [];
  const [field, operator, model] =
    leaf?.kind === "Tuple" || leaf?.kind === "List" ? leaf.elts.map((one) => textOf(one)) : [];
  return field === "model" && operator === "=" && model !== undefined
    ? { ...search, text: idOfModel(model) }
    : undefined;
}

const TRUE = new Set(["1", "true", "yes", "t", "y"]);
const isGiven = (value: DataValue | undefined): boolean =>
  TRUE.has((value?.eval?.text ?? value?.text ?? "").trim().toLowerCase());

/** Rights that records give, of CSV and XML alike. */
export function accessOf(records: readonly DataRecord[]): readonly AccessRow[] {
  return records.flatMap((record): readonly AccessRow[] => {
    const modelId = record.model.text === "ir.model.access" ? modelIdOf(record.values.get("model_id")) : undefined;
    if (modelId === undefined) return [];
    const { values, file, from, to } = record;
    const rights = {
      read: isGiven(values.get("perm_read")),
      write: isGiven(values.get("perm_write")),
      create: isGiven(values.get("perm_create")),
      unlink: isGiven(values.get("perm_unlink")),
    };
    return [{ id: record.id?.text ?? "", modelId, group: modelIdOf(values.get("group_id")), rights, file, from, to }];
  });
}

export const rulesOf = (records: readonly DataRecord[]): readonly RuleRow[] =>
  records
    .filter((record) => record.model.text === "ir.rule")
    .map((record) => ({
      record,
      modelId: modelIdOf(record.values.get("model_id")),
      domain: valueWord(record.values.get("domain_force")),
      ...placeOf(record),
    }));

export const cronsOf = (records: readonly DataRecord[]): readonly CronDef[] =>
  records
    .filter((record) => record.model.text === "ir.cron")
    .map((record) => ({
      record,
      modelId: modelIdOf(record.values.get("model_id")),
      code: valueWord(record.values.get("code")),
      active: record.values.get("active"),
    }));

const placeOf = ({ file, from, to }: DataRecord) => ({ file, from, to });

/** Views of the client, and templates. */
export function viewsOf(records: readonly DataRecord[]): readonly ViewDef[] {
  return records.flatMap((record): readonly ViewDef[] => {
    if (record.model.text !== "ir.ui.view") return [];
    const { element } = record;
    const inheritId = modelIdOf(record.values.get("inherit_id"));
    if (element?.name === "template") return [{ record, model: undefined, inheritId, arch: element }];
    const field = record.values.get("arch")?.element;
    const [only, second] = field?.children ?? [];
    // Several changes side by side need no element around them.
    const arch = second === undefined ? only : field;
    return arch === undefined ? [] : [{ record, model: record.values.get("model")?.text, inheritId, arch }];
  });
}
