/**
 * Every name that a connector needs, as pure functions of the connector's and the entity's name: planner and validator
 * share this module, so that they can't drift. Names that Python, PostgreSQL or Odoo would choke on are refused with a
 * suggestion instead of failing at installation.
 */

/** All names of one connector. */
export interface ConnectorNames {
  /** `shopify` */
  readonly name: string;
  /** `shopify_connector` */
  readonly addon: string;
  /** `shopify.backend` */
  readonly backendModel: string;
  /** `ShopifyBackend` */
  readonly backendClass: string;
  /** `shopify_backend` */
  readonly backendTable: string;
  /** `Shopify` */
  readonly classPrefix: string;
  /** `root.shopify` */
  readonly channel: string;
  /** `/shopify/webhook` */
  readonly route: string;
  /** `shopify.adapter`, `ShopifyAdapter` */
  readonly adapterComponent: string;
  readonly adapterClass: string;
  /** `shopify.binder`, `ShopifyBinder` */
  readonly binderComponent: string;
  readonly binderClass: string;
  /** `ShopifyWebhookController` */
  readonly controllerClass: string;
  /** `shopify.sync.wizard`, `ShopifySyncWizard` */
  readonly wizardModel: string;
  readonly wizardClass: string;
}

/** All names of one entity of a connector. */
export interface EntityNames {
  /** `product` */
  readonly entity: string;
  /** `products` */
  readonly plural: string;
  /** `Product`, `Products` */
  readonly label: string;
  readonly labelPlural: string;
  /** `Product`: prefix of component classes */
  readonly className: string;
  /** `shopify.product.template`, `ShopifyProductTemplate`, `shopify_product_template` */
  readonly bindingModel: string;
  readonly bindingClass: string;
  readonly bindingTable: string;
  /** One2many on the Odoo model: `shopify_bind_ids`, `shopify_address_bind_ids` for a second entity on a model. */
  readonly bindField: string;
  /** `product_binding` (models/product_binding.py) */
  readonly bindingModule: string;
  /** `views/product_views.xml` */
  readonly bindingFile: string;
  readonly viewFile: string;
  /** Backend: `sync_products`, `_sync_products_implementation` */
  readonly syncMethod: string;
  readonly syncImplementation: string;
  /** The backend's switch: `export_products_on_change` */
  readonly exportSwitch: string;
  /** The backend's policy: `conflict_products` */
  readonly conflictField: string;
  /** Adapter: `get_products`, `get_product`, `get_all_products`, `create_product`, `update_product`, `delete_product` */
  readonly listMethod: string;
  readonly getMethod: string;
  readonly getAllMethod: string;
  readonly createMethod: string;
  readonly updateMethod: string;
  readonly deleteMethod: string;
  readonly components: Readonly<
    Record<
      "importMapper" | "importer" | "batchImporter" | "exportMapper" | "exporter" | "batchExporter" | "exportListener",
      { readonly name: string; readonly className: string }
    >
  >;
  /** XML ids without the addon: `view_shopify_product_template_form` … */
  readonly xml: Readonly<
    Record<
      | "form"
      | "list"
      | "search"
      | "action"
      | "menu"
      | "accessUser"
      | "accessManager"
      | "companyRule"
      | "cron"
      | "parentForm",
      string
    >
  >;
}

// ------------------------------------------------------------------------------------------------------------ words

/** Plurals that no rule gives. Words that are their own plural stand here too. */
const IRREGULAR: Readonly<Record<string, string>> = {
  person: "people",
  child: "children",
  man: "men",
  woman: "women",
  foot: "feet",
  tooth: "teeth",
  mouse: "mice",
  goose: "geese",
  ox: "oxen",
  datum: "data",
  criterion: "criteria",
  index: "indexes",
  quiz: "quizzes",
  leaf: "leaves",
  shelf: "shelves",
  half: "halves",
  knife: "knives",
  life: "lives",
  wife: "wives",
  loaf: "loaves",
  hero: "heroes",
  potato: "potatoes",
  tomato: "tomatoes",
  echo: "echoes",
  cargo: "cargoes",
  series: "series",
  species: "species",
  news: "news",
  equipment: "equipment",
  information: "information",
  money: "money",
  staff: "staff",
  stock: "stock",
  data: "data",
  people: "people",
};

/**
 * English plural of a lower-case word; of `order_line` the last part only. Unknown exceptions are what the spec's
 * `plural` is for.
 */
export function pluralOf(word: string): string {
  const cut = word.lastIndexOf("_") + 1;
  const head = word.slice(0, cut);
  const last = word.slice(cut);
  const irregular = Object.hasOwn(IRREGULAR, last) ? IRREGULAR[last] : undefined;
  if (irregular !== undefined) return head + irregular;
  if (/[^aeiou]y$/.test(last)) return `${head}${last.slice(0, -1)}ies`;
  if (/[a-z]{2}sis$/.test(last)) return `${head}${last.slice(0, -2)}es`;
  if (/(s|x|z|ch|sh)$/.test(last)) return `${head}${last}es`;
  return `${head}${last}s`;
}

/** `order_line` -> `OrderLine`, `product.template` -> `ProductTemplate`. */
export function classNameOf(name: string): string {
  return name
    .split(/[._]+/)
    .filter((part) => part !== "")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join("");
}

/** `order_line` -> `Order Line`. */
export function wordsOf(name: string): string {
  return name
    .split(/[._]+/)
    .filter((part) => part !== "")
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join(" ");
}

/** Table of a model, as Odoo makes it. */
export function tableOf(model: string): string {
  return model.replaceAll(".", "_");
}

// --------------------------------------------------------------------------------------------------- what is refused

/** A name that can't be used, and what could be written instead. */
export interface NameProblem {
  readonly message: string;
  readonly hint?: string;
}

/** Python's keywords, soft ones and constants included: a field or variable of that name is a syntax error. */
const PYTHON_KEYWORDS: ReadonlySet<string> = new Set(
  (
    "False None True and as assert async await break class continue def del elif else except finally for from global " +
    "if import in is lambda nonlocal not or pass raise return try while with yield match case type print self cls super"
  ).split(" "),
);

/** Connector names whose addon, models or tables exist already: Odoo's, OCA's and the runtime's own. */
const TAKEN_CONNECTORS: ReadonlySet<string> = new Set(
  "base odoo generic connector connector_base component component_event queue queue_job web mail res ir report".split(
    " ",
  ),
);

/** Attributes of every Odoo record: a field of that name breaks the model. */
const RECORD_ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    "id ids env pool name_get display_name create_uid create_date write_uid write_date create write unlink read search " +
    "browse copy exists filtered mapped sorted sudo with_context with_user with_company with_env with_delay delayable " +
    "ensure_one default_get fields_get get_metadata name_search name_create search_read search_count read_group " +
    "export_data load action_archive action_unarchive toggle_active modified invalidate_recordset flush_recordset " +
    "work_on component component_usage"
  ).split(" "),
);

/** Fields of every backend, which a spec can't declare once more. */
const BACKEND_FIELDS: ReadonlySet<string> = new Set(
  (
    "name active company_id backend_model base_backend_id generic_backend_id base_url connect_timeout read_timeout " +
    "request_retries max_response_size page_size sync_overlap tracking_disable ambiguous_match lang_id webhook_token " +
    "last_export_date last_sync_date imported_count running_count dead_letter_count webhook_count waiting_job_count " +
    "connection_state suspended_reason order_confirmation order_total_tolerance warehouse_id " +
    "delivery_product_id discount_product_id mapping_table_ids unmapped_count"
  ).split(" "),
);

/** Fields of every binding, which an entity can't keep once more. */
const BINDING_FIELDS: ReadonlySet<string> = new Set(
  (
    "odoo_id backend_id company_id external_id external_parent_id external_name external_sku external_price " +
    "external_status external_updated_at external_location_id external_quantity no_export sync_state sync_date " +
    "export_date import_digest export_digest answer_digest retry_count max_retries last_error"
  ).split(" "),
);

/** Endings of adapter methods (`get_…`) that the runtime's adapter has itself. */
const TAKEN_ENTITIES: ReadonlySet<string> = new Set("all api_headers adapter backend".split(" "));

/** Entities whose tests or views would be in a file that every connector has. */
const TAKEN_FILES: Readonly<Record<string, string>> = {
  connection: "tests/test_connection.py",
  menu: "views/menu_views.xml",
  sync: "tests/test_sync.py",
  webhook: "tests/test_webhook.py",
};

const IDENTIFIER = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;

/** A legal name made of any text, for suggestions. */
export function suggestName(name: string): string {
  const plain = name
    .normalize("NFKD")
    .replaceAll(/[\u0300-\u036f]/g, "")
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^[_0-9]+|_+$/g, "");
  return plain === "" ? "acme" : plain;
}

function identifierProblem(what: string, name: string, longest: number): NameProblem | undefined {
  if (!IDENTIFIER.test(name)) {
    return {
      message: `${JSON.stringify(name)} is no ${what}: lower-case letters, digits and single underscores, beginning with a letter`,
      hint: `write ${shorten(suggestName(name), longest)}`,
    };
  }
  if (name.length > longest) {
    return {
      message: `${what} ${JSON.stringify(name)} has ${name.length} characters, ${longest} are allowed`,
      hint: `write ${shorten(name, longest)}`,
    };
  }
  if (PYTHON_KEYWORDS.has(name)) {
    return { message: `${JSON.stringify(name)} is a word of Python and no ${what}`, hint: `write ${name}_api` };
  }
  return undefined;
}

function shorten(name: string, longest: number): string {
  return name.slice(0, longest).replace(/_+$/, "");
}

/** Longest name of a connector: its longest own names (crons, groups, rules) stay readable, its tables legal. */
export const LONGEST_CONNECTOR = 32;
export const LONGEST_ENTITY = 32;
/** PostgreSQL cuts longer identifiers in silence, and Odoo then looks for the uncut one. */
export const LONGEST_IDENTIFIER = 63;
/** Longest ending that Odoo or the runtime hangs on a binding's table: `_backend_external_uniq` and its kind. */
export const LONGEST_SUFFIX = "_backend_external_uniq".length;

/** What is wrong with the name of a connector, or undefined. */
export function connectorNameProblem(name: string): NameProblem | undefined {
  const problem = identifierProblem("connector name", name, LONGEST_CONNECTOR);
  if (problem) return problem;
  if (TAKEN_CONNECTORS.has(name)) {
    return {
      message: `connector name ${JSON.stringify(name)} is taken: Odoo or the connector framework has models or addons of that name`,
      hint: `write ${name}_shop, or the name of the external system`,
    };
  }
  if (name.endsWith("_connector")) {
    return {
      message: `the addon would be called ${name}_connector`,
      hint: `write ${name.slice(0, -"_connector".length)}`,
    };
  }
  return undefined;
}

/** What is wrong with the name of an entity or of its plural, or undefined. */
export function entityNameProblem(name: string): NameProblem | undefined {
  const problem = identifierProblem("entity name", name, LONGEST_ENTITY);
  if (problem) return problem;
  if (TAKEN_ENTITIES.has(name)) {
    return {
      message: `entity name ${JSON.stringify(name)} clashes with get_${name} of the runtime`,
      hint: `write ${name}_record`,
    };
  }
  if (Object.hasOwn(TAKEN_FILES, name)) {
    return {
      message: `entity name ${JSON.stringify(name)} clashes with ${TAKEN_FILES[name] ?? ""} of every connector`,
      hint: `write ${name}_record`,
    };
  }
  return undefined;
}

/** What is wrong with the name of a backend field, or undefined. */
export function backendFieldProblem(name: string): NameProblem | undefined {
  return fieldProblem(name, BACKEND_FIELDS, "every backend has it already");
}

/** What is wrong with the name of a field kept on a binding, or undefined. */
export function bindingFieldProblem(name: string): NameProblem | undefined {
  return fieldProblem(name, BINDING_FIELDS, "every binding has it already");
}

function fieldProblem(name: string, taken: ReadonlySet<string>, why: string): NameProblem | undefined {
  const problem = identifierProblem("field name", name, LONGEST_IDENTIFIER);
  if (problem) return problem;
  if (RECORD_ATTRIBUTES.has(name)) {
    return {
      message: `field name ${JSON.stringify(name)} is an attribute of every Odoo record`,
      hint: `write remote_${name}`,
    };
  }
  if (taken.has(name)) return { message: `field name ${JSON.stringify(name)}: ${why}`, hint: `write remote_${name}` };
  return undefined;
}

/** What is wrong with a model's name as a table, or undefined. */
export function modelNameProblem(model: string): NameProblem | undefined {
  const room = LONGEST_IDENTIFIER - LONGEST_SUFFIX;
  const table = tableOf(model);
  if (table.length <= room) return undefined;
  return {
    message: `model ${model} needs the table ${table} with ${table.length} characters; ${room} are allowed, because PostgreSQL cuts constraint names at ${LONGEST_IDENTIFIER}`,
    hint: `shorten the connector's name by ${table.length - room} characters`,
  };
}

// ------------------------------------------------------------------------------------------------------------ names

/** All names of the connector itself. */
export function connectorNames(name: string): ConnectorNames {
  const prefix = classNameOf(name);
  return {
    name,
    addon: `${name}_connector`,
    backendModel: `${name}.backend`,
    backendClass: `${prefix}Backend`,
    backendTable: tableOf(`${name}.backend`),
    classPrefix: prefix,
    channel: `root.${name}`,
    route: `/${name}/webhook`,
    adapterComponent: `${name}.adapter`,
    adapterClass: `${prefix}Adapter`,
    binderComponent: `${name}.binder`,
    binderClass: `${prefix}Binder`,
    controllerClass: `${prefix}WebhookController`,
    wizardModel: `${name}.sync.wizard`,
    wizardClass: `${prefix}SyncWizard`,
  };
}

export interface EntityNaming {
  readonly connector: string;
  readonly entity: string;
  /** The spec's own plural, where English has an exception. */
  readonly plural?: string | undefined;
  readonly label?: string | undefined;
  /** What follows the connector's name in the binding model: the Odoo model, or `stock.level`. */
  readonly model: string;
  /** Another entity of this connector has that binding model already. */
  readonly second?: boolean;
  /** Another entity of this connector has the One2many on the Odoo model already. */
  readonly secondField?: boolean;
}

/** All names of an entity and its binding. */
export function entityNames(naming: EntityNaming): EntityNames {
  const { connector, entity } = naming;
  const plural = naming.plural ?? pluralOf(entity);
  const bindingModel = `${connector}.${naming.model}${naming.second ? `.${entity}` : ""}`;
  const table = tableOf(bindingModel);
  const className = classNameOf(entity);
  const label = naming.label ?? wordsOf(entity);
  const component = (usage: string, classSuffix: string) => ({
    name: `${connector}.${entity}.${usage}`,
    className: `${className}${classSuffix}`,
  });
  return {
    entity,
    plural,
    label,
    labelPlural: naming.label === undefined ? wordsOf(plural) : labelPluralOf(naming.label, entity, plural),
    className,
    bindingModel,
    bindingClass: classNameOf(bindingModel),
    bindingTable: table,
    bindField: naming.secondField ? `${connector}_${entity}_bind_ids` : `${connector}_bind_ids`,
    bindingModule: `${entity}_binding`,
    bindingFile: `models/${entity}_binding.py`,
    viewFile: `views/${entity}_views.xml`,
    syncMethod: `sync_${plural}`,
    syncImplementation: `_sync_${plural}_implementation`,
    exportSwitch: `export_${plural}_on_change`,
    conflictField: `conflict_${plural}`,
    listMethod: `get_${plural}`,
    // A word that is its own plural would give both readers one name.
    getMethod: plural === entity ? `get_${entity}_record` : `get_${entity}`,
    getAllMethod: `get_all_${plural}`,
    createMethod: `create_${entity}`,
    updateMethod: `update_${entity}`,
    deleteMethod: `delete_${entity}`,
    components: {
      importMapper: component("import.mapper", "ImportMapper"),
      importer: component("importer", "Importer"),
      batchImporter: component("batch.importer", "BatchImporter"),
      exportMapper: component("export.mapper", "ExportMapper"),
      exporter: component("exporter", "Exporter"),
      batchExporter: component("batch.exporter", "BatchExporter"),
      exportListener: component("export.listener", "ExportListener"),
    },
    xml: {
      form: `view_${table}_form`,
      list: `view_${table}_list`,
      search: `view_${table}_search`,
      action: `action_${table}`,
      menu: `menu_${table}`,
      accessUser: `access_${table}_user`,
      accessManager: `access_${table}_manager`,
      companyRule: `rule_${table}_company`,
      cron: `ir_cron_${connector}_sync_${plural}`,
      parentForm: `view_${tableOf(naming.model)}_form_${connector}_${entity}`,
    },
  };
}

/** Plural of a label that a person wrote: its last word, unless the spec has a plural of its own. */
function labelPluralOf(label: string, entity: string, plural: string): string {
  if (pluralOf(entity) !== plural) return wordsOf(plural);
  const cut = label.lastIndexOf(" ") + 1;
  const last = label.slice(cut);
  const many = pluralOf(last.toLowerCase());
  const upper = last !== last.toLowerCase();
  return label.slice(0, cut) + (upper ? many.charAt(0).toUpperCase() + many.slice(1) : many);
}

/** `_handle_order_created` */
export function webhookHandler(entity: string, event: string): string {
  return `_handle_${entity}_${event}`;
}

/** `export_res_partner`: the name that the export wizard calls. */
export function exportMethod(model: string): string {
  return `export_${tableOf(model)}`;
}
