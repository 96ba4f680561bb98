/**
 * What the planner reads: a spec with every default filled in, every name made and every reference resolved.
 * Structure is camelCase; the blocks typed {@link Data} are handed to the Python runtime as literals and keep the
 * spec's own snake_case keys (pagination, rate limit, errors, webhook scheme, order, stock, options …).
 */
import type { ConnectorNames, EntityNames } from "./naming.ts";

/** Plain data that becomes a Python literal: keys as in the spec, `null` is `None`. */
export type Data = string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data };
export type DataObject = Readonly<Record<string, Data>>;

export type ConnectorType = "ecommerce" | "logistics" | "accounting" | "crm" | "payment";
export type Direction = "import" | "export" | "both";
export type Conflict = "external_wins" | "odoo_wins" | "newest_wins" | "manual";
export type Verb = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface ResolvedSpec {
  readonly connector: ResolvedConnector;
  readonly names: ConnectorNames;
  readonly system: ResolvedSystem;
  /** Top-level entities, each after those it depends on: the order of "sync all". */
  readonly entities: readonly ResolvedEntity[];
  /** Every entity that has a binding model (entities, their children, order lines), parents before children, in the same order. */
  readonly bindings: readonly ResolvedEntity[];
  /** Mapping tables, those that blocks of the spec imply among them. */
  readonly tables: readonly ResolvedTable[];
  readonly webhooks: readonly ResolvedWebhook[];
  readonly exports: readonly ResolvedExport[];
  /** Of a connector that this tool did not make: where in the addon the generated files stand, and its own backend. */
  readonly adopted?: { readonly folder: string; readonly backendModel: string };
}

/** What external values are in Odoo: a table that people edit on the backend. */
export interface ResolvedTable {
  readonly name: string;
  /** Key path in the spec, for messages; missing where nothing but a block implies the table. */
  readonly keyPath?: string;
  /** Models of the records; none where the table holds plain values. */
  readonly models: readonly string[];
  /** The entry in the backend's `_mapping_tables`. */
  readonly facts: DataObject;
  /** The entry in the adapter's `_resources`, where the system lists the records. */
  readonly resource?: DataObject;
}

export interface ResolvedConnector {
  /** Technical name, `shopify`. */
  readonly name: string;
  /** What people read, `Shopify`. */
  readonly title: string;
  readonly type: ConnectorType;
  readonly apiDocs?: string;
  readonly summary: string;
  readonly author: string;
  readonly website?: string;
  readonly license: string;
  /** `pyproject`, `pre_commit`: files that were asked for. */
  readonly packaging: readonly string[];
  /** Facts that nobody has confirmed make the whole connector experimental. */
  readonly experimental: boolean;
}

export interface ResolvedSystem {
  readonly protocol: "rest" | "graphql" | "soap";
  /** `https://{shop_url}/admin/api/{api_version}`: placeholders are backend fields. No slash at the end. */
  readonly baseUrl: string;
  /** Names of the backend fields in the base URL, in order. */
  readonly baseUrlFields: readonly string[];
  readonly fields: readonly ResolvedField[];
  /** The field that tells one backend from another in a webhook or an URL, where the system has one. */
  readonly tenantField?: string;
  /** One kind of authentication with its keys, as the adapter's `_auth`. `{x}` are backend fields. */
  readonly auth: DataObject & { readonly kind: string };
  /** As the adapter's `_auth_alternatives`: `{field, equals, auth}`, the first that applies is used instead. */
  readonly authAlternatives: readonly DataObject[];
  readonly headers: Readonly<Record<string, string>>;
  /** Request of the connection test; `name` is the path of what the user reads as "connected to …". */
  readonly test: { readonly verb: Verb; readonly endpoint: string; readonly name?: string };
  /** As the adapter's `_pagination`. */
  readonly pagination: DataObject & { readonly kind: string };
  /** As the adapter's `_rate_limit`; kind `none` where the system has none. */
  readonly rateLimit: DataObject & { readonly kind: string };
  /** As the adapter's `_errors`. */
  readonly errors: DataObject;
  readonly formats: DataObject;
  readonly idempotency: DataObject & { readonly kind: string };
  /** As the backend's `_masked_fields`: keys, or ends of paths. */
  readonly maskedFields: readonly string[];
  /** As the backend's `_webhook_scheme`; missing where the system sends none. */
  readonly webhooks?: DataObject;
}

/** A field of the concrete backend (`shopify.backend`). */
export interface ResolvedField {
  readonly name: string;
  readonly label: string;
  readonly type: "char" | "text" | "integer" | "float" | "boolean" | "selection";
  readonly required: boolean;
  /** Shown to managers only, masked in forms, never logged. */
  readonly secret: boolean;
  readonly tenant: boolean;
  /** Values and labels of a selection. */
  readonly values: readonly { readonly value: string; readonly label: string }[];
  readonly default?: string | number | boolean;
  readonly help?: string;
  readonly example?: string;
  /** Regular expression (common to JavaScript and Python) that the value has to match as a whole. */
  readonly pattern?: string;
}

/**
 * What the records are, as far as the runtime has a base class for them:
 * `product` (product.template with variants), `variant`, `partner`, `address`, `order`, `order_line`, `stock`, `picking`, `fulfilment`,
 * `invoice` (account.move), `payment` (account.payment),
 * `record` (anything else).
 */
export type EntityKind =
  | "product"
  | "variant"
  | "partner"
  | "address"
  | "order"
  | "order_line"
  | "stock"
  | "picking"
  | "fulfilment"
  | "invoice"
  | "payment"
  | "record";

export interface ResolvedEndpoint {
  readonly verb: Verb;
  /** `/products/{id}.json`, or an absolute URL; a query string stays part of it. */
  readonly path: string;
  /** `GET /products/{id}.json` */
  readonly text: string;
}

export interface ResolvedEntity {
  readonly name: string;
  /** Key path in the spec, for messages: `entities.product.children.variant`. */
  readonly keyPath: string;
  readonly kind: EntityKind;
  /** The model named in the spec (`stock.quant` for inventory). */
  readonly specModel: string;
  /** The Odoo model that the binding inherits (`product.product` for inventory). */
  readonly model: string;
  readonly names: EntityNames;
  /** Name of the entity that this one is a child of (its records come inside the parent's). */
  readonly parent?: string;
  readonly direction: Direction;
  readonly imports: boolean;
  readonly exports: boolean;
  readonly conflict: Conflict;
  /** Top-level entities that come first, by name. */
  readonly depends: readonly string[];
  /** Path of the id, or the paths of a composite one. */
  readonly id: string | readonly string[];
  /** Remote paths of the binding's `external_*` stamps, where the system has them. */
  readonly stamps: {
    readonly name?: string;
    readonly sku?: string;
    readonly price?: string;
    readonly image?: string;
    readonly status?: string;
    readonly updated?: string;
  };
  readonly endpoints: Readonly<Record<string, ResolvedEndpoint>>;
  /** Keys that wrap a list, a single record and a request body; null: nothing wraps it. */
  readonly envelope: { readonly list: string | null; readonly item: string | null; readonly request: string | null };
  /** Query parameters of every list request; `{x}` are backend fields. */
  readonly listParams: Readonly<Record<string, string>>;
  /** How "changed since" is asked for; `{"kind": "none"}` where it can't be. */
  readonly filter: DataObject & { readonly kind: string };
  /** The entity's own pagination, where it differs from the system's. */
  readonly pagination?: DataObject & { readonly kind: string };
  /** The entry of this entity in the adapter's `_resources`. Only for entities with endpoints. */
  readonly resource: DataObject;
  readonly matchOn: readonly { readonly odoo: string; readonly remote: string }[];
  readonly mapping: readonly ResolvedMapping[];
  /** Constant values written on creation by an import (`{type: "delivery"}`). */
  readonly values: DataObject;
  /** Remote values kept in a field of the binding. */
  readonly keep: readonly { readonly field: string; readonly remote: string; readonly label: string }[];
  readonly children: readonly ResolvedEntity[];
  /** Only for children: where they stand in the parent's record. */
  readonly path?: string;
  /** Only for children: the Many2one of the Odoo model that points at the parent's record. */
  readonly parentField?: string;
  /** Only for children: records to leave out. */
  readonly skip?: DataObject;
  /** Only for children: places that show the parent's value where the child has none. */
  readonly inherited?: readonly string[];
  /** Option paths of a variant (`["option1", …]`). */
  readonly variantOptions?: readonly string[];
  /** Blocks for the commerce bases of the runtime, as in the spec. */
  readonly options?: DataObject;
  /** `_company` of the importer of contacts. */
  readonly company?: DataObject;
  /** `_address` of the exporter of contacts. */
  readonly mainAddress?: DataObject;
  readonly order?: ResolvedOrder;
  readonly stock?: DataObject;
  readonly picking?: ResolvedPicking;
  /** `_fulfilment` of the exporter. */
  readonly fulfilment?: DataObject;
  /** `_invoice` and `_lines` of importer and exporter: the spec's block, entities replaced by binding models. */
  readonly invoice?: DataObject;
  /** `_payment` of importer and exporter, likewise. */
  readonly payment?: DataObject;
  readonly status?: DataObject;
  /** Remote places that a write must not send. */
  readonly readOnly: readonly string[];
  /** Rules of the export; only for entities that are exported. */
  readonly export?: ResolvedExportRules;
}

export interface ResolvedExportRules {
  /** Odoo domain; empty where every record may go. */
  readonly when: readonly Data[];
  readonly required: readonly string[];
  readonly maxLength: Readonly<Record<string, number>>;
  readonly patterns: Readonly<Record<string, string>>;
  /** Fields whose change is exported; true: those that the export reads; false: there is no switch. */
  readonly onChange: boolean | readonly string[];
  /** Records that are not linked yet are exported on change too. */
  readonly unlinked: boolean;
  readonly onDelete: "nothing" | "delete";
}

export interface ResolvedPicking {
  /** `_picking` of importer and exporter: the spec's block, entities replaced by binding models. */
  readonly data: DataObject;
  /** Fields of res.partner onto the address. */
  readonly address: readonly ResolvedMapping[];
}

export interface ResolvedOrder {
  /** `_order` of the importer: the spec's block without its `address` mapping, entities replaced by binding models. */
  readonly data: DataObject;
  /** Mapping of invoice and delivery addresses onto res.partner. */
  readonly address: readonly ResolvedMapping[];
}

export interface ResolvedMapping {
  /** Field of the Odoo model. */
  readonly odoo: string;
  /** Remote paths; one but for `join` and `first`. Empty where the value is constant. */
  readonly remote: readonly string[];
  /** The constant, where the value is no remote one. */
  readonly value?: string | number | boolean;
  readonly transforms: readonly ResolvedTransform[];
  readonly imports: boolean;
  readonly exports: boolean;
  /** Key path in the spec, for messages: `entities.product.mapping[2]`. */
  readonly keyPath: string;
}

/** A step of a mapping; `kind` is the spec's word, the rest its arguments with defaults filled in. */
export type ResolvedTransform =
  | { readonly kind: "join"; readonly sep: string; readonly fallback: readonly string[] }
  | { readonly kind: "first"; readonly fallback: readonly string[] }
  | { readonly kind: "equals"; readonly value: string | number | boolean; readonly else?: string | number | boolean }
  | { readonly kind: "country"; readonly by: "alpha2" | "alpha3" | "name" }
  | { readonly kind: "state"; readonly country?: string; readonly by: "code" | "name" }
  | { readonly kind: "weight"; readonly unit?: string; readonly unitPath?: string; readonly unitField?: string }
  | { readonly kind: "minor_units"; readonly currency: string }
  | {
      readonly kind: "lookup";
      readonly entity: string;
      readonly model: string;
      /** Remote value that means no record. */
      readonly none?: string | number | boolean;
    }
  | { readonly kind: "table"; readonly table: string; readonly models: readonly string[] }
  | { readonly kind: "find"; readonly by: string; readonly missing: "fail" | "ignore" | "create" }
  | {
      readonly kind: "values";
      readonly pairs: Readonly<Record<string, string | number | boolean>>;
      readonly default?: string | number | boolean;
    }
  | { readonly kind: "split"; readonly sep: string }
  | { readonly kind: SimpleTransform }
  | { readonly kind: "divisor" | "language" | "local_tz"; readonly args: DataObject };

/** Transforms without arguments. */
export type SimpleTransform =
  | "float"
  | "int"
  | "str"
  | "bool"
  | "iso8601"
  | "date"
  | "naive_utc"
  | "sql_utc"
  | "sql_shop_tz"
  | "local_tz"
  | "rfc2822"
  | "unix_seconds"
  | "unix_millis"
  | "dotnet_millis"
  | "html_to_text"
  | "currency"
  | "language"
  | "not_zero_date";

export interface ResolvedWebhook {
  readonly topic: string;
  /** Top-level entity. */
  readonly entity: string;
  readonly event: string;
  /** Place of the record's id (or its parts) in this topic's body, where it differs from the scheme's. */
  readonly resourceId?: string | readonly string[];
  /** Where the body may be a part of a record: the place of its owner's id, and when it is one. */
  readonly partOf?: DataObject;
  /** `_handle_order_created` */
  readonly handler: string;
  readonly bindingModel: string;
}

export interface ResolvedExport {
  /** Model whose records people export: `res.partner`. */
  readonly model: string;
  readonly entity: string;
  readonly child?: string;
  /** `export_res_partner` */
  readonly method: string;
  /** Binding that is exported: of the entity (for a child too: variants go with their product). */
  readonly bindingModel: string;
  /** Title of the notification: `Export Customers`. */
  readonly title: string;
}
