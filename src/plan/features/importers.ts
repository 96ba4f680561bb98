import type { Data, DataObject, ResolvedEntity, ResolvedSpec } from "../../spec/resolved.ts";
import type { AddonFile, PlanContext } from "../context.ts";
import { type DirectMapping, functionsOf, importMapping } from "../expression.ts";
import { enumeration } from "../text.ts";
import { manyOf } from "../wording.ts";

/** The runtime's base of an importer, by kind of record. */
export const IMPORTER_BASES: Readonly<Record<ResolvedEntity["kind"], string>> = {
  product: "generic.product.importer",
  variant: "generic.importer",
  partner: "generic.partner.importer",
  address: "generic.importer",
  order: "generic.sale.order.importer",
  order_line: "generic.importer",
  stock: "generic.stock.importer",
  picking: "generic.picking.importer",
  // Only exported.
  fulfilment: "generic.importer",
  invoice: "generic.invoice.importer",
  payment: "generic.payment.importer",
  record: "generic.importer",
};

/** A class attribute that holds a fact of the spec. */
export interface Attribute {
  readonly name: string;
  readonly value: Data;
}

export const matchTuples = (entity: ResolvedEntity): Data => entity.matchOn.map(({ odoo, remote }) => [odoo, remote]);

const isObject = (data: Data | undefined): data is DataObject =>
  typeof data === "object" && data !== null && !Array.isArray(data);

/** A path of the spec; the schema lets nothing else than text stand there. */
const text = (data: Data | undefined): string => (typeof data === "string" ? data : "");

/** The variants of a product, as product importer and exporter take them. */
export function variantsOf(entity: ResolvedEntity): DataObject | undefined {
  const variant = entity.children.find((child) => child.kind === "variant");
  if (variant === undefined) return undefined;
  return {
    model: variant.names.bindingModel,
    path: variant.path ?? null,
    id: variant.id,
    ...(variant.variantOptions === undefined ? {} : { options: variant.variantOptions }),
    ...(variant.matchOn.length === 0 ? {} : { match_on: matchTuples(variant) }),
    ...(hasOwnWrites(variant) ? { entity: variant.name } : {}),
  };
}

/** Whether records of a child are created and updated by requests of their own. */
export const hasOwnWrites = (child: ResolvedEntity): boolean =>
  child.endpoints.create !== undefined || child.endpoints.update !== undefined;

/** The parts that have to be read by a request of their own, as the importer takes them. */
function subrequestsOf(entity: ResolvedEntity): Data {
  return entity.children
    .filter((child) => child.endpoints.list !== undefined)
    .map((child) => ({
      entity: child.name,
      path: child.path ?? null,
      ...(child.inherited === undefined ? {} : { inherited: child.inherited }),
    }));
}

/** Children that the importer makes with their parent; variants and order lines have ways of their own. */
function childrenOf(entity: ResolvedEntity): Data {
  return entity.children
    .filter((child) => child.kind !== "variant" && child.kind !== "order_line")
    .map((child) => ({
      model: child.names.bindingModel,
      path: child.path ?? null,
      id: child.id,
      ...(child.parentField === undefined ? {} : { parent: child.parentField }),
      ...(Object.keys(child.values).length === 0 ? {} : { values: child.values }),
      ...(child.skip === undefined ? {} : { skip: child.skip }),
    }));
}

/** The same data without the spec's names of entities: the runtime knows models, which come first where they are. */
function withoutEntities(data: Data): Data {
  if (Array.isArray(data)) return data.map((item: Data) => withoutEntities(item));
  if (!isObject(data)) return data;
  const entries = Object.entries(data).filter(([key]) => key !== "entity" && key !== "parent_entity");
  entries.sort(([a], [b]) => Number(b === "model") - Number(a === "model"));
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutEntities(value)]));
}

/** The same block without the constants that only an export sends. */
function withoutSent(data: Data): Data {
  return isObject(data) ? Object.fromEntries(Object.entries(data).filter(([key]) => key !== "send")) : data;
}

/** Records that mappings refer to by their ids, those of parts too, and that can be read one by one. */
function lookupsOf(spec: ResolvedSpec, entity: ResolvedEntity): DataObject[] {
  const parts = entity.children.flatMap((child) =>
    child.path === undefined ? [] : child.mapping.map((mapping) => ({ mapping, at: `${child.path}[].` })),
  );
  return [...entity.mapping.map((mapping) => ({ mapping, at: "" })), ...parts]
    .filter(({ mapping }) => mapping.imports)
    .flatMap(({ mapping, at }) =>
      mapping.transforms.flatMap((step): DataObject[] => {
        const [path] = mapping.remote;
        if (step.kind !== "lookup" || !("model" in step) || path === undefined) return [];
        const other = spec.entities.find((candidate) => candidate.names.bindingModel === step.model);
        const isReadable = other?.imports === true && other.endpoints.get !== undefined;
        if (!isReadable) return [];
        return [
          {
            model: step.model,
            path: `${at}${path}`,
            ...(step.none === undefined || step.none === 0 ? {} : { skip: step.none }),
          },
        ];
      }),
    );
}

/** A place below another one, which may be the record itself. */
const joined = (at: Data | undefined, suffix: string, name: Data | undefined): string =>
  text(at) === "" ? text(name) : `${text(at)}${suffix}.${text(name)}`;

/** Records that have to be there first: customer and products, invoices that are paid, what a mapping looks up. */
function dependenciesOf(spec: ResolvedSpec, entity: ResolvedEntity): DataObject[] {
  const block = entity.order?.data ?? entity.invoice ?? entity.payment;
  const found: DataObject[] = lookupsOf(spec, entity);
  if (block === undefined) return found;
  const { lines, invoices } = block;
  const partner = block.customer ?? block.partner;
  if (isObject(partner) && partner.model !== undefined) {
    const { path, id, guest_id: guest } = partner;
    found.push({
      model: partner.model,
      path: joined(path, "", id),
      ...(guest === undefined || guest === 0 ? {} : { skip: guest }),
    });
  }
  for (const paid of Array.isArray(invoices) ? (invoices as readonly Data[]) : []) {
    if (isObject(paid)) found.push({ model: paid.model ?? null, path: joined(paid.path, "[]", paid.id) });
  }
  const product = isObject(lines) ? lines.product : undefined;
  if (isObject(lines) && isObject(product)) {
    const model = product.parent_model ?? product.model;
    const path = product.parent ?? product.path;
    if (model !== undefined && path !== undefined) {
      found.push({ model, path: `${text(lines.path)}[].${text(path)}` });
    }
  }
  return found;
}

/** The `_stock` of a system that keeps it on the records of its products and variants. */
function stockOnProduct(stock: DataObject, product: ResolvedEntity | undefined): DataObject {
  const variant = product?.children.find((child) => child.kind === "variant");
  const { product: _product, product_key: _key, number_ids: _numbers, product_model: model, ...rest } = stock;
  return {
    product_model: model ?? null,
    ...rest,
    ...(variant === undefined
      ? {}
      : {
          variants: {
            model: variant.names.bindingModel,
            ...(Object.keys(variant.endpoints).length === 0 ? {} : { entity: variant.name }),
            path: variant.path ?? null,
            id: variant.id,
            ...(variant.endpoints.list === undefined ? {} : { request: true }),
          },
        }),
  };
}

/** The `_stock` of importer and exporter. */
export function stockOf(spec: ResolvedSpec, entity: ResolvedEntity): DataObject {
  const stock = entity.stock ?? {};
  const product = spec.bindings.find((candidate) => candidate.name === stock.product);
  const [firstId] = typeof entity.id === "string" ? [entity.id] : entity.id;
  const { product_key: key, product_path: path } = stock;
  if (stock.on_product === true) return stockOnProduct(stock, product);
  const rest = Object.fromEntries(
    Object.entries(stock).filter(([name]) => !["product", "product_key", "product_path"].includes(name)),
  );
  return {
    ...(product === undefined ? {} : { product_model: product.names.bindingModel }),
    product_key: key ?? "external_id",
    product: path ?? key ?? firstId ?? "id",
    ...rest,
  };
}

/** The `_order`, `_lines` and `_shipping` of importer and exporter. */
export function orderAttributes(entity: ResolvedEntity): Attribute[] {
  if (entity.order === undefined) return [];
  const { lines, shipping, fees, refunds: _refunds, payment: _payment, send: _send, ...order } = entity.order.data;
  return [
    { name: "_order", value: withoutEntities(order) },
    ...(lines === undefined ? [] : [{ name: "_lines", value: withoutEntities(lines) }]),
    ...(shipping === undefined ? [] : [{ name: "_shipping", value: withoutEntities(withoutSent(shipping)) }]),
    ...(fees === undefined ? [] : [{ name: "_fees", value: withoutEntities(fees) }]),
  ];
}

/** The blocks of invoices and payments, as importer and exporter take them. */
export function accountingOf(entity: ResolvedEntity): Attribute[] {
  if (entity.payment !== undefined) return [{ name: "_payment", value: withoutEntities(entity.payment) }];
  if (entity.invoice === undefined) return [];
  const { lines, ...invoice } = entity.invoice;
  return [
    { name: "_invoice", value: withoutEntities(invoice) },
    { name: "_lines", value: withoutEntities(lines ?? {}) },
  ];
}

function attributesOf(spec: ResolvedSpec, entity: ResolvedEntity): Attribute[] {
  const found: Attribute[] = [];
  const add = (name: string, value: Data | undefined): void => {
    const isEmpty = Array.isArray(value) ? value.length === 0 : value === undefined;
    if (!isEmpty) found.push({ name, value: value ?? null });
  };
  add("_match_on", matchTuples(entity));
  add("_dependencies", dependenciesOf(spec, entity));
  add("_subrequests", subrequestsOf(entity));
  add("_children", childrenOf(entity));
  add("_skip", entity.skip);
  add("_company", entity.company);
  if (Object.keys(entity.values).length > 0) add("_values", entity.values);
  if (entity.kind === "product") {
    add("_options", entity.options);
    add("_variants", variantsOf(entity));
  }
  if (entity.kind === "stock") add("_stock", stockOf(spec, entity));
  add("_picking", entity.picking?.data);
  found.push(...orderAttributes(entity));
  add("_refunds", entity.order?.data.refunds);
  add("_payment", entity.order?.data.payment);
  for (const { name, value } of accountingOf(entity)) add(name, value);
  return found;
}

/** What an importer brings, for its docstring: `products with variants`. */
function explain(entity: ResolvedEntity): string {
  const what = manyOf(entity);
  if (entity.order !== undefined) return `${what} with customer, addresses, lines, taxes and shipping`;
  if (entity.kind === "stock") return `${what} as inventory adjustments`;
  if (entity.kind === "picking") return `carrier, tracking and shipped quantities of ${what}`;
  if (entity.kind === "invoice") return `${what} with partner, lines and taxes`;
  if (entity.kind === "payment") return `${what} and reconciles them`;
  const children = entity.children.map(manyOf);
  return children.length === 0 ? what : `${what} with their ${enumeration(children)}`;
}

/** components/importer.py: a batch importer and an importer per entity; the facts are attributes, the logic the runtime's. */
export function importers({ spec }: PlanContext): AddonFile[] {
  const entities = spec.entities.filter((entity) => entity.imports);
  const importerData = entities.map((entity) => {
    const address: DirectMapping[] = (entity.order?.address ?? []).map(importMapping);
    return {
      entity,
      base:
        entity.kind === "record" && entity.model === "product.product"
          ? "generic.article.importer"
          : IMPORTER_BASES[entity.kind],
      attributes: attributesOf(spec, entity),
      address,
      what: manyOf(entity),
      explained: explain(entity),
    };
  });
  return [
    {
      path: "components/importer.py",
      template: "components/importer.py",
      data: { importers: importerData, functions: functionsOf(importerData.flatMap((importer) => importer.address)) },
    },
  ];
}
