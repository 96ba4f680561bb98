/**
 * The one table of what differs between the Odoo versions that connectors are generated for. Templates read it as
 * `cap.<key>`, so that there is one template set instead of a copy per version. Each key says what it decides; the
 * facts were read in the sources of each version (the places are named beside the keys).
 */

export const ODOO_VERSIONS = ["16.0", "17.0", "18.0", "19.0"] as const;
export type OdooVersion = (typeof ODOO_VERSIONS)[number];

export interface Capabilities {
  /** `19.0` */
  readonly series: OdooVersion;
  /** `19` */
  readonly major: number;

  // ------------------------------------------------------------------------------------------------------- views
  /** Root tag of list views: `list` from 18.0 (ir_ui_view.py), `tree` before. */
  readonly listTag: "list" | "tree";
  /** `view_mode` of a window action with a list and a form. */
  readonly listViewMode: "list,form" | "tree,form";
  /** Expressions stand in `invisible=`, `readonly=`, `required=`; false: in `attrs=` (which raises from 17.0). */
  readonly attrsExpressions: boolean;
  /** `column_invisible=` for columns of a list (17.0); before it is `attrs` with `column_invisible` inside. */
  readonly columnInvisible: boolean;

  // --------------------------------------------------------------------------------------------------------- ORM
  /** `_x = models.Constraint(…)` from 19.0, where `_sql_constraints` only warns (orm/model_classes.py). */
  readonly modelsConstraint: boolean;
  /** `self.env._("…")` from 18.0; the `_` import before. */
  readonly envTranslation: boolean;
  /** The call that translates a text: `self.env._` or `_`. */
  readonly t: "self.env._" | "_";

  /** Rights and record rules are checked by one `check_access` from 18.0, by two methods before (models.py). */
  readonly checkAccess: boolean;

  /** Empties the registry's caches, in all workers: `registry.clear_cache()` from 17.0 (modules/registry.py). */
  readonly clearCache: "self.env.registry.clear_cache()" | "self.clear_caches()";

  // ------------------------------------------------------------------------------------------- modules and data
  /** Hooks take `(env)` from 17.0, `(cr, registry)` before (modules/loading.py). */
  readonly hookTakesEnv: boolean;
  /** `ir.cron` has `numbercall` and `doall` (before 18.0, ir_cron.py). */
  readonly cronNumbercall: boolean;
  /** `privilege_id` of res.groups from 19.0 (model res.groups.privilege), `category_id` before. */
  readonly groupsPrivilege: boolean;
  /** Users of a group: `user_ids` from 19.0, `users` before. */
  readonly groupUsersField: "user_ids" | "users";
  /** Groups of users, menus, views and actions: `group_ids` from 19.0, `groups_id` before. */
  readonly groupIdsField: "group_ids" | "groups_id";

  // -------------------------------------------------------------------------------------------------------- HTTP
  /** The external API is a server-wide module of its own, `rpc`, from 19.0 (addons/rpc). */
  readonly rpcModule: boolean;
  /** How a test lets other cursors see its transaction: `registry.enter_test_mode(cr)`, or from 19.0 the patch `registry_enter_test_mode`. */
  readonly testRegistryMode: "enter" | "patch";

  // -------------------------------------------------------------------------------- fields that connectors meet
  /** Field to write for "price includes tax": `price_include_override` from 18.0, where `price_include` is computed. */
  readonly priceIncludeOverride: boolean;
  /** Taxes of a sale order line: `tax_ids` from 19.0, `tax_id` before. */
  readonly saleLineTaxField: "tax_ids" | "tax_id";
  /** Unit of a sale order line: `product_uom_id` from 19.0, `product_uom` before. */
  readonly saleLineUomField: "product_uom_id" | "product_uom";
  /** A product is storable by `is_storable` (with type consu) from 18.0, by `detailed_type` = product before. */
  readonly isStorable: boolean;
  /** Done quantity of a stock move: `quantity` from 17.0, `quantity_done` before. */
  readonly stockMoveQuantityField: "quantity" | "quantity_done";
  /** A move is done as far as it is `picked` (from 17.0, where `quantity` is what is reserved as well). */
  readonly stockMovePicked: boolean;
  /** `stock.move.name` exists (before 19.0). */
  readonly stockMoveName: boolean;
  /** A confirmed order is locked by its field `locked` from 17.0, by its state `done` before. */
  readonly orderLockedField: boolean;
  /** Method of `stock.return.picking` that makes the return: `_create_return` from 18.0. */
  readonly returnMethod: "_create_return" | "_create_returns";
  /** Lines of `stock.return.picking` are filled by an onchange (16.0); computed from 17.0. */
  readonly returnOnchange: boolean;
  /** Charts of accounts are known by a code (`company.chart_template`) from 17.0, records before. */
  readonly chartByCode: boolean;
  /** Text of a payment: `memo` from 18.0, `ref` before. */
  readonly paymentMemoField: "memo" | "ref";
  /** Invoices know their payments without a journal entry: `matched_payment_ids` from 18.0. */
  readonly paymentMatchesInvoices: boolean;
  /** Companies of an account: `company_ids` from 18.0, `company_id` before. */
  readonly accountCompanyField: "company_ids" | "company_id";
}

/** First version in which a fact holds. */
function since(major: number, first: number): boolean {
  return major >= first;
}

function tableOf(series: OdooVersion): Capabilities {
  const major = Number.parseInt(series, 10);
  const from17 = since(major, 17);
  const from18 = since(major, 18);
  const from19 = since(major, 19);
  return {
    series,
    major,
    listTag: from18 ? "list" : "tree",
    listViewMode: from18 ? "list,form" : "tree,form",
    attrsExpressions: from17,
    columnInvisible: from17,
    modelsConstraint: from19,
    envTranslation: from18,
    t: from18 ? "self.env._" : "_",
    checkAccess: from18,
    clearCache: from17 ? "self.env.registry.clear_cache()" : "self.clear_caches()",
    hookTakesEnv: from17,
    cronNumbercall: !from18,
    groupsPrivilege: from19,
    groupUsersField: from19 ? "user_ids" : "users",
    groupIdsField: from19 ? "group_ids" : "groups_id",
    rpcModule: from19,
    testRegistryMode: from19 ? "patch" : "enter",
    priceIncludeOverride: from18,
    saleLineTaxField: from19 ? "tax_ids" : "tax_id",
    saleLineUomField: from19 ? "product_uom_id" : "product_uom",
    isStorable: from18,
    stockMoveQuantityField: from17 ? "quantity" : "quantity_done",
    stockMovePicked: from17,
    stockMoveName: !from19,
    orderLockedField: from17,
    returnMethod: from18 ? "_create_return" : "_create_returns",
    returnOnchange: !from17,
    chartByCode: from17,
    paymentMemoField: from18 ? "memo" : "ref",
    paymentMatchesInvoices: from18,
    accountCompanyField: from18 ? "company_ids" : "company_id",
  };
}

const TABLES: Readonly<Record<OdooVersion, Capabilities>> = {
  "16.0": tableOf("16.0"),
  "17.0": tableOf("17.0"),
  "18.0": tableOf("18.0"),
  "19.0": tableOf("19.0"),
};

/** Whether a text names a version that connectors can be generated for. */
export function isOdooVersion(series: string): series is OdooVersion {
  return (ODOO_VERSIONS as readonly string[]).includes(series);
}

/** What this version has and lacks. */
export function capabilities(series: OdooVersion): Capabilities {
  return TABLES[series];
}
