/** What a version of Odoo has not got any more, or not yet: names of Python's, read in the sources of each version. */

/** Major versions that have it; `instead` is what the others have. */
export interface Lifetime {
  readonly from?: number;
  readonly until?: number;
  readonly instead: string;
}

export const lives = (one: Lifetime, major: number): boolean =>
  major >= (one.from ?? 0) && major <= (one.until ?? Infinity);

/** `gone since 18.0`, `new in 17.0`. */
export function whenOf({ from, until }: Lifetime, major: number): string {
  return until !== undefined && major > until ? `is gone since ${until + 1}.0` : `is new in ${from ?? 0}.0`;
}

/** The entry of a table, and never what every object has. */
export const entryOf = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** Methods that all records have or had (models.py of each version): to call one outside its time raises. */
export const METHODS: Readonly<Record<string, Lifetime>> = {
  name_get: { until: 17, instead: "display_name" },
  user_has_groups: { until: 17, instead: "self.env.user.has_group()" },
  clear_caches: { until: 18, instead: "self.env.registry.clear_cache()" },
  fields_get_keys: { until: 16, instead: "_fields" },
  get_xml_id: { until: 16, instead: "get_external_id()" },
  invalidate_cache: { until: 16, instead: "invalidate_recordset() or invalidate_model()" },
  refresh: { until: 16, instead: "invalidate_recordset()" },
  recompute: { until: 16, instead: "flush_recordset() or env.flush_all()" },
  flush: { until: 16, instead: "flush_recordset() or env.flush_all()" },
  fields_view_get: { until: 16, instead: "get_view()" },
  load_views: { until: 16, instead: "get_views()" },
  _generate_order_by: { until: 17, instead: "_order_to_sql()" },
  _inherits_join_calc: { until: 17, instead: "_field_to_sql()" },
  _read_group_raw: { until: 16, instead: "_read_group()" },
  _patch_method: { until: 16, instead: "an override" },
  _name_search: { until: 17, instead: "_search_display_name()" },
  _flush_search: { until: 18, instead: "flush_model() or env.flush_all()" },
  _where_calc: { until: 18, instead: "_search()" },
  _apply_ir_rules: { until: 18, instead: "_search()" },
  check_access: { from: 18, instead: "check_access_rights() and check_access_rule()" },
  has_access: { from: 18, instead: "check_access_rights() with raise_exception=False" },
  _filtered_access: { from: 18, instead: "_filter_access_rules()" },
  _has_cycle: { from: 18, instead: "_check_recursion()" },
  _search_display_name: { from: 18, instead: "_name_search()" },
  search_fetch: { from: 17, instead: "search()" },
  grouped: { from: 17, instead: "itertools.groupby() or a dictionary" },
  formatted_read_group: { from: 19, instead: "read_group()" },
  lock_for_update: { from: 19, instead: "a SELECT … FOR UPDATE" },
  try_lock_for_update: { from: 19, instead: "a SELECT … FOR UPDATE SKIP LOCKED" },
};

/** Names of `METHODS` that other objects have too: judged only on what is a record for sure. */
export const COMMON: ReadonlySet<string> = new Set([
  "refresh",
  "recompute",
  "flush",
  "grouped",
  "check_access",
  "has_access",
  "invalidate_cache",
  "load_views",
  "clear_caches",
]);

/** Methods that Odoo calls on models, as long as it does: an override outside that time is never run. */
export const OVERRIDES: Readonly<Record<string, Lifetime>> = {
  name_get: { until: 16, instead: "_compute_display_name()" },
  fields_view_get: { until: 15, instead: "_get_view()" },
  _name_search: { until: 17, instead: "_search_display_name()" },
  check_access_rights: { until: 17, instead: "_check_access()" },
  check_access_rule: { until: 17, instead: "_check_access()" },
  _filter_access_rules: { until: 17, instead: "_check_access()" },
  _check_recursion: { until: 17, instead: "_has_cycle()" },
  user_has_groups: { until: 17, instead: "has_group() of res.users" },
  _generate_order_by: { until: 16, instead: "_order_to_sql()" },
  _read_group_raw: { until: 16, instead: "_read_group()" },
  _where_calc: { until: 18, instead: "_search()" },
  _apply_ir_rules: { until: 18, instead: "_search()" },
  toggle_active: { until: 18, instead: "action_archive() and action_unarchive()" },
  _search_display_name: { from: 18, instead: "_name_search()" },
};

/** What still works and warns: it goes with one of the next versions. */
export const DEPRECATED: Readonly<Record<string, { readonly from: number; readonly instead: string }>> = {
  name_get: { from: 17, instead: "display_name" },
  clear_caches: { from: 17, instead: "self.env.registry.clear_cache()" },
  check_access_rights: { from: 18, instead: "check_access() or has_access()" },
  check_access_rule: { from: 18, instead: "check_access() or has_access()" },
  _filter_access_rules: { from: 18, instead: "_filtered_access()" },
  _filter_access_rules_python: { from: 18, instead: "_filtered_access()" },
  _check_recursion: { from: 18, instead: "_has_cycle()" },
  _check_m2m_recursion: { from: 18, instead: "_has_cycle()" },
  _flush_search: { from: 18, instead: "flush_model()" },
  check_field_access_rights: { from: 19, instead: "_check_field_access() or fields_get()" },
  read_group: { from: 19, instead: "_read_group() or formatted_read_group()" },
  toggle_active: { from: 19, instead: "action_archive() or action_unarchive()" },
};

/** Decorators of `odoo.api`. */
export const DECORATORS: Readonly<Record<string, Lifetime>> = {
  multi: { until: 12, instead: "no decorator" },
  one: { until: 12, instead: "a loop over self" },
  cr: { until: 12, instead: "no decorator" },
  cr_uid: { until: 12, instead: "no decorator" },
  v7: { until: 12, instead: "no decorator" },
  v8: { until: 12, instead: "no decorator" },
  model_cr: { until: 12, instead: "no decorator" },
  model_cr_context: { until: 12, instead: "no decorator" },
  noguess: { until: 12, instead: "no decorator" },
  model_create_single: { until: 18, instead: "@api.model_create_multi" },
  returns: { until: 18, instead: "no decorator" },
  readonly: { from: 18, instead: "no decorator" },
  private: { from: 18, instead: "a name that begins with _" },
  deprecated: { from: 19, instead: "warnings.warn()" },
};

/** Named arguments of fields that Odoo takes no notice of outside their time, but for a line in its log. */
export const FIELD_ARGUMENTS: Readonly<Record<string, Lifetime>> = {
  track_visibility: { until: 12, instead: "tracking=True" },
  oldname: { until: 12, instead: "a migration script" },
  digits_compute: { until: 7, instead: "digits=" },
  states: { until: 16, instead: "readonly= and required= in the view" },
  aggregator: { from: 18, instead: "group_operator=" },
};

/** Names of Odoo's modules that an import can't find, or that only warn. */
export interface Import extends Lifetime {
  /** What the name stands for: `odoo.osv.expression`; all below it too. */
  readonly name: string;
  /** It works and warns. */
  readonly isDeprecated?: boolean;
}

export const IMPORTS: readonly Import[] = [
  { name: "openerp", until: 9, instead: "odoo" },
  { name: "odoo.osv.osv", until: 16, instead: "odoo.models" },
  { name: "odoo.osv.orm", until: 15, instead: "odoo.models" },
  { name: "odoo.osv.fields", until: 15, instead: "odoo.fields" },
  { name: "odoo.exceptions.Warning", until: 16, instead: "odoo.exceptions.UserError" },
  { name: "odoo.exceptions.except_orm", until: 16, instead: "odoo.exceptions.UserError" },
  { name: "odoo.exceptions.LockError", from: 19, instead: "odoo.exceptions.UserError" },
  { name: "odoo.fields.Domain", from: 19, instead: "odoo.osv.expression" },
  { name: "odoo.osv", until: 18, instead: "odoo.fields.Domain", isDeprecated: true },
  { name: "odoo.tools.SQL", from: 17, instead: "a query with parameters" },
  { name: "odoo.tools.sql.SQL", from: 17, instead: "a query with parameters" },
];
