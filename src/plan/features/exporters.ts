import type { ResolvedEntity } from "../../spec/resolved.ts";
import type { AddonFile, PlanContext } from "../context.ts";
import { manyOf } from "../wording.ts";
import { type Attribute, stockOf, variantsOf } from "./importers.ts";

const BASES: Readonly<Partial<Record<ResolvedEntity["kind"], string>>> = {
  product: "generic.product.exporter",
  stock: "generic.stock.exporter",
};

/**
 * How a retry finds a record that an interrupted create may have made: path in our payload, path in the remote record.
 * The matching keys, seen from the other side.
 */
function naturalKey(entity: ResolvedEntity): Attribute[] {
  const keys = entity.matchOn.map(({ remote }) => [remote, remote]);
  return keys.length === 0 || entity.kind === "stock" ? [] : [{ name: "_natural_key", value: keys }];
}

/** components/exporter.py: an exporter and a batch exporter per exported entity. */
export function exporters({ spec }: PlanContext): AddonFile[] {
  const entities = spec.entities.filter((entity) => entity.exports);
  if (entities.length === 0) return [];
  return [
    {
      path: "components/exporter.py",
      template: "components/exporter.py",
      data: {
        exporters: entities.map((entity) => {
          const attributes = naturalKey(entity);
          const variants = variantsOf(entity);
          if (entity.kind === "product") {
            if (entity.options !== undefined) attributes.push({ name: "_options", value: entity.options });
            if (variants !== undefined) attributes.push({ name: "_variants", value: variants });
          }
          if (entity.kind === "stock") attributes.push({ name: "_stock", value: stockOf(spec, entity) });
          return { entity, what: manyOf(entity), base: BASES[entity.kind] ?? "generic.binding.exporter", attributes };
        }),
      },
    },
  ];
}
