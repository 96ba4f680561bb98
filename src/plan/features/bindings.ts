import type { ResolvedEntity } from "../../spec/resolved.ts";
import type { AddonFile, PlanContext } from "../context.ts";
import { automaticLabel, modelClass, modelLabel } from "../models.ts";
import { hasImages } from "../stamps.ts";
import { oneOf } from "../wording.ts";
import { article, capital, paragraph } from "../text.ts";

function basesOf(entity: ResolvedEntity): string | string[] {
  const base = entity.kind === "stock" ? "generic.stock.binding" : "generic.binding";
  return hasImages(entity) ? [base, "generic.image.binding"] : base;
}

/** Kinds whose records are merged by field; documents, transfers and stock have rules of their own. */
const MERGED: readonly ResolvedEntity["kind"][] = ["product", "partner", "record"];

/** Whether both sides may change such a record, and a policy of the backend says who wins. */
export const isMerged = ({ kind, imports, parent }: ResolvedEntity): boolean =>
  parent === undefined && imports && MERGED.includes(kind);

/** Fields that an import writes and an export sends, as the import names them. */
function sentBack(entity: ResolvedEntity, parent: ResolvedEntity | undefined): string[] {
  // Of the parts of a record, variants are exported.
  if (!(parent ?? entity).exports || (parent !== undefined && entity.kind !== "variant")) return [];
  const { readOnly } = parent ?? entity;
  const within = parent === undefined ? "" : `${entity.path ?? ""}[].`;
  const names = entity.mapping
    .filter(({ imports, exports }) => imports && exports)
    .filter(({ remote }) => !remote.some((path) => readOnly.includes(path) || readOnly.includes(within + path)))
    // The price of a variant is that of its product, and what it costs more.
    .map(({ odoo }) => (entity.kind === "variant" && odoo === "lst_price" ? "price_extra" : odoo));
  return [...new Set(names)];
}

/** models/<entity>_binding.py: a binding per entity, and the way back from the Odoo record. */
export function bindings({ spec }: PlanContext): AddonFile[] {
  return spec.bindings.map((entity) => {
    // A model is extended in one place: where its first binding is, for all of them.
    const bound = spec.bindings.filter(({ model }) => model === entity.model);
    const parent = spec.bindings.find((candidate) => candidate.name === entity.parent);
    const policy = isMerged(parent ?? entity) ? (parent ?? entity).names.conflictField : undefined;
    const owner = parent === undefined ? spec.connector.title : `${article(oneOf(parent))} of ${spec.connector.title}`;
    return {
      path: entity.names.bindingFile,
      template: "models/binding.py",
      data: {
        entity,
        keep: entity.keep.map(({ field, label }) => ({ field, label: label === automaticLabel(field) ? "" : label })),
        bound: bound[0] === entity ? bound : [],
        policy,
        sends: policy === undefined ? [] : sentBack(entity, parent),
        base: basesOf(entity),
        odooLabel: modelLabel(entity.model),
        odooClass: modelClass(entity.model),
        summary: paragraph(
          `${capital(article(oneOf(entity)))} of ${owner} and its ${modelLabel(entity.model).toLowerCase()} in Odoo.`,
          7,
        ),
      },
    };
  });
}

/** models/account_move.py: a posted invoice lets the payments of its order be registered. */
export function payments({ spec }: PlanContext): AddonFile[] {
  const orders = spec.entities.filter((entity) => entity.order?.data.payment !== undefined && entity.imports);
  if (orders.length === 0) return [];
  return [{ path: "models/account_move.py", template: "models/account_move.py", data: { orders } }];
}
