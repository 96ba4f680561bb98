/** Methods of every model (models.py), which no index lists. */
export const BASE_METHODS: ReadonlySet<string> = new Set(
  (
    "browse create write unlink search search_count search_read search_fetch fetch read sudo with_context with_company " +
    "with_user with_env with_prefetch exists ensure_one filtered filtered_domain mapped sorted grouped concat union copy " +
    "copy_data default_get fields_get name_search name_create name_get invalidate_recordset invalidate_model " +
    "flush_recordset flush_model modified get_external_id get_metadata read_group formatted_read_group export_data load new " +
    "onchange update toggle_active action_archive action_unarchive is_transient has_access check_access " +
    "check_access_rights check_access_rule user_has_groups get_base_url clear_caches init view_init get_view get_views " +
    "has_field_access lock_for_update try_lock_for_update with_delay delayable _read_group_expand_full " +
    "_compute_display_name _search_display_name _inverse_display_name _compute_concurrency_field " +
    "_compute_concurrency_field_with_access web_read web_save web_search_read web_name_search web_read_group " +
    "_name_search _search _check_company _check_recursion _has_cycle"
  ).split(" "),
);
