/** Methods that every model has. No index lists them: it holds what models add to them. */
import type { OdooVersion } from "../odoo/capabilities.ts";

/** Methods of Odoo's `BaseModel` in all versions, private ones too. */
const ALWAYS = [
  "_add_missing_default_values _add_precomputed_values _add_sql_constraints _auto_init _cache _check_company",
  "_check_m2m_recursion _check_parent_path _check_qorder _check_recursion _check_removed_columns",
  "_compute_display_name _compute_field_value _constraint_methods _convert_records _convert_to_record",
  "_convert_to_write _create _export_rows _extract_records _fetch_field _filter_access_rules",
  "_filter_access_rules_python _flush _get_base_lang _get_external_ids _get_placeholder_filename _has_onchange",
  "_init_column _invalidate_cache _is_an_ordinary_table _load_records _load_records_create _load_records_write",
  "_modified _modified_triggers _onchange_methods _ondelete_methods _origin _parent_store_compute",
  "_parent_store_create _parent_store_update _parent_store_update_prepare _prepare_create_values _read_format",
  "_read_group _read_group_expand_full _read_group_fill_results _read_group_fill_temporal",
  "_read_group_format_result _rec_name_fallback _recompute_field _recompute_model _recompute_recordset",
  "_register_hook _search _table_has_rows _transient_clean_old_rows _transient_clean_rows_older_than",
  "_transient_vacuum _unregister_hook _update_cache _update_field_translations _valid_field_parameter",
  "_validate_fields _write action_archive action_unarchive browse check_access_rights check_access_rule",
  "check_field_access_rights concat copy copy_data copy_translations create default_get ensure_one exists",
  "export_data fields_get filtered filtered_domain flush_model flush_recordset get_base_url get_external_id",
  "get_field_translations get_metadata ids init invalidate_model invalidate_recordset is_transient load mapped",
  "modified name_create name_search new onchange read read_group search search_count search_read sorted sudo",
  "toggle_active union unlink update update_field_translations with_company with_context with_env with_prefetch",
  "with_user write",
];

/** Those of some versions only. */
const SOME: readonly (readonly [versions: readonly OdooVersion[], names: string])[] = [
  [
    ["16.0"],
    "_compute_concurrency_field _generate_m2o_order_by _generate_order_by_inner _inherits_join_add _onchange_eval _patch_method _read _read_group_prepare _read_group_prepare_data _read_group_process_groupby _read_group_raw _read_group_resolve_many2x_fields _revert_method fields_get_keys flush get_xml_id invalidate_cache recompute refresh",
  ],
  [
    ["16.0", "17.0"],
    "_add_fake_fields _generate_order_by _inherits_join_calc _name_search _populate _populate_dependencies _populate_factories _populate_sizes name_get user_has_groups",
  ],
  [
    ["16.0", "17.0", "18.0"],
    "_add_field _add_inherited_fields _apply_ir_rules _build_model _build_model_attributes _build_model_check_base _build_model_check_parent _flush_search _in_cache_without _inherits_check _init_constraints_onchanges _mapped_func _pop_field _prepare_setup _setup_base _setup_complete _setup_fields _where_calc clear_caches",
  ],
  [
    ["17.0"],
    "_field_properties_to_sql _read_group_check_field_access_rights _read_group_get_annoted_groupby copy_multi",
  ],
  [
    ["17.0", "18.0", "19.0"],
    "_apply_onchange_methods _as_query _check_company_domain _determine_fields_to_fetch _fetch_query _field_to_sql _order_field_to_sql _order_to_sql _read_group_empty_value _read_group_format_result_properties _read_group_groupby _read_group_having _read_group_orderby _read_group_postprocess_aggregate _read_group_postprocess_groupby _read_group_select fetch get_property_definition grouped search_fetch",
  ],
  [["18.0"], "_condition_to_sql _read_group_get_annotated_groupby"],
  [
    ["18.0", "19.0"],
    "_check_access _clean_properties _filtered_access _get_redirect_suggested_company _has_cycle _read_group_groupby_properties _search_display_name _table_sql _traverse_related_sql _write_multi check_access has_access",
  ],
  [
    ["19.0"],
    "_additional_allowed_keys_properties_definition _can_return_content _check_field_access _context _convert_to_cache_properties_definition _convert_to_column_properties_definition _cr _has_field_access _post_model_setup__ _read_grouping_sets _sorted_order_to_function _sql_error_to_message _sql_error_to_message_generic _uid _validate_properties_definition lock_for_update try_lock_for_update",
  ],
];

/** What standard modules (mail, web, base_import, …) add to every model, in one version or another. */
const ADDED = [
  "_add_groupby_values _alias_get_error _alias_get_error_message _fields_view_get _find_value_from_field_path",
  "_format_web_search_read_results _formatted_read_group_with_length _get_access_action",
  "_get_backend_root_menu_ids _get_default_activity_view _get_default_calendar_view _get_default_form_view",
  "_get_default_graph_view _get_default_kanban_view _get_default_list_view _get_default_pivot_view",
  "_get_default_search_view _get_default_tree_view _get_fields_spec _get_html_link",
  "_get_mail_redirect_suggested_company _get_read_group_order _get_records_action _get_view _get_view_cache",
  "_get_view_cache_key _get_view_field_attributes _get_view_fields _get_view_postprocessed",
  "_mail_get_alias_domains _mail_get_companies _mail_get_company_field _mail_get_customer",
  "_mail_get_message_subtypes _mail_get_operation_for_mail_message_operation _mail_get_partner_fields",
  "_mail_get_partners _mail_get_primary_email _mail_get_primary_email_field _mail_get_timezone",
  "_mail_get_timezone_with_default _mail_group_by_operation_for_mail_message_operation _mail_track",
  "_mail_track_get_field_sequence _mail_track_order_fields _message_add_default_recipients",
  "_message_add_suggested_recipients _message_get_default_recipients _message_get_suggested_recipients",
  "_message_get_suggested_recipients_batch _notify_by_email_get_headers _notify_get_reply_to",
  "_notify_get_reply_to_batch _notify_get_reply_to_formatted_email _onchange_spec _open_groups _phone_format",
  "_phone_format_number _phone_get_country _phone_get_country_field _phone_get_number_fields _read_progress_bar",
  "_search_panel_domain_image _search_panel_field_image _search_panel_global_counters",
  "_search_panel_sanitized_parent_hierarchy _search_panel_selection_range _sms_get_recipients_info",
  "_sort_suggested_messages _web_read_group _web_read_group_expand _web_read_group_field_expand",
  "_web_read_group_fill_temporal _web_read_group_format _web_read_group_groupby_formatter",
  "_web_read_group_groupby_properties_formatter fields_view_get formatted_read_group formatted_read_grouping_sets",
  "get_empty_list_help get_formview_action get_formview_id get_import_templates get_view get_views",
  "get_website_meta hierarchy_read load_views mail_allowed_qweb_expressions mail_get_partner_fields",
  "qweb_render_view read_progress_bar search_panel_select_multi_range search_panel_select_range",
  "update_field_translations_sha view_header_get web_name_search web_override_translations web_read",
  "web_read_group web_resequence web_save web_save_multi web_search_read web_update_field_translations",
];

const split = (lines: readonly string[]): string[] => lines.flatMap((line) => line.split(" "));

/** The methods of `BaseModel` in a version. */
export function baseMethods(version: OdooVersion): ReadonlySet<string> {
  const names = new Set(split(ALWAYS));
  for (const [versions, some] of SOME)
    if (versions.includes(version)) for (const name of split([some])) names.add(name);
  return names;
}

/** Methods that a model may have through a module: of them nothing can be said where the module is not at hand. */
export const MAYBE_METHODS: ReadonlySet<string> = new Set([...split(ADDED), "with_delay", "delayable"]);
