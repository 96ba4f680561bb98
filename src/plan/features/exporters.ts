import type { Data, DataObject, ResolvedEntity, ResolvedSpec } from "../../spec/resolved.ts";
import type { AddonFile, PlanContext } from "../context.ts";
import { exportMappings, functionsOf } from "../expression.ts";
import { manyOf } from "../wording.ts";
import { VARIANT_FIELDS } from "../samples/entity.ts";
import { accountingOf, type Attribute, hasOwnWrites, orderAttributes, stockOf, variantsOf } from "./importers.ts";

const BASES: Readonly<Partial<Record<ResolvedEntity["kind"], string>>> = {
  product: "generic.product.exporter",
  variant: "generic.variant.exporter",
  stock: "generic.stock.exporter",
  order: "generic.sale.order.exporter",
  picking: "generic.picking.exporter",
  fulfilment: "generic.fulfilment.exporter",
  invoice: "generic.invoice.exporter",
  payment: "generic.payment.exporter",
};

const BATCH_BASES: Readonly<Partial<Record<ResolvedEntity["kind"], string>>> = {
  stock: "generic.stock.batch.exporter",
  picking: "generic.picking.batch.exporter",
  fulfilment: "generic.fulfilment.batch.exporter",
  invoice: "generic.accounting.batch.exporter",
  payment: "generic.accounting.batch.exporter",
};

const isObject = (data: Data | undefined): data is DataObject =>
  typeof data === "object" && data !== null && !Array.isArray(data);

/** How the system writes amounts and ids. */
const written = ({ system }: ResolvedSpec): DataObject => ({
  money: system.formats.money ?? "string",
  id: system.formats.id ?? "string",
});

/**
 * How a retry finds a record that an interrupted create may have made: path in our payload, path in the remote record.
 * The matching keys, seen from the other side.
 */
function naturalKey(entity: ResolvedEntity): Attribute[] {
  const { number } = entity.invoice ?? entity.payment ?? {};
  if (typeof number === "string") return [{ name: "_natural_key", value: [[number, number]] }];
  // Orders are never matched: what finds them again is the place that holds Odoo's own number.
  const own = entity.mapping.find(({ odoo, exports }) => entity.kind === "order" && exports && odoo === "name");
  const keys = [...entity.matchOn.map(({ remote }) => remote), ...(own?.remote.slice(0, 1) ?? [])].map((remote) => [
    remote,
    remote,
  ]);
  return keys.length === 0 || entity.kind === "stock" ? [] : [{ name: "_natural_key", value: keys }];
}

/** What a record refers to by an external id has to be exported before it: `(field, binding model)`. */
function dependenciesOf(spec: ResolvedSpec, entity: ResolvedEntity): Attribute[] {
  const isExported = (model: string): boolean =>
    spec.entities.some((other) => other.exports && other.names.bindingModel === model);
  const found = entity.mapping
    .filter((mapping) => mapping.exports)
    .flatMap(({ odoo, transforms }) =>
      transforms.flatMap((step) =>
        step.kind === "lookup" && "model" in step && isExported(step.model) ? [[odoo, step.model]] : [],
      ),
    );
  return found.length === 0 ? [] : [{ name: "_export_dependencies", value: found }];
}

/** Class attributes of an exporter that hold the spec's rules. */
function ruleAttributes({ export: rules }: ResolvedEntity): Attribute[] {
  if (rules === undefined) return [];
  const { when, required, maxLength, patterns } = rules;
  return [
    ...(when.length === 0 ? [] : [{ name: "_export_domain", value: when }]),
    ...(required.length === 0 ? [] : [{ name: "_required", value: required }]),
    ...(Object.keys(maxLength).length === 0 ? [] : [{ name: "_max_length", value: maxLength }]),
    ...(Object.keys(patterns).length === 0 ? [] : [{ name: "_patterns", value: patterns }]),
  ];
}

/** What product and variant exporters know of their variants and options. */
function productAttributes(spec: ResolvedSpec, entity: ResolvedEntity): Attribute[] {
  const product = entity.kind === "variant" ? spec.bindings.find(({ name }) => name === entity.parent) : entity;
  if (product?.kind !== "product") return [];
  const attributes: Attribute[] = [];
  if (entity.kind === "variant") attributes.push({ name: "_parent_model", value: product.names.bindingModel });
  if (product.options !== undefined) attributes.push({ name: "_options", value: product.options });
  const variants = variantsOf(product);
  if (variants !== undefined && entity.kind === "product") {
    const shared = product.mapping
      .filter(({ odoo, exports }) => exports && VARIANT_FIELDS.includes(odoo))
      .flatMap(({ remote }) => remote.slice(0, 1));
    const own = variants.entity === undefined || shared.length === 0 ? {} : { shared };
    attributes.push({ name: "_variants", value: { ...variants, ...own } });
  }
  return attributes;
}

/** Whether variants of the ordered products have requests of their own: a product without options has none then. */
export function hasSimpleProducts(spec: ResolvedSpec, { order }: ResolvedEntity): boolean {
  const { lines } = order?.data ?? {};
  const product = isObject(lines) && isObject(lines.product) ? lines.product : undefined;
  const variant = spec.bindings.find(({ names }) => names.bindingModel === product?.model);
  return product?.parent_model !== undefined && variant?.kind === "variant" && hasOwnWrites(variant);
}

/** What an order's exporter knows beside what the importer knows. */
function orderFacts(spec: ResolvedSpec, entity: ResolvedEntity): Attribute[] {
  if (entity.order === undefined) return [];
  const { money, id } = spec.system.formats;
  const { data } = entity.order;
  const sent: Readonly<Record<string, Data | undefined>> = {
    _order: data.send,
    _shipping: isObject(data.shipping) ? data.shipping.send : undefined,
  };
  const attributes = orderAttributes(entity).map(({ name, value }) => {
    const send = sent[name];
    return send === undefined || !isObject(value) ? { name, value } : { name, value: { ...value, send } };
  });
  return [
    ...attributes,
    ...(money === "string" || money === "minor_units" ? [{ name: "_money", value: money }] : []),
    ...(id === "integer" ? [{ name: "_number_ids", value: true }] : []),
    ...(hasSimpleProducts(spec, entity) ? [{ name: "_has_simple_products", value: true }] : []),
  ];
}

/** components/exporter.py: an exporter and a batch exporter per exported entity. */
export function exporters({ spec }: PlanContext): AddonFile[] {
  const entities = spec.bindings.filter(
    (entity) => entity.exports && (entity.parent === undefined || (entity.kind === "variant" && hasOwnWrites(entity))),
  );
  if (entities.length === 0) return [];
  const exporterData = entities.map((entity) => {
    const attributes = [...naturalKey(entity), ...dependenciesOf(spec, entity), ...ruleAttributes(entity)];
    if (entity.skip !== undefined) attributes.push({ name: "_skip", value: entity.skip });
    attributes.push(...productAttributes(spec, entity));
    if (entity.kind === "stock") attributes.push({ name: "_stock", value: stockOf(spec, entity) });
    attributes.push(...orderFacts(spec, entity));
    if (entity.mainAddress !== undefined) attributes.push({ name: "_address", value: entity.mainAddress });
    if (entity.readOnly.length > 0) attributes.push({ name: "_read_only", value: entity.readOnly });
    if (entity.picking !== undefined) attributes.push({ name: "_picking", value: entity.picking.data });
    if (entity.fulfilment !== undefined) attributes.push({ name: "_fulfilment", value: entity.fulfilment });
    if (entity.kind === "invoice" || entity.kind === "payment") {
      attributes.push(...accountingOf(entity), { name: "_formats", value: written(spec) });
    }
    const pickingType = entity.picking?.data.type;
    return {
      entity,
      isTop: entity.parent === undefined,
      what: manyOf(entity),
      base:
        entity.mainAddress === undefined
          ? (BASES[entity.kind] ?? "generic.binding.exporter")
          : "generic.partner.exporter",
      attributes,
      address: ((entity.picking ?? entity.order)?.address ?? []).flatMap((mapping) =>
        exportMappings(mapping, spec.system.formats),
      ),
      batchBase: BATCH_BASES[entity.kind] ?? "generic.batch.exporter",
      batchAttributes: [
        ...(pickingType === undefined ? [] : [{ name: "_picking_type", value: pickingType }]),
        ...(entity.export?.unlinked === true ? [{ name: "_exports_new", value: true }] : []),
      ],
    };
  });
  return [
    {
      path: "components/exporter.py",
      template: "components/exporter.py",
      data: { exporters: exporterData, functions: functionsOf(exporterData.flatMap(({ address }) => address)) },
    },
  ];
}
