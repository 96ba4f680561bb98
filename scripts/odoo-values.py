# What the model index does not say and only a running Odoo knows: for each model the required fields that nothing
# fills by itself, and the values of its selections with the module that each comes from. To be run in `odoo shell` on
# a database with the modules of the index; prints one JSON document, which scripts/odoo-index.mjs packs
# (`odoo-<version>.values.json`).
import json

rows = env["ir.model.data"].search_read(
    [("model", "=", "ir.model.fields.selection")], ["module", "res_id"]
)
module_of = {row["res_id"]: row["module"] for row in rows}
listed = {}
for value in env["ir.model.fields.selection"].search([]):
    field = value.field_id
    values = listed.setdefault((field.model, field.name), {})
    values[value.value] = module_of.get(value.id, "")


def is_filled(field):
    """Tell whether Odoo gives a new record a value by itself."""
    return bool(field.default or field.compute or field.related)


KEPT = {"id", "create_uid", "create_date", "write_uid", "write_date", "parent_path"}
# Longer ones are lists of the world (time zones, schemes of electronic addresses).
LONGEST = 30

found = {}
for name in sorted(env.registry):
    model = env[name]
    if model._abstract or model._transient or not model._auto:
        continue
    needed, selections = [], {}
    for field in model._fields.values():
        if not field.store or field.inherited or field.name in KEPT:
            continue
        if field.required and not is_filled(field):
            # What a record delegates to is made with it.
            if field.name not in model._inherits.values():
                needed.append(field.name)
        values = listed.get((name, field.name), {})
        if field.type == "selection" and 0 < len(values) <= LONGEST:
            selections[field.name] = values
    defaults = model.default_get(needed)
    needed = [one for one in needed if not defaults.get(one)]
    if needed or selections:
        found[name] = {"needed": needed, "selections": selections}
print("VALUES" + json.dumps(found, sort_keys=True))
