/** Classes that are Odoo models. */
import type { Assign, Call, Expr } from "../parse/python/ast.ts";
import { argument } from "../parse/python/walk.ts";
import { type FoundClass, kindsOf, partsOfClass, resolveName } from "./classes.ts";
import { wordOf, wordsOf } from "./source.ts";
import type { FieldDef, ModelClass, PythonFile, Word } from "./types.ts";

const KINDS: Readonly<Record<string, ModelClass["kind"]>> = {
  "odoo.models.Model": "model",
  "odoo.models.BaseModel": "model",
  "odoo.models.TransientModel": "transient",
  "odoo.models.AbstractModel": "abstract",
};

/** Classes of Odoo's fields whose type is not their name in lower case. */
const FIELD_TYPES: Readonly<Record<string, string>> = {
  Image: "binary",
  Many2oneReference: "many2one_reference",
  PropertiesDefinition: "properties_definition",
  Id: "integer",
  JobSerialized: "job_serialized",
};

/** What the index calls Odoo's own types. */
export const STANDARD_TYPES: ReadonlySet<string> = new Set([
  ...["binary", "boolean", "char", "date", "datetime", "float", "html", "integer", "json", "many2many", "many2one"],
  ...["many2one_reference", "monetary", "one2many", "properties", "properties_definition", "reference", "selection"],
  ...["serialized", "text"],
]);

const typeOf = (className: string): string =>
  (Object.hasOwn(FIELD_TYPES, className) ? FIELD_TYPES[className] : undefined) ?? className.toLowerCase();

const lastPart = (name: string): string => name.slice(name.lastIndexOf(".") + 1);

/** The type of a field that a class of that name makes; undefined where it makes none. */
function standardField(name: string): string | undefined {
  if (/^odoo\.fields\.[A-Z]\w*$/.test(name)) {
    return ["odoo.fields.Command", "odoo.fields.Field", "odoo.fields.Domain"].includes(name)
      ? undefined
      : typeOf(lastPart(name));
  }
  // `odoo.addons.queue_job.fields.JobSerialized`, `odoo.addons.base_sparse_field.models.fields.Serialized`
  return /^odoo\.addons\..*\bfields\.[A-Z]\w*$/.test(name) ? typeOf(lastPart(name)) : undefined;
}

/** Reads the models among the classes of an addon. */
export function readModels(classes: readonly FoundClass[], texts: ReadonlyMap<string, string>): readonly ModelClass[] {
  const kindOf = kindsOf(classes, (base) => (Object.hasOwn(KINDS, base) ? KINDS[base] : undefined));
  // A class of fields keeps the type of what it is made of, so that its comodel is read.
  const fieldKind = kindsOf(classes, (base) => (base === "odoo.fields.Field" ? "" : standardField(base)));
  const ownFields = new Map<string, string>();
  for (const one of classes) {
    const type = fieldKind(one);
    if (type !== undefined) ownFields.set(one.path, type === "" ? typeOf(one.node.name) : type);
  }
  const found: ModelClass[] = [];
  for (const one of classes) {
    const kind = kindOf(one) ?? (extendsForeign(one) ? "model" : undefined);
    if (kind !== undefined) found.push(readModel(one, kind, texts.get(one.file.path) ?? "", ownFields));
  }
  return found;
}

/** `class More(OtherAddonsClass): _inherit = "x"`: what kind of model it is, the other class says. */
function extendsForeign({ node, bases }: FoundClass): boolean {
  if (!bases.some((base) => /^odoo\.addons\.\w+\.(?:models|wizards?)\./.test(base))) return false;
  const { assigned } = partsOfClass("", node);
  const inherit = assigned.get("_inherit")?.value;
  return (
    inherit?.kind === "Str" && !assigned.has("_name") && !assigned.has("_collection") && !assigned.has("_apply_on")
  );
}

function fieldType(file: PythonFile, expr: Expr, own: ReadonlyMap<string, string>, local: string): string | undefined {
  const name = resolveName(file, expr);
  if (name === undefined) return undefined;
  return standardField(name) ?? own.get(name) ?? own.get(`${local}.${name}`);
}

function readModel(
  one: FoundClass,
  kind: ModelClass["kind"],
  text: string,
  ownFields: ReadonlyMap<string, string>,
): ModelClass {
  const { file, node } = one;
  const local = one.path.slice(0, one.path.lastIndexOf("."));
  const { methods, assigned } = partsOfClass(file.path, node);
  const fields = new Map<string, FieldDef>();
  const attributes = new Map<string, Assign>();
  for (const [name, stmt] of assigned) {
    const type = stmt.value?.kind === "Call" ? fieldType(file, stmt.value.func, ownFields, local) : undefined;
    if (type === undefined || stmt.value?.kind !== "Call") attributes.set(name, stmt);
    else fields.set(name, readField(file.path, text, name, type, stmt, stmt.value));
  }
  const words = (name: string): readonly Word[] => wordsOf(file.path, text, attributes.get(name)?.value) ?? [];
  const inherit = words("_inherit");
  const [nameWord] = words("_name");
  const isWritten = attributes.has("_name");
  const model = nameWord?.text ?? (!isWritten && inherit.length === 1 ? inherit[0]?.text : undefined);
  const delegation = attributes.get("_inherits")?.value;
  const inherits: { model: Word; field: Word }[] = [];
  for (const item of delegation?.kind === "Dict" ? delegation.items : []) {
    if (item.key?.kind !== "Str" || item.value.kind !== "Str") continue;
    inherits.push({ model: wordOf(file.path, text, item.key), field: wordOf(file.path, text, item.value) });
  }
  // The other way to write it.
  for (const { name, type, comodel, call, nameSpan } of fields.values()) {
    const delegate = type === "many2one" ? argument(call, "delegate") : undefined;
    if (delegate?.kind !== "Constant" || delegate.value !== true || comodel === undefined) continue;
    inherits.push({ model: comodel, field: { file: file.path, ...nameSpan, text: name } });
  }
  return {
    className: node.name,
    node,
    model,
    nameWord,
    isNew: isWritten && !inherit.some((parent) => parent.text === model),
    kind,
    inherit,
    inherits,
    fields,
    methods,
    attributes,
    file: file.path,
    ...node.nameSpan,
  };
}

function readField(file: string, text: string, name: string, type: string, stmt: Assign, call: Call): FieldDef {
  const target = stmt.targets.find((one) => one.kind === "Name" && one.id === name);
  const { from, to } = target ?? stmt;
  const isRelational = type === "many2one" || type === "one2many" || type === "many2many";
  const comodel = isRelational ? argument(call, "comodel_name", 0) : undefined;
  return {
    name,
    type,
    nameSpan: { from, to },
    comodel: comodel?.kind === "Str" ? wordOf(file, text, comodel) : undefined,
    call,
    file,
    from,
    to: stmt.to,
  };
}
