/** What the drafts of all types are put together from: the conventions of REST APIs, once. */
import { pluralOf } from "../naming.ts";
import type { SpecEntity } from "../schema.ts";

/**
 * An entity that a type proposes, as it would stand in the spec. Its `direction` is what can be had at most, its
 * `depends` come along when only this one is asked for.
 */
export type DraftEntity = SpecEntity & { readonly direction: "import" | "export" | "both" };

/** What a type of system proposes: its entities, in the order in which they are written. */
export type DraftType = readonly DraftEntity[];

export type Mapping = NonNullable<SpecEntity["mapping"]>;

/** How changes are found: a stamp in the record, and a parameter that asks for those since then. */
export const CHANGES = { updated: "updated_at", filter: { param: "updated_since", format: "iso8601" } } as const;

/** Conventional paths of a collection. */
export function rest(plural: string): SpecEntity["endpoints"] {
  return {
    list: `GET /${plural}`,
    get: `GET /${plural}/{id}`,
    create: `POST /${plural}`,
    update: `PUT /${plural}/{id}`,
  };
}

/** An address below a place of the record; the record itself for an empty one. */
export function address(at: string): Mapping {
  const path = (name: string) => (at === "" ? name : `${at}.${name}`);
  return [
    { odoo: "street", remote: path("street") },
    { odoo: "street2", remote: path("street2") },
    { odoo: "city", remote: path("city") },
    { odoo: "zip", remote: path("zip") },
    { odoo: "country_id", remote: path("country_code"), transform: "country" },
    { odoo: "state_id", remote: path("state_code"), transform: { state: path("country_code") } },
  ];
}

/** Somebody to do business with, matched by e-mail. */
export function partner(name: string): DraftEntity {
  return {
    name,
    model: "res.partner",
    direction: "both",
    conflict: "external_wins",
    id: "id",
    name_path: "name",
    ...CHANGES,
    endpoints: { ...rest(pluralOf(name)), search: `GET /${pluralOf(name)}?email={email}` },
    match_on: [{ odoo: "email", remote: "email" }],
    mapping: [
      { odoo: "name", remote: "name", transform: "first", fallback: ["email", "id"] },
      { odoo: "email", remote: "email" },
      { odoo: "phone", remote: "phone" },
      { odoo: "vat", remote: "vat" },
      { odoo: "comment", remote: "note" },
      ...address("address"),
    ],
  };
}

/** A product without variants, for systems that know articles only. */
export function article(): DraftEntity {
  return {
    name: "product",
    model: "product.product",
    direction: "both",
    conflict: "external_wins",
    id: "id",
    name_path: "name",
    sku_path: "sku",
    price_path: "price",
    ...CHANGES,
    endpoints: { ...rest("products"), search: "GET /products?sku={sku}" },
    match_on: [{ odoo: "default_code", remote: "sku" }],
    mapping: [
      { odoo: "name", remote: "name" },
      { odoo: "default_code", remote: "sku" },
      { odoo: "barcode", remote: "barcode" },
      { odoo: "lst_price", remote: "price", transform: "float" },
      { odoo: "weight", remote: "weight", transform: { weight: "kg" } },
      { odoo: "description_sale", remote: "description" },
      { odoo: "active", remote: "active", transform: "bool" },
    ],
  };
}

/** A product with variants, as shops have it. */
export function shopProduct(): DraftEntity {
  return {
    name: "product",
    model: "product.template",
    direction: "both",
    conflict: "external_wins",
    id: "id",
    name_path: "name",
    ...CHANGES,
    endpoints: rest("products"),
    match_on: [{ odoo: "default_code", remote: "variants[].sku" }],
    status: { path: "status" },
    mapping: [
      { odoo: "name", remote: "name" },
      { odoo: "description_sale", remote: "description", transform: "html_to_text", direction: "import" },
      { odoo: "active", remote: "status", transform: { equals: "active", else: "draft" } },
    ],
    options: { path: "options", name: "name", values: "values", default_value: "Default" },
    children: [
      {
        name: "variant",
        path: "variants",
        model: "product.product",
        id: "id",
        name_path: "name",
        sku_path: "sku",
        price_path: "price",
        match_on: [{ odoo: "default_code", remote: "sku" }],
        options: ["option1", "option2", "option3"],
        mapping: [
          { odoo: "default_code", remote: "sku" },
          { odoo: "barcode", remote: "barcode" },
          { odoo: "lst_price", remote: "price", transform: "float" },
          { odoo: "weight", remote: "weight", transform: { weight: "kg" } },
        ],
      },
    ],
  };
}

/**
 * How much of something a place has: levels are set, never created.
 * @param name names the collection too
 * @param counted entity of what is counted
 */
export function stockLevel(name: string, counted: "product" | "variant"): DraftEntity {
  const id = `${counted}_id`;
  const one = `/${name}/{${id}}/{location_id}`;
  return {
    name,
    plural: name,
    model: "stock.quant",
    direction: "both",
    conflict: "external_wins",
    depends: ["product"],
    id: [id, "location_id"],
    ...CHANGES,
    endpoints: { list: `GET /${name}`, get: `GET ${one}`, update: `PUT ${one}` },
    stock: { product: counted, location: "location_id", quantity: "quantity" },
  };
}
