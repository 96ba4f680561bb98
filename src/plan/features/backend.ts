import type { ResolvedEntity, ResolvedField } from "../../spec/resolved.ts";
import type { AddonFile, PlanContext } from "../context.ts";
import { backendParts } from "../backend-parts.ts";
import { automaticLabel } from "../models.ts";
import { enumeration, paragraph, pieces } from "../text.ts";
import { manyOf } from "../wording.ts";
import { webhookScheme } from "../webhookScheme.ts";

const FIELD_CLASSES: Readonly<Record<ResolvedField["type"], string>> = {
  char: "Char",
  text: "Text",
  integer: "Integer",
  float: "Float",
  boolean: "Boolean",
  selection: "Selection",
};

/** Icons of the form's statistics buttons. */
const ICONS: Readonly<Record<ResolvedEntity["kind"], string>> = {
  product: "fa-tags",
  variant: "fa-tag",
  partner: "fa-users",
  address: "fa-address-book-o",
  order: "fa-shopping-cart",
  order_line: "fa-list",
  stock: "fa-cubes",
  picking: "fa-truck",
  fulfilment: "fa-truck",
  invoice: "fa-file-text-o",
  payment: "fa-money",
  record: "fa-link",
};

/** The fields that make up address and credentials; the others are options of the synchronisation. */
function connectionFields({ spec }: PlanContext): ReadonlySet<string> {
  const { fields, baseUrlFields } = spec.system;
  const used = fields.filter(({ name, required, secret }) => required || secret || baseUrlFields.includes(name));
  return new Set(used.map(({ name }) => name));
}

function fieldData(field: ResolvedField) {
  return {
    name: field.name,
    className: FIELD_CLASSES[field.type],
    label: field.label === automaticLabel(field.name) ? undefined : field.label,
    values: field.values.map(({ value, label }) => [value, label]),
    isSelection: field.type === "selection",
    required: field.required,
    secret: field.secret,
    hasDefault: field.default !== undefined,
    default: field.default ?? null,
    help: field.help === undefined ? [] : pieces(field.help, 16),
    example: field.example,
  };
}

function exportData({ spec }: PlanContext): readonly Readonly<Record<string, unknown>>[] {
  const first = spec.exports.filter(
    (exported, index) => spec.exports.findIndex((other) => other.model === exported.model) === index,
  );
  return first.map((exported) => {
    const entity = spec.bindings.find((candidate) => candidate.names.bindingModel === exported.bindingModel);
    const child = spec.bindings.find((candidate) => candidate.name === exported.child);
    // How the chosen records lead to those that the binding links: stock is exported per product, a variant with its product.
    const step = exported.model === entity?.model ? undefined : stepTo(exported.model, child);
    // Invoices and bills are of one model, each record goes where its kind belongs.
    const sharing = spec.entities.filter((candidate) =>
      spec.exports.some((one) => one.model === exported.model && one.entity === candidate.name),
    );
    const all = sharing.length > 1;
    return {
      ...exported,
      step,
      isProduct: entity !== undefined && entity.name === productOf(spec)?.name && !all,
      ...(all ? { title: `Export ${enumeration(sharing.map((one) => one.names.labelPlural))}` } : {}),
      bindingModel: all ? sharing.map((one) => one.names.bindingModel) : exported.bindingModel,
      explained: paragraph(
        all ? `Queue the export of ${enumeration(sharing.map(manyOf))}.` : explainExport(entity, child),
        11,
      ),
    };
  });
}

function explainExport(entity: ResolvedEntity | undefined, child: ResolvedEntity | undefined): string {
  const what = entity === undefined ? "records" : manyOf(entity);
  if (child !== undefined) return `Queue the export of ${what} by their ${manyOf(child)}.`;
  if (entity?.kind === "stock") return `Queue the export of the stock of the chosen quants' products.`;
  return `Queue the export of ${what}.`;
}

/** The field that leads from the chosen records to those that the binding links. */
function stepTo(model: string, child: ResolvedEntity | undefined): string {
  if (child?.parentField !== undefined) return child.parentField;
  return model === "stock.quant" ? "product_id" : "product_tmpl_id";
}

/** The products that go out in batches of their own. */
const productOf = (spec: PlanContext["spec"]): ResolvedEntity | undefined =>
  spec.entities.find((entity) => entity.kind === "product" && entity.exports);

/** models/backend.py and its views: what a connection holds, and the methods that people and jobs call. */
export function backend(context: PlanContext): AddonFile[] {
  const { spec } = context;
  const imported = spec.entities.filter((entity) => entity.imports);
  const { inherits, parts, data: partData } = backendParts(context);
  const fields = spec.system.fields.map(fieldData);
  const isConnection = connectionFields(context);
  const exported = exportData(context);
  const data = {
    summary: paragraph(
      `A connection to ${spec.connector.title}: its address, its credentials and what it synchronises.`,
      7,
    ),
    imported: imported.map((entity) => ({ ...entity, what: manyOf(entity) })),
    entities: spec.entities.map((entity) => ({ ...entity, icon: ICONS[entity.kind] })),
    fields,
    patterns: spec.system.fields.flatMap(({ name, type, pattern, example }) =>
      pattern === undefined || type !== "char" ? [] : [{ name, pattern, example: example ?? pattern }],
    ),
    connectionFields: fields.filter((field) => isConnection.has(field.name)),
    optionFields: fields.filter((field) => !isConnection.has(field.name)),
    scheme: webhookScheme(spec),
    tables: spec.tables,
    handlers: spec.webhooks,
    // Several topics can tell of the same.
    handlerMethods: spec.webhooks
      .filter(({ handler }, index, all) => all.findIndex((one) => one.handler === handler) === index)
      .map((webhook) => ({ ...webhook, isDeletion: webhook.event === "deleted" })),
    exports: exported,
    batched: exported.some(({ isProduct }) => isProduct) ? productOf(spec) : undefined,
    parts,
    inherit: inherits.length === 1 ? inherits[0] : inherits,
    ...partData,
  };
  return [
    { path: "models/backend.py", template: "models/backend.py", data },
    { path: "views/backend_views.xml", template: "views/backend_views.xml", data, load: "actions" },
  ];
}
