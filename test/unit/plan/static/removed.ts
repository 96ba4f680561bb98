/**
 * What a version of Odoo has not got (any more, or yet), as one table: names of Python's, tags and attributes of XML,
 * read in the sources of each version (docs of `src/odoo/capabilities.ts` name the places).
 */

/** First and last major version that has it; `instead` is what the others have. */
export interface Lifetime {
  readonly from?: number;
  readonly until?: number;
  readonly instead: string;
}

export const lives = (one: Lifetime, major: number): boolean =>
  major >= (one.from ?? 0) && major <= (one.until ?? Infinity);

/** Methods and attributes, wherever they are used on records, environments and registries. */
export const ATTRIBUTES: Readonly<Record<string, Lifetime>> = {
  name_get: { until: 16, instead: "display_name" },
  user_has_groups: { until: 17, instead: "env.user.has_group" },
  check_access_rights: { until: 17, instead: "check_access" },
  check_access_rule: { until: 17, instead: "check_access" },
  _filter_access_rules: { until: 17, instead: "_filtered_access" },
  check_access: { from: 18, instead: "check_access_rights and check_access_rule" },
  has_access: { from: 18, instead: "check_access_rights" },
  _filtered_access: { from: 18, instead: "_filter_access_rules" },
  _check_recursion: { until: 17, instead: "_has_cycle" },
  _has_cycle: { from: 18, instead: "_check_recursion" },
  _cr: { until: 18, instead: "env.cr" },
  _uid: { until: 18, instead: "env.uid" },
  _context: { until: 18, instead: "env.context" },
  read_group: { until: 18, instead: "_read_group" },
  formatted_read_group: { from: 19, instead: "_read_group" },
  toggle_active: { until: 18, instead: "action_archive" },
  clear_caches: { until: 16, instead: "env.registry.clear_cache()" },
  clear_cache: { from: 17, instead: "clear_caches()" },
  search_fetch: { from: 17, instead: "search" },
  enter_test_mode: { until: 18, instead: "registry_enter_test_mode" },
};

/** Named arguments of field definitions. */
export const FIELD_ARGUMENTS: Readonly<Record<string, Lifetime>> = {
  group_operator: { until: 17, instead: "aggregator" },
  aggregator: { from: 18, instead: "group_operator" },
};

/** Methods that a class overrides for Odoo to call. */
export const OVERRIDES: Readonly<Record<string, Lifetime>> = {
  name_get: { until: 16, instead: "_compute_display_name" },
  _compute_display_name: { from: 17, instead: "name_get" },
};

/** Attributes of elements in a view. */
export const VIEW_ATTRIBUTES: Readonly<Record<string, Lifetime>> = {
  attrs: { until: 16, instead: "invisible=, readonly=, required=" },
  states: { until: 16, instead: "invisible=" },
  column_invisible: { from: 17, instead: "invisible= or attrs= of the list's field" },
};

/** Elements of a view, and names of its templates. */
export const VIEW_TAGS: Readonly<Record<string, Lifetime>> = {
  tree: { until: 17, instead: "<list>" },
  list: { from: 18, instead: "<tree>" },
  chatter: { from: 18, instead: '<div class="oe_chatter">' },
};
export const VIEW_TEMPLATES: Readonly<Record<string, Lifetime>> = {
  "kanban-box": { until: 17, instead: "card" },
  card: { from: 18, instead: "kanban-box" },
};
export const VIEW_MODES: Readonly<Record<string, Lifetime>> = {
  tree: { until: 17, instead: "list" },
  list: { from: 18, instead: "tree" },
};

/** Elements of a data file; what a version does not know it ignores in silence or refuses. */
export const DATA_TAGS: Readonly<Record<string, Lifetime>> = {
  report: { until: 16, instead: '<record model="ir.actions.report">' },
  act_window: { until: 16, instead: '<record model="ir.actions.act_window">' },
  asset: { from: 19, instead: '<record model="ir.asset">' },
};

/** Arguments of `http.route`: its type and auth. */
export const ROUTE_TYPES: Readonly<Record<string, Lifetime>> = {
  json: { until: 18, instead: "jsonrpc" },
  jsonrpc: { from: 19, instead: "json" },
};
export const ROUTE_AUTHS: Readonly<Record<string, Lifetime>> = { bearer: { from: 18, instead: "a token of its own" } };

/** What a module named in an import has. */
export const IMPORTS: readonly (Lifetime & { readonly pattern: RegExp; readonly name: string })[] = [
  { pattern: /\bodoo \. osv\b/, name: "odoo.osv", until: 18, instead: "odoo.fields.Domain" },
  {
    pattern: /\bodoo import .*\bDomain\b|odoo \. fields import .*\bDomain\b/,
    name: "Domain",
    from: 19,
    instead: "odoo.osv.expression",
  },
];
